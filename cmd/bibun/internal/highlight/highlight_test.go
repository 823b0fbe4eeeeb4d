package highlight

import (
	"bytes"
	"strings"
	"testing"

	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	highlighting "github.com/yuin/goldmark-highlighting/v2"
)

// TestLikeGoldmarkHighlighting compares with the extension that this one stands
// in for.
func TestLikeGoldmarkHighlighting(t *testing.T) {
	notes := []struct{ name, note string }{
		{"a patch", "```diff\ndiff --git a/x b/x\nindex 1..2\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ f\n same\n-a<b\n+b&c\n```\n"},
		{"Python", "```python\nimport numpy as np\n# 勾配\ndef grad(w, x):\n    return {\"dw\": 2*x@w, 'b': f\"{w:.2f}\"}\n```\n"},
		{"JavaScript in HTML", "```html\n<p class=\"a\">x</p><script>let f = x => x**2 // s\n</script><style>p{color:red}</style>\n```\n"},
		{"Go", "```go\npackage main\n\nfunc main() { println(\"a\", 1.5e3, 'x') }\n```\n"},
		{"C++", "```c++\n#include <vector>\nint main() { return std::vector<int>{1}.size(); }\n```\n"},
		{"Julia", "~~~julia\nf(x) = x^2 + 3im\n~~~\n"},
		{"Markdown", "~~~markdown\n# T\n\n- *a* `b`\n\n```python\nx = 1\n```\n~~~\n"},
		{"TeX", "```latex\n\\begin{aligned} \\frac{1}{2} % c\n\\end{aligned}\n```\n"},
		{"shell session", "```console\n$ ls -l\ntotal 0\n```\n"},
		{"an extension of file names", "```py\nx = 1\n```\n"},
		{"unknown", "```nothing-known\na < b\n```\n"},
		{"unknown and odd", "```a&b\nx\n```\n"},
		{"no language", "```\na < b\n```\n"},
		{"empty", "```go\n```\n"},
		{"line numbers", "```go {linenos=true}\nx := 1\ny := 2\n```\n"},
		{"a table of line numbers", "```go {linenos=table,linenostart=5}\nx := 1\ny := 2\n```\n"},
		{"line numbers inline", "```go {linenos=inline}\nx := 1\ny := 2\n```\n"},
		{"marked lines", "```go {hl_lines=[1,\"2-3\",\"x\"],linenostart=7}\na\nb\nc\nd\n```\n"},
		{"no colours", "```go {nohl=true}\nx := 1\n```\n"},
		{"attributes that are none", "```go {a\nx := 1\n```\n"},
		{"attributes alone", "```{.go}\nx := 1\n```\n"},
		{"in a list", "- a\n\n  ```diff\n  -a\n  +b\n  ```\n"},
	}
	convert := func(e goldmark.Extender, note string) string {
		var out bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(e)).Convert([]byte(note), &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	theirs := highlighting.NewHighlighting(highlighting.WithFormatOptions(chromahtml.WithClasses(true)))
	for _, tt := range notes {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(convert(theirs, tt.note), convert(Extender{}, tt.note)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestColours(t *testing.T) {
	var out bytes.Buffer
	note := "```diff\n-a\n+b\n```\n\n```python\nx = 1 # c\n```\n"
	if err := goldmark.New(goldmark.WithExtensions(Extender{})).Convert([]byte(note), &out); err != nil {
		t.Fatal(err)
	}
	for _, class := range []string{"gd", "gi", "c1", "mi"} {
		if !strings.Contains(out.String(), `<span class="`+class+`">`) {
			t.Errorf("no %s in\n%s", class, out.String())
		}
		if n := strings.Count(string(CSS()), ".chroma ."+class+" {"); n != 2 {
			t.Errorf("%d colours for %s", n, class)
		}
	}
}
