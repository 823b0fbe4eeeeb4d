package calculus

import (
	"context"
	"testing"
)

// Second derivatives of a function that is known by name only don't depend on the
// order; nothing else about them is known.
func TestSymmetryOfSecondDerivatives(t *testing.T) {
	x, y, f := Symbol("x"), Symbol("y"), Symbol("f")
	scope := Scope{Defs: map[string]Expr{"f": ApplyTo("f", x, y)}}
	for _, c := range []struct {
		a, b Expr
		want Verdict
	}{
		{D(f, true, x, y), D(f, true, y, x), Verified},
		{D(f, true, x, x, y), D(f, true, y, x, x), Verified},
		{D(f, true, x, y), D(f, true, x, x), Refuted},
		{D(f, true, x, y), D(f, true, y, y), Refuted},
		{D(f, true, x, x), D(f, true, y, y), Refuted},
	} {
		if v, _ := scope.Verify([]Expr{c.a, c.b}, nil); v != c.want {
			t.Errorf("%s = %s: %v, want %v", c.a, c.b, v, c.want)
		}
	}
}

// On a curve the second derivative has five terms, three of them of second order.
func TestSecondDerivativeAlongACurve(t *testing.T) {
	x, y, s, f, z := Symbol("x"), Symbol("y"), Symbol("t"), Symbol("f"), Symbol("z")
	set := &Setting{Vars: []*Sym{s}, Scope: Scope{Defs: map[string]Expr{
		"f": ApplyTo("f", x, y), "z": ApplyTo("f", x, y), "x": Power(s, Two), "y": Power(s, Int(3)),
	}}}
	first := Add(Mul(Two, s, D(f, true, x)), Mul(Int(3), Power(s, Two), D(f, true, y)))
	claim := D(z, false, s, s)
	c, err := set.Differentiate(context.Background(), Request{Left: claim, Body: first, Wrt: s, Carry: true, Claim: claim})
	if err != nil || c.Verdict != Verified {
		t.Fatalf("%v %v", c, err)
	}
	for name, wrong := range map[string]Expr{
		"without the first derivatives": Add(Mul(Int(4), Power(s, Two), D(f, true, x, x)), Mul(Int(12), Power(s, Int(3)), D(f, true, x, y)), Mul(Int(9), Power(s, Int(4)), D(f, true, y, y))),
		"a mixed term once": Add(Mul(Int(4), Power(s, Two), D(f, true, x, x)), Mul(Int(6), Power(s, Int(3)), D(f, true, x, y)), Mul(Int(9), Power(s, Int(4)), D(f, true, y, y)),
			Mul(Two, D(f, true, x)), Mul(Int(6), s, D(f, true, y))),
	} {
		if v, _ := set.Verify([]Expr{claim, wrong}, nil); v != Refuted {
			t.Errorf("%s: %v", name, v)
		}
	}
}

func TestNameArguments(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	letters := func(used func(*Sym) bool) *Sym {
		for _, l := range []string{"u", "v"} {
			if s := Symbol(l); !used(s) {
				return s
			}
		}
		return nil
	}
	sum := Add(x, y)
	for _, c := range []struct {
		e    Expr
		want string
		lets int
	}{
		{ApplyTo("f", x, y), "f(x,y)", 0},
		{ApplyTo("f", sum, y), "f(u,v)", 2}, // y occurs in both
		{Add(ApplyTo("f", sum), ApplyTo("g", sum)), "f(u)+g(u)", 1},
		{ApplyTo("f", ApplyTo("g", Power(x, Two))), "f(v)", 2},
		{ApplyTo("h", sum), "h(x+y)", 0}, // known
		{SumOver(Symbol("i"), One, Symbol("N"), ApplyTo("f", Indexed("x", Symbol("i")))), "sum(i=1..N,f(x_{i}))", 0}, // not one value
		{Add(ApplyTo("f", sum), ApplyTo("f", Mul(x, y)), ApplyTo("f", Power(x, Two))), "f(x+y)+f(x*y)+f(x^2)", 0},    // too many
	} {
		n := NameArguments(c.e, Scope{Funcs: map[string]Function{"h": {}}}, letters)
		if n.Expr.String() != c.want || len(n.Lets) != c.lets {
			t.Errorf("%s: %s, %v", c.e, n.Expr, n.Lets)
		}
	}
}

// ∂f/∂x of a function that is known by name only holds y still, also where y = x².
func TestPartialDerivativeHoldsArgumentsStill(t *testing.T) {
	x, y, f, z := Symbol("x"), Symbol("y"), Symbol("f"), Symbol("z")
	scope := Scope{Defs: map[string]Expr{"f": ApplyTo("f", x, y), "z": ApplyTo("f", x, y), "y": Power(x, Two)}}
	byX, byY := D(f, true, x), D(f, true, y)
	for _, c := range []struct {
		claim, line Expr
		want        Verdict
	}{
		{D(z, false, x), Add(byX, Mul(Two, x, byY)), Verified},
		{D(z, false, x), byX, Refuted},
		{byX, Sub(D(z, false, x), Mul(Two, x, byY)), Verified},
		{D(byX, false, x), Add(D(f, true, x, x), Mul(Two, x, D(f, true, x, y))), Verified},
		{D(byX, false, x), D(f, true, x, x), Refuted},
	} {
		if got, _ := scope.Verify([]Expr{c.claim, c.line}, nil); got != c.want {
			t.Errorf("%v = %v: %v, want %v", c.claim, c.line, got, c.want)
		}
	}
}
