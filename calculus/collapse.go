package calculus

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
			c.Lines = append(c.Lines, Line{Expr: tidy, Rules: s.used, Simplified: true})
		}
	}
	if collapsed, conditions := s.collapsed(tidy); !Identical(collapsed, tidy) {
		s = newSimplifier(d.set, d.x)
		c.Lines = append(c.Lines, Line{Expr: s.simplify(collapsed), Rules: []*Rule{CollapseRule}, Simplified: true})
		d.conditions = append(d.conditions, conditions...)
	}
	if len(d.set.Totals) == 0 {
		return
	}
	s = newSimplifier(d.set, d.x)
	s.totals = true
	if e := s.simplify(c.Answer()); !Identical(e, c.Answer()) {
		c.Lines = append(c.Lines, Line{Expr: e, Rules: []*Rule{AssumptionRule}, Simplified: true})
	}
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

// collapsed carries out the sums over a delta: Σ a_i δ_ik is a_k where k is in
// the range of i, which is returned as a condition.
func (s *simplifier) collapsed(e Expr) (Expr, []Relation) {
	var conditions []Relation
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		e = mapChildren(e, walk)
		sum, ok := e.(*Sigma)
		if !ok || !holdsDelta(sum.body) {
			return e
		}
		p := s.poly(sum.body)
		if opened, ok := s.expanded(p); ok && !onlyFactors(p) {
			p = opened
		}
		var whole polynomial
		var kept []Expr
	terms:
		for _, m := range p {
			for i, f := range m.factors {
				kronecker, ok := f.base.(*Delta)
				if !ok {
					continue
				}
				other := kronecker.j
				switch {
				case Equal(kronecker.i, sum.index):
				case Equal(kronecker.j, sum.index):
					other = kronecker.i
				default:
					continue
				}
				if _, number := other.(*Num); !number {
					conditions = append(conditions,
						Relation{sum.from, LessEqual, other}, Relation{other, LessEqual, sum.to})
				}
				kept = append(kept, Substitute(s.term(m.without(i)), map[string]Expr{sum.index.name: other}))
				continue terms
			}
			whole = append(whole, m)
		}
		if len(kept) == 0 {
			return e
		}
		if len(whole) > 0 {
			kept = append(kept, SumOver(sum.index, sum.from, sum.to, s.arrangeUnsorted(whole)))
		}
		return Add(kept...)
	}
	return walk(e), conditions
}

// onlyFactors reports whether every delta in p is a factor of its term, so
// that no bracket has to be opened.
func onlyFactors(p polynomial) bool {
	for _, m := range p {
		for _, f := range m.factors {
			if isBracket(f.base) && holdsDelta(f.base) {
				return false
			}
		}
	}
	return true
}

// sigma reads a sum over an index as a polynomial: factors without the index stand
// before the sum, and a sum of ones is their number.
func (s *simplifier) sigma(e *Sigma) polynomial {
	p := s.best(s.poly(e.body))
	if len(p) == 0 {
		return nil
	}
	outer := number(One)
	inner := p
	var bracket Expr
	if len(p) == 1 {
		in := number(One)
		outer.coef = p[0].coef
		for _, f := range p[0].factors {
			if DependsOn(f.base, e.index) {
				in.factors = append(in.factors, f)
			} else {
				outer.factors = append(outer.factors, f)
			}
		}
		if len(in.factors) == 0 {
			return s.settle(s.product(outer, s.count(e)))
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
	sum := SumOver(e.index, e.from, e.to, body)
	for _, a := range s.set.Totals {
		if !s.totals {
			break
		}
		if t, ok := a.Left.(*Sigma); ok && sameSum(sum.(*Sigma), t) {
			return s.settle(s.product(outer, number(a.Right.(*Num))))
		}
	}
	return s.settle(s.product(outer, power(sum, One)))
}

// sameSum reports whether two sums differ in the names of their indices only.
func sameSum(a, b *Sigma) bool {
	return Equal(a.from, b.from) && Equal(a.to, b.to) && Equal(renamed(a.body, a.index, b.index), b.body)
}

// count is the number of terms of a sum: to − from + 1.
func (s *simplifier) count(e *Sigma) monomial {
	p := s.collect(append(append(s.poly(e.to), s.poly(Neg(e.from))...), number(One)))
	switch len(p) {
	case 0:
		return number(Zero)
	case 1:
		return p[0]
	}
	return s.bracket(nil, p)
}

// inMembers rewrites the derivative of a member y_i = M(i) in terms of members:
// where M(i) is e^(a_i)/S, the product e^(a_i)·e^(a_j)/S² is y_i·y_j.
func (d *differentiator) inMembers(c *Chain, y *Index, body Expr) {
	x, ok := d.x.(*Index)
	if !ok || len(y.subs) != 1 {
		return
	}
	i, ok := y.subs[0].(*Sym)
	if !ok {
		return
	}
	s := newSimplifier(d.set, d.x)
	p := s.poly(c.Answer())
	if opened, ok := s.expanded(p); ok {
		p = opened
	}
	named := false
	for n := range p {
		for _, sub := range append([]Expr{i}, x.subs...) {
			unit := s.poly(Substitute(body, map[string]Expr{i.name: sub}))
			if len(unit) != 1 {
				return
			}
			for p[n].divisible(unit[0]) {
				p[n] = p[n].over(unit[0]).times(power(Indexed(y.base, sub), One))
				named = true
			}
		}
	}
	if !named {
		return
	}
	common, _ := s.common(p)
	rest := s.collect(p.times(number(One).over(common)))
	answer := s.term(s.product(common, s.bracket(nil, rest)))
	if len(p) == 1 {
		answer = s.term(p[0])
	}
	if answer.meta().width < c.Answer().meta().width {
		c.Lines = append(c.Lines, Line{Expr: answer, Rules: []*Rule{RecognizeRule}, Simplified: true})
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
