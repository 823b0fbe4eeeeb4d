package calculus

import (
	"math"
	"slices"
)

// A jet is an element of the algebra R[ε₁,…,εₖ] with εᵢ² = 0: the numbers
// that carry derivatives along (dual numbers for k = 1). Component m, a bit
// set, is the coefficient of the product of the εᵢ with i in m, so a jet has
// 2ᵏ components, and the coefficient of ε₁⋯εₖ of f(x+ε₁+…+εₖ) is the k-th
// derivative of f.
//
// Each component carries a bound on its rounding error, by which the verifier
// tells a wrong line from an ill-conditioned one.
//
// The components 0 and 1 have fields of their own, so that plain numbers and
// first derivatives, which are nearly all that is ever evaluated, need no
// memory beside the jet.
type jet struct {
	k      int
	a0, a1 approx
	rest   []approx // the components from 2 on
}

// newJet returns 0 with k ε.
func newJet(k int) jet {
	z := jet{k: k}
	if k > 1 {
		z.rest = make([]approx, 1<<k-2)
	}
	return z
}

func (x *jet) at(m int) approx {
	switch m {
	case 0:
		return x.a0
	case 1:
		return x.a1
	}
	return x.rest[m-2]
}

// set changes a component of a jet that nobody else has yet.
func (x *jet) set(m int, a approx) {
	switch m {
	case 0:
		x.a0 = a
	case 1:
		x.a1 = a
	default:
		x.rest[m-2] = a
	}
}

// top returns the coefficient of the last ε of x, those beyond the first k
// multiplied: a jet with k ε.
func (x jet) top(k int) jet {
	z := newJet(k)
	from := 1<<x.k - 1<<k
	for m := range 1 << k {
		z.set(m, x.at(from+m))
	}
	return z
}

// without returns what is left of x when the last ε is 0.
func (x jet) without() jet {
	z := newJet(x.k - 1)
	for m := range 1 << z.k {
		z.set(m, x.at(m))
	}
	return z
}

// approx is a float64 with a bound on its error.
type approx struct{ v, err float64 }

const unit = 0x1p-53 // half the distance from 1 to the next float64

// nearest is the float64 nearest to a number.
// It is the number itself where a few binary digits do, as for 1 and ½.
func nearest(v float64) approx {
	if few := v * 1024; few == math.Trunc(few) && math.Abs(few) < 1<<53 {
		return approx{v, 0}
	}
	return approx{v, math.Abs(v) * unit}
}

// add returns a + b. What is lost by rounding is known, and is 0 for the sums of
// small whole numbers: 1 − x is 0 at x = 1, and not only close to it.
func (a approx) add(b approx) approx {
	v := a.v + b.v
	part := v - a.v
	lost := a.v - (v - part) + (b.v - part)
	return approx{v, a.err + b.err + math.Abs(lost)}
}

// plus is add, except that adding an exact 0 costs no accuracy.
func (a approx) plus(b approx) approx {
	switch {
	case b == approx{}:
		return a
	case a == approx{}:
		return b
	}
	return a.add(b)
}

// tiny is where numbers get too small to be multiplied on: a derivative that
// underflows to 0 looks like an exact one.
const tiny = 1e-150

func (a approx) mul(b approx) approx {
	v := a.v * b.v
	if math.Abs(v) < tiny && a.v != 0 && b.v != 0 {
		return approx{v, math.Inf(1)}
	}
	return approx{v, math.Abs(a.v)*b.err + math.Abs(b.v)*a.err + a.err*b.err + math.Abs(math.FMA(a.v, b.v, -v))}
}

// div returns a/b, which is exactly 1 where both are the same number. Where b is as
// good as 0, anything may come out, and a derivative of that is no 0 even where it
// is multiplied by one.
func (a approx) div(b approx) approx {
	v := a.v / b.v
	if math.Abs(v) < tiny && a.v != 0 || math.Abs(b.v) <= slack*b.err {
		return approx{v, math.Inf(1)}
	}
	lost := math.Abs(math.FMA(v, b.v, -a.v))
	return approx{v, (a.err + math.Abs(v)*b.err + lost) / math.Abs(b.v)}
}

func (a approx) inv() approx { return approx{1, 0}.div(a) }

// finite reports whether a is a number.
func (a approx) finite() bool {
	return !math.IsNaN(a.v) && !math.IsInf(a.v, 0) && !math.IsNaN(a.err) && !math.IsInf(a.err, 0)
}

// sound reports whether a is known well enough to decide anything.
func (a approx) sound() bool {
	return a.finite() && (a.err <= blur*math.Abs(a.v) || a.err <= 1e-9)
}

// constant returns v, which is exact.
func constant(v float64, k int) jet { return fixed(approx{v, 0}, k) }

func fixed(a approx, k int) jet {
	z := newJet(k)
	z.a0 = a
	return z
}

// undefined returns what has no value, and therefore no derivatives either.
func undefined(k int) jet { return constant(1, k).scale(math.NaN()) }

// widen returns x with k ε, which is a copy that may be changed.
func (x jet) widen(k int) jet {
	z := newJet(k)
	z.a0, z.a1 = x.a0, x.a1
	copy(z.rest, x.rest)
	return z
}

func (x jet) equal(y jet) bool {
	return x.k == y.k && x.a0 == y.a0 && x.a1 == y.a1 && slices.Equal(x.rest, y.rest)
}

