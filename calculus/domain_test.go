package calculus

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
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

// Wherever a function has a value and the conditions of its derivative hold, the
// answer has a value, and every line has the same one: at points with negative
// coordinates, and at those of which a coordinate is 0, ±1 or 2 or two are equal,
// which chance would not find. What is lost on the way, the x ≠ 0 of a factor that
// was cancelled or the end of a root's domain, is among the conditions.
func TestLinesHoldWhereTheyState(t *testing.T) {
	x, y, name := Symbol("x"), Symbol("y"), Symbol("f")
	n := 6000
	if testing.Short() {
		n = 600
	}
	compared := 0
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		f := []func(*rand.Rand, []*Sym, int) Expr{domainExpr, randomExpr}[seed%2](r, []*Sym{x, y}, 1+r.IntN(3+seed%2))
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
			for k := range 20 {
				at := Point{"x": r.Float64()*4 - 2, "y": r.Float64()*4 - 2}
				if k%3 > 0 {
					at[[]string{"x", "y"}[k%2]] = []float64{0, 0, 1, -1, 2}[r.IntN(5)]
				}
				if k%6 == 5 {
					at["x"] = at["y"]
				}
				lines, ok := checkLines(scope, D(f, true, wrt...), f, c, at)
				if compared += lines; !ok {
					t.Errorf("seed %d: %s at %v, if %v: %v", seed, D(f, true, wrt...), at, c.Conditions, c.Lines)
					break
				}
			}
			set.Scope.Defs = map[string]Expr{"f": f}
			wrt = []Expr{x, []Expr{x, y}[r.IntN(2)]}
			request = Request{Body: c.Answer(), Partial: true, Carry: true, Given: c.Conditions, Claim: D(name, true, wrt...)}
		}
	}
	if compared < 50*n {
		t.Errorf("only %d lines of %d functions were compared", compared, n)
	}
}

// checkLines looks at the lines for the derivative of f at a point, and returns how
// many it compared.
func checkLines(scope Scope, derivative, f Expr, c *Chain, at Point) (compared int, ok bool) {
	holds := func(list []Relation) bool {
		return !slices.ContainsFunc(list, func(r Relation) bool {
			ev := scope.evaluator(at)
			yes, sure := ev.holds(r)
			return !yes || !sure
		})
	}
	if !holds(c.Conditions) {
		return 0, true
	}
	lines := c.Lines
	if !holds(c.Passing) {
		lines = lines[len(lines)-1:] // the answer needs less than the way to it
	}
	value, outside := scope.approximate(f, at)
	if outside || !value.sound() || math.Abs(value.v) > 1e100 {
		return 0, true // e^(e^x) has derivatives beyond all numbers
	}
	want, _ := scope.approximate(derivative, at)
	if !want.sound() {
		a, outside := scope.approximate(c.Answer(), at)
		return 0, !outside && !math.IsInf(a.v, 0)
	}
	for _, l := range lines {
		a, outside := scope.approximate(l.Expr, at)
		switch {
		case outside || math.IsNaN(a.v) || math.IsInf(a.v, 0):
			return compared, false
		case !a.sound():
			continue // ill-conditioned
		case math.Abs(a.v-want.v) > slack*(a.err+want.err)+1e-300:
			return compared, false
		}
		compared++
	}
	return compared, true
}
