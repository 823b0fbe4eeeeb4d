// Package calculus differentiates as a textbook does: line by line, each line
// following from the one above by named rules, and each verified before anyone
// sees it.
//
// There is one way through the package. An [Expr] is built by constructors
// that keep what they are given ([Add], [Mul], [Div], [Power], [Func.Of] …). A
// [Setting] knows the problem around it: the order of the variables, the names
// that the author defined, the author's spelling. [Setting.Differentiate] turns
// a [Request] into a [Chain] of equal expressions:
//
//	∂L/∂u = ∂/∂u(u³) + 4v ∂/∂u(u) − ∂/∂u(v²)     SumRule, ConstantMultipleRule
//	      = 3u² + 4v·1 − 0                       PowerRule, ConstantRule
//	      = 3u² + 4v
//
// A line holds [Deriv] nodes for what has not been carried out. One wave
// rewrites every outermost one (waves.go) by the rule that fits (rewrite.go, with
// the table of elementary functions in elementary.go), and what needs light rules
// only at once (light.go). Compositions from two levels on go by named
// intermediates (compose.go), as do names that the author introduced
// ([Setting.Through]). Curves are given by equations (implicit.go, where [Setting.Real]
// looks whether they have points at all) or by a parameter (curve.go). Sums and products over an index go by Kronecker deltas
// (family.go, products.go, collapse.go), and long products by their logarithm
// (logarithmic.go, logarithms.go). When no derivative is left, the last line is
// brought into a textbook's form (simplify.go, multiply.go, factorize.go, arrange.go), by a
// polynomial arithmetic over whatever does not simplify further (monomial.go,
// powers.go, divide.go). The answer is the last line, and no second engine
// exists that could disagree with it.
//
// Before a chain is returned, [Scope.Verify] evaluates every line at points of
// its domain and compares it with the derivative that it claims to be, found
// by numbers that carry their derivatives along (jet.go, approx.go, evaluate.go;
// program.go, slots.go and run.go evaluate once what lines share, which hashed.go finds), or that tell how a function
// goes along a straight line (straight.go). A line must have a value wherever the
// derivative has one and the conditions hold, be a coordinate 0 there or two equal
// (corners.go). The verifier shares no code with the rules. A line that it refutes is
// never returned: there is a [*RefutedError] instead. It is a test, not a proof.
//
// Expressions are immutable and the package has no mutable state, except for memory that
// serves again, so everything but a [Setting] may be used from many goroutines at once.
package calculus
