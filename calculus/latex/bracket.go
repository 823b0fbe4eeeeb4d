package latex

import (
	"slices"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// longPiece is the size from which the place of a bracket is remembered; below
// it, writing it again is cheaper.
const longPiece = 32

// piece is where in a formula something was written.
type piece struct{ from, to int }

// brackets writes e in round brackets. What stands in brackets looks the same
// wherever it stands, so a part that the formula shares is copied.
func (p *printer) brackets(e calculus.Expr) {
	if p.full() {
		return
	}
	long := calculus.Size(e) >= longPiece
	if at, ok := p.pieces[e]; long && ok {
		p.buf = append(p.buf, p.buf[at.from:at.to]...)
		p.word = false
		return
	}
	from := len(p.buf)
	grow := tall(e)
	p.open(grow)
	p.expr(e)
	p.close(grow)
	if long {
		if p.pieces == nil {
			p.pieces = map[calculus.Expr]piece{}
		}
		p.pieces[e] = piece{from, len(p.buf)}
	}
}

// arguments writes a list of arguments in round brackets.
func (p *printer) arguments(args []calculus.Expr) {
	grow := slices.ContainsFunc(args, tall)
	p.open(grow)
	for i, a := range args {
		if i > 0 {
			p.mark(",")
		}
		p.expr(a)
	}
	p.close(grow)
}

func (p *printer) open(grow bool) {
	if grow {
		p.mark(`\left(`)
		return
	}
	p.mark(`(`)
}

func (p *printer) close(grow bool) {
	if grow {
		p.mark(`\right)`)
		return
	}
	p.mark(`)`)
}

// bars writes the absolute value of e.
func (p *printer) bars(e calculus.Expr) {
	if tall(e) {
		p.command(`\left\lvert`)
		p.expr(e)
		p.command(`\right\rvert`)
		return
	}
	p.command(`\lvert`)
	p.expr(e)
	p.command(`\rvert`)
}

// tall reports whether brackets around e must grow: e has more than one
// storey, or brackets of its own.
func tall(e calculus.Expr) bool {
	switch e := e.(type) {
	case *calculus.Num:
		return !e.IsInt() && !e.IsDecimal()
	case *calculus.Const:
		return false
	case *calculus.Sym:
		_, subs, ok := strings.Cut(e.Name(), "_")
		return ok && len(subs) > 1
	case *calculus.Sum:
		for _, term := range e.Terms() {
			if loose(term) || tall(term) {
				return true
			}
		}
		return false
	case *calculus.Prod:
		for i, f := range e.Factors() {
			if loose(f) || i > 0 && negative(f) || tall(f) {
				return true
			}
		}
		return false
	case *calculus.Call:
		if e.Func() == calculus.Factorial {
			return !atomic(e.Arg()) || tall(e.Arg())
		}
		return !bare(e) || tall(e.Args()[len(e.Args())-1])
	case *calculus.Differential:
		return tall(e.Of())
	case *calculus.Index:
		return len(e.Subs()) != 1 || !oneToken(e.Subs()[0])
	}
	return true
}
