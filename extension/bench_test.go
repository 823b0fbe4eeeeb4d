package extension

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	highlighting "github.com/yuin/goldmark-highlighting/v2"
	gmext "github.com/yuin/goldmark/extension"
)

// noteOf100KB is a note as study blogs have them, with headings, prose in two
// languages, lists, quotes, tables, formulas, links and code. withPatch puts a
// diff fence in it that is a patch; withProblems one problem every 5 KB.
func noteOf100KB(withPatch, withProblems bool) []byte {
	var s strings.Builder
	s.WriteString("---\ntitle: 多変数関数の微分\ntags: [math, ml]\n---\n\n")
	problems := 0
	for i := 0; s.Len() < 100_000; i++ {
		fmt.Fprintf(&s, "## 第 %d 節 Partial derivatives\n\n", i)
		s.WriteString("関数 $L(u,v)=u^3+4uv-v^2$ を **ほかの変数を定数とみなして** 微分します。See [the notes](https://example.com/a) for *why* this works, and `code` too.\n" +
			"A second line of prose, with \"quotes\", an em-dash -- and 5 < 6 & 7.\n\n")
		s.WriteString("- 一つめの項目\n- second item with `u^3`\n  - nested, $x$\n- [ ] to do\n\n")
		s.WriteString("> 引用された文。\n> It has two lines.\n\n")
		s.WriteString("| x | y |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n")
		s.WriteString("```python\ndef f(x):\n    return x ** 2\n```\n\n")
		s.WriteString("$$\n\\frac{\\partial L}{\\partial u} = 3u^2+4v\n$$\n\n")
		if withPatch && i == 10 {
			s.WriteString("```diff\n-a\n+b\n```\n\n")
		}
		if withProblems && s.Len() > 5000*problems {
			s.WriteString("```diff\nL(u,v) = u^3 + 4uv - v^2\n∂L/∂u\n∂L/∂v\n```\n\n")
			problems++
		}
	}
	return []byte(s.String())
}

// BenchmarkHTML converts a note of 100 KB with and without the extension; all
// else is the same.
func BenchmarkHTML(b *testing.B) {
	others := []goldmark.Extender{gmext.GFM, gmext.Footnote}
	colours := highlighting.NewHighlighting() // most of the time, where it is there
	plain := goldmark.New(goldmark.WithExtensions(others...))
	extended := goldmark.New(goldmark.WithExtensions(append(others, &Extender{})...))
	run := func(name string, md goldmark.Markdown, src []byte) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := md.Convert(src, &out); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("plain", plain, noteOf100KB(false, false))
	run("extended", extended, noteOf100KB(false, false))
	run("extended-patch", extended, noteOf100KB(true, false))
	run("extended-20-problems", extended, noteOf100KB(true, true))
	run("highlighting-plain", goldmark.New(goldmark.WithExtensions(append(others, colours)...)), noteOf100KB(true, false))
	run("highlighting-extended", goldmark.New(goldmark.WithExtensions(append(others, colours, &Extender{})...)), noteOf100KB(true, false))
}

// BenchmarkSplice makes Markdown of a note of 100 KB.
func BenchmarkSplice(b *testing.B) {
	run := func(name string, src []byte) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Splice(context.Background(), src, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("no-diff", noteOf100KB(false, false))
	run("patch", noteOf100KB(true, false))
	run("20-problems", noteOf100KB(true, true))
}

// BenchmarkHTMLRatio converts a note without blocks by turns with and without
// the extension, so that what else the machine does meets both alike, and
// reports the ratio of the medians.
func BenchmarkHTMLRatio(b *testing.B) {
	others := []goldmark.Extender{gmext.GFM, gmext.Footnote}
	mds := [2]goldmark.Markdown{
		goldmark.New(goldmark.WithExtensions(others...)),
		goldmark.New(goldmark.WithExtensions(append(others, &Extender{})...)),
	}
	src := noteOf100KB(false, false)
	var times [2][]time.Duration
	var out bytes.Buffer
	for turn := 0; b.Loop(); turn++ {
		for i := range mds {
			which := (i + turn) % 2
			out.Reset()
			start := time.Now()
			if err := mds[which].Convert(src, &out); err != nil {
				b.Fatal(err)
			}
			times[which] = append(times[which], time.Since(start))
		}
	}
	median := func(t []time.Duration) float64 {
		slices.Sort(t)
		return float64(t[len(t)/2])
	}
	b.ReportMetric(median(times[1])/median(times[0]), "extended/plain")
}
