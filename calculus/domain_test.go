package calculus

import (
	"context"
	"math"
	"testing"
)

// TestAnswersKeepTheDomain evaluates answers at points of the function's domain
// at which a root or a logarithm that was taken apart would have no value.
func TestAnswersKeepTheDomain(t *testing.T) {
	x := Symbol("x")
	for _, c := range []struct {
		f  Expr
		at float64
	}{
		{Sqrt.Of(Tan.Of(x)), 4}, // sin 4 and cos 4 are negative
		{Power(E, Sqrt.Of(Tan.Of(Mul(Int(3), x)))), 4. / 3},
		{Sqrt.Of(Mul(x, Sub(x, One))), -2},
		{Sqrt.Of(Div(Sub(x, Two), x)), -1},
		{Log.Of(Mul(x, Sub(x, One))), -2},
		{Root.Of(Int(4), Mul(Sin.Of(x), Cos.Of(x))), 4},
		{Power(Tan.Of(x), Rat(-3, 2)), 4},
	} {
		set := &Setting{Vars: []*Sym{x}, Style: StyleOf(c.f)}
		chain, err := set.Differentiate(context.Background(), Request{Left: D(Symbol("f"), false, x), Body: c.f, Wrt: x, Name: Symbol("f")})
		if err != nil {
			t.Errorf("%s: %v", c.f, err)
			continue
		}
		const h = 1e-5
		value := func(x float64) float64 { return Scope{}.Evaluate(c.f, Point{"x": x}) }
		want := (value(c.at+h) - value(c.at-h)) / (2 * h)
		if math.IsNaN(want) {
			t.Fatalf("%s has no value at %v", c.f, c.at)
		}
		scope := Scope{Defs: map[string]Expr{"f": c.f}}
		for _, l := range chain.Lets {
			scope.Defs[l.Name.Name()] = l.Expr
		}
		for _, l := range chain.Lines {
			if got := scope.Evaluate(l.Expr, Point{"x": c.at}); !(math.Abs(got-want) <= 1e-6*(1+math.Abs(want))) {
				t.Errorf("(%s)' at %v: %s = %v, want %v", c.f, c.at, l.Expr, got, want)
			}
		}
	}
}
