package calculus

import (
	"context"
	"strings"
	"testing"
)

// Where subscripts are shifted, the terms that remain differ near the ends of
// the range: one answer inside, and one for each value of k outside.
func TestShiftedSums(t *testing.T) {
	i, j, k, n := Symbol("i"), Symbol("j"), Symbol("k"), Symbol("N")
	w := func(s Expr) Expr { return Indexed("w", s) }
	before, next := Sub(i, One), Add(i, One)
	inner := Sub(n, One)
	for _, c := range []struct {
		name       string
		body       Expr
		wrt        Expr
		want       string // the answer inside
		conditions string
		cases      string
	}{
		{"smoothness penalty", SumOver(i, One, inner, Power(Sub(w(next), w(i)), Two)), w(k),
			"2*(2*w_{k}-w_{k-1}-w_{k+1})", "2<=k, k<=N-1",
			"k=1: 2*(w_{1}-w_{2}); 2<=k, k<=N-1: 2*(2*w_{k}-w_{k-1}-w_{k+1}); k=N: 2*(w_{N}-w_{N-1})"},
		{"second differences", SumOver(i, Two, inner, Power(Add(w(next), Mul(Int(-2), w(i)), w(before)), Two)), w(k),
			"2*(6*w_{k}-4*w_{k-1}-4*w_{k+1}+w_{k-2}+w_{k+2})", "3<=k, k<=N-2, N>=4",
			"k=1: 2*(w_{3}-2*w_{2}+w_{1}); k=2: 2*(5*w_{2}-2*w_{1}-4*w_{3}+w_{4}); 3<=k, k<=N-2: 2*(6*w_{k}-4*w_{k-1}-4*w_{k+1}+w_{k-2}+w_{k+2}); k=N-1: 2*(5*w_{N-1}-4*w_{N-2}-2*w_{N}+w_{N-3}); k=N: 2*(w_{N}-2*w_{N-1}+w_{N-2})"},
		{"neighbours", SumOver(i, One, inner, Mul(w(i), w(next))), w(k),
			"w_{k-1}+w_{k+1}", "2<=k, k<=N-1",
			"k=1: w_{2}; 2<=k, k<=N-1: w_{k-1}+w_{k+1}; k=N: w_{N-1}"},
		{"an index that clashes", SumOver(k, One, inner, Mul(w(k), w(Add(k, One)))), w(k),
			"w_{k-1}+w_{k+1}", "2<=k, k<=N-1",
			"k=1: w_{2}; 2<=k, k<=N-1: w_{k-1}+w_{k+1}; k=N: w_{N-1}"},
		{"one shift alone", SumOver(i, One, inner, Power(w(next), Two)), w(k), "2*w_{k}", "2<=k, k<=N", ""},
		{"backwards", SumOver(i, One, n, Mul(w(i), Indexed("x", Sub(n, i)))), Indexed("x", k), "w_{N-k}", "0<=k, k<=N-1", ""},
		{"the first member", SumOver(i, One, inner, Mul(w(i), w(next))), w(One), "w_{2}", "", ""},
		{"the last member", SumOver(i, One, inner, Mul(w(i), w(next))), w(n), "w_{N-1}", "", ""},
		{"from 0", SumOver(k, Zero, n, Mul(w(k), Power(Symbol("x"), k))), w(j), "x^j", "0<=j, j<=N", ""},
	} {
		set := &Setting{Scope: Scope{Defs: map[string]Expr{"L": c.body}}}
		chain, err := set.Differentiate(context.Background(), Request{
			Left: D(Symbol("L"), true, c.wrt), Body: c.body, Wrt: c.wrt, Partial: true, Name: Symbol("L"), Value: Symbol("L"),
		})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := chain.Answer().String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
		if got := relationsText(chain.Conditions); got != c.conditions {
			t.Errorf("%s: got if %s, want %s", c.name, got, c.conditions)
		}
		if got := casesText(chain.Cases); got != c.cases {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.cases)
		}
		if chain.Verdict != Verified {
			t.Errorf("%s: %v", c.name, chain.Verdict)
		}
	}
}

// An answer that holds inside only does not pass for the ends.
func TestWrongEndsAreRefuted(t *testing.T) {
	i, k, n := Symbol("i"), Symbol("k"), Symbol("N")
	w := func(s Expr) Expr { return Indexed("w", s) }
	body := SumOver(i, One, Sub(n, One), Mul(w(i), w(Add(i, One))))
	inside := Add(w(Sub(k, One)), w(Add(k, One)))
	for _, c := range []Case{
		{nil, inside},
		{[]Relation{{k, Equals, One}}, inside},
		{[]Relation{{k, Equals, n}}, w(Two)},
		{[]Relation{{One, LessEqual, k}, {k, LessEqual, Sub(n, One)}}, inside},
	} {
		if v, _ := (Scope{}).Verify([]Expr{D(body, true, w(k)), c.Value}, c.When); v != Refuted {
			t.Errorf("%s: %v", relationsText(c.When), v)
		}
	}
}

func relationsText(list []Relation) string {
	var texts []string
	for _, r := range list {
		texts = append(texts, r.String())
	}
	return strings.Join(texts, ", ")
}

func casesText(list []Case) string {
	var texts []string
	for _, c := range list {
		texts = append(texts, relationsText(c.When)+": "+c.Value.String())
	}
	return strings.Join(texts, "; ")
}
