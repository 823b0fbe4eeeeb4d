package calculus

import (
	"errors"
	"testing"
)

// π/2 is no floating-point number, and 1/cos of the one next to it is a large
// number, not an infinite one.
func TestPoles(t *testing.T) {
	x, f := Symbol("x"), Symbol("f")
	half, whole := Div(Pi, Two), Pi
	for _, c := range []struct {
		f, derivative, at Expr
		pole              bool
	}{
		{Mul(Tan.Of(x), Cos.Of(x)), Sub(Div(One, Cos.Of(x)), Mul(Tan.Of(x), Sin.Of(x))), half, true},
		{Mul(Tan.Of(x), Cos.Of(x)), Cos.Of(x), half, true}, // whatever is left after cancelling
		{Mul(Cos.Of(x), Power(Tan.Of(x), Two)), Cos.Of(x), half, true},
		{Mul(Sin.Of(x), Cot.Of(x)), Neg(Sin.Of(x)), whole, true},
		{Div(One, Sub(Tan.Of(Div(x, Two)), One)), One, half, true},
		{Log.Of(Sin.Of(x)), Div(Cos.Of(x), Sin.Of(x)), whole, true},
		{Tan.Of(x), Power(Cos.Of(x), Int(-2)), whole, false},
		{Log.Of(Sin.Of(x)), Div(Cos.Of(x), Sin.Of(x)), half, false},
	} {
		set := &Setting{Vars: []*Sym{x}, Scope: Scope{Defs: map[string]Expr{"f": c.f}}}
		v, err := set.ValueAt(D(f, false, x), D(f, false, x), c.derivative, []Coordinate{{x, c.at}})
		if errors.Is(err, ErrUndefined) != c.pole {
			t.Errorf("(%s)' at %s is %v, %v", c.f, c.at, v, err)
		}
	}
}
