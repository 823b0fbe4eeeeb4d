package calculus

import "slices"

// maxOrder bounds the order of derivatives that are evaluated: a jet of order
// k has 2ᵏ components.
const maxOrder = 8

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
	for _, y := range heldStill(e, ev.defs) {
		ev.push(seed{name: y.name, value: ev.symbol(y.name)})
	}
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
		ev.push(seed{name: name, value: value})
	}
	v := ev.eval(e.of)
	ev.pop(seeds)
	ev.order = outer
	return v.top(outer)
}

// heldStill returns the arguments, by their names, that ∂f/∂x holds still, though they are
// defined and may rest on x: the y of f(x, y) where y = x². Of f nothing but the name is known.
func heldStill(e *Deriv, defs map[string]Expr) []*Sym {
	f, ok := e.of.(*Sym)
	if !ok || !e.partial {
		return nil
	}
	a, ok := defs[f.name].(*Apply)
	if !ok || a.name != f.name {
		return nil
	}
	var still []*Sym
	for _, arg := range a.args {
		if y, ok := arg.(*Sym); ok && defs[y.name] != nil {
			still = append(still, y)
		}
	}
	return still
}

// differential evaluates du as a number of its own, and the differential of a
// defined name, or of a differential, as its derivative in the direction of those
// numbers.
func (ev *evaluator) differential(e *Differential) jet {
	var body Expr
	var atoms []string
	if inner, ok := e.of.(*Differential); ok {
		body, atoms = inner, ev.moving()
	} else {
		name := ""
		switch x := e.of.(type) {
		case *Sym:
			name = x.name
		case *Index:
			name = ev.member(x)
		}
		if v, ok := ev.at["d"+name]; ok {
			return constant(v, ev.order)
		}
		if body, ok = ev.defs[name]; !ok {
			return ev.nan()
		}
		members := len(ev.families) > 0 || body.meta().members
		for _, defined := range ev.defs {
			members = members || defined.meta().members
		}
		if members {
			atoms = ev.moving()
		} else {
			atoms = ev.atoms(body, map[string]bool{})
		}
	}
	outer, seeds := ev.order, len(ev.seeds)
	ev.order++
	for _, x := range atoms {
		value := ev.symbol(x).widen(ev.order)
		value.set(1<<outer, approx{ev.at["d"+x], 0})
		ev.push(seed{name: x, value: value})
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
		if _, moves := ev.at["d"+s.name]; moves {
			names = append(names, s.name)
		} else if body, ok := ev.defs[s.name]; ok {
			names = append(names, ev.atoms(body, seen)...)
		}
	}
	return names
}

// moving returns all names that have a differential at the point, members of
// families among them.
func (ev *evaluator) moving() []string {
	var names []string
	for x := range ev.at {
		if _, moves := ev.at["d"+x]; moves {
			names = append(names, x)
		}
	}
	slices.Sort(names)
	return names
}
