package calculus

import "testing"

func TestPositive(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	square := Power(x, Two)
	for _, c := range []struct {
		e    Expr
		want bool
	}{
		{Add(square, One), true},
		{Add(square, x, One), true},
		{Add(square, Neg(x), One), true},
		{Add(One, Mul(Int(-2), x), Mul(Int(3), square)), true},
		{Add(square, Mul(Two, x), One), false}, // 0 at −1
		{Add(square, Mul(Int(3), x), One), false},
		{Add(Neg(square), x, MinusOne), false},
		{Add(square, x, y), false},
		{Add(square, x), false},
		{Add(Power(x, Int(3)), x, One), false},
		{Add(square, Mul(x, x), x, One), false}, // not told
		{Factorial.Of(x), true},
		{Mul(Power(E, x), Factorial.Of(y)), true},
		{x, false},
	} {
		if got := positive(c.e); got != c.want {
			t.Errorf("%s > 0: %v", c.e, got)
		}
	}
}
