package page

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
)

// headingIDs gives headings the names that links reach them by, as GitHub does:
// letters and digits of any script are kept, so 偏微分 is #偏微分, spaces become
// hyphens, and a name that is taken gets a number. goldmark's own keep ASCII
// only, which makes every Japanese heading "heading-1", "heading-2", ….
type headingIDs struct{ taken map[string]bool }

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
	for i := 1; h.taken[unique]; i++ {
		unique = id + "-" + strconv.Itoa(i)
	}
	h.taken[unique] = true
	return []byte(unique)
}

// Put implements [parser.IDs].
func (h *headingIDs) Put(value []byte) { h.taken[string(value)] = true }

// contextWithIDs is a parser context with names for headings of its own.
type contextWithIDs struct {
	parser.Context
	ids parser.IDs
}

// IDs implements [parser.Context].
func (c contextWithIDs) IDs() parser.IDs { return c.ids }

// ParseWith has goldmark parse with pc and names for headings of its own.
func ParseWith(pc parser.Context) parser.ParseOption {
	return parser.WithContext(contextWithIDs{pc, &headingIDs{taken: map[string]bool{}}})
}
