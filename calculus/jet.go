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
