package solution

import (
	"context"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// What all processors work out at once is what one of them works out.
func TestAhead(t *testing.T) {
	var terms, vars []string
	for i := range 40 {
		x := "x_" + string(rune('1'+i%9)) + string(rune('1'+i/9))
		vars = append(vars, x)
		terms = append(terms, "sin(w*"+x+"+b)^2/(1+"+x+"^2)")
	}
	block := "L = " + strings.Join(terms, "+") + "\npartial w, b, " + strings.Join(vars, ", ") + "\ngradient L by w, b\ng(a,b) = log(a^2+b^2)\n∂g/∂a"
	solve := func(processors int) *Solution {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		p, diagnostics := problem.Parse(block)
		for _, d := range diagnostics {
			if d.Severity == problem.Error {
				t.Fatal(d)
			}
		}
		s := newSolver(context.Background(), p, Options{})
		if _, size := s.needed(); size < worthwhile {
			t.Fatalf("size %d is not worthwhile", size)
		}
		sol, err := Solve(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return sol
	}
	alone, together := solve(1), solve(4)
	if len(alone.Answers) < len(vars) {
		t.Fatalf("%d answers", len(alone.Answers))
	}
	if diff := cmp.Diff(alone, together, sameText); diff != "" {
		t.Error(diff)
	}
}

// sameText compares expressions by what they say.
var sameText = cmp.Comparer(func(a, b calculus.Expr) bool { return a.String() == b.String() })
