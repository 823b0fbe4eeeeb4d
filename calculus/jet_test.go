package calculus

import (
	"math"
	"testing"
)

// The verifier's table of derivatives is compared with difference quotients of
// the plain values, which use no derivative at all.
func TestJetsAgreeWithDifferenceQuotients(t *testing.T) {
	x := Symbol("x")
	points := []float64{-2.3, -0.7, -0.4, 0.3, 0.6, 0.9, 1.4, 2.6}
	for _, f := range Functions() {
		e := applied(f, x)
		compared := 0
		for _, at := range points {
			const h = 1e-3
			value := func(v float64) float64 { return Scope{}.Evaluate(e, Point{"x": v}) }
			first := (-value(at+2*h) + 8*value(at+h) - 8*value(at-h) + value(at-2*h)) / (12 * h)
			second := (-value(at+2*h) + 16*value(at+h) - 30*value(at) + 16*value(at-h) - value(at-2*h)) / (12 * h * h)
			third := (value(at+2*h) - 2*value(at+h) + 2*value(at-h) - value(at-2*h)) / (2 * h * h * h)
			if math.IsNaN(first) || math.IsNaN(second) || math.IsNaN(third) {
				continue
			}
			compared++
			for order, want := range []float64{first, second, third} {
				wrt := []Expr{x, x, x}[:order+1]
				got := Scope{}.Evaluate(D(e, false, wrt...), Point{"x": at})
				tolerance := []float64{1e-7, 1e-5, 1e-3}[order] * (1 + math.Abs(third)*50)
				if !(math.Abs(got-want) < tolerance) {
					t.Errorf("%s, derivative %d at %v: got %v, want %v", e, order+1, at, got, want)
				}
			}
		}
		if compared < 2 {
			t.Errorf("%s: compared at %d points only", e, compared)
		}
	}
}

// applied returns f of x, with other arguments where f takes more than one.
func applied(f *Func, x Expr) Expr {
	switch f {
	case LogBase:
		return f.Of(Int(2), x)
	case Root:
		return f.Of(Int(3), x)
	case Max, Min:
		return f.Of(x, Mul(Half, x))
	}
	return f.Of(x)
}

func TestMixedDerivativesOfJets(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	// ∂³/∂y∂x² of x³y² + sin(xy), compared with the formula worked by hand.
	f := Add(Mul(Power(x, Int(3)), Power(y, Two)), Sin.Of(Mul(x, y)))
	at := Point{"x": 0.7, "y": 1.3}
	// f_x = 3x²y² + y cos(xy); f_xx = 6xy² − y² sin(xy); f_xxy = 12xy − 2y sin(xy) − xy² cos(xy).
	a, b := 0.7, 1.3
	want := 12*a*b - 2*b*math.Sin(a*b) - a*b*b*math.Cos(a*b)
	for _, order := range [][]Expr{{x, x, y}, {x, y, x}, {y, x, x}} {
		if got := (Scope{}).Evaluate(D(f, true, order...), at); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v: got %v, want %v", order, got, want)
		}
	}
	// A derivative inside another one.
	if got := (Scope{}).Evaluate(D(D(D(f, true, x), true, x), true, y), at); math.Abs(got-want) > 1e-12 {
		t.Errorf("nested: got %v, want %v", got, want)
	}
}

func TestPowersOfNegativeNumbers(t *testing.T) {
	x := Symbol("x")
	for _, c := range []struct {
		e    Expr
		want float64
	}{
		{Power(x, Int(3)), -8},
		{Power(x, Int(-2)), 0.25},
		{Power(x, Add(One, One)), 4},
		{Root.Of(Int(3), x), -math.Cbrt(2)},
		{Power(x, Half), math.NaN()},
		{Sqrt.Of(x), math.NaN()},
		{Power(x, Symbol("y")), math.NaN()},
	} {
		got := Scope{}.Evaluate(c.e, Point{"x": -2, "y": 2.5})
		if math.Abs(got-c.want) > 1e-12 || math.IsNaN(got) != math.IsNaN(c.want) {
			t.Errorf("%s: got %v, want %v", c.e, got, c.want)
		}
	}
}

// Whole numbers are exact, and what is lost by rounding is known, so that a line
// which divides by 0 at such a point is seen to do so.
func TestApproximationsKnowWhatIsExact(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	at := Point{"x": 1, "y": 0.3}
	for _, c := range []struct {
		e    Expr
		want approx
	}{
		{Sub(One, Power(x, Two)), approx{0, 0}},
		{Div(y, y), approx{1, 0}},
		{Log.Of(Div(y, y)), approx{0, 0}},
		{Sub(Mul(Int(7), y), Mul(y, Int(7))), approx{0, 2 * 0x1p-52}},
		{Sub(Div(x, Int(3)), Rat(1, 3)), approx{0, 2 * 0x1p-55}},
	} {
		got, _ := (Scope{}).approximate(c.e, at)
		if got.v != c.want.v || got.err > c.want.err || (got.err == 0) != (c.want.err == 0) {
			t.Errorf("%s is %v, want %v", c.e, got, c.want)
		}
	}
	if _, outside := (Scope{}).approximate(Div(y, Sub(One, x)), at); !outside {
		t.Errorf("y/(1-x) has a value at x = 1")
	}
}
