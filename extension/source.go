package extension

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/text"
)

// source is the text of a block with its way back to the file. The prefixes
// of quotes and lists stand between its lines in the file, so each line keeps
// its own place.
type source struct {
	text  string
	lines []sourceLine
}

// sourceLine says where a line of the text stands in the file.
type sourceLine struct {
	text int // offset in the text
	file int // offset in the file of the first byte that is not padding
	// padding is the number of columns at the start of the line that stand for
	// a part of a tab, which the container took the rest of.
	padding int
}

// readSource puts the lines of a fence together. CRLF becomes LF; nothing
// before the end of a line moves by it, so the places hold.
func readSource(src []byte, lines *text.Segments) source {
	var s source
	var b strings.Builder
	for i := range lines.Len() {
		seg := lines.At(i)
		s.lines = append(s.lines, sourceLine{text: b.Len(), file: seg.Start, padding: seg.Padding})
		for range seg.Padding {
			b.WriteByte(' ')
		}
		line := string(src[min(seg.Start, seg.Stop):seg.Stop])
		line = strings.TrimSuffix(line, "\n")
		line = strings.TrimSuffix(line, "\r")
		b.WriteString(line)
		b.WriteByte('\n')
	}
	s.text = b.String()
	return s
}

// fileOffset is where a byte of the text stands in the file.
func (s *source) fileOffset(offset int) int {
	i := sort.Search(len(s.lines), func(i int) bool { return s.lines[i].text > offset }) - 1
	if i < 0 {
		if len(s.lines) == 0 {
			return 0
		}
		i = 0
	}
	l := s.lines[i]
	return l.file + max(offset-l.text-l.padding, 0)
}
