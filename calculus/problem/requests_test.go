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
			{"jacobian L", "jacobian L u v"},
			{"chain L", "partial L u; partial L v"},
			{"table L", "error no-point"},
			{"table at (1,2)", "table L u v at u=1 v=2"},
			{"Lの点(1,2)における誤差表を作れ", "table L u v at u=1 v=2"},
			{"table L at (a,2)", "error point-of-letters"},
			{"linear approximation of L at (1,2)", "linear L u v at u=1 v=2"},
			{"linearize L at u=1, v=2", "linear L u v at u=1 v=2"},
			{"Lの点(1,2)における1次近似", "linear L u v at u=1 v=2"},
			{"Lの点(1,2)における一次近似を求めよ", "linear L u v at u=1 v=2"},
			{"点(1,2)での線形近似", "linear L u v at u=1 v=2"},
			{"linear L", "error no-point"},
			{"plot L", "plot L u v"},
			{"plot L at (1,2)", "plot L u v at u=1 v=2"},
			{"Lの図", "plot L u v"},
			{"Lの等高線をかけ", "plot L u v"},
			{"Lのグラフを描け", "plot L u v"},
			{"plot L at u=1", "error open-coordinate"},
			{"plot L at (a,1)", "error point-of-letters"},
			{"dL at u=1, v=2", "total L u v at u=1 v=2"},
			{"点(1,2)での接平面", "tangent L u v at u=1 v=2"},
			{"Lの値", "error no-point"},
			{"連鎖律", "partial L u; partial L v"},
			{`\left.\frac{\partial L}{\partial u}\right|_{(1,2)}`, "partial L u at u=1 v=2"},
			{"∂L/∂u(1,2)", "partial L u at u=1 v=2"},
			{"L(1,2)", "value L u v at u=1 v=2"},
			{"d²L", "total L u v of order 2"},
			{"d^2L", "total L u v of order 2"},
			{"d^2 L = ?", "total L u v of order 2"},
			{"d³L", "total L u v of order 3"},
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
			{"f'(1)", "ordinary f x at x=1"},
			{"f'(y)", "ordinary f x at x=y"},
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
				text := requestText(q)
				got = append(got, text)
			}
			if strings.Join(got, "; ") != r[1] {
				t.Errorf("%s\n%s\n got %s\nwant %s", group.definitions, r[0], strings.Join(got, "; "), r[1])
			}
		}
	}
}

// requestText writes a request in one line.
func requestText(q *Request) string {
	text := fmt.Sprintf("%s %s", q.Kind, q.Function.Name)
	for i, d := range q.Functions {
		if i > 0 {
			text += "," + d.Name.Name()
		}
	}
	if q.Determinant {
		text += " determinant"
	}
	for _, v := range q.Wrt {
		text += " " + v.Name()
	}
	for i, e := range q.Direction {
		if i == 0 {
			text += " along "
		} else {
			text += ","
		}
		text += e.String()
	}
	if q.Order > 0 {
		text += fmt.Sprintf(" of order %d", q.Order)
	}
	if q.Parameter != nil {
		text += " along " + q.Parameter.Name()
	}
	for i, c := range q.At {
		if i == 0 {
			text += " at"
		}
		text += fmt.Sprintf(" %s=%s", c.Var, c.Value)
	}
	for _, r := range q.Rates {
		text += fmt.Sprintf(" d%s/d%s=%s", r.Of, r.By, r.Value)
	}
	return text
}

