package calculus

import "testing"

// A condition is stated for the variable where it can be.
func TestSolvedConditions(t *testing.T) {
	x, a := Symbol("x"), Symbol("a")
	square := Power(x, Two)
	for _, c := range []struct {
		r    Relation
		want string
	}{
		{Relation{Add(Mul(Two, x), One), Greater, Zero}, "x>-1/2"},
		{Relation{Sub(One, Mul(Two, x)), Greater, Zero}, "x<1/2"},
		{Relation{Sub(Mul(Two, x), One), NotEqual, Zero}, "x!=1/2"},
		{Relation{Sub(One, square), Greater, Zero}, "abs(x)<1"},
		{Relation{Sub(square, Int(4)), Greater, Zero}, "abs(x)>2"},
		{Relation{Sub(Int(3), square), Greater, Zero}, "abs(x)<sqrt(3)"},
		{Relation{Abs.Of(Div(x, Two)), Less, One}, "abs(x)<2"},
		{Relation{Abs.Of(Sqrt.Of(x)), Less, One}, "x<1"},
		{Relation{Abs.Of(x), Less, One}, "abs(x)<1"},
		// What can't be solved stays: parameters, products, all of the line.
		{Relation{Sub(a, square), Greater, Zero}, "a-x^2>0"},
		{Relation{Add(square, x), Greater, Zero}, "x^2+x>0"},
		{Relation{Add(square, One), Greater, Zero}, "x^2+1>0"},
		{Relation{Sub(square, One), NotEqual, Zero}, "x^2-1!=0"},
		{Relation{One, LessEqual, x}, "1<=x"},
	} {
		if got := solved(c.r).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.r, got, c.want)
		}
	}
}
