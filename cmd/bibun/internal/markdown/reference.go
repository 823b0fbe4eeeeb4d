package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// definitions reads definitions of references, [a]: /b, at the start of a paragraph.
// goldmark copies what is left of the paragraph for each; here it gets portions.
type definitions struct{}

// portion is how many lines goldmark gets at a time. A definition that has more isn't
// read: a label has at most 999 bytes.
const portion = 200

// Transform implements [parser.ParagraphTransformer].
func (definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	whole := parser.LinkReferenceParagraphTransformer
	lines := node.Lines()
	n := lines.Len()
	if n <= portion {
		whole.Transform(node, reader, pc)
		return
	}
	done := 0
	for done < n {
		end := portionEnd(lines, done, reader.Source())
		part := ast.NewParagraph()
		part.SetBlankPreviousLines(done == 0 && node.HasBlankPreviousLines())
		part.Lines().AppendAll(lines.Sliced(done, end))
		node.Parent().InsertBefore(node.Parent(), node, part)
		whole.Transform(part, reader, pc)
		left := 0
		if part.Parent() != nil {
			left = part.Lines().Len()
			part.Parent().RemoveChild(part.Parent(), part)
		}
		if done == end-left { // text begins here
			break
		}
		done = end - left
	}
	switch {
	case done == n:
		node.SetLines(text.NewSegments())
		node.Parent().RemoveChild(node.Parent(), node)
	case done > 0:
		rest := text.NewSegments()
		rest.AppendAll(lines.Sliced(done, n))
		node.SetLines(rest)
	}
}

// portionEnd is where a portion of the lines from start on ends: before a line that may
// begin a definition and so can't be the title of the one above.
func portionEnd(lines *text.Segments, start int, source []byte) int {
	for i := start + portion; i < lines.Len(); i++ {
		line := lines.At(i)
		if bytes.HasPrefix(bytes.TrimLeft(line.Value(source), " \t"), []byte{'['}) {
			return i
		}
	}
	return lines.Len()
}
