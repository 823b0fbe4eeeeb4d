package problem

import (
	"github.com/bibun-md/bibun/calculus"
)

// derivative reads the expression after d/dx: a bracket, or a product.
func (r *reader) derivative() (calculus.Expr, bool) {
	t := r.peek()
	r.i++
	if !r.enter() {
		return nil, false
	}
	var e calculus.Expr
	var ok bool
	if r.peek().is("(") || r.peek().is("[") || r.peek().is("{") {
		e, ok = r.group()
	} else if r.startsFactor() {
		e, ok = r.term()
	} else {
		return r.fail(Diagnostic{Span: t.span(), Code: "derivative-in-expression", Args: []string{r.p.quote(t.span())}})
	}
	r.depth--
	if !ok {
		return nil, false
	}
	return calculus.D(e, t.unit == 1, r.p.symbol(t.text)), true
}

// plainDerivative reads D(x^2, x), which is how a derivative not yet carried
// out is written in plain text.
func (r *reader) plainDerivative(first *token) (calculus.Expr, bool) {
	args, ok := r.arguments()
	if !ok {
		return nil, false
	}
	for _, x := range args[1:] {
		if _, ok := x.(*calculus.Sym); !ok {
			return r.fail(Diagnostic{Span: Span{first.start, r.tokens[r.i-1].end}, Code: "derivative-in-expression",
				Args: []string{r.p.quote(Span{first.start, r.tokens[r.i-1].end})}})
		}
	}
	if len(args) < 2 {
		return r.fail(Diagnostic{Span: Span{first.start, r.tokens[r.i-1].end}, Code: "derivative-in-expression",
			Args: []string{r.p.quote(Span{first.start, r.tokens[r.i-1].end})}})
	}
	return calculus.D(args[0], len(calculus.Symbols(args[0])) > 1, args[1:]...), true
}
