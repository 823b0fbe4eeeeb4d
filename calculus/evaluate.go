package calculus

import "math"

// evaluator evaluates expressions at one point. Derivatives that have not been
// carried out are found by jets, without the rules of differentiation.
type evaluator struct {
	defs     map[string]Expr
	funcs    map[string]Function
	families map[string]FamilyBody
	at       Point
	seeds    []seed
	order    int    // k, the number of ε in the jets under way
	moved    uint64 // a Bloom filter over the names that may have a part with an ε
	memo     map[memoKey]jet
	// named holds the values of defined names for as long as the seeds stay, so
	// that a = x·x, b = a·a, c = b·b, … is not evaluated over and over.
	named map[string]jet
	// within is how many definitions are being evaluated, one for another. More than
	// there are is a circle.
	within int
	bad    bool // an expression was met that has no numeric meaning
	// outside says that a function was met outside its domain, √(−1) or 1/0, by
	// more than rounding accounts for. What is NaN for another reason, because a
	// number got too large or a jump too near, is in doubt, not undefined.
	outside bool
}

// seed is a symbol that has a value of its own, whatever it is outside: the
// variable of a derivative, or an index of summation.
type seed struct {
	name  string
	value jet
	// moved is the evaluator's filter before the seed.
	moved uint64
}

type memoKey struct {
	e     Expr
	order int
}

// memoSize is the size from which the values of shared subexpressions are
// remembered; below it, computing again is cheaper.
const memoSize = 400

// Evaluate returns the value of e at the point. It is NaN where e is undefined,
// and where e holds a name without value.
func (s Scope) Evaluate(e Expr, at Point) float64 {
	a, _ := s.approximate(e, at)
	return a.v
}

func (s Scope) evaluator(at Point) evaluator {
	return evaluator{defs: s.Defs, funcs: s.Funcs, families: s.Families, at: at}
}

// approximate evaluates e, and reports whether a function in it was met outside
// its domain.
func (s Scope) approximate(e Expr, at Point) (value approx, outside bool) {
	ev := s.evaluator(at)
	v := ev.eval(e)
	if ev.bad {
		return approx{math.NaN(), math.NaN()}, false
	}
	return v.a0, ev.outside
}

// push and pop change what symbols stand for, by which the values of the names
// that rest on them change too.
func (ev *evaluator) push(s ...seed) {
	for _, x := range s {
		x.moved = ev.moved
		ev.seeds = append(ev.seeds, x)
		if x.value.k == 0 {
			continue
		}
		ev.moved |= bloom(x.name)
		for name := range ev.defs {
			ev.moved |= bloom(name)
		}
	}
	ev.named = nil
}

func (ev *evaluator) pop(n int) {
	if n < len(ev.seeds) {
		ev.moved = ev.seeds[n].moved
	}
	ev.seeds = ev.seeds[:n]
	ev.named = nil
}

func (ev *evaluator) nan() jet {
	ev.bad = true
	return undefined(ev.order)
}

func (ev *evaluator) eval(e Expr) jet {
	if e.meta().size < memoSize || len(ev.seeds) > 0 {
		return ev.fresh(e)
	}
	if ev.memo == nil {
		ev.memo = map[memoKey]jet{}
	}
	key := memoKey{e, ev.order}
	v, ok := ev.memo[key]
	if !ok {
		v = ev.fresh(e)
		ev.memo[key] = v
	}
	return v
}

// fresh evaluates e, whether or not its value is remembered. The derivatives of
// what certainly rests on no variable are 0, even where a function has none:
// arcsin 1. Only where there is no value that is known well there is no derivative.
func (ev *evaluator) fresh(e Expr) jet {
	if ev.order == 0 || e.meta().size == 1 || !unmoved(e, ev.moved) {
		return ev.compute(e)
	}
	order := ev.order
	ev.order = 0
	v := ev.compute(e).a0
	ev.order = order
	if !v.finite() {
		return undefined(order)
	}
	return fixed(v, order)
}

// unmoved reports whether e certainly does not rest on the names in the filter.
func unmoved(e Expr, moved uint64) bool {
	m := e.meta()
	return m.names&moved == 0 && !m.members && !m.applied
}

// numeral reports whether there is nothing in e but numbers and known functions of
// them.
func numeral(e Expr) bool {
	m := e.meta()
	return m.names == 0 && !m.members && !m.sums && !m.open
}

