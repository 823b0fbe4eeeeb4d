package calculus

import (
	"context"
	"errors"
	"strconv"
	"testing"
)

func TestVerifyRefutesWrongLines(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	f := Mul(Power(x, Int(3)), y)
	for _, c := range []struct {
		name string
		line Expr
		want Verdict
	}{
		{"right", Mul(Int(3), Power(x, Two), y), Verified},
		{"wrong coefficient", Mul(Int(2), Power(x, Two), y), Refuted},
		{"wrong exponent", Mul(Int(3), Power(x, Int(3)), y), Refuted},
		{"lost factor", Mul(Int(3), Power(x, Two)), Refuted},
		{"sign", Neg(Mul(Int(3), Power(x, Two), y)), Refuted},
		{"slightly off", Mul(Rat(3_000_001, 1_000_000), Power(x, Two), y), Refuted},
		{"undefined everywhere", Mul(Int(3), Sqrt.Of(Int(-1))), Refuted},
	} {
		if got, _ := (Scope{}).Verify([]Expr{D(f, true, x), c.line}, nil); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestVerifyNamesTheLine(t *testing.T) {
	x := Symbol("x")
	verdict, line := Scope{}.Verify([]Expr{D(Power(x, Two), false, x), Mul(Two, x), Mul(x, Two), x}, nil)
	if verdict != Refuted || line != 3 {
		t.Errorf("got %v in line %d, want refuted in line 3", verdict, line)
	}
}

func TestVerifyHonoursConditions(t *testing.T) {
	x := Symbol("x")
	lines := []Expr{Abs.Of(x), x}
	if v, _ := (Scope{}).Verify(lines, nil); v != Refuted {
		t.Errorf("|x| = x without a condition: %v", v)
	}
	if v, _ := (Scope{}).Verify(lines, []Relation{{x, Greater, Zero}}); v != Verified {
		t.Errorf("|x| = x for x > 0: %v", v)
	}
	// |x| < 1 says nothing of x = 0.
	slope := Div(x, Mul(x, Sqrt.Of(Sub(One, Power(x, Two)))))
	for r, want := range map[Relation]Verdict{
		{Abs.Of(x), Less, One}:  Refuted,
		{x, GreaterEqual, Zero}: Refuted,
		{x, NotEqual, Zero}:     Verified,
	} {
		if v, _ := (Scope{}).Verify([]Expr{D(Arcsin.Of(x), false, x), slope}, []Relation{r}); v != want {
			t.Errorf("x/x for 1 where %v: %v, want %v", r, v, want)
		}
	}
}

// An underflow or a cancellation must not look like a wrong line.
func TestVerifyIsNotFooledByRounding(t *testing.T) {
	x := Symbol("x")
	big := Mul(Int(400), x)
	for _, f := range []Expr{Tanh.Of(big), Sech.Of(big), Exp.Of(Neg(Power(big, Two))), Sub(Exp.Of(big), Exp.Of(big))} {
		c, err := (&Setting{Vars: []*Sym{x}}).Differentiate(context.Background(), Request{Left: D(Symbol("f"), false, x), Body: f, Wrt: x})
		if err != nil {
			t.Errorf("%s: %v", f, err)
		} else if c.Verdict == Refuted {
			t.Errorf("%s: refuted", f)
		}
	}
}

// Derivatives that are off in the way in which such rules are got wrong are
// refuted.
func TestVerificationCatchesCommonMistakes(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	two := Two
	for _, c := range []struct {
		rule *Rule
		f    Expr
		line Expr // wrong
	}{
		{ConstantRule, y, y},
		{ConstantMultipleRule, Mul(y, Power(x, two)), Mul(two, x)},
		{SumRule, Add(Power(x, two), x), Mul(two, x)},
		{PowerRule, Power(x, Int(3)), Power(x, two)},
		{ExponentialRule, Power(two, x), Mul(x, Power(two, Sub(x, One)))},
		{LogarithmRule, Log.Of(x), Div(One, Mul(x, Log.Of(Int(10))))},
		{TrigonometricRule, Cos.Of(x), Sin.Of(x)},
		{InverseTrigRule, Arccos.Of(x), Div(One, Sqrt.Of(Sub(One, Power(x, two))))},
		{HyperbolicRule, Cosh.Of(x), Neg(Sinh.Of(x))},
		{HyperbolicRule, Arcoth.Of(x), Div(One, Sub(Power(x, two), One))},
		{RootRule, Sqrt.Of(x), Div(One, Sqrt.Of(x))},
		{AbsoluteRule, Abs.Of(x), One},
		{PiecewiseRule, Max.Of(x, y), One},
		{SpecialRule, Erf.Of(x), Power(E, Neg(Power(x, two)))},
		{SpecialRule, Sigmoid.Of(x), Mul(Sigmoid.Of(x), Add(One, Sigmoid.Of(x)))},
		{ProductRule, Mul(Sin.Of(x), Log.Of(x)), Mul(Cos.Of(x), Div(One, x))},
		{QuotientRule, Div(Sin.Of(x), x), Div(Sub(Sin.Of(x), Mul(x, Cos.Of(x))), Power(x, two))},
		{ReciprocalRule, Div(One, Sin.Of(x)), Div(Cos.Of(x), Power(Sin.Of(x), two))},
		{ChainRule, Sin.Of(Power(x, two)), Cos.Of(Power(x, two))},
		{LogarithmicRule, Power(x, x), Mul(x, Power(x, Sub(x, One)))},
	} {
		if v, _ := (Scope{}).Verify([]Expr{D(c.f, true, x), c.line}, nil); v != Refuted {
			t.Errorf("%s broken: (%s)' = %s was %v", c.rule.ID, c.f, c.line, v)
		}
		// The right derivative of the same function passes.
		chain, err := (&Setting{Vars: []*Sym{x, y}}).Differentiate(context.Background(),
			Request{Left: D(Symbol("f"), true, x), Body: c.f, Wrt: x, Partial: true})
		if err != nil || chain.Verdict != Verified {
			t.Errorf("%s: %s: %v %v", c.rule.ID, c.f, chain, err)
		}
	}
}

func TestRefutedLineIsReported(t *testing.T) {
	x := Symbol("x")
	c := &Chain{Left: D(Symbol("f"), false, x), Lines: []Line{
		{Expr: Mul(Two, x), Rules: []*Rule{PowerRule}},
		{Expr: x, Rules: []*Rule{CancelRule}},
	}}
	err := c.verified(Scope{}, D(Power(x, Two), false, x))
	var refuted *RefutedError
	if !errors.As(err, &refuted) || refuted.Line != Expr(x) || len(refuted.Rules) != 1 || refuted.Rules[0] != CancelRule {
		t.Errorf("got %v", err)
	}
}

// A line that has no value where the derivative has one is refuted, unless it
// states where it holds.
func TestVerifyRefutesNarrowLines(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	positive := []Relation{{x, Greater, Zero}, {y, Greater, Zero}}
	for _, c := range []struct {
		f, narrow  Expr
		conditions []Relation // under which the line holds; nil for none
	}{
		{Sqrt.Of(Tan.Of(x)), Div(Sqrt.Of(Sin.Of(x)), Sqrt.Of(Cos.Of(x))), []Relation{{Sin.Of(x), Greater, Zero}}},
		{Sqrt.Of(Mul(x, y)), Mul(Sqrt.Of(x), Sqrt.Of(y)), positive},
		{Log.Of(Mul(x, y)), Add(Log.Of(x), Log.Of(y)), positive},
		{Log.Of(Div(x, y)), Sub(Log.Of(x), Log.Of(y)), positive},
		{Log.Of(Power(x, Two)), Mul(Two, Log.Of(x)), positive},
		{LogBase.Of(Two, Power(x, Two)), Mul(Two, LogBase.Of(Two, x)), positive},
		{Root.Of(Int(3), x), Power(x, Rat(1, 3)), positive},
		{Root.Of(Int(4), Power(x, Int(4))), Power(Root.Of(Int(4), x), Int(4)), positive},
		{Power(x, Two), Power(E, Mul(Two, Log.Of(x))), positive},
		{Power(x, Two), Power(x, Add(y, Sub(Two, y))), positive},
		{x, Sin.Of(Arcsin.Of(x)), nil},
		{x, Cosh.Of(Arcosh.Of(x)), nil},
		{Arctan.Of(x), Arccos.Of(Div(One, Sqrt.Of(Add(One, Power(x, Two))))), positive},
		{Max.Of(x, y), Max.Of(x, y, Mul(Zero, Sqrt.Of(Sub(x, y)))), nil},
		{x, Div(Mul(x, Sub(x, x)), Mul(Zero, y)), nil},
		// At single points, which chance does not find.
		{Mul(x, y), Div(Mul(x, Power(y, Two)), y), []Relation{{y, NotEqual, Zero}}},
		{y, Div(Mul(y, Log.Of(Power(x, Two))), Log.Of(Power(x, Two))), []Relation{{Abs.Of(x), Greater, One}}},
		{x, Div(Mul(x, Sub(x, y)), Sub(x, y)), []Relation{{x, NotEqual, y}}},
		{Mul(x, Cos.Of(y)), Div(Mul(x, Sin.Of(y)), Tan.Of(y)), []Relation{{y, NotEqual, Zero}}},
		{Mul(x, Cosh.Of(y)), Mul(x, Sinh.Of(y), Coth.Of(y)), []Relation{{y, NotEqual, Zero}}},
		{Power(x, Half), Mul(x, Power(x, Rat(-1, 2))), []Relation{{x, Greater, Zero}}},
		{D(Power(x, Rat(3, 2)), false, x), Div(Mul(Int(3), x), Mul(Two, Sqrt.Of(x))), []Relation{{x, Greater, Zero}}},
		{D(Mul(x, y), true, y), Div(square(x), x), []Relation{{x, NotEqual, Zero}}},
		{D(Mul(x, Sin.Of(y)), true, y), Div(Mul(x, Sin.Of(y)), Tan.Of(y)), []Relation{{y, NotEqual, Zero}}},
		{Max.Of(x, y), Piecewise(Branch{x, Relation{x, Greater, y}}, Branch{y, Relation{x, Less, y}}), []Relation{{x, NotEqual, y}}},
		// A piece is missing.
		{x, Piecewise(Branch{x, Relation{x, Greater, Zero}}), positive},
		{x, Piecewise(Branch{x, Relation{x, Greater, Zero}}, Branch{Mul(x, Power(Sqrt.Of(x), Zero)), Relation{x, Less, Zero}}), positive},
	} {
		lines := []Expr{c.f, c.narrow}
		if v, at := (Scope{}).Verify(lines, nil); v != Refuted || at != 1 {
			t.Errorf("%s = %s: %v in line %d", c.f, c.narrow, v, at)
		}
		if c.conditions == nil {
			continue
		}
		if v, _ := (Scope{}).Verify(lines, c.conditions); v != Verified {
			t.Errorf("%s = %s, if %v: %v", c.f, c.narrow, c.conditions, v)
		}
	}
}

// What has no value has no derivative, not a derivative of 0.
func TestNoValueNoDerivative(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	at := Point{"x": 2, "y": 2}
	for _, f := range []Expr{
		Max.Of(x, y),
		Min.Of(Exp.Of(Mul(Int(-2000), x)), y), // too small a number
		Piecewise(Branch{x, Relation{x, Greater, y}}, Branch{y, Relation{x, Less, y}}),
		Piecewise(Branch{x, Relation{Add(x, Rat(1, 3)), Greater, Add(Rat(1, 3), y)}}), // either way, by rounding
	} {
		if v := (Scope{}).Evaluate(D(f, true, x), at); v == v {
			t.Errorf("the derivative of %s at x = y is %v", f, v)
		}
	}
}

// A line may be defined on more than the derivative, and a piece that is not
// taken matters to nobody.
func TestVerifyLooksAtTheDomainOfTheDerivativeOnly(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	below, above := Relation{x, Less, y}, Relation{x, Greater, y}
	for _, c := range []struct{ f, line Expr }{
		{Power(Sqrt.Of(x), Two), x},
		{Add(Log.Of(x), Log.Of(y)), Log.Of(Mul(x, y))},
		{D(Max.Of(x, y), true, x), Piecewise(Branch{Zero, below}, Branch{Div(Sqrt.Of(Sub(x, y)), Sqrt.Of(Sub(x, y))), above})},
		// Too large or too small a number is no reason to refute a line.
		{Tanh.Of(Mul(Int(2000), x)), Div(Sinh.Of(Mul(Int(2000), x)), Cosh.Of(Mul(Int(2000), x)))},
		{Div(Power(E, Mul(Int(-400), x)), Abs.Of(x)), Power(E, Sub(Mul(Int(-400), x), Log.Of(Abs.Of(x))))},
		// Nor is rounding at the edge of the domain.
		{Add(x, Zero), Add(x, Sqrt.Of(Sub(Add(x, y), Add(y, x))))},
		{Arcsin.Of(One), Arcsin.Of(Add(Power(Sin.Of(x), Two), Power(Cos.Of(x), Two)))},
	} {
		if v, _ := (Scope{}).Verify([]Expr{c.f, c.line}, nil); v == Refuted {
			t.Errorf("%s = %s was refuted", c.f, c.line)
		}
	}
}

// The derivative of a constant is 0 at the end of a domain too.
func TestConstantsAtTheEndOfADomain(t *testing.T) {
	u := Symbol("u")
	for _, c := range []Expr{Arcsin.Of(One), Arcsec.Of(One), Sqrt.Of(Sub(One, One)), Arcosh.Of(One)} {
		f := Add(u, Mul(u, c))
		chain, err := (&Setting{Vars: []*Sym{u}}).Differentiate(context.Background(), Request{Left: D(Symbol("f"), false, u), Body: f, Wrt: u})
		if err != nil || chain.Verdict != Verified {
			t.Errorf("%s: %v %v", f, chain, err)
		}
	}
}

// Two arguments that are the same make no piece, in which nothing could be
// verified.
func TestExtremesOfTheSame(t *testing.T) {
	u := Symbol("u")
	for _, f := range []Expr{Max.Of(Mul(One, u), u), Min.Of(u, u, Mul(Int(5), u)), Min.Of(u, Mul(Int(5), u), Add(u, u, Neg(u)))} {
		c, err := (&Setting{Vars: []*Sym{u}}).Differentiate(context.Background(), Request{Left: D(Symbol("f"), false, u), Body: f, Wrt: u})
		if err != nil || c.Verdict != Verified {
			t.Errorf("%s: %v %v", f, c, err)
		}
	}
}

// Names that each hold the one before twice are looked at once each: b = a·a,
// c = b·b, …
func TestVerifyDoublingNames(t *testing.T) {
	scope := Scope{Defs: map[string]Expr{}}
	last := Expr(Symbol("x"))
	for i := range 60 {
		name := Symbol("a_" + strconv.Itoa(i))
		scope.Defs[name.name] = Div(Add(last, last), Two)
		last = name
	}
	if v, _ := scope.Verify([]Expr{D(last, false, Symbol("x")), One, Div(Symbol("x"), last)}, nil); v != Refuted {
		t.Errorf("x/x for 1 without a condition was %v", v)
	}
}

// TestVerifyCircles: definitions in a circle are a mistake of the caller, and have no value rather than no end.
func TestVerifyCircles(t *testing.T) {
	a, b := Symbol("a"), Symbol("b")
	for name, defs := range map[string]map[string]Expr{
		"of one": {"a": Mul(Two, a)},
		"of two": {"a": Add(b, One), "b": Mul(Two, a)},
		"after":  {"a": Add(b, One), "b": Mul(Two, b)},
	} {
		for _, lines := range [][]Expr{{a, Add(a, Zero)}, {D(Mul(a, b), true, Symbol("x")), Zero}, {SumOver(Symbol("i"), One, Int(3), Mul(a, Symbol("i"))), Mul(Int(6), a)}} {
			if verdict, _ := (Scope{Defs: defs}).Verify(lines, nil); verdict != Unknown {
				t.Errorf("a circle %s: %v is %v", name, lines, verdict)
			}
		}
	}
}
