package calculus

import "slices"

// openLogarithm applies the laws of logarithms to log u before it is
// differentiated: log(a/b) is log a − log b, log(e^v) is v, and the logarithm of a
// product over an index is a sum over it. It does so where the equation needs no
// condition, which is when all parts of u but one are positive everywhere, and for
// a product over an index in any case.
func (d *differentiator) openLogarithm(f *Call) (e Expr, conditions []Relation, ok bool) {
	o := opening{d: d, fn: f.fn}
	o.take(One, f.args[0])
	num, den := productParts(f.args[0])
	switch {
	case o.negative:
		return nil, nil, false
	case o.indexed:
		return Add(o.terms...), slices.Concat(o.implied, o.conditions), true
	case len(den) == 0 && len(num) == 1:
		p, ok := num[0].(*Pow)
		if !ok || p.base != E {
			return nil, nil, false
		}
	}
	return Add(o.terms...), o.implied, len(o.conditions) <= 1
}

// opening is a logarithm that falls into terms by the laws of logarithms.
type opening struct {
	d  *differentiator
	fn *Func // log or ln
	// bars opens log |u|, of which only the derivative is wanted: constant factors
	// are left out.
	bars  bool
	terms []Expr
	// conditions say where the factors are positive, barred where those between
	// bars are not 0 although they may be.
	conditions, barred []Relation
	// implied say where powers with exponents that are no numbers have values.
	implied  []Relation
	root     bool // what is taken stands below a root
	negative bool // a factor is a negative number
	indexed  bool // a factor is a product over an index
	// running are the indices of the products around.
	running []*running
}

// positive reports whether u > 0 for all values of the indices of the products
// around: x² + i for i = 1, …, N.
func (o *opening) positive(u Expr) bool {
	if positive(u) || len(o.running) == 0 {
		return positive(u)
	}
	values := map[string]Expr{}
	for _, r := range o.running {
		n, ok := r.from.(*Num)
		switch {
		case ok && n.Sign() > 0:
			values[r.index.name] = Exp.Of(r.index) // as little is known of its sign
		case ok && n.Sign() == 0:
			values[r.index.name] = Power(r.index, Two)
		}
	}
	return positive(Substitute(u, values))
}

// take adds c·log u.
func (o *opening) take(c, u Expr) {
	if o.bars && o.d.constant(u) && o.d.constant(c) {
		return
	}
	switch u := u.(type) {
	case *Prod:
		if len(Symbols(u)) == 0 && positive(u) {
			break // log(2π) stays one logarithm
		}
		for _, f := range u.factors {
			o.take(c, f)
		}
		return
	case *Quo:
		if !isOne(u.num) {
			o.take(c, u.num)
		}
		o.take(Neg(c), u.den)
		return
	case *Pow:
		if u.base == E {
			o.add(c, u.exp)
			return
		}
		n, number := u.exp.(*Num)
		if !number {
			o.raised(multiplied(c, u.exp), u.base, &o.implied)
			return
		}
		if o.bars || positive(u.base) || !even(n) {
			o.below(!n.IsInt(), !n.IsInt(), multiplied(c, n), u.base)
			return
		}
	case *Call:
		if u.fn == Exp {
			o.add(c, u.args[0])
			return
		}
		if v, exp, ok := rooted(u); ok && o.bars {
			o.below(true, u.fn == Sqrt, multiplied(c, exp), v)
			return
		}
		if u.fn == Sqrt {
			o.raised(multiplied(c, Half), u.args[0], &o.conditions)
			return
		}
		if u.fn == Abs && o.bars {
			o.below(true, false, c, u.args[0])
			return
		}
	case *Product:
		inner := *o
		inner.terms = nil
		inner.running = append(slices.Clone(o.running), &u.running)
		inner.take(One, u.body)
		fulfilled := func(r Relation) bool { return isZero(r.Right) && inner.positive(r.Left) }
		o.conditions, o.barred, o.implied = slices.DeleteFunc(inner.conditions, fulfilled), slices.DeleteFunc(inner.barred, fulfilled), slices.DeleteFunc(inner.implied, fulfilled)
		o.negative, o.indexed = inner.negative, true
		if len(inner.terms) > 0 {
			r := u.running
			r.body = Add(inner.terms...)
			o.add(c, (*Sigma)(nil).over(r))
		}
		return
	case *Num:
		o.negative = o.negative || u.Sign() <= 0
	}
	switch {
	case o.positive(u):
	case o.bars && o.root:
		o.conditions = append(o.conditions, Relation{u, NotEqual, Zero})
		u = Abs.Of(u)
	case o.bars:
		o.barred = append(o.barred, Relation{u, NotEqual, Zero})
		u = Abs.Of(u)
	default:
		needs(u, &o.conditions)
	}
	o.add(c, o.fn.Of(u))
}

