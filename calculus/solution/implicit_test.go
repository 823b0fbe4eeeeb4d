package solution

import (
	"context"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// implicitBlocks are exercises on implicit differentiation with the answer that a
// textbook prints.
var implicitBlocks = []struct{ block, answer string }{
	{`xyz+sin z = x; ∂²z/∂x∂y`, `-\frac{z+x\cos z+xy\sin z}{(xy+\cos z)^3}`},
	{`x^2+y^2 = 1; dy/dx`, `-\frac{x}{y}`},
	{`x^2+y^2 = r^2; dy/dx`, `-\frac{x}{y}`},
	{`x^2+xy+y^2 = 1; dy/dx`, `-\frac{2x+y}{x+2y}`},
	{`x^3+y^3 = 6xy; dy/dx`, `\frac{2y-x^2}{y^2-2x}`},
	{`x^2/a^2+y^2/b^2 = 1; dy/dx`, `-\frac{b^2x}{a^2y}`},
	{`x^2/4-y^2/9 = 1; dy/dx`, `\frac{9x}{4y}`},
	{`y^2 = 4x; dy/dx`, `\frac{2}{y}`},
	{`xy = 1; dy/dx`, `-\frac{y}{x}`},
	{`sqrt(x)+sqrt(y) = 1; dy/dx`, `-\frac{\sqrt{y}}{\sqrt{x}}`},
	{`e^y = x y; dy/dx`, `\frac{y}{e^y-x}`},
	{`y = x e^y; dy/dx`, `\frac{e^y}{1-xe^y}`},
	{`e^(x+y) = x y; dy/dx`, `\frac{y-e^{x+y}}{e^{x+y}-x}`},
	{`sin(y) = x; dy/dx`, `\frac{1}{\cos y}`},
	{`tan(y) = x; dy/dx`, `\cos^2 y`},
	{`sin(x+y) = y^2 cos(x); dy/dx`, `\frac{\cos(x+y)+y^2\sin x}{2y\cos x-\cos(x+y)}`},
	{`sin(xy) = x; dy/dx`, `\frac{1-y\cos(xy)}{x\cos(xy)}`},
	{`x sin y + y cos x = 1; dy/dx`, `\frac{y\sin x-\sin y}{x\cos y+\cos x}`},
	{`log(xy) = x + y; dy/dx`, `\frac{y(x-1)}{x(1-y)}`},
	{`log(x^2+y^2) = 2 arctan(y/x); dy/dx`, `\frac{x+y}{x-y}`},
	{`(x^2+y^2)^2 = x^2-y^2; dy/dx`, `\frac{x\left(1-2\left(x^2+y^2\right)\right)}{y\left(2\left(x^2+y^2\right)+1\right)}`},
	{`5e^(xy)+3xy = 5; dy/dx`, `-\frac{y}{x}`},
	{`5y = x^3-5x^4; dy/dx`, `\frac{3}{5}x^2-4x^3`},
	{`x^2+2y^2+z = 9; ∂z/∂x`, `-2x`},
	{`x^4+y^4 = 16; d²y/dx²`, `-\frac{48x^2}{y^7}`},
	{`x^2+y^2 = 1; d²y/dx²`, `-\frac{1}{y^3}`},
	{`x^2+y^2 = r^2; d²y/dx²`, `-\frac{r^2}{y^3}`},
	{`x^2+xy+y^2 = 1; d²y/dx²`, `-\frac{6}{(x+2y)^3}`},
	{`x^2/a^2+y^2/b^2 = 1; d²y/dx²`, `-\frac{b^4}{a^2y^3}`},
	{`y^2 = 4x; d²y/dx²`, `-\frac{4}{y^3}`},
	{`e^y = x; d²y/dx²`, `-e^{-2y}`},
	{`y^3 = x; d³y/dx³`, `\frac{10}{27y^8}`},
	{`xy+y = 1; d²y/dx²`, `\frac{2y}{(x+1)^2}`},
	{`2xy+y = 1; d²y/dx²`, `\frac{8y}{(2x+1)^2}`},
	{`sqrt(y)+x sqrt(y) = 1; d²y/dx²`, `\frac{6y}{(1+x)^2}`},
	{`xz+yz = 1; ∂²z/∂x∂y`, `\frac{2z}{(y+x)^2}`},
	{`y(x^2+1) = 1; d²y/dx²`, `\frac{2y\left(3x^2-1\right)}{\left(x^2+1\right)^2}`},
	{`x^3+y^3 = 6xy; d²y/dx²`, `-\frac{16xy}{\left(y^2-2x\right)^3}`},
	{`params a; x^3+y^3 = 3axy; d²y/dx²`, `-\frac{2a^3xy}{\left(y^2-ax\right)^3}`},
	{`y e^x+xy = 1; d²y/dx²`, `\frac{y\left(e^{2x}+4e^x+2-x\,e^x\right)}{\left(e^x+x\right)^2}`},
	{`3log y+3(x+y)^2 = y; d²y/dx²`, `\frac{6y\left(9-18x^2-36xy-17y^2-6y\right)}{\left(y-3-6y(x+y)\right)^3}`},
	{`3xy+4x^2y = 2; d²y/dx²`, `\frac{6(3y+8)}{x^2(4x+3)^2}`},
	{`sin y+5x sin y = 2; d²y/dx²`, `\frac{25\left(\cos^2 y+1\right)\tan y}{(5x+1)^2\cos^2 y}`},
	{`x^3+y^3 = 1; d²y/dx²`, `-\frac{2x}{y^5}`},
	{`x^2+y^2+z^2 = 9; ∂z/∂x`, `-\frac{x}{z}`},
	{`x^2+y^2+z^2 = 9; ∂²z/∂x∂y`, `-\frac{xy}{z^3}`},
	{`x^2+y^2+z^2 = 9; ∂²z/∂x²`, `-\frac{x^2+z^2}{z^3}`},
	{`x^3+y^3+z^3+6xyz = 1; ∂z/∂x`, `-\frac{x^2+2yz}{2xy+z^2}`},
	{`z^3-3xyz = 1; ∂z/∂y`, `\frac{xz}{z^2-xy}`},
	{`e^z = x y z; ∂z/∂x`, `\frac{yz}{e^z-xy}`},
	{`F(x,y) = x^2+y^2-1; F(x,y) = 0; dy/dx`, `-\frac{x}{y}`},
	{`F(x,y) = x^2y; F(x,y) = 1/(x+y); dy/dx`, `-\frac{2xy(x+y)^2+1}{x^2(x+y)^2+1}`},
	{`F(x,y) = x^3-3xy+y^3; F(x,y) = 0; dy/dx`, `\frac{y-x^2}{y^2-x}`},
	{`F(x,y,z) = x^2+2y^2+3z^2; F(x,y,z) = 6; ∂z/∂y`, `-\frac{2y}{3z}`},
	{`F(x,y) = 0; dy/dx`, `-\frac{\frac{\partial F}{\partial x}}{\frac{\partial F}{\partial y}}`},
	{`u = x^2+y^2; u^2 = x y; dy/dx`, `\frac{y-4x\left(x^2+y^2\right)}{4y\left(x^2+y^2\right)-x}`},

	// The derivative of an inverse function.
	{`y = log(2x); dx/dy`, `x`},
	{`y = 1/log(x); dx/dy`, `-x(\log x)^2`},
	{`y = (2x+3)/(x-1); dx/dy`, `-\frac{1}{5}(x-1)^2`},
	{`dx/dy; y = 1/x`, `-x^2`},

	// At a point of the curve.
	{`x^2+y^2 = 25; dy/dx at x=3, y=4`, `-\frac{3}{4}`},
	{`x^3+y^3 = 6xy; dy/dx at (3,3)`, `-1`},
	{`x^2+y^2 = 25; d²y/dx² at (3,4)`, `-\frac{25}{64}`},
	{`x^2+y^2 = 25; tangent at (3,4)`, `-\frac{3}{4}x+\frac{25}{4}`},
	{`x^3+y^3 = 6xy; tangent at (3,3)`, `-x+6`},
	{`y = x^2; tangent at (3,9)`, `6x-9`},
	{`x = y^2; tangent at (4,2)`, `4y-4`},
	{`f(x,y) = x^2+y^2; tangent f at (1,2,5)`, `2x+4y-5`},
	{`x^2+y^2+z^2 = 14; tangent at (1,2,3)`, `-\frac{1}{3}x-\frac{2}{3}y+\frac{14}{3}`},
	{`xyz = 6; tangent at (1,2,3)`, `-3x-\frac{3}{2}y+9`},
	{`2z^3+y^2+x^3 = 17; tangent z at (0,1,2)`, `-\frac{1}{12}y+\frac{25}{12}`},
	{`y^2+x^3+z = 6; ∂z/∂x at (1,2,1)`, `-3`},
	{`x^2+y^2+z^2 = 9; tangent z at (1,2,2)`, `-\frac{1}{2}x-y+\frac{9}{2}`},
}

func TestImplicitAnswers(t *testing.T) {
	for _, c := range implicitBlocks {
		s := solved(t, c.block, Options{})
		for _, d := range s.Diagnostics {
			t.Errorf("%s: %s %q", c.block, d.Code, d.Args)
		}
		if len(s.Answers) == 0 {
			continue
		}
		a := s.Answers[len(s.Answers)-1]
		if spaceless(a.LaTeX) != spaceless(c.answer) {
			t.Errorf("%s:\n got %s\nwant %s", c.block, a.LaTeX, c.answer)
		}
		if a.Verdict != "verified" {
			t.Errorf("%s: %s", c.block, a.Verdict)
		}
	}
}

// The two ways of a textbook: both sides, and −F_x/F_y.
func TestImplicitWays(t *testing.T) {
	for _, c := range []struct {
		block string
		o     Options
		want  []string
	}{
		{"x^3+y^3 = 6xy; dy/dx", Options{}, []string{
			`方程式 $x^3+y^3=6xy$ で定まる $x$ の関数 $y$ について、$\frac{dy}{dx}$ を求めよ。`,
			`$y$ を $x$ の関数とみて、両辺を $x$ で微分する。`,
			`3x^2+3y^2\,\frac{dy}{dx} &= 6\left(y+x\,\frac{dy}{dx}\right) \\`,
			`\left(3y^2-6x\right)\,\frac{dy}{dx} &= 6y-3x^2 \\`,
			`$y^2-2x\ne 0$`,
		}},
		{"(x^2+y^2)^2 = x^2-y^2; dy/dx", Options{Lang: English}, []string{`This holds for $y\ne 0$.`}},
		{"F(x,y) = x^2+y^2-1; F(x,y) = 0; dy/dx", Options{Lang: English}, []string{
			`Let $F(x,y)=x^2+y^2-1$. The equation $F(x,y)=0$ determines $y$ as a function of $x$. Find $\frac{dy}{dx}$.`,
			`\frac{\partial F}{\partial x} &= 2x,\qquad \frac{\partial F}{\partial y}=2y`,
			`\frac{dy}{dx} &= -\frac{\frac{\partial F}{\partial x}}{\frac{\partial F}{\partial y}} &&\text{(implicit differentiation)} \\`,
			`&= -\frac{2x}{2y}`,
		}},
		{"f(x); g(t) = f(t+1); tangent at t=2", Options{Lang: English}, []string{`\frac{dg}{dt} &= \frac{dg}{du}\cdot\frac{du}{dt}`}},
		{"x^2+y^2 = 25; tangent at (3,4)", Options{Lang: English}, []string{
			`Find the tangent line to the curve $x^2+y^2=25$ at $(x,y)=(3,4)$.`,
			`Solution. Since $3^2+4^2=25$, the point $(3,4)$ lies on the curve.`,
			`\left.\frac{dy}{dx}\right\rvert_{(3,4)} &= -\frac{3}{4}`,
			`y &= 4-\frac{3}{4}(x-3) &&\text{(tangent line)}`,
		}},
		{"x^3+y^3 = 6xy; dy/dx at (3,3)", Options{}, []string{`【解答】$3^3+3^3=54=6\cdot 3\cdot 3$ なので、点 $(3,3)$ は曲線上にある。`}},
		{"xyz = 6; tangent at (1,2,3)", Options{}, []string{`【解答】$1\cdot 2\cdot 3=6$ なので、点 $(1,2,3)$ は曲面上にある。`}},
		{"F(x,y) = x^3-3xy+y^3-3; F(x,y) = 0; dy/dx at (1,2)", Options{Lang: English}, []string{`Since $F(1,2)=1^3-3\cdot 1\cdot 2+2^3-3=0$, the point $(1,2)$ lies on the curve.`}},
		{"params r; x^2+y^2 = r^2; tangent at (a,b)", Options{Lang: English}, []string{`The point $(a,b)$ lies on the curve, so $a^2+b^2=r^2$.`}},
		{"x^4+y^4 = 16; d²y/dx²", Options{Lang: English}, []string{
			`\frac{3x^2\left(x\cdot\left(-\frac{x^3}{y^3}\right)-y\right)}{y^4} &&\text{(substitute)} \\`,
			`&= -\frac{3x^2\left(x^4+y^4\right)}{y^7}`,
			`&= -\frac{48x^2}{y^7} &&\text{(by the equation)}`,
		}},
	} {
		_, text := written(t, c.block, c.o)
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %s in\n%s", c.block, w, text)
			}
		}
	}
}

