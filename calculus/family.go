package calculus

// dependents are the names that rest on the variable of a derivative: a name
// defined by the author whose body holds it, directly or through others, and
// families defined so.
type dependents struct {
	names    []*Sym
	families []string
}

// within reports whether e holds one of the names.
func (n dependents) within(e Expr) bool {
	for _, s := range n.names {
		if DependsOn(e, s) {
			return true
		}
	}
	for _, f := range n.families {
		if holdsFamily(e, f) {
			return true
		}
	}
	return false
}

// holdsFamily reports whether a member of the family called base occurs in e.
func holdsFamily(e Expr, base string) bool {
	bit := uint64(1) << (hashString(kindIndex, base) >> 58)
	var walk func(Expr) bool
	walk = func(e Expr) bool {
		if e.meta().names&bit == 0 {
			return false
		}
		if x, ok := e.(*Index); ok && x.base == base {
			return true
		}
		for _, c := range Children(e) {
			if walk(c) {
				return true
			}
		}
		return false
	}
	return walk(e)
}

// resting returns the defined names and families that rest on x.
func (set *Setting) resting(x Expr) dependents {
	var n dependents
	if len(set.Defs)+len(set.Families) == 0 {
		return n
	}
	holds := func(e Expr) bool {
		if i, ok := x.(*Index); ok {
			return holdsFamily(e, i.base)
		}
		return DependsOn(e, x)
	}
	known := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for name, body := range set.Defs {
			if s, ok := x.(*Sym); ok && s.name == name || known[name] {
				continue
			}
			if holds(body) || n.within(body) {
				known[name], changed = true, true
				n.names = append(n.names, Symbol(name))
			}
		}
		for base, f := range set.Families {
			if i, ok := x.(*Index); ok && i.base == base || known[base+"_"] {
				continue
			}
			if holds(f.Body) || n.within(f.Body) {
				known[base+"_"], changed = true, true
				n.families = append(n.families, base)
			}
		}
	}
	return n
}

// restsOnNames reports whether e depends on x through a name or through
// another member of x's family, so that a derivative has to be shown.
func (d *differentiator) restsOnNames(e Expr) bool {
	if x, ok := d.x.(*Index); ok && holdsFamily(e, x.base) {
		return true
	}
	return d.names.within(e)
}

// dependent reports whether e is a name that rests on x, or a member of x's
// family.
func (d *differentiator) dependent(e Expr) bool {
	switch e := e.(type) {
	case *Sym:
		return d.names.within(e)
	case *Index:
		if x, ok := d.x.(*Index); ok && e.base == x.base {
			return !Equal(e, x)
		}
		return d.names.within(e)
	}
	return false
}

// member carries out the derivative of a name, or of a member of a family:
// ∂w_i/∂w_k is Kronecker's delta.
func (d *differentiator) member(f Expr) Expr {
	switch f := f.(type) {
	case *Index:
		x, ok := d.x.(*Index)
		if ok && f.base == x.base && len(f.subs) == len(x.subs) {
			d.rules.add(KroneckerRule)
			deltas := make([]Expr, len(f.subs))
			for i := range f.subs {
				deltas[i] = delta(f.subs[i], x.subs[i])
			}
			return Mul(deltas...)
		}
		family, ok := d.set.Families[f.base]
		if !ok || len(f.subs) != 1 {
			break
		}
		index, body := family.Index, family.Body
		if DependsOn(d.x, index) {
			fresh := freshIndex(index, body, d.x)
			index, body = fresh, renamed(body, index, fresh)
		}
		return Substitute(d.known(Indexed(f.base, index), body), map[string]Expr{index.name: f.subs[0]})
	case *Sym:
		if body, ok := d.set.Defs[f.name]; ok {
			return d.known(f, body)
		}
	}
	d.err = ErrAbstract
	return Zero
}

// known returns the derivative of the name f, whose derivation becomes a part
// of this one.
func (d *differentiator) known(f, body Expr) Expr {
	left := D(f, d.partial, d.x)
	for _, p := range d.parts {
		if Equal(p.Left, left) {
			return p.Answer()
		}
	}
	c, err := d.set.Differentiate(d.ctx, Request{Left: left, Body: body, Wrt: d.x, Partial: d.partial, Value: f})
	if err != nil {
		d.err = err
		return Zero
	}
	d.rules.add(SubstituteRule)
	d.parts = append(append(d.parts, c.Parts...), c)
	c.Parts = nil
	d.conditions = append(d.conditions, c.Conditions...)
	return c.Answer()
}

// delta returns δ of two indices, as a number where both are numbers.
func delta(i, j Expr) Expr {
	a, ok1 := i.(*Num)
	b, ok2 := j.(*Num)
	switch {
	case Equal(i, j):
		return One
	case ok1 && ok2 && a.Cmp(b) != 0:
		return Zero
	}
	return Kronecker(i, j)
}

// sigma differentiates a sum over an index term by term. An index that the
// variable uses as well is renamed first.
func (d *differentiator) sigma(f *Sigma) Expr {
	index, body := f.index, f.body
	if DependsOn(d.x, index) {
		fresh := freshIndex(index, f, d.x)
		index, body = fresh, renamed(body, index, fresh)
	}
	d.rules.add(SumRule)
	return SumOver(index, f.from, f.to, d.rewrite(body, false))
}

// renamed returns e with the index i called j.
func renamed(e Expr, i, j *Sym) Expr { return Substitute(e, map[string]Expr{i.name: j}) }

// freshIndex returns an index that occurs in none of the expressions, the next
// letters after the given one first.
func freshIndex(i *Sym, exprs ...Expr) *Sym {
	for _, letters := range []string{"ijklmnpqrs", "abcdfgh"} {
		for _, l := range letters {
			s := Symbol(string(l))
			used := s.name == i.name
			for _, e := range exprs {
				used = used || DependsOn(e, s)
			}
			if !used {
				return s
			}
		}
	}
	return Symbol(i.name + "'")
}

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

// apart renames the indices of sums in e that occur in x as well: in
// ∂/∂a_k Σ_k e^(a_k) the two k mean different things.
func apart(e, x Expr) Expr {
	if sum, ok := e.(*Sigma); ok && DependsOn(x, sum.index) {
		fresh := freshIndex(sum.index, sum, x)
		e = SumOver(fresh, sum.from, sum.to, renamed(sum.body, sum.index, fresh))
	}
	return mapChildren(e, func(c Expr) Expr { return apart(c, x) })
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
