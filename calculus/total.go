package calculus

import (
	"maps"
	"slices"
	"strconv"
)

// TotalDifferential works out dL = Σ ∂L/∂x dx from the partial derivatives of
// the function called name, one chain for each of vars, in that order.
func (set *Setting) TotalDifferential(name *Sym, vars []*Sym, partials []*Chain) (*Chain, error) {
	c := &Chain{Left: Diff(name)}
	general := make([]Expr, len(vars))
	var terms []Expr
	for i, x := range vars {
		dx := Diff(x)
		general[i] = Mul(partials[i].Left, dx)
		a := partials[i].Answer()
		switch {
		case isZero(a):
		case isOne(a):
			terms = append(terms, dx)
		default:
			terms = append(terms, Mul(append(flatFactors(a), dx)...))
		}
		c.Conditions = append(c.Conditions, partials[i].Conditions...)
	}
	c.Lines = []Line{
		set.line(Add(general...), TotalDifferentialRule),
		{Expr: Add(terms...)},
	}
	return c, c.verified(set.Scope, c.Left)
}

// FamilyIndex returns an index for a sum over the family base_from, …, base_to
// that means nothing else there.
func FamilyIndex(name *Sym, base string, from, to Expr) *Sym {
	for _, letter := range []string{"i", "j", "k"} {
		index := Symbol(letter)
		if letter != base && letter != name.name && !DependsOn(to, index) && !DependsOn(from, index) {
			return index
		}
	}
	return Symbol("l")
}

// FamilyDifferential writes the total differential of a function of an indexed
// family base_from, …, base_to of which nothing else is known: the sum is the
// answer. That is verified for three variables and a function that stands for any
// other.
func (set *Setting) FamilyDifferential(name *Sym, base string, from, to Expr) (*Chain, error) {
	index := FamilyIndex(name, base, from, to)
	w := Indexed(base, index)
	c := &Chain{Left: Diff(name)}
	c.Lines = []Line{set.line(SumOver(index, from, to, Mul(D(name, true, w), Diff(w))), TotalDifferentialRule)}
	first, last := int64(1), int64(3)
	if n, ok := from.(*Num); ok {
		if k, ok := n.Int64(); ok {
			first = k
		}
	}
	if n, ok := to.(*Num); ok {
		if k, ok := n.Int64(); ok {
			last = min(k, first+99)
		}
	}
	var members []Expr
	for i := first; i <= last; i++ {
		members = append(members, Symbol(base+"_"+strconv.FormatInt(i, 10)))
	}
	scope := Scope{Defs: map[string]Expr{name.name: ApplyTo(name.name, members...)}}
	return c, c.verified(scope, c.Left)
}

// Inline replaces every defined name in e by what it stands for. The derivatives of
// a function that is known by name only stay as they are.
func (set *Setting) Inline(e Expr) Expr {
	return set.inline(e, func(*Sym) bool { return false })
}

// InlineBut is [Setting.Inline], but keeps the names, and those of functions of which
// nothing else is known.
func (set *Setting) InlineBut(e Expr, names []*Sym) Expr {
	return set.inline(e, func(x *Sym) bool {
		return set.abstract(x) || slices.ContainsFunc(names, func(y *Sym) bool { return y.name == x.name })
	})
}

func (set *Setting) inline(e Expr, keep func(*Sym) bool) Expr {
	for range len(set.Defs) + 1 {
		if Size(e) > set.Limits.nodes() {
			break // whoever uses e finds it too large
		}
		changed := false
		for _, s := range Symbols(e) {
			if body, ok := set.Defs[s.name]; ok && !keep(s) {
				if next := set.replace(e, s, body); next != e {
					e, changed = next, true
				}
			}
		}
		if !changed {
			break
		}
	}
	return e
}

// replace is [Replace], except within derivatives of functions that are known by
// name only.
func (set *Setting) replace(e Expr, old *Sym, by Expr) Expr {
	if e.meta().names&old.m.names == 0 {
		return e
	}
	switch e := e.(type) {
	case *Sym:
		if e.name == old.name {
			return by
		}
		return e
	case *Deriv:
		if set.abstract(e.of) {
			return e
		}
	}
	return mapChildren(e, func(c Expr) Expr { return set.replace(c, old, by) })
}

// Substitute puts expressions in the place of symbols, all at once. The symbol of
// a differential stays: at u = 1, du is du. The index of a sum or product is no
// symbol that could be replaced, and is renamed where a symbol of the same name
// would come below the sum: with i = k, Σ_k a_ik is Σ_j a_kj.
func Substitute(e Expr, values map[string]Expr) Expr {
	switch e := e.(type) {
	case *Sym:
		if v, ok := values[e.name]; ok {
			return v
		}
		return e
	case *Differential:
		if x, ok := e.of.(*Index); ok {
			return Diff(mapChildren(x, func(c Expr) Expr { return Substitute(c, values) }))
		}
		return e
	case Ranged:
		e = apartFrom(e, values)
		if r := *e.run(); values[r.index.name] != nil {
			inner := maps.Clone(values)
			delete(inner, r.index.name)
			r.from, r.to, r.body = Substitute(r.from, values), Substitute(r.to, values), Substitute(r.body, inner)
			r.except = slices.Clone(r.except)
			for i, k := range r.except {
				r.except[i] = Substitute(k, values)
			}
			return e.over(r)
		}
		return mapChildren(e, func(c Expr) Expr { return Substitute(c, values) })
	}
	return mapChildren(e, func(c Expr) Expr { return Substitute(c, values) })
}

// Unfold replaces the calls of functions that the author defined by their
// bodies.
//
// It stops, with calls left, where the result gets too large to be used: each
// of f(x) = g(g(x)), g(x) = h(h(x)), … doubles it.
func (s Scope) Unfold(e Expr) Expr {
	if len(s.Funcs) == 0 || !e.meta().applied || Size(e) > maxNodes {
		return e
	}
	e = mapChildren(e, s.Unfold)
	a, ok := e.(*Apply)
	if !ok {
		return e
	}
	f, ok := s.Funcs[a.name]
	if !ok || len(f.Params) != len(a.args) {
		return e
	}
	values := make(map[string]Expr, len(a.args))
	for i, p := range f.Params {
		values[p.name] = a.args[i]
	}
	return s.Unfold(Substitute(f.Body, values))
}
