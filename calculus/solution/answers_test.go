package solution

import (
	"context"
	"slices"
	"testing"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// TestTextbookSymPy compares the answers of the textbook exercises that ask for a
// derivative of an explicit function with SymPy's.
func TestTextbookSymPy(t *testing.T) {
	needSymPy(t)
	type job struct {
		Function string   `json:"function"`
		Wrt      []string `json:"wrt"`
		Answer   string   `json:"answer"`
	}
	var jobs []job
	var blocks []string
	for _, c := range slices.Concat(textbook, editors) {
		p, _ := problem.Parse(c.block)
		s := newSolver(context.Background(), p, Options{})
		if len(p.Requests) == 0 {
			continue
		}
		r := p.Requests[len(p.Requests)-1]
		body, known := s.numeric(r.Function)
		if len(s.scope.Totals) > 0 { // the answer holds where they do
			continue
		}
		if r.Kind != problem.Partial && r.Kind != problem.Ordinary || r.Parameter != nil || !known || holds(body, inPieces) {
			continue
		}
		_, defined := s.scope.Defs[r.Wrt[0].Name()]
		if defined && (len(r.Wrt) > 1 || len(r.At) > 0) {
			continue // what the block defines is held still there, which SymPy isn't told
		}
		r.At = nil
		res, err := s.work(context.Background(), r)
		if err != nil {
			t.Fatalf("%s: %v", c.block, err)
		}
		answer := s.setting(r.Function).Inline(res.chains[len(res.chains)-1].Answer())
		if holds(answer, inPieces) {
			continue
		}
		blocks = append(blocks, c.block)
		jobs = append(jobs, job{pythonOf(body), names(r.Wrt), pythonOf(answer)})
	}
	type result struct {
		Compared int      `json:"compared"`
		Wrong    []string `json:"wrong"`
	}
	total := 0
	for i, r := range asked[result](t, "answers_check.py", jobs) {
		total += r.Compared
		if r.Compared == 0 {
			t.Errorf("%s: not compared", blocks[i])
		}
		for _, w := range r.Wrong {
			t.Errorf("%s: %s", blocks[i], w)
		}
	}
	t.Logf("%d comparisons of %d answers", total, len(jobs))
}

// inPieces reports whether a node is given piece by piece, or over an index, or holds a
// function of which the script knows nothing.
func inPieces(e calculus.Expr) bool {
	switch e := e.(type) {
	case *calculus.Cases, *calculus.Index, *calculus.Delta, calculus.Ranged, *calculus.Apply, *calculus.Deriv:
		return true
	case *calculus.Call:
		switch e.Func() {
		case calculus.Exp, calculus.Log, calculus.Ln, calculus.Sqrt, calculus.Abs, calculus.Sin, calculus.Cos, calculus.Tan,
			calculus.Arcsin, calculus.Arccos, calculus.Arctan, calculus.Sinh, calculus.Cosh, calculus.Tanh, calculus.Erf,
			calculus.Sigmoid, calculus.Softplus, calculus.ReLU:
		default:
			return true
		}
	}
	return false
}

func holds(e calculus.Expr, what func(calculus.Expr) bool) bool {
	return what(e) || slices.ContainsFunc(calculus.Children(e), func(c calculus.Expr) bool { return holds(c, what) })
}
