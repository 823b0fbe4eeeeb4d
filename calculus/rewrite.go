package calculus

import "slices"

// splits reports whether the sum and constant multiple rules have anything to
// show for f.
func (d *differentiator) splits(f Expr) bool {
	switch f := f.(type) {
	case *Sum:
		return true
	case *Prod:
		c, rest := d.separate(f)
		return c != nil && !Equal(rest, d.x)
	}
	return false
}

// separate splits f into its constant factors, nil where there are none, and
// the factors that depend on x.
func (d *differentiator) separate(f Expr) (constant, rest Expr) {
	p, ok := f.(*Prod)
	if !ok {
		if q, ok := f.(*Quo); ok {
			if d.constant(q.den) {
				c, num := d.separate(q.num)
				if c == nil {
					c = One
				}
				return fraction(c, q.den), num
			}
		}
		return nil, f
	}
	var cs, rs []Expr
	for _, g := range p.factors {
		if d.constant(g) {
			cs = append(cs, g)
			continue
		}
		c, rest := d.separate(g)
		if c != nil {
			cs = append(cs, flatFactors(c)...)
		}
		if _, nested := rest.(*Prod); nested {
			rs = append(rs, flatFactors(rest)...)
		} else {
			rs = append(rs, rest)
		}
	}
	if len(cs) == 0 {
		return nil, f
	}
	return Mul(cs...), Mul(rs...)
}

// fraction returns num/den, as one number where both are.
func fraction(num, den Expr) Expr {
	n, ok1 := num.(*Num)
	m, ok2 := den.(*Num)
	if ok1 && ok2 && m.Sign() != 0 {
		return n.mul(m.inv())
	}
	return Div(num, den)
}

// scaled writes c·e, where c may be nil.
func scaled(c, e Expr) Expr {
	if c == nil {
		return e
	}
	return Mul(c, e)
}

// sum differentiates term by term. Constant factors are pulled out in the same
// line. The terms that vanish are shown once, at the top, where they are no more than
// a reader looks through.
func (d *differentiator) sum(f *Sum, top bool) Expr {
	var terms []Expr
	logarithms := !top && slices.ContainsFunc(f.terms, d.holdsRelative)
	for _, t := range f.terms {
		if d.constant(t) {
			if top && len(f.terms) <= manyTerms {
				pos, negative := SplitSign(t)
				dt := d.derivative(pos)
				if negative {
					dt = Neg(dt)
				}
				terms = append(terms, dt)
			} else {
				d.rules.add(ConstantRule)
			}
			continue
		}
		c, rest := d.separate(t)
		if c != nil {
			if n, ok := c.(*Num); !ok || !n.is(-1) {
				d.rules.add(ConstantMultipleRule)
			}
		}
		if !top && (d.light(rest) || len(f.terms) == 1) {
			t := scaled(c, d.direct(rest))
			if logarithms {
				t = d.simplifier().simplify(t)
			}
			terms = append(terms, t)
			continue
		}
		if d.isRelative(rest) && !top {
			terms = append(terms, d.relative(c, rest))
			continue
		}
		terms = append(terms, scaled(c, d.derivative(rest)))
	}
	if len(f.terms) > 1 {
		d.rules.add(SumRule)
	}
	if !top && len(terms) == 1 {
		// Only one term depends on x: its rule follows in the same line.
		if next, ok := d.wave(terms[0]); ok {
			return next
		}
	}
	return Add(terms...)
}

// manyTerms is from where on what vanishes of a sum is left out: the derivatives by all
// variables of a long sum, with all terms each, would be as long as its square.
const manyTerms = 100

// varying returns the sum without those of its many terms that do not rest on x and
// have a value everywhere, so that its derivative stays what it is.
func (d *differentiator) varying(e Expr) Expr {
	sum, ok := e.(*Sum)
	if !ok || len(sum.terms) <= manyTerms {
		return e
	}
	var terms []Expr
	for _, t := range sum.terms {
		if t.meta().beyond || !d.constant(t) {
			terms = append(terms, t)
		}
	}
	if len(terms) == 0 || len(terms) == len(sum.terms) {
		return e
	}
	return Add(terms...)
}

// product applies the product rule, or the constant multiple rule when only
// one factor depends on x.
func (d *differentiator) product(f *Prod) Expr {
	c, rest := d.separate(f)
	if c != nil {
		if n, ok := c.(*Num); !ok || !n.is(-1) {
			d.rules.add(ConstantMultipleRule)
		}
		if d.light(rest) {
			return scaled(c, d.derivative(rest))
		}
		return scaled(c, d.rewrite(rest, false))
	}
	d.rules.add(ProductRule)
	factors := flatFactors(rest)
	if most := d.set.Limits.nodes(); len(factors) > most/len(factors) {
		// A term for each factor, with all of them: what is too long isn't begun.
		d.err = &LimitError{"nodes in a line", most}
		return rest
	}
	terms := make([]Expr, len(factors))
	for i := range factors {
		fs := append([]Expr(nil), factors...)
		fs[i] = d.derivative(fs[i])
		terms[i] = Mul(fs...)
	}
	return Add(terms...)
}

