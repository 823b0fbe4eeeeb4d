package solution

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// Where algebra does more to the last line than a reader sees at once, the line
// between is shown.
func TestStagesOfSimplification(t *testing.T) {
	for _, c := range []struct{ block, between, rule string }{
		// What is shared is taken out before the bracket is worked out.
		{"f(x) = (x^2+1)^3 (2x-1)^4; df/dx", `2(x^2+1)^2(2x-1)^3(3x(2x-1)+4(x^2+1))`, "factor"},
		{"f(x) = x^2/(x^2+1)^2; df/dx", `\frac{2x(x^2+1)(x^2+1-2x^2)}{(x^2+1)^4}`, "factor"},
		// One fraction before its numerator is worked out.
		{"f(x) = x sqrt(1+x^2); df/dx", `\frac{1+x^2+x^2}{\sqrt{1+x^2}}`, "common-denominator"},
		{"f(x) = x/sqrt(1-x^2); df/dx", `\frac{1-x^2+x^2}{\sqrt{1-x^2}(1-x^2)}`, "common-denominator"},
		// The factors before they cancel.
		{"f(x) = log(x+sqrt(x^2+1)); df/dx", `\frac{1}{x+\sqrt{x^2+1}}\cdot\frac{\sqrt{x^2+1}+x}{\sqrt{x^2+1}}`, "common-denominator"},
		{"f(x) = arctan(x/(1+sqrt(1-x^2))); df/dx", `\frac{1}{2}(1+\sqrt{1-x^2})\cdot\frac{1}{\sqrt{1-x^2}(\sqrt{1-x^2}+1)}`, "expand"},
		// The terms before they are added up.
		{"f(x) = (x^2+1)(x^3-2x); df/dx", `2x^4-4x^2+3x^4+x^2-2`, "expand"},
		{"f(x) = (e^x-e^(-x))/(e^x+e^(-x)); df/dx", `\frac{e^{2x}+2+e^{-2x}-(e^{2x}-2+e^{-2x})}{(e^x+e^{-x})^2}`, "expand"},
		// Nothing between where the step is plain, or where the answer falls into terms again.
		{"f(x) = x^2 e^(3x); df/dx", `2xe^{3x}+x^2\cdot3e^{3x}`, ""},
		{"f(x) = x/(x^2+1); df/dx", `\frac{1\cdot(x^2+1)-x\cdot2x}{(x^2+1)^2}`, ""},
		{"y = (2x+1)/(x-3); dy/dx", `\frac{2(x-3)-(2x+1)\cdot1}{(x-3)^2}`, ""},
		{"f(x) = abs(x-1)+max(x,0); df/dx", `\frac{x-1}{\lvertx-1\rvert}+(\begin{cases}1&(x\gt0)\\0&(x\lt0)\end{cases})`, ""},
		{"L(y) = -t log y - (1-t) log(1-y); dL/dy", `-t\cdot\frac{1}{y}-(1-t)\cdot\frac{1}{1-y}\cdot(-1)`, ""},
	} {
		p, _ := problem.Parse(c.block)
		s, err := Solve(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		chain := s.Answers[0].Lines
		if got := bracketless(chain[len(chain)-2]); got != bracketless(c.between) {
			t.Errorf("%s:\n got %s\nwant %s", c.block, got, c.between)
		}
		if c.rule != "" && !slices.Contains(s.Answers[0].Rules, c.rule) {
			t.Errorf("%s: rules %q, want %s among them", c.block, s.Answers[0].Rules, c.rule)
		}
	}
}

// bracketless leaves out spaces and the size of brackets.
func bracketless(s string) string {
	return strings.NewReplacer(`\left`, "", `\right`, "").Replace(spaceless(s))
}

// How a solution speaks: of a range in one piece, of the same rules once, and of
// algebra in one word.
func TestWordsOfSolution(t *testing.T) {
	for _, c := range []struct{ block, want string }{
		{"f(x) = arcsin(sqrt(x)); df/dx", `$0\lt x\lt 1$`},
		{"f(x) = sqrt(5-x)+sqrt(x-1); df/dx", `$1\lt x\lt 5$`},
		{"f(x) = arctan(sqrt(x^2-1)); df/dx", `ただし、$\lvert x\rvert\gt 1$ とする。`},
		{"z = sin(x y)/(x^2+y^2); dz", "同様に、"},
	} {
		p, _ := problem.Parse(c.block)
		s, err := Solve(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if text := plain(&s.Document); !strings.Contains(text, c.want) {
			t.Errorf("%s: no %q in\n%s", c.block, c.want, text)
		}
	}
	for _, c := range []struct {
		lang  *words
		rules []*calculus.Rule
		want  string
	}{
		{japanese(), []*calculus.Rule{calculus.ExpandRule, calculus.FactorRule, calculus.CancelRule}, "整理"},
		{english(), []*calculus.Rule{calculus.ExpandRule, calculus.FactorRule, calculus.CancelRule}, "simplify"},
		{english(), []*calculus.Rule{calculus.ExpandRule, calculus.CancelRule}, "expand, cancel"},
		{english(), []*calculus.Rule{calculus.PowerRule, calculus.ExponentialRule, calculus.LogarithmRule}, "basic derivatives"},
	} {
		if got := strings.Join(c.lang.named(c.rules), ", "); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// plain is the text of a document, formulas between dollars.
func plain(d *Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		for _, in := range block.Paragraph {
			if in.Math != "" {
				b.WriteString("$" + in.Math + "$")
			}
			b.WriteString(in.Text)
		}
		b.WriteString(block.Display + "\n")
	}
	return b.String()
}
