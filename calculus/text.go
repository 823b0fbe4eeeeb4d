package calculus

import "strings"

// The precedences of the ASCII form, from loose to tight.
const (
	precSum = iota
	precProd
	precNeg
	precPow
	precAtom
)

// textOf writes e as the block language reads it: explicit *, ^, function
// names in lower case. Negative terms of a sum become differences.
func textOf(e Expr) string {
	var t textPrinter
	t.expr(e, precSum)
	return t.String()
}

type textPrinter struct {
	strings.Builder
	// pieces are where long parts were written, so that those that the text
	// shares are copied.
	pieces map[textPiece][2]int
}

// textPiece is a part, in brackets or not.
type textPiece struct {
	e    Expr
	open bool
}

// longPiece is the size from which the place of a part is remembered; below it,
// writing it again is cheaper.
const longPiece = 32

func (t *textPrinter) expr(e Expr, above int) {
	open := precOf(e) < above
	if e.meta().size < longPiece {
		t.written(e, open)
		return
	}
	piece := textPiece{e, open}
	if at, ok := t.pieces[piece]; ok {
		t.WriteString(t.String()[at[0]:at[1]])
		return
	}
	from := t.Len()
	t.written(e, open)
	if t.pieces == nil {
		t.pieces = map[textPiece][2]int{}
	}
	t.pieces[piece] = [2]int{from, t.Len()}
}

// written writes e, with brackets around it where open is true.
func (t *textPrinter) written(e Expr, open bool) {
	if open {
		t.WriteByte('(')
	}
	switch e := e.(type) {
	case *Num:
		t.num(e)
	case *Const:
		t.WriteString(e.name)
	case *Sym:
		t.WriteString(e.name)
	case *Sum:
		for i, term := range e.terms {
			if pos, ok := SplitSign(term); ok {
				t.WriteByte('-')
				t.expr(pos, precProd)
				continue
			}
			if i > 0 {
				t.WriteByte('+')
			}
			t.expr(term, precProd)
		}
	case *Prod:
		factors := e.factors
		if n, ok := factors[0].(*Num); ok && n.is(-1) {
			t.WriteByte('-')
			factors = factors[1:]
			if precOf(factors[0]) == precNeg {
				t.WriteByte('(')
				t.expr(Mul(factors...), precSum)
				t.WriteByte(')')
				break
			}
		}
		for i, f := range factors {
			if i > 0 {
				t.WriteByte('*')
			}
			switch {
			case i == 0 && precOf(f) == precProd && isProd(f):
				t.expr(f, precProd)
			case i == 0:
				t.expr(f, precNeg)
			default:
				t.expr(f, precPow)
			}
		}
	case *Quo:
		if n, ok := e.num.(*Num); ok && n.Sign() < 0 {
			t.expr(n, precAtom) // −3/x would be read as −(3/x)
		} else {
			t.expr(e.num, precNeg)
		}
		t.WriteByte('/')
		t.expr(e.den, precPow)
	case *Pow:
		t.expr(e.base, precAtom)
		t.WriteByte('^')
		t.expr(e.exp, precAtom)
	case *Call:
		t.call(e.fn.name, e.args)
	case *Apply:
		t.call(e.name, e.args)
	case *Deriv:
		t.WriteString("D(")
		t.expr(e.of, precSum)
		for _, x := range e.wrt {
			t.WriteByte(',')
			t.expr(x, precSum)
		}
		t.WriteByte(')')
	case *Differential:
		t.WriteByte('d')
		t.expr(e.of, precAtom)
	case *Index:
		t.WriteString(e.base)
		t.WriteString("_{")
		for i, s := range e.subs {
			if i > 0 {
				t.WriteByte(',')
			}
			t.expr(s, precSum)
		}
		t.WriteByte('}')
	case *Sigma:
		t.over("sum(", &e.running)
	case *Product:
		t.over("prod(", &e.running)
	case *Delta:
		t.call("delta", []Expr{e.i, e.j})
	case *Labelled:
		t.expr(e.expr, precAtom)
	case *Cases:
		t.WriteString("cases(")
		for i, b := range e.branches {
			if i > 0 {
				t.WriteByte(',')
			}
			t.WriteString(b.Cond.String())
			t.WriteByte(',')
			t.expr(b.Value, precSum)
		}
		t.WriteByte(')')
	}
	if open {
		t.WriteByte(')')
	}
}

