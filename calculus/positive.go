package calculus

import "slices"

// positive reports whether e is certainly greater than 0 wherever it is
// defined and finite.
func positive(e Expr) bool {
	switch e := e.(type) {
	case *Num:
		return e.Sign() > 0
	case *Const:
		return true
	case *Sum:
		one := false
		for _, t := range e.terms {
			if !nonNegative(t) {
				return hasNoZero(e)
			}
			one = one || positive(t)
		}
		return one
	case *Prod:
		for _, f := range e.factors {
			if !positive(f) {
				return false
			}
		}
		return true
	case *Quo:
		return positive(e.num) && positive(e.den)
	case *Pow:
		return positive(e.base)
	case *Call:
		switch e.fn {
		case Exp, Cosh, Sech, Sigmoid, Softplus, Factorial:
			return true
		case Sqrt:
			return positive(e.args[0])
		case Max:
			return slices.ContainsFunc(e.args, positive)
		}
	case *Labelled:
		return positive(e.expr)
	}
	return false
}

// hasNoZero reports whether e is ax² + bx + c, with numbers, a > 0 and b² < 4ac.
func hasNoZero(e *Sum) bool {
	symbols := Symbols(e)
	if len(symbols) != 1 || len(e.terms) > 3 {
		return false
	}
	x := symbols[0]
	var by [3]*Num // the coefficients by the power of x
	for _, t := range e.terms {
		coef, power := One, int64(0)
		for _, f := range flatFactors(t) {
			switch f := f.(type) {
			case *Num:
				coef = coef.mul(f)
			case *Sym:
				power++
			case *Pow:
				n, ok := f.exp.(*Num)
				if !ok || !Equal(f.base, x) {
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

// nonNegative reports whether e is certainly 0 or more wherever it is defined.
func nonNegative(e Expr) bool {
	if positive(e) {
		return true
	}
	switch e := e.(type) {
	case *Num:
		return e.Sign() >= 0
	case *Sum:
		for _, t := range e.terms {
			if !nonNegative(t) {
				return false
			}
		}
		return true
	case *Prod:
		for _, f := range e.factors {
			if !nonNegative(f) {
				return false
			}
		}
		return true
	case *Quo:
		return nonNegative(e.num) && nonNegative(e.den)
	case *Pow:
		n, ok := e.exp.(*Num)
		if !ok {
			return false
		}
		k, ok := n.Int64()
		return ok && k%2 == 0 || nonNegative(e.base)
	case *Call:
		switch e.fn {
		case Abs, Sqrt, ReLU:
			return true
		}
	}
	return false
}
