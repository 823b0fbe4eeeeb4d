package page

import (
	"bytes"
	"context"
	"strings"
	"testing"

	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark"
	highlighting "github.com/yuin/goldmark-highlighting/v2"
	gmextension "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"github.com/bibun-md/bibun/extension"
)

// BenchmarkPage compares a page with what goldmark with like extensions takes
// for the same note of 100 KB without blocks.
func BenchmarkPage(b *testing.B) {
	paragraph := "Some *text* of a note with $a_1 < b_1$, a [link](https://example.org/a) and `code`, " +
		"偏微分の話を少し。\n\n- one\n- two\n\n"
	note := []byte("# Title\n\n" + strings.Repeat(paragraph, 100<<10/len(paragraph)))

	b.Run("page", func(b *testing.B) {
		r := New(Options{})
		b.SetBytes(int64(len(note)))
		for b.Loop() {
			if _, err := r.Render(context.Background(), extension.ReadNote(note)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("goldmark", func(b *testing.B) {
		md := goldmark.New(
			goldmark.WithExtensions(gmextension.GFM, gmextension.Footnote,
				passthrough.New(passthrough.Config{
					InlineDelimiters: []passthrough.Delimiters{{Open: "$", Close: "$"}, {Open: `\(`, Close: `\)`}},
					BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
				}),
				highlighting.NewHighlighting(highlighting.WithFormatOptions(chromahtml.WithClasses(true)))),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()))
		b.SetBytes(int64(len(note)))
		for b.Loop() {
			var out bytes.Buffer
			if err := md.Convert(note, &out); err != nil {
				b.Fatal(err)
			}
		}
	})
}
