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
			edge := p.rightEdge(f)
			if guarded && i == 0 {
				edge = bracket
			}
			if j = between(edge, p.leftEdge(follower), dots); j == apart && sameSymbol(f, follower) {
				j = dot
			}
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
	case calculus.Ranged:
		if follower != nil {
			p.brackets(f)
			return
		}
	case *calculus.Call:
		p.call(f, p.swallows(follower, j))
		return
	case *calculus.Pow:
		p.power(f, p.swallows(follower, j))
		return
	}
	p.expr(f)
}

// swallows reports whether a function written without brackets would seem to
// take the follower into its argument: \sin x\,y. Another function, a dot and
// a differential end the argument.
func (p *printer) swallows(follower calculus.Expr, j joint) bool {
	if follower == nil || j == dot {
		return false
	}
	switch p.leftEdge(follower) {
	case function, differential:
		return false
	}
	return true
}

// sameSymbol reports whether a ends and b begins with the same symbol, as in t·t²,
// which an unsimplified step keeps.
func sameSymbol(a, b calculus.Expr) bool {
	if p, ok := a.(*calculus.Prod); ok {
		return sameSymbol(p.Factors()[len(p.Factors())-1], b)
	}
	if p, ok := b.(*calculus.Prod); ok {
		return sameSymbol(a, p.Factors()[0])
	}
	base := func(e calculus.Expr) calculus.Expr {
		if p, ok := e.(*calculus.Pow); ok {
			e = p.Base()
		}
		switch e.(type) {
		case *calculus.Sym, *calculus.Index:
			return e
		}
		return nil
	}
	x, y := base(a), base(b)
	return x != nil && y != nil && calculus.Equal(x, y)
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
	case l == derivative && r == bigOperator:
		return thin
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
