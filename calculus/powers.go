package calculus

// power reads base^exp.
func (s *simplifier) power(e *Pow) polynomial {
	if e.base == E {
		return s.exponential(e.exp)
	}
	if n, ok := e.exp.(*Num); ok {
		if !n.IsInt() {
			return s.pass("root", s.root(e.base, n))
		}
		return s.pass("whole power", s.wholePower(e.base, n))
	}
	exp := s.best(s.poly(e.exp))
	if len(exp) == 0 {
		return polynomial{number(One)}
	}
	if len(exp) == 1 && len(exp[0].factors) == 0 {
		return s.power(Power(e.base, exp[0].coef).(*Pow))
	}
	base := s.part(e.base)
	// x^(y−1) is x^y·x^(−1): the number splits off, the rest is c·h with a
	// primitive h.
	whole := Zero
	var rest polynomial
	for _, m := range exp {
		if len(m.factors) == 0 {
			whole = m.coef
		} else {
			rest = append(rest, m)
		}
	}
	m := number(One)
	if whole.Sign() != 0 {
		p := s.power(Power(base, whole).(*Pow))
		if len(p) != 1 {
			return only(Power(base, s.part(e.exp)), One)
		}
		m = p[0]
	}
	c, h := s.primitive(rest)
	var written Expr
	if whole.Sign() == 0 {
		written = e.exp
	}
	s.remember(h, c, written)
	return s.pass("symbolic power", polynomial{m.times(power(Power(base, h), c))})
}

// exponential reads e^exp as a power of e^h with a primitive h.
func (s *simplifier) exponential(exp Expr) polynomial {
	p := s.best(s.poly(exp))
	if len(p) == 0 {
		return polynomial{number(One)}
	}
	if len(p) == 1 && len(p[0].factors) == 0 {
		n := p[0].coef
		if n.IsInt() {
			return only(E, n)
		}
		return only(Power(E, One), n)
	}
	// e^(log u) is u.
	if len(p) == 1 && p[0].coef.is(1) && len(p[0].factors) == 1 && p[0].factors[0].exp.is(1) {
		if c, ok := p[0].factors[0].base.(*Call); ok && (c.fn == Log || c.fn == Ln) {
			return s.pass("power of a logarithm", s.poly(c.Arg()))
		}
	}
	if s.foldLogs && len(p) == 1 {
		if m, ok := s.folded(p[0]); ok {
			return s.pass("fold", m)
		}
	}
	c, h := s.primitive(p)
	s.remember(h, c, s.part(exp))
	return s.pass("exponential", only(Power(E, h), c))
}

// folded reads e^(v log u) as u^v.
func (s *simplifier) folded(m monomial) (polynomial, bool) {
	for i, f := range m.factors {
		if c, ok := f.base.(*Call); ok && (c.fn == Log || c.fn == Ln) && f.exp.is(1) {
			return s.poly(Power(c.Arg(), s.term(m.without(i)))), true
		}
	}
	return nil, false
}

// primitive splits p into a number and a primitive expression: −2x−2y into
// −2 and x+y.
func (s *simplifier) primitive(p polynomial) (*Num, Expr) {
	c := p.content()
	if len(p) == 1 {
		c = p[0].coef
	} else if p[0].coef.Sign() < 0 && c.Sign() > 0 {
		c = c.neg()
	}
	if c.decimal {
		c = One
	}
	return c, s.arrangeUnsorted(p.times(number(c.inv())))
}

func (s *simplifier) remember(h Expr, c *Num, written Expr) {
	if written != nil {
		s.effects++
		s.spelt = append(s.spelt, exponent{h, c, written})
	}
}

// exponentOf returns c·h, in the author's spelling where there is one.
func (s *simplifier) exponentOf(h Expr, c *Num) Expr {
	for _, e := range s.spelt {
		if e.number.Cmp(c) == 0 && Equal(e.primitive, h) {
			return e.written
		}
	}
	if c.is(1) {
		return h
	}
	p := s.poly(h)
	if _, sum := h.(*Sum); len(p) == 1 || sum && c.IsInt() {
		return s.arrangeUnsorted(p.times(number(c)))
	}
	return Mul(c, h)
}

