package calculus

import (
	"cmp"
	"slices"
	"strings"
)

// arrange writes p as an expression, with its terms in the order of a
// textbook: a polynomial by descending powers of the main variable, any other
// sum as its terms arose, derivatives of higher order first. A part of something larger, and a sum that is no
// polynomial, never begin with a minus while another term is positive.
func (s *simplifier) arrange(p polynomial, part bool) Expr {
	if len(p) > 1 && !s.set.Style.SourceOrder {
		if q, ok := byOrder(p); ok {
			return s.arrangeUnsorted(q)
		}
		descending := s.inMain(p)
		p = s.descending(p)
		if part || !p.plain() || !descending && len(p[0].factors) == 0 {
			p = slices.Clone(p)
			for i, m := range p {
				p[i] = s.signed(m)
			}
			p = positiveFirst(p, descending)
		}
		p = s.aroundMain(p)
	}
	return s.arrangeUnsorted(p)
}

// byOrder puts terms with derivatives in the order of a textbook: those of higher
// order first, and f_xx before f_xy before f_yy. It returns false where not each
// term has a derivative.
func byOrder(p polynomial) (polynomial, bool) {
	q := slices.Clone(p)
	if slices.ContainsFunc(q, func(m monomial) bool { return m.derivative() == nil }) {
		return nil, false
	}
	slices.SortStableFunc(q, func(a, b monomial) int {
		d, e := a.derivative(), b.derivative()
		return cmp.Or(len(e.wrt)-len(d.wrt), strings.Compare(d.String(), e.String()))
	})
	return q, true
}

// derivative returns the derivative among the factors, or nil.
func (m monomial) derivative() *Deriv {
	for _, f := range m.factors {
		if d, ok := f.base.(*Deriv); ok {
			return d
		}
	}
	return nil
}

// descending returns p by descending powers of the main variable where it is a
// polynomial in it, and as it is elsewhere.
func (s *simplifier) descending(p polynomial) polynomial {
	if !s.inMain(p) {
		return p
	}
	q := slices.Clone(p)
	slices.SortStableFunc(q, func(a, b monomial) int { return b.exponent(s.main).Cmp(a.exponent(s.main)) })
	return q
}

// inMain reports whether p is a polynomial in the main variable.
func (s *simplifier) inMain(p polynomial) bool {
	if s.main == nil {
		return false
	}
	for _, m := range p {
		for _, f := range m.factors {
			if Equal(f.base, s.main) {
				if f.exp.Sign() < 0 || !f.exp.IsInt() {
					return false
				}
			} else if DependsOn(f.base, s.main) || s.names.within(f.base) {
				return false
			}
		}
	}
	return true
}

func positiveFirst(p polynomial, descending bool) polynomial {
	if p[0].coef.Sign() >= 0 {
		return p
	}
	q := slices.Clone(p)
	if descending && p[len(p)-1].coef.Sign() > 0 {
		slices.Reverse(q)
		return q
	}
	for i, m := range p {
		if m.coef.Sign() > 0 {
			copy(q[1:i+1], p[:i])
			q[0] = m
			return q
		}
	}
	return q
}

func (s *simplifier) arrangeUnsorted(p polynomial) Expr {
	p = s.pass("write", p)
	terms := make([]Expr, len(p))
	for i, m := range p {
		terms[i] = s.term(m)
	}
	return Add(terms...)
}

// class is the place of a factor in a product: parameters, variables, roots,
// polynomials in brackets, exponentials, other brackets, logarithms and
// trigonometric functions, and at last derivatives and differentials.
type class int

const (
	classNumber class = iota
	classParameter
	classVariable
	classValue // σ(x), |x|: with brackets of their own
	classRoot
	classBracket
	classExponential
	classOtherBracket
	classCall
	classDerivative
	classDifferential
)

func (s *simplifier) classOf(base Expr, exp *Num) (class, int) {
	if !exp.IsInt() && !isExponential(base) && (!isBracket(base) || exp.abs().Cmp(One) < 0) {
		if _, ok := base.(*Num); ok {
			return classNumber, 0
		}
		return classRoot, base.meta().width
	}
	if s.outer != nil && Equal(base, s.outer) {
		return classValue, 0
	}
	switch b := base.(type) {
	case *Num, *Const:
		return classNumber, 1
	case *Sym:
		if i := s.set.place(b); i >= 0 {
			return classVariable, i
		}
		return classParameter, 0
	case *Index:
		return classVariable, len(s.set.Vars)
	case *Sum:
		if s.poly(b).plain() {
			return classBracket, b.m.width
		}
		return classOtherBracket, 0
	case *Apply:
		return classValue, 0
	case *Call:
		if b.fn == Sigmoid || b.fn == Abs {
			return classValue, 0
		}
	case *Pow:
		return classExponential, 0
	case *Deriv, *Delta:
		return classDerivative, 0
	case Ranged:
		return classDerivative, 1 // its body ends where the factors end
	case *Differential:
		return classDifferential, 0
	}
	return classCall, 0
}

