package problem

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/fuzzing"
)

// FuzzParse reads any text.
func FuzzParse(f *testing.F) {
	for _, text := range fuzzing.Some(fuzzing.Blocks(f), 300) {
		f.Add(text)
	}
	f.Add("\\҇ = 1") // a backslash before a character of two bytes
	f.Add("f = " + strings.Repeat("\x80", 100))
	f.Add("$$\\begin{aligned} L &= u^2 \\\\ &+ v \\end{aligned}$$\n\\frac{\\partial^2 L}{\\partial u\\partial v}")
	f.Add("L = \\frac{1}{N}\\sum_{i=1}^{N}\\sum_{j=1}^{M} a_{ij}x_{i+1}\n\\frac{\\partial L}{\\partial a_{pq}}")
	f.Add("y_i = e^{a_i}/S; S = Σ_{j=1}^K e^{a_j}; L = -∑ₖ₌₁ᴷ t_k log y_k; 仮定 sum(k=1..K, t_k) = 1; ∂L/∂a_j")
	f.Add("f(x,y) = x^2y\n\\left.\\frac{\\partial f}{\\partial x}\\right|_{\\substack{x=1\\\\y=2}}")
	f.Fuzz(parse)
}

// FuzzLaTeXInput reads texts whose every word is one of LaTeX or of the block language, as
// the bytes choose: what changes in a text is then a word of it, and it stays of the kind that
// a reader has to understand.
func FuzzLaTeXInput(f *testing.F) {
	words := vocabulary()
	number := map[string]byte{}
	for i, w := range words {
		number[w] = byte(i)
	}
	random := rand.New(rand.NewPCG(3, 4))
	for n := range 50 {
		choices := make([]byte, 5+n)
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		f.Add(choices)
	}
	// Texts of the tests, in as far as they are of these words.
	for _, text := range fuzzing.Some(fuzzing.Blocks(f), 100) {
		var choices []byte
		for len(text) > 0 {
			word := ""
			for _, w := range words {
				if len(w) > len(word) && strings.HasPrefix(text, w) {
					word = w
				}
			}
			if word == "" {
				_, n := utf8.DecodeRuneInString(text)
				text = text[n:]
				continue
			}
			choices = append(choices, number[word])
			text = text[len(word):]
		}
		f.Add(choices)
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		var text strings.Builder
		for _, c := range choices[:min(len(choices), 2000)] {
			text.WriteString(words[int(c)%len(words)])
		}
		parse(t, text.String())
	})
}

// vocabulary are the words of [FuzzLaTeXInput], at most as many as a byte can choose from.
func vocabulary() []string {
	words := strings.Fields(`f g L u v w x y z i j k n N a b e d t 0 1 2 3 12 .5
		+ - * / ^ _ = ! ' ( ) [ ] { } | & , ; : . < > ≤ ≠ ~ @ ? % # $ $$
		\frac \dfrac \sqrt \left \right \left( \right) \left. \right| \bigl( \bigr) \lvert \rvert \langle \rangle \{ \} \|
		\partial \nabla \sum \prod \int \lim \limits \infty \cdot \times \div \pm \ldots \cdots \to \in
		\sin \cos \tan \log \ln \exp \max \min \arctan \sinh \operatorname \mathrm \mathbf \mathop \text \textcolor
		\alpha \beta \theta \sigma \pi \mu \delta \hat \bar \vec \dot \widehat \overline \boldsymbol \prime
		\begin{aligned} \end{aligned} \begin{cases} \end{cases} \begin{pmatrix} \end{pmatrix} \begin{align*} \end{align*} \substack
		\\ \, \; \! \quad \displaystyle \tag \label \( \) \[ \] \le \ge \ne \lt \gt \unknown \ \def \href
		{x} {2} {x+1} {i=1} _{i=1}^{N} ^2 ^{-1} _i _{ij} _1 x_i w_k 1/2 (x) (x,y) f(x) f'(x) ∂L/∂u dy/dx d² ∂² ∇ Σ ∏ √ π σ θ ∂ · × ÷ − ²  ₁ ½ ′ … 　 （ ） ＝ ＋
		vars params assume index at along value tangent normal gradient hessian jacobian directional table plot total differential partial sum( prod( sqrt( relu softmax log( sin(
		を で に の 微分 偏微分 全微分 せよ 求めよ 点 における 接線 とする 関数 勾配 ただし 変数 定数 仮定 方向 Find Differentiate if where and the respect to`)
	return append(words, " ", "\n")
}

// parse checks that no text crashes the parser, that every span lies in the
// text, that every message can be said, and that what was read can be read
// back.
func parse(t *testing.T, text string) {
	var p *Problem
	var diagnostics []Diagnostic
	fuzzing.Swift(t, len(text), func() { p, diagnostics = Parse(text) })
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
}