// quotient applies the quotient rule or one of its simpler cases.
func (d *differentiator) quotient(f *Quo) Expr {
	if d.constant(f.den) {
		c, rest := d.separate(f)
		d.rules.add(ConstantMultipleRule)
		if d.light(rest) {
			return scaled(c, d.derivative(rest))
		}
		return scaled(c, d.rewrite(rest, false))
	}
	if d.constant(f.num) {
		switch v := f.den.(type) {
		case *Pow:
			if n, ok := v.exp.(*Num); ok && !d.constant(v.base) && v.base != E {
				// c/g^n is c·g^(−n).
				d.rules.add(PowerRule, ChainRule)
				c := Expr(n.neg())
				if !isOne(f.num) {
					c = Mul(f.num, c)
				}
				return Mul(times(c, Power(v.base, n.neg().add(MinusOne))), d.derivative(v.base))
			}
		}
		d.rules.add(ReciprocalRule)
		num := d.derivative(f.den)
		if !isOne(f.num) {
			num = Mul(f.num, num)
		}
		return Neg(Div(num, squared(f.den)))
	}
	d.rules.add(QuotientRule)
	return Div(
		Sub(Mul(d.derivative(f.num), f.den), Mul(f.num, d.derivative(f.den))),
		squared(f.den))
}

func isOne(e Expr) bool {
	n, ok := e.(*Num)
	return ok && n.is(1)
}

// squared returns e² as a textbook writes it: the square of g³ is g⁶, that of
// √g is g.
func squared(e Expr) Expr {
	switch v := e.(type) {
	case *Num:
		return v.mul(v)
	case *Pow:
		if n, ok := v.exp.(*Num); ok && n.IsInt() {
			return Power(v.base, n.add(n))
		}
	case *Call:
		if v.fn == Sqrt {
			return v.args[0]
		}
	}
	return Power(e, Two)
}

// pow differentiates base^exp.
func (d *differentiator) pow(f *Pow) Expr {
	switch {
	case d.constant(f.exp):
		// g^n with a constant n.
		d.rules.add(PowerRule, ChainRule)
		return chained(d.powerRule(f), d.inner(f.base))
	case f.base == E:
		d.rules.add(ExponentialRule, ChainRule)
		return chained(f, d.inner(f.exp))
	case d.constant(f.base):
		if _, ok := f.base.(*Num); ok {
			d.rules.add(ExponentialRule)
			if Equal(f.exp, d.x) {
				return Mul(f, d.set.Style.log(f.base))
			}
			d.rules.add(ChainRule)
			return chained(Mul(f, d.set.Style.log(f.base)), d.inner(f.exp))
		}
	}
	// u^v is e^(v log u), u > 0.
	d.rules.add(LogarithmicRule)
	d.foldLogs = true
	d.conditions = append(d.conditions, Relation{f.base, Greater, Zero})
	return d.derivative(Power(E, times(f.exp, d.set.Style.log(f.base))))
}

// times writes a·b, flat.
func times(a, b Expr) Expr {
	if p, ok := a.(*Prod); ok {
		return Mul(append(append([]Expr(nil), p.factors...), b)...)
	}
	return Mul(a, b)
}

// chained writes outer·inner, without an inner 1.
func chained(outer, inner Expr) Expr {
	if isOne(inner) {
		return outer
	}
	return Mul(outer, inner)
}

// powerRule writes n·uⁿ⁻¹ for uⁿ with a constant n. It is a root's derivative
// where n is between 0 and 1.
func (d *differentiator) powerRule(f *Pow) Expr {
	if n, ok := f.exp.(*Num); ok && n.Sign() > 0 && n.Cmp(One) < 0 {
		d.conditions = append(d.conditions, insideRoot(f.base))
	}
	return scaled(f.exp, lowered(f.base, f.exp))
}

// lowered returns base^(exp−1).
func lowered(base, exp Expr) Expr {
	if n, ok := exp.(*Num); ok {
		switch {
		case n.is(2):
			return base
		case n.is(1):
			return One
		}
		return Power(base, n.add(MinusOne))
	}
	return Power(base, Sub(exp, One))
}

// inner returns the inner derivative of the chain rule: at once where the
// inner function is a multiple of x, and for the next line elsewhere.
func (d *differentiator) inner(g Expr) Expr {
	if c, ok := d.multiple(g); ok {
		return c
	}
	if c, ok := d.shifted(g); ok {
		return c
	}
	return d.derivative(g)
}

