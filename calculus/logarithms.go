package calculus

// openLogarithm applies the laws of logarithms to log u before it is
// differentiated: log(a/b) is log a − log b, log(e^v) is v. It does so where
// the equation needs no condition, which is when all parts of u but one are
// positive everywhere.
func (d *differentiator) openLogarithm(f *Call) (Expr, bool) {
	num, den := productParts(f.args[0])
	if len(num)+len(den) < 2 && len(den) == 0 {
		if len(num) == 1 {
			if p, ok := num[0].(*Pow); ok && p.base == E {
				return p.exp, true
			}
		}
		return nil, false
	}
	unknown, parts := 0, 0
	for _, list := range [][]Expr{num, den} {
		for _, u := range list {
			if !positive(u) {
				unknown++
			}
			if !d.constant(u) {
				parts++
			}
		}
	}
	if unknown > 1 || parts == 0 {
		return nil, false
	}
	var terms []Expr
	for _, u := range num {
		terms = append(terms, d.logOf(f.fn, u))
	}
	for _, u := range den {
		terms = append(terms, Neg(d.logOf(f.fn, u)))
	}
	if _, negative := SplitSign(terms[0]); negative && len(terms) == 1 {
		return terms[0], true
	}
	return Add(terms...), true
}

// negatedLogarithm opens −log u with the minus sign carried into the terms.
func (d *differentiator) negatedLogarithm(f *Prod) (Expr, bool) {
	n, ok := f.factors[0].(*Num)
	if !ok || !n.is(-1) || len(f.factors) != 2 {
		return nil, false
	}
	c, ok := f.factors[1].(*Call)
	if !ok || c.fn != Log && c.fn != Ln {
		return nil, false
	}
	opened, ok := d.openLogarithm(c)
	if !ok {
		return nil, false
	}
	sum, ok := opened.(*Sum)
	if !ok {
		return nil, false
	}
	var positive, negative []Expr
	for _, t := range sum.terms {
		if pos, ok := SplitSign(t); ok {
			positive = append(positive, pos)
		} else {
			negative = append(negative, Neg(t))
		}
	}
	return Add(append(positive, negative...)...), true
}

func (d *differentiator) logOf(fn *Func, u Expr) Expr {
	switch u := u.(type) {
	case *Pow:
		if u.base == E {
			return u.exp
		}
		if positive(u.base) {
			return Mul(u.exp, fn.Of(u.base))
		}
	case *Call:
		if u.fn == Exp {
			return u.args[0]
		}
		if u.fn == Sqrt {
			return Mul(Half, fn.Of(u.args[0]))
		}
	}
	return fn.Of(u)
}

// productParts returns the factors above and below the line, ones left out.
func productParts(e Expr) (num, den []Expr) {
	switch e := e.(type) {
	case *Prod:
		for _, f := range e.factors {
			a, b := productParts(f)
			num, den = append(num, a...), append(den, b...)
		}
	case *Quo:
		num, den = productParts(e.num)
		a, b := productParts(e.den)
		num, den = append(num, b...), append(den, a...)
	default:
		if !isOne(e) {
			num = append(num, e)
		}
	}
	return num, den
}

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
				return false
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
		case Exp, Cosh, Sech, Sigmoid, Softplus:
			return true
		case Sqrt:
			return positive(e.args[0])
		}
	case *Labelled:
		return positive(e.expr)
	}
	return false
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
