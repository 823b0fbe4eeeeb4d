package calculus

import "testing"

// What a reading marks is remembered once, however often it is read.
func TestMarksOnce(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	e := Expr(Add(x, y))
	for range 12 {
		e = Div(Mul(e, Sin.Of(e)), Add(One, Power(e, Two)))
	}
	s := newSimplifier(&Setting{Vars: []*Sym{x, y}}, x)
	s.simplify(e)
	if n := len(s.marks); n == 0 || n > 1000 {
		t.Errorf("%d marks", n)
	}
	for _, one := range s.memo.list {
		seen := map[uint64]bool{}
		for _, m := range one.r.marks {
			if seen[m] {
				t.Fatal("a bracket is marked twice")
			}
			seen[m] = true
		}
	}
}
