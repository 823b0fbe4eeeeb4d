package latex

import (
	"slices"

	"github.com/bibun-md/bibun/calculus"
)

// printer writes one formula in one pass from left to right. What it writes
// never depends on what the written text looks like: brackets, signs and the
// space between factors are decided from the expression.
type printer struct {
	style Style
	buf   []byte
	max   int  // bytes of the formula
	start int  // where the formula begins in buf
	word  bool // the last token is a command that would swallow a letter
	// pieces are the long brackets that were written.
	pieces map[calculus.Expr]piece
	// running are the indices of the sums and products around.
	running []calculus.Expr
}

// full reports whether the formula has passed its limit. Every loop and every
// descent asks, so that little more than the limit is ever written.
func (p *printer) full() bool { return len(p.buf)-p.start > p.max }

// command writes a control word, such as \alpha.
func (p *printer) command(s string) {
	p.buf = append(p.buf, s...)
	p.word = true
}

// letters writes text that begins with a letter or a digit.
func (p *printer) letters(s string) {
	if p.word {
		p.buf = append(p.buf, ' ')
		p.word = false
	}
	p.buf = append(p.buf, s...)
}

// mark writes anything else: signs, brackets, control symbols, commands that
// end with their arguments.
func (p *printer) mark(s string) {
	p.buf = append(p.buf, s...)
	p.word = false
}

// expr writes e where nothing binds more tightly: between braces, brackets or
// at the top.
func (p *printer) expr(e calculus.Expr) {
	if p.full() {
		return
	}
	switch e := e.(type) {
	case *calculus.Num:
		if e.Sign() < 0 {
			p.mark("-")
		}
		p.magnitude(e)
	case *calculus.Const:
		p.constant(e)
	case *calculus.Sym:
		p.symbol(e.Name())
	case *calculus.Sum:
		p.sum(e)
	case *calculus.Prod:
		if negative(e) {
			p.mark("-")
			p.product(e, true, nil, apart)
			return
		}
		p.product(e, false, nil, apart)
	case *calculus.Quo:
		p.frac(e.Num(), e.Den())
	case *calculus.Pow:
		p.power(e, false)
	case *calculus.Call:
		p.call(e, false)
	case *calculus.Apply:
		p.symbol(e.Name())
		p.arguments(e.Args())
	case *calculus.Deriv:
		p.deriv(e)
	case *calculus.Differential:
		p.differential(e.Of())
	case *calculus.Index:
		p.index(e)
	case *calculus.Sigma:
		p.over(`\sum_{`, e)
	case *calculus.Product:
		p.over(`\prod_{`, e)
	case *calculus.Cases:
		p.cases(e)
	case *calculus.Delta:
		p.delta(e)
	case *calculus.Labelled:
		p.mark(`\underbrace{`)
		p.expr(e.Expr())
		p.mark(`}_{`)
		p.expr(e.Label())
		p.mark(`}`)
	default:
		panic("latex: unknown expression")
	}
}

// sum writes the terms of a sum between + and −.
func (p *printer) sum(e *calculus.Sum) {
	for i, term := range e.Terms() {
		if p.full() {
			return
		}
		p.term(term, i == 0)
	}
}

// term writes a term of a sum with its sign, which is left out where it is a + before
// the first.
func (p *printer) term(e calculus.Expr, first bool) {
	minus := negative(e)
	switch {
	case minus:
		p.mark("-")
	case !first:
		p.mark("+")
	}
	switch e := e.(type) {
	case *calculus.Sum, *calculus.Cases:
		p.brackets(e)
	case *calculus.Num:
		p.magnitude(e)
	case *calculus.Prod:
		p.product(e, minus, nil, apart)
	default:
		p.expr(e)
	}
}

// negative reports whether e is written with a minus sign in front.
func negative(e calculus.Expr) bool {
	for {
		switch x := e.(type) {
		case *calculus.Num:
			return x.Sign() < 0
		case *calculus.Prod:
			e = x.Factors()[0]
		default:
			return false
		}
	}
}

