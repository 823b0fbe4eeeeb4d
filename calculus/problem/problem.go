package problem

import (
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
	// Indices are those that "index" declares.
	Indices []Range
	// Families are the indexed families of the block, in order of appearance.
	Families []*Family
	// Shape is what the block looks like, whether or not it could be read.
	Shape Shape
	// Large says that a power of numbers in it is too large to be written out, of
	// which a diagnostic has told.
	Large bool
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
	// Written is how many of Params stand in the argument list, behind the ";".
	Written int
	// ArgList says that an argument list was written.
	ArgList bool
	// Args are the arguments as they were written where some of them are
	// families, which are not among Vars: w and b of L(w, b). Nil otherwise.
	Args []*calculus.Sym
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
	// Of is set where a request asks about another member of a family than the
	// block's definition names: it is the definition of y_i where ∂y_k/∂a_j is
	// asked, and Member is y_k. Such a definition is not among those of the
	// problem, and its body is that of y_i. It is set as well where df/dt is asked of
	// f(x, y) and the block gives x and y by t, which Uses has then, and where
	// ∂²z/∂x∂y is asked of z = x²y and the block gives y by x, which is in Vars then.
	Of *Definition
	// Equation is set for the unknown of an equation, such as y where x² + y² = 1.
	// Body is then nil.
	Equation *Equation
	// Uses are the definitions that the body refers to, each once, in order of
	// appearance. They form no cycle.
	Uses []*Definition
	Span Span

	parts    contents  // of Body
	families []*Family // of Body, but for those that the block defines
}

// Family is an indexed family of variables w_1, …, w_N, or of values that the
// block defines, as y_i = e^{a_i}/S does.
type Family struct {
	Base string // w
	// From and To bound the first subscript: 1 and N. They are nil where the
	// block doesn't say.
	From, To calculus.Expr
	// Ranges has one entry for each subscript, the first of which is that of
	// From and To.
	Ranges []Range
}

// Range is the range of an index, i = 1, …, N. Each part is nil where the
// block doesn't say.
type Range struct {
	Index    *calculus.Sym
	From, To calculus.Expr
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
	Normal      Kind = "normal"      // normal f at (1, 2)
	Linear      Kind = "linear"      // linear approximation of f at (1, 2)
	Plot        Kind = "plot"        // plot f, plot f at x=1
	Table       Kind = "table"       // table f at (1, 2): df beside the increment of f
)

// Request asks for one result about one definition.
type Request struct {
	Kind     Kind
	Function *Definition
	// Wrt are the variables in the order of differentiation, the first
	// differentiated first: for ∂²f/∂y∂x they are x, y. For a total
	// differential, a gradient or a Hessian they are the variables it runs over
	// beside the members of Families.
	Wrt []*calculus.Sym
	// Families are those over whose members a total differential, a gradient or a
	// Hessian runs. Their ranges are known.
	Families []*Family
	Span     Span
	// At is the point at which the result is wanted; empty where it is wanted
	// everywhere.
	At []Coordinate
	// Height is the value that the function has there, where the point of a tangent
	// was written with it, as (1, 1) on y = x²; nil elsewhere.
	Height calculus.Expr
	// Parameter is t where the curve is given as x = x(t), y = y(t): Function is y, and
	// Wrt is x, as often as it differentiates. Abscissa is x where a tangent or a normal
	// is wanted; Wrt is t then.
	Parameter *calculus.Sym
	Abscissa  *Definition
	// Rates are what is known of derivatives at the point: dx/dt = 2.
	Rates []Rate
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

// Rate is the value of the derivative of a function that is known by name only.
type Rate struct {
	Of, By *calculus.Sym
	Value  calculus.Expr
}

// Span is a range of the block's text, in bytes from its start.
type Span struct{ Start, End int }
