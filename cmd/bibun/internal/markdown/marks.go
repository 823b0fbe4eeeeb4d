package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Counted returns an inline parser that reads nothing once a note has more marks than
// [MaxMarks].
func Counted(p parser.InlineParser) parser.InlineParser {
	if closer, ok := p.(parser.CloseBlocker); ok {
		return countedCloser{counted{p}, closer}
	}
	return counted{p}
}

type counted struct{ parser.InlineParser }

type countedCloser struct {
	counted
	parser.CloseBlocker
}

// Parse implements [parser.InlineParser].
func (p counted) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	c := contextOf(pc)
	if c.marks >= MaxMarks {
		return nil
	}
	node := p.InlineParser.Parse(parent, block, pc)
	if node != nil {
		if c.marks++; c.marks == MaxMarks {
			_, at := block.Position()
			c.exceed(Marks, at.Start)
		}
	}
	return node
}
