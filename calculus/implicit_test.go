package calculus

import (
	"context"
	"errors"
	"testing"
)

// Where the equation does not hold the unknown there is no derivative.
func TestImplicitNeedsTheUnknown(t *testing.T) {
	x, y := Symbol("x"), Symbol("y")
	u := ImplicitFunction{Name: y, Left: Power(x, Two), Right: One, Vars: []*Sym{x}}
	if _, err := (&Setting{Vars: []*Sym{x, y}}).Implicit(context.Background(), u, x, false); !errors.Is(err, ErrUndetermined) {
		t.Errorf("%v", err)
	}
}
