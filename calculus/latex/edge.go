package latex

import "github.com/bibun-md/bibun/calculus"

// edge is what a factor looks like where its neighbour stands.
type edge uint8

const (
	bracket      edge = iota // brackets or bars
	number                   // digits, or a fraction of digits
	unit                     // the number 0 or 1, which nobody writes as a coefficient
	letter                   // a symbol, possibly with subscripts
	word                     // a symbol of several letters
	euler                    // a power of e
	script                   // an exponent
	radical                  // a root
	fraction                 // a quotient
	function                 // the name of a function, or its argument
	called                   // a function whose argument always has brackets
	derivative               // dy/dx
	operator                 // d/dx (…)
	differential             // dx
	bigOperator              // the sign of a sum or a product over an index
)

// leftEdge returns what e begins with as a factor that is not the first.
func (p *printer) leftEdge(e calculus.Expr) edge {
	switch e := e.(type) {
	case *calculus.Num:
		return number
	case *calculus.Const:
		if e == calculus.E {
			return euler
		}
		return letter
	case *calculus.Pow:
		switch base := e.Base().(type) {
		case *calculus.Sym, *calculus.Index, *calculus.Num, *calculus.Const:
			if !plainBase(base) {
				return bracket
			}
			if base == calculus.E && storeys(e, 3) {
				return function
			}
			return p.leftEdge(base)
		case *calculus.Call:
			if plainBase(base) || functionPower(e) {
				return p.leftEdge(base)
			}
		case *calculus.Apply:
			return letter
		case *calculus.Differential:
			return differential
		}
		return bracket
	case *calculus.Call:
		if e.Func() == calculus.Factorial && atomic(e.Arg()) {
			return p.leftEdge(e.Arg())
		}
	case *calculus.Prod:
		if negative(e) {
			return number
		}
		return p.leftEdge(e.Factors()[0])
	}
	return p.edgeOf(e)
}

// rightEdge returns what e ends with as a factor that is not the last.
func (p *printer) rightEdge(e calculus.Expr) edge {
	switch e := e.(type) {
	case *calculus.Num:
		if i, ok := e.Int64(); ok && 0 <= i && i <= 1 && !e.IsDecimal() {
			return unit
		}
		if !e.IsInt() && !e.IsDecimal() {
			return fraction
		}
		return number
	case *calculus.Const:
		return letter
	case *calculus.Pow:
		if functionPower(e) {
			return function
		}
		if e.Base() == calculus.E && storeys(e, 3) {
			return called
		}
		if _, ok := e.Base().(*calculus.Differential); ok {
			return differential
		}
		return script
	case *calculus.Prod:
		factors := e.Factors()
		return p.rightEdge(factors[len(factors)-1])
	case calculus.Ranged:
		return bracket
	}
	return p.edgeOf(e)
}

// edgeOf returns the edge of what looks alike at both ends.
func (p *printer) edgeOf(e calculus.Expr) edge {
	switch e := e.(type) {
	case *calculus.Sym:
		if !oneLetter(e.Name()) {
			return word
		}
		return letter
	case *calculus.Index:
		return letter
	case *calculus.Quo, *calculus.Labelled:
		return fraction
	case *calculus.Call:
		switch f := e.Func(); f {
		case calculus.Sqrt, calculus.Root:
			return radical
		case calculus.Abs, calculus.Factorial:
			return bracket
		case calculus.Sigmoid:
			return called
		}
		return function
	case *calculus.Apply:
		return called
	case *calculus.Deriv:
		if p.named(e) {
			return derivative
		}
		return operator
	case *calculus.Differential:
		return differential
	case calculus.Ranged:
		return bigOperator
	}
	return bracket
}
