package extension

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
)

// TestPositions marks the place of a mistake by oops: the fake parser's error
// spans it, and the diagnostic must name the place that it has in the file.
func TestPositions(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"top level", "a\n\n```diff\nL(u) = oops\ndL\n```\n", "3:1-6 4:8-4:12"},
		{"wide characters", "```diff\n# 損失関数\nL(u) = oops\ndL\n```\n", "1:1-5 3:8-3:12"},
		{"quote", "> ```diff\n> L(u) = oops\n> dL\n> ```\n", "1:3-4 2:10-2:14"},
		{"item", "1. a\n\n   ```diff\n   L(u) = oops\n   dL\n   ```\n", "3:4-6 4:11-4:15"},
		{"item in quote", "> - ```diff\n>   L(u) = oops\n>   dL\n", "1:5-3 2:12-2:16"},
		{"tabs", "-\t```diff\n\tL(u) = oops\n\tdL\n\t```\n", "1:3-4 2:9-2:13"},
		{"tab in the text", "```diff\nL(u) =\toops\ndL\n```\n", "1:1-4 2:8-2:12"},
		{"tab split by a quote", ">\t```diff\n>\tL(u) = oops\n>\tdL\n>\t```\n", "1:3-4 2:10-2:14"},
		{"indented more than the fence", "```diff\n   L(u) = oops\ndL\n```\n", "1:1-4 2:11-2:15"},
		{"indented less than the fence", "   ```diff\n L(u) = oops\ndL\n```\n", "1:4-4 2:9-2:13"},
		{"after a blank line", "- ```diff\n\n  L(u) = oops\n  dL\n  ```\n", "1:3-5 3:10-3:14"},
		{"front matter", "---\ntitle: a\n---\n\n```diff\nL(u) = oops\ndL\n```\n", "5:1-8 6:8-6:12"},
		{"unclosed", "```diff\nL(u) = oops\ndL", "1:1-3 2:8-2:12"},
		{"footnote", "[^1]: a\n\n    ```diff\n    L(u) = oops\n    dL\n    ```\n", "3:5-6 4:12-4:16"},
	}
	place := func(r *Report) string {
		b := r.Blocks[0]
		d := b.Diagnostics[0]
		return fmt.Sprintf("%d:%d-%d %d:%d-%d:%d", b.Line, b.Column, b.EndLine, d.Line, d.Column, d.EndLine, d.EndColumn)
	}
	for _, tt := range tests {
		for _, form := range forms {
			t.Run(tt.name+"/"+form.name, func(t *testing.T) {
				src := form.of(tt.in)
				_, report := splice(t, src, fakeOptions())
				if got := place(report); got != tt.want {
					t.Errorf("splice: got %s, want %s", got, tt.want)
				}
				d := report.Blocks[0].Diagnostics[0]
				if src[d.Start:d.End] != "oops" {
					t.Errorf("offsets are those of %q", src[d.Start:d.End])
				}
				if !strings.HasPrefix(src[report.Blocks[0].Start:], "```diff") {
					t.Errorf("start is at %q", src[report.Blocks[0].Start:])
				}
				if got := report.Blocks[0].Source; !strings.Contains(got, "L(u)") || strings.ContainsAny(got, ">-\r") {
					t.Errorf("source %q", got)
				}

				n := ReadNote([]byte(src))
				pc := n.Context(t.Context())
				convert(t, fullMarkdown(fakeOptions()), string(n.Body), pc)
				if got := place(Get(pc)); got != tt.want {
					t.Errorf("html: got %s, want %s", got, tt.want)
				}
			})
		}
	}
}

// TestEdits applies the edits of a diagnostic to files that have the block in
// containers, behind tabs and wide characters.
func TestEdits(t *testing.T) {
	for _, in := range []string{
		"```diff\nL(u) = 1/2u\ndL\n```\n",
		"> 1. ```diff\n>    # 損失 é\n>    L(u) = 1/2u + 𝑢\n>    dL\n>    ```\n",
		"-\t```diff\n\tL(u) =\t1/2u\n\tdL\n\t```\n",
		"> ```diff\n> L(u) = u\n>  + 1/2u\n> dL\n> ```\n",
	} {
		for _, form := range forms {
			src := form.of(in)
			_, report := splice(t, src, Options{})
			d := report.Blocks[0].Diagnostics[0]
			if len(d.Edits) != 2 {
				t.Fatalf("%q: %d edits", src, len(d.Edits))
			}
			for i, mended := range []string{"1/(2u)", "(1/2)u"} {
				e := d.Edits[i]
				got := src[:e.Start] + e.Text + src[e.End:]
				if want := strings.Replace(src, "1/2u", mended, 1); got != want {
					t.Errorf("%q: edited to %q", src, got)
				}
				if _, report := splice(t, got, Options{}); report.Blocks[0].Status != Solved {
					t.Errorf("%q: %s", got, report.Blocks[0].Status)
				}
				if e.Line != d.Line || e.Column != d.Column || e.EndLine != d.EndLine || e.EndColumn != d.EndColumn {
					t.Errorf("%q: %+v", src, e)
				}
			}
		}
	}
}

// TestPositionsWithoutNote: a host that gives goldmark the whole file needs no note.
func TestPositionsWithoutNote(t *testing.T) {
	pc := parser.NewContext()
	md := goldmark.New(goldmark.WithExtensions(&Extender{fakeOptions()}))
	convert(t, md, "a\n\n> ```diff\n> L(u) = oops\n> dL\n> ```\n", pc)
	if d := Get(pc).Blocks[0].Diagnostics[0]; d.Line != 4 || d.Column != 10 {
		t.Errorf("%d:%d", d.Line, d.Column)
	}
}

// TestEndLineInUnknownContainer: the closing fence is found also in containers
// of extensions that this package doesn't know.
func TestEndLineInUnknownContainer(t *testing.T) {
	pc := parser.NewContext()
	convert(t, fullMarkdown(fakeOptions()), "term\n:   a\n\n    ```diff\n    L = u\n    dL\n    ```\n\nb\n", pc)
	if b := Get(pc).Blocks[0]; b.Status != Solved || b.Line != 4 || b.Column != 5 || b.EndLine != 7 {
		t.Errorf("%+v", b)
	}
}
