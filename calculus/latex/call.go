package latex

import "github.com/bibun-md/bibun/calculus"

// call writes a known function with its arguments; force asks for brackets
// around an argument that could do without.
func (p *printer) call(e *calculus.Call, force bool) {
	if p.full() {
		return
	}
	switch e.Func() {
	case calculus.Sqrt:
		p.mark(`\sqrt{`)
		p.expr(e.Arg())
		p.mark(`}`)
	case calculus.Root:
		p.mark(`\sqrt[`)
		if degree := e.Arg(); oneToken(degree) {
			p.expr(degree)
		} else {
			// Braces hide a bracket of the degree's own from the option's end.
			p.mark(`{`)
			p.expr(degree)
			p.mark(`}`)
		}
		p.mark(`]{`)
		p.expr(e.Args()[1])
		p.mark(`}`)
	case calculus.Abs:
		p.bars(e.Arg())
	case calculus.Factorial:
		p.argument(e.Arg(), false)
		p.mark(`!`)
	case calculus.LogBase:
		p.command(`\log`)
		p.mark(`_`)
		if base := e.Arg(); oneToken(base) {
			p.expr(base)
			p.word = true // \log_2 x: apart from the base
		} else {
			p.mark(`{`)
			p.expr(base)
			p.mark(`}`)
		}
		p.argument(e.Args()[1], force)
	default:
		p.name(e.Func())
		if bracketed(e.Func()) {
			p.word = false
			p.arguments(e.Args())
			return
		}
		p.argument(e.Arg(), force)
	}
}

// argument writes the argument of a function whose brackets an atom can do
// without: \sin x, \cos(2x).
func (p *printer) argument(e calculus.Expr, force bool) {
	if force || !atomic(e) && !barred(e) {
		p.brackets(e)
		return
	}
	p.expr(e)
}

// barred reports whether e has bars of its own around it: \log\lvert x+1\rvert.
func barred(e calculus.Expr) bool {
	c, ok := e.(*calculus.Call)
	return ok && c.Func() == calculus.Abs
}

// atomic reports whether e can be an argument without brackets.
func atomic(e calculus.Expr) bool {
	switch e := e.(type) {
	case *calculus.Sym, *calculus.Const, *calculus.Index:
		return true
	case *calculus.Num:
		return e.Sign() >= 0 && (e.IsInt() || e.IsDecimal())
	}
	return false
}

// bare reports whether e is written without brackets or braces of its own.
func bare(e *calculus.Call) bool {
	switch f := e.Func(); {
	case f == calculus.Sqrt, f == calculus.Root, f == calculus.Abs, f == calculus.Factorial, bracketed(f):
		return false
	case f == calculus.LogBase:
		return oneToken(e.Arg()) && atomic(e.Args()[1])
	}
	return atomic(e.Arg())
}

// bracketed reports whether f's arguments always have brackets: names that are
// no custom of the textbook, several arguments, and exp, whose spelling
// without brackets is e^x.
func bracketed(f *calculus.Func) bool {
	switch f {
	case calculus.Exp, calculus.Max, calculus.Min, calculus.Sign, calculus.Erf,
		calculus.Sigmoid, calculus.ReLU, calculus.Softplus:
		return true
	}
	return false
}

// name writes f's name and reports whether LaTeX has a command for it. The
// others are set as operators; \operatorname is not safe in every host.
func (p *printer) name(f *calculus.Func) bool {
	switch f {
	case calculus.Log, calculus.Ln:
		name := f.Name()
		if p.style.Log != "" {
			name = p.style.Log
		}
		if name == "ln" {
			p.command(`\ln`)
		} else {
			p.command(`\log`)
		}
	case calculus.Sigmoid:
		p.command(`\sigma`)
	case calculus.Sin, calculus.Cos, calculus.Tan, calculus.Cot, calculus.Sec, calculus.Csc,
		calculus.Arcsin, calculus.Arccos, calculus.Arctan,
		calculus.Sinh, calculus.Cosh, calculus.Tanh, calculus.Coth,
		calculus.Exp, calculus.Max, calculus.Min:
		p.mark(`\`)
		p.command(f.Name())
	default:
		name := f.Name()
		switch f {
		case calculus.Sign:
			name = "sgn"
		case calculus.ReLU:
			name = "ReLU"
		}
		p.mark(`\mathop{\mathrm{`)
		p.mark(name)
		p.mark(`}}`)
		return false
	}
	return true
}
