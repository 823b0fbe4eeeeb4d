package solution

import (
	"context"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/problem"
)

// textbook lists exercises like those of the common textbooks with the answer
// that such a book prints. An answer must match to the letter, spaces aside:
// being equal is not enough.
var textbook = []struct{ block, answer string }{
	// The exercises that started the project.
	{`L(u,v) = u^3 + 4uv - v^2; ∂L/∂u`, `3u^2+4v`},
	{`L(u,v) = u^3 + 4uv - v^2; ∂L/∂v`, `-2v+4u`},
	{`L = u^2v^4; dL`, `2uv^4\,du+4u^2v^3\,dv`},
	{`L(w_1, ..., w_N); dL`, `\sum_{i=1}^{N}\frac{\partial L}{\partial w_i}\,dw_i`},

	// Powers and polynomials.
	{`y = x^5; dy/dx`, `5x^4`},
	{`y = 3x^4 - 2x^2 + 7; dy/dx`, `12x^3-4x`},
	{`y = 7; dy/dx`, `0`},
	{`y = 2x - 3; dy/dx`, `2`},
	{`y = x^3/3; dy/dx`, `x^2`},
	{`y = \frac{1}{2}x^2 + x; dy/dx`, `x+1`},
	{`y = (x+1)(x-2); dy/dx`, `2x-1`},
	{`y = (x^2+1)(x^3-2); dy/dx`, `5x^4+3x^2-4x`},
	{`y = x(x+1)(x+2); dy/dx`, `3x^2+6x+2`},
	{`y = (2x+1)^5; dy/dx`, `10(2x+1)^4`},
	{`y = (x^2+1)^3; dy/dx`, `6x\left(x^2+1\right)^2`},
	{`y = (1-x)^4; dy/dx`, `-4(1-x)^3`},
	{`y = (3x^2-x+1)^2; dy/dx`, `2(6x-1)\left(3x^2-x+1\right)`},
	{`y = (x+1)^2 (x-2)^3; dy/dx`, `(x+1)(x-2)^2(5x-1)`},
	{`y = 0.5x^2; dy/dx`, `x`},
	{`y = 0.1x^3 + 0.2x; dy/dx`, `0.3x^2+0.2`},
	{`y = a x^2 + b x + c; dy/dx`, `2ax+b`},
	{`y = a x^2 + b x + c; ∂y/∂a`, `x^2`},
	{`y = x^n; dy/dx`, `nx^{n-1}`},

	// Negative and fractional powers.
	{`y = 1/x; dy/dx`, `-\frac{1}{x^2}`},
	{`y = 1/x^3; dy/dx`, `-\frac{3}{x^4}`},
	{`y = x^(-2); dy/dx`, `-\frac{2}{x^3}`},
	{`y = 3/x + x/3; dy/dx`, `\frac{1}{3}-\frac{3}{x^2}`},
	{`y = sqrt(x); dy/dx`, `\frac{1}{2\sqrt{x}}`},
	{`y = x sqrt(x); dy/dx`, `\frac{3}{2}\sqrt{x}`},
	{`y = x^(1/2); dy/dx`, `\frac{1}{2x^{\frac{1}{2}}}`},
	{`y = 1/sqrt(x); dy/dx`, `-\frac{1}{2x\sqrt{x}}`},
	{`y = cbrt(x); dy/dx`, `\frac{1}{3\sqrt[3]{x^2}}`},
	{`y = sqrt(x^2+1); dy/dx`, `\frac{x}{\sqrt{x^2+1}}`},
	{`y = sqrt(1-x^2); dy/dx`, `-\frac{x}{\sqrt{1-x^2}}`},
	{`y = 1/sqrt(x^2+1); dy/dx`, `-\frac{x}{\left(x^2+1\right)\sqrt{x^2+1}}`},
	{`y = x sqrt(1-x^2); dy/dx`, `\frac{1-2x^2}{\sqrt{1-x^2}}`},
	{`y = sqrt(2x+1); dy/dx`, `\frac{1}{\sqrt{2x+1}}`},

	// Quotients.
	{`y = x/(x^2+1); dy/dx`, `\frac{1-x^2}{\left(x^2+1\right)^2}`},
	{`y = 1/(x^2+1); dy/dx`, `-\frac{2x}{\left(x^2+1\right)^2}`},
	{`y = 1/(x^2+1)^2; dy/dx`, `-\frac{4x}{\left(x^2+1\right)^3}`},
	{`y = (x-1)/(x+1); dy/dx`, `\frac{2}{(x+1)^2}`},
	{`y = (2x+3)/(x-1); dy/dx`, `-\frac{5}{(x-1)^2}`},
	{`y = x^2/(x+1); dy/dx`, `\frac{x(x+2)}{(x+1)^2}`},
	{`y = (x^2-1)/(x^2+1); dy/dx`, `\frac{4x}{\left(x^2+1\right)^2}`},
	{`y = log(x)/x; dy/dx`, `\frac{1-\log x}{x^2}`},
	{`y = e^x/x; dy/dx`, `\frac{(x-1)e^x}{x^2}`},
	{`y = x/e^x; dy/dx`, `(1-x)e^{-x}`},
	{`y = sin(x)/x; dy/dx`, `\frac{x\cos x-\sin x}{x^2}`},

	// Exponentials and logarithms.
	{`y = e^x; dy/dx`, `e^x`},
	{`y = e^(3x); dy/dx`, `3e^{3x}`},
	{`y = e^(-x); dy/dx`, `-e^{-x}`},
	{`y = x e^x; dy/dx`, `(x+1)e^x`},
	{`y = x^2 e^(3x); dy/dx`, `x(3x+2)e^{3x}`},
	{`y = x e^(-x); dy/dx`, `(1-x)e^{-x}`},
	{`y = e^(-x^2); dy/dx`, `-2x\,e^{-x^2}`},
	{`y = e^(x^2+1); dy/dx`, `2x\,e^{x^2+1}`},
	{`y = exp(2x); dy/dx`, `2\exp(2x)`},
	{`y = 2^x; dy/dx`, `2^x\log 2`},
	{`y = 10^x; dy/dx`, `10^x\log 10`},
	{`y = (e^x+1)^2; dy/dx`, `2e^x\left(e^x+1\right)`},
	{`y = e^x + e^(-x); dy/dx`, `e^x-e^{-x}`},
	{`y = log(x); dy/dx`, `\frac{1}{x}`},
	{`y = ln(x); dy/dx`, `\frac{1}{x}`},
	{`y = x log(x); dy/dx`, `\log x+1`},
	{`y = x log(x) - x; dy/dx`, `\log x`},
	{`y = log(x^2+1); dy/dx`, `\frac{2x}{x^2+1}`},
	{`y = log(2x); dy/dx`, `\frac{1}{x}`},
	{`y = (log(x))^2; dy/dx`, `\frac{2\log x}{x}`},
	{`y = log(log(x)); dy/dx`, `\frac{1}{x\log x}`},
	{`y = log(cos(x)); dy/dx`, `-\tan x`},
	{`y = log_2 x; dy/dx`, `\frac{1}{x\log 2}`},
	{`y = log(1+e^x); dy/dx`, `\frac{e^x}{1+e^x}`},
	{`y = log(x+sqrt(x^2+1)); dy/dx`, `\frac{1}{\sqrt{x^2+1}}`},
	{`y = x^x; dy/dx`, `x^x(\log x+1)`},

	// Trigonometric functions.
	{`y = sin(x); dy/dx`, `\cos x`},
	{`y = cos(x); dy/dx`, `-\sin x`},
	{`y = tan(x); dy/dx`, `\frac{1}{\cos^2 x}`},
	{`y = sin(2x); dy/dx`, `2\cos(2x)`},
	{`y = cos(3x+1); dy/dx`, `-3\sin(3x+1)`},
	{`y = sin(x)^2; dy/dx`, `2\sin x\cos x`},
	{`y = sin(x) cos(x); dy/dx`, `\cos^2 x-\sin^2 x`},
	{`y = sin(x^2); dy/dx`, `2x\cos\left(x^2\right)`},
	{`y = x sin(x); dy/dx`, `\sin x+x\cos x`},
	{`y = x^2 cos(x); dy/dx`, `2x\cos x-x^2\sin x`},
	{`y = e^x sin(x); dy/dx`, `e^x(\sin x+\cos x)`},
	{`y = e^(-x) cos(x); dy/dx`, `-e^{-x}(\cos x+\sin x)`},
	{`y = sin(x)/cos(x); dy/dx`, `\frac{1}{\cos^2 x}`},
	{`y = 1/sin(x); dy/dx`, `-\frac{\cos x}{\sin^2 x}`},
	{`y = sin(x)/(1+cos(x)); dy/dx`, `\frac{1}{1+\cos x}`},
	{`y = tan(x)^2; dy/dx`, `\frac{2\tan x}{\cos^2 x}`},
	{`y = sin(e^(x^2)); dy/dx`, `2x\,e^{x^2}\cos\left(e^{x^2}\right)`},
	{`y = e^(sin(x)); dy/dx`, `e^{\sin x}\cos x`},
	{`y = arcsin(x); dy/dx`, `\frac{1}{\sqrt{1-x^2}}`},
	{`y = arctan(x); dy/dx`, `\frac{1}{1+x^2}`},
	{`y = arctan(2x); dy/dx`, `\frac{2}{1+4x^2}`},
	{`y = x arctan(x); dy/dx`, `\arctan x+\frac{x}{1+x^2}`},
	{`y = arctan(1/x); dy/dx`, `-\frac{1}{x^2+1}`},
	{`y = sinh(x); dy/dx`, `\cosh x`},
	{`y = tanh(x); dy/dx`, `1-\tanh^2 x`},
	{`y = tanh(2x); dy/dx`, `2\left(1-\tanh^2(2x)\right)`},

	// Second derivatives.
	{`y = x^4; d²y/dx²`, `12x^2`},
	{`y = sin(x); d²y/dx²`, `-\sin x`},
	{`y = e^(2x); d²y/dx²`, `4e^{2x}`},
	{`y = x e^x; d²y/dx²`, `(x+2)e^x`},
	{`y = log(x); d²y/dx²`, `-\frac{1}{x^2}`},
	{`f = x^3 y^2; ∂²f/∂x∂y`, `6x^2y`},
	{`f = x^3 y^2; ∂²f/∂y²`, `2x^3`},
	{`f = e^(xy); ∂²f/∂y∂x`, `(xy+1)e^{xy}`},
	{`f = sin(x+2y); ∂²f/∂y²`, `-4\sin(x+2y)`},
	{`f = log(x^2+y^2); ∂²f/∂x²`, `\frac{2\left(y^2-x^2\right)}{\left(x^2+y^2\right)^2}`},

	// Several variables.
	{`f(x,y) = x^2 + 3xy + y^2; ∂f/∂x`, `2x+3y`},
	{`f(x,y) = x^2 + 3xy + y^2; ∂f/∂y`, `2y+3x`},
	{`f(x,y) = x^2 y^3; ∂f/∂x`, `2xy^3`},
	{`f(x,y) = x^3y^2 - 2xy + 5y^3 - 7; ∂f/∂y`, `15y^2+2x^3y-2x`},
	{`f(x,y) = (x+2y)^3; ∂f/∂y`, `6(x+2y)^2`},
	{`f(x,y) = sqrt(x^2+y^2); ∂f/∂x`, `\frac{x}{\sqrt{x^2+y^2}}`},
	{`f(x,y) = 1/(x^2+y^2); ∂f/∂y`, `-\frac{2y}{\left(x^2+y^2\right)^2}`},
	{`f(x,y) = x y/(x^2+y^2); ∂f/∂x`, `\frac{y\left(y^2-x^2\right)}{\left(x^2+y^2\right)^2}`},
	{`f(x,y) = (x-y)/(x+y); ∂f/∂x`, `\frac{2y}{(x+y)^2}`},
	{`f(x,y) = (x-y)/(x+y); ∂f/∂y`, `-\frac{2x}{(x+y)^2}`},
	{`f(x,y) = arctan(y/x); ∂f/∂x`, `-\frac{y}{x^2+y^2}`},
	{`f(x,y) = arctan(y/x); ∂f/∂y`, `\frac{x}{x^2+y^2}`},
	{`f(x,y) = x^y; ∂f/∂x`, `yx^{y-1}`},
	{`f(x,y) = x^y; ∂f/∂y`, `x^y\log x`},
	{`f(x,y) = e^(xy); ∂f/∂x`, `y\,e^{xy}`},
	{`f(x,y) = e^(x^2+y^2); ∂f/∂y`, `2y\,e^{x^2+y^2}`},
	{`f(x,y) = e^x sin(y); ∂f/∂y`, `e^x\cos y`},
	{`f(x,y) = sin(xy); ∂f/∂x`, `y\cos(xy)`},
	{`f(x,y) = sin(xy) + cos(x-y); ∂f/∂x`, `y\cos(xy)-\sin(x-y)`},
	{`f(x,y) = x log(y); ∂f/∂y`, `\frac{x}{y}`},
	{`f(x,y) = log(x^2+y^2); ∂f/∂x`, `\frac{2x}{x^2+y^2}`},
	{`f(x,y) = x e^(-y); ∂f/∂y`, `-x\,e^{-y}`},
	{`f(x,y) = e^(xy) cos(x+y); ∂f/∂x`, `e^{xy}\left(y\cos(x+y)-\sin(x+y)\right)`},
	{`f(x,y,z) = x y z/(x+y+z); ∂f/∂x`, `\frac{yz(y+z)}{(x+y+z)^2}`},
	{`f(x,y,z) = x^2 e^y sin(z); ∂f/∂x`, `2x\,e^y\sin z`},
	{`f(x,y) = sqrt(1-x^2-y^2); ∂f/∂x`, `-\frac{x}{\sqrt{1-x^2-y^2}}`},
	{`g(x,y; a,b,c) = (a x^2+b y^2+c)^3; ∂g/∂x`, `6ax\left(ax^2+by^2+c\right)^2`},

	// Total differentials.
	{`L(u,v) = u^3 + 4uv - v^2; dL`, `\left(3u^2+4v\right)\,du+(-2v+4u)\,dv`},
	{`z = x^2 + y^2; dz`, `2x\,dx+2y\,dy`},
	{`z = xy; dz`, `y\,dx+x\,dy`},
	{`z = x/y; dz`, `\frac{1}{y}\,dx-\frac{x}{y^2}\,dy`},
	{`z = sqrt(x^2+y^2); dz`, `\frac{x}{\sqrt{x^2+y^2}}\,dx+\frac{y}{\sqrt{x^2+y^2}}\,dy`},
	{`V = π r^2 h; dV`, `2\pi rh\,dr+\pi r^2\,dh`},
	{`f = x + 2y + 3z; df`, `dx+2\,dy+3\,dz`},

	// Machine learning.
	{`L(w,b; x,y) = (wx+b-y)^2; ∂L/∂w`, `2x(wx+b-y)`},
	{`L(w,b; x,y) = (wx+b-y)^2; ∂L/∂b`, `2(wx+b-y)`},
	{`L = 1/2 (y-t)^2; ∂L/∂y`, `y-t`},
	{`L = \frac12 (t-y)^2; ∂L/∂y`, `y-t`},
	{`σ(z) = 1/(1+e^(-z)); σ'(z)`, `\sigma(z)\left(1-\sigma(z)\right)`},
	{`f(x; m,s) = e^(-(x-m)^2/(2s^2)); ∂f/∂x`, `-\frac{x-m}{s^2}e^{-\frac{(x-m)^2}{2s^2}}`},
	{`f(x; m,s) = e^(-(x-m)^2/(2s^2)); ∂f/∂m`, `\frac{x-m}{s^2}e^{-\frac{(x-m)^2}{2s^2}}`},
	{`f(u,v) = e^u/(e^u+e^v); ∂f/∂u`, `\frac{e^ue^v}{\left(e^u+e^v\right)^2}`},
	{`f(u,v) = e^u/(e^u+e^v); ∂f/∂v`, `-\frac{e^ue^v}{\left(e^u+e^v\right)^2}`},
	{`L(u,v) = -log(e^u/(e^u+e^v)); ∂L/∂u`, `\frac{e^u}{e^u+e^v}-1`},
	{`L(y; t) = -t log(y) - (1-t) log(1-y); ∂L/∂y`, `\frac{1-t}{1-y}-\frac{t}{y}`},
	{`z = wx+b; y=σ(z); L=1/2 (y-t)^2; ∂L/∂w`, `(y-t)\cdot y(1-y)\cdot x`},
	{`L = tanh(w x + b); ∂L/∂w`, `x\left(1-\tanh^2(wx+b)\right)`},
	{`L = log(1+e^(-zw)); ∂L/∂w`, `-\frac{z\,e^{-zw}}{1+e^{-zw}}`},
	{`E = (w^2)/2 + λ w; ∂E/∂w`, `w+\lambda`},
}

func TestTextbookAnswers(t *testing.T) {
	for _, c := range textbook {
		p, diagnostics := problem.Parse(c.block)
		for _, d := range diagnostics {
			if d.Severity == problem.Error {
				t.Errorf("%s: %s %q", c.block, d.Code, d.Args)
			}
		}
		s, err := Solve(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range s.Diagnostics {
			t.Errorf("%s: %s %q", c.block, d.Code, d.Args)
		}
		if len(s.Answers) == 0 {
			t.Errorf("%s: no answer", c.block)
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

// spaceless removes what a comparison of formulas should not see.
func spaceless(s string) string {
	return strings.NewReplacer(" ", "", `\,`, "").Replace(s)
}
