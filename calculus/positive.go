package calculus

import "slices"

// least is what is certain of an expression wherever it is defined and finite.
type least uint8

const (
	anything least = iota
	zeroOrMore
	aboveZero
)

// positive reports whether e is certainly greater than 0 wherever it is
// defined and finite.
func positive(e Expr) bool { return leastOf(e, aboveZero) == aboveZero }

// nonNegative reports whether e is certainly 0 or more wherever it is defined.
func nonNegative(e Expr) bool { return leastOf(e, zeroOrMore) >= zeroOrMore }

// leastOf goes through e once, where positive and nonNegative in terms of each other
// would take twice as long for each floor. It need not find more than is enough: of
// 1 + √u it does not look at u.
func leastOf(e Expr, enough least) least {
	switch e := e.(type) {
	case *Num:
		return least(1 + e.Sign())
	case *Const:
		return aboveZero
	case *Sum:
		sum := zeroOrMore
		for _, t := range e.terms {
			more := enough
			if sum >= enough {
				more = zeroOrMore
			}
			of := leastOf(t, more)
			if of == anything {
				if hasNoZero(e) {
					return aboveZero
				}
				return anything
			}
			sum = max(sum, of)
		}
		return sum
	case *Prod:
		product := aboveZero
		for _, f := range e.factors {
			if product = min(product, leastOf(f, enough)); product == anything {
				break
			}
		}
		return product
	case *Quo:
		if above := leastOf(e.num, enough); above != anything {
			return min(above, leastOf(e.den, enough))
		}
	case *Pow:
		base := leastOf(e.base, enough)
		n, ok := e.exp.(*Num)
		switch {
		case base == aboveZero:
			return aboveZero
		case !ok:
			return anything
		}
		if k, ok := n.Int64(); ok && k%2 == 0 {
			return zeroOrMore
		}
		return base
	case *Call:
		switch e.fn {
		case Exp, Cosh, Sech, Sigmoid, Softplus, Factorial:
			return aboveZero
		case Sqrt:
			if enough == zeroOrMore {
				return zeroOrMore
			}
			return max(zeroOrMore, leastOf(e.args[0], enough))
		case Abs, ReLU:
			return zeroOrMore
		case Max:
			if slices.ContainsFunc(e.args, positive) {
				return aboveZero
			}
		}
	case *Labelled:
		if positive(e.expr) {
			return aboveZero
		}
	}
	return anything
}

// hasNoZero reports whether e is ax² + bx + c, with numbers, a > 0 and b² < 4ac.
func hasNoZero(e *Sum) bool {
	if len(e.terms) != 3 {
		return false
	}
	var x *Sym
	only := func(e Expr) bool {
		y, ok := e.(*Sym)
		if ok && x == nil {
			x = y
		}
		return ok && x.name == y.name
	}
	var by [3]*Num // the coefficients by the power of x
	for _, t := range e.terms {
		coef, power := One, int64(0)
		for _, f := range flatFactors(t) {
			switch f := f.(type) {
			case *Num:
				coef = coef.mul(f)
			case *Sym:
				if !only(f) {
					return false
				}
				power++
			case *Pow:
				n, ok := f.exp.(*Num)
				if !ok || !only(f.base) {
					return false
				}
				k, ok := n.Int64()
				if !ok || k < 0 || k > 2 {
					return false
				}
				power += k
			default:
				return false
			}
		}
		if power > 2 || by[power] != nil {
			return false
		}
		by[power] = coef
	}
	if by[0] == nil || by[1] == nil || by[2] == nil || by[2].Sign() <= 0 {
		return false
	}
	return by[1].mul(by[1]).Cmp(Int(4).mul(by[2]).mul(by[0])) < 0
}
