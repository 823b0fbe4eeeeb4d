package problem

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus"
)

// FuzzParse checks that no text crashes the parser, that every span lies in the
// text, that every message can be said, and that what was read can be read
// back.
func FuzzParse(f *testing.F) {
	for _, path := range []string{"testdata/readings.txt", "testdata/diagnostics.txt"} {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			in, _, _ := strings.Cut(line, "  ⇒  ")
			f.Add("f(x,y) = " + in + "\ndf")
		}
	}
	f.Add("L(w_1, ..., w_N)\ndL\n∂L/∂w_k")
	f.Add("変数 価格\nL = 価格^2\nLを価格で偏微分せよ; assume 0 < x < 1")
	f.Add("$$\\begin{aligned} L &= u^2 \\\\ &+ v \\end{aligned}$$\n\\frac{\\partial^2 L}{\\partial u\\partial v}")
	f.Add("\\҇ = 1") // a backslash before a character of two bytes
	f.Add("f = " + strings.Repeat("\x80", 100))
	f.Add("f(x) = x^2 を x で微分せよ\nL = u^2v の全微分")
	for _, text := range []string{
		"L = 1/N sum(i=1..N, (w_i-t_i)^2)\n∂L/∂w_k",
		"L = \\frac{1}{N}\\sum_{i=1}^{N}\\sum_{j=1}^{M} a_{ij}x_{i+1}\n\\frac{\\partial L}{\\partial a_{pq}}",
		"y_i = e^{a_i}/S; S = Σ_{j=1}^K e^{a_j}; L = -∑ₖ₌₁ᴷ t_k log y_k; 仮定 sum(k=1..K, t_k) = 1; ∂L/∂a_j",
		"index i, j = 1, 2, ..., N\nz_ij = δ_ij + sum(i, a_ij)\n∂z_ij/∂a_{pq}",
		"f(x,y) = x^2y\n\\left.\\frac{\\partial f}{\\partial x}\\right|_{\\substack{x=1\\\\y=2}}",
		"f(x,y) = x^2y\ndirectional f along (3,4) at x=1, y=2\nfの点(1,2)における(3,4)方向の方向微分",
		"f(x) = x^2 の x=1 における微分係数を求めよ\nf'(0), f(π)の値",
		"x(r,θ) = r cos θ; y(r,θ) = r sin θ\njacobian determinant x, y by r, θ\n∂(x,y)/∂(r,θ)\nd²x",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, diagnostics := Parse(text)
		inside := func(s Span) {
			if s.Start < 0 || s.Start > s.End || s.End > len(text) {
				t.Fatalf("%q: span %v of %d bytes", text, s, len(text))
			}
			if utf8.ValidString(text) && !(utf8.ValidString(text[:s.Start]) && utf8.ValidString(text[s.Start:s.End])) {
				t.Fatalf("%q: span %v cuts a character", text, s)
			}
		}
		failed := false
		for _, d := range diagnostics {
			inside(d.Span)
			for _, fix := range d.Fixes {
				inside(fix.Span)
				if n := len(text) - (fix.Span.End - fix.Span.Start) + len(fix.Text); len(fix.Apply(text)) != n {
					t.Fatalf("%q: %v", text, fix)
				}
			}
			for _, lang := range []string{"ja", "en"} {
				if d.Message(lang) == "" || d.Message(lang) == d.Code {
					t.Fatalf("%q: no message for %s", text, d.Code)
				}
				for _, h := range d.Help(lang) {
					if strings.Contains(h, missing) {
						t.Fatalf("%q: %s: %q", text, d.Code, h)
					}
				}
			}
			failed = failed || d.Severity == Error
		}
		for _, d := range p.Definitions {
			inside(d.Span)
			if d.Body != nil && calculus.Depth(d.Body) > (Limits{}).withDefaults().Depth {
				t.Fatalf("%q: depth %d", text, calculus.Depth(d.Body))
			}
		}
		for _, r := range p.Requests {
			inside(r.Span)
			if r.Function == nil {
				t.Fatalf("%q: request without a function", text)
			}
		}
	})
}