// TestPoints reads requests with points and directions.
func TestPoints(t *testing.T) {
	for _, group := range []struct {
		definitions string
		requests    [][2]string
	}{
		{"f(x,y) = x^2y", [][2]string{
			{"∂f/∂x at (1,2)", "partial f x at x=1 y=2"},
			{"∂f/∂x at x=1, y=2 = ?", "partial f x at x=1 y=2"},
			{"∂f/∂x at y=2, x=1", "partial f x at y=2 x=1"},
			{"∂f/∂x at the point (1, -2)", "partial f x at x=1 y=-2"},
			{"∂f/∂x at (x,y) = (1,2)", "partial f x at x=1 y=2"},
			{"∂f/∂x at x=y=1", "partial f x at x=1 y=1"},
			{"∂f/∂x at x=1 and y=2", "partial f x at x=1 y=2"},
			{"∂f/∂x at x=π/2, y=√2", "partial f x at x=pi/2 y=sqrt(2)"},
			{"∂f/∂x evaluated at (a, b)", "partial f x at x=a y=b"},
			{"∂f/∂x at x=1", "partial f x at x=1"},
			{"∂f/∂x(1,2), ∂f/∂y(3,4)", "partial f x at x=1 y=2; partial f y at x=3 y=4"},
			{"∂f/∂x (1,2)", "partial f x at x=1 y=2"},
			{"f_x(1,2)", "partial f x at x=1 y=2"},
			{"f_{xy}(1,2)", "partial f x y at x=1 y=2"},
			{"D_x f(1,2)", "partial f x at x=1 y=2"},
			{"∇f(1,2)", "gradient f x y at x=1 y=2"},
			{"∇f at (1,2)", "gradient f x y at x=1 y=2"},
			{"hessian f at (0,0)", "hessian f x y at x=0 y=0"},
			{"f(1,2)", "value f x y at x=1 y=2"},
			{"f(1,2) = ?", "value f x y at x=1 y=2"},
			{"f(-1,2)", "value f x y at x=-1 y=2"},
			{"f(π,2)", "value f x y at x=pi y=2"},
			{"value f at x=1, y=2", "value f x y at x=1 y=2"},
			{"value of f at (1,2)", "value f x y at x=1 y=2"},
			{"evaluate f at (1,2)", "value f x y at x=1 y=2"},
			{"値 f at (1,2)", "value f x y at x=1 y=2"},
			{"tangent f at (1,2)", "tangent f x y at x=1 y=2"},
			{"tangent plane of f at (1,2)", "tangent f x y at x=1 y=2"},
			{"tangent plane to f at the point (1,2)", "tangent f x y at x=1 y=2"},
			{"接平面 f at (1,2)", "tangent f x y at x=1 y=2"},
			{"directional f along (3,4)", "directional f x y along 3,4"},
			{"directional f along (3,4) at (1,2)", "directional f x y along 3,4 at x=1 y=2"},
			{"directional f at (1,2) along (3,4)", "directional f x y along 3,4 at x=1 y=2"},
			{"directional derivative of f at (1,2) in the direction of (3,4)", "directional f x y along 3,4 at x=1 y=2"},
			{"directional derivative of f in the direction (cos θ, sin θ)", "directional f x y along cos(theta),sin(theta)"},
			{"directional along (3,4)", "directional f x y along 3,4"},
			{"derivative f along (3,4)", "directional f x y along 3,4"},
			{"dL", "error unknown-definition"},
			{`\left.\frac{\partial f}{\partial x}\right|_{(1,2)}`, "partial f x at x=1 y=2"},
			{`\left.\frac{\partial f}{\partial x}\right|_{x=1,\,y=2}`, "partial f x at x=1 y=2"},
			{`\left.\frac{\partial f}{\partial x}\right|_{(x,y)=(1,2)} =`, "partial f x at x=1 y=2"},
			{`\frac{\partial f}{\partial x}\bigg|_{\substack{x=1\\y=2}}`, "partial f x at x=1 y=2"},
			{`\frac{\partial f}{\partial x}\Big|_{(1,2)}`, "partial f x at x=1 y=2"},
			{`\frac{\partial f}{\partial x}(1,2)`, "partial f x at x=1 y=2"},
			{`\frac{\partial f}{\partial x}\left(\frac{\pi}{2},0\right)`, "partial f x at x=pi/2 y=0"},
			{`\left[\frac{\partial f}{\partial x}\right]_{x=1}`, "partial f x at x=1"},
			{`\nabla f(1,2)`, "gradient f x y at x=1 y=2"},
			{"∂f/∂x|_(1,2)", "partial f x at x=1 y=2"},
			{"∂f/∂x|_{x=1}", "partial f x at x=1"},
			{"∂f/∂x|_{x=1}, ∂f/∂y", "partial f x at x=1; partial f y"},
			{"点(1,2)で∂f/∂xを求めよ", "partial f x at x=1 y=2"},
			{"点(1, 2)における∂f/∂x", "partial f x at x=1 y=2"},
			{"点(a,b)でのfの勾配", "gradient f x y at x=a y=b"},
			{"fの点(1,2)における接平面", "tangent f x y at x=1 y=2"},
			{"fの点(1,2)における接平面の方程式を求めよ。", "tangent f x y at x=1 y=2"},
			{"点(1,2)におけるfの接平面を求めなさい", "tangent f x y at x=1 y=2"},
			{"(x,y)=(1,2)のときのfの値", "value f x y at x=1 y=2"},
			{"(x,y)=(1,2)のとき、fの全微分を求めよ", "total f x y at x=1 y=2"},
			{"x=1, y=2のときのfの値を求めよ", "value f x y at x=1 y=2"},
			{"x=1、y=2におけるfの値", "value f x y at x=1 y=2"},
			{"fの(1,2)における値", "value f x y at x=1 y=2"},
			{"f(1,2)の値を求めよ", "value f x y at x=1 y=2"},
			{"f(1,2)を求めよ", "value f x y at x=1 y=2"},
			{"∂f/∂xを求めよ", "partial f x"},
			{"fの点(1,2)でのxによる偏微分係数", "partial f x at x=1 y=2"},
			{"fの(3,4)方向の方向微分", "directional f x y along 3,4"},
			{"fの点(1,2)における(3,4)方向の方向微分を求めよ", "directional f x y along 3,4 at x=1 y=2"},
			{"点(1,2)でのfのベクトル(3,4)方向への方向微分係数", "directional f x y along 3,4 at x=1 y=2"},
			{"fを方向(3,4)に微分せよ", "error not-a-statement"},
			{"fを(3,4)方向に微分せよ", "directional f x y along 3,4"},
			{"点(1,2)での値", "value f x y at x=1 y=2"},
			{"接平面", "error no-point"},
			{"tangent f", "error no-point"},
			{"tangent f at x=1", "error open-coordinate"},
			{"directional f", "error no-direction"},
			{"directional f along (1,2,3)", "error direction-size"},
			{"directional f along (0,0)", "error zero-direction"},
			{"dM at (1,2)", "error unknown-definition"},
			{"df at (1,2,3)", "error point-size"},
			{"df at z=1", "error not-a-coordinate"},
			{"df at x=1, x=2", "error repeated-argument"},
			{"df at (x,1)", "error point-variable"},
			{"df at (f,1)", "error point-variable"},
			{"df at x=1, y=x", "error point-variable"},
			{"df at", "error not-a-statement"},
			{"df at x", "error point-size"},
			{"df at (1,,2)", "error bad-point"},
			{"df along (1,2)", "error stray-direction"},
			{"d/dx (x^2+1)", "error derivative-of-formula"},
			{"∂/∂x (f)", "partial f x"},
			{"∂/∂x [f(x,y)]", "partial f x"},
			{"∂/∂x(∂f/∂y)", "partial f y x"},
		}},
		{"f(x) = sin x", [][2]string{
			{"f'(0)", "ordinary f x at x=0"},
			{"f'(-1)", "ordinary f x at x=-1"},
			{"f'(π/2)", "ordinary f x at x=pi/2"},
			{"f'(π)", "ordinary f x at x=pi"},
			{"f''(0) = ?", "ordinary f x x at x=0"},
			{"f'(0), f'(1)", "ordinary f x at x=0; ordinary f x at x=1"},
			{"f(0)", "value f x at x=0"},
			{"f(π)", "value f x at x=pi"},
			{"f(2a)", "value f x at x=2*a"},
			{"df/dx at x=0", "ordinary f x at x=0"},
			{"df/dx at 0", "ordinary f x at x=0"},
			{`f'\left(\frac{\pi}{4}\right)`, "ordinary f x at x=pi/4"},
			{`\left.\frac{df}{dx}\right|_{x=0}`, "ordinary f x at x=0"},
			{"fのx=0における微分係数を求めよ", "ordinary f x at x=0"},
			{"x=0での微分係数", "ordinary f x at x=0"},
			{"f'(0)を求めよ", "ordinary f x at x=0"},
			{"f'(0)の値を求めよ", "ordinary f x at x=0"},
			{"fのx=0における接線の方程式", "tangent f x at x=0"},
			{"tangent line to f at x=0", "tangent f x at x=0"},
			{"tangent at x=0", "tangent f x at x=0"},
		}},
		{"x(r,θ) = r cos θ; y(r,θ) = r sin θ", [][2]string{
			{"jacobian x, y", "jacobian x,y r theta"},
			{"jacobian x, y by r, θ", "jacobian x,y r theta"},
			{"jacobian (x, y) by (θ, r)", "jacobian x,y theta r"},
			{"jacobian", "jacobian x,y r theta"},
			{"Jacobian matrix of x and y", "jacobian x,y r theta"},
			{"jacobian determinant x, y", "jacobian x,y determinant r theta"},
			{"Jacobian determinant of x, y with respect to r, θ", "jacobian x,y determinant r theta"},
			{"jacobian x, y at r=1, θ=0", "jacobian x,y r theta at r=1 theta=0"},
			{"ヤコビ行列 x, y", "jacobian x,y r theta"},
			{"ヤコビアン x, y", "jacobian x,y determinant r theta"},
			{"x, yのヤコビ行列", "jacobian x,y r theta"},
			{"xとyのr, θに関するヤコビアンを求めよ", "jacobian x,y determinant r theta"},
			{"(x, y)の(r, θ)についてのヤコビ行列", "jacobian x,y r theta"},
			{"∂(x,y)/∂(r,θ)", "jacobian x,y determinant r theta"},
			{`\frac{\partial(x,y)}{\partial(r,\theta)}`, "jacobian x,y determinant r theta"},
			{"∂(x,y)/∂(r,θ)を求めよ", "jacobian x,y determinant r theta"},
			{"jacobian determinant x", "error not-square"},
			{"jacobian x, y by t", "error not-a-variable"},
		}},
		{"L = 1/2 (y-t)^2; y = σ(z); z = wx + b", [][2]string{
			{"chain L by w", "partial L w"},
			{"chain rule L by w, b", "partial L w; partial L b"},
			{"連鎖律 L by w", "partial L w"},
			{"Lのwについての連鎖律", "partial L w"},
			{"連鎖律を用いてLをwで偏微分せよ", "partial L w"},
			{"Lをwで連鎖律を使って偏微分せよ", "partial L w"},
			{"∂L/∂w at w=1, x=2, b=0, t=1", "partial L w at w=1 x=2 b=0 t=1"},
			{"chain y by z", "partial y z"},
		}},
		{"y = 7", [][2]string{
			{"dy/dx", "ordinary y x"},
			{"∂y/∂x", "partial y x"},
			{"dy", "total y"},
			{"微分 y", "error which-variable"},
			{"gradient", "error which-variable"},
			{"yのヘッセ行列", "error which-variable"},
			{"jacobian y", "error which-variable"},
			{"d²y", "error which-variable"},
			{"diff(x^2,)", "error derivative-of-formula"},
		}},
		{"f(x) = 7", [][2]string{
			{"f'(x)", "ordinary f x"},
			{"∂f/∂y", "error not-a-variable"},
		}},
		{"f(x) = x^2 の x=1 における微分係数を求めよ", [][2]string{
			{"", "ordinary f x at x=1"},
		}},
		{"L = u^2v の u=1, v=2 のときの値", [][2]string{
			{"", "value L u v at u=1 v=2"},
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
				got = append(got, requestText(q))
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
	if e := d.Equation; e != nil {
		left := ""
		if e.Left != nil {
			left = e.Left.String()
		}
		if e.Function != nil {
			left += e.Function.Name.Name() + "()"
		}
		text += " where " + left + " = " + e.Right.String()
	}
	return text
}
