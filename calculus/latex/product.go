package latex

import "github.com/bibun-md/bibun/calculus"

// joint is what stands between two factors.
type joint uint8

const (
	apart joint = iota // nothing: the factors stand side by side
	thin               // a thin space
	dot                // a centred dot
)

// product writes the factors of e side by side. When strip is set the sign has
// been written already, and next is the factor that will follow e, nil if
// none, after the joint after.
//
// A product that comes first in another is written as if its factors stood
// there: (2x)e^{3x} is 2x\,e^{3x}. One that comes later marks an unsimplified
// step, in which dots keep the parts visible: x^2\cdot 3e^{3x}.
func (p *printer) product(e *calculus.Prod, strip bool, next calculus.Expr, after joint) {
	factors := e.Factors()
	guarded := false // a second minus sign at the front: −(−x)
	if strip && isMinusOne(factors[0]) {
		factors, strip = factors[1:], false
		guarded = negative(factors[0])
	}
	if guarded && isMinusOne(factors[0]) {
		p.brackets(calculus.Mul(factors...))
		return
	}
	dots := steps(factors)
	for i, f := range factors {
		if p.full() {
			return
		}
		follower, j := next, after
		if i+1 < len(factors) {
			follower = factors[i+1]
			edge := rightEdge(f)
			if guarded && i == 0 {
				edge = bracket
			}
			j = between(edge, leftEdge(follower), dots)
		}
		if guarded && i == 0 {
			p.brackets(f)
		} else {
			p.factor(f, strip && i == 0, i == 0, follower, j)
		}
		if i+1 < len(factors) {
			p.join(j)
		}
	}
}

// factor writes one factor of a product, which follower follows after joint j.
func (p *printer) factor(f calculus.Expr, strip, first bool, follower calculus.Expr, j joint) {
	switch f := f.(type) {
	case *calculus.Num:
		if strip {
			p.magnitude(f)
			return
		}
		if !first && f.Sign() < 0 {
			p.brackets(f)
			return
		}
	case *calculus.Prod:
		if !first && negative(f) {
			p.brackets(f)
			return
		}
		p.product(f, strip, follower, j)
		return
	case *calculus.Sum, *calculus.Cases:
		p.brackets(f)
		return
	case *calculus.Sigma:
		if follower != nil {
			p.brackets(f)
			return
		}
	case *calculus.Call:
		p.call(f, swallows(follower, j))
		return
	case *calculus.Pow:
		p.power(f, swallows(follower, j))
		return
	}
	p.expr(f)
}

// swallows reports whether a function written without brackets would seem to
// take the follower into its argument: \sin x\,y. Another function, a dot and
// a differential end the argument.
func swallows(follower calculus.Expr, j joint) bool {
	if follower == nil || j == dot {
		return false
	}
	switch leftEdge(follower) {
	case function, differential:
		return false
	}
	return true
}

func (p *printer) join(j joint) {
	switch j {
	case thin:
		p.mark(`\,`)
	case dot:
		p.command(`\cdot`)
	}
}

// steps reports whether the factors are those of an unsimplified step.
func steps(factors []calculus.Expr) bool {
	for _, f := range factors[1:] {
		if _, ok := f.(*calculus.Prod); ok {
			return true
		}
	}
	return false
}

func isMinusOne(e calculus.Expr) bool {
	n, ok := e.(*calculus.Num)
	if !ok || n.IsDecimal() {
		return false
	}
	i, ok := n.Int64()
	return ok && i == -1
}

// between decides on the joint of two neighbours, of which the left one ends
// with l and the right one begins with r. The rules are those of the worked
// examples: dots before digits, between fractions and in unsimplified steps, a
// thin space where two factors would seem to be one, and nothing otherwise.
func between(l, r edge, dots bool) joint {
	switch {
	case l == differential || r == differential:
		return thin
	case dots || r == number || l == unit:
		return dot
	case l == derivative || l == operator:
		return dot
	case r == operator:
		if l == function {
			return dot
		}
		return thin
	case r == derivative:
		if l == function || l == fraction {
			return dot
		}
		return thin
	case r == fraction:
		return dot
	case l == function:
		switch r {
		case function:
			return apart
		case bigOperator:
			return dot
		}
		return thin
	case l == word || r == word:
		return thin
	case r == euler:
		if l == letter || l == called {
			return thin
		}
	case r == letter || r == called:
		if l == bracket || l == called {
			return thin
		}
	}
	return apart
}

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
	bigOperator              // a summation sign
)

// leftEdge returns what e begins with as a factor that is not the first.
func leftEdge(e calculus.Expr) edge {
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
			return leftEdge(base)
		case *calculus.Call:
			if plainBase(base) || functionPower(e) {
				return leftEdge(base)
			}
		case *calculus.Apply:
			return letter
		}
		return bracket
	case *calculus.Prod:
		if negative(e) {
			return number
		}
		return leftEdge(e.Factors()[0])
	}
	return edgeOf(e)
}

// rightEdge returns what e ends with as a factor that is not the last.
func rightEdge(e calculus.Expr) edge {
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
		return script
	case *calculus.Prod:
		factors := e.Factors()
		return rightEdge(factors[len(factors)-1])
	case *calculus.Sigma:
		return bracket
	}
	return edgeOf(e)
}

// edgeOf returns the edge of what looks alike at both ends.
func edgeOf(e calculus.Expr) edge {
	switch e := e.(type) {
	case *calculus.Sym:
		if !oneLetter(e.Name()) {
			return word
		}
		return letter
	case *calculus.Index:
		return letter
	case *calculus.Quo:
		return fraction
	case *calculus.Call:
		switch f := e.Func(); f {
		case calculus.Sqrt, calculus.Root:
			return radical
		case calculus.Abs:
			return bracket
		case calculus.Sigmoid:
			return called
		}
		return function
	case *calculus.Apply:
		return called
	case *calculus.Deriv:
		if named(e) {
			return derivative
		}
		return operator
	case *calculus.Differential:
		return differential
	case *calculus.Sigma:
		return bigOperator
	}
	return bracket
}
