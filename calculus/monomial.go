package calculus

import "slices"

// A monomial is a number times powers of bases, no two bases equal:
// −2·x³·(x+1)^(−1/2). A base is anything that simplification treats as one
// thing: a symbol, a call, a sum in brackets, or the exponential of a
// primitive exponent, so that e^(3x) is the cube of e^x.
type monomial struct {
	coef    *Num
	factors []factor
}

type factor struct {
	base Expr
	exp  *Num
}

// polynomial is a sum of monomials, in the order in which they are to be
// written unless a rule of order says otherwise. The empty polynomial is 0.
type polynomial []monomial

func number(n *Num) monomial { return monomial{coef: n} }

func power(base Expr, exp *Num) monomial {
	return monomial{coef: One, factors: []factor{{base, exp}}}
}

// only returns the power as a polynomial.
func only(base Expr, exp *Num) polynomial {
	one := &struct {
		monomial [1]monomial
		factor   [1]factor
	}{factor: [1]factor{{base, exp}}}
	one.monomial[0] = monomial{One, one.factor[:]}
	return one.monomial[:]
}

// times returns m·n.
func (m monomial) times(n monomial) monomial {
	if len(n.factors) == 0 {
		return monomial{m.coef.mul(n.coef), m.factors}
	}
	if len(m.factors) == 0 {
		return monomial{m.coef.mul(n.coef), n.factors}
	}
	fs := make([]factor, len(m.factors), len(m.factors)+len(n.factors))
	copy(fs, m.factors)
	for _, f := range n.factors {
		fs = multiply(fs, f)
	}
	return monomial{m.coef.mul(n.coef), fs}
}

// multiply multiplies the product fs, which it may change, by f.
func multiply(fs []factor, f factor) []factor {
	for i := range fs {
		if Equal(fs[i].base, f.base) {
			exp := fs[i].exp.add(f.exp)
			if exp.Sign() == 0 {
				return append(fs[:i], fs[i+1:]...)
			}
			fs[i].exp = exp
			return fs
		}
	}
	return append(fs, f)
}

// raised returns m to a whole power, and false when its number has more bits.
func (m monomial) raised(k *Num, bits int) (monomial, bool) {
	coef, ok := m.coef.raised(k, bits)
	if !ok {
		return m, false
	}
	r := monomial{coef: coef, factors: make([]factor, len(m.factors))}
	for i, f := range m.factors {
		r.factors[i] = factor{f.base, f.exp.mul(k)}
	}
	return r, true
}

// over returns m/n.
func (m monomial) over(n monomial) monomial {
	inverse := monomial{coef: n.coef.inv(), factors: make([]factor, len(n.factors))}
	for i, f := range n.factors {
		inverse.factors[i] = factor{f.base, f.exp.neg()}
	}
	return m.times(inverse)
}

func (m monomial) neg() monomial { return monomial{m.coef.neg(), m.factors} }

// exponent returns the exponent of base in m.
func (m monomial) exponent(base Expr) *Num {
	for _, f := range m.factors {
		if Equal(f.base, base) {
			return f.exp
		}
	}
	return Zero
}

// find returns the place of base among the factors of m, or −1.
func (m monomial) find(base Expr) int {
	for i, f := range m.factors {
		if Equal(f.base, base) {
			return i
		}
	}
	return -1
}

// without returns m without its i-th factor.
func (m monomial) without(i int) monomial {
	fs := make([]factor, 0, len(m.factors)-1)
	fs = append(fs, m.factors[:i]...)
	return monomial{m.coef, append(fs, m.factors[i+1:]...)}
}

// alike reports whether m and n differ in their numbers only.
func (m monomial) alike(n monomial) bool {
	if len(m.factors) != len(n.factors) || len(m.factors) > fewFactors && m.key() != n.key() {
		return false
	}
	for i, f := range m.factors {
		if g := n.factors[i]; f.exp.Cmp(g.exp) == 0 && Equal(f.base, g.base) {
			continue // they often have one order
		}
		if n.exponent(f.base).Cmp(f.exp) != 0 {
			return false
		}
	}
	return true
}

// fewFactors is up to where a look at all of them is faster than their hash.
const fewFactors = 8

// key is equal for monomials that are alike.
func (m monomial) key() uint64 {
	var h uint64
	for _, f := range m.factors {
		h += mix(f.base.meta().hash*31 + f.exp.m.hash)
	}
	return h
}

// key is equal for polynomials of the same monomials.
func (p polynomial) key() uint64 {
	var h uint64
	for _, m := range p {
		h += mix(m.key() + m.coef.m.hash)
	}
	return h
}

