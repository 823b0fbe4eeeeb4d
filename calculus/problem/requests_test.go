package problem

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestRequests reads each request about the definitions above it.
func TestRequests(t *testing.T) {
	for _, group := range []struct {
		definitions string
		requests    [][2]string
	}{
		{"L(u,v) = u^3 + 4uv - v^2", [][2]string{
			{"∂L/∂u", "partial L u"},
			{"∂L/∂v =", "partial L v"},
			{"∂L/∂v = ?", "partial L v"},
			{"∂L/∂v =?", "partial L v"},
			{"∂L/∂v?", "partial L v"},
			{"∂L/∂u, ∂L/∂v", "partial L u; partial L v"},
			{"∂/∂u L", "partial L u"},
			{"∂/∂u", "partial L u"},
			{"∂ L / ∂ u", "partial L u"},
			{"∂L(u,v)/∂u", "partial L u"},
			{"∂²L/∂v∂u", "partial L u v"},
			{"∂^2L/∂v∂u", "partial L u v"},
			{"∂^2 L/∂u^2", "partial L u u"},
			{"∂²L/∂u²", "partial L u u"},
			{"∂³L/∂u²∂v", "partial L v u u"},
			{"∂²L/(∂u∂v)", "partial L v u"},
			{"dL/du", "ordinary L u"},
			{"d²L/du²", "ordinary L u u"},
			{"d^2L/du^2", "ordinary L u u"},
			{"d/du", "ordinary L u"},
			{"d/du L", "ordinary L u"},
			{`\frac{\partial L}{\partial u}`, "partial L u"},
			{`\frac{\partial}{\partial u} L`, "partial L u"},
			{`\frac{\partial}{\partial u}L(u,v)`, "partial L u"},
			{`\dfrac{\partial L}{\partial u} =`, "partial L u"},
			{`$\frac{\partial L}{\partial u}$`, "partial L u"},
			{`\(\frac{\partial^2 L}{\partial v\,\partial u}\)`, "partial L u v"},
			{`\frac{\partial^{2} L}{\partial u^{2}}`, "partial L u u"},
			{`\frac{dL}{du}`, "ordinary L u"},
			{`\frac{d}{du}L`, "ordinary L u"},
			{`\frac{\mathrm{d}L}{\mathrm{d}u}`, "ordinary L u"},
			{`\frac{d^2 L}{d u^2}`, "ordinary L u u"},
			{"dL", "total L u v"},
			{"dL =", "total L u v"},
			{"dL = ?", "total L u v"},
			{`\mathrm{d}L`, "total L u v"},
			{"d L", "total L u v"},
			{"∇L", "gradient L u v"},
			{`\nabla L`, "gradient L u v"},
			{"∇ L(u,v)", "gradient L u v"},
			{"∇", "gradient L u v"},
			{"grad L", "gradient L u v"},
			{"gradient L", "gradient L u v"},
			{"gradient of L", "gradient L u v"},
			{`\mathrm{grad} L`, "gradient L u v"},
			{`\operatorname{grad} L`, "gradient L u v"},
			{"grad", "gradient L u v"},
			{"L_u", "partial L u"},
			{"L_{uv}", "partial L u v"},
			{"L_uv", "partial L u v"},
			{"L_{u}(u,v)", "partial L u"},
			{"L_{vu}", "partial L v u"},
			{"D_u L", "partial L u"},
			{"D_u", "partial L u"},
			{"partial L by u, v", "partial L u; partial L v"},
			{"partial L by u and v", "partial L u; partial L v"},
			{"partial L wrt u", "partial L u"},
			{"partial L with respect to v", "partial L v"},
			{"partial derivatives of L", "partial L u; partial L v"},
			{"partial derivative of L wrt u", "partial L u"},
			{"partial u, v", "partial L u; partial L v"},
			{"partial L(u,v) by u", "partial L u"},
			{"partial", "partial L u; partial L v"},
			{"total", "total L u v"},
			{"total L", "total L u v"},
			{"total differential of L", "total L u v"},
			{"derivative L wrt u", "ordinary L u"},
			{"diff L by u", "ordinary L u"},
			{"differentiate L by u", "ordinary L u"},
			{"hessian L", "hessian L u v"},
			{"hessian", "hessian L u v"},
			{"Hessian matrix of L", "hessian L u v"},
			{"偏微分 u, v", "partial L u; partial L v"},
			{"偏微分 u、v", "partial L u; partial L v"},
			{"偏微分", "partial L u; partial L v"},
			{"偏微分せよ", "partial L u; partial L v"},
			{"偏微分 L", "partial L u; partial L v"},
			{"全微分", "total L u v"},
			{"全微分 L", "total L u v"},
			{"全微分を求めよ", "total L u v"},
			{"勾配 L", "gradient L u v"},
			{"勾配", "gradient L u v"},
			{"ヘッセ行列 L", "hessian L u v"},
			{"Lをuで偏微分", "partial L u"},
			{"L を u で偏微分せよ。", "partial L u"},
			{"Lをu, vで偏微分", "partial L u; partial L v"},
			{"Lをu、vで偏微分", "partial L u; partial L v"},
			{"Lをuとvで偏微分せよ", "partial L u; partial L v"},
			{"Lをuとvでそれぞれ偏微分しなさい", "partial L u; partial L v"},
			{"L(u,v)をuで偏微分してください", "partial L u"},
			{"uでLを偏微分する", "partial L u"},
			{"Lを偏微分せよ", "partial L u; partial L v"},
			{"Lのuについての偏微分", "partial L u"},
			{"Lのuに関する偏導関数を求めよ", "partial L u"},
			{"Lのuによる偏微分", "partial L u"},
			{"Lの全微分", "total L u v"},
			{"Lの全微分を求めよ", "total L u v"},
			{"Lの全微分を求めなさい。", "total L u v"},
			{"Lの全微分dLを求めよ", "total L u v"},
			{"Lの全微分dMを求めよ", "error not-a-statement"},
			{"Lを全微分せよ", "total L u v"},
			{"Lの勾配", "gradient L u v"},
			{"Lの勾配を求めよ", "gradient L u v"},
			{"Lの勾配ベクトルを計算せよ", "gradient L u v"},
			{"Lのヘッセ行列", "hessian L u v"},
			{"uで微分せよ", "ordinary L u"},
			{"ｄＬ", "total L u v"},
			{"∂Ｌ／∂ｕ", "partial L u"},
			{"Ｌをｕ，ｖで偏微分", "partial L u; partial L v"},
			{"∂L/∂u; dL", "partial L u; total L u v"},
			{"∂L/∂w", "error not-a-variable"},
			{"∂M/∂u", "error unknown-definition"},
			{"dM", "error unknown-definition"},
			{"L'", "error prime-of-several"},
			{"微分 L", "error which-variable"},
			{"jacobian L", "error not-yet"},
			{"chain L", "error not-yet"},
			{"table L", "error not-yet"},
			{"dL at u=1, v=2", "error not-yet"},
			{"点(1,2)での接平面", "error not-yet"},
			{"Lの値", "error not-yet"},
			{"連鎖律", "error not-yet"},
			{`\left.\frac{\partial L}{\partial u}\right|_{(1,2)}`, "error not-yet"},
			{"∂L/∂u(1,2)", "error not-yet"},
			{"L(1,2)", "error not-yet"},
			{"d²L", "error not-yet"},
			{"- dL", "error list"},
			{"hello", "error not-a-statement"},
			{"∂L/∂u = 3u", "error answer-given"},
		}},
		{"f(x) = x^2", [][2]string{
			{"f'(x)", "ordinary f x"},
			{"f'", "ordinary f x"},
			{"f''(x)", "ordinary f x x"},
			{"f′(x)", "ordinary f x"},
			{"f’’(x) = ?", "ordinary f x x"},
			{"f'(x), f''(x)", "ordinary f x; ordinary f x x"},
			{"derivative", "ordinary f x"},
			{"derivative f", "ordinary f x"},
			{"derivative of f", "ordinary f x"},
			{"diff f", "ordinary f x"},
			{"微分 f", "ordinary f x"},
			{"微分", "ordinary f x"},
			{"fを微分せよ", "ordinary f x"},
			{"fの導関数を求めよ", "ordinary f x"},
			{"fをxで微分", "ordinary f x"},
			{"df", "total f x"},
			{"df/dx", "ordinary f x"},
			{"f_x", "partial f x"},
			{"f'(1)", "error not-yet"},
			{"f'(y)", "error not-a-variable"},
			{"f", "error nothing-asked"},
		}},
		{`f(\theta, x_1, w_{ij}) = \theta x_1`, [][2]string{
			{"∂f/∂θ", "partial f theta"},
			{"∂f/∂theta", "partial f theta"},
			{`\frac{\partial f}{\partial\theta}`, "partial f theta"},
			{"∂f/∂x_1", "partial f x_1"},
			{"∂f/∂x₁", "partial f x_1"},
			{`\frac{\partial^2 f}{\partial x_1\partial\theta}`, "partial f theta x_1"},
			{`\frac{\partial f}{\partial w_{ij}}`, "partial f w_ij"},
			{"df/dθ", "ordinary f theta"},
			{"f_θ", "partial f theta"},
			{"fをx_1とw_{ij}で偏微分", "partial f x_1; partial f w_ij"},
		}},
		{"loss(rate) = rate^2", [][2]string{
			{"∂loss/∂rate", "partial loss rate"},
			{"dloss/drate", "ordinary loss rate"},
			{"dloss", "total loss rate"},
			{"loss'(rate)", "ordinary loss rate"},
			{"∇loss", "gradient loss rate"},
			{"lossをrateで微分", "ordinary loss rate"},
			{"parital loss", "error unknown-verb"},
		}},
		{"f(x) = x^2; g = f(t+1) + 2h; h(s) = s^2", [][2]string{
			{"dg", "total g t s"},
			{"∂g/∂t", "partial g t"},
			{"∂g/∂s", "partial g s"},
			{"∂g/∂x", "error not-a-variable"},
		}},
		{"L(w_1, ..., w_N)", [][2]string{
			{"dL", "total L"},
			{"∂L/∂w_k", "partial L w_k"},
			{"全微分", "total L"},
			{"∂L/∂v", "error not-a-variable"},
			{"偏微分", "error which-variable"},
		}},
		{"L = 1/2 (y-t)^2; z = wx + b; y = σ(z)", [][2]string{
			{"∂L/∂w", "partial L w"},
			{"∂L/∂z", "partial L z"},
			{"∂L/∂y", "partial L y"},
			{"dL", "total L w x b t"},
			{"dy/dz", "ordinary y z"},
		}},
	} {
		for _, r := range group.requests {
			p, diagnostics := Parse(group.definitions + "\n" + r[0])
			var got []string
			for _, d := range diagnostics {
				if d.Severity == Error {
					got = append(got, "error "+d.Code)
				}
			}
			for _, q := range p.Requests {
				text := fmt.Sprintf("%s %s", q.Kind, q.Function.Name)
				for _, v := range q.Wrt {
					text += " " + v.Name()
				}
				got = append(got, text)
			}
			if strings.Join(got, "; ") != r[1] {
				t.Errorf("%s\n%s\n got %s\nwant %s", group.definitions, r[0], strings.Join(got, "; "), r[1])
			}
		}
	}
}

