package calculus

import "slices"

// Members is a family of variables that a function rests on, and the function's
// derivative by the member with the given indices.
type Members struct {
	Base     string
	Indices  []*Sym
	From, To []Expr // the range of each index
	Partial  *Chain
}

// Symbol returns the symbol that names the general member, w_k.
func (m Members) Symbol() *Sym {
	name := m.Base
	for _, k := range m.Indices {
		name += "_" + k.name
	}
	return Symbol(name)
}

// member returns the general member w_k.
func (m Members) member() Expr {
	subs := make([]Expr, len(m.Indices))
	for i, k := range m.Indices {
		subs[i] = k
	}
	return Indexed(m.Base, subs...)
}

// over returns the sum of body over all members.
func (m Members) over(body Expr) Expr {
	for i := len(m.Indices) - 1; i >= 0; i-- {
		body = SumOver(m.Indices[i], m.From[i], m.To[i], body)
	}
	return body
}

// FamiliesDifferential works out dL = Σ ∂L/∂x dx + Σ ∂L/∂w_i dw_i for a function of
// the variables and of the members of families.
func (set *Setting) FamiliesDifferential(name *Sym, vars []*Sym, partials []*Chain, families []Members) (*Chain, error) {
	c := &Chain{Left: Diff(name)}
	var general, values []Expr
	for i, x := range vars {
		general = append(general, Mul(partials[i].Left, Diff(x)))
		values = append(values, Mul(append(flatFactors(partials[i].Answer()), Diff(x))...))
		c.Conditions = append(c.Conditions, partials[i].Conditions...)
	}
	for _, m := range families {
		dw := Diff(m.member())
		general = append(general, m.over(Mul(D(name, true, m.member()), dw)))
		c.Conditions = append(c.Conditions, withoutRanges(m.Partial.Conditions, m.Indices)...)
		if !m.ends() {
			values = append(values, m.over(Mul(append(flatFactors(m.Partial.Answer()), dw)...)))
			continue
		}
		// The members at the ends of the range have terms of their own.
		k := m.Indices[0]
		for _, one := range m.Partial.Cases {
			if r := one.When[0]; r.Op == Equals {
				values = append(values, Mul(append(flatFactors(one.Value), Diff(Indexed(m.Base, r.Right)))...))
			} else {
				values = append(values, SumOver(k, one.When[0].Left, one.When[1].Right, Mul(append(flatFactors(one.Value), dw)...)))
			}
		}
	}
	c.Lines = []Line{set.line(Add(general...), TotalDifferentialRule)}
	for i, v := range values {
		values[i] = newSimplifier(set, nil).simplify(v)
	}
	values = slices.DeleteFunc(values, isZero)
	c.Lines = append(c.Lines, Line{Expr: Add(values...)})
	return c, c.verified(set.Scope, c.Left)
}

// ends reports whether the derivative has answers of its own at the ends of the
// range.
func (m Members) ends() bool {
	return len(m.Partial.Cases) > 0 && slices.ContainsFunc(m.Partial.Cases, func(c Case) bool { return len(c.When) == 2 })
}

// withoutRanges leaves out the conditions on indices that a sum runs over.
func withoutRanges(conditions []Relation, indices []*Sym) []Relation {
	return slices.DeleteFunc(slices.Clone(conditions), func(r Relation) bool {
		return r.Op == LessEqual && slices.ContainsFunc(indices, func(k *Sym) bool { return Equal(r.Left, k) || Equal(r.Right, k) })
	})
}

// Entry works out the derivative by one member from that by the general one: with
// k = 1 it is the first entry of the gradient. Different values of indices are
// taken to be different members: a family has two at least.
func (set *Setting) Entry(c *Chain, put map[string]Expr) (*Chain, error) {
	left := Substitute(c.Left, put)
	e := c.Answer()
	var conditions []Relation
	for _, one := range c.Cases {
		r := one.When[0]
		if k, ok := r.Left.(*Sym); ok && r.Op == Equals && put[k.name] != nil && Equal(put[k.name], r.Right) {
			e = one.Value
		}
	}
	for _, r := range c.Conditions {
		if r.Op != LessEqual {
			conditions = append(conditions, Relation{Substitute(r.Left, put), r.Op, Substitute(r.Right, put)})
		}
	}
	d := &differentiator{set: set, x: left.(*Deriv).wrt[0], ends: map[string]bool{}}
	for _, v := range put {
		for _, n := range Symbols(v) {
			d.ends[n.name] = true
		}
	}
	try := func(e Expr) (*Chain, error) {
		s := d.tidier()
		value := s.simplify(s.apartDeltas(Substitute(e, put)))
		one := &Chain{Left: left, Lines: []Line{{Expr: value}}, Conditions: conditions}
		err := one.verified(set.Scope, left)
		if err == nil && one.Verdict == Unknown && set.Scope.undefined(value) {
			err = ErrNowhere
		}
		return one, err
	}
	one, err := try(e)
	if err != ErrNowhere {
		return one, err
	}
	// For k = l the answer may have a 1 − δ over 0; there the case has the value.
	for _, c := range c.Cases {
		if r := c.When[0]; r.Op == Equals && Equal(Substitute(r.Left, put), Substitute(r.Right, put)) {
			conditions = slices.DeleteFunc(conditions, func(r Relation) bool { return r.Op == NotEqual && Equal(r.Left, r.Right) })
			return try(c.Value)
		}
	}
	return nil, err
}

// apartDeltas puts 0 for the delta of the first and the last member.
func (s *simplifier) apartDeltas(e Expr) Expr {
	if d, ok := e.(*Delta); ok {
		if p := s.linear(Sub(d.i, d.j)); len(p) > 0 && s.signOf(Sub(d.i, d.j)) != unsettled {
			return Zero
		}
		return e
	}
	return mapChildren(e, s.apartDeltas)
}
