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
		{"undefined everywhere", Mul(Int(3), Sqrt.Of(Int(-1))), Unknown},
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

// Every rule is broken in turn, by a derivative that is off in the way in
// which such rules are got wrong; verification must catch each.
func TestVerificationCatchesBrokenRules(t *testing.T) {
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
