package solution

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/latex/typeset"
	"github.com/bibun-md/bibun/calculus/problem"
)

// The commands and environments that a solution may hold: those of package latex and
// those that stand around its formulas. The lists are closed.
var (
	macros       = append(latex.Macros(), "nabla", "ldots", "times", "det", "approx", " ")
	environments = append(latex.Environments(), "align")
)

// solveTime is how long a block may take: the backstop behind the solver's own
// budgets, as package extension has it. solvePatience is how long it is waited for on a busy machine; the
// fuzzer itself gives an input up after 10 s, and it may be run twice.
const (
	solveTime     = 2 * time.Second
	solvePatience = 4 * time.Second
)

// FuzzSolve has any text read and solved, in every form that solutions have. Whatever comes out
// is LaTeX of the closed list, with nothing of the author's in it that isn't a name or a number.
func FuzzSolve(f *testing.F) {
	for i, text := range fuzzing.Some(fuzzing.Blocks(f), 60) {
		f.Add(text, byte(i))
	}
	f.Fuzz(func(t *testing.T, text string, form byte) {
		p, wrong := problem.Parse(text)
		if len(p.Requests) == 0 || slices.ContainsFunc(wrong, func(d problem.Diagnostic) bool { return d.Severity == problem.Error }) {
			return
		}
		var s *Solution
		var err error
		fuzzing.Within(t, solveTime, func() {
			ctx, cancel := context.WithTimeout(t.Context(), solvePatience)
			defer cancel()
			s, err = Solve(ctx, p, optionsOf(form))
		})
		if err != nil {
			t.Skip(err) // the machine is busy, or Within would have told
		}
		for _, d := range s.Diagnostics {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Fatalf("%s at %v of %d bytes", d.Code, d.Span, len(text))
			}
		}
		formula := func(tex string) {
			if wrong := typeset.Malformed(tex, macros, environments); wrong != "" {
				t.Fatalf("%q: %s in\n%s", text, wrong, tex)
			}
		}
		for _, b := range s.Document.Blocks {
			formula(b.Display)
			for _, in := range b.Paragraph {
				formula(in.Math)
				if !utf8.ValidString(in.Text) || strings.ContainsFunc(in.Text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
					t.Fatalf("%q: the words %q", text, in.Text)
				}
			}
		}
		for _, d := range s.Definitions {
			formula(d.LaTeX)
		}
		for _, a := range s.Answers {
			formula(a.LaTeX)
			for _, e := range a.Entries {
				formula(e.LaTeX)
			}
			for _, c := range a.Cases {
				formula(c.LaTeX)
			}
			for _, line := range a.Lines {
				formula(line)
			}
		}
	})
}

// optionsOf are options that a number chooses, each on its own.
func optionsOf(form byte) Options {
	of := func(n byte) (i byte) { i, form = form%n, form/n; return i }
	return Options{
		Lang:     []Lang{Japanese, English}[of(2)],
		Steps:    []Steps{StepsFull, StepsBrief, StepsAnswer}[of(3)],
		Numbered: of(2) == 1,
		Order:    []Order{OrderDescending, OrderSource}[of(2)],
		Show:     []Show{ShowAll, ShowProblem, ShowSolution, ShowAnswer}[of(4)],
		Log:      []string{"", "log", "ln"}[of(3)],
	}
}
