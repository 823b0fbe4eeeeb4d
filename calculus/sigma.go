package calculus

import (
	"slices"
	"strconv"
)

// sigma reads a sum over an index as a polynomial: factors without the index stand
// before the sum, and a sum of ones is their number.
func (s *simplifier) sigma(e *Sigma) polynomial {
	p := s.best(s.poly(e.body))
	if len(p) == 0 {
		return nil
	}
	if s.fallsApart(e, p) {
		var terms polynomial
		for _, m := range p {
			r := e.running
			r.body = s.term(m)
			terms = append(terms, s.poly(e.over(r))...)
		}
		return s.collect(terms)
	}
	outer := number(One)
	inner := p
	var bracket Expr
	if len(p) == 1 {
		in := number(One)
		outer.coef = p[0].coef
		for _, f := range p[0].factors {
			if DependsOn(f.base, e.index) || belongsToPower(f.base, p[0]) {
				in.factors = append(in.factors, f)
			} else {
				outer.factors = append(outer.factors, f)
			}
		}
		if !DependsOn(s.term(in), e.index) {
			outer, in = s.product(outer, in), number(One)
		}
		if n, ok := s.count(e); ok && len(in.factors) == 0 {
			return s.settle(s.product(outer, s.passed("count", n)))
		}
		inner = polynomial{in}
		if len(in.factors) == 1 && in.factors[0].exp.is(1) && isBracket(in.factors[0].base) {
			bracket = in.factors[0].base
		}
	} else if c := p.content(); !c.is(1) {
		outer.coef = c
		inner = p.times(number(c.inv()))
	}
	var body Expr
	if sum, ok := e.body.(*Sum); ok && s.asWritten(sum, inner) {
		body = sum
	} else if bracket != nil {
		body = bracket
	} else if len(inner) > 1 {
		body = s.bracket(nil, inner).factors[0].base
	} else {
		body = s.term(inner[0])
	}
	r := e.running
	r.body = body
	sum := e.over(s.trimmed(r))
	for _, a := range s.set.Totals {
		if !s.totals {
			break
		}
		if t, ok := a.Left.(*Sigma); ok && sameSum(sum.(*Sigma), t) {
			return s.settle(s.product(outer, s.passed("total", number(a.Right.(*Num)))))
		}
	}
	return s.pass("sum", s.settle(s.product(outer, power(sum, One))))
}

// fallsApart reports whether the terms p of a sum over an index are summed up each
// on its own: where one of them does not hold the index and what the index does not
// change divides another, so that Σ(1/λ − x_i) is N/λ − Σx_i, and where what the index
// does not change divides all of them, but not the same: Σ(x_i/p − (1−x_i)/(1−p)). Behind
// the y of y′ = y Σ u_i the terms stay together.
func (s *simplifier) fallsApart(e *Sigma, p polynomial) bool {
	fixed, divided, all, differ := false, 0, true, false
	var first monomial
	for n, m := range p {
		if !DependsOn(s.term(m), e.index) {
			fixed = true
		}
		under := number(One)
		for _, f := range m.factors {
			if f.exp.Sign() >= 0 || isExponential(f.base) {
				continue
			}
			if DependsOn(f.base, e.index) {
				return false
			}
			under.factors = append(under.factors, f)
		}
		if len(under.factors) > 0 {
			divided++
		} else {
			all = false
		}
		if n == 0 {
			first = under
		}
		differ = differ || !first.alike(under)
	}
	return len(p) > 1 && divided > 0 && (fixed || all && differ && s.outer == nil)
}

