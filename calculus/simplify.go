package calculus

import "slices"

// simplifier brings expressions into the form that a textbook prints. It
// works on polynomials whose atoms are symbols, calls, brackets and powers of
// e, and never opens a bracket unless the result gets shorter.
type simplifier struct {
	set   *Setting
	main  Expr // the variable whose powers order polynomials
	memo  map[Expr]polynomial
	spelt []exponent
	used  ruleSet
	// cancelled lists what was divided out, which is therefore not 0.
	cancelled []Expr
	budget    int
	foldLogs  bool // e^(y log x) is written x^y
	totals    bool // sums that the author assumes are put in
	// authored are the brackets that stand as they were written; their terms
	// keep their signs.
	authored map[uint64]bool
}

// exponent remembers how the author wrote c·h in the exponent of e, or of
// another base.
type exponent struct {
	primitive Expr
	number    *Num
	written   Expr
}

// ruleSet is a list of rules without repetition, in the order of first use.
type ruleSet []*Rule

func (s *ruleSet) add(rules ...*Rule) {
next:
	for _, r := range rules {
		for _, have := range *s {
			if have == r {
				continue next
			}
		}
		*s = append(*s, r)
	}
}

const (
	// maxWork bounds the monomial products of one simplification, far above
	// what fits on a page.
	maxWork = 200_000
	// maxBits bounds the numbers that powers of numbers may grow to.
	maxBits = 32_768
	// maxExpanded bounds the terms that opening brackets may make.
	maxExpanded = 60
)

func newSimplifier(set *Setting, main Expr) *simplifier {
	return &simplifier{set: set, main: main, memo: map[Expr]polynomial{}, authored: map[uint64]bool{}, budget: maxWork}
}

// simplify returns e in the form that a textbook prints.
func (s *simplifier) simplify(e Expr) Expr {
	p := s.best(s.poly(e))
	if lifted, ok := s.lifted(p); ok {
		return lifted
	}
	return s.arrange(p, false)
}

// part simplifies a part of an expression that no rule produced, such as the
// argument of a call; it stays as the author wrote it unless it gets shorter.
func (s *simplifier) part(e Expr) Expr {
	if e.meta().size == 1 {
		return e
	}
	p := s.best(s.poly(e))
	if sum, ok := e.(*Sum); ok && s.asWritten(sum, p) {
		return e
	}
	if r := s.arrange(p, true); r.meta().width+1 < e.meta().width {
		return r
	}
	return e
}

func (s *simplifier) spend(n int) bool {
	s.budget -= n
	return s.budget >= 0
}

// poly reads e as a polynomial. Brackets with a power or a factor stay shut.
func (s *simplifier) poly(e Expr) polynomial {
	if e.meta().size > 3 {
		if p, ok := s.memo[e]; ok {
			return p
		}
		p := s.read(e)
		s.memo[e] = p
		return p
	}
	return s.read(e)
}

func (s *simplifier) read(e Expr) polynomial {
	switch e := e.(type) {
	case *Num:
		if e.Sign() == 0 {
			return nil
		}
		return polynomial{number(e)}
	case *Sum:
		var p polynomial
		for _, t := range e.terms {
			p = append(p, s.open(s.poly(t))...)
		}
		return s.collect(p)
	case *Prod:
		m := number(One)
		for _, f := range allFactors(e) {
			n, ok := s.monomial(f)
			if !ok {
				return nil
			}
			m = s.product(m, n)
		}
		return s.settle(m)
	case *Quo:
		return s.quotient(e)
	case *Pow:
		return s.power(e)
	case *Call:
		return s.call(e)
	case *Apply:
		args := make([]Expr, len(e.args))
		for i, a := range e.args {
			args[i] = s.part(a)
		}
		return polynomial{power(ApplyTo(e.name, args...), One)}
	case *Sigma:
		return s.sigma(e)
	case *Cases:
		branches := make([]Branch, len(e.branches))
		for i, b := range e.branches {
			branches[i] = Branch{s.simplify(b.Value), b.Cond}
		}
		if !slices.ContainsFunc(branches, func(b Branch) bool { return !Equal(b.Value, branches[0].Value) }) {
			return s.poly(branches[0].Value) // the same on every piece
		}
		return polynomial{power(Piecewise(branches...), One)}
	}
	return polynomial{power(e, One)}
}

