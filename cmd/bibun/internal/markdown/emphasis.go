package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emphasis reads *emphasis*, **strong emphasis** and ~~what is struck~~. It is
// goldmark's own reading with the bounds of the CommonMark specification's algorithm,
// "openers_bottom", which goldmark doesn't have: a closer that found no opener tells
// all later ones of its kind how far back they needn't look.
//
// Delimiters stay in the tree until their block is closed; a link's are matched among
// themselves then, which comes to the same as matching them when the link is closed.
type emphasis struct{}

// Trigger implements [parser.InlineParser].
func (emphasis) Trigger() []byte { return []byte{'*', '_', '~'} }

// IsDelimiter implements [parser.DelimiterProcessor].
func (emphasis) IsDelimiter(c byte) bool { return c == '*' || c == '_' || c == '~' }

// CanOpenCloser implements [parser.DelimiterProcessor].
func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.CanOpen && opener.Char == closer.Char
}

// OnMatch implements [parser.DelimiterProcessor].
func (emphasis) OnMatch(consumed int) ast.Node { return ast.NewEmphasis(consumed) }

var delimitersKey = parser.NewContextKey()

// Parse implements [parser.InlineParser].
func (e emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 1, e)
	d.Segment = segment.WithStop(segment.Start + d.OriginalLength)
	block.Advance(d.OriginalLength)
	if d.Char == '~' && (d.OriginalLength > 2 || before == '~') {
		return ast.NewTextSegment(d.Segment)
	}
	pc.Set(delimitersKey, true)
	return d
}

// CloseBlock implements [parser.CloseBlocker].
func (emphasis) CloseBlock(parent ast.Node, _ text.Reader, pc parser.Context) {
	if pc.Get(delimitersKey) != nil {
		pc.Set(delimitersKey, nil)
		matchDelimiters(parent)
	}
}

// delimiter is a delimiter of a list of those that aren't matched yet.
type delimiter struct {
	*parser.Delimiter
	previous, next *delimiter
	// nested is how deep emphasis is nested between this delimiter and the next.
	nested int
}

// kind is what decides which openers fit a closer.
type kind struct {
	char    byte
	canOpen bool
	length  int // modulo 3
}

// matchDelimiters matches the delimiters among the children of parent, and those
// within its links among themselves. It returns how deep emphasis is nested.
func matchDelimiters(parent ast.Node) (nested int) {
	first := &delimiter{} // stands before all
	last := first
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *parser.Delimiter:
			last.next = &delimiter{Delimiter: c, previous: last}
			last = last.next
		case *ast.Link, *ast.Image:
			last.nested = max(last.nested, 1+matchDelimiters(c))
		}
	}
	// Openers that start before these places fit no closer of the kind.
	bottoms := map[kind]int{}
	for closer := first.next; closer != nil; {
		next := closer.next
		if !closer.CanClose {
			closer = next
			continue
		}
		of := kind{char: closer.Char, canOpen: closer.CanOpen, length: closer.OriginalLength % 3}
		opener, consumed := closer.previous, 0
		for ; opener != first && opener.Segment.Start >= bottoms[of]; opener = opener.previous {
			if opener.CanOpen && opener.Char == closer.Char {
				if consumed = opener.CalcComsumption(closer.Delimiter); consumed > 0 {
					break
				}
			}
		}
		if consumed == 0 {
			bottoms[of] = closer.Segment.Start
			if !closer.CanOpen {
				closer.toText()
			}
			closer = next
			continue
		}
		for opener.next != closer {
			opener.next.toText()
		}
		if opener.nested >= MaxNested {
			opener.toText()
			closer.toText()
			closer = next
			continue
		}
		if wrap(opener, closer, consumed); closer.Length == 0 {
			closer = next
		}
	}
	for first.next != nil {
		first.next.toText()
	}
	return first.nested
}

// wrap puts what stands between an opener and its closer, which follow each other in
// the list, into emphasis, and takes away what was used of them.
func wrap(opener, closer *delimiter, consumed int) {
	opener.ConsumeCharacters(consumed)
	closer.ConsumeCharacters(consumed)
	var node ast.Node = ast.NewEmphasis(consumed)
	if opener.Char == '~' {
		node = extast.NewStrikethrough()
	}
	node.SetPos(opener.Segment.Start)
	parent := opener.Parent()
	for c := opener.NextSibling(); c != nil && c != ast.Node(closer.Delimiter); c = opener.NextSibling() {
		node.AppendChild(node, c)
	}
	parent.InsertAfter(parent, opener.Delimiter, node)
	opener.nested++
	if opener.Length == 0 {
		parent.RemoveChild(parent, opener.Delimiter)
		opener.leave()
	}
	if closer.Length == 0 {
		parent.RemoveChild(parent, closer.Delimiter)
		closer.leave()
	}
}

// toText makes what is left of a delimiter text.
func (d *delimiter) toText() {
	ast.MergeOrReplaceTextSegment(d.Parent(), d.Delimiter, d.Segment)
	d.leave()
}

// leave takes a delimiter out of its list.
func (d *delimiter) leave() {
	d.previous.next = d.next
	d.previous.nested = max(d.previous.nested, d.nested)
	if d.next != nil {
		d.next.previous = d.previous
	}
}
