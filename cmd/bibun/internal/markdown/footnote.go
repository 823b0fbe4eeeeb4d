package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Footnotes are read as goldmark's extension reads them, which looks through all of
// them for every mark and sorts them by insertion.

// footnotes are the footnotes of a note.
type footnotes struct {
	list    *extast.FootnoteList
	byLabel map[string]*extast.Footnote
	marks   []*extast.FootnoteLink
}

var footnotesKey = parser.NewContextKey()

// footnoteBlocks reads [^a]: b, and gathers what it reads at the first one's place.
type footnoteBlocks struct{ parser.BlockParser }

// Close implements [parser.BlockParser].
func (footnoteBlocks) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	f, _ := pc.Get(footnotesKey).(*footnotes)
	if f == nil {
		f = &footnotes{list: extast.NewFootnoteList(), byLabel: map[string]*extast.Footnote{}}
		pc.Set(footnotesKey, f)
		node.Parent().InsertBefore(node.Parent(), node, f.list)
	}
	note := node.(*extast.Footnote)
	if _, known := f.byLabel[string(note.Ref)]; !known {
		f.byLabel[string(note.Ref)] = note
	}
	f.list.AppendChild(f.list, node)
}

// footnoteMarks reads [^a].
type footnoteMarks struct{}

// Trigger implements [parser.InlineParser]. ![^a] is an exclamation mark and a
// footnote, no picture.
func (footnoteMarks) Trigger() []byte { return []byte{'!', '['} }

// maxLabel is the longest label of a footnote, as of a link.
const maxLabel = 999

// Parse implements [parser.InlineParser].
func (footnoteMarks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	f, _ := pc.Get(footnotesKey).(*footnotes)
	if f == nil {
		return nil
	}
	line, segment := block.PeekLine()
	open := bytes.IndexByte(line[:min(2, len(line))], '[')
	if open < 0 || open+2 >= len(line) || line[open+1] != '^' {
		return nil
	}
	label := line[open+2 : min(len(line), open+2+maxLabel)]
	end := labelEnd(label)
	if end < 0 {
		return nil
	}
	note := f.byLabel[string(label[:end])]
	if note == nil {
		return nil
	}
	if note.Index < 0 {
		f.list.Count++
		note.Index = f.list.Count
	}
	mark := extast.NewFootnoteLink(note.Index)
	f.marks = append(f.marks, mark)
	if open == 1 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	block.Advance(open + 2 + end + 1)
	return mark
}

// labelEnd is where the ] of a label stands, or -1.
func labelEnd(label []byte) int {
	for i := 0; i < len(label); i++ {
		switch c := label[i]; {
		case c == '\\' && i+1 < len(label) && util.IsPunct(label[i+1]):
			i++
		case c == '[':
			return -1
		case c == ']':
			return i
		}
	}
	return -1
}

// footnoteList puts the footnotes that are marked to the end of the note, in the order
// of their marks and with links back.
type footnoteList struct{}

// Transform implements [parser.ASTTransformer].
func (footnoteList) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	f, _ := pc.Get(footnotesKey).(*footnotes)
	if f == nil {
		return
	}
	counts := map[int]int{}
	for _, m := range f.marks {
		m.RefIndex = counts[m.Index]
		counts[m.Index]++
	}
	for _, m := range f.marks {
		m.RefCount = counts[m.Index]
	}
	var marked []*extast.Footnote
	for n := f.list.FirstChild(); n != nil; n = n.NextSibling() {
		if note := n.(*extast.Footnote); note.Index > 0 {
			marked = append(marked, note)
		}
	}
	f.list.Parent().RemoveChild(f.list.Parent(), f.list)
	f.list.RemoveChildren(f.list)
	if len(marked) == 0 {
		return
	}
	slices.SortFunc(marked, func(a, b *extast.Footnote) int { return a.Index - b.Index })
	for _, note := range marked {
		var container ast.Node = note
		if last := note.LastChild(); last != nil && ast.IsParagraph(last) {
			container = last
		}
		for i := range counts[note.Index] {
			back := extast.NewFootnoteBacklink(note.Index)
			back.RefCount, back.RefIndex = counts[note.Index], i
			container.AppendChild(container, back)
		}
		f.list.AppendChild(f.list, note)
	}
	doc.AppendChild(doc, f.list)
}
