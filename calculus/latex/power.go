package latex

import "github.com/bibun-md/bibun/calculus"

// power writes a power; force asks for brackets around a function's argument.
func (p *printer) power(e *calculus.Pow, force bool) {
	base := e.Base()
	switch {
	case base == calculus.E && storeys(e, 3):
		p.command(`\exp`)
		p.brackets(e.Exp())
		return
	case functionPower(e):
		c := base.(*calculus.Call)
		if !p.name(c.Func()) {
			// In a display \mathop sets its exponent above the name.
			p.command(`\nolimits`)
		}
		p.exponent(e.Exp())
		p.word = true // \sin^2 x: apart from the exponent
		p.argument(c.Arg(), force)
		return
	case plainBase(base):
		p.expr(base)
	default:
		p.brackets(base)
	}
	p.exponent(e.Exp())
}

func (p *printer) exponent(e calculus.Expr) {
	p.mark("^")
	if oneToken(e) {
		p.expr(e)
		return
	}
	p.mark("{")
	p.expr(e)
	p.mark("}")
}

// plainBase reports whether e can bear an exponent without brackets.
func plainBase(e calculus.Expr) bool {
	switch e := e.(type) {
	case *calculus.Sym, *calculus.Const, *calculus.Index, *calculus.Apply, *calculus.Differential:
		return true // dx^2 is the square of dx
	case *calculus.Num:
		return e.Sign() >= 0 && (e.IsInt() || e.IsDecimal())
	case *calculus.Call:
		return e.Func() == calculus.Abs || e.Func() == calculus.Sigmoid
	}
	return false
}

// functionPower reports whether e is written with the exponent at the
// function's name: \sin^2 x. Custom allows it for the trigonometric and
// hyperbolic functions and a positive whole exponent; \sin^{-1} would be read
// as the inverse, and \log^2 as a logarithm of a logarithm.
func functionPower(e *calculus.Pow) bool {
	n, ok := e.Exp().(*calculus.Num)
	if !ok || n.IsDecimal() {
		return false
	}
	if i, ok := n.Int64(); !ok || i < 2 {
		return false
	}
	c, ok := e.Base().(*calculus.Call)
	if !ok {
		return false
	}
	switch c.Func() {
	case calculus.Sin, calculus.Cos, calculus.Tan, calculus.Cot, calculus.Sec, calculus.Csc,
		calculus.Sinh, calculus.Cosh, calculus.Tanh, calculus.Coth, calculus.Sech, calculus.Csch:
		return true
	}
	return false
}

// storeys reports whether somewhere in e exponents stand n storeys high.
func storeys(e calculus.Expr, n int) bool {
	if n == 0 {
		return true
	}
	switch e := e.(type) {
	case *calculus.Num, *calculus.Const, *calculus.Sym:
		return false
	case *calculus.Pow:
		return storeys(e.Exp(), n-1) || storeys(e.Base(), n)
	case *calculus.Quo:
		return storeys(e.Num(), n) || storeys(e.Den(), n)
	}
	for _, c := range calculus.Children(e) {
		if storeys(c, n) {
			return true
		}
	}
	return false
}
