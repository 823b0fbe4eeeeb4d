package calculus

import (
	"context"
	"errors"
	"testing"
)

// What is found for y on x⁴ + y⁴ = 16 is changed a little, and so is what the
// equation makes of the second derivative: verification catches each.
func TestVerificationCatchesBrokenImplicitRules(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	u := ImplicitFunction{Name: y, Left: Add(Power(x, Int(4)), Power(y, Int(4))), Right: Int(16), Vars: []*Sym{x}}
	second := func(broken *Rule, change func(Expr) Expr) (*Chain, error) {
		set := &Setting{Vars: []*Sym{x, y}}
		set.broken = func(rules []*Rule, made Expr) Expr {
			if hasRule(rules, broken) {
				return change(made)
			}
			return made
		}
		im, err := set.Implicit(context.Background(), u, x, false)
		if err != nil {
			return nil, err
		}
		return set.ImplicitAgain(context.Background(), u, im.Answer, map[string]*Chain{"x": im.Answer}, []*Sym{x, x}, false)
	}
	same := func(e Expr) Expr { return e }
	c, err := second(ImplicitRule, same)
	if err != nil || c.Verdict != Verified || c.Answer().String() != "-((48*x^2)/y^7)" {
		t.Fatalf("%v, %v", c, err)
	}
	for name, change := range map[string]func(Expr) Expr{
		"sign":   Neg,
		"factor": func(e Expr) Expr { return Mul(Rat(1001, 1000), e) },
		"term":   func(e Expr) Expr { return Add(e, Rat(1, 1000)) },
	} {
		for _, rule := range []*Rule{ImplicitRule, EquationRule} {
			var refuted *RefutedError
			if c, err := second(rule, change); !errors.As(err, &refuted) {
				t.Errorf("%s broken by a %s passes: %v, %v", rule.ID, name, c, err)
			}
		}
	}
}

// Where the equation does not hold the unknown there is no derivative.
func TestImplicitNeedsTheUnknown(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	u := ImplicitFunction{Name: y, Left: Power(x, Two), Right: One, Vars: []*Sym{x}}
	if _, err := (&Setting{Vars: []*Sym{x, y}}).Implicit(context.Background(), u, x, false); !errors.Is(err, ErrAbstract) {
		t.Errorf("%v", err)
	}
}