// allFactors returns the factors of e and of the products in it.
func allFactors(e *Prod) []Expr {
	if !slices.ContainsFunc(e.factors, isProd) {
		return e.factors
	}
	var list []Expr
	for _, f := range e.factors {
		if p, ok := f.(*Prod); ok {
			list = append(list, allFactors(p)...)
		} else {
			list = append(list, f)
		}
	}
	return list
}

// open removes the brackets of ±(a+b), the only ones that a sum never keeps
// around a term.
func (s *simplifier) open(p polynomial) polynomial {
	if len(p) != 1 || len(p[0].factors) != 1 {
		return p
	}
	f := p[0].factors[0]
	if !f.exp.is(1) || !isBracket(f.base) || !p[0].coef.is(1) && !p[0].coef.is(-1) {
		return p
	}
	return s.poly(f.base).times(number(p[0].coef))
}

// monomial reads e as one monomial: a sum becomes a bracket. It returns false
// for 0.
func (s *simplifier) monomial(e Expr) (monomial, bool) {
	p := s.best(s.poly(e))
	switch len(p) {
	case 0:
		return monomial{}, false
	case 1:
		return p[0], true
	}
	return s.bracket(e, p), true
}

// bracket makes a bracket of p; e is the expression from which p was read, or
// nil.
func (s *simplifier) bracket(e Expr, p polynomial) monomial {
	if sum, ok := e.(*Sum); ok && s.asWritten(sum, p) {
		return power(sum, One)
	}
	if len(p) == 1 {
		return p[0]
	}
	if sum, ok := e.(*Sum); ok && s.termwise(sum, p) {
		return power(s.arrangeUnsorted(p), One) // tidier terms in the same places
	}
	return power(s.arrange(p, true), One)
}

// termwise reports whether p has the terms of the sum, in their order.
func (s *simplifier) termwise(sum *Sum, p polynomial) bool {
	if len(p) != len(sum.terms) {
		return false
	}
	for i, m := range p {
		if q := s.poly(sum.terms[i]); len(q) != 1 || !q[0].alike(m) {
			return false
		}
	}
	return true
}

// asWritten reports whether the sum already says p, term by term, so that the
// author's order of terms can stand.
func (s *simplifier) asWritten(sum *Sum, p polynomial) bool {
	if !s.termwise(sum, p) {
		return false
	}
	for i, m := range p {
		t := sum.terms[i]
		if holdsOpenPower(t) {
			return false
		}
		if a := s.term(m); !Equal(a, t) && a.meta().size < t.meta().size {
			return false
		}
	}
	s.authored[sum.m.hash] = true
	return true
}

// holdsOpenPower reports whether a factor of t is a power such as (2x)², which
// is written 4x².
func holdsOpenPower(t Expr) bool {
	switch t := t.(type) {
	case *Prod:
		return slices.ContainsFunc(t.factors, holdsOpenPower)
	case *Pow:
		if !isSymbolicPower(t) {
			switch t.base.(type) {
			case *Prod, *Quo, *Pow:
				return true
			}
		}
	}
	return false
}

