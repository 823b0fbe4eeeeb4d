// Package status keeps one line about the last build, and below it all that is
// wrong in the notes now, at the end of a terminal. The next build takes their
// place, so that nothing scrolls away.
package status

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/mattn/go-runewidth"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// Screen is the end of a terminal. It isn't safe for use by several goroutines.
type Screen struct {
	// W is the terminal.
	W io.Writer
	// Size returns its size in characters.
	Size func() (width, height int)
	// Print prints a finding.
	Print func(w io.Writer, f report.Finding) error
	// More is what stands in the place of findings that there is no room for;
	// it is given their number.
	More func(n int) string

	findings map[string][]report.Finding // of each file
	rows     int                         // what is shown takes, to be taken back
	line     string
}

// Set says what is wrong in a file now.
func (s *Screen) Set(file string, findings []report.Finding) {
	if len(findings) == 0 {
		delete(s.findings, file)
		return
	}
	if s.findings == nil {
		s.findings = map[string][]report.Finding{}
	}
	s.findings[file] = findings
}

// Forget forgets all that was said to be wrong.
func (s *Screen) Forget() { s.findings = nil }

// Say prints a line that stays, above what is shown.
func (s *Screen) Say(line string) {
	var b bytes.Buffer
	s.back(&b)
	b.WriteString(line + "\n")
	s.draw(&b)
	s.W.Write(b.Bytes())
}

// Show shows a line about a build, and what is wrong.
func (s *Screen) Show(line string) {
	s.line = line
	var b bytes.Buffer
	s.back(&b)
	s.draw(&b)
	s.W.Write(b.Bytes()) // in one piece, so that it doesn't flicker
}

// back takes back what is shown: up to its first row, and all from there.
func (s *Screen) back(b *bytes.Buffer) {
	if s.rows > 0 {
		fmt.Fprintf(b, "\x1b[%dA\r\x1b[J", s.rows)
	}
	s.rows = 0
}

// draw writes the line and as many findings as there is room for: what leaves
// the screen at the top can't be taken back.
func (s *Screen) draw(b *bytes.Buffer) {
	if s.line == "" {
		return
	}
	width, height := s.Size()
	b.WriteString(s.line + "\n")
	s.rows = rows(s.line, width)
	var list []report.Finding
	for _, file := range sorted(s.findings) {
		list = append(list, s.findings[file]...)
	}
	for i, f := range list {
		var text bytes.Buffer
		s.Print(&text, f)
		need := 0
		for line := range strings.SplitSeq(strings.TrimSuffix(text.String(), "\n"), "\n") {
			need += rows(line, width)
		}
		room := height - 1 - s.rows // the cursor stands on a row of its own
		if i < len(list)-1 {
			room-- // for the line that tells of the rest
		}
		if need > room {
			more := s.More(len(list) - i)
			b.WriteString(more + "\n")
			s.rows += rows(more, width)
			return
		}
		b.Write(text.Bytes())
		s.rows += need
	}
}

func sorted(m map[string][]report.Finding) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// escape matches what colours a line.
var escape = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("\x1b\\[[0-9;]*m")
})

// rows returns how many rows of a terminal a line takes.
func rows(line string, width int) int {
	if width <= 0 {
		return 1
	}
	cond := runewidth.Condition{}
	n, at := 1, 0
	for _, r := range escape().ReplaceAllString(line, "") {
		w := cond.RuneWidth(r)
		if at+w > width {
			n++
			at = 0
		}
		at += w
	}
	return n
}
