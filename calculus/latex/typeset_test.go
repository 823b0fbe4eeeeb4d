package latex_test

import (
	"testing"

	. "github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// TestTypeset has everything that this package's tables hold, and a crowd of
// random expressions, drawn by MathJax 4, MathJax 3 and KaTeX.
func TestTypeset(t *testing.T) {
	var formulas []string
	for _, tt := range append(examples, notation...) {
		formulas = append(formulas, tt.want)
	}
	for _, tt := range symbols {
		formulas = append(formulas, tt.want)
	}
	for _, f := range Functions() {
		min, _ := f.Arity()
		args := []Expr{x, y, z}[:min]
		formulas = append(formulas, latex.String(f.Of(args...)), latex.String(Mul(sq(f.Of(args...)), x)))
	}
	for _, s := range []string{"（和の微分）", "50% of {x}", `$x$ \alpha`, "a_b^c~d`e`", "x < y & z > 0 #1 | *", "(product rule)"} {
		formulas = append(formulas, latex.Text(s))
	}
	formulas = append(formulas,
		latex.Matrix([][]Expr{{Mul(Int(6), u), four}, {four, Int(-2)}}),
		latex.Underbrace(latex.String(Div(One, Add(One, e(Neg(z))))), latex.String(Sigmoid.Of(z))),
		latex.Aligned([]latex.Row{
			{Left: "-x", Right: "1", Note: latex.Text("（合成関数の微分）")},
			{Left: "[1+y]", Right: "2"},
			{Left: "*y", Right: "2"},
			{Right: "-3"},
			{Right: "-y", Break: true},
			{Left: "x", Rel: `\le`, Right: "0"},
		}),
	)
	random := anyNames.upTo(6)
	for seed := range 300 {
		formulas = append(formulas, latex.String(random.Example(seed)))
	}
	typeset.Displays(t, formulas)
}

// TestTypesetSeesErrors keeps the harness honest: every engine must report a
// formula that is broken.
func TestTypesetSeesErrors(t *testing.T) {
	broken := []string{`\undefinedcommand`, `\frac{a}{`, `\begin{aligned}a\\[1+y]\end{aligned}`}
	formulas := []typeset.Formula{{TeX: "x"}, {TeX: "y", Inline: true}}
	for _, tex := range broken {
		formulas = append(formulas, typeset.Formula{TeX: tex, Inline: true})
	}
	reported := map[string]int{}
	for _, f := range typeset.Draw(t, formulas) {
		reported[f.TeX]++
	}
	for _, tex := range broken {
		if reported[tex] != 3 {
			t.Errorf("%s: reported by %d engines of 3", tex, reported[tex])
		}
	}
	if len(reported) != len(broken) {
		t.Errorf("sound formulas reported: %v", reported)
	}
}
