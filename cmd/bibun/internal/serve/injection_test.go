package serve

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension/hostile"
)

// TestInjectionOverlay has what the preview shows of findings in hostile notes be text,
// and nothing but text.
func TestInjectionOverlay(t *testing.T) {
	elements := strings.Fields("html head body link meta script nav a p aside details summary ol li strong pre span mark ul")
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		s := &Server{words: wordsIn([]string{"ja", "en"}[pick(2)])}
		f := report.Finding{
			File: hostile.Line(pick), Line: 1, Column: 1 + pick(6), EndLine: 1, EndColumn: pick(9), Severity: report.Error,
			Message: hostile.Line(pick), Help: []string{hostile.Line(pick)}, Excerpt: hostile.Line(pick),
		}
		p, err := s.preview(&rendered{document: &page.Document{}, findings: []report.Finding{f}}, 1, "nonce")
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(strings.NewReader("<html><head>" + string(p.Head) + "</head><body>" + string(p.Foot) + "</body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		scripts := 0
		for n := range root.Descendants() {
			switch n.Type {
			case html.TextNode:
				text.WriteString(n.Data)
			case html.CommentNode:
				t.Fatalf("a comment %q in\n%s", n.Data, p.Foot)
			case html.ElementNode:
				if !slices.Contains(elements, n.Data) {
					t.Fatalf("an element <%s> in\n%s", n.Data, p.Foot)
				}
				if n.Data == "script" {
					scripts++
				}
				for _, a := range n.Attr {
					if strings.HasPrefix(a.Key, "on") || a.Key == "href" && !strings.HasPrefix(a.Val, "/") && a.Val != "data:," {
						t.Fatalf("%s=%q in\n%s", a.Key, a.Val, p.Foot)
					}
				}
			}
		}
		if scripts != 1 {
			t.Fatalf("%d scripts", scripts)
		}
		// HTML has no NUL and no CR: the one is shown as a sign, the other is a line end.
		plain := func(s string) string {
			return strings.NewReplacer("\x00", "", "\ufffd", "", "\r", "", "\n", "").Replace(s)
		}
		for _, want := range []string{f.File, f.Message, f.Help[0]} {
			if !strings.Contains(plain(text.String()), plain(want)) {
				t.Fatalf("%q isn't shown:\n%q", want, text.String())
			}
		}
	})
}
