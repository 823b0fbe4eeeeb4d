package page

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mathInlineParser reads formulas in running text. The rules for a single $ are
// Pandoc's, which keep "$5 and $6" as it is: no space after the opener, none
// before the closer, no digit after it; a $ that may not close ends the search.
// Inside braces a $ doesn't count, so \text{for $x$} may stand in a formula.
type mathInlineParser struct{}

// Trigger implements [parser.InlineParser].
func (mathInlineParser) Trigger() []byte { return []byte{'$', '\\'} }

// maxInline is the most bytes of a formula in running text: longer than any
// that a reader could take in, short enough that a paragraph full of openers
// costs little.
const maxInline = 4096

// Parse implements [parser.InlineParser].
func (mathInlineParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, start := block.PeekLine()
	if line[0] == '\\' {
		if len(line) < 2 || line[1] != '(' {
			return nil
		}
		return parseInline(block, pc, `\(`, `\)`)
	}
	run := 1
	for run < len(line) && line[run] == '$' {
		run++
	}
	var node ast.Node
	switch {
	case run == 1 && len(line) > 1 && line[1] == '`':
		node = parseInline(block, pc, "$`", "`$")
	case run == 1 && len(line) > 1 && !isSpace(line[1]):
		node = parseInline(block, pc, "$", "$")
	case run == 2:
		node = parseInline(block, pc, "$$", "$$")
	}
	if node == nil && run > 1 {
		// The whole run is text; its second $ must not open a formula.
		block.Advance(run)
		return ast.NewTextSegment(start.WithStop(start.Start + run))
	}
	return node
}

// parseInline reads from open up to end. Without an end it returns nil and
// leaves block where it was.
func parseInline(block text.Reader, pc parser.Context, open, end string) ast.Node {
	row, at := block.Position()
	// Marks of quotes stand between the lines.
	known := searchOf(pc)
	if known.nextEnd(block.Source(), at.Start, 4*maxInline, end) < 0 {
		return nil
	}
	block.Advance(len(open))
	source := text.NewSegments()
	depth, size := 0, 0
	for {
		line, seg := block.PeekLine()
		if line == nil {
			break
		}
		i, found := scanInline(line[:min(len(line), maxInline-size)], end, &depth)
		if found && size+i > 0 {
			if i > 0 {
				source.Append(seg.WithStop(seg.Start + i))
			}
			block.Advance(i + len(end))
			pc.Set(mathKey, true)
			return &Math{Display: open == "$$", Source: source}
		}
		if found || i < len(line) {
			size += i
			break
		}
		size += len(line)
		source.Append(seg)
		block.AdvanceLine()
	}
	known.failed += size
	block.SetPosition(row, at)
	return nil
}

// scanInline looks for end in a line of a formula, outside of braces; depth is
// that of the braces. It returns where end is; or, where it isn't found, how far
// the formula may reach: all of the line, or up to something that no formula
// holds.
func scanInline(line []byte, end string, depth *int) (at int, found bool) {
	for i := 0; i < len(line); i++ {
		if *depth <= 0 && bytes.HasPrefix(line[i:], []byte(end)) {
			return i, end != "$" || closesDollar(line, i)
		}
		switch line[i] {
		case '\\':
			i++
		case '{':
			*depth++
		case '}':
			*depth--
		case '`':
			if end == "$" { // code spans bind tighter
				return i, false
			}
		}
	}
	return len(line), false
}

// closesDollar reports whether the $ at line[i] may close a formula.
func closesDollar(line []byte, i int) bool {
	if i == 0 || isSpace(line[i-1]) {
		return false
	}
	if i+1 == len(line) {
		return true
	}
	next := line[i+1]
	return next != '$' && (next < '0' || '9' < next)
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
