package calculus

import "slices"

// simplifier brings expressions into the form that a textbook prints. It
// works on polynomials whose atoms are symbols, calls, brackets and powers of
// e, and never opens a bracket unless the result gets shorter.
type simplifier struct {
	set   *Setting
	main  Expr       // the variable whose powers order polynomials
	names dependents // names that rest on it, so that they are no coefficients
	outer Expr       // y in y′ = y (log |y|)′, which stands behind parameters; or nil
	memo  memo
	spelt []exponent
	used  ruleSet
	// effects counts what readings left behind besides their results: rules,
	// divisors, spellings. marks are the brackets that they found as written.
	effects int
	marks   []uint64
	// cancelled lists what was divided out, which is therefore not 0.
	cancelled []Expr
	budget    int
	foldLogs  bool // e^(y log x) is written x^y
	summing   bool // a term of a sum is read
	totals    bool // sums that the author assumes are put in
	// ends are the symbols that end sums; ranges are taken to be long enough.
	ends map[string]bool
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
	// maxFactorial bounds the factorials that are written out.
	maxFactorial = 20
	// maxExpanded bounds the terms that opening brackets may make.
	maxExpanded = 60
)

func newSimplifier(set *Setting, main Expr) *simplifier {
	return &simplifier{set: set, main: main, budget: set.Limits.work()}
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
	if r := s.arrange(p, true); r.meta().width+1 < e.meta().width || numeral(e) {
		return r
	}
	return e
}

// pass returns what a pass of that name has made.
func (s *simplifier) pass(name string, made polynomial) polynomial {
	if s.set.spoilt == nil || len(made) == 0 {
		return made
	}
	return s.set.spoilt(name, made)
}

// passed is pass for a single monomial.
func (s *simplifier) passed(name string, made monomial) monomial {
	if s.set.spoilt == nil {
		return made
	}
	return s.set.spoilt(name, polynomial{made})[0]
}

func (s *simplifier) spend(n int) bool {
	s.budget -= n
	return s.budget >= 0
}

// poly reads e as a polynomial. Brackets with a power or a factor stay shut.
func (s *simplifier) poly(e Expr) polynomial {
	if e.meta().size > 1 {
		return s.remembered(e).polynomial
	}
	return s.read(e)
}

// use notes that rules were used.
func (s *simplifier) use(rules ...*Rule) {
	if len(rules) > 0 {
		s.effects++
		s.used.add(rules...)
	}
}

