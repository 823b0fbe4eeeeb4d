package examples_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// block is what "bibun solve --json" prints. Other programs read it: these are
// all its keys, in their order.
type block struct {
	File        string            `json:"file"`
	Line        int               `json:"line"`
	Column      int               `json:"column"`
	EndLine     int               `json:"endLine"`
	Status      string            `json:"status"`
	Source      string            `json:"source"`
	Definitions []definition      `json:"definitions"`
	Answers     []answer          `json:"answers"`
	Markdown    string            `json:"markdown"`
	Diagnostics []json.RawMessage `json:"diagnostics"`
}

type definition struct {
	Name   string   `json:"name"`
	Vars   []string `json:"vars"`
	Params []string `json:"params"`
	Text   string   `json:"text"`
	LaTeX  string   `json:"latex"`
}

type answer struct {
	Request    string   `json:"request"`
	Kind       string   `json:"kind"`
	Function   string   `json:"function"`
	Wrt        []string `json:"wrt"`
	Text       string   `json:"text"`
	LaTeX      string   `json:"latex"`
	Entries    []entry  `json:"entries"`
	Lines      []string `json:"lines"`
	Rules      []string `json:"rules"`
	Verdict    string   `json:"verdict"`
	Conditions []string `json:"conditions"`
	Cases      []inCase `json:"cases,omitempty"`
}

type inCase struct {
	When  []string `json:"when"`
	Text  string   `json:"text"`
	LaTeX string   `json:"latex"`
}

type entry struct {
	Wrt   []string `json:"wrt"`
	Text  string   `json:"text"`
	LaTeX string   `json:"latex"`
}

// solve solves one block with the command.
func solve(t *testing.T, lang, text string) block {
	t.Helper()
	out := bibun(t, "solve", "--json", "--lang", lang, text)
	dec := json.NewDecoder(bytes.NewReader(out))
	dec.DisallowUnknownFields()
	var b block
	if err := dec.Decode(&b); err != nil {
		t.Fatalf("%v in\n%s", err, out)
	}
	var again bytes.Buffer
	enc := json.NewEncoder(&again)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(again.String(), string(out)); diff != "" {
		t.Errorf("keys are missing or in another order (-want +got):\n%s", diff)
	}
	return b
}

// rest stands for any number of lines of a chain.
const rest = "…"

// exercises are those that started the project, and the examples that say what
// a solution looks like. Spaces don't count.
var exercises = []struct {
	name, text string
	// chains has, for each request, the chain of equal expressions.
	chains [][]string
	// shown are rows and words that the solution has besides, in its order;
	// the words in Japanese and English.
	shown, ja, en []string
	conditions    []string
}{
	{
		name: "partial derivatives of a polynomial",
		text: "L(u,v) = u^3 + 4uv - v^2\n∂L/∂u\n∂L/∂v",
		chains: [][]string{
			{`\frac{\partial L}{\partial u}`,
				`\frac{\partial}{\partial u}\left(u^3\right)+4v\,\frac{\partial}{\partial u}(u)-\frac{\partial}{\partial u}\left(v^2\right)`,
				`3u^2+4v\cdot 1-0`, `3u^2+4v`},
			{`\frac{\partial L}{\partial v}`, rest, `0+4u\cdot 1-2v`, `-2v+4u`},
		},
		ja: []string{"【問題】", "$u$、$v$でそれぞれ偏微分せよ。", "ほかの変数を定数とみなす", "（和の微分・定数倍）", "（べき乗の微分）"},
		en: []string{"Find the partial derivatives of", "with respect to $u$ and $v$.", "constants", "sum rule", "power rule"},
	},
	{
		name: "total differential of a product",
		text: "L = u^2v^4\ndL",
		chains: [][]string{
			{`dL`, `\frac{\partial L}{\partial u}du+\frac{\partial L}{\partial v}dv`, `2uv^4\,du+4u^2v^3\,dv`},
		},
		shown: []string{
			`\frac{\partial L}{\partial u} &= 2uv^4, \qquad \frac{\partial L}{\partial v}=4u^2v^3 \\`,
			`dL &= \frac{\partial L}{\partial u}\,du+\frac{\partial L}{\partial v}\,dv = 2uv^4\,du+4u^2v^3\,dv`,
		},
		ja: []string{"全微分を求めよ。"},
		en: []string{"Find the total differential of"},
	},
	{
		name: "total differential with sums as coefficients",
		text: "L(u,v) = u^3 + 4uv - v^2\ndL",
		chains: [][]string{
			{`dL`, rest, `\left(3u^2+4v\right)du+(-2v+4u)\,dv`},
		},
	},
	{
		name: "total differential in N variables",
		text: "L(w_1, ..., w_N)\ndL",
		chains: [][]string{
			{`dL`, `\sum_{i=1}^{N}\frac{\partial L}{\partial w_i}\,dw_i`},
		},
		ja: []string{"全微分を求めよ。"},
		en: []string{"Find the total differential of"},
	},
	{
		name: "product",
		text: "f(x) = x^2 e^(3x)\nf'(x)",
		chains: [][]string{
			{`\frac{df}{dx}`, rest, `2x\,e^{3x}+x^2\cdot 3e^{3x}`, `x(3x+2)e^{3x}`},
		},
		ja: []string{"（積の微分）", "（因数分解）"},
		en: []string{"(product rule)", "(factor)"},
	},
	{
		name: "quotient",
		text: "f(x) = x/(x^2+1)\nf'(x)",
		chains: [][]string{
			{`\frac{df}{dx}`, rest, `\frac{1-x^2}{\left(x^2+1\right)^2}`},
		},
		ja: []string{"（商の微分）"},
		en: []string{"(quotient rule)"},
	},
	{
		name: "chain",
		text: "y = sin(e^(x^2))\ndy/dx",
		chains: [][]string{
			{`\frac{dy}{dx}`, `\frac{dy}{dt}\cdot\frac{dt}{ds}\cdot\frac{ds}{dx}`, rest, `2x\,e^{x^2}\cos\left(e^{x^2}\right)`},
		},
		ja: []string{`$y=\sin t$、$t=e^s$、$s=x^2$とおく。`, "（合成関数の微分"},
		en: []string{`$y=\sin t$, $t=e^s$ and $s=x^2$`, "(chain rule)"},
	},
	{
		name: "logistic function",
		text: "σ(z) = 1/(1+e^(-z))\nσ'(z)",
		chains: [][]string{
			{`\frac{d\sigma}{dz}`, rest,
				`\underbrace{\frac{1}{1+e^{-z}}}_{\sigma(z)}\cdot\underbrace{\frac{e^{-z}}{1+e^{-z}}}_{1-\sigma(z)}`,
				`\sigma(z)\left(1-\sigma(z)\right)`},
		},
	},
	{
		name: "power of two variables",
		text: "f(x,y) = x^y\n∂f/∂x\n∂f/∂y",
		chains: [][]string{
			{`\frac{\partial f}{\partial x}`, rest, `yx^{y-1}`},
			{`\frac{\partial f}{\partial y}`, rest, `e^{y\log x}\log x`, `x^y\log x`},
		},
		shown:      []string{`$x\gt 0$`},
		ja:         []string{"（対数微分法）"},
		en:         []string{"(logarithmic differentiation)"},
		conditions: []string{"x>0"},
	},
	{
		name: "root",
		text: "r = sqrt(x^2+y^2)\n∂r/∂x",
		chains: [][]string{
			{`\frac{\partial r}{\partial x}`, rest, `\frac{1}{2\sqrt{x^2+y^2}}\cdot 2x`, `\frac{x}{\sqrt{x^2+y^2}}`},
		},
		shown:      []string{`$(x,y)\ne(0,0)$`},
		ja:         []string{"（合成関数の微分"},
		en:         []string{"(chain rule)"},
		conditions: []string{"x^2+y^2!=0"},
	},
	{
		name: "Hessian",
		text: "L(u,v) = u^3 + 4uv - v^2\nhessian L",
		chains: [][]string{
			{`H`,
				`\begin{pmatrix}\frac{\partial^2 L}{\partial u^2}&\frac{\partial^2 L}{\partial u\,\partial v}\\\frac{\partial^2 L}{\partial v\,\partial u}&\frac{\partial^2 L}{\partial v^2}\end{pmatrix}`,
				`\begin{pmatrix}6u&4\\4&-2\end{pmatrix}`},
		},
		ja: []string{"ヘッセ行列を求めよ。"},
		en: []string{"Hessian"},
	},
}

