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

	// More of the rules for one variable.
	{`y = (x^2-3x)(2x+1); dy/dx`, `6x^2-10x-3`},
	{`y = x^3(x-1)^2; dy/dx`, `x^2(x-1)(5x-3)`},
	{`y = (x-1)(x-2)(x-3); dy/dx`, `3x^2-12x+11`},
	{`y = (x^2+x+1)^4; dy/dx`, `4(2x+1)\left(x^2+x+1\right)^3`},
	{`y = (2-3x)^3; dy/dx`, `-9(2-3x)^2`},
	{`y = 1/(2x+1); dy/dx`, `-\frac{2}{(2x+1)^2}`},
	{`y = 1/(3x-1)^2; dy/dx`, `-\frac{6}{(3x-1)^3}`},
	{`y = (3x-1)/(x^2+1); dy/dx`, `\frac{3+2x-3x^2}{\left(x^2+1\right)^2}`},
	{`y = x^3/(1+x^2); dy/dx`, `\frac{x^2\left(x^2+3\right)}{\left(1+x^2\right)^2}`},
	{`y = (1-x^2)/(1+x^2); dy/dx`, `-\frac{4x}{\left(1+x^2\right)^2}`},
	{`y = sqrt(x)/(1+x); dy/dx`, `\frac{1-x}{2\sqrt{x}(1+x)^2}`},
	{`y = (sqrt(x)+1)^2; dy/dx`, `\frac{\sqrt{x}+1}{\sqrt{x}}`},
	{`y = sqrt(x^2-2x+5); dy/dx`, `\frac{x-1}{\sqrt{x^2-2x+5}}`},
	{`y = x/sqrt(1+x^2); dy/dx`, `\frac{1}{\left(1+x^2\right)\sqrt{1+x^2}}`},
	{`y = sqrt((1+x)/(1-x)); dy/dx`, `\frac{1}{(1-x)^2}\sqrt{\frac{1-x}{1+x}}`},
	{`y = x^2 sqrt(x+1); dy/dx`, `\frac{x(5x+4)}{2\sqrt{x+1}}`},
	{`y = cbrt(x^2+1); dy/dx`, `\frac{2x}{3\sqrt[3]{\left(x^2+1\right)^2}}`},
	{`y = x^(2/3); dy/dx`, `\frac{2}{3x^{\frac{1}{3}}}`},
	{`y = (x^2+1)^(3/2); dy/dx`, `3x\left(x^2+1\right)^{\frac{1}{2}}`},

	{`y = e^(2x+1); dy/dx`, `2e^{2x+1}`},
	{`y = x^3 e^x; dy/dx`, `x^2(x+3)e^x`},
	{`y = (x^2-2x+2) e^x; dy/dx`, `x^2e^x`},
	{`y = (x+1)e^(-x); dy/dx`, `-x\,e^{-x}`},
	{`y = x e^(-x^2); dy/dx`, `\left(1-2x^2\right)e^{-x^2}`},
	{`y = e^x/(1+e^x); dy/dx`, `\frac{e^x}{\left(1+e^x\right)^2}`},
	{`y = (e^x-e^(-x))/(e^x+e^(-x)); dy/dx`, `\frac{4}{\left(e^x+e^{-x}\right)^2}`},
	{`y = (e^x-e^(-x))/2; dy/dx`, `\frac{1}{2}\left(e^x+e^{-x}\right)`},
	{`y = e^(1/x); dy/dx`, `-\frac{1}{x^2}e^{\frac{1}{x}}`},
	{`y = e^(sqrt(x)); dy/dx`, `\frac{e^{\sqrt{x}}}{2\sqrt{x}}`},
	{`y = 3^(2x); dy/dx`, `2\cdot 3^{2x}\log 3`},
	{`y = a^x; dy/dx`, `a^x\log a`},
	{`y = log(3x+1); dy/dx`, `\frac{3}{3x+1}`},
	{`y = log(x^3); dy/dx`, `\frac{3}{x}`},
	{`y = log(sin(x)); dy/dx`, `\frac{\cos x}{\sin x}`},
	{`y = log(abs(x)); dy/dx`, `\frac{1}{x}`},
	{`y = x^2 log(x); dy/dx`, `2x\log x+x`},
	{`y = log(x)^3; dy/dx`, `\frac{3(\log x)^2}{x}`},
	{`y = 1/log(x); dy/dx`, `-\frac{1}{x(\log x)^2}`},
	{`y = log((1+x)/(1-x)); dy/dx`, `\frac{2}{(1+x)(1-x)}`},
	{`y = log(sqrt(x^2+1)); dy/dx`, `\frac{x}{x^2+1}`},
	{`y = log(e^x+1); dy/dx`, `\frac{e^x}{e^x+1}`},
	{`y = ln(x)/x^2; dy/dx`, `\frac{1-2\ln x}{x^3}`},
	{`y = x^(sin(x)); dy/dx`, `x^{\sin x}\left(\cos x\log x+\frac{\sin x}{x}\right)`},
	{`y = x^(1/x); dy/dx`, `x^{\frac{1}{x}-2}(1-\log x)`},

	{`y = sin(3x) cos(2x); dy/dx`, `3\cos(3x)\cos(2x)-2\sin(3x)\sin(2x)`},
	{`y = sin(x)^3; dy/dx`, `3\sin^2 x\cos x`},
	{`y = cos(x)^2; dy/dx`, `-2\cos x\sin x`},
	{`y = cos(x^2+1); dy/dx`, `-2x\sin\left(x^2+1\right)`},
	{`y = sin(1/x); dy/dx`, `-\frac{1}{x^2}\cos\left(\frac{1}{x}\right)`},
	{`y = sin(sqrt(x)); dy/dx`, `\frac{\cos\left(\sqrt{x}\right)}{2\sqrt{x}}`},
	{`y = sqrt(sin(x)); dy/dx`, `\frac{\cos x}{2\sqrt{\sin x}}`},
	{`y = 1/cos(x); dy/dx`, `\frac{\sin x}{\cos^2 x}`},
	{`y = 1/tan(x); dy/dx`, `-\frac{1}{\sin^2 x}`},
	{`y = tan(3x); dy/dx`, `\frac{3}{\cos^2(3x)}`},
	{`y = x tan(x); dy/dx`, `\tan x+\frac{x}{\cos^2 x}`},
	{`y = sin(x) - x cos(x); dy/dx`, `x\sin x`},
	{`y = cos(x)/(1-sin(x)); dy/dx`, `\frac{1}{1-\sin x}`},
	{`y = (1-cos(x))/(1+cos(x)); dy/dx`, `\frac{2\sin x}{(1+\cos x)^2}`},
	{`y = e^(2x) cos(3x); dy/dx`, `e^{2x}\left(2\cos(3x)-3\sin(3x)\right)`},
	{`y = e^(-x)(sin(x)+cos(x)); dy/dx`, `-2e^{-x}\sin x`},
	{`y = sin(cos(x)); dy/dx`, `-\cos(\cos x)\sin x`},
	{`y = log(tan(x)); dy/dx`, `\frac{1}{\sin x\cos x}`},
	{`y = arcsin(x/2); dy/dx`, `\frac{1}{\sqrt{4-x^2}}`},
	{`y = arccos(x); dy/dx`, `-\frac{1}{\sqrt{1-x^2}}`},
	{`y = arcsin(x^2); dy/dx`, `\frac{2x}{\sqrt{1-x^4}}`},
	{`y = arctan(x/a); dy/dx`, `\frac{a}{a^2+x^2}`},
	{`y = arctan(sqrt(x)); dy/dx`, `\frac{1}{2\sqrt{x}(1+x)}`},
	{`y = arctan(e^x); dy/dx`, `\frac{e^x}{1+e^{2x}}`},
	{`y = x arcsin(x) + sqrt(1-x^2); dy/dx`, `\arcsin x`},
	{`y = cosh(x); dy/dx`, `\sinh x`},
	{`y = sinh(x)^2; dy/dx`, `2\sinh x\cosh x`},
	{`y = log(cosh(x)); dy/dx`, `\tanh x`},
	{`y = abs(x); dy/dx`, `\frac{x}{\lvert x\rvert}`},

	// More second derivatives.
	{`y = 1/x; d²y/dx²`, `\frac{2}{x^3}`},
	{`y = sqrt(x); d²y/dx²`, `-\frac{1}{4x\sqrt{x}}`},
	{`y = x log(x); d²y/dx²`, `\frac{1}{x}`},
	{`y = e^(-x^2); d²y/dx²`, `2\left(2x^2-1\right)e^{-x^2}`},
	{`y = x sin(x); d²y/dx²`, `2\cos x-x\sin x`},
	{`y = tan(x); d²y/dx²`, `\frac{2\sin x}{\cos^3 x}`},
	{`y = arctan(x); d²y/dx²`, `-\frac{2x}{\left(1+x^2\right)^2}`},
	{`y = (2x+1)^4; d²y/dx²`, `48(2x+1)^2`},
	{`y = x^5; d³y/dx³`, `60x^2`},
	{`f = x^2 y + y^3; ∂²f/∂y²`, `6y`},
	{`f = x/y; ∂²f/∂x∂y`, `-\frac{1}{y^2}`},
	{`f = x e^y; ∂²f/∂y²`, `x\,e^y`},
	{`f = sin(xy); ∂²f/∂x²`, `-y^2\sin(xy)`},
	{`f = sqrt(x^2+y^2); ∂²f/∂x²`, `\frac{y^2}{\left(x^2+y^2\right)\sqrt{x^2+y^2}}`},
	{`f = arctan(y/x); ∂²f/∂x²`, `\frac{2xy}{\left(x^2+y^2\right)^2}`},
	{`f = x^2 - y^2; ∂²f/∂x∂y`, `0`},

	// More functions of several variables.
	{`f(x,y) = x^2y - 3xy^2 + 2; ∂f/∂x`, `2xy-3y^2`},
	{`f(x,y) = (x^2+y^2)^3; ∂f/∂y`, `6y\left(x^2+y^2\right)^2`},
	{`f(x,y) = sqrt(xy); ∂f/∂x`, `\frac{y}{2\sqrt{xy}}`},
	{`f(x,y) = 1/(x+y); ∂f/∂x`, `-\frac{1}{(x+y)^2}`},
	{`f(x,y) = x/(x+y); ∂f/∂x`, `\frac{y}{(x+y)^2}`},
	{`f(x,y) = x/(x+y); ∂f/∂y`, `-\frac{x}{(x+y)^2}`},
	{`f(x,y) = (x^2-y^2)/(x^2+y^2); ∂f/∂x`, `\frac{4xy^2}{\left(x^2+y^2\right)^2}`},
	{`f(x,y) = x y e^(x+y); ∂f/∂x`, `y(x+1)e^{x+y}`},
	{`f(x,y) = e^(x/y); ∂f/∂y`, `-\frac{x}{y^2}e^{\frac{x}{y}}`},
	{`f(x,y) = e^(-(x^2+y^2)); ∂f/∂x`, `-2x\,e^{-\left(x^2+y^2\right)}`},
	{`f(x,y) = x^2 sin(y) + y cos(x); ∂f/∂x`, `2x\sin y-y\sin x`},
	{`f(x,y) = sin(x^2+y^2); ∂f/∂y`, `2y\cos\left(x^2+y^2\right)`},
	{`f(x,y) = cos(x/y); ∂f/∂x`, `-\frac{1}{y}\sin\left(\frac{x}{y}\right)`},
	{`f(x,y) = tan(x y); ∂f/∂y`, `\frac{x}{\cos^2(xy)}`},
	{`f(x,y) = log(x+y); ∂f/∂x`, `\frac{1}{x+y}`},
	{`f(x,y) = log(x y); ∂f/∂x`, `\frac{1}{x}`},
	{`f(x,y) = log(x/y); ∂f/∂y`, `-\frac{1}{y}`},
	{`f(x,y) = log(sqrt(x^2+y^2)); ∂f/∂x`, `\frac{x}{x^2+y^2}`},
	{`f(x,y) = y^x; ∂f/∂x`, `y^x\log y`},
	{`f(x,y) = arcsin(x/y); ∂f/∂x`, `\frac{1}{y\sqrt{1-\frac{x^2}{y^2}}}`},
	{`f(x,y) = arctan(x y); ∂f/∂x`, `\frac{y}{1+x^2y^2}`},
	{`f(x,y,z) = x y + y z + z x; ∂f/∂z`, `y+x`},
	{`f(x,y,z) = sqrt(x^2+y^2+z^2); ∂f/∂z`, `\frac{z}{\sqrt{x^2+y^2+z^2}}`},
	{`f(x,y,z) = x e^(yz); ∂f/∂y`, `xz\,e^{yz}`},
	{`f(x,y,z) = log(x^2+y^2+z^2); ∂f/∂x`, `\frac{2x}{x^2+y^2+z^2}`},
	{`f(r,θ) = r cos(θ); ∂f/∂θ`, `-r\sin\theta`},
	{`f(x,t) = sin(x - c t); ∂f/∂t`, `-c\cos(x-ct)`},
	{`u(x,t) = e^(-k t) sin(x); ∂u/∂t`, `-k\,e^{-kt}\sin x`},
	{`P = n R T/V; ∂P/∂V`, `-\frac{nRT}{V^2}`},
	{`T = 2π sqrt(l/g); ∂T/∂l`, `\frac{\pi}{g}\sqrt{\frac{g}{l}}`},

	{`z = x^2y; dz`, `2xy\,dx+x^2\,dy`},
	{`z = e^(xy); dz`, `y\,e^{xy}\,dx+x\,e^{xy}\,dy`},
	{`z = log(x^2+y^2); dz`, `\frac{2x}{x^2+y^2}\,dx+\frac{2y}{x^2+y^2}\,dy`},
	{`z = sin(x)cos(y); dz`, `\cos x\cos y\,dx-\sin x\sin y\,dy`},
	{`z = arctan(y/x); dz`, `-\frac{y}{x^2+y^2}\,dx+\frac{x}{x^2+y^2}\,dy`},
	{`w = xyz; dw`, `yz\,dx+xz\,dy+xy\,dz`},
	{`S = a b; dS`, `b\,da+a\,db`},

	// More of machine learning.
	{`L = (t-y)^2; ∂L/∂y`, `-2(t-y)`},
	{`L(w; x,t) = 1/2 (t - w x)^2; ∂L/∂w`, `-x(t-wx)`},
	{`L(w_1,w_2) = (w_1 x_1 + w_2 x_2 - t)^2; ∂L/∂w_1`, `2x_1(w_1x_1+w_2x_2-t)`},
	{`L = 1/2 ((y_1-t_1)^2 + (y_2-t_2)^2); ∂L/∂y_1`, `y_1-t_1`},
	{`L = -log(y); ∂L/∂y`, `-\frac{1}{y}`},
	{`y = sigmoid(x); dy/dx`, `\sigma(x)\left(1-\sigma(x)\right)`},
	{`y = softplus(x); dy/dx`, `\sigma(x)`},
	{`y = x sigmoid(x); dy/dx`, `\sigma(x)+x\sigma(x)\left(1-\sigma(x)\right)`},
	{`a(w,b) = 1/(1+e^(-(wx+b))); ∂a/∂w`, `x\,a(1-a)`},
	{`R(w_1,w_2) = λ*(w_1^2+w_2^2); ∂R/∂w_1`, `2\lambda w_1`},
	{`L = log(1+e^(-y z)); ∂L/∂z`, `-\frac{y\,e^{-yz}}{1+e^{-yz}}`},
	{`f(x; μ,σ) = 1/(σ sqrt(2π)) e^(-(x-μ)^2/(2σ^2)); ∂f/∂x`, `-\frac{x-\mu}{\sigma^3\sqrt{2\pi}}e^{-\frac{(x-\mu)^2}{2\sigma^2}}`},
	{`l(μ) = -(x-μ)^2/(2σ^2) - log(σ); dl/dμ`, `\frac{x-\mu}{\sigma^2}`},

	// Sums over an index.
	{`L = 1/N*sum(i=1..N, (w_i-t_i)^2); ∂L/∂w_k`, `\frac{2}{N}(w_k-t_k)`},
	{`L = \frac{1}{N}\sum_{i=1}^{N}(w x_i+b-t_i)^2; ∂L/∂w`, `\frac{2}{N}\sum_{i=1}^{N}x_i(wx_i+b-t_i)`},
	{`L = \frac{1}{N}\sum_{i=1}^{N}(w x_i+b-t_i)^2; ∂L/∂b`, `\frac{2}{N}\sum_{i=1}^{N}(wx_i+b-t_i)`},
	{`R = λ*sum(i=1..N, w_i^2); ∂R/∂w_k`, `2\lambda w_k`},
	{`S = sum(i=1..N, e^{a_i}); ∂S/∂a_j`, `e^{a_j}`},
	{`S = sum(j=1..K, e^{a_j}); y_i = e^{a_i}/S; ∂y_i/∂a_j`, `y_i\left(\delta_{ij}-y_j\right)`},
	{`S = sum(k=1..K, e^{a_k}); y_i = e^{a_i}/S; L = -sum(k=1..K, t_k log y_k); assume sum(k=1..K, t_k) = 1; ∂L/∂a_j`, `y_j-t_j`},
	{`L(w_1,...,w_N) = sum(i=1..N, w_i^2); dL`, `2\sum_{i=1}^{N}w_i\,dw_i`},
	{`L = log(sum(i=1..N, e^{a_i})); ∂L/∂a_k`, `\frac{e^{a_k}}{\sum_{i=1}^{N}e^{a_i}}`},
	{`L = sum(i=1..N-1, (w_{i+1}-w_i)^2); ∂L/∂w_k`, `2\left(2w_k-w_{k-1}-w_{k+1}\right)`},
	{`L = \sum_{i=1}^{N-1} w_i w_{i+1}; ∂L/∂w_k`, `w_{k-1}+w_{k+1}`},
	{`L = \sum_{i=1}^{N-1} w_i w_{i+1}; ∂L/∂w_1`, `w_2`},
	{`f(x) = \sum_{k=0}^{n} a_k x^k; f'(x)`, `\sum_{k=0}^{n}ka_kx^{k-1}`},
	{`f(x) = \sum_{k=0}^{n} a_k x^k; ∂f/∂a_j`, `x^j`},
	{`S = sum(k=1..K, e^{a_k}); y_i = e^{a_i}/S; ∂y_k/∂a_j`, `y_k\left(\delta_{kj}-y_j\right)`},
	{`y_i = e^{a_i}/sum(k=1..K, e^{a_k}); ∂y_2/∂a_1`, `-y_2y_1`},
	{`y_i = e^{a_i}/sum(k=1..K, e^{a_k}); ∂y_2/∂a_2`, `y_2(1-y_2)`},
	{`y_j = σ(z_j); z_j = sum(i=1..n, w_{ji} x_i) + b_j; ∂y_j/∂w_{ji}`, `x_iy_j(1-y_j)`},
	{`y_j = σ(z_j); z_j = sum(i=1..n, w_{ji} x_i) + b_j; ∂y_k/∂w_{ji}`, `x_iy_k(1-y_k)\delta_{kj}`},
	{`a_k = sum(j=1..m, w_{kj} x_j) + b_k; L = 1/2 sum(k=1..K, (a_k-t_k)^2); ∂L/∂w_{kj}`, `x_j(a_k-t_k)`},
	{`L = 1/N*sum(i=1..N, (w_i-t_i)^2); gradient L by w`, `\begin{pmatrix}\frac{2}{N}(w_1-t_1)\\\vdots\\\frac{2}{N}(w_N-t_N)\end{pmatrix}`},
	{`L(w) = sum(i=1..N-1, (w_{i+1}-w_i)^2); ∇L`, `\begin{pmatrix}2(w_1-w_2)\\\vdots\\2\left(w_N-w_{N-1}\right)\end{pmatrix}`},
	{`L(w) = sum(i=1..N, w_i^2); hessian L`, `\begin{pmatrix}2&\cdots&0\\\vdots&\ddots&\vdots\\0&\cdots&2\end{pmatrix}`},
	{`L = sum(i=1..N, w_i^2)^2; ∂²L/∂w_k∂w_l`, `4\left(\delta_{lk}\sum_{i=1}^{N}w_i^2+2w_lw_k\right)`},
	{`L(w) = sum(i=1..N-1, (w_{i+1}-w_i)^2); dL`, `2(w_1-w_2)\,dw_1+2\sum_{i=2}^{N-1}\left(2w_i-w_{i-1}-w_{i+1}\right)\,dw_i+2\left(w_N-w_{N-1}\right)\,dw_N`},
	{`L(w,b) = \frac{1}{2}\sum_{n=1}^{N}(w_n+b)^2; dL`, `\left(\sum_{n=1}^{N}(w_n+b)\right)\,db+\sum_{i=1}^{N}(w_i+b)\,dw_i`},
	{`y = sum(i=1..3, x^i); dy/dx`, `3x^2+2x+1`},

	// At a point, in a direction, several functions at once.
	{`f(x,y) = x^2+xy; ∂f/∂x at x=1, y=2`, `4`},
	{`f(x,y) = x^2+y^2; tangent f at (1,2)`, `2x+4y-5`},
	{`f(x) = x^2; tangent f at x=3`, `6x-9`},
	{`f(x) = sin(x); f'(π/6)`, `\frac{\sqrt{3}}{2}`},
	{`f(x) = cos(x); f'(3π/4)`, `-\frac{\sqrt{2}}{2}`},
	{`f(x) = tan(x); f'(π/3)`, `4`},
	{`f(x) = sin(x); tangent f at x=π/3`, `\frac{1}{2}x+\frac{\sqrt{3}}{2}-\frac{\pi}{6}`},
	{`f(x) = arctan(x); value f at x=1`, `\frac{\pi}{4}`},
	{`f(x) = arccos(x); value f at x=-1/2`, `\frac{2\pi}{3}`},
	{`f(x) = cos(x); value f at x=-7π/6`, `-\frac{\sqrt{3}}{2}`},
	{`f(x,y) = x^2y; value f at x=1, y=2`, `2`},
	{`f(x,y) = x^2y; directional f along (3,4) at (1,2)`, `\frac{16}{5}`},
	{`L(u,v) = u^3 v + 4uv - v^2; dL at u=1, v=2`, `14\,du+dv`},
	{`f(x,y) = x^2y; d²f at (1,2)`, `4\,dx^2+4\,dx\,dy`},
	{`f(x,y) = x^2y; d²f`, `2y\,dx^2+4x\,dx\,dy`},
	{`x = r cos(θ); y = r sin(θ); jacobian x, y`, `\begin{pmatrix}\cos\theta&-r\sin\theta\\\sin\theta&r\cos\theta\end{pmatrix}`},
	{`L(u,v) = u^3 + 4uv - v^2; hessian L`, `\begin{pmatrix}6u&4\\4&-2\end{pmatrix}`},
	{`L(u,v) = u^3 + 4uv - v^2; ∇L`, `\left(3u^2+4v,-2v+4u\right)`},
	{`z = x^2y; x = cos(t); y = sin(t); dz/dt`, `\cos^3 t-2\cos t\sin^2 t`},
	{`z = f(x,y); x = cos(t); y = sin(t); dz/dt`, `\frac{\partial f}{\partial x}\cdot(-\sin t)+\frac{\partial f}{\partial y}\cdot\cos t`},
	{`E = -t log(y) - (1-t) log(1-y); y = σ(z); dE/dz`, `y-t`},

	{`σ(z) = 1/(1+e^(-z)); d²σ/dz²`, `\sigma(1-\sigma)(1-2\sigma)`},
	{`g(p) = 1/(e^p+1); d²g/dp²`, `g(1-g)(1-2g)`},

	{`h = tanh(w x + b); L = (h - t)^2 + λ w^2; ∂L/∂w`, `2x(h-t)\left(1-h^2\right)+2\lambda w`},

	// A component of softmax by the author's name.
	{`p = e^u/(e^u+e^v); E = -log(p); ∂E/∂u`, `p-1`},
	{`p = e^u/(e^u+e^v+e^w); E = -t log(p); ∂E/∂u`, `-t(1-p)`},
	{`p = exp(x)/(exp(x)+exp(y)); L = (p-t)^2; ∂L/∂x`, `2(p-t)\cdot p(1-p)`},
	{`f(x) = 7/(2x+1)^3; df/dx`, `-\frac{42}{(2x+1)^4}`},
	{`y = (2x+1)/(x-3); d²y/dx²`, `\frac{14}{(x-3)^3}`},

	// Piece by piece.
	{`h = relu(w x + b); L = (h-y)^2; ∂L/∂w`, `\begin{cases}2x(h-y)&(wx+b\gt 0)\\0&(wx+b\lt 0)\end{cases}`},
	{`f(w; x,b) = relu(w x + b); ∂f/∂w`, `\begin{cases}x&(wx+b\gt 0)\\0&(wx+b\lt 0)\end{cases}`},
	{`f(x,y) = max(x,y)^2; ∂f/∂x`, `\begin{cases}2\max(x,y)&(x\gt y)\\0&(x\lt y)\end{cases}`},
	{`y = abs(x)^3; dy/dx`, `3x\lvert x\rvert`},
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
