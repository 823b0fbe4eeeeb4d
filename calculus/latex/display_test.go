package latex_test

import (
	"regexp"
	"strings"
	"testing"

	. "github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/latex"
)

func TestAligned(t *testing.T) {
	got := latex.Aligned([]latex.Row{
		{Left: latex.String(par(bigL, u)), Right: `3u^2+4v\cdot 1-0`, Note: latex.Text("（べき乗の微分）")},
		{Right: `3u^2+4v`},
		{Right: `-y`, Break: true},
		{Left: `x`, Rel: `\gt`, Right: `0`},
	})
	want := `\begin{aligned}
\frac{\partial L}{\partial u} &= 3u^2+4v\cdot 1-0 &&\text{（べき乗の微分）} \\
&= 3u^2+4v \\
&\quad {}-y \\
x &\gt 0
\end{aligned}`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// blockStart matches lines that Markdown may take for something of its own.
var blockStart = regexp.MustCompile("(?m)^([ \t]*$|[-+*#>=~`|<_0-9]|    |\t)")

func TestAlignedIsSafeInMarkdown(t *testing.T) {
	for _, left := range []string{"-x", "+x", "*x", "# x", "> x", "=x", "1. x", "1) x", "[1+y]", "```", "~~~", "|x|", "x\n\ny", "    x", "", "<p>"} {
		got := latex.Aligned([]latex.Row{{Left: left, Right: "1"}, {Left: left, Right: left + "\n\n" + left}, {Right: left, Note: left + "\n-"}})
		if line := blockStart.FindString(got); line != "" || blockStart.MatchString(got) {
			t.Errorf("%q: a line begins with %q:\n%s", left, line, got)
		}
		if strings.Contains(got, `\\[`) || strings.Contains(got, `\\ [`) || strings.Contains(got, "\\\\\n[") {
			t.Errorf("%q: an option after a row:\n%s", left, got)
		}
	}
}

func TestMatrix(t *testing.T) {
	got := latex.Matrix([][]Expr{{Mul(Int(6), u), four}, {four, Int(-2)}})
	if want := `\begin{pmatrix}6u&4\\4&-2\end{pmatrix}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnderbrace(t *testing.T) {
	got := latex.Underbrace(latex.String(Div(One, Add(One, e(Neg(z))))), latex.String(Sigmoid.Of(z)))
	if want := `\underbrace{\frac{1}{1+e^{-z}}}_{\sigma(z)}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestText(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ``},
		{"（和の微分・定数倍）", `\text{（和の微分・定数倍）}`},
		{"(product rule)", `\text{(product rule)}`},
		{"50% of {x}", `\text{50％ of }\lbrace \text{x}\rbrace `},
		{`$x$ \alpha`, `\text{＄x＄ }\backslash \text{alpha}`},
		{"a_b^c~d`e`", `\text{a＿b＾c～d‘e‘}`},
		{"x < y & z > 0\n#1 | *", `\text{x }\lt \text{ y ＆ z }\gt \text{ 0 ＃1 }\vert \text{ }\ast `},
		{"a\x00b\x7f", `\text{ab}`},
	} {
		if got := latex.Text(tt.in); got != tt.want {
			t.Errorf("Text(%q)\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func TestWidth(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want int
	}{
		{``, 0},
		{`x`, 1},
		{`4uv`, 3},
		{`x+y`, 5},
		{`x = y`, 5},
		{`\alpha`, 1},
		{`x^2`, 2},
		{`x_1^2`, 2},
		{`x^{10}`, 3},
		{`\frac{1}{2x^2+1}`, 7},
		{`\frac{\partial L}{\partial u}`, 3},
		{`\sqrt{x}`, 3},
		{`\sin x`, 5},
		{`\left(x\right)`, 3},
		{`\text{偏微分}`, 6},
		{`\text{（和の微分）}`, 12},
		{`\text{sum rule}`, 8},
		{`a\quad b`, 4},
		{`\begin{pmatrix}6u&4\\4&-2222\end{pmatrix}`, 10},
		{`\begin{aligned}x\\xxxxxxx\\xx\end{aligned}`, 9},
		// Text that is no LaTeX must end, too.
		{`\frac{`, 1},
		{`}}{{`, 0},
		{`\`, 1},
		{`\text{abc`, 3},
		{`\begin{`, 2},
		{`^`, 0},
	} {
		if got := latex.Width(tt.in); got != tt.want {
			t.Errorf("Width(%s) = %d, want %d", tt.in, got, tt.want)
		}
	}
}

func TestCases(t *testing.T) {
	got, err := latex.Style{}.Cases([]Expr{Indexed("w", Two), Zero}, []string{`k=1`, `2\le k`})
	if want := `\begin{cases}w_2&(k=1)\\0&(2\le k)\end{cases}`; got != want || err != nil {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestSpread(t *testing.T) {
	w := func(e Expr) Expr { return Indexed("w", e) }
	for _, c := range []struct {
		corners [][]Expr
		want    string
	}{
		{[][]Expr{{w(One)}, {w(bigN)}}, `\begin{pmatrix}w_1\\\vdots\\w_N\end{pmatrix}`},
		{[][]Expr{{One, Zero}, {Zero, bigN}}, `\begin{pmatrix}1&\cdots&0\\\vdots&\ddots&\vdots\\0&\cdots&N\end{pmatrix}`},
	} {
		if got, err := (latex.Style{}).Spread(c.corners); got != c.want || err != nil {
			t.Errorf("got %s, %v, want %s", got, err, c.want)
		}
	}
}
