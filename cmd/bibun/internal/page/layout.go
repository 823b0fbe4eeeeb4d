package page

import (
	_ "embed"
	"html/template"
	"strings"

	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/styles"
)

// data is what the layout sets into a page.
type data struct {
	Lang       string
	Title      string
	MathJaxURL string // empty on a page without formulas
	OwnFonts   bool   // the fonts of MathJax lie beside it
	Style      template.CSS
	Code       template.CSS // empty on a page without highlighted code
	Body       template.HTML
}

//go:embed layout.html
var layoutText string

//go:embed style.css
var styleText string

var (
	layout = template.Must(template.New("page").Parse(layoutText))
	style  = template.CSS(styleText)
)

// codeStyle returns the colours of code for light screens and paper, and for
// dark screens. Neither is a base for the other: what one style leaves out would
// have the other's colour.
func codeStyle() template.CSS {
	var b strings.Builder
	f := chromahtml.New(chromahtml.WithClasses(true), chromahtml.WithCSSComments(false))
	b.WriteString("@media print, (prefers-color-scheme: light) {\n")
	f.WriteCSS(&b, styles.Get("github"))
	b.WriteString("}\n@media screen and (prefers-color-scheme: dark) {\n")
	f.WriteCSS(&b, styles.Get("github-dark"))
	b.WriteString("}\n")
	return template.CSS(b.String())
}
