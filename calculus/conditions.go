package calculus

import (
	"math"
	"slices"
)

const (
	// maxConditions bounds those of one derivative: a maximum of 40 has 780 pairs
	// where it may jump, which is more than anyone reads.
	maxConditions = 500
	// maxOpposed is how many conditions are looked at as opposites of each other, for
	// which every two are subtracted.
	maxOpposed = 50
)

// conditions returns those of the relations that say something new: that do
// not hold everywhere, and that are not needed already for f to be defined.
func conditions(relations []Relation, f Expr) []Relation {
	var kept []Relation
	var values []float64 // of the differences of the sides of what is kept, somewhere
next:
	for _, r := range relations {
		if r.Op == NotEqual && isZero(r.Right) {
			r.Left = bare(r.Left)
			if positive(r.Left) {
				continue
			}
		}
		if len(Symbols(r.Left)) == 0 && len(Symbols(r.Right)) == 0 {
			continue
		}
		if r.Op == Greater && isZero(r.Right) && positive(r.Left) || implied(r, f) {
			continue
		}
		r = solved(r)
		value := math.NaN()
		if r.Op == NotEqual && len(kept) < maxOpposed {
			value = valueSomewhere(Sub(r.Left, r.Right))
		}
		for i, k := range kept {
			if (k.Op == r.Op || r.Op == NotEqual && k.Op == Greater) && Equal(k.Left, r.Left) && Equal(k.Right, r.Right) || k.Op == NotEqual && r.Op == NotEqual && len(kept) < maxOpposed && !differs(value, values[i]) && opposed(k, r) {
				continue next
			}
		}
		kept, values = append(kept, r), append(values, value)
	}
	// x > 1 says x ≠ 0 too.
	return slices.DeleteFunc(kept, func(r Relation) bool {
		return r.Op == NotEqual && isZero(r.Right) && slices.ContainsFunc(kept, func(k Relation) bool { return awayFrom0(k, r.Left) })
	})
}

// differs reports whether two values, NaN where they are not known, are neither the same
// nor opposites.
func differs(a, b float64) bool {
	return math.Abs(math.Abs(a)-math.Abs(b)) > 1e-6*(math.Abs(a)+math.Abs(b))
}

// valueSomewhere returns the value of e at a point that depends on the names of its
// symbols only, and NaN where it has none there.
func valueSomewhere(e Expr) float64 {
	at := Point{}
	for _, x := range Symbols(e) {
		at[x.name] = 0.3 + 1.4*float64(mix(x.m.hash)>>11)/(1<<53)
	}
	return Scope{}.valueOrNaN(e, at)
}

// opposed reports whether the sides of two relations differ by the same, or by opposites:
// ax ≠ x and x − ax ≠ 0.
func opposed(a, b Relation) bool {
	s := newSimplifier(&Setting{}, nil)
	d, e := Sub(a.Left, a.Right), Sub(b.Left, b.Right)
	return isZero(s.simplify(Sub(d, e))) || isZero(s.simplify(Add(d, e)))
}

// awayFrom0 reports whether the relation bounds u, |u| or a product with the factor
// u from below by a number that is not negative.
func awayFrom0(r Relation, u Expr) bool {
	n, ok := r.Right.(*Num)
	return ok && r.Op == Greater && n.Sign() >= 0 && factorOf(bare(u), bare(r.Left))
}

func isZero(e Expr) bool {
	n, ok := e.(*Num)
	return ok && n.Sign() == 0
}

// bare strips what does not matter for being 0: powers and signs.
func bare(e Expr) Expr {
	switch e := e.(type) {
	case *Pow:
		if n, ok := e.exp.(*Num); ok && n.Sign() > 0 {
			return bare(e.base)
		}
	case *Call:
		if e.fn == Abs {
			return bare(e.args[0])
		}
	case *Prod:
		var rest []Expr
		for _, f := range e.factors {
			if n, ok := f.(*Num); (!ok || n.Sign() == 0) && !positive(f) {
				rest = append(rest, f)
			}
		}
		if len(rest) < len(e.factors) {
			return bare(Mul(rest...))
		}
	case *Quo:
		return bare(e.num) // where the fraction has a value
	}
	return e
}

// implied reports whether f is defined only where r holds: u ≠ 0 when f
// divides by u or takes its logarithm, u > 0 for the latter only.
func implied(r Relation, f Expr) bool {
	if !isZero(r.Right) || r.Op != NotEqual && r.Op != Greater {
		return false
	}
	visited := map[Expr]bool{}
	var within func(Expr) bool
	within = func(e Expr) bool {
		if visited[e] {
			return false
		}
		visited[e] = true
		switch e := e.(type) {
		case *Quo:
			if r.Op == NotEqual && factorOf(r.Left, e.den) {
				return true
			}
		case *Pow:
			if n, ok := e.exp.(*Num); ok && n.Sign() < 0 && r.Op == NotEqual && factorOf(r.Left, e.base) {
				return true
			}
		case *Call:
			if (e.fn == Log || e.fn == Ln) && (Equal(r.Left, e.args[0]) || r.Op == NotEqual && factorOf(r.Left, e.args[0])) {
				return true
			}
			if e.fn == LogBase && (Equal(r.Left, e.args[0]) || Equal(r.Left, e.args[1])) {
				return true
			}
		}
		var room parts
		for _, c := range children(e, room[:0]) {
			if within(c) {
				return true
			}
		}
		return false
	}
	return within(f)
}

// factorOf reports whether u is one of the factors of e.
func factorOf(u, e Expr) bool {
	if Equal(u, e) {
		return true
	}
	switch e := e.(type) {
	case *Prod:
		for _, f := range e.factors {
			if factorOf(u, f) {
				return true
			}
		}
	case *Pow:
		return factorOf(u, e.base)
	case *Quo:
		return factorOf(u, e.num)
	case *Product:
		return factorOf(u, e.body)
	case *Call:
		return e.fn == Sqrt && factorOf(u, e.args[0])
	}
	return false
}