func TestImplicitPoints(t *testing.T) {
	for block, code := range map[string]string{
		"x^2+y^2 = 25; dy/dx at (3,5)":              CodeOffCurve,
		"y = x^2; tangent at (1,2)":                 CodeOffCurve,
		"x^2+y^2 = 25; tangent at (1,1)":            CodeOffCurve,
		"y = x^2; z = x^2y; ∂z/∂x at x=1, y=2":      CodeOffCurve,
		"f = sin(xy); y = log(3x+1); df at (1,2)":   "point-size",
		"y = log x; f = x+y; df at x=1, y=2":        CodeOffCurve,
		"x^2+y^2 = -1; dy/dx":                       CodeNoPoint,
		"x^2+y^2+z^2+3 = 2x; ∂z/∂x":                 CodeNoPoint,
		"sin x+cos y = 3; d²y/dx²":                  CodeNoPoint,
		"F(x,y) = e^x+e^y; F(x,y) = 0; dy/dx":       CodeNoPoint,
		"x^2+y^2+1 = 0; tangent at (1,1)":           CodeNoPoint,
		"x^2+y^2 = 2x-1; dy/dx":                     CodeOnePoint,
		"x^2+y^2 = 25; dy/dx at (5,0)":              CodeVertical,
		"x^2+y^2 = 25; tangent at (5,0)":            CodeVertical,
		"x^2+y^2 = 25; d²y/dx² at (5,0)":            CodeVertical,
		"x^2+y^2+z^2 = 9; tangent at (1,sqrt(8),0)": CodeVertical,
		"F(x,y) = 0; dy/dx at x=0, y=0":             CodeAbstract,
		"x^3+y^3 = 3xy; tangent at (0,0)":           CodeSingular,
		"x^2+y^2 = x^2+y^2; dy/dx":                  CodeUndetermined,
		"3xy-3xy+log x = 4; dy/dx":                  CodeUndetermined,
		"x^3+y^3 = 3xy; dy/dx at (0,0)":             CodeSingular,
		"max(x,y) = 1; dy/dx":                       CodePieces,
		"x^2 = 1; dx/dx":                            "not-a-variable",
	} {
		p, diagnostics := problem.Parse(block)
		s, err := Solve(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, d := range append(diagnostics, s.Diagnostics...) {
			found = found || d.Code == code
		}
		if !found {
			t.Errorf("%s: %v %v, want %s", block, diagnostics, s.Diagnostics, code)
		}
	}
}

// TestDifferentialImplicit compares the answers with difference quotients along
// the curve.
func TestDifferentialImplicit(t *testing.T) {
	needSymPy(t)
	type job struct {
		Equation string   `json:"equation"`
		Unknown  string   `json:"unknown"`
		Vars     []string `json:"vars"`
		Orders   []string `json:"orders"`
		Answer   string   `json:"answer"`
	}
	var jobs []job
	var blocks []string
	for _, c := range implicitBlocks {
		p, _ := problem.Parse(c.block)
		s := newSolver(context.Background(), p, Options{})
		r := p.Requests[len(p.Requests)-1]
		if r.Kind == problem.Tangent || r.Function.Equation == nil {
			continue
		}
		u, _ := s.implicitFunction(r)
		if u.Left == nil {
			continue
		}
		r.At = nil
		res, err := s.work(context.Background(), r)
		if err != nil {
			t.Fatalf("%s: %v", c.block, err)
		}
		blocks = append(blocks, c.block)
		answer := res.chains[len(res.chains)-1].Answer()
		jobs = append(jobs, job{pythonOf(calculus.Sub(u.Left, u.Right)), u.Name.Name(), names(u.Vars), names(r.Wrt), pythonOf(answer)})
	}
	type result struct {
		Compared int      `json:"compared"`
		Wrong    []string `json:"wrong"`
	}
	results := asked[result](t, "implicit_check.py", jobs)
	total := 0
	for i, block := range blocks {
		r := results[i]
		total += r.Compared
		if r.Compared < 2 {
			t.Errorf("%s: compared at %d points", block, r.Compared)
		}
		for _, w := range r.Wrong {
			t.Errorf("%s: %s", block, w)
		}
	}
	t.Logf("%d comparisons of %d answers", total, len(blocks))
}
