package calculus

import "maps"

// straight is a function along a straight line, from a point in a direction: the
// expression f(a + h·v), and the scope in which h is 0. Its derivatives by h are
// what a differential, a directional derivative and a tangent plane claim to be,
// said without partial derivatives.
type straight struct {
	value Expr
	h     *Sym
	scope Scope
}

// straight returns the function called name along the line on which the variables
// have the values from + h·direction.
func (s Scope) straight(name Expr, vars []*Sym, from, direction []Expr) straight {
	const f, h = "the function", "the way"
	line := straight{h: Symbol(h)}
	args := make([]Expr, len(vars))
	for i := range vars {
		args[i] = Add(from[i], Mul(line.h, direction[i]))
	}
	line.value = ApplyTo(f, args...)
	line.scope = s.with(map[string]Expr{h: Zero})
	line.scope.Funcs = make(map[string]Function, len(s.Funcs)+1)
	maps.Copy(line.scope.Funcs, s.Funcs)
	line.scope.Funcs[f] = Function{Params: vars, Body: name}
	return line
}

// derivative is the derivative of some order along the line.
func (l straight) derivative(order int) Expr {
	by := make([]Expr, order)
	for i := range by {
		by[i] = l.h
	}
	return D(l.value, false, by...)
}

// With returns the scope with more definitions.
func (s Scope) With(more map[string]Expr) Scope { return s.with(more) }

// with is [Scope.With].
func (s Scope) with(more map[string]Expr) Scope {
	defs := make(map[string]Expr, len(s.Defs)+len(more))
	maps.Copy(defs, s.Defs)
	maps.Copy(defs, more)
	s.Defs = defs
	return s
}

// variables lists symbols as expressions.
func variables(vars []*Sym) []Expr {
	list := make([]Expr, len(vars))
	for i, x := range vars {
		list[i] = x
	}
	return list
}
