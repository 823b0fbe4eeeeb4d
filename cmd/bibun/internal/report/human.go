package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// human writes f as language.md shows it:
//
//	notes/ai-09.md:42:8: error: "1/2x" can be read two ways
//	   42 | f(x) = 1/2x + 3
//	      |        ^^^^
//	   help: write 1/(2x) for one over 2x, or (1/2)x for half of x
func (p *Printer) human(f Finding) error {
	var b strings.Builder
	b.WriteString(p.headline(f))
	b.WriteByte('\n')
	if f.Line > 0 && f.Excerpt != "" {
		text, from, width := mark(f.Excerpt, f.Column, endOnLine(f))
		number := strconv.Itoa(f.Line)
		b.WriteString(p.paint(blue, "   "+number+" |"))
		b.WriteString(" " + text + "\n")
		b.WriteString(p.paint(blue, "   "+strings.Repeat(" ", len(number))+" |"))
		style := red
		if f.Severity == Warning {
			style = yellow
		}
		b.WriteString(" " + strings.Repeat(" ", from) + p.paint(style, strings.Repeat("^", width)) + "\n")
	}
	for _, h := range f.Help {
		b.WriteString("   " + p.paint(cyan, "help:") + " " + Visible(h) + "\n")
	}
	_, err := p.W.Write([]byte(b.String()))
	return err
}

// endOnLine returns the column after the last marked character of f's first
// line; 0 stands for the end of the line.
func endOnLine(f Finding) int {
	if f.EndLine > f.Line {
		return 0
	}
	return f.EndColumn
}

const (
	// tabStop is the distance of tab stops in an excerpt. Markdown's own is 4,
	// so an indented fence looks in the excerpt as it looks to Markdown.
	tabStop = 4
	// maxExcerpt is the most display columns of a line that are shown: a line
	// of a terminal of 100 columns with the gutter beside it.
	maxExcerpt = 92
)

// mark lays line out for a terminal and says where the caret goes: the display
// column, from 0, of the character at column start, and how many display
// columns the characters up to column end take. Columns count characters from
// 1; an end of 0 is the end of the line. Tabs become spaces, wide characters
// count two, and a line too long for a terminal is cut around the mark.
func mark(line string, start, end int) (text string, from, width int) {
	cond := runewidth.Condition{}
	var b strings.Builder
	var ends []int // of each character: the display column after it
	at := 0
	for _, r := range line {
		switch {
		case r == '\t':
			n := tabStop - at%tabStop
			b.WriteString(strings.Repeat(" ", n))
			at += n
		case hidden(r), r == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
			at += cond.RuneWidth(utf8.RuneError)
		default:
			b.WriteRune(r)
			at += cond.RuneWidth(r)
		}
		ends = append(ends, at)
	}
	before := func(column int) int { // the display column where column starts
		switch i := column - 2; {
		case i < 0 || len(ends) == 0:
			return 0
		case i >= len(ends):
			return ends[len(ends)-1]
		default:
			return ends[i]
		}
	}
	from = before(start)
	to := at
	if end > 0 {
		to = before(end)
	}
	return window(b.String(), from, max(to-from, 1))
}

// window cuts text to maxExcerpt display columns around the mark.
func window(text string, from, width int) (string, int, int) {
	cond := runewidth.Condition{}
	if cond.StringWidth(text) <= maxExcerpt {
		return text, from, width
	}
	width = min(width, maxExcerpt/2)
	left := max(0, from-maxExcerpt/3)
	var b strings.Builder
	at, shown, moved := 0, 0, from
	if left > 0 {
		b.WriteString("…")
		shown = 1
	}
	for _, r := range text {
		w := cond.RuneWidth(r)
		if at < left {
			at += w
			continue
		}
		if shown+w > maxExcerpt-1 {
			b.WriteString("…")
			break
		}
		if at == from {
			moved = shown
		}
		b.WriteRune(r)
		at += w
		shown += w
	}
	return b.String(), moved, width
}