// TestDefinitions reads blocks and compares what they define.
func TestDefinitions(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"L(u,v) = u^2v\ndL", []string{"L(u,v;) = u^2*v"}},
		{"L = u^2v^4\ndL", []string{"L u v; = u^2*v^4"}},
		{"L(u,v) = a u + b v\ndL", []string{"L(u,v;a,b) = a*u+b*v"}},
		{"f(x; μ, σ) = e^{-(x-μ)^2/(2σ^2)}\ndf", []string{"f(x;mu,sigma) = e^(-((x-mu)^2/(2*sigma^2)))"}},
		{"z = f(x, y)\ndz", []string{"z x y; = f(x,y)"}},
		{"f(x, y)\ndf", []string{"f(x,y;)"}},
		{"L(w_1, ..., w_N)\ndL", []string{"L(w_1..w_N;)"}},
		{"L(w_1, w_2, …, w_N)\ndL", []string{"L(w_1..w_N;)"}},
		{"L(w_1,\\ldots,w_N)\ndL", []string{"L(w_1..w_N;)"}},
		{"L(w_1, \\cdots, w_{N})\ndL", []string{"L(w_1..w_N;)"}},
		{"L(w₁, …, w₃) = w_1 w_3\ndL", []string{"L(w_1,w_2,w_3;) = w_1*w_3"}},
		{"L(x_0, ..., x_n)\ndL", []string{"L(x_0..x_n;)"}},
		{"vars u\nL = a u^2 + u v\ndL", []string{"L u;a,v = a*u^2+u*v"}},
		{"vars v, u\nL = u^2 v\ndL", []string{"L v u; = u^2*v"}},
		{"params a\nL = a u^2\ndL", []string{"L u;a = a*u^2"}},
		{"変数 u、v\n定数 a\nL = a u^2 v\ndL", []string{"L u v;a = a*u^2*v"}},
		{"L = 1/2 (y-t)^2; z = wx + b; y = σ(z)\ndL", []string{"L t; = (1/2)*(y-t)^2", "z w x b; = w*x+b", "y ; = sigmoid(z)"}},
		{"g(t) = f(t+1)\nf(x) = x^2\ndg", []string{"g(t;) = f(t+1)", "f(x;) = x^2"}},
		{"f(x)\ng(t) = f(t+1)\ndg", []string{"f(x;)", "g(t;) = f(t+1)"}},
		{"σ(z) = 1/(1+e^(-z))\ndσ/dz", []string{"sigma(z;) = 1/(1+e^(-z))"}},
		{"e(x) = x\ne'(x)", []string{"e(x;) = x"}},
		{"f(e, x) = e x\ndf", []string{"f(e,x;) = e*x"}},
		{"f(π) = 2π\ndf", []string{"f(pi;) = 2*pi"}},
		{"f(i) = i^2\ndf", []string{"f(i;) = i^2"}},
		{"L(u,v) := u v\ndL", []string{"L(u,v;) = u*v"}},
		{"L\\left(u,v\\right) = u v\ndL", []string{"L(u,v;) = u*v"}},
		{"$L(u,v) = u v$\n$dL$", []string{"L(u,v;) = u*v"}},
		{"\\[\nL(u,v) = u^2 \\\\\n\\]\ndL", []string{"L(u,v;) = u^2"}},
		{"$$\nL(u,v) = u^2 + v\n$$\ndL", []string{"L(u,v;) = u^2+v"}},
		{"\\begin{align*}\nL &= u^2 \\\\\nM &= v^2\n\\end{align*}\ndL; dM", []string{"L u; = u^2", "M v; = v^2"}},
		{"\\begin{aligned}\nL &= u^2 \\\\\n&\\quad + v\n\\end{aligned}\ndL", []string{"L u v; = u^2+v"}},
		{"L(u,v) = u^2 # the loss\n  + v^2 % continued\n\n# a comment\ndL", []string{"L(u,v;) = u^2+v^2"}},
		{"  L(u,v) = u^2\n  dL", []string{"L(u,v;) = u^2"}},
		{"\tL(u,v) = u^2\n\t\t+ v\n\tdL", []string{"L(u,v;) = u^2+v"}},
		{"L(u,v) = u^2\r\n\t+ v\r\ndL\r\n", []string{"L(u,v;) = u^2+v"}},
		{"Ｌ（ｕ，ｖ）＝ｕ²＋ｖ；ｄＬ", []string{"L(u,v;) = u^2+v"}},
		{"L(u,v) = u^3 + 4uv - v^2 を u, v でそれぞれ偏微分せよ。", []string{"L(u,v;) = u^3+4*u*v-v^2"}},
		{"L = u^2v^4 の全微分を求めよ", []string{"L u v; = u^2*v^4"}},
		{"価格(量) = 量^2\n価格を量で微分", []string{"価格(量;) = 量^2"}},
		{"売上 = 単価 × 数量\n売上の全微分", []string{"売上 単価 数量; = 単価*数量"}},
		{"\\mathrm{loss}(w) = w^2\n\\frac{d\\,\\mathrm{loss}}{dw}", []string{"loss(w;) = w^2"}},
		{"w_{t+1} = w\ndw", nil},
		{"y' = x^2\ndy'/dx", []string{"y' x; = x^2"}},
	} {
		p, diagnostics := Parse(test.text)
		var got []string
		for _, d := range p.Definitions {
			got = append(got, describe(d))
		}
		for _, d := range diagnostics {
			if d.Severity == Error && test.want != nil && d.Code != "unused-definition" {
				t.Errorf("%q: %s: %s", test.text, d.Code, d.Message("en"))
			}
		}
		if test.want != nil && !slices.Equal(got, test.want) {
			t.Errorf("%q\n got %q\nwant %q", test.text, got, test.want)
		}
	}
}

func describe(d *Definition) string {
	text := d.Name.Name()
	names := func(sep string) string {
		var list []string
		for _, v := range d.Vars {
			list = append(list, v.Name())
		}
		if d.Family != nil {
			list = append(list, fmt.Sprintf("%s_%s..%[1]s_%[3]s", d.Family.Base, d.Family.From, d.Family.To))
		}
		return strings.Join(list, sep)
	}
	var params []string
	for _, v := range d.Params {
		params = append(params, v.Name())
	}
	if d.ArgList {
		text += "(" + names(",") + ";" + strings.Join(params, ",") + ")"
	} else {
		text += " " + names(" ") + ";" + strings.Join(params, ",")
	}
	if d.Body != nil {
		text += " = " + d.Body.String()
	}
	return text
}
