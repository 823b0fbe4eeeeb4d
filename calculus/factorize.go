package calculus

import "slices"

// best returns the form of p that a textbook prints: brackets opened or common
// factors taken out where that is shorter, and p as it is otherwise. Pure
// polynomials stay expanded.
func (s *simplifier) best(p polynomial) polynomial {
	p = s.collect(p)
	if len(p) == 1 {
		return s.open(s.distributed(p))
	}
	if len(p) == 0 || p.plain() || s.budget < 0 {
		return p
	}
	best, cost := p, p.cost()
	rules, pass := ruleSet(nil), ""
	consider := func(q polynomial, name string, handicap int, used ...*Rule) {
		if c := q.cost(); c < cost+handicap {
			best, cost, rules, pass = q, c, used, name
		}
	}
	opened, ok := s.expanded(p)
	if ok {
		if opened.plain() {
			consider(opened, "expand", 1, ExpandRule)
		} else {
			consider(opened, "expand", 0, ExpandRule)
		}
	}
	if q, ok := s.factored(p); ok {
		rule := FactorRule
		if fractions(p) {
			rule = CommonDenominatorRule
		}
		consider(q, "factor", 1, rule)
	}
	if q, ok := s.grouped(p); ok {
		consider(q, "group", 0, FactorRule)
	}
	if ok && len(opened) > 1 && !opened.plain() {
		if q, ok := s.factored(opened); ok {
			consider(q, "expand and factor", 0, ExpandRule, FactorRule)
		}
	}
	if pass == "" {
		return best
	}
	s.use(rules...)
	return s.pass(pass, best)
}

// distributed multiplies a bracket of fractions out where that is shorter:
// y(1−y)((1−t)/(1−y) − t/y) is y − t.
func (s *simplifier) distributed(p polynomial) polynomial {
	for i, f := range p[0].factors {
		if len(p[0].factors) == 1 || !isBracket(f.base) || !f.exp.is(1) || !below(s.poly(f.base)) {
			continue
		}
		rest := p[0].without(i)
		var q polynomial
		for _, t := range s.poly(f.base) {
			q = append(q, s.settle(s.product(rest, t))...)
		}
		q = s.collect(q)
		if opened, ok := s.expanded(q); ok && opened.cost() <= q.cost() {
			q = opened
		}
		if len(q) > 0 && q.cost() < p.cost() {
			s.use(ExpandRule)
			return s.pass("distribute", q)
		}
	}
	return p
}

// grouped adds up the terms that have the same functions: (2x − x² − 1) sin x
// for 2x sin x − (x²+1) sin x.
func (s *simplifier) grouped(p polynomial) (polynomial, bool) {
	if !slices.ContainsFunc(p, func(m monomial) bool {
		return slices.ContainsFunc(m.factors, func(f factor) bool { _, ok := f.base.(*Call); return ok })
	}) {
		return nil, false
	}
	var functionsOf polynomial // of each group, with its coefficients
	var groups []polynomial
	find := func(m monomial) int { return slices.IndexFunc(functionsOf, m.alike) }
	if len(p) > fewMonomials {
		find = places(len(p), &functionsOf)
	}
	for _, m := range p {
		functions, rest := number(One), monomial{coef: m.coef}
		for _, f := range m.factors {
			switch f.base.(type) {
			case *Call:
				functions.factors = append(functions.factors, f)
			default:
				rest.factors = append(rest.factors, f)
			}
		}
		if i := find(functions); i >= 0 {
			groups[i] = append(groups[i], rest)
			continue
		}
		functionsOf, groups = append(functionsOf, functions), append(groups, polynomial{rest})
	}
	if len(groups) == len(p) || len(groups) == 1 {
		return nil, false
	}
	var q polynomial
	for i, coefficients := range groups {
		functions, c := functionsOf[i], s.collect(coefficients)
		if opened, ok := s.expanded(c); ok && opened.cost() <= c.cost() {
			c = opened
		}
		switch {
		case len(c) == 0:
		case len(c) == 1 || len(functions.factors) == 0:
			q = append(q, c.times(functions)...)
		default:
			q = append(q, s.product(s.bracket(nil, c), functions))
		}
	}
	return q, true
}

