package calculus

import "slices"

// A second derivative of an unknown holds the first, which is a fraction, above and
// below its line. What follows writes it as one fraction, and uses the equation to
// shorten what stands above: on x³ + y³ = 3axy
//
//	−2xy(x³ + y³ − 3axy + a³)/(y² − ax)³ = −2a³xy/(y² − ax)³.

// overOne is a polynomial over a product.
type overOne struct {
	above polynomial
	below monomial
}

// asOne writes e as one fraction, all brackets above its line opened. It returns
// false where too many terms stand there for a reader to see what they share.
func (s *simplifier) asOne(e Expr) (overOne, bool) {
	p := s.poly(e)
	if opened, ok := s.expanded(p); ok {
		p = opened
	}
	d := denominator(p)
	var above polynomial
	for _, m := range p {
		above = append(above, s.settle(s.product(m, d))...)
	}
	above = s.collect(above)
	if opened, ok := s.expanded(above); ok {
		above = opened
	}
	if len(above) == 0 || len(above) > maxDivision || below(above) || s.budget < 0 {
		return overOne{}, false
	}
	return overOne{above, d}, true
}

// written writes the fraction, with what its terms share taken out and cancelled.
func (s *simplifier) written(r overOne) Expr {
	p := s.monomialOut(r.above)
	if len(p) > 1 {
		c := p.content()
		p = polynomial{s.product(number(c), power(s.arrange(p.times(number(c.inv())), true), One))}
	}
	return s.arrangeUnsorted(s.settle(s.product(p[0], number(One).over(r.below))))
}

// modulo takes multiples of f, which is 0, away from p as long as that leaves fewer
// terms, and returns what it took.
func (p polynomial) modulo(f polynomial) (rest, taken polynomial) {
	rest = p
	for again := true; again; {
		again = false
	search:
		for _, m := range rest {
			for _, n := range f {
				by := m.over(n)
				if slices.ContainsFunc(by.factors, func(f factor) bool { return f.exp.Sign() < 0 || !f.exp.IsInt() }) {
					continue
				}
				left := append(slices.Clone(rest), f.times(by.neg())...).collected()
				if len(left) < len(rest) && len(left) > 0 {
					rest, taken, again = left, append(taken, by), true
					break search
				}
			}
		}
	}
	return rest, taken
}

// newFunction reports whether p holds a function or a bracket that q does not.
func (p polynomial) newFunction(q polynomial) bool {
	return slices.ContainsFunc(p, func(m monomial) bool {
		return slices.ContainsFunc(m.factors, func(f factor) bool {
			_, letter := f.base.(*Sym)
			return !letter && !slices.ContainsFunc(q, func(n monomial) bool { return n.find(f.base) >= 0 })
		})
	})
}

// oneFraction adds the lines to c that write its answer as one fraction and shorten
// that by the equation, where this makes it shorter.
func (set *Setting) oneFraction(u ImplicitFunction, c *Chain) error {
	old := c.Answer()
	s := newSimplifier(set, nil)
	r, ok := s.asOne(old)
	if !ok {
		return nil
	}
	middle := s.written(r)
	equation, ok := s.asOne(u.Difference())
	final := middle
	var taken polynomial
	if ok {
		rest, by := r.above.modulo(equation.above)
		if len(by) > 0 && !rest.newFunction(r.above) { // log y in the place of y is no shorter
			final, taken = s.written(overOne{s.collect(rest), r.below}), by
		}
	}
	width := func(e Expr) int { return int(e.meta().width) }
	if width(final) >= width(old) {
		return nil
	}
	if !Identical(middle, old) && (width(middle) < width(old) || len(taken) > 0) {
		c.Lines = append(c.Lines, Line{Expr: middle, Rules: s.used, Simplified: true})
	}
	if len(taken) == 0 || width(final) >= width(middle) {
		return nil
	}
	// Above the line there is a multiple of F, which is 0, more than in the next one. It
	// is used where F has a value: y > 0 for log y.
	zero := Mul(s.arrangeUnsorted(taken), s.arrangeUnsorted(equation.above))
	whole := Add(final, Div(zero, s.term(r.below)))
	if verdict, _ := set.Verify([]Expr{Add(c.Answer(), Mul(Zero, u.Difference())), whole}, c.Conditions); verdict != Verified {
		return &RefutedError{Line: final, Rules: []*Rule{EquationRule}}
	}
	c.Lines = append(c.Lines, set.simplified(final, EquationRule))
	return nil
}
