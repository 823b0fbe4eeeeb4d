package problem

import (
	"slices"
	"strings"
	"testing"
)

// TestFixesMeanWhatTheySay applies both fixes of every form that can be read two
// ways, and compares how the mended blocks are read.
func TestFixesMeanWhatTheySay(t *testing.T) {
	seen := map[string]bool{}
	for _, test := range []struct{ block, code, first, second string }{
		{"f(x) = 1/2x + 3 ⏎ f'", "ambiguous-division", "f(x;) = 1/(2*x)+3 | ordinary f x", "f(x;) = (1/2)*x+3 | ordinary f x"},
		{"f(x) = 1/2(x-1)^2 ⏎ f'", "ambiguous-division", "f(x;) = 1/(2*(x-1)^2) | ordinary f x", "f(x;) = (1/2)*(x-1)^2 | ordinary f x"},
		{"f(x) = x/2π ⏎ f'", "ambiguous-division", "f(x;) = x/(2*pi) | ordinary f x", "f(x;) = (x/2)*pi | ordinary f x"},
		{"f(x,y) = sin x y ⏎ df", "ambiguous-argument", "f(x,y;) = sin(x*y) | total f x y", "f(x,y;) = sin(x)*y | total f x y"},
		{"f(x,y) = \\sin x(y+1) ⏎ df", "ambiguous-argument", "f(x,y;) = sin(x*(y+1)) | total f x y", "f(x,y;) = sin(x)*(y+1) | total f x y"},
		{"f(x) = \\frac12 x^12 ⏎ f'", "ambiguous-exponent", "f(x;) = (1/2)*x^12 | ordinary f x", "f(x;) = (1/2)*x^1*2 | ordinary f x"},
		{"f(x) = \\sin^12 x ⏎ f'", "ambiguous-exponent", "f(x;) = sin(x)^12 | ordinary f x", "f(x;) = sin(2)^1*x | ordinary f x"},
		{"f(x) = e⁻ˣ² ⏎ f'", "ambiguous-raised", "f(x;) = e^(-x^2) | ordinary f x", "f(x;) = e^(-x*2) | ordinary f x"},
		{"f(x) = 1e-3x ⏎ f'", "ambiguous-number", "f(x;) = 1*10^(-3)*x | ordinary f x", "f(x;) = 1*e-3*x | ordinary f x"},
		{"f(x) = 2E3 x ⏎ f'", "ambiguous-number", "f(x;) = 2*10^3*x | ordinary f x", "f(x;E) = 2*E*3*x | ordinary f x"},
		{"L = \\frac12 w_ij ⏎ dL", "ambiguous-subscript", "L w_ij; = (1/2)*w_ij | total L w_ij", "L w_i j; = (1/2)*w_i*j | total L w_i j"},
		{"L = \\frac12 x_12 ⏎ dL", "ambiguous-subscript", "L x_12; = (1/2)*x_12 | total L x_12", "L x_1; = (1/2)*x_1*2 | total L x_1"},
		{"L = \\frac12 x2 ⏎ dL", "ambiguous-digit", "L x_2; = (1/2)*x_2 | total L x_2", "L x; = (1/2)*x*2 | total L x"},
		{"f(x) = \\frac{x}12 ⏎ df", "ambiguous-fraction", "f(x;) = x/12 | total f x", "f(x;) = (x/1)*2 | total f x"},
		{"f(x) = √2x ⏎ f'", "ambiguous-root", "f(x;) = sqrt(2*x) | ordinary f x", "f(x;) = sqrt(2)*x | ordinary f x"},
		{"f(x) = √x² ⏎ f'", "ambiguous-root", "f(x;) = sqrt(x^2) | ordinary f x", "f(x;) = sqrt(x)^2 | ordinary f x"},
		{"f(x) = \\sqrt12 x ⏎ f'", "ambiguous-root", "f(x;) = sqrt(12)*x | ordinary f x", "f(x;) = sqrt(1)*2*x | ordinary f x"},
		{"L = u(v+1) ⏎ dL", "ambiguous-call", "L u v; = u*(v+1) | total L u v", "u(t;) | L v; = u(v+1) | total L v"},
		{"L(m,u) = 3mu ⏎ dL", "ambiguous-name", "L(m,u;mu) = 3*mu | total L m u | [warning unused-argument] | [warning unused-argument]", "L(m,u;) = 3*m*u | total L m u"},
		{"f(x) = log2 x ⏎ f'", "ambiguous-logarithm", "f(x;) = logb(2,x) | ordinary f x", "f(x;) = log(2*x) | ordinary f x"},
		{"L = qlogq ⏎ dL", "unclear-word", "L q; = q*log(q) | total L q", "L q l o g; = q*l*o*g*q | total L q l o g"},
		{"f(x) = \\frac12 sin(x) ⏎ f'", "plain-name-in-latex", "f(x;) = (1/2)*sin(x) | ordinary f x", "f(x;s,i,n) = (1/2)*s*i*n*x | ordinary f x"},
		{"f(x) = 2 3 x ⏎ f'", "missing-operator", "f(x;) = 2*3*x | ordinary f x", "f(x;) = 2+3*x | ordinary f x"},
		{"f(x) = sen(x) ⏎ f'", "undefined-function", "f(x;) = sin(x) | ordinary f x", "f(x;s,n) = s*e*n*x | ordinary f x"},
		{"f(x) = LOG x ⏎ f'", "undefined-function", "f(x;) = log(x) | ordinary f x", "f(x;L,O,G) = L*O*G*x | ordinary f x"},
		{"f(x) = tg x ⏎ f'", "undefined-function", "f(x;) = tan(x) | ordinary f x", "f(x;t,g) = t*g*x | ordinary f x"},
		{"f(x) = lg x ⏎ f'", "undefined-function", "f(x;) = logb(10,x) | ordinary f x", "f(x;l,g) = l*g*x | ordinary f x"},
		{"L(u,v) = u^2v ⏎ Lをuで偏微分し、vで偏微分せよ", "ambiguous-sequence", "L(u,v;) = u^2*v | partial L u v", "L(u,v;) = u^2*v | partial L u | partial L v"},
	} {
		block := strings.ReplaceAll(test.block, " ⏎ ", "\n")
		_, diagnostics := Parse(block)
		i := slices.IndexFunc(diagnostics, func(d Diagnostic) bool { return d.Code == test.code })
		if i < 0 || len(diagnostics[i].Fixes) != 2 {
			t.Errorf("%s: no %s with two fixes: %v", test.block, test.code, diagnostics)
			continue
		}
		seen[test.code] = true
		d := diagnostics[i]
		for k, want := range []string{test.first, test.second} {
			if got := inOneLine(d.Fixes[k].Apply(block)); got != want {
				t.Errorf("%s\n fix %q\n got %s\nwant %s", test.block, d.Fixes[k].Text, got, want)
			}
		}
		for _, lang := range []string{"en", "ja"} {
			help := strings.Join(d.Help(lang), " ")
			for _, fix := range d.Fixes {
				if strings.HasPrefix(d.Code, "ambiguous-") && !strings.Contains(help, strings.TrimSpace(fix.Text)) {
					t.Errorf("%s: %q does not say to write %q", test.block, help, fix.Text)
				}
			}
		}
	}
	for _, code := range Codes() {
		if twoWays := strings.HasPrefix(code, "ambiguous-") || code == "unclear-word" || code == "plain-name-in-latex"; twoWays && !seen[code] {
			t.Errorf("the fixes of %s are not applied", code)
		}
	}
}
