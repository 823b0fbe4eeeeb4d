package examples_test

import (
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// goldens are the files and folders whose formulas are drawn: what this
// repository shows of bibun's output in the notation of the presets "markdown"
// and "html". The other presets change formulas for their hosts.
var goldens = []string{
	"testdata",
	"goldmark",
	"../extension/testdata/presets/markdown.md",
	"../extension/testdata/presets/html.html",
}

// TestTypeset has every formula of every golden file drawn by MathJax 4,
// MathJax 3 and KaTeX.
func TestTypeset(t *testing.T) {
	var formulas []typeset.Formula
	for _, golden := range goldens {
		err := filepath.WalkDir(golden, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			switch filepath.Ext(path) {
			case ".md":
				formulas = append(formulas, formulasOfNote(string(text))...)
			case ".html":
				formulas = append(formulas, formulasOfPage(string(text))...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(formulas) < 200 {
		t.Fatalf("only %d formulas found", len(formulas))
	}
	typeset.Run(t, formulas)
}

var (
	fence  = regexp.MustCompile("(?ms)^[> \t]*(?:[-*+]|[0-9]+\\.)?[ \t]*(```+|~~~+)([a-z]*).*?^[> \t]*(?:```+|~~~+)[ \t]*$")
	prefix = regexp.MustCompile(`(?m)^(?:[ \t]*> ?)*[ \t]*`)
	code   = regexp.MustCompile(`(?s)<(pre|code|script|style)\b.*?</(pre|code|script|style)>`)
	inline = regexp.MustCompile(`\$([^$\s]|[^$\s][^$\n]*[^$\s])\$(?:[^0-9]|$)`)
)

// formulasOfNote returns the formulas of a note in the notation of the preset
// "markdown": $…$ in prose, and $$ on lines of its own.
func formulasOfNote(note string) []typeset.Formula {
	var formulas []typeset.Formula
	note = fence.ReplaceAllString(note, "")
	note = prefix.ReplaceAllString(note, "")
	for _, tex := range typeset.Between(note, "$$\n", "\n$$") {
		formulas = append(formulas, typeset.Formula{TeX: tex})
		note = strings.Replace(note, "$$\n"+tex+"\n$$", "", 1)
	}
	for _, m := range inline.FindAllStringSubmatch(note, -1) {
		formulas = append(formulas, typeset.Formula{TeX: m[1], Inline: true})
	}
	return formulas
}

// formulasOfPage returns the formulas of a page: \(…\) and \[…\] outside code.
func formulasOfPage(page string) []typeset.Formula {
	var formulas []typeset.Formula
	page = code.ReplaceAllString(page, "")
	for _, tex := range typeset.Between(page, `\(`, `\)`) {
		formulas = append(formulas, typeset.Formula{TeX: html.UnescapeString(tex), Inline: true})
	}
	for _, tex := range typeset.Between(page, `\[`, `\]`) {
		formulas = append(formulas, typeset.Formula{TeX: html.UnescapeString(tex)})
	}
	return formulas
}

func TestFormulasOf(t *testing.T) {
	note := "a $x$、$y+1$, $5 and $6.\n\n> - $$\n>   a \\\\\n>   b\n>   $$\n\n```diff\n$no$\n```\n`$z$`\n"
	want := []typeset.Formula{{TeX: "a \\\\\nb"}, {TeX: "x", Inline: true}, {TeX: "y+1", Inline: true}, {TeX: "z", Inline: true}}
	if got := formulasOfNote(note); !slices.Equal(got, want) {
		t.Errorf("note: got %+v", got)
	}
	page := `<p>\(x\) and <code>\(y\)</code></p><div>\[a &lt; b \\{}[c]\]</div>`
	want = []typeset.Formula{{TeX: "x", Inline: true}, {TeX: `a < b \\{}[c]`}}
	if got := formulasOfPage(page); !slices.Equal(got, want) {
		t.Errorf("page: got %+v", got)
	}
}
