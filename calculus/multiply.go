package calculus

import (
	"math"
	"slices"
)

// product multiplies and notes what is cancelled.
func (s *simplifier) product(m, n monomial) monomial {
	s.spend(len(m.factors)*len(n.factors) + 1)
	for _, f := range m.factors {
		for _, g := range n.factors {
			if f.exp.Sign()*g.exp.Sign() < 0 && Equal(f.base, g.base) && !isExponential(f.base) {
				s.cancelled = append(s.cancelled, f.base)
				s.use(CancelRule)
			}
		}
	}
	if len(m.factors) > 0 && len(n.factors) > 0 {
		n = s.align(m, n)
	}
	r := s.passed("multiply", m.times(n))
	// Of two brackets that differ in the order of terms the author's stays.
	for _, g := range n.factors {
		if isBracket(g.base) && s.authored[g.base.meta().hash] {
			for i := range r.factors {
				if Equal(r.factors[i].base, g.base) {
					r.factors[i].base = g.base
				}
			}
		}
	}
	return r
}

// manyFactors is from where on a product is worth a table of its factors.
const manyFactors = 24

// longProduct reads a product of many factors. What meets none of the factors
// so far, neither as the same base nor as a bracket that may be a multiple of
// it, is appended without a look at them.
func (s *simplifier) longProduct(list []Expr) polynomial {
	met := make(map[uint64]bool, len(list))
	m := number(One)
	note := func(fs []factor) {
		for _, f := range fs {
			met[s.direction(f.base)] = true
		}
	}
	for _, e := range list {
		n, ok := s.monomial(e)
		if !ok {
			return nil
		}
		meets := false
		for _, f := range n.factors {
			meets = meets || met[s.direction(f.base)]
		}
		if !meets {
			s.spend(len(n.factors) + 1)
			m = monomial{m.coef.mul(n.coef), append(m.factors, n.factors...)}
			note(n.factors)
			continue
		}
		m = s.product(m, n)
		m.factors = slices.Clone(m.factors)
		clear(met)
		note(m.factors)
	}
	return s.pass("long product", s.settle(m))
}

// direction is equal for bases that are equal or multiples of one another, and hardly
// ever for others.
func (s *simplifier) direction(base Expr) uint64 {
	if !isBracket(base) {
		return base.meta().hash
	}
	r := s.remembered(base)
	if r.direction == 0 {
		r.direction = r.polynomial.direction()
	}
	return r.direction
}

// direction is equal for polynomials that are multiples of one another: it is that of
// their monomials, with their numbers as multiples of the number of one of them.
func (p polynomial) direction() uint64 {
	var one *Num
	least := uint64(math.MaxUint64)
	for _, m := range p {
		if key := m.key(); key <= least {
			least, one = key, m.coef
		}
	}
	if one == nil || one.Sign() == 0 {
		return 0
	}
	one = one.inv()
	var h uint64
	for _, m := range p {
		h += mix(m.key()*31 + m.coef.mul(one).m.hash)
	}
	return h
}

// align rewrites the brackets of n that are a number times a bracket of m, as
// y−x is of x−y, so that their powers meet.
func (s *simplifier) align(m, n monomial) monomial {
	for i, g := range n.factors {
		b, ok := g.base.(*Sum)
		if !ok || !g.exp.IsInt() || m.find(b) >= 0 {
			continue
		}
		for _, f := range m.factors {
			a, ok := f.base.(*Sum)
			if !ok || len(a.terms) != len(b.terms) || a.m.names != b.m.names || s.direction(a) != s.direction(b) {
				continue
			}
			c, ok := ratioOf(s.poly(b), s.poly(a))
			if !ok {
				continue
			}
			k, _ := g.exp.Int64()
			if coef, ok := c.powInt(k, s.set.Limits.bits()); ok {
				fs := append([]factor(nil), n.factors...)
				fs[i].base = a
				n = s.passed("align", monomial{n.coef.mul(coef), fs})
			}
		}
	}
	return n
}

// proportional lets the brackets of m that are multiples of one another meet in
// one power: (1+√x)²/(2+2√x) is (1+√x)/2.
func (s *simplifier) proportional(m monomial) monomial {
	if !s.parallel(m) {
		return m
	}
	for i, f := range m.factors {
		if !isBracket(f.base) || !f.exp.IsInt() {
			continue
		}
		if rest := m.without(i); slices.ContainsFunc(rest.factors, func(g factor) bool { return isBracket(g.base) }) {
			if n := s.align(rest, power(f.base, f.exp)); !n.coef.is(1) || n.factors[0].base != f.base {
				return s.proportional(s.product(rest, n))
			}
		}
	}
	return m
}

