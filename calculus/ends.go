package calculus

import "slices"

// kept says that a sum over a delta kept the term at which the delta is 1, which
// it does where that lies in the range of the sum.
type kept struct {
	index    *Sym   // of the sum
	at       Expr   // the value of the index: k, or k−1 for δ_{i+1,k}
	from, to Expr   // the range of the sum
	apart    []Expr // values that at must not have for the term to have a value
}

// span is a range of a symbol, from ≤ of ≤ to.
type span struct{ of, from, to Expr }

// span solves from ≤ at ≤ to for one of the free symbols of at, as which a
// subscript of the variable is preferred: 2 ≤ k ≤ N for 1 ≤ k−1 ≤ N−1. It
// reports false for a number, which is in the range or not.
func (s *simplifier) span(k kept) (span, bool) {
	if x, ok := k.at.(*Sym); ok {
		return span{x, k.from, k.to}, !s.ends[x.name]
	}
	var x *Sym
	up := true
	p := s.linear(k.at)
	for _, m := range p {
		if len(m.factors) != 1 || !m.factors[0].exp.is(1) || !m.coef.abs().is(1) {
			continue
		}
		if y, ok := m.factors[0].base.(*Sym); ok && !s.ends[y.name] && (x == nil || DependsOn(s.main, y)) {
			x, up = y, m.coef.Sign() > 0
		}
	}
	if x == nil {
		return span{}, false
	}
	if up {
		shift := Sub(x, k.at)
		return span{x, s.subscript(Add(k.from, shift)), s.subscript(Add(k.to, shift))}, true
	}
	shift := Add(x, k.at)
	return span{x, s.subscript(Sub(shift, k.to)), s.subscript(Sub(shift, k.from))}, true
}

// ranges returns where the kept terms all are in the ranges of their sums, one
// span for each symbol, and reports whether some symbol had several.
func (s *simplifier) ranges(list []kept) (common []span, differ bool) {
next:
	for _, k := range list {
		r, ok := s.span(k)
		if !ok {
			continue
		}
		for i, c := range common {
			if !Equal(c.of, r.of) {
				continue
			}
			from, to := s.signOf(Sub(r.from, c.from)), s.signOf(Sub(c.to, r.to))
			back, forth := s.signOf(Sub(c.from, r.from)), s.signOf(Sub(r.to, c.to))
			if (from == unsettled && back == unsettled) || (to == unsettled && forth == unsettled) {
				continue
			}
			if !(from == notNegative && back == notNegative && to == notNegative && forth == notNegative) {
				differ = true
			}
			if from == notNegative {
				common[i].from = r.from
			}
			if to == notNegative {
				common[i].to = r.to
			}
			continue next
		}
		common = append(common, r)
	}
	return common, differ
}

// maxEnds bounds the values of k near the ends of a range that get an answer
// of their own.
const maxEnds = 6

// endings works out the answer where only some of the kept terms are in the
// ranges of their sums: for Σ(w_{i+1}−w_i)² at k = 1 and at k = N. They are
// the values of the subscript on both sides of the range common to all terms.
func (d *differentiator) endings(tidy Expr, list []kept, common []span) (before, after []Case) {
	s := d.tidier()
	x := d.x.(*Index)
	if len(common) != 1 || len(x.subs) != 1 || !Equal(x.subs[0], common[0].of) {
		return nil, nil
	}
	k, inner := common[0].of.(*Sym), common[0]
	least, most := inner.from, inner.to
	for _, one := range list {
		if r, ok := s.span(one); ok {
			if s.signOf(Sub(r.from, least)) == belowZero {
				least = r.from
			}
			if s.signOf(Sub(most, r.to)) == belowZero {
				most = r.to
			}
		}
	}
	below, ok1 := s.difference(inner.from, least)
	above, ok2 := s.difference(most, inner.to)
	if !ok1 || !ok2 || below+above > maxEnds {
		return nil, nil
	}
	at := func(value Expr) bool {
		put := map[string]Expr{k.name: value}
		s := d.tidier()
		s.main = Substitute(x, put)
		e, rest := s.collapsed(Substitute(tidy, put))
		for _, one := range rest {
			if _, open := s.span(one); open {
				return false
			}
		}
		c := Case{When: []Relation{{k, Equals, value}}, Value: s.simplify(e)}
		if s.signOf(Sub(value, inner.from)) == belowZero {
			before = append(before, c)
		} else {
			after = append(after, c)
		}
		return true
	}
	for i := range below {
		if !at(s.subscript(Add(least, Int(int64(i))))) {
			return nil, nil
		}
	}
	for i := range above {
		if !at(s.subscript(Add(inner.to, Int(int64(i+1))))) {
			return nil, nil
		}
	}
	return before, after
}

