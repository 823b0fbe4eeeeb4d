package calculus

import (
	"math"
	"strconv"
)

// Point gives values to symbols.
type Point map[string]float64

// Scope says what the names in an expression stand for. A symbol that it
// defines has the definition's value; the others have values at a [Point].
type Scope struct {
	// Defs are the bodies of defined names. They must not be circular.
	Defs map[string]Expr
	// Funcs are the functions that the author defined with an argument list.
	Funcs map[string]Function
	// Families are the indexed families that the author defined: y_i = e^(a_i)/S.
	Families map[string]FamilyBody
	// Totals are equations that the author assumes between the sum of a family
	// and a number, such as Σ t_k = 1.
	Totals []Relation
}

// FamilyBody defines the members of an indexed family.
type FamilyBody struct {
	Index *Sym
	Body  Expr
}

// Function is a function that the author defined.
type Function struct {
	Params []*Sym
	Body   Expr
}

// maxOrder bounds the order of derivatives that are evaluated: a jet of order
// k has 2ᵏ components.
const maxOrder = 8

// evaluator evaluates expressions at one point. Derivatives that have not been
// carried out are found by jets, without the rules of differentiation.
type evaluator struct {
	defs     map[string]Expr
	funcs    map[string]Function
	families map[string]FamilyBody
	at       Point
	seeds    []seed
	order    int // k, the number of ε in the jets under way
	memo     map[memoKey]jet
	// named holds the values of defined names for as long as the seeds stay, so
	// that a = x·x, b = a·a, c = b·b, … is not evaluated over and over.
	named map[string]jet
	bad   bool // an expression was met that has no numeric meaning
}

// seed is a symbol that has a value of its own, whatever it is outside: the
// variable of a derivative, or an index of summation.
type seed struct {
	name  string
	value jet
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
	a := s.approximate(e, at)
	return a.v
}

func (s Scope) evaluator(at Point) evaluator {
	return evaluator{defs: s.Defs, funcs: s.Funcs, families: s.Families, at: at}
}

func (s Scope) approximate(e Expr, at Point) approx {
	ev := s.evaluator(at)
	v := ev.eval(e)
	if ev.bad {
		return approx{math.NaN(), math.NaN()}
	}
	return v.a0
}

// push and pop change what symbols stand for, by which the values of the names
// that rest on them change too.
func (ev *evaluator) push(s ...seed) {
	ev.seeds = append(ev.seeds, s...)
	ev.named = nil
}

func (ev *evaluator) pop(n int) {
	ev.seeds = ev.seeds[:n]
	ev.named = nil
}

func (ev *evaluator) nan() jet {
	ev.bad = true
	return constant(math.NaN(), ev.order)
}

func (ev *evaluator) eval(e Expr) jet {
	switch {
	case e.meta().size >= memoSize && len(ev.seeds) == 0:
		if ev.memo == nil {
			ev.memo = map[memoKey]jet{}
		}
		key := memoKey{e, ev.order}
		if v, ok := ev.memo[key]; ok {
			return v
		}
		v := ev.compute(e)
		ev.memo[key] = v
		return v
	case ev.order == 0:
		return jet{a0: ev.plain(e)}
	}
	return ev.compute(e)
}

// plain evaluates e without any ε. It is compute for the common nodes and for
// plain numbers, which are cheaper to hand around than jets.
func (ev *evaluator) plain(e Expr) approx {
	if e.meta().size >= memoSize && len(ev.seeds) == 0 {
		return ev.eval(e).a0
	}
	switch e := e.(type) {
	case *Num:
		return exact(e.Float())
	case *Sum:
		z := ev.plain(e.terms[0])
		for _, t := range e.terms[1:] {
			z = z.add(ev.plain(t))
		}
		return z
	case *Prod:
		z := ev.plain(e.factors[0])
		for _, f := range e.factors[1:] {
			z = z.mul(ev.plain(f))
		}
		return z
	case *Quo:
		return ev.plain(e.num).mul(ev.plain(e.den).inv())
	}
	return ev.compute(e).a0
}