func (ev *evaluator) compute(e Expr) jet {
	switch e := e.(type) {
	case *Num:
		return fixed(nearest(e.Float()), ev.order)
	case *Const:
		if e == E {
			return fixed(nearest(math.E), ev.order)
		}
		return fixed(nearest(math.Pi), ev.order)
	case *Sym:
		return ev.symbol(e.name)
	case *Sum:
		z := ev.eval(e.terms[0])
		for _, t := range e.terms[1:] {
			z = z.add(ev.eval(t))
		}
		return z
	case *Prod:
		z := ev.eval(e.factors[0])
		for _, f := range e.factors[1:] {
			z = z.mul(ev.eval(f))
		}
		return z
	case *Quo:
		den := ev.eval(e.den)
		return ev.quotient(ev.eval(e.num), den)
	case *Pow:
		return ev.pow(e)
	case *Call:
		return ev.call(e)
	case *Apply:
		return ev.apply(e)
	case *Deriv:
		return ev.deriv(e)
	case *Differential:
		return ev.differential(e)
	case *Index:
		return ev.indexed(e)
	case *Sigma:
		return ev.over(&e.running, constant(0, ev.order), jet.add)
	case *Product:
		return ev.over(&e.running, constant(1, ev.order), jet.mul)
	case *Labelled:
		return ev.eval(e.expr)
	case *Delta:
		if ev.eval(e.i).a0.v == ev.eval(e.j).a0.v {
			return constant(1, ev.order)
		}
		return constant(0, ev.order)
	case *Cases:
		for _, b := range e.branches {
			switch yes, sure := ev.holds(b.Cond); {
			case !sure:
				return undefined(ev.order)
			case yes:
				return ev.eval(b.Value)
			}
		}
		ev.outside = true
		return undefined(ev.order)
	}
	return ev.nan()
}

func (ev *evaluator) symbol(name string) jet {
	for i := len(ev.seeds) - 1; i >= 0; i-- {
		if ev.seeds[i].name == name {
			return ev.seeds[i].value.widen(ev.order)
		}
	}
	if body, ok := ev.defs[name]; ok {
		if v, ok := ev.named[name]; ok && v.k == ev.order {
			return v
		}
		if ev.within == len(ev.defs) {
			return ev.nan()
		}
		ev.within++
		v := ev.eval(body)
		ev.within--
		if ev.named == nil {
			ev.named = map[string]jet{}
		}
		ev.named[name] = v
		return v
	}
	if v, ok := ev.at[name]; ok {
		return constant(v, ev.order)
	}
	return ev.nan()
}

func (ev *evaluator) quotient(num, den jet) jet {
	ev.denominator(den.a0)
	return num.div(den)
}

func (ev *evaluator) pow(e *Pow) jet {
	if e.base == E {
		return ev.eval(e.exp).exp()
	}
	base := ev.eval(e.base)
	if n, ok := e.exp.(*Num); ok {
		if k, ok := n.whole(); ok {
			return ev.whole(base, k)
		}
		return ev.real(base, n.Float())
	}
	return ev.raised(base, ev.eval(e.exp), len(Symbols(e.exp)) == 0)
}

// whole returns n where it is a whole number that is not too large to multiply
// that often.
func (n *Num) whole() (int, bool) {
	k, ok := n.Int64()
	return int(k), ok && abs64(k) <= 1<<20
}

// whole returns base^k.
func (ev *evaluator) whole(base jet, k int) jet {
	if k < 0 {
		ev.denominator(base.a0)
	}
	return base.powInt(k)
}

// real returns base^p for a p that is not whole.
func (ev *evaluator) real(base jet, p float64) jet {
	within := rootable
	if p < 0 {
		within = loggable
	}
	return ev.checked(base.powReal(p), base, within)
}

// raised returns base^exp. A constant exponent that happens to be whole, as in
// x^(1+1), makes a power of any base.
func (ev *evaluator) raised(base, exp jet, constant bool) jet {
	if v := exp.a0.v; constant && v == math.Trunc(v) && math.Abs(v) < 1<<20 {
		return base.powInt(int(v))
	}
	return ev.checked(base.pow(exp), base, loggable)
}

