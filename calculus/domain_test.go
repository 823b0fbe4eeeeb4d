package calculus

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
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

// domainExpr returns an expression with many roots, logarithms and powers of
// products and quotients, which are defined on a part of the plane only.
func domainExpr(r *rand.Rand, symbols []*Sym, depth int) Expr {
	x := Expr(symbols[r.IntN(len(symbols))])
	if depth == 0 {
		switch r.IntN(10) {
		case 0:
			return Sub(x, One)
		case 1:
			return []*Func{Sin, Cos, Tan, Cot, Sinh, Tanh, Coth}[r.IntN(7)].Of(x)
		case 2:
			return Power(x, Int(int64(r.IntN(6)-2)|1))
		case 3:
			return Power(E, x)
		case 4:
			return Add(Power(x, Two), Int(int64(r.IntN(3)-1)))
		case 5:
			return Abs.Of(x)
		case 6:
			return Int(int64(r.IntN(7)-3) | 1)
		case 7:
			return Power(x, Two)
		}
		return x
	}
	sub := func() Expr { return domainExpr(r, symbols, depth-1) }
	switch r.IntN(12) {
	case 0, 1, 2:
		return Mul(sub(), sub())
	case 3, 4:
		return Div(sub(), sub())
	case 5:
		return Sqrt.Of(sub())
	case 6:
		return Log.Of(sub())
	case 7:
		return Power(sub(), []Expr{Half, Rat(3, 2), Rat(-1, 2), Rat(1, 3), Rat(2, 3), Two, Int(-2), MinusOne, x}[r.IntN(9)])
	case 8:
		return Root.Of(Int(int64(2+r.IntN(3))), sub())
	case 9:
		return Add(sub(), sub())
	case 10:
		return Abs.Of(sub())
	}
	return []*Func{Ln, Sign, Sqrt, Arcosh, Arcsec, Artanh, Arsech, Arcoth, Arcsch, Arccsc}[r.IntN(10)].Of(sub())
}

// Every line of first and second derivatives has a value wherever the derivative
// has one and the conditions hold: at points of which a coordinate is 0, ±1 or 2
// as well, which chance would not find.
func TestLinesKeepTheDomain(t *testing.T) {
	x, y, name := Symbol("x"), Symbol("y"), Symbol("f")
	n := 1500
	if testing.Short() {
		n = 300
	}
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		f := domainExpr(r, []*Sym{x, y}, 2+r.IntN(2))
		set := &Setting{Vars: []*Sym{x, y}, Style: StyleOf(f)}
		wrt := []Expr{x}
		request := Request{Body: f, Partial: true, Name: name}
		for range 2 {
			request.Left, request.Wrt = D(name, true, wrt...), wrt[len(wrt)-1]
			c, err := set.Differentiate(context.Background(), request)
			var limit *LimitError
			if errors.As(err, &limit) {
				break
			}
			if err != nil {
				t.Errorf("seed %d: %s: %v", seed, D(f, true, wrt...), err)
				break
			}
			scope := Scope{Defs: map[string]Expr{"f": f}}
			for _, l := range c.Lets {
				scope.Defs[l.Name.name] = l.Expr
			}
			lines := []Expr{D(f, true, wrt...)}
			for _, l := range c.Lines {
				lines = append(lines, l.Expr)
			}
			p := &program{}
			p.compile(scope, map[string]int32{"x": 0, "y": 1}, lines)
			for k := range 20 {
				at := Point{"x": r.Float64()*4 - 2, "y": r.Float64()*4 - 2}
				at[[]string{"x", "y"}[k%2]] = []float64{0, 0, 1, -1, 2}[r.IntN(5)]
				p.start([]float64{at["x"], at["y"]}, at)
				if v, i := scope.compare(p, c.Conditions); v == Refuted {
					t.Errorf("seed %d: %s at %v: %s, if %v", seed, lines[0], at, lines[i], c.Conditions)
					break
				}
			}
			set.Scope.Defs = map[string]Expr{"f": f}
			wrt = []Expr{x, []Expr{x, y}[r.IntN(2)]}
			request = Request{Body: c.Answer(), Partial: true, Carry: true, Claim: D(name, true, wrt...)}
		}
	}
}
