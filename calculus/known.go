package calculus

// known returns f(u) where it is common knowledge, and nil elsewhere.
func (s *simplifier) known(f *Func, u Expr) Expr {
	if n, ok := u.(*Num); ok {
		if v := valueAt(f, n); v != nil {
			return v
		}
	}
	if v := angleOf(f, u); v != nil {
		return v
	}
	if r, ok := s.turn(u); ok {
		return atAngle(f, r)
	}
	return nil
}

// valueAt returns f(n) where it is common knowledge, and nil elsewhere.
func valueAt(f *Func, n *Num) Expr {
	switch {
	case n.Sign() == 0:
		switch f {
		case Sin, Tan, Arcsin, Arctan, Sinh, Tanh, Arsinh, Artanh, Erf, Abs, ReLU:
			return Zero
		case Cos, Cosh, Sec, Sech, Factorial:
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
	case f == Factorial:
		k, ok := n.Int64()
		if !ok || k < 0 || k > maxFactorial {
			return nil
		}
		product := One
		for i := int64(2); i <= k; i++ {
			product = product.mul(Int(i))
		}
		return product
	}
	return nil
}

// turn returns r where u is rπ.
func (s *simplifier) turn(u Expr) (*Num, bool) {
	if len(Symbols(u)) > 0 {
		return nil, false
	}
	p := s.poly(u)
	if len(p) != 1 || len(p[0].factors) != 1 || p[0].factors[0].base != Pi || !p[0].factors[0].exp.is(1) {
		return nil, false
	}
	return p[0].coef, true
}

// sineOf returns the sine of 0, π/6, π/4, π/3 and π/2, given in twelfths of π.
func sineOf(twelfths int64) Expr {
	switch twelfths {
	case 0:
		return Zero
	case 2:
		return Half
	case 3:
		return Div(Sqrt.Of(Two), Two)
	case 4:
		return Div(Sqrt.Of(Int(3)), Two)
	case 6:
		return One
	}
	return nil
}

// tangentOf returns the tangent of 0, π/6, π/4 and π/3, given in twelfths of π.
func tangentOf(twelfths int64) Expr {
	switch twelfths {
	case 0:
		return Zero
	case 2:
		return Div(One, Sqrt.Of(Int(3)))
	case 3:
		return One
	case 4:
		return Sqrt.Of(Int(3))
	}
	return nil
}

// atAngle returns f(rπ) for the multiples of π/6 and π/4, and nil elsewhere.
func atAngle(f *Func, r *Num) Expr {
	twelfths, ok := r.mul(Int(12)).Int64()
	if !ok {
		return nil
	}
	signed := func(e Expr, negative bool) Expr {
		if e == nil || !negative {
			return e
		}
		return Neg(e)
	}
	switch f {
	case Cos:
		twelfths += 6 // cos x = sin(x + π/2)
		fallthrough
	case Sin:
		n := ((twelfths % 24) + 24) % 24
		negative := n > 12
		if negative {
			n -= 12
		}
		return signed(sineOf(min(n, 12-n)), negative)
	case Tan:
		n := ((twelfths % 12) + 12) % 12
		if n == 6 {
			return Div(One, Zero) // no value
		}
		if n > 6 {
			return signed(tangentOf(12-n), true)
		}
		return tangentOf(n)
	case Cot:
		return quotientAt(Cos, Sin, r)
	case Sec:
		return quotientAt(nil, Cos, r)
	case Csc:
		return quotientAt(nil, Sin, r)
	}
	return nil
}

// quotientAt returns f(rπ)/g(rπ), where nil is 1 everywhere.
func quotientAt(f, g *Func, r *Num) Expr {
	num, den := Expr(One), atAngle(g, r)
	if f != nil {
		num = atAngle(f, r)
	}
	if den == nil {
		return nil
	}
	return Div(num, den)
}

// wholeLog returns the whole number log_b a, or nil.
func wholeLog(b, a Expr) *Num {
	base, ok1 := b.(*Num)
	n, ok2 := a.(*Num)
	if !ok1 || !ok2 || base.decimal || n.decimal || base.Cmp(One) <= 0 || n.Sign() <= 0 {
		return nil
	}
	power, sign := One, int64(1)
	if n.Cmp(One) < 0 {
		n, sign = n.inv(), -1
	}
	for k := int64(0); power.Cmp(n) <= 0 && k <= 64; k++ {
		if power.Cmp(n) == 0 {
			return Int(sign * k)
		}
		power = power.mul(base)
	}
	return nil
}

// angleOf returns what an inverse trigonometric function is where that is a
// multiple of π/6 or π/4, and nil elsewhere.
func angleOf(f *Func, u Expr) Expr {
	of := sineOf
	switch f {
	case Arctan:
		of = tangentOf
	case Arcsin, Arccos:
	default:
		return nil
	}
	positive, negative := SplitSign(u)
	for twelfths := range int64(7) {
		if v := of(twelfths); v == nil || !Equal(v, positive) {
			continue
		}
		r := Rat(twelfths, 12)
		if negative {
			r = r.neg()
		}
		if f == Arccos {
			r = Half.add(r.neg()) // arccos x = π/2 − arcsin x
		}
		return Mul(r, Pi)
	}
	return nil
}
