package calculus

import "math"

// A jet is an element of the algebra R[ε₁,…,εₖ] with εᵢ² = 0: the numbers
// that carry derivatives along (dual numbers for k = 1). Component m, a bit
// set, is the coefficient of the product of the εᵢ with i in m, so a jet has
// 2ᵏ components, and the coefficient of ε₁⋯εₖ of f(x+ε₁+…+εₖ) is the k-th
// derivative of f.
//
// Each component carries a bound on its rounding error, by which the verifier
// tells a wrong line from an ill-conditioned one.
type jet []approx

// approx is a float64 with a bound on its error.
type approx struct{ v, err float64 }

const unit = 0x1p-53 // half the distance from 1 to the next float64

func exact(v float64) approx { return approx{v, math.Abs(v) * unit} }

func (a approx) add(b approx) approx {
	v := a.v + b.v
	return approx{v, a.err + b.err + math.Abs(v)*unit}
}

// tiny is where numbers get too small to be multiplied on: a derivative that
// underflows to 0 looks like an exact one.
const tiny = 1e-150

func (a approx) mul(b approx) approx {
	v := a.v * b.v
	if math.Abs(v) < tiny && a.v != 0 && b.v != 0 {
		return approx{v, math.Inf(1)}
	}
	return approx{v, math.Abs(a.v)*b.err + math.Abs(b.v)*a.err + a.err*b.err + math.Abs(v)*unit}
}

// finite reports whether a is a number.
func (a approx) finite() bool {
	return !math.IsNaN(a.v) && !math.IsInf(a.v, 0) && !math.IsNaN(a.err) && !math.IsInf(a.err, 0)
}

func constant(v float64, k int) jet {
	j := make(jet, 1<<k)
	j[0] = exact(v)
	return j
}

// widen returns x with k components' worth of ε.
func (x jet) widen(k int) jet {
	if len(x) == 1<<k {
		return x
	}
	w := make(jet, 1<<k)
	copy(w, x)
	return w
}

func (x jet) add(y jet) jet {
	z := make(jet, len(x))
	for i := range x {
		z[i] = x[i].add(y[i])
	}
	return z
}

func (x jet) mul(y jet) jet {
	if len(x) == 1 {
		return jet{x[0].mul(y[0])}
	}
	z := make(jet, len(x))
	for m := range z {
		// All ways of dividing the set m between x and y.
		for s := m; ; s = (s - 1) & m {
			if p := x[s].mul(y[m^s]); p.v != 0 || p.err != 0 {
				z[m] = z[m].add(p)
			}
			if s == 0 {
				break
			}
		}
	}
	return z
}

func (x jet) scale(c float64) jet {
	z := make(jet, len(x))
	for i := range x {
		z[i] = x[i].mul(exact(c))
	}
	return z
}

func (x jet) plus(c float64) jet {
	z := make(jet, len(x))
	copy(z, x)
	z[0] = z[0].add(exact(c))
	return z
}

func (x jet) neg() jet { return x.scale(-1) }
func (x jet) inv() jet {
	return lift(x, func(a float64) float64 { return 1 / a }, func(a jet) jet { i := a.inv(); return i.mul(i).neg() })
}

// lift extends the function f with the derivative df to jets by
// f(a+bε) = f(a) + f′(a)·b·ε, one ε at a time.
func lift(x jet, f func(float64) float64, df func(jet) jet) jet {
	if len(x) == 1 {
		a := x[0]
		v := f(a.v)
		if v != 0 && math.Abs(v) < tiny {
			return jet{{v, math.Inf(1)}}
		}
		err := math.Abs(v) * 4 * unit // the library's functions are good to a few units
		if a.err != 0 {
			err += math.Abs(slope(a.v, f, df)) * a.err
		}
		return jet{{v, err}}
	}
	half := len(x) / 2
	low, high := x[:half], x[half:]
	z := make(jet, len(x))
	copy(z, lift(low, f, df))
	copy(z[half:], df(low).mul(high))
	return z
}

// slope returns f′(a) as a plain number. The error bounds of the derivative
// itself do not matter here.
func slope(a float64, f func(float64) float64, df func(jet) jet) float64 {
	return df(jet{{a, 0}})[0].v
}

func (x jet) sin() jet  { return lift(x, math.Sin, jet.cos) }
func (x jet) cos() jet  { return lift(x, math.Cos, func(a jet) jet { return a.sin().neg() }) }
func (x jet) exp() jet  { return lift(x, exp, jet.exp) }
func (x jet) log() jet  { return lift(x, math.Log, jet.inv) }
func (x jet) sinh() jet { return lift(x, math.Sinh, jet.cosh) }
func (x jet) cosh() jet { return lift(x, math.Cosh, jet.sinh) }

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

// powInt returns xⁿ.
func (x jet) powInt(n int) jet {
	if n < 0 {
		return x.powInt(-n).inv()
	}
	z := constant(1, 0)
	z = z.widen(log2(len(x)))
	for b := x; n > 0; n >>= 1 {
		if n&1 == 1 {
			z = z.mul(b)
		}
		if n > 1 {
			b = b.mul(b)
		}
	}
	return z
}

func log2(n int) int {
	k := 0
	for ; n > 1; n >>= 1 {
		k++
	}
	return k
}

// powReal returns x^p for a constant p that is no integer, x > 0.
func (x jet) powReal(p float64) jet {
	return lift(x,
		func(a float64) float64 {
			if a < 0 {
				return math.NaN()
			}
			return math.Pow(a, p)
		},
		func(a jet) jet { return a.powReal(p - 1).scale(p) })
}

// root returns the n-th root; of a negative number too when n is odd.
func (x jet) root(n int) jet {
	return lift(x,
		func(a float64) float64 {
			if a < 0 {
				if n%2 == 0 {
					return math.NaN()
				}
				return -math.Pow(-a, 1/float64(n))
			}
			return math.Pow(a, 1/float64(n))
		},
		func(a jet) jet { return a.root(n).powInt(n - 1).inv().scale(1 / float64(n)) })
}

// pow returns x^y by e^(y log x), x > 0.
func (x jet) pow(y jet) jet { return x.log().mul(y).exp() }

// level is a function that is constant around every point but its jumps, where
// it is no number.
func (x jet) level(f func(float64) float64) jet {
	return lift(x, f, func(a jet) jet { return constant(0, log2(len(a))) })
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
	one := func(x jet) jet { return constant(1, log2(len(x))) }
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
		return func(x jet) jet { return x.mul(x.level(sign)) }
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
			return x.mul(x.level(func(a float64) float64 { return (sign(a) + 1) / 2 }))
		}
	case Softplus:
		return func(x jet) jet { return x.exp().add(one(x)).log() }
	}
	return nil
}

func (x jet) arcsin() jet {
	return lift(x, math.Asin, func(a jet) jet { return a.mul(a).neg().plus(1).sqrt().inv() })
}

func (x jet) arctan() jet {
	return lift(x, math.Atan, func(a jet) jet { return a.mul(a).plus(1).inv() })
}

func (x jet) arsinh() jet {
	return lift(x, math.Asinh, func(a jet) jet { return a.mul(a).plus(1).sqrt().inv() })
}
