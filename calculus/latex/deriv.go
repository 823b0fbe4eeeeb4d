package latex

import (
	"slices"
	"strconv"

	"github.com/bibun-md/bibun/calculus"
)

// named reports whether e is the derivative of something with a name, written
// dy/dx, and not an operator in front of an expression, d/dx (…). The
// derivative of an independent variable is an operator: dx/dx, or ∂u/∂v, would
// look as if it were a function.
func (p *printer) named(e *calculus.Deriv) bool {
	switch of := e.Of().(type) {
	case *calculus.Sym:
		if slices.Contains(p.style.Variables, of.Name()) {
			return false
		}
	case *calculus.Index:
	default:
		return false
	}
	return len(e.Wrt()) == 0 || !calculus.Equal(e.Of(), e.Wrt()[0])
}

// deriv writes a derivative that is not yet carried out.
func (p *printer) deriv(e *calculus.Deriv) {
	if p.full() {
		return
	}
	wrt, named := e.Wrt(), p.named(e)
	p.mark(`\frac{`)
	p.dee(e.Partial())
	if n := len(wrt); n > 1 {
		p.mark("^")
		p.order(n)
		p.word = e.Partial() // \partial^2 f
	}
	if named {
		p.expr(e.Of())
	}
	p.mark(`}{`)
	// ∂²f/∂y∂x differentiates by x first.
	for i := len(wrt) - 1; i >= 0; {
		n := 1
		for i-n >= 0 && calculus.Equal(wrt[i-n], wrt[i]) {
			n++
		}
		if i < len(wrt)-1 {
			p.mark(`\,`)
		}
		p.dee(e.Partial())
		p.variable(wrt[i])
		if n > 1 {
			p.mark("^")
			p.order(n)
		}
		i -= n
	}
	p.mark(`}`)
	switch {
	case named:
	case applied(e.Of()):
		p.expr(e.Of())
	default:
		p.brackets(e.Of())
	}
}

func applied(e calculus.Expr) bool {
	_, ok := e.(*calculus.Apply)
	return ok
}

func (p *printer) dee(partial bool) {
	if partial {
		p.command(`\partial`)
		return
	}
	p.letters("d")
}

// order writes the order of a derivative as an exponent.
func (p *printer) order(n int) {
	s := strconv.Itoa(n)
	if len(s) > 1 {
		s = "{" + s + "}"
	}
	p.mark(s)
}

// variable writes what a d or ∂ stands in front of.
func (p *printer) variable(e calculus.Expr) {
	switch e.(type) {
	case *calculus.Sym, *calculus.Index:
		p.expr(e)
	default:
		p.brackets(e)
	}
}

// differential writes du, and d^2f for the differential of a differential.
func (p *printer) differential(of calculus.Expr) {
	order := int64(1)
	for {
		inner, ok := of.(*calculus.Differential)
		if !ok {
			break
		}
		of = inner.Of()
		order++
	}
	p.letters("d")
	if order > 1 {
		p.exponent(calculus.Int(order))
	}
	p.variable(of)
}
