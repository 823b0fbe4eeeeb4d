package calculus

import "math"

// hasPole reports whether e, into which a point was put, certainly has no value: it
// divides by 0, takes its logarithm, or the tangent of π/2. A floating-point number
// close to π/2 does not tell.
func (set *Setting) hasPole(e Expr) bool {
	s := newSimplifier(set, nil)
	zero := func(u Expr) bool { return isZero(s.simplify(u)) }
	var walk func(Expr) bool
	walk = func(e Expr) bool {
		switch e := e.(type) {
		case *Quo:
			if zero(e.den) {
				return true
			}
		case *Pow:
			if n, ok := e.exp.(*Num); ok && n.Sign() < 0 && zero(e.base) {
				return true
			}
		case *Call:
			switch u := e.args[0]; e.fn {
			case Tan, Sec:
				if zero(Cos.Of(u)) {
					return true
				}
			case Cot, Csc:
				if zero(Sin.Of(u)) {
					return true
				}
			case Log, Ln, Coth, Csch:
				if zero(u) {
					return true
				}
			}
		case *Cases, *Deriv:
			return false // not every piece is at the point
		}
		for _, c := range Children(e) {
			if walk(c) {
				return true
			}
		}
		return false
	}
	return walk(e)
}

// Vanishes reports whether e is 0 at the point.
func (set *Setting) Vanishes(e Expr, point []Coordinate) bool {
	e = put(set.Inline(e), point)
	if isZero(newSimplifier(set, nil).simplify(e)) {
		return true
	}
	v, _ := set.approximate(e, nil)
	return math.Abs(v.v) <= slack*v.err
}
