package calculus

import "math"

// interval holds all values that an expression can have.
type interval struct{ lo, hi float64 }

var everything = interval{math.Inf(-1), math.Inf(1)}

// rangeOf bounds the values of e for all real values of its symbols where it is
// defined. The bounds are those of interval arithmetic, widened by what rounding may
// have lost.
func rangeOf(e Expr) interval {
	r := everything
	switch e := e.(type) {
	case *Num:
		r = interval{e.Float(), e.Float()}
	case *Const:
		v := Scope{}.Evaluate(e, nil)
		r = interval{v, v}
	case *Sum:
		r = interval{}
		for _, t := range e.terms {
			s := rangeOf(t)
			r = interval{r.lo + s.lo, r.hi + s.hi}
		}
	case *Prod:
		r = interval{1, 1}
		for _, f := range e.factors {
			r = r.times(rangeOf(f))
		}
	case *Quo:
		if d := rangeOf(e.den); d.lo > 0 || d.hi < 0 {
			r = rangeOf(e.num).times(interval{1 / d.hi, 1 / d.lo})
		}
	case *Pow:
		r = rangeOfPower(e)
	case *Call:
		r = rangeOfCall(e)
	case *Labelled:
		return rangeOf(e.expr)
	}
	const lost = 1e-12
	return interval{r.lo - math.Abs(r.lo)*lost, r.hi + math.Abs(r.hi)*lost}
}

// times is the interval of the products. What is infinite here is a bound that no
// value reaches, so that 0 times it is 0.
func (r interval) times(s interval) interval {
	p := interval{math.Inf(1), math.Inf(-1)}
	for _, a := range [2]float64{r.lo, r.hi} {
		for _, b := range [2]float64{s.lo, s.hi} {
			v := a * b
			if a == 0 || b == 0 {
				v = 0
			}
			p = interval{math.Min(p.lo, v), math.Max(p.hi, v)}
		}
	}
	return p
}

// increasing is the interval of f, which grows.
func (r interval) increasing(f func(float64) float64) interval { return interval{f(r.lo), f(r.hi)} }

// size is the interval of |u|.
func (r interval) size() interval {
	switch {
	case r.lo >= 0:
		return r
	case r.hi <= 0:
		return interval{-r.hi, -r.lo}
	}
	return interval{0, math.Max(-r.lo, r.hi)}
}

func rangeOfPower(e *Pow) interval {
	if e.base == E {
		return rangeOf(e.exp).increasing(math.Exp)
	}
	n, ok := e.exp.(*Num)
	if !ok {
		return everything
	}
	k, whole := n.Int64()
	base := rangeOf(e.base)
	grow := func(v float64) float64 { return math.Pow(v, n.Float()) }
	switch {
	case n.Sign() <= 0:
		if positive(e.base) {
			return interval{0, math.Inf(1)}
		}
	case whole && k%2 == 0:
		return base.size().increasing(grow)
	case whole:
		return base.increasing(grow)
	case base.hi >= 0:
		return interval{math.Max(base.lo, 0), base.hi}.increasing(grow)
	}
	return everything
}

func rangeOfCall(e *Call) interval {
	u := rangeOf(e.args[0])
	switch e.fn {
	case Sin, Cos, Tanh, Erf:
		return interval{-1, 1}
	case Sech, Sigmoid:
		return interval{0, 1}
	case Arctan:
		return interval{-math.Pi / 2, math.Pi / 2}
	case Cosh:
		return interval{1, math.Inf(1)}
	case Abs:
		return u.size()
	case Exp:
		return u.increasing(math.Exp)
	case Sqrt:
		if u.hi >= 0 {
			return interval{math.Max(u.lo, 0), u.hi}.increasing(math.Sqrt)
		}
	case Log, Ln:
		if u.lo > 0 {
			return u.increasing(math.Log)
		}
	case Softplus, ReLU:
		return interval{0, math.Inf(1)}
	}
	return everything
}
