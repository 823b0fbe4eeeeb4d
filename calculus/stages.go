package calculus

import "slices"

// maxOpened bounds the terms of a line on which brackets are multiplied out, and of one
// from which something is taken out; with more of them the line would fill a page's
// width and show nothing.
const maxOpened = 10

// stages returns the lines that lead from a line to its simplified form where
// a reader could not see at once how the one becomes the other: what the terms
// share is taken out before the bracket that it leaves is worked out, and the
// factors of a product are simplified before they meet.
func (d *differentiator) stages(from, answer Expr) []Line {
	if _, pieces := answer.(*Cases); pieces || !d.set.Stages {
		return nil
	}
	s := d.simplifier()
	middle, next := s.stage(from)
	if middle == nil || sameFactors(middle, from) || sameFactors(middle, answer) {
		return nil
	}
	// The stage must be one on the way, not another way.
	if _, sum := answer.(*Sum); sum && next != nil {
		return nil // what was to be one product has fallen apart again
	}
	then := d.simplifier()
	rules := ruleSet{next}
	if got := then.simplify(middle); Identical(got, answer) {
		rules = then.used
	} else if next == nil {
		return nil
	}
	return []Line{
		d.set.simplified(middle, s.used...),
		{Expr: answer, Rules: rules, Simplified: true},
	}
}

// stage carries out the first part of what simplification does to e, and
// returns nil where it is done in one part. The second result is the rule that
// leads on where the answer is certain to be reached that way.
func (s *simplifier) stage(e Expr) (middle Expr, next *Rule) {
	switch e := e.(type) {
	case *Sum:
		if len(e.terms) > maxOpened {
			return nil, nil
		}
		if shared := s.sharedOut(e); shared != nil {
			return shared, ExpandRule
		}
		return s.opened(e), nil
	case *Quo:
		if _, plain := e.num.(*Num); plain {
			return nil, nil
		}
		num, next := s.stage(e.num)
		if num == nil {
			num = s.simplify(e.num)
		}
		if len(s.used) == 0 {
			return nil, nil
		}
		positive, negative := SplitSign(num)
		fraction := Div(positive, e.den)
		if q, ok := positive.(*Quo); ok {
			fraction = Div(q.num, Mul(append(flatFactors(q.den), flatFactors(e.den)...)...))
		}
		if negative {
			return Neg(fraction), next
		}
		return fraction, next
	case *Prod:
		return s.apart(e), nil
	}
	return nil, nil
}

// apart simplifies the factors of e, each on its own. It returns nil where that
// is not worth a line.
func (s *simplifier) apart(e *Prod) Expr {
	factors := slices.Clone(e.factors)
	worth := false
	for i, f := range factors {
		switch f := f.(type) {
		case *Sum:
			factors[i] = s.oneFraction(f)
		case *Quo:
			factors[i] = s.simplify(f)
			worth = worth || 2*factors[i].meta().width <= f.m.width
		}
	}
	if !worth && len(s.used) == 0 {
		return nil
	}
	return Mul(factors...)
}

// oneFraction brings the terms of e to their common denominator.
func (s *simplifier) oneFraction(e *Sum) Expr {
	p := s.best(s.poly(e))
	d := denominator(p)
	if len(p) < 2 || len(d.factors) == 0 {
		return s.arrange(p, true)
	}
	var above polynomial
	for _, m := range p.times(d) {
		above = append(above, s.settle(m)...)
	}
	s.used.add(CommonDenominatorRule)
	return Div(s.arrange(s.best(above), true), s.term(d))
}

// sharedOut takes out what the terms of e share and leaves the rest in one
// bracket, as it is. It returns nil where nothing in that bracket remains to be
// worked out.
func (s *simplifier) sharedOut(e *Sum) Expr {
	var p polynomial
	for _, t := range e.terms {
		m, ok := s.monomial(t)
		if !ok {
			return nil
		}
		p = append(p, m)
	}
	common, worth := s.common(p)
	rule := FactorRule
	if fractions(p) {
		common, worth = number(One).over(denominator(p)), true
		rule = CommonDenominatorRule
	}
	if !worth {
		return nil
	}
	rest := p.times(number(One).over(common))
	common.coef = rest.content().abs()
	rest = rest.times(number(common.coef.inv()))
	var terms []Expr
	brackets := false
	for _, m := range rest {
		for _, f := range m.factors {
			brackets = brackets || isBracket(f.base) && f.exp.Sign() > 0 && f.exp.IsInt()
		}
		if t, ok := s.term(m).(*Sum); ok {
			terms = append(terms, t.terms...)
		} else {
			terms = append(terms, s.term(m))
		}
	}
	if !brackets {
		return nil
	}
	s.used = ruleSet{rule} // of the terms themselves there is nothing to say
	return s.term(s.product(common, power(Add(terms...), One)))
}

// opened multiplies out the brackets of each term, and returns nil where that
// is not work in two of them at least.
func (s *simplifier) opened(e *Sum) Expr {
	var terms []Expr
	worked, length := 0, 0
	for _, t := range e.terms {
		positive, negative := SplitSign(t)
		m, ok := s.monomial(positive)
		if !ok {
			return nil
		}
		p := polynomial{m}
		if len(m.factors) > 1 || len(m.factors) == 1 && !m.factors[0].exp.is(1) {
			if q, ok := s.expanded(p); ok {
				p = q
				worked++
			}
		}
		length += len(p)
		positive = s.arrange(p, false)
		switch sum, ok := positive.(*Sum); {
		case negative:
			terms = append(terms, Neg(positive))
		case ok:
			terms = append(terms, sum.terms...)
		default:
			terms = append(terms, positive)
		}
	}
	if worked < 2 || length > maxOpened {
		return nil
	}
	s.used = ruleSet{ExpandRule}
	return Add(terms...)
}
