package pandoc

import (
	"bytes"
	"strings"

	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/cmd/bibun/internal/jsonedit"
	"github.com/bibun-md/bibun/extension"
)

// element is a block or an inline of pandoc.
type element struct {
	T string `json:"t"`
	C any    `json:"c,omitempty"`
}

// blocks is a solution as blocks, with commas between. A display is a paragraph of its
// own, which every writer knows to set, but for TeX: that leaves too much room before
// such a display, so there the paragraph before takes it in.
func blocks(d solution.Document, id, format string) ([]byte, error) {
	var out []element
	var open []element // the paragraph that goes on
	flush := func() {
		if open != nil {
			out = append(out, element{"Para", open})
		}
		open = nil
	}
	for _, b := range d.Blocks {
		switch {
		case b.Display != "":
			if !isTeX(format) {
				flush()
			} else if open != nil {
				open = append(open, element{T: "SoftBreak"})
			}
			display := formula("DisplayMath", b.Display)
			if isTeX(format) && strings.HasPrefix(b.Display, `\begin{align}`) { // a display itself, which numbers
				display = element{"RawInline", []string{"latex", b.Display}}
			}
			open = append(open, display)
		case b.Figure != nil:
			flush()
			out = append(out, figure(b.Figure, format))
		default:
			flush()
			open = inlines(b.Paragraph)
		}
	}
	flush()
	if id != "" { // links lead to it
		return jsonedit.Quote(element{"Div", []any{[]any{id, []string{}, []string{}}, out}})
	}
	var parts [][]byte
	for _, b := range out {
		text, err := jsonedit.Quote(b)
		if err != nil {
			return nil, err
		}
		parts = append(parts, text)
	}
	return bytes.Join(parts, []byte(",")), nil
}

func formula(kind, latex string) element {
	return element{"Math", []any{element{T: kind}, latex}}
}

// inlines is a paragraph; nil where it is empty.
func inlines(paragraph []solution.Inline) (out []element) {
	for _, in := range paragraph {
		if in.Math != "" {
			out = append(out, formula("InlineMath", in.Math))
			continue
		}
		out = append(out, words(in.Text)...)
	}
	return out
}

// words is text with its spaces.
func words(text string) (out []element) {
	for i, word := range strings.Split(strings.ReplaceAll(text, "\n", " "), " ") {
		if i > 0 && (len(out) == 0 || out[len(out)-1].T != "Space") {
			out = append(out, element{T: "Space"})
		}
		if word != "" {
			out = append(out, element{"Str", word})
		}
	}
	return out
}

// base is a format without its extensions: html of html+smart.
func base(format string) string {
	if i := strings.IndexAny(format, "+-"); i >= 0 {
		return format[:i]
	}
	return format
}

func isTeX(format string) bool {
	name := base(format)
	return name == "latex" || name == "beamer"
}

// isHTML reports whether a format has HTML inside.
func isHTML(format string) bool {
	switch base(format) {
	case "html", "html4", "html5", "chunkedhtml", "epub", "epub2", "epub3",
		"revealjs", "slidy", "slideous", "dzslides", "s5":
		return true
	}
	return false
}

// figure is a figure in what a format can draw, or else in signs.
func figure(f *solution.Figure, format string) element {
	switch {
	case isHTML(format):
		return element{"RawBlock", []string{"html", "<figure>" + extension.FigureSVG(f) + "</figure>"}}
	case isTeX(format):
		return element{"RawBlock", []string{"latex", extension.FigureLaTeX(f)}}
	}
	return element{"CodeBlock", []any{[]any{"", []string{"text"}, []string{}}, extension.FigureText(f)}}
}
