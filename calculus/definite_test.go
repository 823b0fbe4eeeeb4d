package calculus

import (
	"errors"
	"math"
	"testing"
)

func TestReal(t *testing.T) {
	x, y, r := Symbol("x"), Symbol("y"), Symbol("r")
	squares := Add(Power(x, Two), Power(y, Two))
	for _, c := range []struct {
		left, right Expr
		want        error
	}{
		{squares, MinusOne, ErrNoPoint},
		{MinusOne, squares, ErrNoPoint},
		{squares, One, nil},
		{squares, Zero, ErrOnePoint},
		{squares, Neg(Power(r, Two)), ErrOnePoint},
		{Add(Power(x, Two), Mul(x, y), Power(y, Two)), Int(-3), ErrNoPoint},
		{Add(Power(x, Two), Mul(Int(3), x, y), Power(y, Two)), Int(-3), nil},
		{Add(Power(x, Two), Mul(Int(-2), x), Power(y, Two), Int(5)), Zero, ErrNoPoint},
		{Add(Power(x, Two), Mul(Int(-2), x), Power(y, Two), Int(1)), Zero, ErrOnePoint},
		{Add(Power(x, Two), Mul(Int(-2), x), Power(y, Two), Int(-5)), Zero, nil},
		{Power(Add(x, y), Two), Zero, nil}, // a line
		{Power(Add(x, y), Two), MinusOne, ErrNoPoint},
		{Power(Add(x, y), Two), Neg(x), nil},
		{Add(Sin.Of(x), Cos.Of(y)), Int(3), ErrNoPoint},
		{Add(Sin.Of(x), Cos.Of(y)), Int(2), nil},
		{Add(Power(E, x), Power(E, y)), Zero, ErrNoPoint},
		{Add(Power(E, x), Power(E, y)), One, nil},
		{Power(E, Mul(x, y)), Neg(Power(x, Two)), ErrNoPoint},
		{Add(Power(x, Int(4)), Power(y, Int(4))), Int(-1), ErrNoPoint},
		{Add(Power(x, Int(3)), Power(y, Int(3))), Int(-1), nil},
		{Sqrt.Of(Add(x, y)), Int(-2), ErrNoPoint},
		{Power(Add(Power(x, Two), Power(y, Two)), Two), Sub(Power(x, Two), Power(y, Two)), nil},
		{Mul(x, y), MinusOne, nil},
	} {
		set := &Setting{Vars: []*Sym{x}}
		u := ImplicitFunction{Name: y, Left: c.left, Right: c.right, Vars: []*Sym{x}}
		if err := set.Real(u); !errors.Is(err, c.want) {
			t.Errorf("%s = %s: %v, want %v", c.left, c.right, err, c.want)
		}
	}
}

// A range holds every value, and its ends are not far off.
func TestRangeOf(t *testing.T) {
	x := Symbol("x")
	for _, c := range []struct {
		e      Expr
		lo, hi float64
	}{
		{Add(Power(x, Two), One), 1, math.Inf(1)},
		{Mul(Int(-2), Power(x, Two)), math.Inf(-1), 0},
		{Mul(Int(-3), Sin.Of(x)), -3, 3},
		{Div(One, Add(Power(x, Two), Two)), 0, 0.5},
		{Power(Sin.Of(x), Two), 0, 1},
		{Power(Tanh.Of(x), Int(3)), -1, 1},
		{Log.Of(Add(Power(x, Two), Int(4))), math.Log(4), math.Inf(1)},
		{Abs.Of(Sub(Sin.Of(x), Int(2))), 1, 3},
		{Power(E, Cos.Of(x)), 1 / math.E, math.E},
		{Power(E, Neg(Power(x, Two))), 0, 1},
		{Power(x, Int(3)), math.Inf(-1), math.Inf(1)},
		{Sqrt.Of(Add(Power(x, Two), Int(9))), 3, math.Inf(1)},
	} {
		r := rangeOf(c.e)
		near := func(a, b float64) bool { return a == b || math.Abs(a-b) < 1e-9 }
		if !near(r.lo, c.lo) || !near(r.hi, c.hi) {
			t.Errorf("%s: %v, want %v, %v", c.e, r, c.lo, c.hi)
		}
		for v := -6.0; v < 6; v += 0.37 {
			if f := (Scope{}).Evaluate(c.e, Point{"x": v}); f < r.lo || f > r.hi {
				t.Errorf("%s at %g: %g is not in %v", c.e, v, f, r)
			}
		}
	}
}
