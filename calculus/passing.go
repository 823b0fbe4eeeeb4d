package calculus

import "slices"

// keepsDomain reports whether e has a value, and is continuous, wherever f has one
// and is differentiable: all that e divides by, and all in it that has no value for
// every number, stands so in f too. What equals the derivative of f everywhere but
// in single points is then the derivative there as well.
func keepsDomain(e, f Expr) bool {
	in, known := restrictionsOf(e), restrictionsOf(f)
	holds := func(list []Expr, e Expr) bool {
		return slices.ContainsFunc(list, func(k Expr) bool { return Equal(k, e) })
	}
	for _, u := range in.divisors {
		if !holds(known.divisors, u) && !holds(known.bases, u) {
			return false
		}
	}
	for _, u := range in.bases {
		if !holds(known.bases, u) {
			return false
		}
	}
	for _, g := range in.others {
		if !holds(known.others, g) {
			return false
		}
	}
	return true
}

// restrictions are the parts of an expression for which not every number will do.
type restrictions struct {
	divisors []Expr // u in 1/u, factor by factor
	bases    []Expr // u in √u, log u and u^v, which are differentiable for no u = 0
	others   []Expr // tan u, f(x)
}

func restrictionsOf(e Expr) restrictions {
	var r restrictions
	divisors := func(e Expr) {
		num, den := productParts(e)
		for _, f := range append(num, den...) {
			if u := radicand(f); !positive(u) {
				r.divisors = append(r.divisors, u)
			}
		}
	}
	base := func(u Expr) {
		if !positive(u) {
			r.bases = append(r.bases, u)
		}
	}
	var walk func(Expr)
	walk = func(e Expr) {
		if !e.meta().beyond {
			return
		}
		switch e := e.(type) {
		case *Quo:
			divisors(e.den)
		case *Pow:
			n, number := e.exp.(*Num)
			if number && n.Sign() < 0 {
				divisors(e.base)
			}
			if !number || !n.IsInt() {
				base(e.base)
			}
		case *Call:
			u, _, root := rooted(e)
			switch {
			case root:
				base(radicand(u))
			case e.fn == Log || e.fn == Ln:
				base(e.args[0])
			case !e.fn.entire():
				r.others = append(r.others, e)
			}
		case *Cases, *Apply:
			r.others = append(r.others, e)
		case *Deriv:
			return // dy/dx is taken to exist
		}
		var room parts
		for _, c := range children(e, room[:0]) {
			walk(c)
		}
	}
	walk(e)
	return r
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
