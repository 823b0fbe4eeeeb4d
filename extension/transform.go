package extension

import (
	"context"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// transformer replaces the fences of problems by their solutions.
type transformer struct {
	options Options
}

// Transform implements parser.ASTTransformer. Everything is solved here, so
// that nothing can go wrong while the HTML is written.
func (t *transformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	body := reader.Source()
	if !mayHold(body) {
		return
	}
	ctx, n := noteOf(pc, body)
	fences, solved := findFences(doc, body)
	x := newExaminer(ctx, n, t.options)
	for _, s := range solved {
		x.report.Blocks = append(x.report.Blocks, s.Block)
	}
	for _, f := range fences {
		if f.node.Parent() == nil { // it stood in a region
			continue
		}
		if b := x.examine(passageOf(x.body, f)); b.Status == Solved {
			removeRegion(f.node, body)
			f.node.Parent().ReplaceChild(f.node.Parent(), f.node, newSolutionNode(b, f.node))
		}
	}
	x.report.sort()
	pc.Set(reportKey, x.report)
}

// noteOf is the note that the host took apart, if goldmark was given its body,
// and otherwise what goldmark was given.
func noteOf(pc parser.Context, body []byte) (context.Context, Note) {
	ctx := context.Background()
	if o, ok := pc.Get(noteKey).(*origin); ok {
		if ctx = o.ctx; len(o.note.Body) == len(body) {
			o.note.Body = body
			return ctx, o.note
		}
	}
	n := ReadNote(body)
	n.Head, n.Body = nil, body
	return ctx, n
}

func newSolutionNode(b *Block, from ast.Node) *SolutionNode {
	n := &SolutionNode{Block: b}
	n.SetPos(from.Pos())
	n.SetBlankPreviousLines(from.HasBlankPreviousLines())
	return n
}
