package calculus

import (
	"context"
	"testing"
)

// The exponent (1+y)−x+√y is read as a polynomial of another length than the sum
// that it was written as, so that the cube of the power has three terms in one
// place and four in another.
func TestPowerOfAPowerWithASumInTheExponent(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	f := Power(Power(Sub(Two, x), Add(Sub(Add(One, y), x), Sqrt.Of(y))), Int(3))
	for _, v := range []*Sym{x, y} {
		set := &Setting{Vars: []*Sym{x, y}}
		c, err := set.Differentiate(context.Background(), Request{Left: D(Symbol("f"), true, v), Body: f, Wrt: v, Partial: true, Name: Symbol("f")})
		if err != nil || c.Verdict != Verified {
			t.Errorf("∂/∂%s of %s: %v %v", v, f, c, err)
		}
	}
}