// below reports whether a denominator occurs in p.
func below(p polynomial) bool {
	for _, m := range p {
		for _, f := range m.factors {
			if f.exp.Sign() < 0 && !isExponential(f.base) {
				return true
			}
		}
	}
	return false
}

// expanded opens the brackets of p that stand in numerators. It returns false
// where there are none or the result would be too long.
func (s *simplifier) expanded(p polynomial) (polynomial, bool) {
	if !slices.ContainsFunc(p, func(m monomial) bool { return slices.ContainsFunc(m.factors, opens) }) {
		return nil, false
	}
	var q polynomial
	for _, m := range p {
		open := polynomial{{coef: m.coef}}
		for _, f := range m.factors {
			if !opens(f) {
				for i := range open {
					open[i] = s.product(open[i], monomial{One, []factor{f}})
				}
				continue
			}
			inside := s.poly(f.base)
			k, _ := f.exp.Int64()
			for ; k > 0; k-- {
				if len(open)*len(inside) > maxExpanded || !s.spend(len(open)*len(inside)) {
					return nil, false
				}
				var next polynomial
				for _, a := range open {
					for _, b := range inside {
						next = append(next, s.product(a, b))
					}
				}
				open = next.collected()
			}
		}
		q = append(q, open...)
		if len(q) > maxExpanded {
			return nil, false
		}
	}
	var settled polynomial
	for _, m := range q {
		settled = append(settled, s.settle(m)...)
	}
	settled = s.collect(settled)
	if again, ok := s.expanded(settled); ok {
		return again, true
	}
	return settled, true
}

// opens reports whether f is a bracket to the power of a number that is small
// enough to multiply it out.
func opens(f factor) bool {
	return isBracket(f.base) && f.exp.IsInt() && f.exp.Sign() >= 0 && f.exp.Cmp(Int(6)) <= 0
}

// factored takes a common exponential, root or bracket out of p, and with it
// all else that the terms share. Negative powers of roots and brackets are
// shared by all terms: that is the common denominator.
func (s *simplifier) factored(p polynomial) (polynomial, bool) {
	common, worth := s.common(p)
	if !worth {
		return nil, false
	}
	rest := s.collect(p.times(number(One).over(common)))
	var settled polynomial
	for _, m := range rest {
		settled = append(settled, s.settle(m)...)
	}
	rest = s.collect(settled)
	if opened, ok := s.expanded(rest); ok && opened.cost() <= rest.cost()+1 {
		rest = opened
	}
	switch len(rest) {
	case 0:
		return nil, true
	case 1:
		return s.settle(s.product(common, rest[0])), true
	}
	rest = s.best(rest)
	if len(rest) == 1 {
		return s.settle(s.product(common, rest[0])), true
	}
	if c := rest.content(); !c.is(1) {
		rest = rest.times(number(c.inv()))
		common.coef = common.coef.mul(c)
	}
	return s.settle(s.product(common, power(s.arrange(rest, true), One))), true
}

// common returns the greatest monomial that divides every term of p, and
// whether it holds anything that is worth being taken out.
func (s *simplifier) common(p polynomial) (m monomial, worth bool) {
	m = number(One)
	if len(p) == 0 {
		return m, false
	}
	// What divides every term divides the first, or is the x of an x^k in all terms.
	bases, raised := commonBases(p)
	bases = slices.Concat(bases[:raised], inAllTerms(p, bases[raised:]))
	for n, b := range bases {
		var low *Num
		signs := 0 // 1: some positive, 2: some negative, 4: some zero
		for _, t := range p {
			e := t.exponent(b)
			signs |= [...]int{2, 4, 1}[e.Sign()+1]
			if low == nil || e.Cmp(low) < 0 {
				low = e
			}
		}
		heavy := false
		switch {
		case n < raised:
			heavy = true // x^(k−1) and x^k have x^(k−1) in common
		case isExponential(b):
			if signs == 2 { // all negative: the one nearest to 0
				for _, t := range p {
					if e := t.exponent(b); e.Cmp(low) > 0 {
						low = e
					}
				}
			} else if signs != 1 {
				continue
			}
			heavy = true
		case isBracket(b) || fractional(p, b):
			// A fraction and a whole term stay apart: e^u/(e^u+e^v) − 1.
			if signs&4 != 0 {
				continue
			}
			heavy = true
		default:
			if signs&(1|4) != 0 && low.Sign() < 0 {
				continue
			}
			// One denominator below every term is one fraction.
			heavy = signs == 2 && sameExponent(p, b)
		}
		if low.Sign() == 0 {
			continue
		}
		m.factors = append(m.factors, factor{b, low})
		worth = worth || heavy
	}
	return m, worth
}