func TestExercises(t *testing.T) {
	for _, tt := range exercises {
		for lang, words := range map[string][]string{"ja": tt.ja, "en": tt.en} {
			t.Run(tt.name+" "+lang, func(t *testing.T) {
				b := solve(t, lang, tt.text)
				if b.Status != "solved" || len(b.Answers) != len(tt.chains) {
					t.Fatalf("status %s, %d answers, want %d", b.Status, len(b.Answers), len(tt.chains))
				}
				markdown := tight(b.Markdown)
				var conditions []string
				for i, a := range b.Answers {
					if !follows(a.Lines, tt.chains[i]) {
						t.Errorf("%s is the chain\n\t%s\nwant\n\t%s", a.Request,
							strings.Join(a.Lines, "\n\t"), strings.Join(tt.chains[i], "\n\t"))
					}
					last := tight(tt.chains[i][len(tt.chains[i])-1])
					if tight(a.LaTeX) != last {
						t.Errorf("%s is answered by %s, want %s", a.Request, a.LaTeX, last)
					}
					if !strings.Contains(markdown, "="+last) {
						t.Errorf("%s is not in the solution:\n%s", last, b.Markdown)
					}
					if a.Verdict != "verified" {
						t.Errorf("%s is %s", a.Request, a.Verdict)
					}
					conditions = append(conditions, a.Conditions...)
				}
				if tt.conditions != nil && !slices.Equal(conditions, tt.conditions) {
					t.Errorf("conditions %q, want %q", conditions, tt.conditions)
				}
				inOrder(t, b.Markdown, tt.shown)
				inOrder(t, b.Markdown, words)
			})
		}
	}
}

// follows reports whether a chain is the one that is wanted, where rest stands
// for any number of lines.
func follows(lines, want []string) bool {
	if len(want) == 0 {
		return len(lines) == 0
	}
	if want[0] == rest {
		return follows(lines, want[1:]) || len(lines) > 0 && follows(lines[1:], want)
	}
	return len(lines) > 0 && tight(lines[0]) == tight(want[0]) && follows(lines[1:], want[1:])
}

// inOrder checks that the parts stand in a solution one after the other.
func inOrder(t *testing.T, markdown string, parts []string) {
	t.Helper()
	left := tight(markdown)
	for _, part := range parts {
		_, after, ok := strings.Cut(left, tight(part))
		if !ok {
			t.Errorf("%q is missing, or not in its place, in\n%s", part, markdown)
			return
		}
		left = after
	}
}

// tight takes the spaces out of LaTeX: those of the text and those of the page.
func tight(tex string) string {
	return spaces.Replace(tex)
}

var spaces = strings.NewReplacer(" ", "", "\n", "", `\,`, "", `\qquad`, "", `\quad`, "")
