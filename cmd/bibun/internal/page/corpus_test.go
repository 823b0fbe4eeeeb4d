package page

import (
	"context"
	"regexp"
	"testing"

	"github.com/bibun-md/bibun/extension"
	"github.com/bibun-md/bibun/extension/corpus"
)

// unsafeHTML finds what no note can bring into its page: it has no raw HTML but that
// of bibun, goldmark and chroma.
var unsafeHTML = regexp.MustCompile(`(?i)<(script|iframe|object|embed|form|style|link|meta|base)\b|<[^>]*\s(on[a-z]+|style)\s*=|(href|src)="\s*(javascript|vbscript|data:text)`)

// alignment is how goldmark aligns the cells of a table.
var alignment = regexp.MustCompile(` style="text-align:(left|center|right)"`)

// TestCorpusPages makes pages of the Markdown of others, whose raw HTML is of every
// kind.
func TestCorpusPages(t *testing.T) {
	files := corpus.Files(t)
	r := New(Options{LinkNotes: true})
	formulas, raw := 0, 0
	for _, file := range files {
		note := extension.ReadNote(file.Text)
		if extension.CheckDepth(note, 0) != nil {
			continue
		}
		p, err := r.Render(context.Background(), note)
		if err != nil {
			t.Fatalf("%s: %v", file.Path, err)
		}
		if found := unsafeHTML.Find(alignment.ReplaceAll(p.Document.Body, nil)); found != nil {
			t.Errorf("%s: %q is on its page", file.Path, found)
		}
		if p.Document.MathJaxURL != "" {
			formulas++
		}
		if unsafeHTML.Match(file.Text) {
			raw++
		}
		if p.Report.Failed() {
			t.Errorf("%s: a block is claimed", file.Path)
		}
	}
	t.Logf("%d pages, %d with formulas, %d of notes with HTML that pages mustn't have", len(files), formulas, raw)
}
