package page

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/yuin/goldmark"
	highlighting "github.com/yuin/goldmark-highlighting/v2"
	gmextension "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"github.com/bibun-md/bibun/extension"
)

// noteWithoutBlocks is a note of 100 KB.
func noteWithoutBlocks() []byte {
	paragraph := "Some *text* of a note with $a_1 < b_1$, a [link](https://example.org/a) and `code`, " +
		"偏微分の話を少し。\n\n- one\n- two\n\n"
	return []byte("# Title\n\n" + strings.Repeat(paragraph, 100<<10/len(paragraph)))
}

// plainGoldmark is goldmark with extensions like those of a page.
func plainGoldmark() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(gmextension.GFM, gmextension.Footnote,
			passthrough.New(passthrough.Config{
				InlineDelimiters: []passthrough.Delimiters{{Open: "$", Close: "$"}, {Open: `\(`, Close: `\)`}},
				BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
			}),
			highlighting.NewHighlighting(highlighting.WithFormatOptions(chromahtml.WithClasses(true)))),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()))
}

// BenchmarkPage makes the page of a note without blocks.
func BenchmarkPage(b *testing.B) {
	note := noteWithoutBlocks()
	r := New(Options{})
	b.SetBytes(int64(len(note)))
	for b.Loop() {
		if _, err := r.Render(context.Background(), extension.ReadNote(note)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPageRatio makes a page and what goldmark with like extensions makes of
// the same note by turns, so that what else the machine does meets both alike, and
// reports the ratio of the medians.
func BenchmarkPageRatio(b *testing.B) {
	note := noteWithoutBlocks()
	r, md := New(Options{}), plainGoldmark()
	var out bytes.Buffer
	runs := [2]func() error{
		func() error {
			out.Reset()
			return md.Convert(note, &out)
		},
		func() error {
			_, err := r.Render(context.Background(), extension.ReadNote(note))
			return err
		},
	}
	var times [2][]time.Duration
	for turn := 0; b.Loop(); turn++ {
		for i := range runs {
			which := (i + turn) % 2
			start := time.Now()
			if err := runs[which](); err != nil {
				b.Fatal(err)
			}
			times[which] = append(times[which], time.Since(start))
		}
	}
	median := func(t []time.Duration) float64 {
		slices.Sort(t)
		return float64(t[len(t)/2])
	}
	b.ReportMetric(median(times[1])/median(times[0]), "page/goldmark")
}
