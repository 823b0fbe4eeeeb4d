package latex_test

import (
	"testing"

	. "github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

// thirty is an expression of about thirty nodes, of the kind that a line of a
// worked solution holds.
var thirty = Add(
	Mul(Mul(Two, x), e(Mul(three, x))),
	Neg(Mul(sq(x), Mul(three, e(Mul(three, x))))),
	Div(Sub(One, sq(x)), sq(Add(sq(x), One))),
)

func BenchmarkFormat(b *testing.B) {
	b.Logf("%d nodes, %s", Size(thirty), latex.String(thirty))
	b.ReportAllocs()
	for b.Loop() {
		latex.String(thirty)
	}
}

func BenchmarkAppend(b *testing.B) {
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		buf, _ = latex.Style{}.Append(buf[:0], thirty)
	}
}

func BenchmarkNested(b *testing.B) {
	var deep Expr = sq(x)
	for range 2000 {
		deep = Sin.Of(deep)
	}
	b.ReportAllocs()
	for b.Loop() {
		latex.String(deep)
	}
}

func BenchmarkWidth(b *testing.B) {
	tex := latex.String(thirty)
	b.ReportAllocs()
	for b.Loop() {
		latex.Width(tex)
	}
}
