package calculus

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
)

// Long products and quotients, and no shorter ones, are differentiated by their
// logarithm.
func TestWhatIsLong(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	plus := func(n int64) Expr { return Add(x, Int(n)) }
	for _, c := range []struct {
		f    Expr
		long bool
	}{
		{Mul(x, Power(E, x), Sin.Of(x)), false},
		{Mul(plus(1), plus(2), plus(3)), false},
		{Mul(Power(plus(1), Two), Power(plus(2), Int(3))), false},
		{Mul(x, Power(x, Int(3)), Sqrt.Of(plus(1))), false}, // two factors in three places
		{Mul(Power(y, Two), Power(plus(1), Two), Power(plus(2), Int(3))), false},
		{Div(Mul(plus(1), plus(2)), plus(3)), false},
		{Mul(Power(plus(1), Two), Power(plus(2), Int(3)), plus(3)), true},
		{Div(Mul(plus(1), plus(2)), Mul(plus(3), plus(4))), true},
		{Div(Power(plus(1), Two), Mul(Power(plus(2), Int(3)), Sqrt.Of(plus(3)))), true},
		{Sqrt.Of(Div(Mul(plus(1), plus(2)), plus(3))), true},
		{Mul(Power(x, x), Power(plus(1), Two), Sin.Of(x)), true},
	} {
		c2, err := (&Setting{Vars: []*Sym{x, y}}).Differentiate(context.Background(),
			Request{Left: D(Symbol("f"), true, x), Body: c.f, Wrt: x, Partial: true, Name: Symbol("f")})
		if err != nil || c2.Verdict != Verified {
			t.Errorf("%s: %v", c.f, err)
			continue
		}
		if long := hasRule(c2.Lines[0].Rules, LogarithmicRule); long != c.long {
			t.Errorf("%s: %v, %s", c.f, long, c2.Lines[0].Expr)
		}
	}
}

// The answer of a logarithmic differentiation has the right value where factors are
// 0 as well, wherever no condition excludes that, and the lines on the way where the
// conditions on them hold.
func TestLongProductsKeepTheDomain(t *testing.T) {
	x, y, name := Symbol("x"), Symbol("y"), Symbol("f")
	n := 1500
	if testing.Short() {
		n = 300
	}
	long, passing, zeros := 0, 0, 0
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		f := longProduct(r, x, y)
		set := &Setting{Vars: []*Sym{x, y}, Style: StyleOf(f), Scope: Scope{Defs: map[string]Expr{"f": f}}}
		c, err := set.Differentiate(context.Background(), Request{Left: D(name, true, x), Body: f, Wrt: x, Partial: true, Name: name, Value: name})
		if err != nil {
			t.Errorf("seed %d: %s: %v", seed, f, err)
			continue
		}
		if !hasRule(c.Rules(), LogarithmicRule) {
			continue
		}
		long++
		if len(c.Passing) > 0 {
			passing++
		}
		lines := []Expr{D(f, true, x)}
		for _, l := range c.Lines {
			lines = append(lines, l.Expr)
		}
		for range 20 {
			at := Point{"x": []float64{0, 1, -1, 2, -2, 3, r.Float64()*4 - 2}[r.IntN(7)], "y": r.Float64()*4 - 2}
			if v, i := compareAt(set.Scope, lines, slices.Concat(c.Conditions, c.Passing), at); v == Refuted {
				t.Errorf("seed %d: %s at %v: %s, if %v, %v", seed, f, at, lines[i], c.Conditions, c.Passing)
			}
			v, _ := compareAt(set.Scope, []Expr{lines[0], c.Answer()}, c.Conditions, at)
			if v == Refuted {
				t.Errorf("seed %d: %s at %v: %s, if %v", seed, f, at, c.Answer(), c.Conditions)
			}
			if off, _ := compareAt(set.Scope, lines[:1], c.Passing, at); off == Unknown && v == Verified {
				zeros++ // of a factor
			}
		}
	}
	t.Logf("%d by logarithms, %d of them with conditions on the way only, %d points where these fail", long, passing, zeros)
	if zeros == 0 {
		t.Error("no factor was ever 0")
	}
}

// compareAt compares the lines at the point.
func compareAt(s Scope, lines []Expr, conditions []Relation, at Point) (Verdict, int) {
	p := &program{}
	var values []float64
	for name, v := range at {
		p.names.add(Symbol(name), sampledName{})
		values = append(values, v)
	}
	p.compile(s, lines, conditions)
	p.start(values, at)
	return s.compare(p)
}

// An answer is continuous where the function is if it divides by nothing else.
func TestKeepsDomain(t *testing.T) {
	x := Symbol("x")
	f, root := ApplyTo("f", x), Sqrt.Of(Sub(One, Power(x, Two)))
	for _, c := range []struct {
		e, f Expr
		want bool
	}{
		{Mul(x, Add(x, One)), Mul(Power(x, Two), Add(x, Two)), true},
		{Div(x, Power(Add(x, Int(3)), Int(5))), Div(Power(x, Two), Power(Add(x, Int(3)), Int(4))), true},
		{Div(One, x), Power(x, Two), false},
		{Power(x, MinusOne), Power(x, Two), false},
		{Div(x, root), Mul(x, root), true},
		{Div(x, Root.Of(Int(3), Power(Add(Power(x, Two), One), Two))), x, true},
		{Div(One, f), Power(f, Two), false}, // f may be 0
		{Mul(f, D(f, false, x)), Power(f, Two), true},
		{Div(One, x), Tan.Of(x), false},
		{Tan.Of(x), Cos.Of(x), false},
		{Mul(x, Log.Of(x)), Mul(Power(x, Two), Log.Of(x)), true},
		{Div(One, x), Log.Of(x), true},
	} {
		if got := keepsDomain(c.e, c.f); got != c.want {
			t.Errorf("%s for %s: %v", c.e, c.f, got)
		}
	}
}

// longProduct returns a product or quotient of powers of a few factors, some of
// which are 0 at whole numbers.
func longProduct(r *rand.Rand, x, y *Sym) Expr {
	factor := func() Expr {
		u := []Expr{
			x, Add(x, One), Sub(x, Two), Sub(One, x), Add(Power(x, Two), One), Sub(Power(x, Two), One),
			Add(x, y), Mul(Int(3), x), Abs.Of(x), Sin.Of(x), Cos.Of(x), Power(E, x), Log.Of(Add(Power(x, Two), Two)), Power(E, Mul(x, y)), Tan.Of(x),
		}[r.IntN(15)]
		switch r.IntN(6) {
		case 0:
			return Sqrt.Of(u)
		case 1:
			return Power(u, []Expr{Rat(3, 2), Rat(-1, 2), MinusOne, y}[r.IntN(4)])
		case 2:
			return u
		case 3:
			return Root.Of(Int(3), u)
		}
		return Power(u, Int(int64(2+r.IntN(3))))
	}
	product := func(n int) Expr {
		factors := make([]Expr, n)
		for i := range factors {
			factors[i] = factor()
		}
		return Mul(factors...)
	}
	f := Mul(Int(int64(r.IntN(5)-2)|1), product(1+r.IntN(3)))
	if r.IntN(3) > 0 {
		f = Div(f, product(1+r.IntN(2)))
	}
	if r.IntN(5) == 0 {
		return Sqrt.Of(f)
	}
	return f
}
