package problem

import (
	"strings"
	"testing"
)

// TestDisguises reads requests that are others in another form.
func TestDisguises(t *testing.T) {
	for _, group := range []struct {
		definition string
		requests   [][2]string
	}{
		{"f(x,y) = x^2y", [][2]string{
			{`\partial_x f`, "partial f x"},
			{"∂_x f", "partial f x"},
			{`\partial_{x} f(x,y)`, "partial f x"},
			{`\partial_x\partial_y f`, "partial f y x"},
			{"∂_x f, ∂_y f", "partial f x; partial f y"},
			{`\frac{\partial}{\partial x}\left(\frac{\partial f}{\partial y}\right)`, "partial f y x"},
			{"∂/∂x(∂f/∂y)", "partial f y x"},
			{"∂/∂x(∂²f/∂y∂x)", "partial f x y x"},
			{"∂/∂x(df/dy)", "error mixed-signs"},
			{"∂f/∂x f", "error not-a-statement"},
			{"f_x と f_y を求めよ", "partial f x; partial f y"},
			{"∂f/∂x と ∂f/∂y を求めよ", "partial f x; partial f y"},
			{"f_x, f_y を求めよ", "partial f x; partial f y"},
			{"fの2階偏導関数を求めよ", "partial f x x; partial f x y; partial f y y"},
			{"fの第2次偏導関数をすべて求めよ", "partial f x x; partial f x y; partial f y y"},
			{"fの2階の偏導関数", "partial f x x; partial f x y; partial f y y"},
			{"second partial derivatives of f", "partial f x x; partial f x y; partial f y y"},
			{"find all second-order partial derivatives of f.", "partial f x x; partial f x y; partial f y y"},
			{"fの2階全微分", "total f x y of order 2"},
			{"second total differential of f", "total f x y of order 2"},
			{"find ∂f/∂x", "partial f x"},
			{"Find the gradient of f.", "gradient f x y"},
			{"compute df", "total f x y"},
			{"second hessian f", "error not-yet"},
		}},
		{"f(x) = x^5", [][2]string{
			{"f^{(4)}(x)", "ordinary f x x x x"},
			{"f^(2)(1)", "ordinary f x x at x=1"},
			{"second derivative of f", "ordinary f x x"},
			{"fの2階導関数を求めよ", "ordinary f x x"},
			{"fの導関数と2階導関数を求めよ", "ordinary f x; ordinary f x x"},
			{"fのx=1における2階微分係数", "ordinary f x x at x=1"},
			{"3階微分 f", "ordinary f x x x"},
			{"d/dx(df/dx)", "ordinary f x x"},
			{`\frac{d}{dx}\left(\frac{df}{dx}\right)`, "ordinary f x x"},
			{"99階微分 f", "error order-too-high"},
		}},
	} {
		for _, r := range group.requests {
			p, diagnostics := Parse(group.definition + "\n" + r[0])
			var got []string
			for _, d := range diagnostics {
				got = append(got, string(d.Severity)+" "+d.Code)
			}
			for _, q := range p.Requests {
				got = append(got, requestText(q))
			}
			if strings.Join(got, "; ") != r[1] {
				t.Errorf("%s\n got %s\nwant %s", r[0], strings.Join(got, "; "), r[1])
			}
		}
	}
}
