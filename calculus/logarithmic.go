package calculus

import "slices"

// logarithmic differentiates a long product or quotient by its logarithm:
// y′ = y (log |y|)′, where the logarithm falls into a sum. So a product over an
// index is, except where each member of a family stands in a factor of its own and
// that factor may be 0.
func (d *differentiator) logarithmic(f Expr) (Expr, bool) {
	switch f.(type) {
	case *Prod, *Quo, *Pow, *Call, *Product:
	default:
		return nil, false
	}
	whole := Equal(f, d.body)
	if !(whole && !d.byRules && d.long(f)) && !d.overIndex(f) {
		return nil, false
	}
	o := opening{d: d, fn: d.set.Style.logFunc(), bars: true}
	o.take(One, f)
	o.settle()
	d.rules.add(LogarithmicRule)
	d.opened = append(d.opened, slices.Concat(o.implied, o.conditions)...)
	if !whole {
		d.opened = append(d.opened, o.barred...)
		return Mul(f, d.derivative(Add(o.terms...))), true
	}
	d.barred = o.barred
	d.outer = f
	if d.value != nil {
		d.outer = d.value
	}
	return Mul(d.outer, d.derivative(Add(o.terms...))), true
}

// putBack finishes a logarithmic differentiation: after y′ = y(2/(x+1) + …) it
// puts y back, and brings the bracket to a common denominator, of which factors of
// y cancel, where that makes the answer no longer. A product over an index keeps
// its name. It reports whether the lines are finished.
func (d *differentiator) putBack(c *Chain) bool {
	last := &c.Lines[len(c.Lines)-1]
	p, ok := last.Expr.(*Prod)
	if !ok || d.outer == nil || len(p.factors) != 2 || p.factors[0] != d.outer || holdsProduct(d.body) {
		return false
	}
	s := d.simplifier()
	var terms []Expr
	for _, t := range flatTerms(p.factors[1]) {
		terms = append(terms, flatTerms(s.simplify(t))...)
	}
	bracket := Add(terms...)
	last.Expr = Mul(d.outer, bracket)
	back := Mul(d.body, bracket)
	if d.outer != d.body {
		c.Lines = append(c.Lines, Line{Expr: back, Rules: []*Rule{SubstituteRule}})
	}
	s = d.simplifier()
	answer, ok := s.together(d.body, bracket)
	if s.budget < 0 {
		c.Unfinished = true
		return true
	}
	if !ok || answer.meta().width > back.meta().width {
		if m, ok := s.monomial(d.body); ok {
			c.Lines[len(c.Lines)-1].Expr = s.term(s.product(m, power(bracket, One)))
		}
		return true
	}
	rules := ruleSet{CommonDenominatorRule}
	if d.set.broken != nil {
		answer = d.set.broken(rules, answer)
	}
	c.Lines = append(c.Lines, Line{Expr: answer, Rules: rules, Simplified: true})
	return true
}

// together writes y times a sum of fractions as one fraction. It reports false
// where the numerator gets too long.
func (s *simplifier) together(y, sum Expr) (Expr, bool) {
	m, ok := s.monomial(y)
	if !ok {
		return nil, false
	}
	p := s.collect(s.poly(sum))
	below := denominator(p)
	var above polynomial
	for _, t := range p.times(below) {
		above = append(above, s.settle(t)...)
	}
	above = s.collect(above)
	if opened, ok := s.expanded(above); ok {
		above = opened
	}
	tangent := slices.ContainsFunc(above, func(t monomial) bool {
		return slices.ContainsFunc(t.factors, func(f factor) bool { c, ok := f.base.(*Call); return ok && c.fn == Tan })
	})
	switch {
	case len(above) == 0:
		return Zero, true
	case len(above) > maxOpened, tangent: // sin x/cos x stands as tan x
		return nil, false
	}
	n := above[0]
	if len(above) > 1 {
		content := above.content()
		above = above.times(number(content.inv()))
		if above = s.descending(above); above[0].coef.Sign() < 0 && above[len(above)-1].coef.Sign() < 0 {
			content, above = content.neg(), above.times(number(MinusOne))
		}
		bracket := s.arrange(above, true)
		s.mark(bracket.meta().hash) // it keeps its signs
		n = monomial{content, []factor{{bracket, One}}}
	}
	return s.term(s.product(s.product(m, n), number(One).over(below))), true
}

func flatTerms(e Expr) []Expr {
	if sum, ok := e.(*Sum); ok {
		return slices.Clone(sum.terms)
	}
	return []Expr{e}
}

