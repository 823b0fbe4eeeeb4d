package page

import (
	"bytes"
	"context"
	"html/template"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	gmextension "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"github.com/bibun-md/bibun/cmd/bibun/internal/highlight"
	"github.com/bibun-md/bibun/cmd/bibun/internal/markdown"
	"github.com/bibun-md/bibun/extension"
)

// DefaultMathJax is where a page takes MathJax from unless told otherwise: the
// public network that MathJax's own manual names.
const DefaultMathJax = "https://cdn.jsdelivr.net/npm/mathjax@4/tex-chtml.js"

// Options say how pages are made. The zero value works.
type Options struct {
	// Blocks say how diff blocks are solved. Defaults to the extension's defaults.
	Blocks extension.Options
	// Lang is the language of a page whose front matter names none. Defaults to
	// "ja" where the note holds kana, else "en".
	Lang string
	// MathJaxURL is the script that typesets formulas. The fonts of one that
	// isn't the default are taken from @mathjax/mathjax-newcm-font beside its
	// folder, where npm puts them, so that a page works offline. Defaults to
	// [DefaultMathJax].
	MathJaxURL string
	// KaTeX has KaTeX typeset formulas in the place of MathJax. Defaults to MathJax.
	KaTeX bool
	// KaTeXURL is the script of KaTeX; its style sheet is taken from beside it and
	// auto-render from the folder contrib there, where npm puts them. Defaults to
	// [DefaultKaTeX].
	KaTeXURL string
	// Template is the page around the note. Defaults to bibun's own.
	Template *Template
	// Fragment leaves the page around the note away, for use inside another
	// site. Defaults to a whole page.
	Fragment bool
	// Unsafe lets the author's raw HTML and links such as javascript: through.
	// Defaults to leaving them away.
	Unsafe bool
	// LinkNotes makes relative links to notes lead to their pages. Defaults to
	// leaving links alone.
	LinkNotes bool
}

// Renderer makes pages. It is safe for use by several goroutines.
type Renderer struct {
	options  Options
	markdown goldmark.Markdown
}

// New returns a renderer.
func New(o Options) *Renderer {
	if o.MathJaxURL == "" {
		o.MathJaxURL = DefaultMathJax
	}
	if o.KaTeXURL == "" {
		o.KaTeXURL = DefaultKaTeX
	}
	var unsafe []goldmark.Option
	if o.Unsafe {
		unsafe = []goldmark.Option{goldmark.WithRendererOptions(html.WithUnsafe())}
	}
	extenders := []goldmark.Extender{
		// A line break between Japanese characters is no space.
		gmextension.NewCJK(gmextension.WithEastAsianLineBreaks()),
		mathematics{},
		highlight.Extender{},
		&extension.Extender{Options: o.Blocks},
		noteTransformer{linkNotes: o.LinkNotes},
	}
	return &Renderer{
		options: o,
		markdown: markdown.New(append(unsafe,
			goldmark.WithExtensions(extenders...),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()))...),
	}
}

// Page is a page and what was found in its note.
type Page struct {
	HTML []byte
	// Report is nil where the note held no block to look at.
	Report *extension.Report
	// Excesses are the places from which on the note is shown as text.
	Excesses []markdown.Excess
	// Document is what the page is laid out from.
	Document *Document
}

// Document is a note that was rendered, before a page is laid out around it.
type Document struct {
	Lang, Title string
	// Body is the HTML of the note itself.
	Body []byte
	// MathJaxURL is the script that the page loads; empty without formulas, and with
	// KaTeX.
	MathJaxURL string

	code  template.CSS   // empty where no code is highlighted
	katex *katex         // nil without formulas, and where MathJax typesets them
	own   *Template      // nil for bibun's own page
	meta  map[string]any // for a template of the author's
}

// Preview is what a server adds to a page. The zero value adds nothing.
type Preview struct {
	// Nonce is what a script needs to run under the page's security policy.
	Nonce string
	// Head is set before the scripts of the page, and Foot behind the note.
	Head, Foot template.HTML
}

// ValidUTF8 returns s with a question mark in the place of every byte that is
// no UTF-8, so that all other bytes stay where they are. goldmark panics on such
// bytes at a line break between East Asian characters.
func ValidUTF8(s []byte) []byte {
	if utf8.Valid(s) {
		return s
	}
	out := bytes.Clone(s)
	for i := 0; i < len(out); {
		r, n := utf8.DecodeRune(out[i:])
		if r == utf8.RuneError && n == 1 {
			out[i] = '?'
		}
		i += n
	}
	return out
}

// Render returns the page of a note. Solving stops when ctx ends.
func (r *Renderer) Render(ctx context.Context, note extension.Note) (*Page, error) {
	note.Body = ValidUTF8(note.Body)
	pc := note.Context(ctx)
	body := note.Body
	// goldmark appends to the end of a line without a newline, so it must not
	// own what lies behind it.
	body = body[:len(body):len(body)]
	counted := NewContext(pc, note)
	doc := r.markdown.Parser().Parse(text.NewReader(body), parser.WithContext(counted))
	var content bytes.Buffer
	content.Grow(len(body) * 3 / 2)
	if err := r.markdown.Renderer().Render(&content, body, doc); err != nil {
		return nil, err
	}
	report := extension.Get(pc)
	meta := ReadMeta(note)
	out, _ := pc.Get(outlineKey).(outline)
	d := &Document{
		Lang:  first(meta.Lang, r.options.Lang, GuessLang(body)),
		Title: first(meta.Title, out.heading),
		Body:  content.Bytes(),
		own:   r.options.Template,
	}
	if out.code {
		d.code = highlight.CSS()
	}
	if out.math || solved(report) {
		if r.options.KaTeX {
			d.katex = katexAt(r.options.KaTeXURL)
		} else {
			d.MathJaxURL = r.options.MathJaxURL
		}
	}
	if d.own != nil {
		d.meta = readAll(note)
	}
	if r.options.Fragment {
		return &Page{d.Body, report, counted.Excesses(), d}, nil
	}
	html, err := d.Page(Preview{})
	return &Page{html, report, counted.Excesses(), d}, err
}

// solved reports whether a solution stands on the page.
func solved(report *extension.Report) bool {
	return report != nil && slices.ContainsFunc(report.Blocks, func(b *extension.Block) bool {
		return b.Status == extension.Solved
	})
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// GuessLang tells Japanese from English by its kana, of which no Japanese
// sentence is free.
func GuessLang(body []byte) string {
	for i := 0; i+2 < len(body); i++ {
		// U+3041–30FF is E3 81–83 xx in UTF-8.
		if body[i] == 0xe3 && 0x81 <= body[i+1] && body[i+1] <= 0x83 {
			return "ja"
		}
	}
	return "en"
}
