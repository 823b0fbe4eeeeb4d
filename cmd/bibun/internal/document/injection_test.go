package document

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/calculus/latex/typeset"
	"github.com/bibun-md/bibun/extension"
	"github.com/bibun-md/bibun/extension/hostile"
)

// commands are those that a note without formulas of its author's can bring about
// between \begin{document} and \end{document}; those of formulas are in
// [latex.Macros].
var commands = slices.Concat(latex.Macros(), []string{"nabla", "times", "ldots", "det", "approx", " "}, strings.Fields(`
	begin end item section subsection subsubsection paragraph emph textbf texttt textsuperscript footnote footnotemark footnotetext stepcounter setcounter
	href allowbreak notepicture struck rule linewidth mbox ttfamily small raggedright raggedleft centering arraybackslash hline endhead textwidth square boxtimes
	textbackslash textasciicircum textasciitilde textless textgreater textbar textquotedbl textquotesingle textasciigrave
	setlength unitlength put line makebox scriptsize qbezier circle
	{ } $ & # % _ ( ) [ ] \ ~`))

var environmentsWritten = append(latex.Environments(), "align", "itemize", "enumerate", "quote", "center", "flushleft", "tabular", "longtable", "picture")

var (
	command     = regexp.MustCompile(`(?s)\\([a-zA-Z]+|.)`)
	environment = regexp.MustCompile(`\\(begin|end)\{([^}]*)\}`)
)

// wrongDocument says what a document holds that no note without formulas can bring
// about: a command that isn't of the list, an environment or a brace that isn't
// closed, a character that TeX takes for markup.
func wrongDocument(tex string) string {
	for _, m := range command.FindAllStringSubmatch(tex, -1) {
		if !slices.Contains(commands, m[1]) {
			return `\` + m[1] + " is not of the list"
		}
	}
	var open []string
	for _, m := range environment.FindAllStringSubmatch(tex, -1) {
		switch n := len(open); {
		case !slices.Contains(environmentsWritten, m[2]):
			return "the environment " + m[2]
		case m[1] == "begin":
			open = append(open, m[2])
		case n == 0 || open[n-1] != m[2]:
			return "an end of " + m[2]
		default:
			open = open[:n-1]
		}
	}
	if len(open) > 0 {
		return open[0] + " is not closed"
	}
	plain := command.ReplaceAllStringFunc(tex, func(s string) string {
		if len(s) == 2 {
			return ""
		}
		return s
	})
	depth := 0
	for _, r := range plain {
		switch r {
		case '{':
			depth++
		case '}':
			depth--
		case '$', '#', '%', '~':
			if r == '$' && strings.Contains(tex, `\begin{picture}`) { // its numbers are formulas
				continue
			}
			return "a bare " + string(r)
		}
		if depth < 0 {
			return "a brace that opens nothing"
		}
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return strconv.QuoteRune(r)
		}
	}
	if strings.Contains(strings.ToLower(tex), `\href{javascript:`) {
		return "a link that runs a program"
	}
	if depth > 0 {
		return "an open brace"
	}
	if !utf8.ValidString(tex) {
		return "no UTF-8"
	}
	return ""
}

// TestInjectionDocuments has documents of hostile notes consist of commands of a
// closed list.
func TestInjectionDocuments(t *testing.T) {
	r := New(Options{})
	rapid.Check(t, func(t *rapid.T) {
		src := hostile.Note(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, false)
		d, err := r.Render(context.Background(), extension.ReadNote([]byte(src)))
		if err != nil {
			t.Fatal(err)
		}
		preamble, body, _ := strings.Cut(string(d.LaTeX), `\begin{document}`)
		body, _, _ = strings.Cut(strings.Replace(body, `\maketitle`, "", 1), "\n\\end{document}\n")
		title := ""
		if _, rest, ok := strings.Cut(preamble, "\n\\title{"); ok {
			title, _, _ = strings.Cut(rest, "}\n\\author{}")
		}
		if strings.Contains(title, "\n\n") {
			t.Fatalf("a paragraph ends in the title %q", title)
		}
		for _, tex := range []string{body, title} {
			if wrong := wrongDocument(tex); wrong != "" {
				t.Fatalf("%s in\n%s\nof %q", wrong, tex, src)
			}
		}
	})
}

// TestInjectionCompiles has TeX set documents of hostile notes.
func TestInjectionCompiles(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("documents are not compiled without %s=1", typeset.All)
	}
	documents := 4
	if n, err := strconv.Atoi(os.Getenv("BIBUN_HOSTILE")); err == nil {
		documents = n
	}
	for i := range documents {
		pick := rand.New(rand.NewPCG(uint64(i), 5)).IntN
		var src strings.Builder
		for range 8 {
			src.WriteString(hostile.Note(pick, false) + "\n\n")
		}
		lang, engine := "en", "pdflatex"
		if i%4 == 3 {
			lang, engine = "ja", "lualatex"
		}
		d, err := New(Options{Lang: lang}).Render(context.Background(), extension.Note{Body: []byte(src.String())})
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "a.tex"), d.LaTeX, 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(engine, "-interaction=nonstopmode", "-halt-on-error", "a.tex")
		cmd.Dir = dir
		if log, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("document %d: %s: %v\n%s\nof\n%s", i, engine, err, log[max(0, len(log)-1500):], d.LaTeX)
		}
	}
}