// SubscriptRange returns the range of a subscript of the family called base: the
// values that it takes in sums over an index, with what is added to the index. For
// w_i and w_{i+1}, i = 1, …, N−1, that is 1 to N. It is nil where no sum tells.
func SubscriptRange(base string, place int, exprs ...Expr) (from, to Expr) {
	s := newSimplifier(&Setting{}, nil)
	var sums []Ranged
	var walk func(e Expr)
	walk = func(e Expr) {
		switch e := e.(type) {
		case Ranged:
			sums = append(sums, e)
			walk(e.Body())
			sums = sums[:len(sums)-1]
			return
		case *Index:
			if e.base != base || place >= len(e.subs) {
				break
			}
			for _, sum := range sums {
				sub := e.subs[place]
				shift, ok := s.difference(sub, sum.Index())
				if !ok {
					continue
				}
				first, last := s.subscript(Add(sum.From(), Int(int64(shift)))), s.subscript(Add(sum.To(), Int(int64(shift))))
				if from == nil {
					from, to = first, last
					continue
				}
				if n, ok := s.difference(first, from); ok && n < 0 {
					from = first
				}
				if n, ok := s.difference(last, to); ok && n > 0 {
					to = last
				}
			}
		}
		for _, c := range Children(e) {
			walk(c)
		}
	}
	for _, e := range exprs {
		walk(e)
	}
	return from, to
}

// difference returns a − b where that is a small whole number.
func (s *simplifier) difference(a, b Expr) (int, bool) {
	p := s.linear(Sub(a, b))
	switch {
	case len(p) == 0:
		return 0, true
	case len(p) > 1 || len(p[0].factors) > 0:
		return 0, false
	}
	n, ok := p[0].coef.Int64()
	return int(n), ok && abs64(n) <= maxEnds
}

// ended puts the answers near the ends of the range into the chain, around the
// one inside, and the condition under which the range is long enough for both.
func (d *differentiator) ended(c *Chain, tidy Expr, list []kept, common []span) {
	before, after := d.endings(tidy, list, common)
	if len(before)+len(after) == 0 {
		return
	}
	r := common[0]
	inside := Case{When: r.relations(), Value: c.Answer()}
	c.Cases = slices.Concat(before, []Case{inside}, after)
	// k ≤ from−1 on one side and to+1 ≤ k on the other must not meet.
	s := d.tidier()
	if short := s.long(r); short != nil && len(before) > 0 && len(after) > 0 && s.needed(*short, list) {
		d.conditions = append(d.conditions, *short)
	}
}

// long returns from − 1 ≤ to, solved for the symbol that ends the range: N ≥ 4.
func (s *simplifier) long(r span) *Relation {
	p := s.linear(Sub(r.to, Sub(r.from, One)))
	if len(p) == 0 || len(p) > 2 {
		return nil
	}
	for i, m := range p {
		if len(m.factors) == 1 && m.coef.is(1) && m.factors[0].exp.is(1) {
			rest := slices.Delete(slices.Clone(p), i, i+1)
			return &Relation{m.factors[0].base, GreaterEqual, s.arrangeUnsorted(rest.times(number(MinusOne)))}
		}
	}
	return nil
}

// needed reports whether r says more than that every sum has a term.
func (s *simplifier) needed(r Relation, list []kept) bool {
	for _, k := range list {
		if nonEmpty := s.long(span{r.Left, Add(k.from, One), k.to}); nonEmpty != nil && Equal(nonEmpty.Left, r.Left) &&
			s.signOf(Sub(nonEmpty.Right, r.Right)) == notNegative {
			return false
		}
	}
	return true
}

// relations writes a span as two conditions, from ≤ k and k ≤ to.
func (r span) relations() []Relation {
	return []Relation{{r.from, LessEqual, r.of}, {r.of, LessEqual, r.to}}
}