func (x jet) add(y jet) jet {
	if x.k == 0 {
		return jet{a0: x.a0.add(y.a0)}
	}
	z := newJet(x.k)
	z.a0, z.a1 = x.a0.add(y.a0), x.a1.add(y.a1)
	for i := range z.rest {
		z.rest[i] = x.rest[i].add(y.rest[i])
	}
	return z
}

func (x jet) mul(y jet) jet {
	switch x.k {
	case 0:
		return jet{a0: x.a0.mul(y.a0)}
	case 1:
		return jet{k: 1, a0: x.a0.mul(y.a0), a1: x.a0.mul(y.a1).plus(x.a1.mul(y.a0))}
	}
	return x.mulHigher(y)
}

func (x jet) mulHigher(y jet) jet {
	z := newJet(x.k)
	z.a0 = x.a0.mul(y.a0)
	for m := 1; m < 1<<x.k; m++ {
		// All ways of dividing the set m between x and y.
		var sum approx
		for s := m; ; s = (s - 1) & m {
			sum = sum.plus(x.at(s).mul(y.at(m ^ s)))
			if s == 0 {
				break
			}
		}
		z.set(m, sum)
	}
	return z
}

func (x jet) scale(c float64) jet {
	by := nearest(c)
	if x.k == 0 {
		return jet{a0: x.a0.mul(by)}
	}
	z := newJet(x.k)
	z.a0, z.a1 = x.a0.mul(by), x.a1.mul(by)
	for i := range z.rest {
		z.rest[i] = x.rest[i].mul(by)
	}
	return z
}

func (x jet) plus(c float64) jet {
	x.a0 = x.a0.add(nearest(c))
	return x
}

func (x jet) neg() jet { return x.scale(-1) }

func (x jet) div(y jet) jet {
	z := x.mul(y.inv())
	z.a0 = x.a0.div(y.a0)
	return z
}

func (x jet) inv() jet {
	if x.k == 0 {
		return jet{a0: x.a0.inv()}
	}
	return lift(x, func(a float64) float64 { return 1 / a }, func(a jet) jet { i := a.inv(); return i.mul(i).neg() })
}

// lift extends the function f with the derivative df to jets by
// f(a+bε) = f(a) + f′(a)·b·ε, one ε at a time. Where f has no value it has no
// derivative either, even where df has one: 1/x is no derivative of log x for
// x < 0.
func lift(x jet, f func(float64) float64, df func(jet) jet) jet {
	switch x.k {
	case 0:
		if x.a0.err == 0 {
			return jet{a0: x.a0.image(f(x.a0.v), 0)}
		}
		return jet{a0: x.a0.image(f(x.a0.v), slope(x.a0.v, df))}
	case 1:
		change := df(jet{a0: x.a0}).a0
		return risen(x.a0.image(f(x.a0.v), change.v), change, x.a1)
	}
	low := x.without()
	value, change := lift(low, f, df), df(low).mul(x.top(low.k))
	if math.IsNaN(value.a0.v) {
		return x.scale(math.NaN())
	}
	z := newJet(x.k)
	for m := range 1 << low.k {
		z.set(m, value.at(m))
		z.set(1<<low.k+m, change.at(m))
	}
	return z
}

// image returns f(a) when f has the value v and the slope at a.
func (a approx) image(v, slope float64) approx {
	if v != 0 && math.Abs(v) < tiny {
		return approx{v, math.Inf(1)}
	}
	err := math.Abs(v) * 4 * unit // the library's functions are good to a few units
	if a.err != 0 {
		err += math.Abs(slope) * a.err
	}
	return approx{v, err}
}

// risen returns f(a+bε) from f(a), f′(a) and b.
func risen(value, slope, b approx) jet {
	if math.IsNaN(value.v) {
		return jet{k: 1, a0: value, a1: value}
	}
	return jet{k: 1, a0: value, a1: slope.mul(b)}
}

// slope returns f′(a) as a plain number. The error bounds of the derivative
// itself do not matter here.
func slope(a float64, df func(jet) jet) float64 {
	return df(jet{a0: approx{a, 0}}).a0.v
}

func (x jet) sin() jet  { return lift(x, math.Sin, jet.cos) }
func (x jet) cos() jet  { return lift(x, math.Cos, func(a jet) jet { return a.sin().neg() }) }
func (x jet) log() jet  { return lift(x, math.Log, jet.inv) }
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

// powInt returns aⁿ for n > 0.
func (a approx) powInt(n int) approx {
	for n&1 == 0 {
		a = a.mul(a)
		n >>= 1
	}
	z := a
	for n >>= 1; n > 0; n >>= 1 {
		a = a.mul(a)
		if n&1 == 1 {
			z = z.mul(a)
		}
	}
	return z
}

// powInt returns xⁿ.
func (x jet) powInt(n int) jet {
	switch {
	case n < 0:
		return x.powInt(-n).inv()
	case n == 0:
		return constant(1, x.k)
	case x.k == 0:
		return jet{a0: x.a0.powInt(n)}
	}
	for n&1 == 0 {
		x = x.mul(x)
		n >>= 1
	}
	z := x
	for n >>= 1; n > 0; n >>= 1 {
		x = x.mul(x)
		if n&1 == 1 {
			z = z.mul(x)
		}
	}
	return z
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
