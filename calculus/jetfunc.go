package calculus

import "math"

func (x jet) sin() jet { return lift(x, math.Sin, jet.cos) }

func (x jet) cos() jet { return lift(x, math.Cos, func(a jet) jet { return a.sin().neg() }) }

func (x jet) log() jet { return lift(x, math.Log, jet.inv) }

func (x jet) sinh() jet { return lift(x, math.Sinh, jet.cosh) }

func (x jet) cosh() jet { return lift(x, math.Cosh, jet.sinh) }

// exp returns e^x, which is its own derivative.
func (x jet) exp() jet {
	if x.k > 1 {
		return lift(x, exp, jet.exp)
	}
	e := exp(x.a0.v)
	v := x.a0.image(e, e)
	if x.k == 1 {
		return risen(v, v, x.a1)
	}
	return jet{a0: v}
}

// exp is e^a, and no number where that underflows.
func exp(a float64) float64 {
	if a < -300 {
		return math.NaN()
	}
	return math.Exp(a)
}

func (x jet) sqrt() jet {
	return lift(x, math.Sqrt, func(a jet) jet { return a.sqrt().inv().scale(0.5) })
}

// level is a function that is constant around every point but its jumps, where
// it is no number.
func (x jet) level(f func(float64) float64) jet {
	return lift(x, f, func(a jet) jet { return constant(0, a.k) })
}

func sign(a float64) float64 {
	switch {
	case a > 0:
		return 1
	case a < 0:
		return -1
	}
	return math.NaN()
}

// onJets returns what f does to jets. It is the verifier's own table of
// derivatives, written without a look at the rules'; its tests compare it
// with difference quotients.
func (f *Func) onJets() func(x jet) jet {
	one := func(x jet) jet { return constant(1, x.k) }
	square := func(x jet) jet { return x.mul(x) }
	switch f {
	case Sin:
		return jet.sin
	case Cos:
		return jet.cos
	case Tan:
		return func(x jet) jet { return x.sin().mul(x.cos().inv()) }
	case Cot:
		return func(x jet) jet { return x.cos().mul(x.sin().inv()) }
	case Sec:
		return func(x jet) jet { return x.cos().inv() }
	case Csc:
		return func(x jet) jet { return x.sin().inv() }
	case Arcsin:
		return jet.arcsin
	case Arccos:
		return func(x jet) jet { return x.arcsin().neg().plus(math.Pi / 2) }
	case Arctan:
		return jet.arctan
	case Arccot:
		return func(x jet) jet { return x.arctan().neg().plus(math.Pi / 2) }
	case Arcsec:
		return func(x jet) jet { return x.inv().arcsin().neg().plus(math.Pi / 2) }
	case Arccsc:
		return func(x jet) jet { return x.inv().arcsin() }
	case Sinh:
		return jet.sinh
	case Cosh:
		return jet.cosh
	case Tanh:
		return func(x jet) jet { return x.sinh().mul(x.cosh().inv()) }
	case Coth:
		return func(x jet) jet { return x.cosh().mul(x.sinh().inv()) }
	case Sech:
		return func(x jet) jet { return x.cosh().inv() }
	case Csch:
		return func(x jet) jet { return x.sinh().inv() }
	case Arsinh:
		return jet.arsinh
	case Arcosh:
		// log(x + √(x²−1)), with the root split so that x < −1 stays outside.
		return func(x jet) jet { return x.add(x.plus(1).sqrt().mul(x.plus(-1).sqrt())).log() }
	case Artanh:
		return func(x jet) jet { return x.plus(1).log().add(x.neg().plus(1).log().neg()).scale(0.5) }
	case Arcoth:
		return func(x jet) jet { return x.plus(1).mul(x.plus(-1).inv()).log().scale(0.5) }
	case Arsech:
		return func(x jet) jet {
			y := x.inv()
			return y.add(y.plus(1).sqrt().mul(y.plus(-1).sqrt())).log()
		}
	case Arcsch:
		return func(x jet) jet { return x.inv().arsinh() }
	case Exp:
		return jet.exp
	case Log, Ln:
		return jet.log
	case Sqrt:
		return jet.sqrt
	case Abs:
		return func(x jet) jet {
			z := x.mul(x.level(sign))
			z.a0 = approx{math.Abs(x.a0.v), x.a0.err} // at 0 too
			return z
		}
	case Sign:
		return func(x jet) jet { return x.level(sign) }
	case Erf:
		return func(x jet) jet {
			return lift(x, math.Erf, func(a jet) jet { return square(a).neg().exp().scale(2 / math.Sqrt(math.Pi)) })
		}
	case Sigmoid:
		return func(x jet) jet { return x.neg().exp().add(one(x)).inv() }
	case ReLU:
		return func(x jet) jet {
			z := x.mul(x.level(func(a float64) float64 { return (sign(a) + 1) / 2 }))
			z.a0 = approx{max(x.a0.v, 0), x.a0.err}
			return z
		}
	case Softplus:
		return func(x jet) jet { return x.exp().add(one(x)).log() }
	case Factorial:
		return jet.factorial
	}
	return nil
}

// within reports whether f has a value at a. Of the poles, which are single points,
// only those that a number can hit are looked at.
func (f *Func) within(a float64) bool {
	switch f {
	case Log, Ln:
		return a > 0
	case Sqrt:
		return a >= 0
	case Arcsin, Arccos:
		return math.Abs(a) <= 1
	case Arcsec, Arccsc:
		return math.Abs(a) >= 1
	case Arcosh:
		return a >= 1
	case Artanh:
		return math.Abs(a) < 1
	case Arcoth:
		return math.Abs(a) > 1
	case Arsech:
		return 0 < a && a <= 1
	case Cot, Csc, Coth, Csch, Arcsch:
		return a != 0
	case Factorial:
		return a > -1
	}
	return true
}

// factorial returns x! = Γ(x+1) for x > −1. Nothing that is verified has a derivative
// of one, so that a jet that is no constant has none.
func (x jet) factorial() jet {
	f := func(a float64) float64 {
		if a <= -1 {
			return math.NaN()
		}
		return math.Gamma(a + 1)
	}
	low := x
	for low.k > 0 {
		low = low.without()
	}
	z := lift(low, f, func(a jet) jet { // a slope for the bound of the error alone
		return constant((f(a.a0.v+1e-4)-f(a.a0.v))/1e-4, a.k)
	}).widen(x.k)
	for m := 1; m < 1<<x.k; m++ {
		if x.at(m) != (approx{}) {
			z.set(m, approx{math.NaN(), math.NaN()})
		}
	}
	return z
}

func loggable(a float64) bool { return a > 0 }

func rootable(a float64) bool { return a >= 0 }

func (x jet) arcsin() jet {
	return lift(x, math.Asin, func(a jet) jet { return a.mul(a).neg().plus(1).sqrt().inv() })
}

func (x jet) arctan() jet {
	return lift(x, math.Atan, func(a jet) jet { return a.mul(a).plus(1).inv() })
}

func (x jet) arsinh() jet {
	return lift(x, math.Asinh, func(a jet) jet { return a.mul(a).plus(1).sqrt().inv() })
}