func (s *simplifier) read(e Expr) polynomial {
	switch e := e.(type) {
	case *Num:
		if e.Sign() == 0 {
			return nil
		}
		return polynomial{number(e)}
	case *Sum:
		defer func(was bool) { s.summing = was }(s.summing)
		s.summing = true
		p := make(polynomial, 0, len(e.terms))
		for _, t := range e.terms {
			p = append(p, s.open(s.poly(t))...)
		}
		return s.collect(p)
	case *Prod:
		factors := allFactors(e)
		if len(factors) > manyFactors {
			return s.longProduct(factors)
		}
		m := number(One)
		for _, f := range factors {
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
		return only(ApplyTo(e.name, args...), One)
	case *Deriv:
		return only(s.symmetric(e), One)
	case *Sigma:
		return s.sigma(e)
	case *Product:
		return s.productOver(e)
	case *Delta:
		return s.delta(e)
	case *Index:
		return only(mapChildren(e, s.subscript), One)
	case *Cases:
		branches := make([]Branch, len(e.branches))
		for i, b := range e.branches {
			branches[i] = Branch{s.simplify(b.Value), b.Cond}
		}
		if !slices.ContainsFunc(branches, func(b Branch) bool { return !Equal(b.Value, branches[0].Value) }) {
			return s.poly(branches[0].Value) // the same on every piece
		}
		return only(Piecewise(branches...), One)
	}
	return only(e, One)
}

// allFactors returns the factors of e and of the products in it.
func allFactors(e *Prod) []Expr {
	if !slices.ContainsFunc(e.factors, isProd) {
		return e.factors
	}
	return appendFactors(make([]Expr, 0, 2*len(e.factors)), e)
}

func appendFactors(list []Expr, e *Prod) []Expr {
	for _, f := range e.factors {
		if p, ok := f.(*Prod); ok {
			list = appendFactors(list, p)
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
	return s.pass("open", s.poly(f.base).times(number(p[0].coef)))
}

// monomial reads e as one monomial: a sum becomes a bracket. It returns false
// for 0.
func (s *simplifier) monomial(e Expr) (monomial, bool) {
	if x, ok := e.(*Sym); ok {
		return power(x, One), true
	}
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
		return power(s.arrangeUnsorted(positiveFirst(p, false)), One) // tidier terms in the same places
	}
	return power(s.arrange(p, true), One)
}

// termwise reports whether p has the terms of the sum, in their order.
func (s *simplifier) termwise(sum *Sum, p polynomial) bool {
	if len(p) != len(sum.terms) {
		return false
	}
	for i, m := range p {
		if t := sum.terms[i]; len(m.factors) == 1 && m.factors[0].base == t && m.factors[0].exp.is(1) {
			continue
		}
		if q := s.poly(sum.terms[i]); len(q) != 1 || !q[0].alike(m) {
			return false
		}
	}
	return true
}

// atom reports whether m is written as an atom.
func (m monomial) atom() bool {
	return len(m.factors) == 0 || len(m.factors) == 1 && m.coef.is(1) && m.factors[0].exp.is(1)
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
		if size := t.meta().size; size == 1 || size == 3 && !m.atom() {
			continue // nothing is shorter
		}
		if a := s.term(m); !Equal(a, t) && a.meta().size < t.meta().size {
			return false
		}
	}
	s.mark(sum.m.hash)
	return true
}

// holdsOpenPower reports whether a factor of t is a power such as (2x)², which
// is written 4x².
func holdsOpenPower(t Expr) bool {
	switch t := t.(type) {
	case *Prod:
		for i, f := range t.factors {
			if _, member := f.(*Index); member && slices.ContainsFunc(t.factors[:i], func(g Expr) bool { return Equal(f, g) }) {
				return true // w_l·w_l, where w_l·w_k stood
			}
		}
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

func (s *simplifier) quotient(e *Quo) polynomial {
	num, den := s.best(s.poly(e.num)), s.best(s.poly(e.den))
	if len(den) == 0 {
		return only(Div(s.part(e.num), Zero), One)
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
	return s.pass("quotient", s.settle(s.product(n, number(One).over(d))))
}

// call reads a known function's value. Values that everyone knows are put in.
func (s *simplifier) call(e *Call) polynomial {
	switch e.fn {
	case Sqrt:
		return s.pass("root", s.root(e.args[0], Half))
	case Root:
		if n, ok := e.args[0].(*Num); ok && n.IsInt() && n.Sign() > 0 {
			if p, ok := s.oddRoot(e.args[1], n); ok {
				return s.pass("odd root", p)
			}
			return s.pass("root", s.root(e.args[1], n.inv()))
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
	if len(args) == 1 {
		if v := s.known(e.fn, args[0]); v != nil {
			return s.pass("value", s.poly(v))
		}
	}
	switch e.fn {
	case Log, Ln:
		if args[0] == E {
			return s.pass("logarithm of e", polynomial{number(One)})
		}
		if p, ok := args[0].(*Pow); ok && p.base == E {
			return s.pass("logarithm of a power", s.poly(p.exp))
		}
	case LogBase:
		if Equal(args[0], args[1]) {
			return s.pass("logarithm of its base", polynomial{number(One)})
		}
		if n := wholeLog(args[0], args[1]); n != nil {
			return s.pass("logarithm of a power", polynomial{number(n)})
		}
	}
	if !changed {
		return only(e, One)
	}
	return only(e.fn.Of(args...), One)
}

// collect adds up like terms, and sin²u + cos²u.
func (s *simplifier) collect(p polynomial) polynomial {
	s.spend(len(p))
	p = s.pass("collect", p.collected())
	if len(p) >= 2 {
		p = s.pythagoras(p)
	}
	return p
}
