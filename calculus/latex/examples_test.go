package latex_test

import (
	"testing"

	. "github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

// Names that the tables need.
var (
	a, b, k, m, s, t, u, v, w, x, y, z = Symbol("a"), Symbol("b"), Symbol("k"), Symbol("m"), Symbol("s"), Symbol("t"),
		Symbol("u"), Symbol("v"), Symbol("w"), Symbol("x"), Symbol("y"), Symbol("z")
	bigL, bigN, i, j = Symbol("L"), Symbol("N"), Symbol("i"), Symbol("j")
	theta            = Symbol("theta")
)

func sq(e Expr) Expr               { return Power(e, Two) }
func e(exp Expr) Expr              { return Power(E, exp) }
func dee(of Expr, by ...Expr) Expr { return D(of, false, by...) }
func par(of Expr, by ...Expr) Expr { return D(of, true, by...) }

var three, four = Int(3), Int(4)

// examples are the formulas of the worked examples that the notation was
// agreed by, as far as they are expressions.
var examples = []struct {
	in   Expr
	want string
}{
	// 1
	{Add(Power(u, three), Mul(four, u, v), Neg(sq(v))), `u^3+4uv-v^2`},
	{par(bigL, u), `\frac{\partial L}{\partial u}`},
	{Add(par(Power(u, three), u), Mul(four, v, par(u, u)), Neg(par(sq(v), u))),
		`\frac{\partial}{\partial u}\left(u^3\right)+4v\,\frac{\partial}{\partial u}(u)-\frac{\partial}{\partial u}\left(v^2\right)`},
	{Add(Mul(three, sq(u)), Mul(four, v, One), Neg(Zero)), `3u^2+4v\cdot 1-0`},
	{Add(Mul(three, sq(u)), Mul(four, v)), `3u^2+4v`},
	{Add(Zero, Mul(four, u, One), Neg(Mul(Two, v))), `0+4u\cdot 1-2v`},
	{Add(Mul(Int(-2), v), Mul(four, u)), `-2v+4u`},
	// 2
	{Mul(Two, u, Power(v, four)), `2uv^4`},
	{Add(Mul(par(bigL, u), Diff(u)), Mul(par(bigL, v), Diff(v))),
		`\frac{\partial L}{\partial u}\,du+\frac{\partial L}{\partial v}\,dv`},
	{Add(Mul(Two, u, Power(v, four), Diff(u)), Mul(four, sq(u), Power(v, three), Diff(v))),
		`2uv^4\,du+4u^2v^3\,dv`},
	{Add(Mul(Add(Mul(three, sq(u)), Mul(four, v)), Diff(u)), Mul(Add(Mul(Int(-2), v), Mul(four, u)), Diff(v))),
		`\left(3u^2+4v\right)\,du+(-2v+4u)\,dv`},
	// 3
	{SumOver(i, One, bigN, Mul(par(bigL, Indexed("w", i)), Diff(Indexed("w", i)))),
		`\sum_{i=1}^{N}\frac{\partial L}{\partial w_i}\,dw_i`},
	// 4
	{Add(Mul(Mul(Two, x), e(Mul(three, x))), Mul(sq(x), Mul(three, e(Mul(three, x))))), `2x\,e^{3x}+x^2\cdot 3e^{3x}`},
	{Mul(x, Add(Mul(three, x), Two), e(Mul(three, x))), `x(3x+2)e^{3x}`},
	// 5
	{Div(Sub(One, sq(x)), sq(Add(sq(x), One))), `\frac{1-x^2}{\left(x^2+1\right)^2}`},
	// 6
	{dee(y, x), `\frac{dy}{dx}`},
	{Mul(dee(y, t), dee(t, s), dee(s, x)), `\frac{dy}{dt}\cdot\frac{dt}{ds}\cdot\frac{ds}{dx}`},
	{Mul(Cos.Of(t), e(s), Mul(Two, x)), `\cos t\cdot e^s\cdot 2x`},
	{Mul(Two, x, e(sq(x)), Cos.Of(e(sq(x)))), `2x\,e^{x^2}\cos\left(e^{x^2}\right)`},
	// 7
	{Div(e(Neg(z)), sq(Add(One, e(Neg(z))))), `\frac{e^{-z}}{\left(1+e^{-z}\right)^2}`},
	{Mul(Sigmoid.Of(z), Sub(One, Sigmoid.Of(z))), `\sigma(z)\left(1-\sigma(z)\right)`},
	// 8
	{Mul(Div(One, bigN), SumOver(i, One, bigN, Mul(Two, Sub(Indexed("w", i), Indexed("t", i)), par(Indexed("w", i), Indexed("w", k))))),
		`\frac{1}{N}\sum_{i=1}^{N}2(w_i-t_i)\,\frac{\partial w_i}{\partial w_k}`},
	{Mul(Div(Two, bigN), SumOver(i, One, bigN, Mul(Sub(Indexed("w", i), Indexed("t", i)), Indexed("delta", i, k)))),
		`\frac{2}{N}\sum_{i=1}^{N}(w_i-t_i)\,\delta_{ik}`},
	{Mul(Div(Two, bigN), Sub(Indexed("w", k), Indexed("t", k))), `\frac{2}{N}(w_k-t_k)`},
	// 9
	{Mul(Indexed("y", i), Sub(Indexed("delta", i, j), Indexed("y", j))), `y_i\left(\delta_{ij}-y_j\right)`},
	{Sub(Indexed("y", j), Indexed("t", j)), `y_j-t_j`},
	// 10
	{Mul(y, Power(x, Sub(y, One))), `yx^{y-1}`},
	{Mul(e(Mul(y, Log.Of(x))), Log.Of(x)), `e^{y\log x}\log x`},
	{Mul(Power(x, y), Log.Of(x)), `x^y\log x`},
	// 11
	{Mul(Div(One, Mul(Two, Sqrt.Of(Add(sq(x), sq(y))))), Mul(Two, x)), `\frac{1}{2\sqrt{x^2+y^2}}\cdot 2x`},
	{Div(x, Sqrt.Of(Add(sq(x), sq(y)))), `\frac{x}{\sqrt{x^2+y^2}}`},
	// 12
	{par(bigL, u, v), `\frac{\partial^2 L}{\partial v\,\partial u}`},
	{Mul(Int(6), u), `6u`},
	// 13
	{Mul(par(bigL, y), dee(y, z), par(z, w)), `\frac{\partial L}{\partial y}\cdot\frac{dy}{dz}\cdot\frac{\partial z}{\partial w}`},
	{Mul(Sub(y, t), Mul(y, Sub(One, y)), x), `(y-t)\cdot y(1-y)\cdot x`},
}

func TestExamples(t *testing.T) {
	for _, tt := range examples {
		if got := latex.String(tt.in); got != tt.want {
			t.Errorf("%v\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}