// term writes a monomial as an expression.
func (s *simplifier) term(m monomial) Expr {
	if len(m.factors) == 0 {
		return m.coef
	}
	m = s.signed(m)
	var room [8]placed
	fs := room[:0]
	for _, f := range m.factors {
		c, place := s.classOf(f.base, f.exp)
		fs = append(fs, placed{f, c, place})
	}
	alike := 0 // functions and exponentials stand in the order of their variables
	for _, f := range fs {
		if f.class == classCall || f.class == classExponential {
			alike++
		}
	}
	if alike > 1 {
		for i, f := range fs {
			if f.class == classCall || f.class == classExponential {
				fs[i].place = s.firstPlace(f.base)
			}
		}
	}
	slices.SortStableFunc(fs, func(a, b placed) int {
		if a.class != b.class {
			return int(a.class - b.class)
		}
		return a.place - b.place
	})
	// x^y·x^(−1) is x^(y−1).
	var exponents map[int]Expr
	for i, f := range fs {
		b, ok := f.base.(*Pow)
		if f.exp == nil || !ok || !isSymbolicPower(b) && b.base != E {
			continue
		}
		exp := s.exponentOf(b.exp, f.exp)
		for j := range fs {
			if _, done := exponents[j]; !done && fs[j].exp != nil && Equal(fs[j].base, b.base) {
				exp = addNumber(exp, fs[j].exp)
				fs[j].exp = nil
			}
		}
		if exponents == nil {
			exponents = map[int]Expr{}
		}
		exponents[i] = exp
	}
	// Above and under the line and beside the fraction; what is above is beside
	// where there is no line.
	var rooms [3][8]Expr
	above, beside, under := rooms[0][:0], rooms[1][:0], rooms[2][:0]
	line := false
	for i, f := range fs {
		_, symbolic := exponents[i]
		line = line || !symbolic && f.under()
	}
	for i, f := range fs {
		if f.exp == nil {
			continue
		}
		base, exp, tall := f.base, f.exp, false
		if e, ok := exponents[i]; ok {
			base, exp, tall = Power(base.(*Pow).base, e), One, line && holdsFraction(e)
			if isExponential(f.base) {
				base = s.set.Style.exp(e)
			}
		} else if f.under() {
			under = s.powers(under, base, exp.neg())
			continue
		} else {
			if q, ok := base.(*Quo); ok && exp.Sign() < 0 {
				base, exp = Div(q.den, q.num), exp.neg() // 1/√(a/b) is √(b/a)
			}
			tall = line && s.standsBeside(base)
		}
		if tall {
			beside = s.powers(beside, base, exp)
		} else {
			above = s.powers(above, base, exp)
		}
	}
	if !line {
		if m.coef.is(1) {
			return productOf(above)
		}
		if m.coef.is(-1) && len(above) > 0 {
			return productOf([]Expr{MinusOne}, above) // −h, where −1 comes of decimals too
		}
		if !m.coef.IsInt() && !m.coef.decimal && constants(m) {
			return overLine(m.coef, slices.Clone(above)) // √3/2 rather than ½√3
		}
		return productOf([]Expr{m.coef}, above)
	}
	coef, negative := m.coef, false
	if coef.Sign() < 0 {
		coef, negative = coef.neg(), true
	}
	numerator, below := numberParts(coef)
	if !numerator.is(1) || len(above) == 0 {
		above = slices.Insert(above, 0, Expr(numerator))
	}
	if !below.is(1) {
		under = slices.Insert(under, 0, Expr(below))
	}
	if _, family := s.main.(*Index); family && len(above) > 1 {
		// Before members of a family stands the mean's coefficient: (2/N)(w_k − t_k).
		if n, ok := above[0].(*Num); ok && s.counted(under) {
			above, beside = []Expr{n}, append(above[1:], beside...)
		}
	}
	fraction := []Expr{Div(productOf(above), productOf(under))}
	if negative {
		return productOf([]Expr{MinusOne}, fraction, beside)
	}
	return productOf(fraction, beside)
}

