package problem

import "github.com/bibun-md/bibun/calculus"

// Problem is a block that has been read: what it defines and what it asks.
type Problem struct {
	Definitions []*Definition
	Requests    []*Request
}

// Definition introduces a function: L(u,v) = u^3 + 4uv − v^2.
type Definition struct {
	Name *calculus.Sym
	// Vars are the variables, in the order of the argument list, or, where none
	// was written, the free symbols of the body in order of appearance.
	Vars []*calculus.Sym
	// Params are the symbols held constant: those after the ";" of the argument
	// list and, with an argument list, the body's other free symbols.
	Params []*calculus.Sym
	// ArgList says that an argument list was written.
	ArgList bool
	// Body is the right-hand side; nil for a function without one, such as
	// L(w_1, ..., w_N).
	Body calculus.Expr
	// Family is set when the variables are an indexed family; Vars is then empty.
	Family *Family
	Span   Span
}

// Family is an indexed family of variables w_1, …, w_N.
type Family struct {
	Base     string        // w
	From, To calculus.Expr // 1 and N
}

// Kind is what a request asks for.
type Kind string

// The kinds of request.
const (
	Partial  Kind = "partial"  // ∂L/∂u, ∂²L/∂v∂u
	Ordinary Kind = "ordinary" // dL/du, f'(x)
	Total    Kind = "total"    // dL
	Gradient Kind = "gradient" // ∇L
	Hessian  Kind = "hessian"  // hessian L
)

// Request asks for one result about one definition.
type Request struct {
	Kind     Kind
	Function *Definition
	// Wrt are the variables in the order of differentiation, the first
	// differentiated first: for ∂²f/∂y∂x they are x, y. For a total
	// differential, a gradient or a Hessian they are the variables it runs over.
	Wrt  []*calculus.Sym
	Span Span
}

// Span is a range of the block's text, in bytes from its start.
type Span struct{ Start, End int }
