package extension

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func spliceLaTeX(t *testing.T, src string) (string, *Report) {
	t.Helper()
	out, report, err := SpliceLaTeX(t.Context(), []byte(src), fakeOptions())
	if err != nil {
		t.Fatal(err)
	}
	return string(out), report
}

// TestSpliceLaTeX has the shapes of documents; S stands for the solution.
func TestSpliceLaTeX(t *testing.T) {
	const solved = "SOLVE \\(L\\) です。\n\\[\n\\begin{aligned}\ndL &= 2u\\,du\n\\end{aligned}\n\\]\n\nDONE"
	const block = "\\begin{diff}\nL = u^2\ndL\n\\end{diff}"
	tests := []struct{ name, in, want string }{
		{"alone", block + "\n", "S\n"},
		{"no final newline", block, "S"},
		{"alias", "\\begin{bibun}\nL = u^2\ndL\n\\end{bibun}\n", "S\n"},
		{"between paragraphs", "a\n\n" + block + "\n\nb\n", "a\n\nS\n\nb\n"},
		{"no blank lines", "a\n" + block + "\nb\n", "a\n\nS\n\nb\n"},
		{"at the edges of an environment", "\\begin{quote}\n" + block + "\n\\end{quote}\n", "\\begin{quote}\nS\n\\end{quote}\n"},
		{"between items", "\\item\n" + block + "\n\\item b\n", "\\item\nS\n\n\\item b\n"},
		{"after a heading", "\\section{a}\n" + block + "\n", "\\section{a}\nS\n"},
		{"options", "\\begin{diff}[steps=brief, lang=en] % quick\nL = u^2\ndL\n\\end{diff}\n", "S\n"},
		{"a comment behind", block + " % x\n", "S\n % x\n"},
		{"another right behind", block + block + "\n", solved + block + "\n"},
		{"looks like a patch", "\\begin{diff}\nL = u^2\ndL\n- a\n\\end{diff}\n", ""},
		{"a comment", "% \\begin{diff}\n% L = u^2\n% dL\n% \\end{diff}\n", ""},
		{"verbatim", "\\begin{verbatim}\n" + block + "\n\\end{verbatim}\n", ""},
		{"verbatim on a line", "\\begin{verbatim}a\\end{verbatim}\n" + block + "\n", "\\begin{verbatim}a\\end{verbatim}\n\nS\n"},
		{"listing with options", "\\begin{lstlisting}[language=TeX]\n" + block + "\n\\end{lstlisting}\n", ""},
		{"in a line", "a \\begin{diff}\nL = u^2\ndL\n\\end{diff}\n", ""},
		{"unclosed", "\\begin{diff}\nL = u^2\ndL\n", ""},
		{"another environment", "\\begin{difference}\nL = u^2\ndL\n\\end{difference}\n", ""},
		{"off", "% bibun:off\n" + block + "\n% bibun:on\n" + block + "\n", "% bibun:off\n" + block + "\n% bibun:on\n\nS\n"},
		{"indented", "  \\begin{diff}\n  L = u^2\n  dL\n  \\end{diff}\n",
			"  " + strings.ReplaceAll(strings.ReplaceAll(solved, "\n", "\n  "), "\n  \n", "\n\n") + "\n"},
	}
	for _, tt := range tests {
		for _, form := range forms {
			t.Run(tt.name+"/"+form.name, func(t *testing.T) {
				want := strings.ReplaceAll(tt.want, "S\n", solved+"\n")
				if tt.want == "S" {
					want = solved
				}
				if tt.want == "" {
					want = tt.in
				}
				out, _ := spliceLaTeX(t, form.of(tt.in))
				if diff := cmp.Diff(form.of(want), out); diff != "" {
					t.Error(diff)
				}
				if again, _ := spliceLaTeX(t, out); again != out {
					t.Errorf("twice is not once:\n%s", again)
				}
			})
		}
	}
}

// TestLaTeXPositions keeps diagnostics at their places in the file.
func TestLaTeXPositions(t *testing.T) {
	src := "a\r\n\r\n  \\begin{diff}[steps=quick]\r\n  L = oops\r\n  dL\r\n  \\end{diff}\r\n"
	out, report := spliceLaTeX(t, src)
	if out != src || len(report.Blocks) != 1 {
		t.Fatalf("%q, %d blocks", out, len(report.Blocks))
	}
	b := report.Blocks[0]
	if got := src[b.Start:b.End]; !strings.HasPrefix(got, `\begin{diff}`) || !strings.HasSuffix(got, `\end{diff}`) {
		t.Errorf("the block is %q", got)
	}
	if b.Line != 3 || b.Column != 3 || b.EndLine != 6 || b.Info != "diff {steps=quick}" {
		t.Errorf("line %d, column %d to line %d, info %q", b.Line, b.Column, b.EndLine, b.Info)
	}
	var at []string
	for _, d := range b.Diagnostics {
		at = append(at, src[d.Start:d.End])
	}
	if diff := cmp.Diff([]string{"steps=quick", "oops"}, at); diff != "" {
		t.Error(diff)
	}
}

func TestLaTeXText(t *testing.T) {
	if got, want := LaTeXText(`彼は"そう"と言い、"ああ。"と`), "彼は``そう''と言い、``ああ。''と"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got := LaTeXText(`a_b & 50% "so" #1 {x} ~ ^ < > $ \ |微分`)
	want := "a\\_b \\& 50\\% ``so'' \\#1 \\{x\\} \\textasciitilde{} \\textasciicircum{} \\textless{} \\textgreater{} \\$ \\textbackslash{} \\textbar{}微分"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