// inAllTerms returns those of the bases that every term has a power of, where there are
// so many that a look for each in each term would take long; else all of them.
func inAllTerms(p polynomial, bases []Expr) []Expr {
	if len(p) <= fewMonomials || len(bases) <= fewFactors {
		return bases
	}
	terms := map[uint64]int{}
	for _, m := range p {
		for _, f := range m.factors {
			terms[f.base.meta().hash]++
		}
	}
	return slices.DeleteFunc(slices.Clone(bases), func(b Expr) bool { return terms[b.meta().hash] < len(p) })
}

// commonBases lists the bases that a common factor of the terms may have: first those
// of powers with exponents that are no numbers, which all terms share, and how many
// these are; then the others of the first term.
func commonBases(p polynomial) (bases []Expr, raised int) {
	for _, f := range p[0].factors {
		power, ok := f.base.(*Pow)
		if ok && isSymbolicPower(power) && sameExponent(p, power) {
			bases = append(bases, power.base)
		}
	}
	raised = len(bases)
	for _, f := range p[0].factors {
		if !slices.ContainsFunc(bases[:raised], func(b Expr) bool { return Equal(b, f.base) }) {
			bases = append(bases, f.base)
		}
	}
	return bases, raised
}

// fractions reports whether a denominator occurs in p that is not the x of an x^(k−1)
// where all terms have an x^k.
func fractions(p polynomial) bool {
	if !below(p) {
		return false
	}
	bases, raised := commonBases(p)
	return slices.ContainsFunc(p, func(m monomial) bool {
		return slices.ContainsFunc(m.factors, func(f factor) bool {
			return f.exp.Sign() < 0 && !isExponential(f.base) && !slices.ContainsFunc(bases[:raised], func(b Expr) bool { return Equal(b, f.base) })
		})
	})
}

// monomialOut takes the symbols that all terms of a numerator share out of it.
func (s *simplifier) monomialOut(p polynomial) polynomial {
	if len(p) < 2 {
		return p
	}
	common, _ := s.common(p)
	common.coef = p.content().abs()
	if len(common.factors) == 0 && !common.coef.IsInt() {
		return p
	}
	for _, f := range common.factors {
		if f.exp.Sign() < 0 {
			return p
		}
	}
	rest := s.collect(p.times(number(One).over(common)))
	if len(rest) < 2 || len(common.factors) == 0 && common.coef.is(1) {
		return p
	}
	q := polynomial{s.product(common, power(s.arrange(rest, true), One))}
	if q.cost() > p.cost()+1 {
		return p
	}
	s.use(FactorRule)
	return s.pass("take out", q)
}

// sameExponent reports whether b has one exponent in all terms of p.
func sameExponent(p polynomial, b Expr) bool {
	for _, t := range p {
		if t.exponent(b).Cmp(p[0].exponent(b)) != 0 {
			return false
		}
	}
	return true
}

// fractional reports whether p holds a root of b.
func fractional(p polynomial, b Expr) bool {
	for _, t := range p {
		if !t.exponent(b).IsInt() {
			return true
		}
	}
	return false
}

// denominator returns the product of what stands below in the terms of p.
func denominator(p polynomial) monomial {
	d := number(One)
	for _, m := range p {
		for _, f := range m.factors {
			if f.exp.Sign() >= 0 || isExponential(f.base) {
				continue
			}
			if have := d.exponent(f.base); f.exp.neg().Cmp(have) > 0 {
				d.factors = multiply(d.factors, factor{f.base, f.exp.neg().add(have.neg())})
			}
		}
	}
	return d
}

