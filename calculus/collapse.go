package calculus

import "slices"

// collapse finishes a derivation with deltas: what can be taken out of the
// sums is, then each sum keeps the one term for which its delta is 1.
func (d *differentiator) collapse(c *Chain, s *simplifier) {
	last := &c.Lines[len(c.Lines)-1]
	tidy := s.simplify(last.Expr)
	if s.budget < 0 {
		c.Unfinished = true
		return
	}
	if !Identical(tidy, last.Expr) {
		if holdsDelta(tidy) || len(c.Lines) > 1 && hasRule(last.Rules, KroneckerRule) {
			last.Expr = tidy
		} else {
			c.Lines = append(c.Lines, d.set.simplified(tidy, s.used...))
		}
	}
	d.ends = endsOf(tidy)
	s = d.tidier()
	if collapsed, list := s.collapsed(tidy); !Identical(collapsed, tidy) {
		common, differ := s.ranges(list)
		answer := d.tidier().simplify(collapsed)
		if one := s.alike(answer); !Identical(one, answer) {
			answer = d.tidier().simplify(one)
		}
		rule := CollapseRule
		if len(list) == 0 {
			rule = KroneckerRule // every delta is 0
		}
		if differ {
			// The terms that remain are shown as they come out of the sums.
			if shown := s.shown(collapsed); !sameFactors(shown, answer) {
				c.Lines = append(c.Lines, d.set.simplified(shown, CollapseRule))
				c.Lines = append(c.Lines, d.set.simplified(answer, ExpandRule))
			}
		}
		if !differ || !Identical(c.Answer(), answer) {
			c.Lines = append(c.Lines, d.set.simplified(answer, rule))
		}
		d.conditions = atMembers(d.conditions, list)
		for _, r := range common {
			d.conditions = append(d.conditions, r.relations()...)
		}
		for _, one := range list {
			for _, k := range one.apart {
				d.conditions = append(d.conditions, Relation{one.at, NotEqual, k})
			}
		}
		if differ {
			d.ended(c, tidy, list, common)
		}
	}
	d.aroundMean(c)
	if len(d.set.Totals) == 0 {
		return
	}
	s = d.tidier()
	s.totals = true
	if e := s.simplify(c.Answer()); !Identical(e, c.Answer()) {
		c.Lines = append(c.Lines, d.set.simplified(e, AssumptionRule))
	}
}

// aroundMean leaves out the sums that are 0 because of what the author's names stand for,
// as Σ(x_i − μ) is where μ is the mean of the x_i. The verifier finds them.
func (d *differentiator) aroundMean(c *Chain) {
	names := d.names.names
	if len(names) == 0 {
		return
	}
	e := c.Answer()
	vanishes := func(sum *Sigma) bool {
		if !slices.ContainsFunc(names, func(x *Sym) bool { return DependsOn(sum.body, x) }) {
			return false
		}
		verdict, _ := d.set.Scope.Verify([]Expr{sum, Zero}, nil)
		return verdict == Verified
	}
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		if sum, ok := e.(*Sigma); ok && vanishes(sum) {
			return Zero
		}
		return mapChildren(e, walk)
	}
	if without := walk(e); without != e {
		s := d.tidier()
		c.Lines = append(c.Lines, d.set.simplified(s.bracketsOut(s.simplify(without)), MeanRule))
	}
}

// bracketsOut takes what the terms of the brackets in e share out of them:
// 2(Nx − Nμ)/N² is 2(x − μ)/N.
func (s *simplifier) bracketsOut(e Expr) Expr {
	var q polynomial
	for _, m := range s.poly(e) {
		out := polynomial{m}
		for i, f := range m.factors {
			inside := s.poly(f.base)
			common, _ := s.common(inside)
			if !isBracket(f.base) || !f.exp.is(1) || len(common.factors) == 0 {
				continue
			}
			rest := s.collect(inside.times(number(One).over(common)))
			out = s.settle(s.product(s.product(m.without(i), common), power(s.arrange(rest, true), One)))
			break
		}
		q = append(q, out...)
	}
	return s.arrangeUnsorted(s.collect(q))
}