// collected returns p with like monomials added up, each where the first of
// its kind stood.
func (p polynomial) collected() polynomial {
	if len(p) < 2 {
		if len(p) == 1 && p[0].coef.Sign() == 0 {
			return nil
		}
		return p
	}
	if len(p) <= fewMonomials && p.apart() {
		return p
	}
	q := make(polynomial, 0, len(p))
	find := func(m monomial) int { return slices.IndexFunc(q, m.alike) }
	if len(p) > fewMonomials {
		find = places(len(p), &q)
	}
	var more [][]*Num // numbers to be added to those of the monomials of q, where they are many
	for _, m := range p {
		i := find(m)
		switch {
		case i < 0:
			q = append(q, m)
		case len(p) <= manyNumbers || m.coef.decimal || q[i].coef.decimal:
			q[i].coef = q[i].coef.add(m.coef)
		default:
			for len(more) <= i {
				more = append(more, nil)
			}
			more[i] = append(more[i], m.coef)
		}
	}
	for i, list := range more {
		if len(list) > 0 {
			q[i].coef = q[i].coef.add(total(list))
		}
	}
	kept := q[:0]
	for _, m := range q {
		if m.coef.Sign() != 0 {
			kept = append(kept, m)
		}
	}
	return kept
}

// manyNumbers is from where on numbers are added up by halves.
const manyNumbers = 64

// total adds the numbers up by halves: the denominators of 1 + 1/2 + 1/3 + … have as
// many digits as there are terms, and few of the sums should have all of them.
func total(list []*Num) *Num {
	if len(list) == 1 {
		return list[0]
	}
	half := len(list) / 2
	return total(list[:half]).add(total(list[half:]))
}

// apart reports whether no monomials of p are alike, and none is 0.
func (p polynomial) apart() bool {
	for i, m := range p {
		if m.coef.Sign() == 0 || slices.ContainsFunc(p[:i], m.alike) {
			return false
		}
	}
	return true
}

// fewMonomials is up to where a look at all of them is faster than a table.
const fewMonomials = 8

// places returns a function that finds the monomial of q that is like another, or −1,
// by a table for n of them. Each that it does not find is the next of q.
func places(n int, q *polynomial) func(monomial) int {
	table := hashedFor(n)
	return func(m monomial) int {
		key := m.key()
		for at, rest := table.first(key); at >= 0; at, rest = table.next(key, rest) {
			if (*q)[at].alike(m) {
				return at
			}
		}
		table.add(key)
		return -1
	}
}

// times returns p·m.
func (p polynomial) times(m monomial) polynomial {
	q := make(polynomial, len(p))
	for i := range p {
		q[i] = p[i].times(m)
	}
	return q
}

// content returns the number that can be taken out of all coefficients: their
// greatest common divisor, negative when all of them are.
func (p polynomial) content() *Num {
	num, den := int64(0), int64(1)
	allNegative := true
	for _, m := range p {
		if m.coef.big != nil || m.coef.decimal {
			return One
		}
		num = gcd(abs64(m.coef.num), num)
		if l := den / gcd(den, m.coef.den); l < 1<<31/m.coef.den {
			den = l * m.coef.den
		} else {
			return One
		}
		if m.coef.Sign() > 0 {
			allNegative = false
		}
	}
	if num == 0 {
		return One
	}
	c := Rat(num, den)
	if allNegative {
		c = c.neg()
	}
	return c
}

// isExponential reports whether base is a power of e, whose place is always
// the numerator.
func isExponential(base Expr) bool {
	p, ok := base.(*Pow)
	return ok && p.base == E
}

// isBracket reports whether base is a sum.
func isBracket(base Expr) bool {
	_, ok := base.(*Sum)
	return ok
}

// cost estimates how long m is on paper.
func (m monomial) cost() int {
	c := 1
	if len(m.factors) > 0 && (m.coef.is(1) || m.coef.is(-1)) {
		c = 0
	}
	if !m.coef.IsInt() {
		c++
	}
	below := false
	for _, f := range m.factors {
		c += f.base.meta().width
		if !f.exp.is(1) && !f.exp.is(-1) {
			c++
		}
		if f.exp.Sign() < 0 && !isExponential(f.base) {
			below = true
		}
	}
	if below {
		c++
	}
	return c + 1
}

func (p polynomial) cost() int {
	c := 0
	for _, m := range p {
		c += m.cost()
	}
	return c
}

// plain reports whether p is a polynomial in symbols, without brackets.
func (p polynomial) plain() bool {
	for _, m := range p {
		for _, f := range m.factors {
			switch f.base.(type) {
			case *Sym, *Const, *Index:
				if f.exp.Sign() < 0 || !f.exp.IsInt() {
					return false
				}
			default:
				return false
			}
		}
	}
	return true
}
