package latex_test

import (
	"testing"

	. "github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

func num(s string) Expr {
	n, ok := ParseNum(s)
	if !ok {
		panic(s)
	}
	return n
}

var notation = []struct {
	in   Expr
	want string
}{
	// Numbers and signs.
	{Int(-3), `-3`},
	{Rat(2, 3), `\frac{2}{3}`},
	{Rat(-2, 3), `-\frac{2}{3}`},
	{num("0.50"), `0.5`},
	{Mul(Rat(2, 3), x), `\frac{2}{3}x`},
	{Mul(Rat(-2, 3), x), `-\frac{2}{3}x`},
	{Mul(num("0.5"), x), `0.5x`},
	{Mul(Two, Three(), x), `2\cdot 3x`},
	{Mul(Two, Mul(Three(), x)), `2\cdot 3x`},
	{Mul(Two, Int(-3)), `2\cdot(-3)`},
	{Mul(x, Int(-3), y), `x\cdot(-3)y`},
	{Mul(x, Rat(-1, 2)), `x\cdot\left(-\frac{1}{2}\right)`},
	{Mul(One, x), `1\cdot x`},
	{Mul(Zero, x), `0\cdot x`},
	{Mul(MinusOne, One, x), `-1\cdot x`},
	{Neg(x), `-x`},
	{Neg(Neg(x)), `-(-x)`},
	{Mul(MinusOne, Int(-3), Int(-2)), `-(-3)\cdot(-2)`},
	{Mul(MinusOne, Mul(MinusOne, x), y), `-(-x)\,y`},
	{Mul(Mul(MinusOne, x), y), `-xy`},
	{Mul(Two, Neg(x)), `2\cdot(-x)`},
	{Neg(Div(y, Add(sq(x), sq(y)))), `-\frac{y}{x^2+y^2}`},
	{Div(Neg(y), x), `\frac{-y}{x}`},
	{Mul(Int(-2), Div(x, y)), `-2\cdot\frac{x}{y}`},

	// Products over an index.
	{ProductOver(i, One, bigN, Indexed("x", i)), `\prod_{i=1}^{N}x_i`},
	{ProductOver(i, One, bigN, Add(x, Indexed("x", i))), `\prod_{i=1}^{N}(x+x_i)`},
	{ProductOver(i, One, bigN, Indexed("x", i), k), `\prod_{i\ne k}x_i`},
	{ProductOver(i, One, bigN, Indexed("x", i), Sub(k, One), k), `\prod_{i\ne k-1,k}x_i`},
	{SumOver(i, One, bigN, Indexed("x", i), k), `\sum_{i\ne k}x_i`},
	{SumOver(k, One, bigN, ProductOver(i, One, k, Indexed("x", i), v)), `\sum_{k=1}^{N}\prod_{i=1,i\ne v}^{k}x_i`},
	{Mul(x, ProductOver(i, One, bigN, Indexed("x", i))), `x\prod_{i=1}^{N}x_i`},
	{Mul(ProductOver(i, One, bigN, Indexed("x", i)), x), `\left(\prod_{i=1}^{N}x_i\right)\,x`},
	{Power(ProductOver(i, One, bigN, Indexed("x", i)), Two), `\left(\prod_{i=1}^{N}x_i\right)^2`},
	{Log.Of(ProductOver(i, One, bigN, Indexed("x", i))), `\log\left(\prod_{i=1}^{N}x_i\right)`},
	{SumOver(Symbol("j"), One, bigN, Mul(D(Indexed("x", Symbol("j")), true, Indexed("x", k)), ProductOver(i, One, bigN, Indexed("x", i), Symbol("j")))),
		`\sum_{j=1}^{N}\frac{\partial x_j}{\partial x_k}\,\prod_{i\ne j}x_i`},

	// Logarithms of absolute values.
	{Log.Of(Abs.Of(Add(x, One))), `\log\lvert x+1\rvert`},
	{Mul(Log.Of(Abs.Of(x)), y), `\log\left(\lvert x\rvert\right)\,y`},
	{Mul(Two, Log.Of(Abs.Of(x)), Sin.Of(x)), `2\log\lvert x\rvert\sin x`},

	// Factorials.
	{Factorial.Of(x), `x!`},
	{Factorial.Of(Add(x, One)), `(x+1)!`},
	{Mul(Two, x, Factorial.Of(y)), `2xy!`},
	{Mul(Two, Factorial.Of(Three())), `2\cdot 3!`},
	{Power(Factorial.Of(x), Two), `(x!)^2`},
	{Log.Of(Factorial.Of(x)), `\log(x!)`},
	{Div(Power(x, y), Factorial.Of(y)), `\frac{x^y}{y!}`},
	{Mul(Factorial.Of(Indexed("x", Symbol("i"))), y), `x_i!\,y`},

	// Sums.
	{Sub(x, y), `x-y`},
	{Add(Neg(x), y), `-x+y`},
	{Sub(x, Sub(y, z)), `x-(y-z)`},
	{Add(Add(x, y), z), `(x+y)+z`},
	{Sub(x, Int(3)), `x-3`},
	{Add(x, Int(-3)), `x-3`},
	{Sub(x, Int(-3)), `x-(-3)`},
	{Sub(x, Neg(y)), `x-(-y)`},
	{Add(x, Mul(Mul(Int(-2), y), z)), `x-2yz`},
	{Add(x, Div(Neg(y), z)), `x+\frac{-y}{z}`},
	{Sub(x, Div(One, Two)), `x-\frac{1}{2}`},
	{Sub(x, Zero), `x-0`},
	{Sub(x, Mul(Two, Add(x, y))), `x-2(x+y)`},

	// Products and what stands between their factors.
	{Mul(x, y, z), `xyz`},
	{Mul(x, Int(2)), `x\cdot 2`},
	{Mul(x, Power(Two, x)), `x\cdot 2^x`},
	{Mul(Add(x, One), Int(2)), `(x+1)\cdot 2`},
	{Mul(Add(x, One), y), `(x+1)\,y`},
	{Mul(x, Add(y, One)), `x(y+1)`},
	{Mul(Add(x, One), Add(y, One)), `(x+1)(y+1)`},
	{Mul(x, e(x)), `x\,e^x`},
	{Mul(sq(x), e(x)), `x^2e^x`},
	{Mul(Three(), e(x)), `3e^x`},
	{Mul(e(u), e(v)), `e^ue^v`},
	{Mul(e(u), v), `e^uv`},
	{Mul(Two, Pi, x), `2\pi x`},
	{Mul(theta, x), `\theta x`},
	{Mul(Two, Div(x, y)), `2\cdot\frac{x}{y}`},
	{Mul(Div(x, y), Div(u, v)), `\frac{x}{y}\cdot\frac{u}{v}`},
	{Mul(Div(x, y), z), `\frac{x}{y}z`},
	{Mul(Div(One, bigN), dee(y, x)), `\frac{1}{N}\cdot\frac{dy}{dx}`},
	{Mul(dee(y, x), z), `\frac{dy}{dx}\cdot z`},
	{Mul(dee(sq(x), x), e(x)), `\frac{d}{dx}\left(x^2\right)\cdot e^x`},
	{Mul(Sin.Of(x), dee(sq(x), x)), `\sin x\cdot\frac{d}{dx}\left(x^2\right)`},
	{Mul(x, Sqrt.Of(y)), `x\sqrt{y}`},
	{Mul(Symbol("loss"), x), `\mathrm{loss}\,x`},
	{Mul(Symbol("yhat"), x), `\hat{y}x`},
	{Mul(x, Symbol("yhat")), `x\hat{y}`},
	{Power(Symbol("xdot"), Two), `\dot{x}^2`},
	{Power(x, Symbol("yhat")), `x^{\hat{y}}`},
	{Sin.Of(Symbol("thetahat")), `\sin\hat{\theta}`},
	{Mul(x, SumOver(i, One, bigN, Indexed("w", i))), `x\sum_{i=1}^{N}w_i`},
	{Mul(SumOver(i, One, bigN, Indexed("w", i)), x), `\left(\sum_{i=1}^{N}w_i\right)\,x`},
	{SumOver(i, One, bigN, Add(Indexed("w", i), x)), `\sum_{i=1}^{N}(w_i+x)`},
	{SumOver(i, One, bigN, Neg(Indexed("w", i))), `\sum_{i=1}^{N}(-w_i)`},

	// Functions.
	{Sin.Of(x), `\sin x`},
	{Tan.Of(theta), `\tan\theta`},
	{Sin.Of(Two), `\sin 2`},
	{Sin.Of(Int(-2)), `\sin(-2)`},
	{Sin.Of(Indexed("x", One)), `\sin x_1`},
	{Cos.Of(Mul(Two, x)), `\cos(2x)`},
	{Cos.Of(Neg(x)), `\cos(-x)`},
	{Log.Of(Add(x, One)), `\log(x+1)`},
	{Sin.Of(sq(x)), `\sin\left(x^2\right)`},
	{Sin.Of(Cos.Of(x)), `\sin(\cos x)`},
	{Sin.Of(Cos.Of(Mul(Two, x))), `\sin\left(\cos(2x)\right)`},
	{Cos.Of(e(sq(x))), `\cos\left(e^{x^2}\right)`},
	{Arcsin.Of(x), `\arcsin x`},
	{Sech.Of(x), `\mathop{\mathrm{sech}}x`},
	{Arsinh.Of(Mul(Two, x)), `\mathop{\mathrm{arsinh}}(2x)`},
	{Abs.Of(x), `\lvert x\rvert`},
	{Abs.Of(Div(x, y)), `\left\lvert\frac{x}{y}\right\rvert`},
	{Mul(Abs.Of(x), y), `\lvert x\rvert\,y`},
	{Max.Of(a, b), `\max(a,b)`},
	{Max.Of(Zero, sq(x)), `\max\left(0,x^2\right)`},
	{LogBase.Of(Two, x), `\log_2 x`},
	{LogBase.Of(Int(10), Mul(Two, x)), `\log_{10}(2x)`},
	{Ln.Of(x), `\ln x`},
	{Exp.Of(x), `\exp(x)`},
	{Sigmoid.Of(x), `\sigma(x)`},
	{ReLU.Of(x), `\mathop{\mathrm{ReLU}}(x)`},
	{Sign.Of(x), `\mathop{\mathrm{sgn}}(x)`},
	{Sqrt.Of(x), `\sqrt{x}`},
	{Root.Of(Int(3), x), `\sqrt[3]{x}`},
	{Root.Of(Add(m, One), x), `\sqrt[{m+1}]{x}`},
	{ApplyTo("f", x, y), `f(x,y)`},
	{ApplyTo("f", sq(x), y), `f\left(x^2,y\right)`},
	{ApplyTo("phi", x), `\phi(x)`},

	// What follows a function is not its argument.
	{Mul(Sin.Of(x), y), `\sin(x)\,y`},
	{Mul(Sin.Of(x), Add(x, One)), `\sin(x)\,(x+1)`},
	{Mul(Log.Of(x), e(x)), `\log(x)\,e^x`},
	{Mul(sq(Sin.Of(x)), y), `\sin^2(x)\,y`},
	{Mul(Cos.Of(y), Sin.Of(x)), `\cos y\sin x`},
	{Mul(Cos.Of(x), Two, x), `\cos x\cdot 2x`},
	{Mul(Cos.Of(x), Diff(x)), `\cos x\,dx`},
	{Mul(Mul(x, Sin.Of(x)), y), `x\sin(x)\,y`},
	{Mul(Mul(x, Sin.Of(x)), Mul(Two, y)), `x\sin x\cdot 2y`},

	// Powers.
	{Power(x, Int(10)), `x^{10}`},
	{Power(x, Int(-1)), `x^{-1}`},
	{Power(x, Half), `x^{\frac{1}{2}}`},
	{Power(x, theta), `x^\theta`},
	{Mul(Power(x, theta), y), `x^\theta y`},
	{sq(Add(x, One)), `(x+1)^2`},
	{sq(Add(sq(x), One)), `\left(x^2+1\right)^2`},
	{Power(sq(x), Int(3)), `\left(x^2\right)^3`},
	{Power(x, sq(y)), `x^{y^2}`},
	{sq(Div(a, b)), `\left(\frac{a}{b}\right)^2`},
	{sq(Rat(1, 2)), `\left(\frac{1}{2}\right)^2`},
	{sq(Int(-2)), `(-2)^2`},
	{sq(Mul(a, b)), `(ab)^2`},
	{sq(Neg(a)), `(-a)^2`},
	{sq(Symbol("w_1")), `w_1^2`},
	{sq(Symbol("x'")), `x'^2`},
	{sq(Sin.Of(x)), `\sin^2 x`},
	{sq(Sin.Of(Mul(Two, x))), `\sin^2(2x)`},
	{sq(Sech.Of(x)), `\mathop{\mathrm{sech}}\nolimits^2 x`},
	{Power(Sin.Of(x), Int(-1)), `(\sin x)^{-1}`},
	{Power(Sin.Of(x), y), `(\sin x)^y`},
	{sq(Log.Of(x)), `(\log x)^2`},
	{sq(Log.Of(Add(x, One))), `\left(\log(x+1)\right)^2`},
	{sq(Sqrt.Of(x)), `\left(\sqrt{x}\right)^2`},
	{sq(Abs.Of(x)), `\lvert x\rvert^2`},
	{sq(Sigmoid.Of(x)), `\sigma(x)^2`},
	{sq(ApplyTo("f", x)), `f(x)^2`},
	{sq(dee(y, x)), `\left(\frac{dy}{dx}\right)^2`},
	{sq(Diff(x)), `dx^2`},
	{e(Neg(Div(sq(Sub(x, m)), Mul(Two, sq(s))))), `e^{-\frac{(x-m)^2}{2s^2}}`},
	{e(sq(x)), `e^{x^2}`},
	{e(e(x)), `e^{e^x}`},
	{e(e(sq(x))), `\exp\left(e^{x^2}\right)`},
	{Mul(x, e(e(sq(x)))), `x\exp\left(e^{x^2}\right)`},
	{Mul(Two, x, e(e(sq(x))), y), `2x\exp\left(e^{x^2}\right)\,y`},

	// Derivatives and differentials.
	{dee(x, x), `\frac{d}{dx}(x)`},
	{dee(y, x, x), `\frac{d^2y}{dx^2}`},
	{dee(theta, t), `\frac{d\theta}{dt}`},
	{dee(x, theta), `\frac{dx}{d\theta}`},
	{par(theta, theta), `\frac{\partial}{\partial\theta}(\theta)`},
	{par(Symbol("f"), x, x), `\frac{\partial^2 f}{\partial x^2}`},
	{par(Symbol("f"), x, y), `\frac{\partial^2 f}{\partial y\,\partial x}`},
	{par(Symbol("f"), x, x, y), `\frac{\partial^3 f}{\partial y\,\partial x^2}`},
	{par(Mul(x, y), x, y), `\frac{\partial^2}{\partial y\,\partial x}(xy)`},
	{par(par(bigL, u), v), `\frac{\partial}{\partial v}\left(\frac{\partial L}{\partial u}\right)`},
	{dee(ApplyTo("f", x), x), `\frac{d}{dx}f(x)`},
	{Diff(theta), `d\theta`},
	{Diff(Indexed("w", i)), `dw_i`},
	{Mul(Diff(x), Diff(y)), `dx\,dy`},
	{Neg(Diff(x)), `-dx`},
	{Sub(x, Diff(x)), `x-dx`},

	// Families and pieces.
	{Indexed("w", i, j), `w_{ij}`},
	{Indexed("w", One, Two), `w_{1,2}`},
	{Indexed("w", Add(i, One)), `w_{i+1}`},
	{Indexed("w", i, Add(j, One)), `w_{i,j+1}`},
	{Indexed("w_1", i), `w_{1,i}`},
	{Indexed("delta", i, k), `\delta_{ik}`},
	{Piecewise(Branch{Value: x, Cond: rel(x, Greater, Zero)}, Branch{Value: Neg(x), Cond: rel(x, LessEqual, Zero)}),
		`\begin{cases}x&(x\gt 0)\\-x&(x\le 0)\end{cases}`},
	{Mul(Two, Piecewise(Branch{Value: x, Cond: rel(x, NotEqual, Zero)})), `2\left(\begin{cases}x&(x\ne 0)\end{cases}\right)`},
}

// Three is a number of its own, so that the table shares no node.
func Three() Expr { return Int(3) }

func rel(l Expr, op Op, r Expr) Relation { return Relation{Left: l, Op: op, Right: r} }

func TestNotation(t *testing.T) {
	for _, tt := range notation {
		if got := latex.String(tt.in); got != tt.want {
			t.Errorf("%v\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

var symbols = []struct{ in, want string }{
	{"x", `x`},
	{"alpha", `\alpha`},
	{"α", `\alpha`},
	{"varepsilon", `\varepsilon`},
	{"Gamma", `\Gamma`},
	{"Alpha", `\mathrm{A}`},
	{"w_1", `w_1`},
	{"w_i", `w_i`},
	{"w_ij", `w_{ij}`},
	{"w_12", `w_{12}`},
	{"a_ijk", `a_{ijk}`},
	{"x_1_2", `x_{1,2}`},
	{"theta_0", `\theta_0`},
	{"x_alpha", `x_{\alpha}`},
	{"x_i_alpha_j", `x_{i,\alpha,j}`},
	{"x_max", `x_{\mathrm{max}}`},
	{"x'", `x'`},
	{"x''", `x''`},
	{"x_1'", `x_1'`},
	{"x'_1", `x_1'`},
	{"loss", `\mathrm{loss}`},
	{"yhat", `\hat{y}`},
	{"xbar_1", `\bar{x}_1`},
	{"thetahat_ij'", `\hat{\theta}_{ij}'`},
	{"x_yhat", `x_{\hat{y}}`},
	{"x1", `\mathrm{x1}`},
	{"損失", `\text{損失}`},
	{"損失_1", `\text{損失}_1`},
	{"x_学習", `x_{\text{学習}}`},
	{"_1", `\text{＿1}`},
	{"a$b", `\text{a＄b}`},
}

func TestSymbol(t *testing.T) {
	for _, tt := range symbols {
		if got := latex.Symbol(tt.in); got != tt.want {
			t.Errorf("Symbol(%q) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestLogStyle(t *testing.T) {
	for _, tt := range []struct{ log, want string }{
		{"", `\log x+\ln x`},
		{"log", `\log x+\log x`},
		{"ln", `\ln x+\ln x`},
	} {
		got, err := latex.Style{Log: tt.log}.Format(Add(Log.Of(x), Ln.Of(x)))
		if err != nil || got != tt.want {
			t.Errorf("Log: %q: %s, %v; want %s", tt.log, got, err, tt.want)
		}
	}
}

func TestVariablesStyle(t *testing.T) {
	style := latex.Style{Variables: []string{"u", "v"}}
	for _, tt := range []struct {
		in   Expr
		want string
	}{
		{par(u, v), `\frac{\partial}{\partial v}(u)`},
		{par(bigL, v), `\frac{\partial L}{\partial v}`},
		{Mul(four, par(u, v), w), `4\,\frac{\partial}{\partial v}(u)\cdot w`},
	} {
		if got, err := style.Format(tt.in); err != nil || got != tt.want {
			t.Errorf("got %s, %v; want %s", got, err, tt.want)
		}
	}
}

func TestSignsAgree(t *testing.T) {
	// Where calculus sees a sign to split off, the printer writes one.
	for _, tt := range append(examples, notation...) {
		if _, minus := SplitSign(tt.in); minus && latex.String(tt.in)[0] != '-' {
			t.Errorf("%v is negative, but printed %s", tt.in, latex.String(tt.in))
		}
	}
}