// wholePower reads base^n for a whole n.
func (s *simplifier) wholePower(base Expr, n *Num) polynomial {
	if n.Sign() == 0 {
		return polynomial{number(One)}
	}
	p := s.best(s.poly(base))
	switch {
	case len(p) == 0 && n.Sign() > 0:
		return nil
	case len(p) == 0:
		return only(Power(Zero, n), One)
	case len(p) == 1:
		if m, ok := p[0].raised(n, s.set.Limits.bits()); ok {
			return s.settle(m)
		}
		// A number too large to write out stays a power.
		return only(Power(s.part(base), n), One)
	}
	b := s.bracket(base, p)
	if len(b.factors) != 1 {
		return s.settle(b)
	}
	return s.settle(power(b.factors[0].base, n))
}

// root reads base^exp for an exp that is not whole. Perfect powers of numbers
// come out; a product stays under one root, since √(ab) = √a·√b asks for
// conditions.
func (s *simplifier) root(base Expr, exp *Num) polynomial {
	p := s.best(s.poly(base))
	if len(p) == 0 {
		return nil
	}
	if len(p) > 1 {
		if sum, ok := base.(*Sum); !ok || !s.asWritten(sum, p) {
			// √(1−x²/4) is ½√(4−x²).
			if c := p.content(); c.big == nil && c.Sign() > 0 && c.den > 1 {
				if out, in := extract(Rat(1, c.den), exp, s.set.Limits.bits()); in.is(1) {
					inside := s.root(s.arrangeUnsorted(p.times(number(Int(c.den)))), exp)
					if len(inside) == 1 {
						return polynomial{inside[0].times(number(out))}
					}
				}
			}
		}
		b := s.bracket(base, p)
		if len(b.factors) == 1 && b.factors[0].exp.is(1) && b.coef.is(1) {
			return only(b.factors[0].base, exp)
		}
		return only(s.arrange(p, true), exp)
	}
	m := p[0]
	outside, inside := extract(m.coef, exp, s.set.Limits.bits())
	if len(m.factors) == 0 {
		r := number(outside)
		if !inside.is(1) {
			r = r.times(power(inside, exp))
		}
		return polynomial{r}
	}
	r := number(outside)
	if len(m.factors) == 1 && m.factors[0].exp.is(1) && inside.is(1) {
		return polynomial{r.times(power(m.factors[0].base, exp))}
	}
	if len(m.factors) == 1 && isExponential(m.factors[0].base) && inside.is(1) {
		f := m.factors[0]
		return polynomial{r.times(power(f.base, f.exp.mul(exp)))}
	}
	return polynomial{r.times(power(s.term(monomial{inside, m.factors}), exp))}
}

// oddRoot reads an odd root of a product of powers of symbols factor by factor,
// which is right for negative numbers too: the cube root of t² is t^(2/3).
func (s *simplifier) oddRoot(base Expr, n *Num) (polynomial, bool) {
	k, ok := n.Int64()
	if !ok || k%2 == 0 || s.set.Style.FractionalPowers {
		return nil, false
	}
	p := s.best(s.poly(base))
	if len(p) != 1 || !p[0].coef.is(1) {
		return nil, false
	}
	r := number(One)
	for _, f := range p[0].factors {
		if _, symbol := f.base.(*Sym); !symbol {
			return nil, false
		}
		r.factors = append(r.factors, factor{f.base, f.exp.mul(n.inv())})
	}
	return polynomial{r}, true
}

// extract splits c^exp into a rational number and the root of what is left:
// √12 into 2 and 3. Only small numbers are searched.
func extract(c, exp *Num, bits int) (outside, inside *Num) {
	if c.big != nil || exp.big != nil || c.Sign() <= 0 || c.decimal || exp.den > 8 {
		return One, c
	}
	q := exp.den
	outNum, inNum := extractInt(c.num, q)
	outDen, inDen := extractInt(c.den, q)
	out, ok := Rat(outNum, outDen).powInt(exp.num, bits)
	if !ok {
		return One, c
	}
	return out, Rat(inNum, inDen)
}

// extractInt writes n = outside^q · inside with the largest outside below 1000.
func extractInt(n, q int64) (outside, inside int64) {
	outside, inside = 1, n
	for d := int64(2); d < 1000; d++ {
		power := int64(1)
		for i := int64(0); i < q && power <= inside; i++ {
			power *= d
		}
		if power > inside {
			break
		}
		for inside%power == 0 {
			inside /= power
			outside *= d
		}
	}
	return outside, inside
}