// over writes a sum or a product over an index: sum(i=1..N,i!=k,w_i).
func (t *textPrinter) over(name string, r *running) {
	t.WriteString(name)
	t.WriteString(r.index.name)
	t.WriteByte('=')
	t.expr(r.from, precSum)
	t.WriteString("..")
	t.expr(r.to, precSum)
	for _, e := range r.except {
		t.WriteByte(',')
		t.WriteString(r.index.name)
		t.WriteString("!=")
		t.expr(e, precSum)
	}
	t.WriteByte(',')
	t.expr(r.body, precSum)
	t.WriteByte(')')
}

func (t *textPrinter) call(name string, args []Expr) {
	t.WriteString(name)
	t.WriteByte('(')
	for i, a := range args {
		if i > 0 {
			t.WriteByte(',')
		}
		t.expr(a, precSum)
	}
	t.WriteByte(')')
}

func (t *textPrinter) num(n *Num) {
	if n.Sign() < 0 {
		t.WriteByte('-')
	}
	if n.decimal {
		t.WriteString(n.Decimal())
		return
	}
	num, den := n.Fraction()
	t.WriteString(num)
	if den != "1" {
		t.WriteByte('/')
		t.WriteString(den)
	}
}

func isProd(e Expr) bool {
	_, ok := e.(*Prod)
	return ok
}

// precOf returns how tightly e holds together in ASCII. A quotient stands as
// loose as a product, so that a/b*c is never left to the reader.
func precOf(e Expr) int {
	switch e := e.(type) {
	case *Sum:
		return precSum
	case *Num:
		if e.Sign() < 0 {
			return precNeg
		}
		if !e.IsInt() && !e.decimal {
			return precProd
		}
	case *Prod:
		if n, ok := e.factors[0].(*Num); ok && n.Sign() < 0 {
			return precProd
		}
		return precProd
	case *Quo:
		return precProd
	case *Pow:
		return precPow
	case *Labelled:
		return precAtom
	}
	return precAtom
}

// SplitSign returns e without its leading minus sign, and whether it has one:
// 3x for (−3)x. It is how a printer decides between + and −.
func SplitSign(e Expr) (Expr, bool) {
	switch e := e.(type) {
	case *Num:
		if e.Sign() < 0 {
			return e.neg(), true
		}
	case *Prod:
		if inner, ok := e.factors[0].(*Prod); ok {
			positive, negative := SplitSign(inner)
			if !negative {
				return e, false
			}
			return Mul(append([]Expr{positive}, e.factors[1:]...)...), true
		}
		n, ok := e.factors[0].(*Num)
		if !ok || n.Sign() >= 0 {
			return e, false
		}
		if n.is(-1) {
			return Mul(e.factors[1:]...), true
		}
		factors := make([]Expr, len(e.factors))
		copy(factors, e.factors)
		factors[0] = n.neg()
		return Mul(factors...), true
	}
	return e, false
}

func (n *Num) String() string          { return textOf(n) }
func (c *Const) String() string        { return textOf(c) }
func (s *Sym) String() string          { return textOf(s) }
func (s *Sum) String() string          { return textOf(s) }
func (p *Prod) String() string         { return textOf(p) }
func (q *Quo) String() string          { return textOf(q) }
func (p *Pow) String() string          { return textOf(p) }
func (c *Call) String() string         { return textOf(c) }
func (a *Apply) String() string        { return textOf(a) }
func (d *Deriv) String() string        { return textOf(d) }
func (d *Differential) String() string { return textOf(d) }
func (x *Index) String() string        { return textOf(x) }
func (s *Sigma) String() string        { return textOf(s) }
func (p *Product) String() string      { return textOf(p) }
func (c *Cases) String() string        { return textOf(c) }
func (d *Delta) String() string        { return textOf(d) }
func (l *Labelled) String() string     { return textOf(l) }
