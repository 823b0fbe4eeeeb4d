package calculus

import "slices"

// keepsDomain reports whether e has a value, and is continuous, wherever f has one:
// all that e divides by, or that stands in e where not every number may, stands so
// in f too. What equals the derivative of f everywhere but in single points is then
// the derivative there as well, as far as f has a continuous one.
func keepsDomain(e, f Expr) bool {
	known := restrictions(f)
	for _, r := range restrictions(e) {
		if !slices.ContainsFunc(known, func(k Expr) bool { return Equal(k, r) }) {
			return false
		}
	}
	return true
}

// restrictions lists what e divides by, factor by factor, and the bases and
// arguments for which not every number will do.
func restrictions(e Expr) []Expr {
	var list []Expr
	divisors := func(e Expr) {
		num, den := productParts(e)
		for _, f := range append(num, den...) {
			if !positive(f) {
				list = append(list, radicand(f))
			}
		}
	}
	var walk func(Expr)
	walk = func(e Expr) {
		switch e := e.(type) {
		case *Quo:
			divisors(e.den)
		case *Pow:
			n, number := e.exp.(*Num)
			if number && n.Sign() < 0 {
				divisors(e.base)
			}
			if !(number && n.IsInt()) && !positive(e.base) {
				list = append(list, e.base)
			}
		case *Call:
			if _, _, root := rooted(e); root && positive(radicand(e)) {
				break
			}
			if !e.fn.entire() {
				list = append(list, e.args...)
			}
		case *Cases, *Apply, *Deriv:
			list = append(list, e)
		}
		for _, c := range Children(e) {
			walk(c)
		}
	}
	walk(e)
	return list
}

// radicand returns what is 0 where e is: u for uⁿ and √u.
func radicand(e Expr) Expr {
	switch e := e.(type) {
	case *Pow:
		return radicand(e.base)
	case *Call:
		if u, _, ok := rooted(e); ok {
			return radicand(u)
		}
	}
	return e
}

// entire reports whether f has a value and derivatives for every number.
func (f *Func) entire() bool {
	switch f {
	case Sin, Cos, Arctan, Arccot, Sinh, Cosh, Tanh, Sech, Arsinh, Exp, Erf, Sigmoid, Softplus:
		return true
	}
	return false
}
