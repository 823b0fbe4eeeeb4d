package extension

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// Extender is a goldmark extension that replaces solved diff blocks by their
// solutions. The zero value works, and a goldmark.Markdown that has it can be
// used by many goroutines at once.
//
// It works beside every extension that leaves ast.FencedCodeBlock nodes in the
// tree, such as goldmark-highlighting, which goes on to draw the patches.
type Extender struct {
	Options
}

var _ goldmark.Extender = (*Extender)(nil)

// Extend implements goldmark.Extender.
func (e *Extender) Extend(md goldmark.Markdown) {
	md.Parser().AddOptions(parser.WithASTTransformers(
		util.Prioritized(&transformer{options: e.Options}, 100),
	))
	md.Renderer().AddOptions(renderer.WithNodeRenderers(
		util.Prioritized(&htmlRenderer{}, 100),
	))
}

// Get is what was found in the note that was parsed with pc. It is nil where
// there was no fence to look at.
func Get(pc parser.Context) *Report {
	r, _ := pc.Get(reportKey).(*Report)
	return r
}

var (
	reportKey = parser.NewContextKey()
	noteKey   = parser.NewContextKey()
)
