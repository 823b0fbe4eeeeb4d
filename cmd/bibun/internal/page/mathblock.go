package page

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mathBlockParser reads displayed formulas that begin and end with a line. A
// parser of paragraphs alone would take a line "+ b" of a formula for a list and
// "= b" for a heading.
type mathBlockParser struct{}

// Trigger implements [parser.BlockParser].
func (mathBlockParser) Trigger() []byte { return []byte{'$', '\\'} }

// Open implements [parser.BlockParser].
func (mathBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || pc.BlockIndent() > 3 {
		return nil, parser.NoChildren
	}
	var closer string
	switch rest := line[pos:]; {
	case bytes.HasPrefix(rest, []byte("$$")) && !bytes.HasPrefix(rest, []byte("$$$")):
		closer = "$$"
	case bytes.HasPrefix(rest, []byte(`\[`)):
		closer = `\]`
	default:
		return nil, parser.NoChildren
	}
	n := &MathBlock{closer: closer, first: text.NewSegment(seg.Start-seg.Padding+pos, seg.Stop)}
	body := line[pos+2:]
	from := seg.Start - seg.Padding + pos + 2
	switch at := bytes.Index(body, []byte(closer)); {
	case at < 0:
		if !searchOf(pc).closes(reader.Source(), min(seg.Stop, len(reader.Source())), closer, isBlank(body)) {
			return nil, parser.NoChildren
		}
		if !isBlank(body) {
			n.Lines().Append(text.NewSegment(from, seg.Stop))
		}
	case at > 0 && isBlank(body[at+2:]) && !isBlank(body[:at]):
		n.Lines().Append(text.NewSegment(from, from+at))
		n.closed = true
	default: // $$a$$ and more text is a paragraph
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// maxBlock is how far ahead the end of a formula is looked for.
const maxBlock = 32 << 10

// closes reports whether the first line of src from start on with closer in it ends
// with that. A blank line before it ends the search, as it would end the formula in
// LaTeX, unless the opener stood alone on its line as a fence does.
func (s *search) closes(src []byte, start int, closer string, fence bool) bool {
	at := s.nextEnd(src, start, maxBlock, closer)
	if at < 0 {
		return false
	}
	line, _ := cutLine(src[at+len(closer) : min(len(src), start+maxBlock)])
	if fence || !isBlank(line) {
		return isBlank(line)
	}
	for before := src[start:at]; len(before) > 0; {
		line, before = cutLine(before)
		if bytes.HasSuffix(line, []byte("\n")) && isBlank(bytes.TrimLeft(line, "> ")) {
			s.failed += at - start - len(before)
			return false
		}
	}
	return true
}

// Continue implements [parser.BlockParser].
func (mathBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*MathBlock)
	if n.closed {
		return parser.Close
	}
	line, seg := reader.PeekLine()
	if at := bytes.Index(line, []byte(n.closer)); at >= 0 && isBlank(line[at+2:]) {
		if !isBlank(line[:at]) {
			n.Lines().Append(seg.WithStop(seg.Start - seg.Padding + at))
		}
		n.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	n.Lines().Append(seg)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements [parser.BlockParser]. A formula whose container ended before
// it did was none, and becomes a paragraph again.
func (mathBlockParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	n := node.(*MathBlock)
	if n.closed && n.Lines().Len() > 0 {
		pc.Set(mathKey, true)
		return
	}
	parent := n.Parent()
	if n.closed { // $$ and $$ with nothing between
		parent.RemoveChild(parent, n)
		return
	}
	p := ast.NewParagraph()
	p.Lines().Append(n.first)
	for i := range n.Lines().Len() {
		if line := n.Lines().At(i); line.Start > n.first.Stop-1 {
			p.Lines().Append(line)
		}
	}
	last := p.Lines().At(p.Lines().Len() - 1)
	p.Lines().Set(p.Lines().Len()-1, last.TrimRightSpace(reader.Source()))
	parent.ReplaceChild(parent, n, p)
}

// CanInterruptParagraph implements [parser.BlockParser].
func (mathBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements [parser.BlockParser].
func (mathBlockParser) CanAcceptIndentedLine() bool { return false }

func isBlank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }

// cutLine splits src after its first line ending.
func cutLine(src []byte) (line, rest []byte) {
	if i := bytes.IndexByte(src, '\n'); i >= 0 {
		return src[:i+1], src[i+1:]
	}
	return src, nil
}
