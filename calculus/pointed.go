package calculus

import (
	"maps"
	"slices"
	"strings"
)

// A value at a point may hold derivatives of functions that are known by name only. They
// are written with the point at which they are taken: f_u(1, 2), f′(3).

// pointed puts the point into e. The functions that its derivatives are become known to
// the scope there.
func (set *Setting) pointed(e Expr, point []Coordinate, there *Scope) Expr {
	if !e.meta().open {
		return set.putIn(e, point)
	}
	values := map[string]Expr{}
	for _, c := range point {
		values[c.Var.name] = c.Value
	}
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		switch e := e.(type) {
		case *Sym:
			if v, ok := values[e.name]; ok {
				return v
			}
			if body, ok := set.Defs[e.name]; ok {
				return walk(body)
			}
			return e
		case *Differential, Ranged:
			return set.putIn(e, point)
		case *Deriv:
			if set.abstract(e.of) {
				return set.derivativeAt(e, walk, there)
			}
		}
		return mapChildren(e, walk)
	}
	return walk(e)
}

// slopesKnown is the scope in which the first derivatives of the functions that are known
// by name only are functions of their arguments: f_u(u, v), f′(u).
func (set *Setting) slopesKnown() Scope {
	scope := set.Scope
	moved := func(Expr) Expr { return Zero }
	for name := range set.Defs {
		f := Symbol(name)
		if !set.abstract(f) {
			continue
		}
		args := set.Defs[name].(*Apply).args
		for _, x := range args {
			set.derivativeAt(D(f, len(args) > 1, x).(*Deriv), moved, &scope)
		}
	}
	return scope
}

// derivativeAt is a derivative of a function that is known by name only, at the point
// whose coordinates at puts in: a function of its arguments that has a name of its own.
func (set *Setting) derivativeAt(e *Deriv, at func(Expr) Expr, there *Scope) Expr {
	f := set.Defs[e.of.(*Sym).name].(*Apply)
	args, moved := make([]Expr, len(f.args)), false
	params := make([]*Sym, len(f.args))
	for i, a := range f.args {
		args[i] = at(a)
		params[i] = a.(*Sym)
		moved = moved || !Equal(args[i], a)
	}
	name := f.name
	switch {
	case !moved:
		return e
	case len(f.args) == 1 && len(e.wrt) <= 3:
		name += strings.Repeat("'", len(e.wrt))
	case len(f.args) == 1:
		return e
	default:
		wrt := slices.Clone(e.wrt) // in the order of the arguments (Schwarz)
		slices.SortStableFunc(wrt, func(a, b Expr) int { return position(f.args, a) - position(f.args, b) })
		separator := ""
		if slices.ContainsFunc(e.wrt, func(x Expr) bool { return len(x.(*Sym).name) > 1 }) {
			separator = "_"
		}
		below := make([]string, len(e.wrt))
		for i, x := range wrt {
			below[i] = x.(*Sym).name
		}
		name += "_" + strings.Join(below, separator)
	}
	funcs := maps.Clone(there.Funcs)
	if funcs == nil {
		funcs = map[string]Function{}
	}
	funcs[name] = Function{Params: params, Body: D(ApplyTo(f.name, variables(params)...), e.partial, e.wrt...)}
	there.Funcs = funcs
	return ApplyTo(name, args...)
}

// Rate is what is known of a derivative at a point: dx/dt = 2.
type Rate struct {
	Of, By *Sym
	Value  Expr
}

// changing lists the functions of t that are known by name only, in order.
func (set *Setting) changing(t *Sym) []*Sym {
	var list []*Sym
	for _, name := range slices.Sorted(maps.Keys(set.Defs)) {
		if x := Symbol(name); set.abstract(x) && sameList(set.Defs[name].(*Apply).args, []Expr{t}) {
			list = append(list, x)
		}
	}
	return list
}

// RateAt puts a point that gives values to functions of t, and to some of their
// derivatives, into the derivative by t of the function called name: 4πr² dr/dt at
// r = 2, dr/dt = 3. The claim is Σ ∂f/∂x dx/dt, by jets, over those functions; over is
// nil, or what that is divided by, −F_y for the unknown of an equation.
func (set *Setting) RateAt(left, f, over, answer Expr, t *Sym, point []Coordinate, rates []Rate) (*Chain, error) {
	moving := set.changing(t)
	free := *set
	free.Defs = maps.Clone(set.Defs)
	var claim []Expr
	known, signs := answer, answer
	for _, x := range moving {
		delete(free.Defs, x.name)
		slope := Expr(Symbol("rate of " + x.name))
		for _, r := range rates {
			if r.Of.name == x.name && r.By.name == t.name {
				slope = r.Value
				known = Replace(known, D(x, false, t), slope)
			}
		}
		signs = Replace(signs, D(x, false, t), slope)
		claim = append(claim, Mul(D(f, true, x), slope))
	}
	total := Add(claim...)
	if over != nil {
		total = Div(total, over)
	}
	there := free.Scope.at(point)
	put := func(e Expr) Expr {
		return free.keep(e, moving, func(e Expr) Expr { return put(free.Inline(e), point) })
	}
	e := put(known)
	value := newSimplifier(set, nil).simplify(e)
	c := &Chain{Left: left, Lines: []Line{set.line(e, SubstituteRule)}}
	if !Identical(value, e) {
		c.Lines = append(c.Lines, Line{Expr: value, Simplified: true})
	}
	lines := []Expr{total, put(signs)}
	for _, l := range c.Lines {
		shown := l.Expr
		for _, x := range moving {
			shown = Replace(shown, D(x, false, t), Symbol("rate of "+x.name))
		}
		lines = append(lines, shown)
	}
	verdict, at := there.Verify(lines, nil)
	if c.Verdict = verdict; verdict == Refuted {
		return nil, &RefutedError{Line: lines[at], Rules: []*Rule{SubstituteRule}}
	}
	if verdict == Unknown && there.undefined(total) {
		return nil, ErrUndefined
	}
	return c, nil
}

// keep applies f to what stands around the derivatives of the functions in e, which stay.
func (set *Setting) keep(e Expr, functions []*Sym, f func(Expr) Expr) Expr {
	var names []Expr
	var kept []Expr
	var walk func(Expr) Expr
	walk = func(e Expr) Expr {
		if d, ok := e.(*Deriv); ok && slices.ContainsFunc(functions, func(x *Sym) bool { return Equal(d.of, x) }) {
			name := Symbol("kept " + d.String())
			names, kept = append(names, name), append(kept, d)
			return name
		}
		return mapChildren(e, walk)
	}
	e = f(walk(e))
	for i, name := range names {
		e = Replace(e, name, kept[i])
	}
	return e
}
