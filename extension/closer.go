package extension

// goldmark doesn't record where a fence was closed, so the line after the
// content is looked at here.

// closer is the line that closes a fence.
type closer struct {
	start, end int // of the line, without its line ending
}

// contentEnd is the end of the last line of a fence's content, or of the opening
// line where it has none, without the line ending. Blank lines at the end are not
// counted where nothing closes the fence: they belong to what follows.
func contentEnd(src []byte, f fence) int {
	lines := f.node.Lines()
	for i := lines.Len() - 1; i >= 0; i-- {
		seg := lines.At(i)
		if !blank(src[min(seg.Start, seg.Stop):seg.Stop]) {
			return lineEnd(src, seg.Stop-trailingNewline(src, seg.Stop))
		}
	}
	return lineEnd(src, f.start)
}

// trailingNewline is 1 where the byte before stop ends a line.
func trailingNewline(src []byte, stop int) int {
	if stop > 0 && src[stop-1] == '\n' {
		return 1
	}
	return 0
}

// findCloser finds the closing fence. It is the line after the content, in the
// same containers, indented by three columns at most, with at least as many of
// the same fence characters as opened and nothing else.
func findCloser(src []byte, f fence) (closer, bool) {
	at := lineEnd(src, f.start)
	if n := f.node.Lines().Len(); n > 0 {
		stop := f.node.Lines().At(n - 1).Stop
		at = lineEnd(src, stop-trailingNewline(src, stop))
	}
	for at < len(src) && src[at] != '\n' {
		at++
	}
	if at >= len(src) {
		return closer{}, false
	}
	at++
	end := lineEnd(src, at)
	c := cursor{line: src[at:end]}
	chain := containersOf(f.node)
	if c.follow(chain) < len(chain) || c.at >= len(c.line) {
		return closer{}, false
	}
	c.spaces(3)
	if c.rest > 0 {
		return closer{}, false
	}
	run := 0
	for c.at+run < len(c.line) && c.line[c.at+run] == src[f.start] {
		run++
	}
	if run < openingRun(src, f.start) || !blank(c.line[c.at+run:]) {
		return closer{}, false
	}
	return closer{at, end}, true
}

// openingRun is the number of fence characters at start.
func openingRun(src []byte, start int) int {
	n := 0
	for start+n < len(src) && src[start+n] == src[start] {
		n++
	}
	return n
}