// summands takes what the terms below a sum over an index share out of them, and a minus
// sign in front of the sum into a difference: −Σ(x_i y_i − x_i p_i) is Σ x_i(p_i − y_i).
func (s *simplifier) summands(e Expr) Expr {
	if !e.meta().sums || e.meta().open {
		return e
	}
	p := slices.Clone(s.poly(e))
	changed := false
	for n, m := range p {
		for i, f := range m.factors {
			sum, ok := f.base.(*Sigma)
			if !ok || !f.exp.is(1) {
				continue
			}
			terms, ok := sum.body.(*Sum)
			if !ok || len(terms.terms) != 2 {
				continue
			}
			body := s.poly(terms)
			out := s.monomialOut(body)
			if len(out) != 1 && !(m.coef.is(-1) && len(m.factors) == 1) {
				continue
			}
			if len(out) == 1 && len(out[0].factors) < 2 {
				continue
			}
			m = monomial{m.coef, slices.Clone(m.factors)}
			if m.coef.is(-1) && len(body) == 2 && body[0].coef.Sign() > 0 && body[1].coef.Sign() < 0 {
				m.coef = One
				out = s.monomialOut(polynomial{body[1].neg(), body[0].neg()})
			}
			r := sum.running
			r.body = s.arrangeUnsorted(out)
			m.factors[i].base = sum.over(r)
			p[n], changed = m, true
		}
	}
	if !changed {
		return e
	}
	return s.arrangeUnsorted(p)
}

// belongsToPower reports whether m has a power of base with an exponent that is
// no number: x belongs to x^k, so that x^(k−1) stays together.
func belongsToPower(base Expr, m monomial) bool {
	for _, f := range m.factors {
		if p, ok := f.base.(*Pow); ok && isSymbolicPower(p) && Equal(p.base, base) {
			return true
		}
	}
	return false
}

// sameSum reports whether two sums differ in the names of their indices only.
func sameSum(a, b *Sigma) bool {
	return sameRange(a, b) && Equal(renamed(a.body, a.index, b.index), b.body)
}

func sameRange(a, b *Sigma) bool {
	return slices.EqualFunc(a.except, b.except, Equal) && Equal(a.from, b.from) && Equal(a.to, b.to)
}

// bracketed writes symbols for the brackets of a, in a and in b, and in b also for
// their opposites: x_k − x_i is −u where x_i − x_k is u.
func (s *simplifier) bracketed(a, b Expr) (Expr, Expr) {
	var brackets []Expr
	name := func(n int) Expr { return Symbol("bracket " + strconv.Itoa(n)) }
	named := func(e Expr) (Expr, bool) {
		for n, b := range brackets {
			switch {
			case Equal(e, b):
				return name(n), true
			case isZero(s.simplify(Add(e, b))):
				return Neg(name(n)), true
			}
		}
		return nil, false
	}
	var first, second func(Expr) Expr
	first = func(e Expr) Expr {
		if !isBracket(e) {
			return mapChildren(e, first)
		}
		if u, ok := named(e); ok {
			return u
		}
		brackets = append(brackets, e)
		return name(len(brackets) - 1)
	}
	second = func(e Expr) Expr {
		if isBracket(e) {
			if u, ok := named(e); ok {
				return u
			}
		}
		return mapChildren(e, second)
	}
	return first(a), second(b)
}

// alike writes the sums in e that differ in the names of their indices only, and those
// that are the opposite of another, as the same sum, so that they can be taken
// together. Sums within others are left as they are.
func (s *simplifier) alike(e Expr) Expr {
	var sums []*Sigma
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		if !e.meta().sums {
			return e
		}
		sum, ok := e.(*Sigma)
		if !ok {
			if _, product := e.(*Product); product {
				return e
			}
			return mapChildren(e, walk)
		}
		for _, one := range sums {
			if !sameRange(one, sum) {
				continue
			}
			other := renamed(sum.body, sum.index, one.index)
			if Equal(other, one.body) {
				return one
			}
			switch body, other := s.bracketed(one.body, other); {
			case isZero(s.simplify(Sub(other, body))):
				return one
			case isZero(s.simplify(Add(other, body))):
				return Neg(one)
			}
		}
		sums = append(sums, sum)
		return e
	}
	return walk(e)
}

// count is the number of terms of a sum: to − from + 1, and one less without one
// of them. It is not known how many terms two values of the index stand for.
func (s *simplifier) count(e *Sigma) (monomial, bool) {
	if len(e.except) > 1 {
		return monomial{}, false
	}
	p := s.collect(append(append(s.poly(e.to), s.poly(Neg(e.from))...), number(Int(int64(1-len(e.except))))))
	switch len(p) {
	case 0:
		return number(Zero), true
	case 1:
		return p[0], true
	}
	return s.bracket(nil, p), true
}
