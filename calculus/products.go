package calculus

import (
	"slices"
	"strings"
)

// productOver applies the product rule to a product over an index: each factor is
// differentiated in turn, (∏ u_i)′ = Σ_j u_j′ ∏_{i≠j} u_i. That needs no factor to
// be other than 0.
func (d *differentiator) productOver(f *Product) Expr {
	f = awayFrom(f, d.body, d.x).(*Product)
	d.rules.add(ProductRule)
	if !DependsOn(f.body, f.index) && len(f.except) == 0 {
		// Equal factors have equal terms, each with one factor less: n·u′·u^(n−1).
		rest := f.running
		rest.from = d.simplifier().subscript(Add(f.from, One))
		return Mul(d.simplifier().subscript(Sub(f.to, Sub(f.from, One))), d.derivative(f.body), f.over(rest))
	}
	j := freshIndex(f.index, f, d.x, d.body)
	others := f.running
	others.except = append(slices.Clone(f.except), j)
	each := f.running
	each.index = j
	each.body = Mul(d.derivative(renamed(f.body, f.index, j)), f.over(others))
	return (*Sigma)(nil).over(each)
}

// productOver reads a product over an index. Its factor stands as it was written,
// for what is done to it would have to hold for every value of the index.
func (s *simplifier) productOver(e *Product) polynomial {
	r := s.trimmed(e.running)
	r.body = s.part(e.body)
	if isOne(r.body) {
		return polynomial{number(One)}
	}
	return polynomial{power(e.over(r), One)}
}

// trimmed tidies the values of the index that are left out. The first and the last
// one shorten the range, those beyond it are none.
func (s *simplifier) trimmed(r running) running {
	var except []Expr
	for _, k := range r.except {
		k = s.subscript(k)
		first, nearFirst := s.difference(k, r.from)
		last, nearLast := s.difference(r.to, k)
		switch {
		case slices.ContainsFunc(except, func(other Expr) bool { return Equal(k, other) }):
		case nearFirst && first < 0, nearLast && last < 0:
		case nearFirst && first == 0:
			r.from = s.subscript(Add(r.from, One))
		case nearLast && last == 0:
			r.to = s.subscript(Sub(r.to, One))
		default:
			except = append(except, k)
		}
	}
	slices.SortStableFunc(except, func(a, b Expr) int { return strings.Compare(a.String(), b.String()) })
	r.except = except
	return r
}
