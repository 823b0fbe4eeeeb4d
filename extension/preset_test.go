package extension

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// hardDocument has in it what hosts take for something else.
func hardDocument() solution.Document {
	math := func(s string) solution.Inline { return solution.Inline{Math: s} }
	text := func(s string) solution.Inline { return solution.Inline{Text: s} }
	return solution.Document{Blocks: []solution.Block{
		{Paragraph: []solution.Inline{math("L(u,v)=u^3+4uv-v^2"), text("を"), math("u"), text("、"), math("v"),
			text("でそれぞれ偏微分せよ。")}},
		{Display: "\\begin{aligned}\n\\frac{\\partial L}{\\partial u} &= \\frac{\\partial}{\\partial u}\\left(u^3\\right)+4v\\,\\frac{\\partial}{\\partial u}(u)-\\frac{\\partial}{\\partial u}\\left(v^2\\right) &&\\text{（和の微分・定数倍）} \\\\\n &= 3u^2+4v\\cdot 1-0 &&\\text{（べき乗の微分）} \\\\\n &= 3u^2+4v\n\\end{aligned}"},
		{Paragraph: []solution.Inline{text("(1) Costs $5, {{ x }}, <b>, *a*, a_b, [c](d), `e`, f | g, ~h~, &amp; and "), math("w_{ij}"), text("2 more.")}},
		{Display: "f'(x)=\\sqrt[3]{x}+{{a}}\n\n- \\left\\{|x|<1\\right\\}\n= u''^{2}+\\operatorname{sech}(c)+[a](b)--1+2*3"},
		{Paragraph: []solution.Inline{text("1. "), math("x>0"), math("y"), text(" # no heading")}},
		{Paragraph: []solution.Inline{text("# "), math("\\begin{pmatrix}6u&4\\\\4&-2\\end{pmatrix}")}},
	}}
}

// TestPresets writes a hard solution for each host, at the top level, in a
// quote and in an item of a tight list. The golden files are what to read.
func TestPresets(t *testing.T) {
	const block = "```diff\nL = u^2\ndL\n```\n"
	in := func(first, prefix string) string {
		return first + strings.TrimSuffix(strings.ReplaceAll(block, "\n", "\n"+prefix), prefix)
	}
	src := "# Top\n" + block + "after\n\n" + in("> ", "> ") + "\n" + in("- ", "  ") + "- next\n"
	for _, p := range Presets() {
		if p.HTML || p.LaTeX {
			continue
		}
		t.Run(p.Name, func(t *testing.T) {
			o := Options{Preset: p.Name, parse: fakeParse,
				solve: func(context.Context, *problem.Problem, solution.Options) (*solution.Solution, error) {
					return &solution.Solution{Document: hardDocument()}, nil
				}}
			out, _ := splice(t, src, o)
			golden(t, filepath.Join("presets", p.Name+".md"), out)
		})
	}
	d := hardDocument()
	golden(t, "presets/html.html", documentHTML(&d, "ja"))
}

func TestPortable(t *testing.T) {
	tests := []struct{ in, want string }{
		{`3u^2+4v`, `3u ^ 2+4v`},
		{`w_{ij}`, `w _ {ij}`},
		{`a\,db`, `a\thinspace db`},
		{`a\\b`, `a\cr b`},
		{`\{x\}`, `\lbrace x\rbrace `},
		{`\sqrt[3]{x}`, `\root 3 \of {x}`},
		{`\sqrt{x}`, `\sqrt{x}`},
		{`f'(x)`, `f ^ {\prime}(x)`},
		{`f''`, `f ^ {\prime\prime}`},
		{`u'^{2n}`, `u ^ {\prime 2n}`},
		{`x--1`, `x-{}-1`},
		{`f(c)+g(x)`, `f( c)+g(x)`},
		{`a&b`, `a& b`},
		{`[a](b)`, `\lbrack a\rbrack (b)`},
		{`2*3`, `2\ast 3`},
		{`\text{a_b}`, `\text{a_b}`},
		{`\left[0,1\right]`, `\left\lbrack 0,1\right\rbrack `},
	}
	for _, tt := range tests {
		if got := portable(tt.in); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestSafe(t *testing.T) {
	tests := []struct{ in, want string }{
		{`a<b>c`, `a\lt b\gt c`},
		{`a\lt b`, `a\lt b`},
		{`\frac{{a}}{b}`, `\frac{ {a}}{b}`},
		{`{{{a}}}`, `{ { {a}}}`},
		{`\cdot x`, `\cdot x`},
		{`\text{x < y}`, `\text{x < y}`},
		{`\alpha`, `\alpha`},
		{`\\[1]`, `\\[1]`},
	}
	for _, tt := range tests {
		if got := safe(tt.in); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestDisplayLines(t *testing.T) {
	got := displayLines("a\n\n  = b\n- c\n&= d \n1. e\n    f\n# g")
	want := "a\n{}= b\n{}- c\n&= d\n{}1. e\nf\n{}# g"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSplitDisplay(t *testing.T) {
	row := "a &= " + strings.Repeat("x+", 30) + `\begin{pmatrix}1\\2\end{pmatrix}`
	long := "\\begin{aligned}\n" + strings.Repeat(row+" \\\\\n", 20) + row + "\n\\end{aligned}"
	parts := splitDisplay(long, 1000)
	rows := 0
	for _, p := range parts {
		if len(p) > 1000 {
			t.Errorf("%d bytes", len(p))
		}
		rows += strings.Count(p, "a &=")
	}
	if rows != 21 || len(parts) < 3 {
		t.Errorf("%d rows in %d parts", rows, len(parts))
	}
	for _, p := range splitDisplay(strings.ReplaceAll(long, "{aligned}", "{align}"), 1000) {
		if len(p) > 1000 || !strings.HasPrefix(p, `\begin{align}`) || !strings.HasSuffix(p, `\end{align}`) {
			t.Errorf("numbered: %d bytes: %s", len(p), p)
		}
	}
	if got := splitDisplay(long, 0); len(got) != 1 || got[0] != long {
		t.Error("split without a limit")
	}
}

func TestWithoutOperatorname(t *testing.T) {
	got := withoutOperatorname(`\operatorname{sech}\left(\operatorname{a{b}c}\right)+\operatorname x`)
	want := `\mathop{\mathrm{sech}}\left(\mathop{\mathrm{a{b}c}}\right)+\operatorname x`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
