package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tables reads tables, unless they have too many cells that nobody wrote.
type tables struct{ parser.ParagraphTransformer }

// Transform implements [parser.ParagraphTransformer].
func (t tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	value := func(i int) []byte {
		line := lines.At(i)
		return line.Value(reader.Source())
	}
	columns := 0
	for i := 1; i < lines.Len(); i++ {
		if v := value(i); bytes.IndexByte(v, '-') >= 0 && len(bytes.Trim(v, " \t\r\n|:-")) == 0 {
			columns = max(columns, 1+bars(v))
		}
	}
	if columns == 0 {
		return
	}
	c := contextOf(pc)
	for i := range lines.Len() {
		c.cells += max(0, columns-1-bars(value(i)))
	}
	if c.cells > MaxEmptyCells {
		c.exceed(EmptyCells, lines.At(0).Start)
		return
	}
	t.ParagraphTransformer.Transform(node, reader, pc)
}

func bars(line []byte) int { return bytes.Count(line, []byte{'|'}) }

// escapedBars takes the backslash before a bar away in the code spans of tables, where
// it only keeps the bar from ending a cell. goldmark's own looks at all such cells for
// each of them.
type escapedBars struct{}

// Transform implements [parser.ASTTransformer].
func (escapedBars) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var found []*ast.Text
	inCell := 0
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *extast.TableCell:
			if entering {
				inCell++
			} else {
				inCell--
			}
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil && entering && inCell > 0; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok && bytes.Contains(t.Segment.Value(reader.Source()), []byte(`\|`)) {
					found = append(found, t)
				}
			}
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	for _, t := range found {
		parent, rest := t.Parent(), t.Segment
		for {
			at := bytes.Index(rest.Value(reader.Source()), []byte(`\|`))
			if at < 0 {
				break
			}
			parent.InsertBefore(parent, t, ast.NewRawTextSegment(rest.WithStop(rest.Start+at)))
			rest = rest.WithStart(rest.Start + at + 1)
		}
		parent.ReplaceChild(parent, t, ast.NewRawTextSegment(rest))
	}
}