// below adds c·log u for a u below a root or between bars, whose derivative has no
// value where u is 0. Where only u > 0 has an even root, a u of one factor needs no
// bars.
func (o *opening) below(root, even bool, c, u Expr) {
	if num, den := productParts(u); even && len(num) == 1 && len(den) == 0 && num[0] == u {
		switch u.(type) {
		case *Pow, *Call, *Product:
		default:
			o.raised(c, u, &o.conditions)
			return
		}
	}
	was := o.root
	o.root = o.root || root
	o.take(c, u)
	o.root = was
}

// raised adds c·log u for a root of u, or a power with an exponent that is no number,
// which has a value for u > 0 only. That is added to the list.
func (o *opening) raised(c, u Expr, list *[]Relation) {
	needs(u, list)
	if num, den := productParts(u); o.bars && len(num)+len(den) > 1 || holdsProduct(u) {
		o.below(true, false, c, u)
		return
	}
	o.add(c, o.fn.Of(u))
}

// needs notes in the list that u > 0, which for squares is u ≠ 0.
func needs(u Expr, list *[]Relation) {
	if !nonNegative(u) {
		*list = append(*list, Relation{u, Greater, Zero})
		return
	}
	num, den := productParts(u)
	for _, f := range append(num, den...) {
		if !positive(f) {
			*list = append(*list, Relation{f, NotEqual, Zero})
		}
	}
}

func (o *opening) add(c, term Expr) { o.terms = append(o.terms, multiplied(c, term)) }

// multiplied writes c·e, where c is ±1, a number or an exponent.
func multiplied(c, e Expr) Expr {
	n, number := c.(*Num)
	m, also := e.(*Num)
	switch {
	case number && also:
		return n.mul(m)
	case isOne(c):
		return e
	case number && n.is(-1):
		return Neg(e)
	}
	return Mul(append(flatFactors(c), e)...)
}

func even(n *Num) bool {
	k, ok := n.Int64()
	return ok && k%2 == 0
}

// holdsProduct reports whether e holds a product over an index.
func holdsProduct(e Expr) bool {
	if _, ok := e.(*Product); ok {
		return true
	}
	return e.meta().sums && slices.ContainsFunc(Children(e), holdsProduct)
}

// settle leaves the bars around u out where u > 0 is needed anyhow.
func (o *opening) settle() {
	for _, r := range slices.Concat(o.implied, o.conditions) {
		if r.Op != Greater {
			continue
		}
		o.barred = slices.DeleteFunc(o.barred, func(b Relation) bool { return Equal(b.Left, r.Left) })
		for i, t := range o.terms {
			o.terms[i] = Replace(t, Abs.Of(r.Left), r.Left)
		}
	}
}

// negatedLogarithm opens −log u with the minus sign carried into the terms.
func (d *differentiator) negatedLogarithm(f *Prod) (Expr, bool) {
	n, ok := f.factors[0].(*Num)
	if !ok || !n.is(-1) || len(f.factors) != 2 {
		return nil, false
	}
	c, ok := f.factors[1].(*Call)
	if !ok || c.fn != Log && c.fn != Ln {
		return nil, false
	}
	opened, conditions, ok := d.openLogarithm(c)
	if !ok {
		return nil, false
	}
	d.opened = append(d.opened, conditions...)
	sum, ok := opened.(*Sum)
	if !ok {
		return nil, false
	}
	var positive, negative []Expr
	for _, t := range sum.terms {
		if pos, ok := SplitSign(t); ok {
			positive = append(positive, pos)
		} else {
			negative = append(negative, Neg(t))
		}
	}
	return Add(append(positive, negative...)...), true
}

// productParts returns the factors above and below the line, ones left out.
func productParts(e Expr) (num, den []Expr) {
	switch e := e.(type) {
	case *Prod:
		for _, f := range e.factors {
			a, b := productParts(f)
			num, den = append(num, a...), append(den, b...)
		}
	case *Quo:
		num, den = productParts(e.num)
		a, b := productParts(e.den)
		num, den = append(num, b...), append(den, a...)
	default:
		if !isOne(e) {
			num = append(num, e)
		}
	}
	return num, den
}
