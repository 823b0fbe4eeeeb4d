package markdown

import (
	"github.com/yuin/goldmark"
	gmextension "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// New returns a Markdown with more extensions and options. What it parses needs a
// context of [NewContext].
func New(options ...goldmark.Option) goldmark.Markdown {
	return goldmark.New(append([]goldmark.Option{
		goldmark.WithParser(newParser()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(
			util.Prioritized(gmextension.NewTableHTMLRenderer(), 500),
			util.Prioritized(gmextension.NewStrikethroughHTMLRenderer(), 500),
			util.Prioritized(gmextension.NewTaskCheckBoxHTMLRenderer(), 500),
			util.Prioritized(gmextension.NewFootnoteHTMLRenderer(), 500),
		)),
	}, options...)...)
}

// newParser returns a parser like goldmark's with its extensions GFM and Footnote,
// whose priorities these are.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
			util.Prioritized(footnoteBlocks{gmextension.NewFootnoteBlockParser()}, 999))...),
		parser.WithInlineParsers(
			util.Prioritized(Counted(gmextension.NewTaskCheckBoxParser()), 0),
			util.Prioritized(Counted(codeSpans{parser.NewCodeSpanParser()}), 100),
			util.Prioritized(Counted(footnoteMarks{}), 101),
			util.Prioritized(Counted(newLinks()), 200),
			util.Prioritized(Counted(parser.NewAutoLinkParser()), 300),
			util.Prioritized(Counted(parser.NewRawHTMLParser()), 400),
			util.Prioritized(Counted(emphasis{}), 500),
			util.Prioritized(Counted(gmextension.NewLinkifyParser()), 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(definitions{}, 100),
			util.Prioritized(tables{gmextension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(escapedBars{}, 0),
			util.Prioritized(footnoteList{}, 999),
		),
	)
}