// byEquality gives an answer with one Kronecker delta of free indices, such as
// y_i(δ_ij − y_j), in two cases: for equal and for different indices.
func (d *differentiator) byEquality(c *Chain) {
	x, ok := d.x.(*Index)
	if !ok || len(c.Cases) > 0 || !holdsDelta(c.Answer()) {
		return
	}
	delta, ok := onlyDelta(c.Answer(), nil)
	if !ok {
		return
	}
	i, ok1 := delta.i.(*Sym)
	j, ok2 := delta.j.(*Sym)
	if !ok1 || !ok2 {
		return
	}
	if DependsOn(x, i) && !DependsOn(x, j) {
		i, j = j, i // the function's own index first
	}
	if left, ok := c.Left.(*Deriv); ok && len(left.wrt) > 1 && !DependsOn(left.of, i) && DependsOn(x, j) {
		i, j = j, i // the k of ∂x_k∂x_l first
	}
	with := func(value Expr) Expr { return d.tidier().simplify(Replace(c.Answer(), delta, value)) }
	equal := d.tidier().simplify(Substitute(with(One), map[string]Expr{j.name: i}))
	c.Cases = []Case{
		{When: []Relation{{i, Equals, j}}, Value: equal},
		{When: []Relation{{i, NotEqual, j}}, Value: with(Zero)},
	}
}

// onlyDelta returns the delta in e, if all deltas in e are the same and none
// stands below a sum over one of its indices.
func onlyDelta(e Expr, found *Delta) (*Delta, bool) {
	if d, ok := e.(*Delta); ok {
		return d, found == nil || Equal(d, found)
	}
	if over, ok := e.(Ranged); ok && holdsDelta(over.Body()) {
		inner, ok := onlyDelta(over.Body(), found)
		return inner, ok && !DependsOn(inner, over.Index())
	}
	for _, c := range Children(e) {
		inner, ok := onlyDelta(c, found)
		if !ok {
			return nil, false
		}
		found = inner
	}
	return found, true
}

func hasRule(rules []*Rule, r *Rule) bool {
	for _, have := range rules {
		if have == r {
			return true
		}
	}
	return false
}

func holdsDelta(e Expr) bool {
	if _, ok := e.(*Delta); ok {
		return true
	}
	for _, c := range Children(e) {
		if holdsDelta(c) {
			return true
		}
	}
	return false
}

// tidier returns a simplifier that knows which symbols end sums.
func (d *differentiator) tidier() *simplifier {
	s := newSimplifier(d.set, d.x)
	s.ends, s.outer = d.ends, d.outer
	return s
}

// endsOf returns the symbols that end sums and products in e: N.
func endsOf(e Expr) map[string]bool {
	ends := map[string]bool{}
	var walk func(Expr)
	walk = func(e Expr) {
		if over, ok := e.(Ranged); ok {
			for _, x := range Symbols(over.To()) {
				ends[x.name] = true
			}
			for _, x := range Symbols(over.From()) {
				ends[x.name] = true
			}
			delete(ends, over.Index().name)
		}
		for _, c := range Children(e) {
			walk(c)
		}
	}
	walk(e)
	return ends
}

// atMembers puts the terms that the sums kept into conditions on their indices:
// w_i ≠ 0 matters for i = k only.
func atMembers(conditions []Relation, list []kept) []Relation {
	var out []Relation
	for _, r := range conditions {
		var at []Relation
		for _, k := range list {
			if DependsOn(r.Left, k.index) || DependsOn(r.Right, k.index) {
				value := map[string]Expr{k.index.name: k.at}
				at = append(at, Relation{Substitute(r.Left, value), r.Op, Substitute(r.Right, value)})
			}
		}
		if at == nil {
			at = []Relation{r}
		}
		out = append(out, at...)
	}
	return out
}

