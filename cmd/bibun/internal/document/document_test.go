package document

import (
	"strings"
	"testing"

	"github.com/bibun-md/bibun/extension"
)

func render(t *testing.T, note string, o Options) string {
	t.Helper()
	d, err := New(o).Render(t.Context(), extension.ReadNote([]byte(note)))
	if err != nil {
		t.Fatal(err)
	}
	return string(d.LaTeX)
}

// TestText has what notes are made of, and the LaTeX that it becomes.
func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "a\nb\n\nc\n", "a\nb\n\nc"},
		{"what LaTeX would read", `50% of_it & #1 {x} ~ ^ \$ \ <` + "\n",
			`50\% of\_it \& \#1 \{x\} \textasciitilde{} \textasciicircum{} \$ \textbackslash{} \textless{}`},
		{"quotation marks", "He said \"so\".\n", "He said ``so''."},
		{"entities", "a &amp; b &#945; &copy;\n", `a \& b α ©`},
		{"emphasis", "*a* **b** ~~c~~ `d_e -- \"f\"`\n",
			`\emph{a} \textbf{b} \struck{c} \texttt{d\_e -{}-{} \textquotedbl{}f\textquotedbl{}}`},
		{"one heading", "# T\n\n## A\n\n### B\n", "\\section{A}\n\n\\subsection{B}"},
		{"headings", "# A\n\n# B\n\n## C\n\n##### D\n", "\\section{A}\n\n\\section{B}\n\n\\subsection{C}\n\n\\paragraph{D}"},
		{"the author's formulas", "$a<b$, \\(c\\) and\n\n$$\na\n\nb\n$$\n", "\\(a<b\\), \\(c\\) and\n\n\\[\na\nb\n\\]"},
		{"an environment of displays", "$$\n\\begin{align*}\na\n\\end{align*}\n$$\n", "\\begin{align*}\na\n\\end{align*}"},
		{"fenced formula", "```math\nx^2\n```\n", "\\[\nx^2\n\\]"},
		{"code", "```go\na := 1\n\n\tb--\n```\n",
			"\\begin{flushleft}\\ttfamily\\small\n\\mbox{}a\\ :=\\ 1\\\\{}\n\\mbox{}\\\\{}\n\\mbox{}\\ \\ \\ \\ b-{}-{}\n\\end{flushleft}"},
		{"lists", "- a\n- [x] b\n\n3. c\n4. d\n   - e\n",
			"\\begin{itemize}\n\\item a\n\\item \\(\\boxtimes\\) b\n\\end{itemize}\n\n\\begin{enumerate}\n\\setcounter{enumi}{2}\n\\item c\n\\item d\n\n\\begin{itemize}\n\\item e\n\\end{itemize}\n\\end{enumerate}"},
		{"an item that starts with a bracket", "- [a] b\n", "\\begin{itemize}\n\\item {}[a] b\n\\end{itemize}"},
		{"quote and rule", "> a\n\n---\n", "\\begin{quote}\na\n\\end{quote}\n\n\\begin{center}\\rule{0.3\\linewidth}{0.4pt}\\end{center}"},
		{"table", "|a|b|\n|-|-:|\n|1|$x$|\n", "\\begin{center}\n\\begin{tabular}{lr}\n\\hline\n{}a & b \\\\\n\\hline\n{}1 & \\(x\\) \\\\\n\\hline\n\\end{tabular}\n\\end{center}"},
		{"links", "[a](b.md#c) [d](https://e.org/f%20g#h) [i](#j) <https://k.org>\n",
			`\href{b.pdf}{a} \href{https://e.org/f\%20g\#h}{d} i \href{https://k.org}{https://k.org}`},
		{"addresses", "<https://example.org/a_long/path?x=1&y=2> [a](https://e.org/百 \"t\")\n",
			`\href{https://example.org/a\_long/path?x=1\&y=2}{https://example.\allowbreak{}org/\allowbreak{}a\_\allowbreak{}long/\allowbreak{}path?\allowbreak{}x=\allowbreak{}1\&\allowbreak{}y=\allowbreak{}2} ` +
				`\href{https://e.org/\%E7\%99\%BE}{a}`},
		{"a picture alone", "![a](b.png)\n\n[![a](b.png)](c)\n",
			"\\begin{center}\n\\notepicture{b.png}{a}\n\\end{center}\n\n\\begin{center}\n\\href{c}{\\notepicture{b.png}{a}}\n\\end{center}"},
		{"a footnote in a heading", "# T\n\n## A *b*[^1]\n\nc[^2]\n\n[^1]: d\n[^2]: e\n",
			"\\section[{A \\emph{b}}]{A \\emph{b}\\footnotemark[1]}\n\\stepcounter{footnote}\\footnotetext[1]{d}\n\nc\\footnote{e}"},
		{"a footnote in the title", "# T[^1]\n\n[^1]: d\n", "\\stepcounter{footnote}\\footnotetext[1]{d}\n"},
		{"a footnote in a table", "|a[^1]|\n|-|\n|b[^1] ![c](d.png)|\n\n[^1]: e\n",
			"\\begin{center}\n\\begin{tabular}{l}\n\\hline\n{}a\\footnotemark[1] \\\\\n\\hline\n{}b\\footnotemark[1] {\\linewidth.25\\textwidth\\notepicture{d.png}{c}} \\\\\n\\hline\n\\end{tabular}\n\\end{center}\n\\stepcounter{footnote}\\footnotetext[1]{e}"},
		{"a wide table", "|a|b|\n|-|-:|\n|1|" + strings.Repeat("word ", 30) + "|\n",
			"\\begin{center}\n\\begin{tabular}{l>{\\raggedleft\\arraybackslash}p{0.923\\linewidth}}\n\\hline\n{}a & b \\\\\n\\hline\n{}1 & " + strings.TrimSpace(strings.Repeat("word ", 30)) + " \\\\\n\\hline\n\\end{tabular}\n\\end{center}"},
		{"pictures", "![a](b.png) ![c](d.svg)\n", `\notepicture{b.png}{a} [c]`},
		{"footnotes", "a[^1] b[^1]\n\n[^1]: c\n\n    ```diff\n    L = u^2\n    dL\n    ```\n",
			"a\\footnote{c\n\n【問題】\\(L=u^2\\) の全微分を求めよ。\n\n【解答】\n\\[\n\\begin{aligned}\n\\frac{dL}{du} &= 2u \\\\\ndL &= \\frac{dL}{du}\\,du=2u\\,du\n\\end{aligned}\n\\]} b\\textsuperscript{1}"},
		{"numbers", "```diff {numbered steps=answer lang=en}\nL = u^2\ndL\n```\n",
			"Problem. Find the total differential of \\(L=u^2\\).\n\nAnswer.\n\\begin{align}\ndL &= 2u\\,du\n\\end{align}"},
		{"a link that runs a program", "[a](javascript:alert(1)) <javascript:b> [c](a\vb)\n", `a javascript:b \href{a\%0Bb}{c}`},
		{"control characters", "a\x1b[31mb\u202ec\fd\ufffd\n", "a[31mbc d?"},
		{"a line of nothing", "\u200b  \na\n", "\\mbox{}\\\\{}\na"},
		{"raw HTML", "a <b>c</b>\n\n<!-- d -->\n", "a c"},
		{"a patch", "```diff\n- a\n+ b\n```\n", "\\begin{flushleft}\\ttfamily\\small\n\\mbox{}-{}\\ a\\\\{}\n\\mbox{}+\\ b\n\\end{flushleft}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := render(t, tt.in, Options{Fragment: true}); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// TestNesting nests deeper than LaTeX can: no list of one kind may stand in
// four others, and no environment in six.
func TestNesting(t *testing.T) {
	var s strings.Builder
	for i := range 12 {
		s.WriteString(strings.Repeat("   ", i) + "1. a\n")
	}
	got := render(t, s.String()+"\n"+strings.Repeat("> ", 12)+"b\n", Options{Fragment: true})
	if n := strings.Count(got, `\begin{enumerate}`); n != maxSame {
		t.Errorf("%d lists in one another", n)
	}
	if n := strings.Count(got, `\begin{quote}`); n >= maxNested {
		t.Errorf("%d quotes in one another", n)
	}
	if n := strings.Count(got, "a\n"); n != 12 {
		t.Errorf("%d items", n)
	}
}

// TestFrame has the frame in both languages.
func TestFrame(t *testing.T) {
	ja := render(t, "# 微分\n\n本文です。\n", Options{})
	for _, want := range []string{`{ltjsarticle}`, `\title{微分}`, `\maketitle`, "\\begin{document}\n", "\n本文です。\n\n\\end{document}\n"} {
		if !strings.Contains(ja, want) {
			t.Errorf("no %q in\n%s", want, ja)
		}
	}
	if ja := render(t, "---\ntitle: A & B\nlang: ja\n---\n\n# C\n", Options{}); !strings.Contains(ja, `ltjsarticle`) || !strings.Contains(ja, `\title{A \& B}`) {
		t.Errorf("front matter is not read in\n%s", ja)
	}
	en := render(t, "# T\n\n`∂f` and 微\n", Options{})
	for _, want := range []string{`{article}`, `\notecharacter{2202}{\ensuremath{\partial}}`, `\notecharacter{5FAE}{\fbox{\tiny U+5FAE}}`} {
		if !strings.Contains(en, want) {
			t.Errorf("no %q in\n%s", want, en)
		}
	}
}

func TestName(t *testing.T) {
	for in, want := range map[string]string{"a/b.md": "a/b.tex", "a.markdown": "a.tex", "a.tex": "a.tex", "c.png": "c.png", ".md": ".md"} {
		if got := Name(in); got != want {
			t.Errorf("Name(%q) = %q, want %q", in, got, want)
		}
	}
}