// shifted returns ±1 when g is ±x + b with a constant b, and ±∂y/∂x when it is
// ±y + b with a name or a member of a family y.
func (d *differentiator) shifted(g Expr) (Expr, bool) {
	sum, ok := g.(*Sum)
	if !ok {
		return nil, false
	}
	var slope Expr
	for _, t := range sum.terms {
		if d.constant(t) {
			continue
		}
		c, ok := d.multiple(t)
		if !ok || slope != nil {
			return nil, false
		}
		plain, _ := SplitSign(c)
		if _, named := plain.(*Deriv); !named && !isOne(plain) {
			return nil, false
		}
		slope = c
	}
	return slope, slope != nil
}

// multiple returns c when g is c·x with a constant c.
func (d *differentiator) multiple(g Expr) (Expr, bool) {
	if Equal(g, d.x) {
		return One, true
	}
	if d.dependent(g) {
		return d.derivative(g), true
	}
	c, rest := d.separate(g)
	switch {
	case c == nil:
		return nil, false
	case Equal(rest, d.x):
		return c, true
	case d.dependent(rest):
		return scaled(c, d.derivative(rest)), true
	}
	return nil, false
}

// call differentiates a known function of something that depends on x.
func (d *differentiator) call(f *Call) Expr {
	switch f.fn {
	case LogBase:
		b, u := f.args[0], f.args[1]
		if !d.constant(b) {
			d.rules.add(LogarithmLaws)
			return d.derivative(Div(d.set.Style.log(u), d.set.Style.log(b)))
		}
		d.rules.add(LogarithmRule)
		return d.composed(Div(One, Mul(u, d.set.Style.log(b))), u)
	case Root:
		n, ok := f.args[0].(*Num)
		if !ok || !n.IsInt() || n.Sign() <= 0 {
			return d.derivative(Power(f.args[1], Div(One, f.args[0])))
		}
		u := f.args[1]
		d.rules.add(RootRule)
		d.conditions = append(d.conditions, Relation{u, NotEqual, Zero})
		return d.composed(Div(One, Mul(n, lowered(f, n))), u)
	case Max, Min:
		return d.extremum(f)
	case Log, Ln:
		if e, conditions, ok := d.openLogarithm(f); ok {
			d.rules.add(LogarithmLaws)
			d.opened = append(d.opened, conditions...)
			return d.derivative(e)
		}
		if u, ok := inBars(f.args[0]); ok { // (log |u|)′ is u′/u
			d.rules.add(LogarithmRule)
			return d.composed(Div(One, u), u)
		}
	}
	el, ok := elementaryOf(f.fn)
	switch {
	case f.fn == Factorial:
		d.err = ErrFactorial
		return Zero
	case !ok:
		d.err = ErrAbstract
		return Zero
	}
	u := f.args[0]
	d.rules.add(el.rule)
	if el.where != nil {
		d.conditions = append(d.conditions, el.where(u))
	}
	return d.composed(el.of(u, d.set.Style), u)
}

// inBars returns u where e is |u|.
func inBars(e Expr) (Expr, bool) {
	c, ok := e.(*Call)
	if !ok || c.fn != Abs {
		return nil, false
	}
	return c.args[0], true
}

// composed writes f′(u)·u′.
func (d *differentiator) composed(outer, u Expr) Expr {
	if Equal(u, d.x) {
		return outer
	}
	d.rules.add(ChainRule)
	return chained(outer, d.inner(u))
}

// extremum differentiates the greater or smaller of several functions piece by
// piece.
func (d *differentiator) extremum(f *Call) Expr {
	args := d.distinct(f.args)
	a := args[0]
	if len(args) == 1 {
		return d.derivative(a)
	}
	b := args[1]
	if len(args) > 2 {
		b = f.fn.Of(args[1:]...)
	}
	if _, number := a.(*Num); number {
		a, b = b, a // u > 0 rather than 0 < u
	}
	first, second := Greater, Less
	if f.fn == Min {
		first, second = Less, Greater
	}
	d.rules.add(PiecewiseRule)
	d.conditions = append(d.conditions, Relation{a, NotEqual, b})
	return Piecewise(
		Branch{d.derivative(a), Relation{a, first, b}},
		Branch{d.derivative(b), Relation{a, second, b}})
}

// distinct leaves out what equals another of the list: max(x, 1·x) has no pieces.
func (d *differentiator) distinct(list []Expr) []Expr {
	const many = 8 // from here on only what has the same monomials is looked at more closely
	var kept []Expr
	var keys []uint64
	for _, e := range list {
		key := uint64(0)
		if len(list) > many {
			key = newSimplifier(d.set, d.x).poly(e).key()
		}
		same := func(k Expr) bool { return len(newSimplifier(d.set, d.x).poly(Sub(k, e))) == 0 }
		found := false
		for i, k := range kept {
			found = found || keys[i] == key && same(k)
		}
		if !found {
			kept, keys = append(kept, e), append(keys, key)
		}
	}
	return kept
}
