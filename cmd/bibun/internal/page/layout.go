package page

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"
)

// data is what a layout sets into a page. What an author's own template may use is
// said at [Template].
type data struct {
	Preview
	Lang       string
	Title      string
	Meta       map[string]any
	MathJaxURL template.URL // empty where MathJax isn't needed; the user's own, so of any scheme, file: too
	OwnFonts   bool         // the fonts of MathJax lie beside it
	KaTeX      *katex       // nil where KaTeX isn't needed
	Style      template.CSS
	Code       template.CSS // empty on a page without highlighted code
	Body       template.HTML
}

//go:embed layout.html
var layoutText string

//go:embed style.css
var styleText string

// layouts are bibun's own templates, by name. A set that was used can't be added to,
// so an author's template gets one of its own.
func layouts() *template.Template { return template.Must(template.New("layout").Parse(layoutText)) }

var (
	layout = sync.OnceValue(func() *template.Template { return layouts().Lookup("page") })
	style  = template.CSS(styleText)
)

// Template is an author's own page around a note, in the language of Go's
// [html/template]. It may use
//
//	{{.Lang}}  {{.Title}}  {{.Body}}   of the note
//	{{.Meta.author}}                   a key of its front matter
//	{{template "style" .}}             bibun's style sheet and the colours of code
//	{{template "mathematics" .}}       MathJax or KaTeX, on a page with formulas
type Template struct{ t *template.Template }

// ParseTemplate reads a template, and tries it, so that what is wrong with it is
// told once and not of every note. Name is what errors call it.
func ParseTemplate(name, text string) (*Template, error) {
	t, err := layouts().New(name).Parse(text)
	if err != nil {
		return nil, err
	}
	own := &Template{t}
	trial := &Document{Lang: "en", Title: "title", Body: []byte("<p>body</p>"), MathJaxURL: DefaultMathJax, own: own}
	if _, err := trial.Page(Preview{}); err != nil {
		return nil, err
	}
	return own, nil
}

// Page lays out the page around the note.
func (d *Document) Page(p Preview) ([]byte, error) {
	var page bytes.Buffer
	page.Grow(len(d.Body) + len(p.Foot) + 8<<10)
	t := layout()
	if d.own != nil {
		t = d.own.t
	}
	err := t.Execute(&page, data{
		Preview:    p,
		Lang:       d.Lang,
		Title:      d.Title,
		Meta:       d.meta,
		MathJaxURL: template.URL(d.MathJaxURL),
		OwnFonts:   d.MathJaxURL != DefaultMathJax,
		KaTeX:      d.katex,
		Style:      style,
		Code:       d.code,
		Body:       template.HTML(d.Body),
	})
	return page.Bytes(), err
}