// long reports whether f is a product or quotient whose derivative by the rules for
// these gets long: of three factors at least that depend on the variable, two of
// which are powers or roots, or two of which stand on each side of the line.
func (d *differentiator) long(f Expr) bool {
	var above, below, powers []Expr
	note := func(list *[]Expr, e Expr) {
		if !slices.ContainsFunc(*list, func(other Expr) bool { return Equal(e, other) }) {
			*list = append(*list, e)
		}
	}
	var count func(e Expr, up, raised bool)
	count = func(e Expr, up, raised bool) {
		if d.constant(e) {
			return
		}
		switch e := e.(type) {
		case *Prod:
			for _, g := range e.factors {
				count(g, up, raised)
			}
			return
		case *Quo:
			count(e.num, up, raised)
			count(e.den, !up, raised)
			return
		case *Pow:
			if d.constant(e.exp) {
				count(e.base, up, true)
				return
			}
			raised = raised || e.base != E
		case *Call:
			if u, _, ok := rooted(e); ok {
				count(u, up, true)
				return
			}
		}
		if raised {
			note(&powers, e)
		}
		if up {
			note(&above, e)
		} else {
			note(&below, e)
		}
	}
	count(f, true, false)
	return len(above)+len(below) >= 3 && (len(powers) >= 2 || len(above) >= 2 && len(below) >= 2)
}

// relative returns the derivative c·u′/u of c log u or c log |u| for a u that needs
// light rules only. In a sum of logarithms that is done at once.
func (d *differentiator) relative(c, f Expr) Expr {
	u := f.(*Call).args[0]
	if v, ok := inBars(u); ok {
		u = v
	}
	d.rules.add(LogarithmRule)
	return d.simplifier().simplify(scaled(c, Div(d.direct(u), u)))
}

// isRelative reports whether relative differentiates f.
func (d *differentiator) isRelative(f Expr) bool {
	c, ok := f.(*Call)
	if !ok || c.fn != Log && c.fn != Ln || d.constant(f) {
		return false
	}
	if u, ok := inBars(c.args[0]); ok {
		return d.light(u)
	}
	return d.light(c.args[0])
}

// holdsRelative reports whether relative differentiates a multiple of f.
func (d *differentiator) holdsRelative(f Expr) bool {
	_, rest := d.separate(f)
	return d.isRelative(rest)
}

// overIndex reports whether f holds a product over an index as a factor that is to
// be differentiated by its logarithm.
func (d *differentiator) overIndex(f Expr) bool {
	switch f := f.(type) {
	case *Prod:
		return slices.ContainsFunc(f.factors, d.overIndex)
	case *Quo:
		return d.overIndex(f.num) || !d.constant(f.den) && holdsFactor(f.den)
	case *Pow:
		return d.constant(f.exp) && holdsFactor(f.base)
	case *Call:
		u, _, ok := rooted(f)
		return ok && holdsFactor(u)
	case *Product:
		_, member := d.x.(*Index)
		return !d.constant(f) && (!member || !d.own(f.body, f.index) || d.nowhereZero(f.body))
	}
	return false
}

// own reports whether e rests on the family that is differentiated by through its
// members with the index in their subscripts alone, so that each member stands in a
// factor of its own.
func (d *differentiator) own(e Expr, index *Sym) bool {
	if d.constant(e) {
		return true
	}
	switch e := e.(type) {
	case *Sym, Ranged:
		return false
	case *Index:
		f, defined := d.set.Families[e.base]
		return DependsOn(e, index) && (!defined || d.own(f.Body, f.Index))
	}
	return !slices.ContainsFunc(Children(e), func(c Expr) bool { return !d.own(c, index) })
}

// nowhereZero reports whether no factor of e that depends on the variable can be 0.
func (d *differentiator) nowhereZero(e Expr) bool {
	num, den := productParts(e)
	return !slices.ContainsFunc(append(num, den...), func(f Expr) bool {
		switch g := f.(type) {
		case *Pow:
			if _, number := g.exp.(*Num); !number {
				return false // its base is positive
			}
		case *Product:
			return !d.nowhereZero(g.body)
		}
		return !d.constant(f) && !positive(f)
	})
}

// holdsFactor reports whether a product over an index is a factor of e.
func holdsFactor(e Expr) bool {
	num, den := productParts(e)
	return slices.ContainsFunc(append(num, den...), func(f Expr) bool {
		_, ok := f.(*Product)
		return ok
	})
}

// rooted returns u and 1/n where e is the n-th root of u.
func rooted(e *Call) (u, exp Expr, ok bool) {
	switch e.fn {
	case Sqrt:
		return e.args[0], Half, true
	case Root:
		if n, ok := e.args[0].(*Num); ok && n.Sign() > 0 {
			return e.args[1], n.inv(), true
		}
	}
	return nil, nil, false
}
