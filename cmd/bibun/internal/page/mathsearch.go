package page

import (
	"bytes"

	"github.com/yuin/goldmark/parser"
)

// search is what the parsers of formulas know of the ends that they look for, so that
// a note full of beginnings costs no more than its length.
type search struct {
	next map[string]found
	// failed is how many bytes were looked at for formulas that had no end.
	failed int
}

// found says that from a place on the next end stands at another, or nowhere where
// that is the length of the note.
type found struct{ from, at int }

// maxFailed is how many bytes are looked at in vain before no more formulas are read in
// a note: thousands of formulas of the greatest length, where authors forget a few ends.
const maxFailed = 32 << 20

var searchKey = parser.NewContextKey()

func searchOf(pc parser.Context) *search {
	return pc.ComputeIfAbsent(searchKey, func() any { return &search{next: map[string]found{}} }).(*search)
}

// nextEnd is where end stands in src, from start on and less than most bytes away, or
// -1.
func (s *search) nextEnd(src []byte, start, most int, end string) int {
	if s.failed > maxFailed {
		return -1
	}
	known, ok := s.next[end]
	if !ok || start < known.from || known.at < start {
		known = found{start, len(src)}
		if i := bytes.Index(src[start:], []byte(end)); i >= 0 {
			known.at = start + i
		}
		s.next[end] = known
	}
	if known.at+len(end) > min(len(src), start+most) {
		return -1
	}
	return known.at
}