// placed is a factor with its place in a product.
type placed struct {
	factor
	class class
	place int
}

// under reports whether the factor is written under the line of a fraction.
func (f placed) under() bool {
	if f.exp == nil || f.exp.Sign() >= 0 {
		return false
	}
	_, fraction := f.base.(*Quo)
	return f.exp.IsInt() || !fraction
}

// productOf returns the product of the factors in the lists, which it copies.
func productOf(lists ...[]Expr) Expr {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	factors := make([]Expr, 0, n)
	for _, l := range lists {
		factors = append(factors, l...)
	}
	return Mul(factors...)
}

// constants reports whether the factors of m are numbers, and roots of numbers.
func constants(m monomial) bool {
	return !slices.ContainsFunc(m.factors, func(f factor) bool { return len(Symbols(f.base)) > 0 || holdsFraction(f.base) })
}

// overLine writes the fraction n with the factors above its line.
func overLine(n *Num, factors []Expr) Expr {
	num, den := numberParts(n.abs())
	if !num.is(1) {
		factors = append([]Expr{num}, factors...)
	}
	e := Div(Mul(factors...), den)
	if n.Sign() < 0 {
		return Neg(e)
	}
	return e
}

// counted reports whether the factors are parameters or numbers alone, like
// the N of a mean.
func (s *simplifier) counted(factors []Expr) bool {
	for _, f := range factors {
		switch f := f.(type) {
		case *Num:
		case *Sym:
			if s.set.place(f) >= 0 {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// standsBeside reports whether base is written beside a fraction rather than
// above its line: derivatives, sums over an index, and what is tall itself.
func (s *simplifier) standsBeside(base Expr) bool {
	switch b := base.(type) {
	case *Deriv, *Differential, *Cases, Ranged, *Delta, *Quo:
		return true
	case *Sum:
		return below(s.poly(b))
	case *Call:
		return b.fn != Sqrt && b.fn != Root && holdsFraction(b)
	}
	return false
}

// firstPlace returns where the first variable of e stands in the declared order.
func (s *simplifier) firstPlace(e Expr) int {
	first := len(s.set.Vars)
	for _, x := range Symbols(e) {
		if i := s.set.place(x); i >= 0 {
			first = min(first, i)
		}
	}
	return first
}

// signed carries a minus sign into a bracket that no author wrote: −(a−b) is
// b−a.
func (s *simplifier) signed(m monomial) monomial {
	if m.coef.Sign() >= 0 {
		return m
	}
	for i, f := range m.factors {
		if !f.exp.is(1) || !isBracket(f.base) || s.authored[f.base.meta().hash] {
			continue
		}
		p := s.poly(f.base)
		for _, t := range p {
			if t.coef.Sign() < 0 {
				fs := slices.Clone(m.factors)
				fs[i].base = s.arrange(p.times(number(MinusOne)), true)
				return s.passed("sign", monomial{m.coef.neg(), fs})
			}
		}
	}
	return m
}

// numberParts returns the numerator and denominator of n > 0; a decimal is its
// own numerator.
func numberParts(n *Num) (num, den *Num) {
	if n.IsInt() || n.decimal {
		return n, One
	}
	if n.big == nil {
		return Int(n.num), Int(n.den)
	}
	r := n.Rat()
	return bigInt(r.Num()), bigInt(r.Denom())
}

// addNumber returns e + n.
func addNumber(e Expr, n *Num) Expr {
	if sum, ok := e.(*Sum); ok {
		return Add(append(slices.Clone(sum.terms), n)...)
	}
	return Add(e, n)
}

func holdsFraction(e Expr) bool { return e.meta().fraction }

// powers appends base^exp, exp > 0: roots as roots, and 3/2 as a whole power
// times a root, unless the author writes roots as powers.
func (s *simplifier) powers(list []Expr, base Expr, exp *Num) []Expr {
	if exp.is(1) {
		return append(list, base)
	}
	if exp.IsInt() || s.set.Style.FractionalPowers || exp.big != nil {
		return append(list, Power(base, exp))
	}
	whole, part := exp.num/exp.den, exp.num%exp.den
	switch {
	case whole == 1:
		list = append(list, base)
	case whole > 1:
		list = append(list, Power(base, Int(whole)))
	}
	inside := base
	if part > 1 {
		inside = Power(base, Int(part))
	}
	if exp.den == 2 {
		return append(list, Sqrt.Of(inside))
	}
	return append(list, Root.Of(Int(exp.den), inside))
}