// clear removes fractions inside a fraction: 1/(1+y²/x²) becomes x²/(x²+y²).
func (s *simplifier) clear(m monomial) monomial {
	fraction := false
	for _, f := range m.factors {
		fraction = fraction || f.exp.Sign() < 0 && !isExponential(f.base)
	}
	if !fraction {
		return m
	}
	for i, f := range m.factors {
		if !isBracket(f.base) || !f.exp.IsInt() {
			continue
		}
		p := s.poly(f.base)
		d := denominator(p)
		if len(d.factors) == 0 {
			continue
		}
		cleared := s.best(p.times(d))
		var b monomial
		switch len(cleared) {
		case 0:
			return monomial{Zero, nil}
		case 1:
			b = cleared[0]
		default:
			// The terms keep the order in which the author's stood.
			b = power(s.arrangeUnsorted(positiveFirst(cleared, false)), One)
		}
		q := b.over(d)
		if r, ok := q.raised(f.exp, s.set.Limits.bits()); ok {
			return s.clear(s.product(m.without(i), s.passed("clear", r)))
		}
	}
	return m
}

// cancel divides brackets above the line by brackets below it, and the other
// way round, and takes a number out of a bracket where the coefficient's
// denominator shares it.
func (s *simplifier) cancel(m monomial) monomial {
	divides := slices.ContainsFunc(m.factors, func(g factor) bool { return isBracket(g.base) && g.exp.IsInt() && g.exp.Sign() <= 0 })
	for i, f := range m.factors {
		if !isBracket(f.base) || !f.exp.is(1) || !divides && m.coef.IsInt() {
			continue
		}
		p := s.poly(f.base)
		if c := p.content(); m.coef.big == nil && m.coef.den > 1 && c.big == nil && gcd(abs64(c.num), m.coef.den) > 1 {
			g := Int(gcd(abs64(c.num), m.coef.den))
			b := power(s.arrange(p.times(number(g.inv())), true), One)
			return s.cancel(s.product(monomial{m.coef.mul(g), m.without(i).factors}, s.passed("cancel a number", b)))
		}
		for j, g := range m.factors {
			if !divides {
				break
			}
			if !isBracket(g.base) || !g.exp.IsInt() || g.exp.Sign() > 0 {
				continue
			}
			q := s.poly(g.base)
			if quotient, ok := p.dividedBy(q); ok {
				rest := m.without(max(i, j)).without(min(i, j))
				rest = s.product(rest, power(g.base, g.exp.add(One)))
				s.cancelled = append(s.cancelled, g.base)
				s.use(CancelRule)
				return s.cancel(s.product(rest, s.passed("divide", s.bracket(nil, s.best(quotient)))))
			}
			if quotient, ok := q.dividedBy(p); ok && g.exp.is(-1) {
				rest := m.without(max(i, j)).without(min(i, j))
				s.cancelled = append(s.cancelled, f.base)
				s.use(CancelRule)
				b := s.passed("divide below", s.bracket(nil, s.best(quotient)))
				return s.cancel(s.product(rest, number(One).over(b)))
			}
		}
	}
	// power(g.base, 0) leaves nothing behind.
	for i, f := range m.factors {
		if f.exp.Sign() == 0 {
			return s.cancel(m.without(i))
		}
	}
	return m
}

// pythagoras replaces c·sin²u + c·cos²u by c, and c·cosh²u − c·sinh²u by c.
func (s *simplifier) pythagoras(p polynomial) polynomial {
	for i, m := range p {
		for fi, f := range m.factors {
			c, ok := f.base.(*Call)
			if !ok || f.exp.Cmp(Two) < 0 || (c.fn != Sin && c.fn != Cosh) {
				continue
			}
			partner, coef := Cos, m.coef
			if c.fn == Cosh {
				partner, coef = Sinh, m.coef.neg()
			}
			want := m.without(fi)
			if !f.exp.is(2) {
				want.factors = multiply(want.factors, factor{f.base, f.exp.add(Int(-2))})
			}
			rest := want
			want.factors = multiply(append([]factor(nil), want.factors...), factor{partner.Of(c.args...), Two})
			for j, n := range p {
				if j != i && n.coef.Cmp(coef) == 0 && n.alike(want) {
					q := append(polynomial(nil), p...)
					q[min(i, j)] = s.passed("pythagoras", rest)
					q = append(q[:max(i, j)], q[max(i, j)+1:]...)
					s.use(PythagoreanRule)
					return s.collect(q)
				}
			}
		}
	}
	return p
}
