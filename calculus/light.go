package calculus

// light reports whether f needs light rules only: a sum of constant multiples
// of powers of x and of elementary functions of multiples of x.
func (d *differentiator) light(f Expr) bool {
	if d.constant(f) || Equal(f, d.x) {
		return true
	}
	if d.restsOnNames(f) {
		return false
	}
	switch f := f.(type) {
	case *Sum:
		for _, t := range f.terms {
			if !d.light(t) {
				return false
			}
		}
		return true
	case *Prod:
		n := 0
		for _, g := range f.factors {
			if !d.constant(g) {
				if n++; n > 1 || !d.light(g) {
					return false
				}
			}
		}
		return true
	case *Quo:
		if d.constant(f.den) {
			return d.light(f.num)
		}
		return d.constant(f.num) && d.powerOfX(f.den)
	case *Pow:
		if d.constant(f.exp) {
			return Equal(f.base, d.x)
		}
		_, multiple := d.multiple(f.exp)
		_, number := f.base.(*Num)
		return multiple && (f.base == E || number && Equal(f.exp, d.x))
	case *Call:
		if f.fn == LogBase {
			return d.constant(f.args[0]) && Equal(f.args[1], d.x)
		}
		if _, ok := elementaryOf(f.fn); !ok {
			return false
		}
		_, multiple := d.multiple(f.args[0])
		return multiple
	}
	return false
}

// powerOfX reports whether e is c·xⁿ with whole n, so that 1/e needs the power
// rule only.
func (d *differentiator) powerOfX(e Expr) bool {
	if _, rest := d.separate(e); rest != e {
		return d.powerOfX(rest)
	}
	if Equal(e, d.x) {
		return true
	}
	p, ok := e.(*Pow)
	if !ok || !Equal(p.base, d.x) {
		return false
	}
	n, ok := p.exp.(*Num)
	return ok && n.IsInt()
}

// direct differentiates f, which is light, in one go and tidies the result.
func (d *differentiator) direct(f Expr) Expr {
	heavy := d.rules
	s := newSimplifier(d.set, d.x)
	r := s.simplify(d.raw(f))
	// The chain rule for f(cx) is too small to be named.
	kept := heavy
	for _, rule := range d.rules[len(heavy):] {
		if rule != ChainRule {
			kept.add(rule)
		}
	}
	d.rules = kept
	return r
}

// raw differentiates a light f without tidying.
func (d *differentiator) raw(f Expr) Expr {
	switch {
	case d.constant(f):
		return Zero
	case Equal(f, d.x):
		d.rules.add(PowerRule)
		return One
	}
	switch f := f.(type) {
	case *Sum:
		terms := make([]Expr, len(f.terms))
		for i, t := range f.terms {
			terms[i] = d.raw(t)
		}
		return Add(terms...)
	case *Prod:
		c, rest := d.separate(f)
		if Equal(rest, d.x) {
			d.rules.add(ConstantMultipleRule)
			return c
		}
		return scaled(c, d.raw(rest))
	case *Quo:
		if d.constant(f.den) {
			return Div(d.raw(f.num), f.den)
		}
		c, rest := d.separate(f.den)
		n := One
		if p, ok := rest.(*Pow); ok {
			n = p.exp.(*Num)
		}
		num := Expr(f.num)
		if c != nil {
			num = Div(num, c)
		}
		d.rules.add(PowerRule)
		return Mul(n.neg(), num, Power(d.x, n.neg().add(MinusOne)))
	case *Pow:
		if d.constant(f.exp) {
			d.rules.add(PowerRule)
			return d.powerRule(f)
		}
		return d.pow(f)
	case *Call:
		return d.call(f)
	}
	d.err = ErrAbstract
	return Zero
}
