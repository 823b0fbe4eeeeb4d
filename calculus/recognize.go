package calculus

import "slices"

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
	return s.term(rest.times(power(y, One)).times(power(Sub(One, y), One))), true
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
