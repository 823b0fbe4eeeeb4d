package calculus

import "math"

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
