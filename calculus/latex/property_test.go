package latex_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus/latex"
	"pgregory.net/rapid"
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

// malformed says what is wrong with a formula, "" if nothing is: braces,
// \left and \right, and environments nest, every command is of the closed
// list, and nothing occurs that a host or a template engine would eat.
func malformed(tex string) string {
	for _, s := range []string{"{{", "{%", "{#", "$", "<", ">", "|", "\n\n", "^^", "`", "~"} {
		if strings.Contains(tex, s) {
			return "holds " + s
		}
	}
	if !utf8.ValidString(tex) {
		return "no UTF-8"
	}
	var open []string
	closes := func(want string) bool {
		if len(open) == 0 || open[len(open)-1] != want {
			return false
		}
		open = open[:len(open)-1]
		return true
	}
	for i := 0; i < len(tex); i++ {
		switch tex[i] {
		case '{':
			open = append(open, "{")
		case '}':
			if !closes("{") {
				return "unbalanced }"
			}
		case '(':
			open = append(open, "(")
		case ')':
			if !closes("(") {
				return "unbalanced )"
			}
		case '\\':
			j := i + 1
			for j < len(tex) && (tex[j]|0x20 >= 'a' && tex[j]|0x20 <= 'z') {
				j++
			}
			if j == i+1 {
				_, size := utf8.DecodeRuneInString(tex[j:])
				j += size
			}
			name := tex[i+1 : j]
			if !slices.Contains(macros, name) {
				return `\` + name + " is not of the list"
			}
			switch name {
			case "left":
				open = append(open, "left")
				if strings.HasPrefix(tex[j:], "(") {
					j++
				}
			case "right":
				if !closes("left") {
					return `unbalanced \right`
				}
				if strings.HasPrefix(tex[j:], ")") {
					j++
				}
			case "begin", "end":
				env, _, _ := strings.Cut(strings.TrimPrefix(tex[j:], "{"), "}")
				if !slices.Contains(environments, env) {
					return "environment " + env + " is not of the list"
				}
				if name == "begin" {
					open = append(open, env)
				} else if !closes(env) {
					return "unbalanced " + env
				}
			case "text":
				// Words may hold anything but what is escaped.
				end := strings.IndexByte(tex[j:], '}')
				if end < 0 || strings.ContainsAny(tex[j+1:j+end], `{\%#&_`) {
					return `markup inside \text`
				}
				j += end + 1
			}
			i = j - 1
		}
	}
	if len(open) > 0 {
		return "open: " + strings.Join(open, " ")
	}
	return ""
}
