package page

import (
	"bytes"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// outline is what the page needs to know of a parsed note besides its body.
type outline struct {
	heading string // the text of the first heading
	code    bool   // a block of code has a language
	math    bool   // the author wrote a formula
}

var outlineKey = parser.NewContextKey()

// noteTransformer makes the small changes that a page needs in the tree of a
// note: links to other notes lead to their pages, and fenced "math" blocks are
// formulas. It also collects the outline.
type noteTransformer struct{ linkNotes bool }

// Extend implements [goldmark.Extender].
func (t noteTransformer) Extend(m goldmark.Markdown) {
	// After every other transformer (the extension runs at 100), so that what
	// they replaced isn't counted as code.
	m.Parser().AddOptions(parser.WithASTTransformers(util.Prioritized(t, 900)))
}

// Transform implements [parser.ASTTransformer].
func (t noteTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	source := reader.Source()
	var out outline
	var formulas []*ast.FencedCodeBlock
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if out.heading == "" {
				out.heading = plainText(n, source)
			}
		case *ast.FencedCodeBlock:
			switch language := n.Language(source); {
			case string(language) == "math":
				formulas = append(formulas, n)
			case language != nil:
				out.code = true
			}
			return ast.WalkSkipChildren, nil
		case *ast.Link:
			if t.linkNotes {
				n.Destination = pageLink(n.Destination)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, f := range formulas {
		n := &MathBlock{closed: true}
		n.SetLines(f.Lines())
		f.Parent().ReplaceChild(f.Parent(), f, n)
	}
	out.math = len(formulas) > 0 || pc.Get(mathKey) != nil
	pc.Set(outlineKey, out)
}

// plainText returns the text of n without its markup.
func plainText(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(util.UnescapePunctuations(n.Segment.Value(source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *Math:
			for i := range n.Source.Len() {
				line := n.Source.At(i)
				b.Write(line.Value(source))
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// PageName returns the name of the page that a note becomes: a.md is a.html.
// Other names stay.
func PageName(name string) string {
	switch ext := path.Ext(name); strings.ToLower(ext) {
	case ".md", ".markdown", ".mdx":
		if stem := strings.TrimSuffix(name, ext); stem != "" && !strings.HasSuffix(stem, "/") {
			return stem + ".html"
		}
	}
	return name
}

// pageLink returns where a link leads on a page: a relative link to a note leads
// to its page, with query and fragment kept.
func pageLink(dest []byte) []byte {
	end := len(dest)
	if i := bytes.IndexAny(dest, "?#"); i >= 0 {
		end = i
	}
	file := dest[:end]
	if len(file) == 0 || bytes.HasPrefix(file, []byte("//")) {
		return dest
	}
	if i := bytes.IndexByte(file, ':'); i >= 0 && bytes.IndexByte(file[:i], '/') < 0 {
		return dest // a scheme
	}
	name := PageName(string(file))
	if name == string(file) {
		return dest
	}
	return append([]byte(name), dest[end:]...)
}