func (ev *evaluator) call(e *Call) jet {
	switch e.fn {
	case LogBase:
		base, x := ev.eval(e.args[0]), ev.eval(e.args[1])
		log := ev.checked(base.log(), base, loggable)
		return ev.checked(x.log(), x, loggable).mul(log.inv())
	case Root:
		x := ev.eval(e.args[1])
		n, ok := e.args[0].(*Num)
		if !ok {
			return ev.checked(x.pow(ev.eval(e.args[0]).inv()), x, loggable)
		}
		k, ok := n.Int64()
		if !ok || k < 1 || k > 1<<20 {
			return ev.checked(x.powReal(1/n.Float()), x, rootable)
		}
		return ev.checked(x.root(int(k)), x, rootable)
	case Max, Min:
		return ev.extreme(e)
	}
	f := e.fn.onJets()
	if f == nil {
		return ev.nan()
	}
	x := ev.eval(e.args[0])
	return ev.checked(f(x), x, e.fn.within)
}

// extreme evaluates a maximum or a minimum. It has no value where one of its
// arguments has none, and no derivative where two of them meet.
func (ev *evaluator) extreme(e *Call) jet {
	best := ev.eval(e.args[0])
	for _, a := range e.args[1:] {
		v := ev.eval(a)
		larger, sure := over(v.a0, best.a0)
		switch {
		case math.IsNaN(v.a0.v) || math.IsNaN(best.a0.v), !sure && ev.order > 0 && !v.equal(best):
			return undefined(ev.order)
		case larger == (e.fn == Max):
			best = v
		}
	}
	return best
}

// over reports whether a > b, and whether that is more than rounding.
func over(a, b approx) (yes, sure bool) {
	return a.v > b.v, math.Abs(a.v-b.v) > slack*(a.err+b.err)
}

// checked returns value, what a function is for x, and notes when x is outside
// the function's domain.
func (ev *evaluator) checked(value, x jet, within func(float64) bool) jet {
	if v := value.a0.v; (math.IsNaN(v) || math.IsInf(v, 0)) && x.a0.sound() {
		near := slack * x.a0.err
		if !within(x.a0.v-near) && !within(x.a0.v+near) {
			ev.outside = true
		}
	}
	return value
}

// denominator notes when a is exactly 0.
func (ev *evaluator) denominator(a approx) {
	if a == (approx{}) {
		ev.outside = true
	}
}

// apply evaluates a function of the author's by its body.
func (ev *evaluator) apply(e *Apply) jet {
	f, ok := ev.funcs[e.name]
	if !ok || len(f.Params) != len(e.args) {
		return ev.standIn(e.name, e.args)
	}
	values := make([]seed, len(e.args))
	for i, a := range e.args {
		values[i] = seed{name: f.Params[i].name, value: ev.eval(a)}
	}
	n := len(ev.seeds)
	ev.push(values...)
	v := ev.eval(f.Body)
	ev.pop(n)
	return v
}

// standIn evaluates a function of which nothing is known but its name, by a
// smooth function that the name chooses: an identity that holds for every
// function holds for this one.
func (ev *evaluator) standIn(name string, args []Expr) jet {
	h := hashString(kindApply, name)
	next := func() float64 {
		h = mix(h + 0x9e3779b97f4a7c15)
		return 0.5 + float64(h>>11)/(1<<53)
	}
	phase := constant(next(), ev.order)
	square := constant(0, ev.order)
	for _, a := range args {
		x := ev.eval(a)
		phase = phase.add(x.scale(next()))
		square = square.add(x.mul(x).scale(next()))
	}
	return phase.sin().add(square.scale(0.25))
}

// holds reports whether r holds at the point, and whether that is sure: numbers
// that differ by rounding only may as well be equal, and of a side without a value
// nothing is sure.
func (ev *evaluator) holds(r Relation) (yes, sure bool) {
	a, b := ev.eval(r.Left).a0, ev.eval(r.Right).a0
	if math.IsNaN(a.v) || math.IsNaN(b.v) {
		return false, false
	}
	_, sure = over(a, b)
	sure = sure || a.v == b.v
	switch r.Op {
	case Equals:
		yes = a.v == b.v
	case NotEqual:
		yes = a.v != b.v
	case Less:
		yes = a.v < b.v
	case LessEqual:
		yes = a.v <= b.v
	case Greater:
		yes = a.v > b.v
	case GreaterEqual:
		yes = a.v >= b.v
	}
	return yes, sure
}
