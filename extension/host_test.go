package extension

import (
	"bytes"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	gmext "github.com/yuin/goldmark/extension"
)

// TestHostsGoldmark puts the golden files of presets through goldmark as their
// hosts set it up. The formulas that reach the typesetter must be those that
// were sent, in order, and nothing may be left of their delimiters elsewhere.
func TestHostsGoldmark(t *testing.T) {
	hugo := passthrough.New(passthrough.Config{
		InlineDelimiters: []passthrough.Delimiters{{Open: `\(`, Close: `\)`}},
		BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
	})
	tests := []struct {
		preset string
		host   goldmark.Markdown
	}{
		{"hugo", goldmark.New(goldmark.WithExtensions(gmext.GFM, gmext.Footnote, gmext.Typographer, hugo))},
		{"katex", goldmark.New(goldmark.WithExtensions(gmext.GFM, hugo))},
		// An engine that knows nothing of mathematics, with all that could hurt.
		{"mathjax", goldmark.New(goldmark.WithExtensions(gmext.GFM, gmext.Footnote, gmext.DefinitionList, gmext.Typographer))},
		{"mdbook", goldmark.New(goldmark.WithExtensions(gmext.GFM, gmext.Footnote, gmext.Typographer))},
	}
	tag := regexp.MustCompile(`</?(p|ul|li|blockquote|h1)( [^>]*)?>`)
	formula := regexp.MustCompile(`(?s)\\\((.*?)\\\)|\$\$(.*?)\$\$|\\\[(.*?)\\\]`)
	for _, tt := range tests {
		t.Run(tt.preset, func(t *testing.T) {
			src, err := os.ReadFile("testdata/presets/" + tt.preset + ".md")
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := tt.host.Convert(src, &out); err != nil {
				t.Fatal(err)
			}
			p, _ := PresetNamed(tt.preset)
			var want []string
			for range 3 { // at the top level, in the quote, in the list
				for _, b := range hardDocument().Blocks {
					if b.Display != "" {
						s := strings.TrimSuffix(strings.TrimPrefix(p.display(b.Display), p.Display.Open), p.Display.Close)
						want = append(want, s)
					}
					for _, in := range b.Paragraph {
						if in.Math != "" {
							s := strings.TrimSuffix(strings.TrimPrefix(p.inline(in.Math), p.Inline.Open), p.Inline.Close)
							want = append(want, s)
						}
					}
				}
			}
			for i := range want {
				if tt.preset == "mdbook" {
					want[i] = strings.ReplaceAll(want[i], `\\\\`, `\\`)
				}
				want[i] = strings.Join(strings.Fields(want[i]), " ")
			}
			page := tag.ReplaceAllString(out.String(), "")
			var got []string
			for _, m := range formula.FindAllStringSubmatch(page, -1) {
				got = append(got, strings.Join(strings.Fields(html.UnescapeString(m[1]+m[2]+m[3])), " "))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if rest := formula.ReplaceAllString(page, ""); strings.ContainsAny(rest, `\`) || strings.Contains(rest, "<") {
				t.Errorf("left over:\n%s", rest)
			}
		})
	}
}