// magnitude writes a number without its sign.
func (p *printer) magnitude(n *calculus.Num) {
	if i, ok := n.Int64(); ok {
		if p.word {
			p.mark(" ")
		}
		p.buf = appendMagnitude(p.buf, i)
		return
	}
	if n.IsDecimal() {
		p.letters(n.Decimal())
		return
	}
	num, den := n.Fraction()
	if den == "1" {
		p.letters(num)
		return
	}
	p.mark(`\frac{`)
	p.mark(num)
	p.mark(`}{`)
	p.mark(den)
	p.mark(`}`)
}

func (p *printer) constant(c *calculus.Const) {
	if c == calculus.Pi {
		p.command(`\pi`)
		return
	}
	p.letters(c.Name())
}

func (p *printer) frac(num, den calculus.Expr) {
	p.mark(`\frac{`)
	p.expr(num)
	p.mark(`}{`)
	p.expr(den)
	p.mark(`}`)
}

// over writes a sum or a product over an index, with i≠k below the sign in the place
// of the range where that leaves something out, and beside the range where that changes
// with the index of a sum around. What follows the sign is its body as
// far as a product reaches, so a sum or a sign needs brackets.
func (p *printer) over(sign string, e calculus.Ranged) {
	p.mark(sign)
	p.symbol(e.Index().Name())
	moving := slices.ContainsFunc(p.running, func(i calculus.Expr) bool {
		return calculus.DependsOn(e.From(), i) || calculus.DependsOn(e.To(), i)
	})
	if except := e.Except(); len(except) > 0 {
		if moving {
			p.mark(`=`)
			p.expr(e.From())
			p.mark(`,`)
			p.symbol(e.Index().Name())
		}
		p.operator(calculus.NotEqual)
		for i, k := range except {
			if i > 0 {
				p.mark(`,`)
			}
			p.expr(k)
		}
		p.mark(`}`)
		if moving {
			p.mark(`^{`)
			p.expr(e.To())
			p.mark(`}`)
		}
	} else {
		p.mark(`=`)
		p.expr(e.From())
		p.mark(`}^{`)
		p.expr(e.To())
		p.mark(`}`)
	}
	p.running = append(p.running, e.Index())
	defer func() { p.running = p.running[:len(p.running)-1] }()
	body := e.Body()
	if loose(body) || negative(body) {
		p.brackets(body)
		return
	}
	p.expr(body)
}

// loose reports whether e falls apart inside a product.
func loose(e calculus.Expr) bool {
	switch e.(type) {
	case *calculus.Sum, *calculus.Cases:
		return true
	}
	return false
}

func (p *printer) cases(e *calculus.Cases) {
	p.mark(`\begin{cases}`)
	for i, b := range e.Branches() {
		if i > 0 {
			p.mark(`\\`)
		}
		p.expr(b.Value)
		grow := tall(b.Cond.Left) || tall(b.Cond.Right)
		p.mark(`&`)
		p.open(grow)
		p.relation(b.Cond)
		p.close(grow)
	}
	p.mark(`\end{cases}`)
}

func (p *printer) relation(r calculus.Relation) {
	p.expr(r.Left)
	p.operator(r.Op)
	p.expr(r.Right)
}

// operator writes the sign of a relation, < and > by name: the bare characters
// are HTML to many a host.
func (p *printer) operator(op calculus.Op) {
	switch op {
	case calculus.Equals:
		p.mark("=")
	case calculus.NotEqual:
		p.command(`\ne`)
	case calculus.Less:
		p.command(`\lt`)
	case calculus.LessEqual:
		p.command(`\le`)
	case calculus.Greater:
		p.command(`\gt`)
	case calculus.GreaterEqual:
		p.command(`\ge`)
	}
}
