package extension

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// lineIndex finds lines and columns in a file. It is made when the first
// position is asked for: most notes hold no block and need none.
type lineIndex struct {
	src    []byte
	starts []int // offsets at which lines start
}

func (x *lineIndex) build() {
	if x.starts != nil {
		return
	}
	x.starts = []int{0}
	for i := 0; ; {
		n := bytes.IndexByte(x.src[i:], '\n')
		if n < 0 {
			return
		}
		i += n + 1
		x.starts = append(x.starts, i)
	}
}

// place is the line and column of an offset, both from 1. Columns count runes;
// a byte that is no UTF-8 counts as one, a byte order mark as none.
func (x *lineIndex) place(offset int) (line, column int) {
	x.build()
	offset = min(max(offset, 0), len(x.src))
	i := sort.SearchInts(x.starts, offset+1) - 1
	text := x.src[x.starts[i]:offset]
	if i == 0 {
		text = bytes.TrimPrefix(text, bom)
	}
	return i + 1, utf8.RuneCount(text) + 1
}
