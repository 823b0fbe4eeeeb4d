package document

import (
	"bytes"
	"context"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/bibun-md/bibun/cmd/bibun/internal/markdown"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/extension"
)

// Options say how documents are made. The zero value works.
type Options struct {
	// Blocks say how diff blocks are solved. Defaults to the extension's defaults.
	Blocks extension.Options
	// Lang is the language of a document whose front matter names none. Defaults
	// to "ja" where the note holds kana, else "en".
	Lang string
	// Fragment leaves the frame around the note away, for \input in a document
	// that has amsmath, graphicx and hyperref. Defaults to a whole document.
	Fragment bool
}

// Renderer makes documents. It is safe for use by several goroutines.
type Renderer struct {
	options  Options
	markdown goldmark.Markdown
}

// New returns a renderer.
func New(o Options) *Renderer {
	return &Renderer{options: o, markdown: markdown.New(goldmark.WithExtensions(
		page.Mathematics(), &extension.Extender{Options: o.Blocks}))}
}

// Document is a document and what was found in its note.
type Document struct {
	LaTeX []byte
	// Report is nil where the note held no block to look at.
	Report *extension.Report
	// Excesses are the places from which on the note is shown as text.
	Excesses []markdown.Excess
}

// Render returns the document of a note. Solving stops when ctx ends.
func (r *Renderer) Render(ctx context.Context, note extension.Note) (*Document, error) {
	note.Body = page.ValidUTF8(note.Body)
	body := note.Body[:len(note.Body):len(note.Body)]
	pc := note.Context(ctx)
	counted := page.NewContext(pc, note)
	tree := r.markdown.Parser().Parse(text.NewReader(body), parser.WithContext(counted))
	w := &writer{source: body, footnotes: map[int]ast.Node{}}
	meta := page.ReadMeta(note)
	title := extension.LaTeXText(strings.Join(strings.Fields(meta.Title), " "))
	heading := onlyHeading(tree)
	if heading != nil {
		w.title, w.shift = heading, 1
	}
	for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
		if list, ok := n.(*extast.FootnoteList); ok {
			for f := list.FirstChild(); f != nil; f = f.NextSibling() {
				w.footnotes[f.(*extast.Footnote).Index] = f
			}
		}
	}
	below := ""
	if heading != nil && title == "" {
		w.inTitle = true
		title, below = w.aside(func() string { return w.inlines(heading) })
		w.inTitle = false
	}
	content := below + w.blocks(tree)
	report := extension.Get(pc)
	if r.options.Fragment {
		return &Document{[]byte(content), report, counted.Excesses()}, nil
	}
	lang := meta.Lang
	if lang == "" {
		lang = r.options.Lang
	}
	if lang == "" {
		lang = page.GuessLang(body)
	}
	var out bytes.Buffer
	out.WriteString(preamble(lang, title+content))
	if title != "" {
		out.WriteString("\\title{" + title + "}\n\\author{}\n\\date{}\n")
	}
	out.WriteString("\n\\begin{document}\n")
	if title != "" {
		out.WriteString("\\maketitle\n")
	}
	out.WriteString("\n" + strings.TrimRight(content, "\n") + "\n\n\\end{document}\n")
	return &Document{out.Bytes(), report, counted.Excesses()}, nil
}

// Name returns the name of the document that a note becomes: a.md is a.tex. Other
// names stay.
func Name(name string) string {
	if p := page.PageName(name); p != name {
		return strings.TrimSuffix(p, ".html") + ".tex"
	}
	return name
}

// onlyHeading is the heading of the first level, where there is just one and
// the note begins with it: its title.
func onlyHeading(doc ast.Node) *ast.Heading {
	first, ok := doc.FirstChild().(*ast.Heading)
	if !ok || first.Level != 1 {
		return nil
	}
	for n := first.NextSibling(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 1 {
			return nil
		}
	}
	return first
}

// preamble is what stands before the text. The packages are those of a small
// TeX Live: its recommended ones, and luatexja for Japanese.
func preamble(lang, content string) string {
	var s strings.Builder
	japanese := strings.HasPrefix(lang, "ja")
	if japanese {
		s.WriteString("% lualatex\n\\documentclass[a4paper,11pt]{ltjsarticle}\n")
	} else {
		s.WriteString("% pdflatex or lualatex\n\\documentclass[a4paper,11pt]{article}\n" +
			"\\ifdefined\\directlua\\else\n\\usepackage[T1]{fontenc}\n\\usepackage{lmodern}\n\\fi\n" +
			"\\usepackage[margin=28mm]{geometry}\n")
	}
	s.WriteString(characters(content, japanese))
	s.WriteString(`\usepackage{amsmath,amssymb}
\usepackage{graphicx}
\usepackage[hidelinks]{hyperref}
\allowdisplaybreaks
\setcounter{secnumdepth}{0}
\setlength{\emergencystretch}{3em}
\providecommand{\lt}{<}
\providecommand{\gt}{>}
\providecommand{\struck}[1]{\leavevmode\setbox0=\hbox{#1}\rlap{\rule[.5ex]{\wd0}{.4pt}}\box0}
`)
	if strings.Contains(content, `\arraybackslash`) {
		s.WriteString("\\usepackage{array}\n")
	}
	if strings.Contains(content, `\begin{longtable}`) {
		s.WriteString("\\usepackage{longtable}\n")
	}
	if strings.Contains(content, `\notepicture`) {
		s.WriteString(`\makeatletter
\providecommand{\picture@width}{\ifdim\Gin@nat@width>\linewidth\linewidth\else\Gin@nat@width\fi}
\providecommand{\notepicture}[2]{\IfFileExists{#1}{\includegraphics[width=\picture@width]{#1}}{[#2]}}
\makeatother
`)
	}
	return s.String()
}
