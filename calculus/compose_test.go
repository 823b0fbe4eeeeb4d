package calculus

import (
	"context"
	"testing"
)

// The names of a substitution mean nothing else in the block.
func TestSubstitutionNamesAreFresh(t *testing.T) {
	x, y, taken := Symbol("x"), Symbol("y"), Symbol("t")
	f := Sin.Of(Power(E, Power(x, Two)))
	set := &Setting{Vars: []*Sym{x}, Scope: Scope{Defs: map[string]Expr{"y": f, taken.name: Power(Symbol("u"), Two)}}}
	c, err := set.Differentiate(context.Background(), Request{Left: D(y, false, x), Body: f, Wrt: x, Name: y, Value: y})
	if err != nil || c.Verdict != Verified {
		t.Fatalf("%v, %v", c, err)
	}
	if len(c.Lets) != 3 {
		t.Fatalf("%d names introduced, want 3", len(c.Lets))
	}
	for _, l := range c.Lets {
		if l.Name.name == taken.name {
			t.Errorf("%s is introduced for %s, but the block has defined it", l.Name, l.Expr)
		}
	}
}

// A condition of a link is stated in the author's variable.
func TestSubstitutionConditions(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	f := Sin.Of(Sqrt.Of(Sub(Power(x, Two), One)))
	set := &Setting{Vars: []*Sym{x}, Scope: Scope{Defs: map[string]Expr{"y": f}}}
	c, err := set.Differentiate(context.Background(), Request{Left: D(y, false, x), Body: f, Wrt: x, Name: y, Value: y})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Lets) == 0 || len(c.Conditions) != 1 || c.Conditions[0].String() != "abs(x)>1" {
		t.Errorf("names %v, conditions %v, want abs(x)>1", c.Lets, c.Conditions)
	}
}
