package calculus

import (
	"maps"
	"slices"
)

// recognize rewrites the derivative of the logistic function 1/(1+e^(−u)) in
// terms of the function itself: y(1−y) times the inner derivative.
func (d *differentiator) recognize(c *Chain, r Request) {
	if r.Value == nil || !isLogistic(r.Body) {
		return
	}
	q := r.Body.(*Quo)
	last := c.Lines[len(c.Lines)-1]
	s := newSimplifier(d.set, d.x)
	p := s.poly(last.Expr)
	den := s.bracket(q.den, s.poly(q.den))
	if len(p) != 1 || len(den.factors) != 1 {
		return
	}
	m := p[0]
	bracket := den.factors[0].base
	if !m.exponent(bracket).is(-2) {
		return
	}
	var grown Expr // e^(−u)
	for _, t := range q.den.(*Sum).terms {
		if _, ok := t.(*Num); !ok {
			grown = t
		}
	}
	g := s.poly(grown)
	if len(g) != 1 || len(g[0].factors) != 1 {
		return
	}
	f := g[0].factors[0]
	if m.exponent(f.base).Cmp(f.exp) != 0 {
		return
	}
	rest := m.over(monomial{One, []factor{{f.base, f.exp}, {bracket, Int(-2)}}})
	value := r.Value
	other := Sub(One, value)
	labelled := Mul(WithLabel(Div(One, q.den), value), WithLabel(Div(grown, q.den), other))
	named := Mul(value, other)
	if len(rest.factors) > 0 || !rest.coef.is(1) {
		outer := s.term(rest)
		labelled = times(outer, labelled)
		named = Mul(append(flatFactors(outer), value, other)...)
	}
	c.Lines = append(c.Lines,
		Line{Expr: labelled, Simplified: true},
		d.set.simplified(named, RecognizeRule))
}

// inLogistic writes the answer in terms of a logistic function σ(z) = 1/(1+e^(−z)) that
// the author has defined and used, where that is shorter: σ(z) − t for the derivative of
// the cross-entropy. That e^(−z) is (1−σ)/σ does the whole of it.
func (d *differentiator) inLogistic(c *Chain) {
	if len(d.set.Funcs) == 0 || c.Unfinished || c.Answer().meta().open {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(d.set.Funcs)) {
		f := d.set.Funcs[name]
		if len(f.Params) != 1 || !isLogistic(f.Body) || d.value != nil && Equal(d.body, f.Body) {
			continue
		}
		q := logisticIn(d.body)
		if q == nil || !Equal(exponentOf(growing(f.Body.(*Quo))), Neg(f.Params[0])) {
			continue
		}
		u := Neg(exponentOf(growing(q)))
		s := newSimplifier(d.set, d.x)
		sigma := Symbol("σ of u")
		e := Replace(c.Answer(), q.den, Div(One, sigma))
		e = Replace(e, growing(q), Sub(Div(One, sigma), One))
		e = s.openedIfShorter(s.simplify(e))
		e = s.arrangeUnsorted(s.monomialOut(s.poly(e)))
		e = Replace(e, sigma, ApplyTo(name, s.simplify(u)))
		if e.meta().width < c.Answer().meta().width {
			c.Lines = append(c.Lines, d.set.simplified(e, RecognizeRule))
			return
		}
	}
}

// growing is the e^(−u) of 1/(1+e^(−u)).
func growing(q *Quo) Expr {
	for _, t := range q.den.(*Sum).terms {
		if _, ok := t.(*Num); !ok {
			return t
		}
	}
	return nil
}

// exponentOf is the exponent of a power of e.
func exponentOf(e Expr) Expr {
	switch e := e.(type) {
	case *Pow:
		return e.exp
	case *Call:
		return e.args[0]
	}
	return e
}

// logisticIn returns a value of the logistic function that occurs in e.
func logisticIn(e Expr) *Quo {
	if isLogistic(e) {
		return e.(*Quo)
	}
	for _, c := range Children(e) {
		if q := logisticIn(c); q != nil {
			return q
		}
	}
	return nil
}

// share rewrites c·N·R/D² as c·y(1−y), where y = N/D is a part of D = N + R,
// as each component of softmax is.
func (set *Setting) share(derivative, body Expr, y *Sym) (Expr, bool) {
	q, ok := body.(*Quo)
	if !ok || !isBracket(q.den) {
		return nil, false
	}
	s := newSimplifier(set, nil)
	num, den, p := s.poly(q.num), s.poly(q.den), s.poly(derivative)
	if len(num) != 1 || len(den) < 2 || len(p) != 1 {
		return nil, false
	}
	others := s.collect(append(den[:len(den):len(den)], num[0].neg()))
	if len(others) != len(den)-1 {
		return nil, false // the numerator is none of the terms
	}
	whole := s.bracket(q.den, den)
	if len(whole.factors) != 1 || !p[0].exponent(whole.factors[0].base).is(-2) {
		return nil, false
	}
	rest := p[0].over(num[0]).over(s.bracket(nil, others)).times(whole).times(whole)
	if !rest.coef.IsInt() || slices.ContainsFunc(rest.factors, func(f factor) bool { return f.exp.Sign() < 0 || isExponential(f.base) }) {
		return nil, false
	}
	outer := flatFactors(s.term(rest))
	if len(outer) == 1 && isOne(outer[0]) {
		outer = nil
	}
	return Mul(append(outer, y, Sub(One, y))...), true
}

func flatFactors(e Expr) []Expr {
	if p, ok := e.(*Prod); ok {
		return append([]Expr(nil), p.factors...)
	}
	return []Expr{e}
}

// isLogistic reports whether e is 1/(1+e^(−u)).
func isLogistic(e Expr) bool {
	q, ok := e.(*Quo)
	if !ok || !isOne(q.num) {
		return false
	}
	sum, ok := q.den.(*Sum)
	if !ok || len(sum.terms) != 2 {
		return false
	}
	one, exponential := false, false
	for _, t := range sum.terms {
		switch t := t.(type) {
		case *Num:
			one = t.is(1)
		case *Pow:
			exponential = t.base == E
		case *Call:
			exponential = t.fn == Exp
		}
	}
	return one && exponential
}
