package calculus

import (
	"cmp"
	"slices"
)

// subscript reads i = (k−1)+1 as a textbook writes it below a member: k. The
// letters stand before the number.
func (s *simplifier) subscript(e Expr) Expr {
	if e.meta().size == 1 {
		return e
	}
	p := slices.Clone(s.linear(e))
	if len(p) == 0 {
		return Zero
	}
	slices.SortStableFunc(p, func(a, b monomial) int { return min(1, len(b.factors)) - min(1, len(a.factors)) })
	return s.arrangeUnsorted(positiveFirst(p, false))
}

// linear reads a subscript, or the end of a range, as a polynomial.
func (s *simplifier) linear(e Expr) polynomial {
	p := s.poly(e)
	if opened, ok := s.expanded(p); ok {
		return opened
	}
	return p
}

// delta reads Kronecker's delta: a number where the difference of its indices
// is one, and δ_{ik} for δ_{i+1,k+1}.
func (s *simplifier) delta(e *Delta) polynomial {
	p := s.linear(Sub(e.i, e.j))
	switch {
	case len(p) == 0:
		return s.pass("delta", polynomial{number(One)})
	case len(p) == 1 && len(p[0].factors) == 0:
		return nil
	}
	i, j := s.subscript(e.i), s.subscript(e.j)
	if i == e.i && j == e.j {
		return polynomial{power(e, One)}
	}
	return polynomial{power(Kronecker(i, j), One)}
}

// solved returns the value of the index for which the delta is 1: k−1 for
// δ_{i+1,k}. It reports false where the delta holds the index otherwise than
// shifted by something else.
func (s *simplifier) solved(e *Delta, index *Sym) (Expr, bool) {
	p := s.linear(Sub(e.i, e.j))
	for n, m := range p {
		if len(m.factors) != 1 || !Equal(m.factors[0].base, index) {
			continue
		}
		if !m.factors[0].exp.is(1) || !m.coef.abs().is(1) {
			return nil, false
		}
		rest := slices.Delete(slices.Clone(p), n, n+1)
		if m.coef.Sign() > 0 {
			rest = rest.times(number(MinusOne))
		}
		sol := s.subscript(s.arrangeUnsorted(rest))
		return sol, !DependsOn(sol, index)
	}
	return nil, false
}

// standing is what is known about a number that may hold the symbols that end sums.
type standing uint8

const (
	unsettled standing = iota
	belowZero
	notNegative
)

// signOf tells the sign of a difference of subscripts, for ranges that are long
// enough: N−2 is not negative, 1−N is.
func (s *simplifier) signOf(e Expr) standing {
	p := s.linear(e)
	seen := unsettled
	constant := notNegative
	for _, m := range p {
		is := notNegative
		if m.coef.Sign() < 0 {
			is = belowZero
		}
		if len(m.factors) == 0 {
			constant = is
			continue
		}
		for _, f := range m.factors {
			if x, ok := f.base.(*Sym); !ok || !s.ends[x.name] {
				return unsettled
			}
		}
		if seen != unsettled && seen != is {
			return unsettled
		}
		seen = is
	}
	if seen == unsettled {
		return constant
	}
	return seen
}

// aroundMain orders multiples of members near the variable w_k by how far they
// are from it: 2w_k − w_{k−1} − w_{k+1}. Anything else stays as it is.
func (s *simplifier) aroundMain(p polynomial) polynomial {
	x, ok := s.main.(*Index)
	if !ok || len(x.subs) != 1 {
		return p
	}
	type placed struct {
		m  monomial
		at int
	}
	list := make([]placed, len(p))
	for i, m := range p {
		if len(m.factors) != 1 || !m.factors[0].exp.is(1) {
			return p
		}
		y, ok := m.factors[0].base.(*Index)
		if !ok || y.base != x.base || len(y.subs) != 1 {
			return p
		}
		at, ok := s.difference(y.subs[0], x.subs[0])
		if !ok {
			return p
		}
		list[i] = placed{m, at}
	}
	slices.SortStableFunc(list, func(a, b placed) int {
		return cmp.Or(cmp.Compare(max(a.at, -a.at), max(b.at, -b.at)), cmp.Compare(a.at, b.at))
	})
	q := make(polynomial, len(p))
	for i, one := range list {
		q[i] = one.m
	}
	return q
}
