package calculus

// maxDivision bounds the terms of polynomials that are divided; beyond it no
// reader would look for the common factor either.
const maxDivision = 64

// dividedBy returns p/q when the division leaves no remainder: multivariate
// long division in lexicographic order of the bases, all of whose exponents
// must be whole and positive.
func (p polynomial) dividedBy(q polynomial) (polynomial, bool) {
	if len(p) == 0 || len(q) == 0 || len(p) > maxDivision || len(q) > maxDivision {
		return nil, false
	}
	var bases []Expr
	for _, list := range []polynomial{q, p} {
		for _, m := range list {
			for _, f := range m.factors {
				if f.exp.Sign() < 0 || !f.exp.IsInt() {
					return nil, false
				}
				if position(bases, f.base) < 0 {
					bases = append(bases, f.base)
				}
			}
		}
	}
	lead := leading(q, bases)
	var quotient polynomial
	rest := p
	for steps := 0; len(rest) > 0; steps++ {
		if steps > maxDivision || len(rest) > 2*maxDivision {
			return nil, false
		}
		t := leading(rest, bases).over(lead)
		for _, f := range t.factors {
			if f.exp.Sign() < 0 {
				return nil, false
			}
		}
		quotient = append(quotient, t)
		rest = append(append(polynomial(nil), rest...), q.times(t.neg())...).collected()
	}
	return quotient, true
}

func position(bases []Expr, b Expr) int {
	for i := range bases {
		if Equal(bases[i], b) {
			return i
		}
	}
	return -1
}

// leading returns the greatest monomial of p in lexicographic order.
func leading(p polynomial, bases []Expr) monomial {
	best := p[0]
	for _, m := range p[1:] {
		for _, b := range bases {
			if c := m.exponent(b).Cmp(best.exponent(b)); c != 0 {
				if c > 0 {
					best = m
				}
				break
			}
		}
	}
	return best
}
