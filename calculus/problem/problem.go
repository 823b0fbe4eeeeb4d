package problem

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// Problem is a block that has been read: what it defines and what it asks.
type Problem struct {
	Definitions []*Definition
	Requests    []*Request
	// Vars are the symbols that "vars" declares, Params those that "params"
	// declares.
	Vars, Params []*calculus.Sym
	// Assumptions are the conditions that "assume" states.
	Assumptions []calculus.Relation
	// Shape is what the block looks like, whether or not it could be read.
	Shape Shape
}

// Definition introduces a function: L(u,v) = u^3 + 4uv − v^2.
type Definition struct {
	Name *calculus.Sym
	// Vars are the variables, in the order of the argument list, or, where none
	// was written, the free symbols of the body in order of appearance. Where
	// "vars" declares variables, those are the ones, and the others are
	// parameters. Names that the block defines are not among them.
	Vars []*calculus.Sym
	// Params are the symbols held constant: those after the ";" of the argument
	// list, those that "params" declares, and, with an argument list, the body's
	// other free symbols.
	Params []*calculus.Sym
	// ArgList says that an argument list was written.
	ArgList bool
	// Body is the right-hand side; nil for a function without one, such as
	// L(w_1, ..., w_N), and for one whose body could not be read. A definition
	// without an argument list is referred to by the symbol of its name, one
	// with an argument list by [calculus.Apply] where it is called.
	Body calculus.Expr
	// Family is set when the variables are an indexed family; Vars is then empty.
	Family *Family
	// Member is set for a definition of the members of a family, such as
	// y_i = e^{a_i}/S: Indexed("y", i), while Name is the symbol y_i.
	Member *calculus.Index
	// Uses are the definitions that the body refers to, each once, in order of
	// appearance. They form no cycle.
	Uses []*Definition
	Span Span
}

// Leaves returns the variables that d depends on in the end: its own, and, in
// place of the names of other definitions, theirs. For L = ½(y−t)², y = σ(z),
// z = wx + b they are w, x, b, t.
func (d *Definition) Leaves() []*calculus.Sym {
	if d.ArgList || d.Body == nil {
		return d.Vars
	}
	var list []*calculus.Sym
	seen := map[string]bool{}
	add := func(s *calculus.Sym) {
		if !seen[s.Name()] {
			seen[s.Name()] = true
			list = append(list, s)
		}
	}
	visited := map[*Definition]bool{}
	var visit func(*Definition)
	visit = func(d *Definition) {
		if visited[d] {
			return
		}
		visited[d] = true
		if d.ArgList || d.Body == nil {
			for _, v := range d.Vars {
				add(v)
			}
			return
		}
		own := symbolSet(d.Vars)
		inner := map[string]*Definition{}
		for _, u := range d.Uses {
			inner[u.Name.Name()] = u
		}
		for _, s := range calculus.Symbols(d.Body) {
			if own[s.Name()] {
				add(s)
			} else if u := inner[s.Name()]; u != nil {
				visit(u)
			}
		}
	}
	visit(d)
	return list
}

// dependsOn reports whether name is a variable or parameter of d, of a
// definition that d refers to, or such a definition's name.
func (d *Definition) dependsOn(name string) bool {
	visited := map[*Definition]bool{}
	var visit func(*Definition) bool
	visit = func(d *Definition) bool {
		if visited[d] {
			return false
		}
		visited[d] = true
		named := func(s *calculus.Sym) bool { return s.Name() == name }
		if slices.ContainsFunc(d.Vars, named) || slices.ContainsFunc(d.Params, named) || d.Family != nil && d.Family.holds(name) {
			return true
		}
		return !d.ArgList && slices.ContainsFunc(d.Uses, func(u *Definition) bool {
			// A function that is called has variables of its own.
			return (d.Body == nil || calculus.DependsOn(d.Body, u.Name)) && (named(u.Name) || visit(u))
		})
	}
	return visit(d)
}

// Family is an indexed family of variables w_1, …, w_N.
type Family struct {
	Base     string        // w
	From, To calculus.Expr // 1 and N
}

// holds reports whether name is a member of the family.
func (f *Family) holds(name string) bool {
	return len(name) > len(f.Base)+1 && baseOf(name) == f.Base
}

// Kind is what a request asks for.
type Kind string

// The kinds of request.
const (
	Partial     Kind = "partial"     // ∂L/∂u, ∂²L/∂v∂u
	Ordinary    Kind = "ordinary"    // dL/du, f'(x)
	Total       Kind = "total"       // dL, d²L
	Gradient    Kind = "gradient"    // ∇L
	Hessian     Kind = "hessian"     // hessian L
	Jacobian    Kind = "jacobian"    // jacobian u, v
	Directional Kind = "directional" // directional f along (3, 4)
	Value       Kind = "value"       // value f at x=1, y=2
	Tangent     Kind = "tangent"     // tangent f at (1, 2)
)

// Request asks for one result about one definition.
type Request struct {
	Kind     Kind
	Function *Definition
	// Wrt are the variables in the order of differentiation, the first
	// differentiated first: for ∂²f/∂y∂x they are x, y. For a total
	// differential, a gradient or a Hessian they are the variables it runs over;
	// none for a family.
	Wrt  []*calculus.Sym
	Span Span
	// At is the point at which the result is wanted; empty where it is wanted
	// everywhere.
	At []Coordinate
	// Order is the order of a total differential: 2 for d²L. 0 counts as 1.
	Order int
	// Functions are the components that a Jacobian runs over, Function the
	// first of them.
	Functions []*Definition
	// Determinant says that the Jacobian's determinant is wanted as well.
	Determinant bool
	// Direction is the vector of a directional derivative, one component for
	// each of Wrt; it need not have length 1.
	Direction []calculus.Expr
}

// Coordinate is the value of a variable at a point.
type Coordinate struct {
	Var   *calculus.Sym
	Value calculus.Expr
}

// Span is a range of the block's text, in bytes from its start.
type Span struct{ Start, End int }
