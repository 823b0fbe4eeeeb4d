package calculus

import (
	"errors"
	"testing"
)

func TestIncrement(t *testing.T) {
	u, v, l := Symbol("u"), Symbol("v"), Symbol("L")
	body := Add(Power(u, Int(3)), Mul(Int(4), u, v), Neg(Power(v, Two)))
	differential := Add(Mul(Add(Mul(Int(3), Power(u, Two)), Mul(Int(4), v)), Diff(u)), Mul(Sub(Mul(Int(4), u), Mul(Two, v)), Diff(v)))
	set := &Setting{Vars: []*Sym{u, v}, Scope: Scope{Defs: map[string]Expr{"L": body}}}
	at := func(a, b Expr) []Coordinate { return []Coordinate{{u, a}, {v, b}} }
	for _, c := range []struct {
		h    string
		want [4]string
	}{
		{"1", [4]string{"11", "18", "7", "7"}},
		{"0.1", [4]string{"1.1", "1.161", "0.061", "6.1"}},
		{"0.01", [4]string{"0.11", "0.110601", "0.000601", "6.01"}},
	} {
		h, _ := ParseNum(c.h)
		inc, err := set.Increment(l, body, differential, at(One, Two), h)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range inc.Figures() {
			if got := f.Value.Decimal(); got != c.want[i] || f.Rounded {
				t.Errorf("h = %s: figure %d is %s, want %s", c.h, i, got, c.want[i])
			}
		}
	}
	dL, change, err := set.InSteps(body, differential, at(One, Two), Symbol("h"))
	if err != nil || dL.String() != "11*h" || change.String() != "h^3+6*h^2+11*h" {
		t.Errorf("dL = %v, ΔL = %v, %v", dL, change, err)
	}

	// A differential that is off is refuted, at any point where it is.
	wrong := Add(Mul(Add(Mul(Int(3), Power(u, Two)), Mul(Int(4), v)), Diff(u)), Mul(Sub(Mul(Int(5), u), Mul(Two, v)), Diff(v)))
	var refuted *RefutedError
	if _, err := set.Increment(l, body, wrong, at(One, Two), One); !errors.As(err, &refuted) {
		t.Errorf("a wrong differential: %v", err)
	}
}

func TestIncrementIsRounded(t *testing.T) {
	x, f := Symbol("x"), Symbol("f")
	body := Sin.Of(x)
	set := &Setting{Vars: []*Sym{x}, Scope: Scope{Defs: map[string]Expr{"f": body}}}
	h, _ := ParseNum("0.1")
	inc, err := set.Increment(f, body, Mul(Cos.Of(x), Diff(x)), []Coordinate{{x, Div(Pi, Int(6))}}, h)
	if err != nil {
		t.Fatal(err)
	}
	// √3/20, sin(π/6 + 0.1) − ½, and what follows, from a table of sines.
	for i, want := range []string{"0.0866025", "0.0839604", "0.00264218", "0.264218"} {
		if got := inc.Figures()[i]; got.Value.Decimal() != want || !got.Rounded {
			t.Errorf("figure %d is %s, want %s", i, got.Value.Decimal(), want)
		}
	}
	log := Log.Of(x)
	set.Defs["f"] = log
	if _, err := set.Increment(f, log, Mul(Div(One, x), Diff(x)), []Coordinate{{x, Rat(-1, 2)}}, h); !errors.Is(err, ErrUndefined) {
		t.Errorf("the logarithm of a negative number: %v", err)
	}
}

// The differential at a point is that at this point, with du and dv as they are.
func TestDifferentialAtAPoint(t *testing.T) {
	u, v, l := Symbol("u"), Symbol("v"), Symbol("L")
	body := Mul(Power(u, Two), v)
	set := &Setting{Vars: []*Sym{u, v}, Scope: Scope{Defs: map[string]Expr{"L": body}}}
	point := []Coordinate{{u, One}, {v, Two}}
	claim := Add(Mul(D(l, true, u), Diff(u)), Mul(D(l, true, v), Diff(v)))
	right := Add(Mul(Two, u, v, Diff(u)), Mul(Power(u, Two), Diff(v)))
	c, err := set.ValueAt(Diff(l), claim, right, point)
	if err != nil || c.Answer().String() != "4*du+dv" || c.Verdict != Verified {
		t.Errorf("%v %v", c, err)
	}
	var refuted *RefutedError
	if _, err := set.ValueAt(Diff(l), claim, Mul(Two, u, v, Diff(u)), point); !errors.As(err, &refuted) {
		t.Errorf("a differential without dv passes: %v", err)
	}
	second := Diff(Diff(l))
	if v, _ := set.Verify([]Expr{second, Add(Mul(Two, v, Power(Diff(u), Two)), Mul(Int(4), u, Diff(u), Diff(v)))}, nil); v != Verified {
		t.Errorf("d²L: %v", v)
	}
	if v, _ := set.Verify([]Expr{second, Add(Mul(Two, v, Power(Diff(u), Two)), Mul(Two, u, Diff(u), Diff(v)))}, nil); v != Refuted {
		t.Errorf("d²L without the factor 2: %v", v)
	}
}

func TestNoValueAtAPoint(t *testing.T) {
	x, f := Symbol("x"), Symbol("f")
	zero := []Coordinate{{x, Zero}}
	for _, c := range []struct{ f, derivative Expr }{
		{Log.Of(x), Div(One, x)},
		{Abs.Of(x), Div(x, Abs.Of(x))},
		{ReLU.Of(x), Piecewise(Branch{One, Relation{x, Greater, Zero}}, Branch{Zero, Relation{x, Less, Zero}})},
		{Div(Power(x, Two), x), One}, // nothing to differentiate at 0, whatever is left after cancelling
	} {
		set := &Setting{Vars: []*Sym{x}, Scope: Scope{Defs: map[string]Expr{"f": c.f}}}
		if v, err := set.ValueAt(D(f, false, x), D(f, false, x), c.derivative, zero); !errors.Is(err, ErrUndefined) {
			t.Errorf("(%s)' at 0 is %v, %v", c.f, v, err)
		}
	}
}
