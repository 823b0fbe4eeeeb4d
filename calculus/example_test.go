package calculus_test

import (
	"context"
	"fmt"

	"github.com/bibun-md/bibun/calculus"
)

func ExampleSetting_Differentiate() {
	u, v, l := calculus.Symbol("u"), calculus.Symbol("v"), calculus.Symbol("L")
	body := calculus.Add(
		calculus.Power(u, calculus.Int(3)),
		calculus.Mul(calculus.Int(4), u, v),
		calculus.Neg(calculus.Power(v, calculus.Two)))
	set := &calculus.Setting{Vars: []*calculus.Sym{u, v}}
	chain, err := set.Differentiate(context.Background(), calculus.Request{
		Left: calculus.D(l, true, u), Body: body, Wrt: u, Partial: true,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range chain.Lines {
		fmt.Println(line.Expr)
	}
	fmt.Println(chain.Verdict)
	// Output:
	// D(u^3,u)+4*v*D(u,u)-D(v^2,u)
	// 3*u^2+4*v*1-0
	// 3*u^2+4*v
	// verified
}