// product multiplies and notes what is cancelled.
func (s *simplifier) product(m, n monomial) monomial {
	s.spend(len(m.factors)*len(n.factors) + 1)
	for _, f := range m.factors {
		for _, g := range n.factors {
			if f.exp.Sign()*g.exp.Sign() < 0 && Equal(f.base, g.base) && !isExponential(f.base) {
				s.cancelled = append(s.cancelled, f.base)
				s.used.add(CancelRule)
			}
		}
	}
	if len(m.factors) > 0 && len(n.factors) > 0 {
		n = s.align(m, n)
	}
	r := m.times(n)
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

// align rewrites the brackets of n that are a number times a bracket of m, as
// y−x is of x−y, so that their powers meet.
func (s *simplifier) align(m, n monomial) monomial {
	for i, g := range n.factors {
		b, ok := g.base.(*Sum)
		if !ok || !g.exp.IsInt() {
			continue
		}
		for _, f := range m.factors {
			a, ok := f.base.(*Sum)
			if !ok || len(a.terms) != len(b.terms) || a.m.names != b.m.names || Equal(a, b) {
				continue
			}
			c, ok := ratioOf(s.poly(b), s.poly(a))
			if !ok {
				continue
			}
			k, _ := g.exp.Int64()
			if coef, ok := c.powInt(k, maxBits); ok {
				fs := append([]factor(nil), n.factors...)
				fs[i].base = a
				n = monomial{n.coef.mul(coef), fs}
			}
		}
	}
	return n
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
	m = s.cancel(m)
	m = s.joined(m)
	m = tangents(m)
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
func tangents(m monomial) monomial {
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
				return monomial{m.coef, append(fs[:j], fs[j+1:]...)}
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
				return monomial{m.coef, multiply(fs, factor{cos.Of(c.args...), f.exp.neg()})}
			}
		}
	}
	return m
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
					return s.joined(s.product(rest, p[0]))
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
				if r, ok := p[0].raised(f.exp, maxBits); ok {
					return s.joined(s.product(rest, r))
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

func (s *simplifier) quotient(e *Quo) polynomial {
	num, den := s.best(s.poly(e.num)), s.best(s.poly(e.den))
	if len(den) == 0 {
		return polynomial{power(Div(s.part(e.num), Zero), One)}
	}
	if len(num) == 0 {
		return nil
	}
	if sum, ok := e.num.(*Sum); !ok || !s.asWritten(sum, num) {
		num = s.monomialOut(num)
	}
	n, d := s.bracket(e.num, num), s.bracket(e.den, den)
	if len(num) == 1 {
		n = num[0]
	}
	if len(den) == 1 {
		d = den[0]
	}
	return s.settle(s.product(n, number(One).over(d)))
}

// call reads a known function's value. Values that everyone knows are put in.
func (s *simplifier) call(e *Call) polynomial {
	switch e.fn {
	case Sqrt:
		return s.root(e.args[0], Half)
	case Root:
		if n, ok := e.args[0].(*Num); ok && n.IsInt() && n.Sign() > 0 {
			if p, ok := s.oddRoot(e.args[1], n); ok {
				return p
			}
			return s.root(e.args[1], n.inv())
		}
	case Exp:
		return s.exponential(e.args[0])
	}
	args := make([]Expr, len(e.args))
	changed := false
	for i, a := range e.args {
		args[i] = s.part(a)
		changed = changed || args[i] != a
	}
	if n, ok := args[0].(*Num); ok && len(args) == 1 {
		if v := valueAt(e.fn, n); v != nil {
			return s.poly(v)
		}
	}
	switch e.fn {
	case Log, Ln:
		if args[0] == E {
			return polynomial{number(One)}
		}
		if p, ok := args[0].(*Pow); ok && p.base == E {
			return s.poly(p.exp)
		}
	case LogBase:
		if Equal(args[0], args[1]) {
			return polynomial{number(One)}
		}
	}
	if !changed {
		return polynomial{power(e, One)}
	}
	return polynomial{power(e.fn.Of(args...), One)}
}

// valueAt returns f(n) where it is common knowledge, and nil elsewhere.
func valueAt(f *Func, n *Num) Expr {
	switch {
	case n.Sign() == 0:
		switch f {
		case Sin, Tan, Arcsin, Arctan, Sinh, Tanh, Arsinh, Artanh, Erf, Abs, ReLU:
			return Zero
		case Cos, Cosh, Sec, Sech:
			return One
		case Sigmoid:
			return Half
		}
	case n.is(1) && (f == Log || f == Ln):
		return Zero
	case f == Abs:
		return n.abs()
	case f == Sign:
		return Int(int64(n.Sign()))
	case f == ReLU:
		if n.Sign() > 0 {
			return n
		}
		return Zero
	}
	return nil
}

// collect adds up like terms, and sin²u + cos²u.
func (s *simplifier) collect(p polynomial) polynomial {
	s.spend(len(p))
	p = p.collected()
	if len(p) >= 2 {
		p = s.pythagoras(p)
	}
	return p
}
