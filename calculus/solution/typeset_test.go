package solution

import (
	"context"
	"testing"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
	"github.com/bibun-md/bibun/calculus/problem"
)

// Every formula of every textbook exercise, in both languages, is drawn by
// MathJax 4, MathJax 3 and KaTeX.
func TestTextbookTypeset(t *testing.T) {
	var displays []string
	seen := map[string]bool{}
	add := func(formula string) {
		if !seen[formula] {
			seen[formula] = true
			displays = append(displays, formula)
		}
	}
	for _, c := range textbook {
		p, _ := problem.Parse(c.block)
		for _, lang := range []Lang{Japanese, English} {
			s, err := Solve(context.Background(), p, Options{Lang: lang})
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range s.Document.Blocks {
				if b.Display != "" {
					add(b.Display)
				}
				for _, in := range b.Paragraph {
					if in.Math != "" {
						add(in.Math)
					}
				}
			}
		}
	}
	typeset.Displays(t, displays)
}