// collapsed carries out the sums over a delta: Σ a_i δ_ik is a_k where k is in
// the range of i. It returns what the sums kept.
func (s *simplifier) collapsed(e Expr) (Expr, []kept) {
	var list []kept
	var outer []*Sym // the indices of the sums and products around
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		if sum, ok := e.(*Sigma); ok && holdsDelta(sum) {
			if e = s.turned(sum); e != Expr(sum) {
				if _, one := e.(*Sigma); !one {
					return mapChildren(e, walk)
				}
			}
		}
		if over, ok := e.(Ranged); ok {
			outer = append(outer, over.Index())
			e = mapChildren(e, walk)
			outer = outer[:len(outer)-1]
		} else {
			e = mapChildren(e, walk)
		}
		sum, ok := e.(*Sigma)
		if !ok || !holdsDelta(sum.body) || slices.ContainsFunc(outer, func(i *Sym) bool { return DependsOn(sum.from, i) || DependsOn(sum.to, i) }) {
			return e
		}
		var whole polynomial
		var terms []Expr
		any := false
	terms:
		for _, m := range s.byDelta(s.poly(sum.body)) {
			for i, f := range m.factors {
				if kronecker, sign, ok := unlike(f); ok {
					if at, ok := s.solved(kronecker, sum.index); ok {
						any = true
						rest := m.without(i)
						coef := rest.coef.mul(sign)
						rest.coef = One
						terms = append(terms, scaled(coef, SumOver(sum.index, sum.from, sum.to, s.term(rest), append(slices.Clone(sum.except), at)...)))
						continue terms
					}
				}
				kronecker, ok := f.base.(*Delta)
				if !ok {
					continue
				}
				at, ok := s.solved(kronecker, sum.index)
				if !ok {
					continue
				}
				any = true
				one := kept{index: sum.index, at: at, from: sum.from, to: sum.to}
				rest := m.without(i)
				if below(polynomial{rest}) {
					// Where at is k, there is no term, nor need it have a value. A sum
					// around over this k leaves it out.
					one.apart = slices.DeleteFunc(slices.Clone(sum.except), func(k Expr) bool {
						x, ok := k.(*Sym)
						return ok && slices.ContainsFunc(outer, func(i *Sym) bool { return i.name == x.name })
					})
				}
				if _, open := s.span(one); open {
					list = append(list, one)
				} else if s.signOf(Sub(at, sum.from)) == belowZero || s.signOf(Sub(sum.to, at)) == belowZero {
					continue terms // no term of the sum
				} else {
					list = append(list, one)
				}
				term := Substitute(s.term(rest), map[string]Expr{sum.index.name: at})
				for _, k := range sum.except {
					term = Mul(Sub(One, delta(at, k)), term) // no term of the sum where at is k
				}
				terms = append(terms, term)
				continue terms
			}
			whole = append(whole, m)
		}
		if !any {
			return e
		}
		if len(whole) > 0 {
			terms = append(terms, SumOver(sum.index, sum.from, sum.to, s.arrangeUnsorted(whole), sum.except...))
		}
		return Add(terms...)
	}
	return walk(e), list
}

// unlike reports whether f is 1 − δ, or its opposite, and with which sign: it leaves
// a term out of a sum.
func unlike(f factor) (*Delta, *Num, bool) {
	sum, ok := f.base.(*Sum)
	if !ok || !f.exp.is(1) || len(sum.terms) != 2 {
		return nil, nil, false
	}
	for i, t := range sum.terms {
		n, ok := sum.terms[1-i].(*Num)
		if !ok || !n.abs().is(1) {
			continue
		}
		if d, ok := t.(*Delta); ok && n.is(-1) {
			return d, MinusOne, true
		}
		if rest, negative := SplitSign(t); negative && n.is(1) {
			if d, ok := rest.(*Delta); ok {
				return d, One, true
			}
		}
	}
	return nil, nil, false
}

