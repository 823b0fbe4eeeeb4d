package calculus

import (
	"context"
	"testing"
)

// Sums over an index are differentiated by Kronecker deltas; the last lines
// are those of textbooks of machine learning.
func TestFamilies(t *testing.T) {
	i, j, k := Symbol("i"), Symbol("j"), Symbol("k")
	n, w, b := Symbol("N"), Symbol("w"), Symbol("b")
	loss, s := Symbol("L"), Symbol("S")
	at := func(base string, subs ...Expr) Expr { return Indexed(base, subs...) }
	sum := func(i *Sym, body Expr) Expr { return SumOver(i, One, n, body) }
	squares := func(e Expr) Expr { return Mul(Div(One, n), sum(i, Power(e, Two))) }

	mse := squares(Sub(at("w", i), at("t", i)))
	regression := squares(Add(Mul(w, at("x", i)), b, Neg(at("y", i))))
	ridge := Add(mse, Mul(Symbol("lambda"), sum(i, Power(at("w", i), Two))))
	total := sum(k, Power(E, at("a", k)))
	softmax := Div(Power(E, at("a", i)), s)
	entropy := Neg(sum(k, Mul(at("t", k), Log.Of(at("y", k)))))
	form := sum(i, sum(j, Mul(at("a", i, j), at("x", i), at("x", j))))
	assumed := []Relation{{sum(i, at("t", i)), Equals, One}}

	for _, c := range []struct {
		name   string
		body   Expr
		wrt    Expr
		value  Expr
		totals []Relation
		want   string // the last line
	}{
		{"mean squared error", mse, at("w", k), loss, nil, "(2/N)*(w_{k}-t_{k})"},
		{"an index that clashes", mse, at("w", i), loss, nil, "(2/N)*(w_{i}-t_{i})"},
		{"one member", mse, at("w", Two), loss, nil, "(2/N)*(w_{2}-t_{2})"},
		{"regression, weight", regression, w, loss, nil, "(2/N)*sum(i=1..N,x_{i}*(w*x_{i}+b-y_{i}))"},
		{"regression, bias", regression, b, loss, nil, "(2/N)*sum(i=1..N,w*x_{i}+b-y_{i})"},
		{"ridge", ridge, at("w", k), loss, nil, "(2/N)*(w_{k}-t_{k})+2*lambda*w_{k}"},
		{"normalizing sum", total, at("a", j), s, nil, "e^a_{j}"},
		{"softmax", softmax, at("a", j), at("y", i), nil, "y_{i}*(delta(i,j)-y_{j})"},
		{"cross-entropy", entropy, at("a", j), loss, nil, "y_{j}*sum(k=1..N,t_{k})-t_{j}"},
		{"cross-entropy of a distribution", entropy, at("a", j), loss, assumed, "y_{j}-t_{j}"},
		{"quadratic form", form, at("x", k), loss, nil, "sum(j=1..N,a_{k,j}*x_{j})+sum(i=1..N,a_{i,k}*x_{i})"},
		{"log-sum-exp", Log.Of(total), at("a", k), loss, nil, "e^a_{k}/sum(i=1..N,e^a_{i})"},
	} {
		set := &Setting{Scope: Scope{
			Defs:     map[string]Expr{"L": c.body, "S": total},
			Families: map[string]FamilyBody{"y": {i, softmax}},
			Totals:   c.totals,
		}}
		chain, err := set.Through(context.Background(), Request{
			Left: D(c.value, true, c.wrt), Body: c.body, Wrt: c.wrt, Partial: true, Name: loss, Value: c.value,
		})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := chain.Answer().String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if chain.Verdict != Verified {
			t.Errorf("%s: %v", c.name, chain.Verdict)
		}
	}
}

func TestWrongFamilyDerivativesAreRefuted(t *testing.T) {
	i, k, n := Symbol("i"), Symbol("k"), Symbol("N")
	w := func(s Expr) Expr { return Indexed("w", s) }
	f := SumOver(i, One, n, Power(w(i), Two))
	for _, wrong := range []Expr{
		Mul(Two, SumOver(i, One, n, w(i))), // the delta forgotten
		w(k),
		Mul(Two, w(k), n),
	} {
		if v, _ := (Scope{}).Verify([]Expr{D(f, true, w(k)), wrong}, nil); v != Refuted {
			t.Errorf("%s: %v", wrong, v)
		}
	}
}

