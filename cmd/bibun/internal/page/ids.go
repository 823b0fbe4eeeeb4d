package page

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"github.com/bibun-md/bibun/cmd/bibun/internal/markdown"
	"github.com/bibun-md/bibun/extension"
)

// headingIDs gives headings the names that links reach them by, as GitHub does:
// letters and digits of any script are kept, so 偏微分 is #偏微分, spaces become
// hyphens, and a name that is taken gets a number. goldmark's own keep ASCII
// only, which makes every Japanese heading "heading-1", "heading-2", ….
type headingIDs struct {
	taken map[string]bool
	next  map[string]int // the number that is tried next, by name
}

// Generate implements [parser.IDs].
func (h *headingIDs) Generate(value []byte, kind ast.NodeKind) []byte {
	var b strings.Builder
	for _, r := range strings.TrimSpace(string(value)) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '_', r == '-':
			b.WriteRune(unicode.ToLower(r))
		case r == ' ' || r == '\t':
			b.WriteByte('-')
		}
	}
	id := b.String()
	if id == "" {
		id = "section"
	}
	unique := id
	for h.taken[unique] {
		h.next[id]++
		unique = id + "-" + strconv.Itoa(h.next[id])
	}
	h.taken[unique] = true
	return []byte(unique)
}

// Put implements [parser.IDs].
func (h *headingIDs) Put(value []byte) { h.taken[string(value)] = true }

// NewContext returns a context to read a note in, with names for headings of its own.
func NewContext(pc parser.Context, note extension.Note) *markdown.Context {
	return markdown.NewContext(pc, &headingIDs{map[string]bool{}, map[string]int{}}, len(note.Body))
}
