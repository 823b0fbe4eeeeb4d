package page

import (
	_ "embed"
	"html/template"
	"sync"
)

// data is what the layout sets into a page.
type data struct {
	Preview
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
	layout = sync.OnceValue(func() *template.Template {
		return template.Must(template.New("page").Parse(layoutText))
	})
	style = template.CSS(styleText)
)
