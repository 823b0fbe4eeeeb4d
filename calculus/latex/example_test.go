package latex_test

import (
	"fmt"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

func ExampleString() {
	u, v := calculus.Symbol("u"), calculus.Symbol("v")
	l := calculus.Add(
		calculus.Power(u, calculus.Int(3)),
		calculus.Mul(calculus.Int(4), u, v),
		calculus.Neg(calculus.Power(v, calculus.Two)),
	)
	fmt.Println(latex.String(l))
	fmt.Println(latex.String(calculus.D(l, true, u)))
	// Output:
	// u^3+4uv-v^2
	// \frac{\partial}{\partial u}\left(u^3+4uv-v^2\right)
}

func ExampleAligned() {
	x := calculus.Symbol("x")
	y := calculus.Power(x, calculus.Two)
	fmt.Println(latex.Aligned([]latex.Row{
		{Left: `\frac{dy}{dx}`, Right: latex.String(calculus.D(y, false, x))},
		{Right: latex.String(calculus.Mul(calculus.Two, x)), Note: latex.Text("（べき乗の微分）")},
	}))
	// Output:
	// \begin{aligned}
	// \frac{dy}{dx} &= \frac{d}{dx}\left(x^2\right) \\
	// &= 2x &&\text{（べき乗の微分）}
	// \end{aligned}
}