func (ev *evaluator) compute(e Expr) jet {
	switch e := e.(type) {
	case *Num:
		return constant(e.Float(), ev.order)
	case *Const:
		if e == E {
			return constant(math.E, ev.order)
		}
		return constant(math.Pi, ev.order)
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
		return ev.eval(e.num).mul(ev.eval(e.den).inv())
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
		return ev.sigma(e)
	case *Labelled:
		return ev.eval(e.expr)
	case *Delta:
		if ev.eval(e.i).a0.v == ev.eval(e.j).a0.v {
			return constant(1, ev.order)
		}
		return constant(0, ev.order)
	case *Cases:
		for _, b := range e.branches {
			if ev.holds(b.Cond) {
				return ev.eval(b.Value)
			}
		}
		return constant(math.NaN(), ev.order)
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
		v := ev.eval(body)
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

func (ev *evaluator) pow(e *Pow) jet {
	if e.base == E {
		return ev.eval(e.exp).exp()
	}
	base := ev.eval(e.base)
	if n, ok := e.exp.(*Num); ok {
		if k, ok := n.Int64(); ok && abs64(k) <= 1<<20 {
			return base.powInt(int(k))
		}
		return base.powReal(n.Float())
	}
	exp := ev.eval(e.exp)
	// A constant exponent that happens to be whole, x^(1+1), is a power of any base.
	if v := exp.a0.v; v == math.Trunc(v) && math.Abs(v) < 1<<20 && len(Symbols(e.exp)) == 0 {
		return base.powInt(int(v))
	}
	return base.pow(exp)
}

func (ev *evaluator) call(e *Call) jet {
	switch e.fn {
	case LogBase:
		return ev.eval(e.args[1]).log().mul(ev.eval(e.args[0]).log().inv())
	case Root:
		n, ok := e.args[0].(*Num)
		if !ok {
			return ev.eval(e.args[1]).pow(ev.eval(e.args[0]).inv())
		}
		k, ok := n.Int64()
		if !ok || k < 1 || k > 1<<20 {
			return ev.eval(e.args[1]).powReal(1 / n.Float())
		}
		return ev.eval(e.args[1]).root(int(k))
	case Max, Min:
		best := ev.eval(e.args[0])
		for _, a := range e.args[1:] {
			v := ev.eval(a)
			if v.a0.v == best.a0.v && !v.equal(best) {
				return constant(math.NaN(), ev.order)
			}
			if v.a0.v > best.a0.v == (e.fn == Max) {
				best = v
			}
		}
		return best
	}
	f := e.fn.onJets()
	if f == nil {
		return ev.nan()
	}
	return f(ev.eval(e.args[0]))
}

// apply evaluates a function of the author's by its body.
func (ev *evaluator) apply(e *Apply) jet {
	f, ok := ev.funcs[e.name]
	if !ok || len(f.Params) != len(e.args) {
		return ev.standIn(e.name, e.args)
	}
	values := make([]seed, len(e.args))
	for i, a := range e.args {
		values[i] = seed{f.Params[i].name, ev.eval(a)}
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

// symbolOr is the value of the variable of a derivative.
func (ev *evaluator) symbolOr(x Expr, name string) jet {
	if i, ok := x.(*Index); ok {
		return ev.indexed(i)
	}
	return ev.symbol(name)
}

// deriv evaluates a derivative that has not been carried out: it adds an ε of
// its own to the variable for every differentiation and reads off the
// coefficient of their product.
func (ev *evaluator) deriv(e *Deriv) jet {
	outer := ev.order
	if outer+len(e.wrt) > maxOrder {
		return ev.nan()
	}
	seeds := len(ev.seeds)
	for i, x := range e.wrt {
		name := ""
		switch x := x.(type) {
		case *Sym:
			name = x.name
		case *Index:
			name = ev.member(x)
		default:
			return ev.nan()
		}
		value := ev.symbolOr(x, name)
		ev.order = outer + i + 1
		value = value.widen(ev.order)
		value.set(1<<(outer+i), approx{1, 0})
		ev.push(seed{name, value})
	}
	v := ev.eval(e.of)
	ev.pop(seeds)
	ev.order = outer
	return v.top(outer)
}

// differential evaluates du as a number of its own, and the differential of a
// defined name as its derivative in the direction of those numbers.
func (ev *evaluator) differential(e *Differential) jet {
	var name string
	switch x := e.of.(type) {
	case *Sym:
		name = x.name
	case *Index:
		name = ev.member(x)
	}
	body, ok := ev.defs[name]
	if !ok {
		v, ok := ev.at["d"+name]
		if !ok {
			return ev.nan()
		}
		return constant(v, ev.order)
	}
	outer, seeds := ev.order, len(ev.seeds)
	ev.order++
	for _, x := range ev.atoms(body, map[string]bool{}) {
		value := ev.symbol(x).widen(ev.order)
		value.set(1<<outer, approx{ev.at["d"+x], 0})
		ev.push(seed{x, value})
	}
	v := ev.eval(body)
	ev.pop(seeds)
	ev.order = outer
	return v.top(outer)
}

// atoms returns the names that e rests on after all definitions are
// followed and that have a differential at the point.
func (ev *evaluator) atoms(e Expr, seen map[string]bool) []string {
	var names []string
	for _, s := range Symbols(e) {
		if seen[s.name] {
			continue
		}
		seen[s.name] = true
		if body, ok := ev.defs[s.name]; ok {
			names = append(names, ev.atoms(body, seen)...)
		} else if _, ok := ev.at["d"+s.name]; ok {
			names = append(names, s.name)
		}
	}
	return names
}

// member returns the name of the symbol that an index node stands for, now
// that its subscripts have values.
func (ev *evaluator) member(x *Index) string {
	name := x.base
	for _, s := range x.subs {
		i := ev.eval(s).a0.v
		name += "_" + strconv.Itoa(int(math.Round(i)))
	}
	return name
}

// indexed evaluates a member of a family: as its own variable, or by the
// family's definition.
func (ev *evaluator) indexed(x *Index) jet {
	f, defined := ev.families[x.base]
	if !defined || len(x.subs) != 1 {
		return ev.symbol(ev.member(x))
	}
	name := ev.member(x)
	for i := len(ev.seeds) - 1; i >= 0; i-- {
		if ev.seeds[i].name == name {
			return ev.seeds[i].value.widen(ev.order)
		}
	}
	i := ev.eval(x.subs[0])
	n := len(ev.seeds)
	ev.push(seed{f.Index.name, constant(i.a0.v, 0)})
	v := ev.eval(f.Body)
	ev.pop(n)
	return v
}

func (ev *evaluator) sigma(e *Sigma) jet {
	from, to := ev.eval(e.from).a0.v, ev.eval(e.to).a0.v
	if !(to-from < 1000) {
		return ev.nan()
	}
	z := constant(0, ev.order)
	n := len(ev.seeds)
	for i := from; i <= to; i++ {
		ev.pop(n)
		ev.push(seed{e.index.name, constant(i, 0)})
		z = z.add(ev.eval(e.body))
	}
	ev.pop(n)
	return z
}

func (ev *evaluator) holds(r Relation) bool {
	a, b := ev.eval(r.Left).a0.v, ev.eval(r.Right).a0.v
	switch r.Op {
	case Equals:
		return a == b
	case NotEqual:
		return a != b && !math.IsNaN(a) && !math.IsNaN(b)
	case Less:
		return a < b
	case LessEqual:
		return a <= b
	case Greater:
		return a > b
	case GreaterEqual:
		return a >= b
	}
	return false
}