// parallel reports whether brackets of m may be multiples of one another.
func (s *simplifier) parallel(m monomial) bool {
	brackets := 0
	for _, f := range m.factors {
		if isBracket(f.base) {
			brackets++
		}
	}
	if brackets < 2 {
		return false
	}
	var room [8]uint64
	directions := room[:0]
	for _, f := range m.factors {
		if isBracket(f.base) {
			directions = append(directions, s.direction(f.base))
		}
	}
	slices.Sort(directions)
	return len(slices.Compact(directions)) < len(directions)
}

// ratioOf returns c with p = c·q.
func ratioOf(p, q polynomial) (*Num, bool) {
	if len(p) != len(q) || len(p) == 0 {
		return nil, false
	}
	var c *Num
next:
	for _, m := range p {
		for _, n := range q {
			if m.alike(n) {
				r := m.coef.mul(n.coef.inv())
				if c == nil {
					c = r
				} else if c.Cmp(r) != 0 {
					return nil, false
				}
				continue next
			}
		}
		return nil, false
	}
	return c, true
}

// settle finishes a product: fractions inside fractions are cleared and
// brackets that divide one another cancelled.
func (s *simplifier) settle(m monomial) polynomial {
	m = s.clear(m)
	m = s.cancel(s.proportional(m))
	m = s.joined(m)
	m = s.tangents(m)
	if m.coef.Sign() == 0 {
		return nil
	}
	// A bracket whose power has become 1 is a sum again.
	if len(m.factors) == 1 && m.coef.is(1) && m.factors[0].exp.is(1) && isBracket(m.factors[0].base) {
		return s.poly(m.factors[0].base)
	}
	return polynomial{m}
}

// tangents writes sin u/cos u as tan u, and 1/(tan u cos u) as 1/sin u; the
// hyperbolic functions likewise.
func (s *simplifier) tangents(m monomial) monomial {
	if !slices.ContainsFunc(m.factors, underCosine) {
		return m
	}
	for i, f := range m.factors {
		c, ok := f.base.(*Call)
		if !ok {
			continue
		}
		switch {
		case (c.fn == Sin || c.fn == Sinh) && f.exp.is(1):
			cos, tan := Cos, Tan
			if c.fn == Sinh {
				cos, tan = Cosh, Tanh
			}
			if j := m.find(cos.Of(c.args...)); j >= 0 && m.factors[j].exp.is(-1) {
				fs := append([]factor(nil), m.factors...)
				fs[i].base = tan.Of(c.args...)
				return s.passed("tangent", monomial{m.coef, append(fs[:j], fs[j+1:]...)})
			}
		// √tan u is not √sin u/√cos u where both are negative; cosh is positive.
		case (c.fn == Tan && f.exp.IsInt() || c.fn == Tanh) && f.exp.Sign() < 0:
			sin, cos := Sin, Cos
			if c.fn == Tanh {
				sin, cos = Sinh, Cosh
			}
			if j := m.find(cos.Of(c.args...)); j >= 0 && m.factors[j].exp.Sign() < 0 {
				fs := append([]factor(nil), m.factors...)
				fs[i].base = sin.Of(c.args...)
				return s.passed("tangent below", monomial{m.coef, multiply(fs, factor{cos.Of(c.args...), f.exp.neg()})})
			}
		}
	}
	return m
}

// underCosine reports whether f is a cosine under the line.
func underCosine(f factor) bool {
	c, ok := f.base.(*Call)
	return ok && (c.fn == Cos || c.fn == Cosh) && f.exp.Sign() < 0
}

// joined puts together what a product of powers leaves apart: numbers, and
// roots whose product is rational.
func (s *simplifier) joined(m monomial) monomial {
	for i, f := range m.factors {
		if !f.exp.IsInt() {
			continue
		}
		switch b := f.base.(type) {
		case *Call:
			if k, ok := f.exp.Int64(); ok && b.fn == Abs && k < 0 && k%2 == 0 {
				// 1/|u|² is 1/u².
				rest := m.without(i)
				if p := s.wholePower(b.args[0], f.exp); len(p) == 1 {
					return s.joined(s.product(rest, s.passed("square of |u|", p[0])))
				}
			}
		case *Num, *Prod, *Pow:
			if isExponential(b) || isSymbolicPower(b) {
				continue
			}
			k, _ := f.exp.Int64()
			if abs64(k) > 1<<16 {
				continue
			}
			rest := m.without(i)
			if p := s.poly(b); len(p) == 1 {
				if len(p[0].factors) == 1 && Equal(p[0].factors[0].base, b) {
					continue // 0^(−1), or a number too large to write out
				}
				if r, ok := p[0].raised(f.exp, s.set.Limits.bits()); ok {
					return s.joined(s.product(rest, s.passed("join", r)))
				}
			}
		}
	}
	return m
}

func isSymbolicPower(e Expr) bool {
	p, ok := e.(*Pow)
	if !ok {
		return false
	}
	_, number := p.exp.(*Num)
	return !number
}
