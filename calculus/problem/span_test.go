package problem

import "testing"

// TestSpans checks that a diagnostic stands where the text stands, whatever
// comes before it: continued lines, tabs, CRLF, comments, wide letters.
func TestSpans(t *testing.T) {
	for _, test := range []struct{ text, code, marked string }{
		{"f(x) = 1/2x + 3\nf'", "ambiguous-division", "1/2x"},
		{"f(x) = x^2\n\t+ x\n\t+ 1/2x\nf'", "ambiguous-division", "1/2x"},
		{"f(x) = x^2\r\n\t+ x\r\n  + 1/2x\r\nf'\r\n", "ambiguous-division", "1/2x"},
		{"# 注釈\nf(x) = x^2 # ノート\n  + 1/2x\nf'", "ambiguous-division", "1/2x"},
		{"ｆ（ｘ）＝ｘ²＋１／２ｘ\nｆ’", "ambiguous-division", "１／２ｘ"},
		{"価格(量) = 量^2 @\n価格を量で微分", "unknown-character", "@"},
		{"f(x) = é x\u0301 @\nf'", "unknown-character", "\u0301"},
		{"$$\n\\begin{aligned}\nf(x) &= \\frac{x}{2} \\\\\n&\\quad + x^12\n\\end{aligned}\n$$\nf'", "ambiguous-exponent", "x^12"},
		{"f(x) = x; ∂f/∂x; ∂f/∂y", "not-a-variable", "∂f/∂y"},
		{"f(x) = x\n∂f/∂x, ∂f/∂y, df", "not-a-variable", "∂f/∂y"},
		{"f(x) = sen(x)\nf'", "undefined-function", "sen"},
		{"f(x) = ｓｅｎ（x）\nf'", "undefined-function", "ｓｅｎ"},
		{"f(x) = (x + [2 - x)\nf'", "unclosed", "["},
		{"f(x) = x\nfをyで微分せよ", "not-a-variable", "fをyで微分せよ"},
	} {
		_, diagnostics := Parse(test.text)
		found := false
		for _, d := range diagnostics {
			if d.Code == test.code {
				found = true
				if got := test.text[d.Span.Start:d.Span.End]; got != test.marked {
					t.Errorf("%q: %s marks %q, want %q", test.text, d.Code, got, test.marked)
				}
			}
		}
		if !found {
			t.Errorf("%q: no %s among %v", test.text, test.code, diagnostics)
		}
	}
}
