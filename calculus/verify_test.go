package calculus

import (
	"context"
	"errors"
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
	err := c.verified(Scope{}, &program{}, D(Power(x, Two), false, x))
	var refuted *RefutedError
	if !errors.As(err, &refuted) || refuted.Line != Expr(x) || len(refuted.Rules) != 1 || refuted.Rules[0] != CancelRule {
		t.Errorf("got %v", err)
	}
}

// Every rule is broken in turn: wherever it is used, what it makes is changed a
// little. Verification must catch each, in a derivation that uses the rule.
func TestVerificationCatchesBrokenRules(t *testing.T) {
	x, y, l := Symbol("x"), Symbol("y"), Symbol("L")
	i, k, n := Symbol("i"), Symbol("k"), Symbol("N")
	w := func(s Expr) Expr { return Indexed("w", s) }
	square := func(e Expr) Expr { return Power(e, Two) }
	examples := map[*Rule]Expr{
		SumRule:               Add(square(x), Sin.Of(x)),
		ConstantMultipleRule:  Mul(y, square(x)),
		ConstantRule:          Add(square(x), y),
		PowerRule:             Power(x, Int(3)),
		ExponentialRule:       Power(E, x),
		LogarithmRule:         Log.Of(x),
		TrigonometricRule:     Sin.Of(x),
		InverseTrigRule:       Arctan.Of(x),
		HyperbolicRule:        Sinh.Of(x),
		RootRule:              Sqrt.Of(x),
		AbsoluteRule:          Abs.Of(x),
		PiecewiseRule:         Max.Of(x, y),
		SpecialRule:           Erf.Of(x),
		ProductRule:           Mul(square(x), Sin.Of(x)),
		QuotientRule:          Div(x, Add(square(x), One)),
		ReciprocalRule:        Div(One, Sin.Of(x)),
		ChainRule:             Sin.Of(square(x)),
		LogarithmicRule:       Power(x, x),
		LogarithmLaws:         Log.Of(Div(Power(E, x), Add(Power(E, x), Power(E, y)))),
		FactorRule:            Mul(x, Power(E, x)),
		ExpandRule:            Mul(Add(square(x), One), Add(Power(x, Int(3)), Two)),
		CommonDenominatorRule: Mul(x, Sqrt.Of(Sub(One, square(x)))),
		CancelRule:            Div(Log.Of(x), x),
		PythagoreanRule:       Div(Sin.Of(x), Cos.Of(x)),
		KroneckerRule:         SumOver(i, One, n, square(w(i))),
	}
	// These make no derivative of their own; other tests refute their lines.
	elsewhere := map[*Rule]bool{
		TotalDifferentialRule: true, DirectionalRule: true, TangentRule: true, DeterminantRule: true,
		SubstituteRule: true, CollapseRule: true, AssumptionRule: true, RecognizeRule: true,
	}
	for _, rule := range Rules() {
		f, ok := examples[rule]
		if !ok {
			if !elsewhere[rule] {
				t.Errorf("%s: no example", rule.ID)
			}
			continue
		}
		wrt := Expr(x)
		if rule == KroneckerRule {
			wrt = w(k)
		}
		used := false
		set := &Setting{Vars: []*Sym{x, y}, Scope: Scope{Defs: map[string]Expr{"L": f}}}
		request := Request{Left: D(l, true, wrt), Body: f, Wrt: wrt, Partial: true}
		if c, err := set.Differentiate(context.Background(), request); err != nil || c.Verdict != Verified {
			t.Errorf("%s: %s is not verified: %v", rule.ID, f, err)
			continue
		}
		for name, change := range map[string]func(Expr) Expr{
			"sign":   Neg,
			"factor": func(e Expr) Expr { return Mul(Rat(1001, 1000), e) },
			"term":   func(e Expr) Expr { return Add(e, Rat(1, 1000)) },
		} {
			set.broken = func(rules []*Rule, made Expr) Expr {
				if !hasRule(rules, rule) {
					return made
				}
				used = true
				return change(made)
			}
			_, err := set.Differentiate(context.Background(), request)
			var refuted *RefutedError
			// A constant's derivative is 0 with either sign and any factor.
			vacuous := rule == ConstantRule && name != "term"
			if !errors.As(err, &refuted) && !vacuous {
				t.Errorf("%s broken by a %s passes: %s: %v", rule.ID, name, f, err)
			}
		}
		if !used {
			t.Errorf("%s: not used for %s", rule.ID, f)
		}
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
		{Mul(Abs.Of(x), Power(E, Mul(Int(-400), x))), Power(E, Add(Log.Of(Abs.Of(x)), Mul(Int(-400), x)))},
		// Nor is rounding at the edge of the domain.
		{Add(x, Zero), Add(x, Sqrt.Of(Sub(Add(x, y), Add(y, x))))},
		{Arcsin.Of(One), Arcsin.Of(Add(Power(Sin.Of(x), Two), Power(Cos.Of(x), Two)))},
	} {
		if v, _ := (Scope{}).Verify([]Expr{c.f, c.line}, nil); v == Refuted {
			t.Errorf("%s = %s was refuted", c.f, c.line)
		}
	}
}
