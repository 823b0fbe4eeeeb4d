package problem_test

import (
	"fmt"

	"github.com/bibun-md/bibun/calculus/problem"
)

func ExampleParse() {
	p, _ := problem.Parse("L(u,v) = u^3 + 4uv - v^2\n∂L/∂u\nLの全微分を求めよ")
	for _, d := range p.Definitions {
		fmt.Println(d.Name, d.Vars, d.Body)
	}
	for _, r := range p.Requests {
		fmt.Println(r.Kind, r.Function.Name, r.Wrt)
	}
	// Output:
	// L [u v] u^3+4*u*v-v^2
	// partial L [u]
	// total L [u v]
}

func ExampleDiagnostic_Help() {
	text := "f(x) = 1/2x + 3\nf'(x)"
	_, diagnostics := problem.Parse(text)
	for _, d := range diagnostics {
		fmt.Println(d.Message("en"))
		for _, line := range d.Help("en") {
			fmt.Println("  " + line)
		}
		for _, f := range d.Fixes {
			fmt.Printf("  %q\n", f.Apply(text))
		}
	}
	// Output:
	// "1/2x" can be read two ways
	//   write 1/(2x) for 1 over 2x, or (1/2)x for 1/2 times x
	//   "f(x) = 1/(2x) + 3\nf'(x)"
	//   "f(x) = (1/2)x + 3\nf'(x)"
}

func ExampleInspect() {
	fmt.Println(problem.Inspect("L(u,v) = u^2 v\ndL").Request)
	fmt.Println(problem.Inspect("hermesEnabled=false").Request)
	// Output:
	// true
	// false
}

func ExampleExplain() {
	e, _ := problem.Explain("power-of-one", "en")
	fmt.Println(e.Text)
	fmt.Println(e.Example)
	fmt.Println(e.Mended)
	// Output:
	// x^1/2 is x¹ divided by 2. A fraction as an exponent needs brackets.
	// f(x) = x^1/2
	// df
	// f(x) = x^(1/2)
	// df
}
