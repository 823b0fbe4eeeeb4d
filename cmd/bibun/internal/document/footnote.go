package document

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// maxNotes is how many footnotes are called within each other; deeper ones are numbers.
// Each is written into the one that calls it, so that a chain of thousands would be
// copied as often.
const maxNotes = 10

// footnote writes a footnote where it is called first, and its number where it is
// called again.
func (w *writer) footnote(n *extast.FootnoteLink) string {
	f := w.footnotes[n.Index]
	switch {
	case f == nil || w.notes >= maxNotes:
		return fmt.Sprintf(`\textsuperscript{%d}`, n.Index)
	case w.asides == nil:
		delete(w.footnotes, n.Index)
		return `\footnote{` + w.footnoteText(f) + "}"
	}
	*w.asides = append(*w.asides, n.Index)
	if w.inTitle { // whose own marks are signs
		return fmt.Sprintf(`\textsuperscript{%d}`, n.Index)
	}
	return fmt.Sprintf(`\footnotemark[%d]`, n.Index)
}

func (w *writer) footnoteText(f ast.Node) string {
	outer := w.inFootnote
	w.inFootnote = true
	w.notes++
	defer func() { w.inFootnote = outer; w.notes-- }()
	return w.blocks(f)
}

// aside writes what LaTeX lets no footnotes stand in, a heading or a table, and
// returns the footnotes that are called in it, which have to follow it.
func (w *writer) aside(write func() string) (text, below string) {
	outer := w.asides
	var called []int
	w.asides = &called
	text = write()
	w.asides = outer
	var s strings.Builder
	for _, index := range called {
		if f := w.footnotes[index]; f != nil && w.notes < maxNotes {
			delete(w.footnotes, index)
			fmt.Fprintf(&s, "\\stepcounter{footnote}\\footnotetext[%d]{%s}\n", index, w.footnoteText(f))
		}
	}
	return text, s.String()
}

// short is a heading without its footnotes and pictures.
func (w *writer) short(n ast.Node) string {
	var s strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.(type) {
		case *extast.FootnoteLink, *ast.Image:
		default:
			s.WriteString(w.inline(c))
		}
	}
	// A bracket would end the short form.
	return "{" + strings.TrimSpace(s.String()) + "}"
}
