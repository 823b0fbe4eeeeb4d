package page

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/bibun-md/bibun/cmd/bibun/internal/markdown"
)

// The author's own mathematics. Hugo's passthrough extension was looked at
// first: it writes formulas into the page without escaping them (so $a<b$ opens
// a tag, and $<script>…$ is one), takes "$5 and $6" for a formula, and keeps the
// "> " of a quote inside a displayed one. Hence nodes of our own.

// Math is a formula in running text: $…$, \(…\), $`…`$, or $$…$$ in mid-line.
type Math struct {
	ast.BaseInline
	// Display says that the formula is set on a line of its own.
	Display bool
	// Source is the LaTeX, a segment for each line.
	Source *text.Segments
}

// KindMath is the kind of [Math].
var KindMath = ast.NewNodeKind("Math")

// Kind implements [ast.Node].
func (n *Math) Kind() ast.NodeKind { return KindMath }

// Dump implements [ast.Node].
func (n *Math) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// MathBlock is a displayed formula between lines: $$ … $$, \[ … \], or a fenced
// block of the language "math". Its lines are the LaTeX.
type MathBlock struct {
	ast.BaseBlock
	closer string
	closed bool
	first  text.Segment // the line that opened the block, from the opener on
}

// KindMathBlock is the kind of [MathBlock].
var KindMathBlock = ast.NewNodeKind("MathBlock")

// Kind implements [ast.Node].
func (n *MathBlock) Kind() ast.NodeKind { return KindMathBlock }

// IsRaw implements [ast.Node]: no Markdown is read in a formula.
func (n *MathBlock) IsRaw() bool { return true }

// Dump implements [ast.Node].
func (n *MathBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// mathKey is set in the parser's context once a formula was read.
var mathKey = parser.NewContextKey()

// Mathematics returns the goldmark extension for the author's own mathematics.
func Mathematics() goldmark.Extender { return mathematics{} }

// mathematics is the goldmark extension for the author's own mathematics.
type mathematics struct{}

// Extend implements [goldmark.Extender].
func (mathematics) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		// Blocks: after indented code (500) and headings (600), before fences (700).
		parser.WithBlockParsers(util.Prioritized(mathBlockParser{}, 650)),
		parser.WithInlineParsers(util.Prioritized(markdown.Counted(mathInlineParser{}), 150)),
	)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(mathRenderer{}, 500)))
}

// mathRenderer writes formulas with the delimiters that MathJax knows by
// default, HTML-escaped, in elements of the class that the page lets MathJax
// look into.
type mathRenderer struct{}

// RegisterFuncs implements [renderer.NodeRenderer].
func (r mathRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(KindMath, r.inline)
	reg.Register(KindMathBlock, r.block)
}

func (mathRenderer) inline(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*Math)
	open, end := `<span class="math">\(`, `\)</span>`
	if n.Display {
		open, end = `<span class="math">\[`, `\]</span>`
	}
	w.WriteString(open)
	writeEscaped(w, source, n.Source)
	w.WriteString(end)
	return ast.WalkSkipChildren, nil
}

func (mathRenderer) block(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	w.WriteString(`<div class="math">\[`)
	writeEscaped(w, source, node.Lines())
	w.WriteString("\\]</div>\n")
	return ast.WalkSkipChildren, nil
}

func writeEscaped(w util.BufWriter, source []byte, lines *text.Segments) {
	for i := range lines.Len() {
		line := lines.At(i)
		w.Write(util.EscapeHTML(line.Value(source)))
	}
}
