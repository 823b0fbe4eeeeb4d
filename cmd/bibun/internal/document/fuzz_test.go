package document

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/calculus/latex"
	"github.com/bibun-md/bibun/extension"
)

// FuzzRender makes documents of any notes. Where an author writes no formula, which is LaTeX
// already, all commands and environments are of a closed list, braces and environments nest, and nothing
// of the author's is a comment, a formula or a parameter.
func FuzzRender(f *testing.F) {
	for _, note := range fuzzing.Some(fuzzing.Notes(f), 100) {
		f.Add(note)
	}
	for _, s := range []string{
		`\input{/etc/passwd} \write18{x} {\catcode} %` + "\n", "`\\def\\x{` ``}`` ~~`}`~~ <http://a/\\}{%#&_^~>\n", "[a}](b{c\\%d \"e\") ![}](a.png) ![a](b}.png) [x](<a b>)\n",
		"|a}|\\|\n|-|-|\n|`{`|![x](y.png)[^1]|\n\n[^1]: } \\\\ `%`\n", "# } [^1] `{`\n\n[^1]: x\n", "- [a]\n- [ ] b\n\n3) c\n   > d\n", "```x\n}\\end{flushleft}\n%$\n```\n",
		"&#92;input &#123; &#37; &lbrace; &bsol;end{document}\n", "a\\\nb  \nc ^^5cinput ^^M\n", "---\ntitle: '} \\input{x} %'\nlang: ja\n---\n```diff\nL = u^2v; plot L\n```\n",
	} {
		f.Add(s)
	}
	r := New(Options{Fragment: true})
	f.Fuzz(func(t *testing.T, note string) {
		n := extension.ReadNote([]byte(note))
		if extension.CheckDepth(n, 20) != nil {
			t.Skip()
		}
		var d *Document
		var err error
		render := func() { d, err = r.Render(context.Background(), n) }
		if strings.Contains(note, "diff") || strings.Contains(note, "bibun") { // a block has a budget of its own
			fuzzing.Within(t, 2*time.Second, render)
		} else {
			fuzzing.Swift(t, len(note), render)
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(note, "$") || strings.Contains(note, `\(`) || strings.Contains(note, `\[`) || strings.Contains(note, "math") {
			return
		}
		if wrong := notOurs(string(d.LaTeX)); wrong != "" {
			t.Fatalf("%q: %s in\n%s", note, wrong, d.LaTeX)
		}
	})
}

// ourCommands are all that a document without formulas of the author's may hold. The list is closed.
var ourCommands = slices.Concat(latex.Macros(), strings.Fields(`nabla ldots times det approx
	section subsection subsubsection paragraph emph textbf texttt struck href allowbreak footnote footnotemark footnotetext stepcounter setcounter
	item rule linewidth textwidth mbox ttfamily small textsuperscript notepicture raggedright raggedleft centering arraybackslash endhead
	boxtimes square textbackslash textasciicircum textasciitilde textasciigrave textless textgreater textbar textquotedbl textquotesingle
	setlength unitlength put line makebox scriptsize qbezier circle`))

// ourSymbols are the commands of one character.
const ourSymbols = `\ {}$&#%_,()[]~`

var ourEnvironments = slices.Concat(latex.Environments(), strings.Fields("align itemize enumerate quote center flushleft tabular longtable picture"))

// notOurs says what of a document is none of ours; "" where nothing is.
func notOurs(tex string) string {
	var open []string
	closes := func(want string) bool {
		if len(open) == 0 || open[len(open)-1] != want {
			return false
		}
		open = open[:len(open)-1]
		return true
	}
	for i := 0; i < len(tex); i++ {
		switch tex[i] {
		case '{':
			open = append(open, "{")
		case '}':
			if !closes("{") {
				return "unbalanced }"
			}
		case '%', '#':
			return "a bare " + tex[i:i+1]
		case '^':
			if strings.HasPrefix(tex[i:], "^^") {
				return "^^"
			}
		case '\\':
			j := i + 1
			for j < len(tex) && (tex[j]|0x20 >= 'a' && tex[j]|0x20 <= 'z') {
				j++
			}
			if j == i+1 {
				_, size := utf8.DecodeRuneInString(tex[j:])
				if size != 1 || !strings.Contains(ourSymbols, tex[j:j+1]) {
					return `\` + tex[j:j+size]
				}
				i = j
				continue
			}
			name := tex[i+1 : j]
			if !slices.Contains(ourCommands, name) {
				return `\` + name
			}
			if name == "begin" || name == "end" {
				env, _, _ := strings.Cut(strings.TrimPrefix(tex[j:], "{"), "}")
				if !slices.Contains(ourEnvironments, env) {
					return "environment " + env
				}
				if name == "begin" {
					open = append(open, env)
				} else if !closes(env) {
					return "unbalanced " + env
				}
			}
			i = j - 1
		}
	}
	if len(open) > 0 {
		return "open: " + strings.Join(open, " ")
	}
	return ""
}
