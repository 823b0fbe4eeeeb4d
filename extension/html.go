package extension

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"github.com/bibun-md/bibun/calculus/solution"
)

// htmlRenderer writes solutions as HTML. It only writes: all that could fail
// was done by the transformer.
type htmlRenderer struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (r *htmlRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(KindSolution, r.render)
}

func (r *htmlRenderer) render(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	b := node.(*SolutionNode).Block
	lang := b.Options.Lang
	if lang == "" {
		lang = solution.Japanese
	}
	_, err := w.WriteString(documentHTML(&b.Solution.Document, lang))
	return ast.WalkSkipChildren, err
}

// documentHTML is a solution between <div class="bibun"> tags, with inline
// formulas in \(…\) and displays in \[…\], the delimiters that MathJax knows
// without being told. KaTeX's auto-render knows them too.
func documentHTML(d *solution.Document, lang solution.Lang) string {
	var s strings.Builder
	s.WriteString(`<div class="bibun bibun-solution" lang="` + htmlText(string(lang)) + "\">\n")
	for _, b := range d.Blocks {
		if b.Display != "" {
			s.WriteString(`<div class="bibun-display">\[` + htmlText(withoutBlankLines(b.Display)) + "\\]</div>\n")
			continue
		}
		if b.Figure != nil {
			s.WriteString(`<figure class="bibun-figure">` + FigureSVG(b.Figure) + "</figure>\n")
			continue
		}
		s.WriteString("<p>")
		for _, in := range b.Paragraph {
			if in.Math != "" {
				s.WriteString(`\(` + htmlText(in.Math) + `\)`)
			} else {
				s.WriteString(htmlWords(in.Text))
			}
		}
		s.WriteString("</p>\n")
	}
	s.WriteString("</div>\n")
	return s.String()
}

var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func htmlText(s string) string { return htmlEscapes.Replace(s) }

// htmlWords escapes text that is not mathematics. What a typesetter would
// take for mathematics is shut off from it, by the classes that MathJax 3 and 4
// and older pages know.
func htmlWords(s string) string {
	if !strings.ContainsAny(s, `\$`) {
		return htmlText(s)
	}
	return `<span class="mathjax_ignore tex2jax_ignore">` + htmlText(s) + `</span>`
}

func withoutBlankLines(latex string) string {
	lines := strings.Split(latex, "\n")
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.TrimRight(l, " \t\r"); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}
