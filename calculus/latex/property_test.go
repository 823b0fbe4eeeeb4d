package latex_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

func TestOutputIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, in := range rapid.SliceOfN(anyNames.upTo(8), 1, 20).Draw(t, "exprs") {
			out := latex.String(in)
			if problem := malformed(out); problem != "" {
				t.Fatalf("%s\n%v\n%s", problem, in, out)
			}
			if w := latex.Width(out); w <= 0 || w > len(out)*3 {
				t.Fatalf("width %d of %d bytes\n%s", w, len(out), out)
			}
		}
	})
}

func TestTextIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "text")
		if problem := malformed(latex.Text(in)); problem != "" {
			t.Fatalf("%s\n%q\n%s", problem, in, latex.Text(in))
		}
		name := strings.ReplaceAll(in, "\n", " ")
		if problem := malformed(latex.Symbol(name)); problem != "" {
			t.Fatalf("%s\n%q\n%s", problem, name, latex.Symbol(name))
		}
	})
}

func TestTablesAreWellFormed(t *testing.T) {
	for _, tt := range append(examples, notation...) {
		if problem := malformed(tt.want); problem != "" {
			t.Errorf("%s: %s", problem, tt.want)
		}
	}
}

var (
	macros       = latex.Macros()
	environments = latex.Environments()
)

func malformed(tex string) string { return typeset.Malformed(tex, macros, environments) }
