package extension

import "bytes"

// CheckLength reports, as a [*LimitError], that a note has more bytes or lines than
// the limits let it have.
func CheckLength(src []byte, l Limits) error {
	l = l.withDefaults()
	if len(src) > l.FileBytes {
		return &LimitError{Name: "file-bytes", What: "bytes in the file", Max: l.FileBytes, Found: len(src)}
	}
	if lines := bytes.Count(src, []byte{'\n'}); lines > l.Lines {
		return &LimitError{Name: "lines", What: "lines in the file", Max: l.Lines, Found: lines}
	}
	return nil
}

// CheckDepth reports, as a [*LimitError], that the quotes and lists of a note
// are nested deeper than max, or than 100 where max is 0. It takes a time that
// grows with the length of the note alone, unlike goldmark's, which is why it is
// asked before goldmark sees the note.
func CheckDepth(n Note, max int) error {
	if max == 0 {
		max = Limits{}.withDefaults().Depth
	}
	var open []container // those that the line before left open
	var fenceChar byte
	fenceRun := 0
	for body, number := n.Body, bytes.Count(n.Head, []byte{'\n'})+1; len(body) > 0; number++ {
		line, rest := cutLine(body)
		body = rest
		c := cursor{line: line}
		entered := c.follow(open)
		if c.blank() {
			continue
		}
		if entered < len(open) {
			open, fenceRun = open[:entered], 0
		}
		if fenceRun > 0 {
			if r := fenceAt(c, fenceChar); r >= fenceRun {
				fenceRun = 0
			}
			continue
		}
		if open = openContainers(&c, open, max+1); len(open) > max {
			return &LimitError{Name: "depth", What: "nested quotes and lists", Max: max, Line: number}
		}
		for _, char := range []byte("`~") {
			if r := fenceAt(c, char); r >= 3 {
				fenceChar, fenceRun = char, r
			}
		}
	}
	return nil
}

// openContainers adds the containers that a line opens, until there are most.
func openContainers(c *cursor, open []container, most int) []container {
	for len(open) < most {
		before := *c
		if c.spaces(4) == 4 {
			*c = before
			return open
		}
		*c = before
		if c.quoteMark() {
			open = append(open, container{kind: quote})
			continue
		}
		*c = before
		if !listMark(*c, false) || thematicBreak(c.line[c.at:]) {
			return open
		}
		c.spaces(3)
		for c.at < len(c.line) && c.line[c.at] != ' ' && c.line[c.at] != '\t' && c.line[c.at] != '\n' && c.line[c.at] != '\r' {
			c.at++
			c.col++
		}
		after := *c
		if n := c.spaces(5); n == 5 || c.blank() {
			// Indented code, or nothing yet: the content starts after one column.
			*c = after
			c.spaces(1)
			open = append(open, container{kind: listItem, width: after.col + 1 - before.col})
			continue
		}
		open = append(open, container{kind: listItem, width: c.col - before.col})
	}
	return open
}

// fenceAt is the length of the run of a fence character at the cursor.
func fenceAt(c cursor, char byte) (run int) {
	if c.spaces(4) == 4 {
		return 0
	}
	for c.at+run < len(c.line) && c.line[c.at+run] == char {
		run++
	}
	return run
}

// thematicBreak reports whether a line is three or more of -, * or _ and
// nothing but white space: it looks like nested lists and isn't.
func thematicBreak(line []byte) bool {
	var mark byte
	n := 0
	for _, b := range line {
		switch b {
		case ' ', '\t', '\r', '\n':
		case '-', '*', '_':
			if mark != 0 && b != mark {
				return false
			}
			mark = b
			n++
		default:
			return false
		}
	}
	return n >= 3
}