// Answers with one delta are given in two cases.
func TestEqualAndDifferentIndices(t *testing.T) {
	i, j, k, n := Symbol("i"), Symbol("j"), Symbol("k"), Symbol("n")
	a, y := func(s Expr) Expr { return Indexed("a", s) }, func(s Expr) Expr { return Indexed("y", s) }
	softmax := Div(Power(E, a(i)), SumOver(k, One, n, Power(E, a(k))))
	set := &Setting{Scope: Scope{Families: map[string]FamilyBody{"y": {i, softmax}}}}
	for _, c := range []struct {
		member *Sym
		wrt    Expr
		want   string
	}{
		{i, a(j), "i=j: y_{i}*(1-y_{i}); i!=j: -y_{i}*y_{j}"},
		{k, a(j), "k=j: y_{k}*(1-y_{k}); k!=j: -y_{k}*y_{j}"},
		{i, a(i), ""}, // one case only
		{i, a(Two), ""},
	} {
		body := Substitute(softmax, map[string]Expr{"i": c.member})
		chain, err := set.Differentiate(context.Background(), Request{
			Left: D(y(c.member), true, c.wrt), Body: body, Wrt: c.wrt, Partial: true, Value: y(c.member), Name: Symbol("y"),
		})
		if err != nil {
			t.Errorf("%s: %v", c.wrt, err)
			continue
		}
		if got := casesText(chain.Cases); got != c.want || chain.Verdict != Verified {
			t.Errorf("y_%s by %s: got %s, %v, want %s", c.member, c.wrt, got, chain.Verdict, c.want)
		}
	}
}

// A symbol that is put into a sum is not caught by the sum's index.
func TestSubstituteKeepsIndicesApart(t *testing.T) {
	i, j, k, n := Symbol("i"), Symbol("j"), Symbol("k"), Symbol("N")
	row := SumOver(k, One, n, Mul(Indexed("a", i, k), Indexed("x", k)))
	for _, c := range []struct {
		from, to *Sym
		want     string
	}{
		{i, j, "sum(k=1..N,a_{j,k}*x_{k})"},
		{i, k, "sum(j=1..N,a_{k,j}*x_{j})"},
		{k, j, "sum(k=1..N,a_{i,k}*x_{k})"},
		{n, k, "sum(k=1..k,a_{i,k}*x_{k})"},
	} {
		if got := Substitute(row, map[string]Expr{c.from.name: c.to}).String(); got != c.want {
			t.Errorf("%s for %s: got %s, want %s", c.to, c.from, got, c.want)
		}
	}
}

// The chain rule through names follows the tree of dependencies.
func TestThroughSeveralNames(t *testing.T) {
	x, y, tm, z := Symbol("x"), Symbol("y"), Symbol("t"), Symbol("z")
	set := &Setting{Vars: []*Sym{x, y}, Scope: Scope{Defs: map[string]Expr{
		"x": Cos.Of(tm), "y": Sin.Of(tm), "z": Mul(Power(x, Two), y),
	}}}
	c, err := set.Through(context.Background(), Request{
		Left: D(z, false, tm), Body: set.Defs["z"], Wrt: tm, Name: z, Value: z,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"D(z,x)*D(x,t)+D(z,y)*D(y,t)",
		"2*x*y*(-sin(t))+x^2*cos(t)",
		"cos(t)^3-2*cos(t)*sin(t)^2",
	}
	if len(c.Lines) != len(want) || c.Verdict != Verified {
		t.Fatalf("%d lines, %v", len(c.Lines), c.Verdict)
	}
	for i, l := range c.Lines {
		if l.Expr.String() != want[i] {
			t.Errorf("line %d: got %s, want %s", i, l.Expr, want[i])
		}
	}
}
