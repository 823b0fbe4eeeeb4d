package solution_test

import (
	"context"
	"fmt"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

func ExampleSolve() {
	p, _ := problem.Parse("L = u^2v^4\ndL")
	s, err := solution.Solve(context.Background(), p, solution.Options{Lang: solution.English})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, b := range s.Document.Blocks {
		for _, in := range b.Paragraph {
			if in.Math != "" {
				fmt.Print("$", in.Math, "$")
			}
			fmt.Print(in.Text)
		}
		fmt.Println(b.Display)
	}
	// Output:
	// Problem. Find the total differential of $L=u^2v^4$.
	// Solution. In a partial derivative the other variables are treated as constants.
	// \begin{aligned}
	// \frac{\partial L}{\partial u} &= 2uv^4,\qquad \frac{\partial L}{\partial v}=4u^2v^3 \\
	// dL &= \frac{\partial L}{\partial u}\,du+\frac{\partial L}{\partial v}\,dv=2uv^4\,du+4u^2v^3\,dv
	// \end{aligned}
}