// turned sums over a triangle in the other order, Σ_i Σ_{j≤i} = Σ_j Σ_{i≥j}, where a
// delta is in the way: the range of a sum that keeps one term must not rest on the
// index of another. A sum without such a range in it stays as it is.
func (s *simplifier) turned(outer *Sigma) Expr {
	var inner *Sigma
	var factors []Expr
	above, under := productParts(outer.body)
	for _, f := range above {
		if sum, ok := f.(*Sigma); ok && inner == nil && holdsDelta(sum) {
			inner = sum
		} else {
			factors = append(factors, f)
		}
	}
	if inner == nil || len(inner.except)+len(outer.except) > 0 {
		return outer
	}
	if len(under) > 0 {
		factors = append(factors, Div(One, Mul(append(under, One)...)))
	}
	if DependsOn(Add(append(factors, One)...), inner.index) {
		inner = indexedBy(inner, freshIndex(inner.index, outer, s.main)).(*Sigma)
	}
	shift, near := s.difference(inner.to, outer.index)
	start, same := s.difference(inner.from, outer.from)
	if !near || !same || start < shift {
		return outer
	}
	var terms []Expr
	for _, m := range s.byDelta(s.poly(inner.body)) {
		body := Mul(append(factors[:len(factors):len(factors)], s.term(m))...)
		if !slices.ContainsFunc(m.factors, func(f factor) bool { d, ok := f.base.(*Delta); return ok && DependsOn(d, inner.index) }) {
			terms = append(terms, SumOver(outer.index, outer.from, outer.to, SumOver(inner.index, inner.from, inner.to, body)))
			continue
		}
		// Beyond the end of the sum outside there is nothing to add.
		from, to := s.subscript(Sub(inner.index, Int(int64(shift)))), s.subscript(Add(outer.to, Int(int64(max(shift, 0)))))
		terms = append(terms, SumOver(inner.index, inner.from, to, SumOver(outer.index, from, outer.to, body)))
	}
	return Add(terms...)
}

// byDelta multiplies out the brackets that hold a delta, and no others, so that
// each delta is a factor of its term: a(δ_ik − δ_il) is aδ_ik − aδ_il.
func (s *simplifier) byDelta(p polynomial) polynomial {
	var q polynomial
next:
	for _, m := range p {
		for i, f := range m.factors {
			if _, _, ok := unlike(f); ok && below(polynomial{m}) {
				continue // where the delta is 1, the rest may have no value
			}
			if isBracket(f.base) && f.exp.is(1) && holdsDelta(f.base) {
				for _, t := range s.poly(f.base) {
					q = append(q, s.byDelta(polynomial{s.product(m.without(i), t)})...)
				}
				continue next
			}
		}
		q = append(q, m)
	}
	return q
}

// shown writes the terms that sums kept with tidy subscripts, and otherwise as
// they are.
func (s *simplifier) shown(e Expr) Expr {
	if x, ok := e.(*Index); ok {
		return mapChildren(x, s.subscript)
	}
	return mapChildren(e, s.shown)
}

// inMembers rewrites the derivative of a member y_i = M(i) in terms of members:
// where M(i) is e^(a_i)/S, the product e^(a_i)·e^(a_j)/S² is y_i·y_j.
func (d *differentiator) inMembers(c *Chain, y *Index, r Request) {
	x, ok := d.x.(*Index)
	if !ok || len(y.subs) != 1 {
		return
	}
	body := r.Body
	i, ok := y.subs[0].(*Sym)
	if !ok {
		family, known := d.set.Families[y.base] // y_2 is defined as y_i
		if !known {
			return
		}
		i, body = family.Index, d.set.apart(family.Body, r)
	}
	s := newSimplifier(d.set, d.x)
	var units []share
	for _, sub := range append([]Expr{y.subs[0]}, x.subs...) {
		u, ok := s.share(Indexed(y.base, sub), Substitute(body, map[string]Expr{i.name: sub}))
		if !ok {
			return
		}
		units = append(units, u)
	}
	if answer, ok := s.inShares(c.Answer(), units); ok && answer.meta().width < c.Answer().meta().width {
		c.Lines = append(c.Lines, d.set.simplified(answer, RecognizeRule))
	}
}

// divisible reports whether every factor of n occurs in m, with at least its
// exponent and on the same side of the line.
func (m monomial) divisible(n monomial) bool {
	for _, f := range n.factors {
		e := m.exponent(f.base)
		if e.Sign() != f.exp.Sign() || e.abs().Cmp(f.exp.abs()) < 0 {
			return false
		}
	}
	return len(n.factors) > 0
}
