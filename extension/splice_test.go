package extension

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func splice(t *testing.T, src string, o Options) (string, *Report) {
	t.Helper()
	out, report, err := Splice(context.Background(), []byte(src), o)
	if err != nil {
		t.Fatal(err)
	}
	return string(out), report
}

// TestSpliceShapes reads as prose: what stands in a note and what becomes of
// it. In want, S stands for the solution with the container's prefix on its lines.
func TestSpliceShapes(t *testing.T) {
	const p, d, q = "SOLVE $L$ です。", "$$|\\begin{aligned}|dL &= 2u\\,du|\\end{aligned}|$$", "DONE"
	// in writes the fake solution with a prefix.
	in := func(prefix string) string {
		blank := strings.TrimRight(prefix, " \t")
		lines := strings.Split(p+"||"+d+"||"+q, "|")
		for i, l := range lines {
			switch {
			case i == 0:
			case l == "":
				lines[i] = blank
			default:
				lines[i] = prefix + l
			}
		}
		return strings.Join(lines, "\n")
	}
	tight := func(prefix string) string {
		return strings.ReplaceAll(strings.ReplaceAll(in(prefix), "\n\n", "\n"), "\n"+strings.TrimRight(prefix, " \t")+"\n", "\n")
	}
	tests := []struct{ name, in, want string }{
		{"alone", "```diff\nL = u^2\ndL\n```\n", in("") + "\n"},
		{"no final newline", "```diff\nL = u^2\ndL\n```", in("")},
		{"between paragraphs", "a\n\n```diff\nL = u^2\ndL\n```\n\nb\n", "a\n\n" + in("") + "\n\nb\n"},
		{"no blank lines", "a\n```diff\nL = u^2\ndL\n```\nb\n", "a\n\n" + in("") + "\n\nb\n"},
		{"after a heading", "# a\n```diff\nL = u^2\ndL\n```\n# b\n", "# a\n" + in("") + "\n\n# b\n"},
		{"between two", "```diff\nL = u^2\ndL\n```\n```diff\nL = u^2\ndL\n```\n", in("") + "\n\n" + in("") + "\n"},
		{"after a comment", "<!-- a -->\n```diff\nL = u^2\ndL\n```\n", "<!-- a -->\n" + in("") + "\n"},
		{"before a rule", "```diff\nL = u^2\ndL\n```\n---\n", in("") + "\n\n---\n"},
		{"tildes", "~~~~diff\nL = u^2\ndL\n~~~~~~\n", in("") + "\n"},
		{"alias", "``` bibun\nL = u^2\ndL\n```\n", in("") + "\n"},
		{"indented by three", "   ```diff\n   L = u^2\n dL\n  ```\n", "   " + in("   ") + "\n"},
		{"indented by four", "    ```diff\n    L = u^2\n    dL\n    ```\n", "    ```diff\n    L = u^2\n    dL\n    ```\n"},
		{"unclosed", "a\n\n```diff\nL = u^2\ndL\n", "a\n\n" + in("") + "\n"},
		{"unclosed, no newline", "```diff\nL = u^2\ndL", in("")},
		{"unclosed, blank lines", "```diff\nL = u^2\ndL\n\n\n", in("") + "\n\n\n"},
		{"closer too short", "````diff\nL = u^2\ndL\n```\n", "````diff\nL = u^2\ndL\n```\n"},
		{"closer with spaces", "```diff\nL = u^2\ndL\n```  \t\nb\n", in("") + "\n\nb\n"},
		{"quote", "> ```diff\n> L = u^2\n> dL\n> ```\n", "> " + in("> ") + "\n"},
		{"quote, neighbours", "> a\n> ```diff\n> L = u^2\n> dL\n> ```\n> b\n", "> a\n>\n> " + in("> ") + "\n>\n> b\n"},
		{"quote without spaces", ">```diff\n>L = u^2\n>dL\n>```\n", ">" + in(">") + "\n"},
		{"quote, then text that is not lazy", "> ```diff\n> L = u^2\n> dL\n> ```\nb\n", "> " + in("> ") + "\n\nb\n"},
		{"quote ends the fence", "> ```diff\n> L = u^2\n> dL\n\nb\n", "> " + in("> ") + "\n\nb\n"},
		{"quote ends the fence, text next", "> ```diff\n> L = u^2\n> dL\nb\n", "> " + in("> ") + "\n\nb\n"},
		{"a new fence after the quote", "> ```diff\n> L = u^2\n> dL\n```\nb\n```\n", "> " + in("> ") + "\n\n```\nb\n```\n"},
		{"quote in quote", "> > ```diff\n> > L = u^2\n> > dL\n> > ```\n> b\n", "> > " + in("> > ") + "\n>\n> b\n"},
		{"tab after the quote mark", ">\t```diff\n>\tL = u^2\n>\tdL\n>\t```\n", ">\t" + in(">\t") + "\n"},
		{"item", "- ```diff\n  L = u^2\n  dL\n  ```\n- b\n", "- " + tight("  ") + "\n- b\n"},
		{"item, text above", "- a\n  ```diff\n  L = u^2\n  dL\n  ```\n- b\n", "- a\n\n  " + tight("  ") + "\n- b\n"},
		{"item, loose", "- a\n\n  ```diff\n  L = u^2\n  dL\n  ```\n\n- b\n", "- a\n\n  " + in("  ") + "\n\n- b\n"},
		{"item, then text that is not lazy", "- ```diff\n  L = u^2\n  dL\n  ```\nb\n", "- " + tight("  ") + "\n\nb\n"},
		{"ordered item", "1. ```diff\n   L = u^2\n   dL\n   ```\n2. b\n", "1. " + tight("   ") + "\n2. b\n"},
		{"wide ordered item", "10) a\n\n    ```diff\n    L = u^2\n    dL\n    ```\n", "10) a\n\n    " + in("    ") + "\n"},
		{"nested item", "- a\n  - b\n\n    ```diff\n    L = u^2\n    dL\n    ```\n- c\n", "- a\n  - b\n\n    " + in("    ") + "\n- c\n"},
		{"item indented by tab", "- a\n\n\t```diff\n\tL = u^2\n\tdL\n\t```\n", "- a\n\n\t" + in("\t") + "\n"},
		{"tab after the item's mark", "-\t```diff\n\tL = u^2\n\tdL\n\t```\n", "-\t" + tight(" \t") + "\n"},
		{"quote in item", "> - ```diff\n>   L = u^2\n>   dL\n>   ```\n> - b\n", "> - " + tight(">   ") + "\n> - b\n"},
		{"quote in item without space", ">- ```diff\n>   L = u^2\n>   dL\n>   ```\n>- b\n", ">- " + tight(">   ") + "\n>- b\n"},
		{"footnote in quote", ">[^1]:   ```diff\n>     L = u^2\n>     dL\n>     ```\n", ">[^1]:   " + in(">     ") + "\n"},
		{"item in quote", "- > ```diff\n  > L = u^2\n  > dL\n  > ```\n- b\n", "- > " + in("  > ") + "\n- b\n"},
		{"item after a tab in quote", ">\t- ```diff\n>\t  L = u^2\n>\t  dL\n>\t  ```\n", ">\t- " + tight(">\t  ") + "\n"},
		{"empty first line", "-\n  ```diff\n  L = u^2\n  dL\n  ```\n", "-\n  " + tight("  ") + "\n"},
		{"footnote", "a[^1]\n\n[^1]: ```diff\n    L = u^2\n    dL\n    ```\n", "a[^1]\n\n[^1]: " + in("    ") + "\n"},
		{"footnote, later line", "a[^1]\n\n[^1]: b\n\n    ```diff\n    L = u^2\n    dL\n    ```\n\nc\n", "a[^1]\n\n[^1]: b\n\n    " + in("    ") + "\n\nc\n"},
		{"front matter", "---\ntitle: a\n---\n```diff\nL = u^2\ndL\n```\n", "---\ntitle: a\n---\n" + in("") + "\n"},
		{"toml front matter", "+++\ntitle = '''\n```diff\nL=u\ndL\n```\n'''\n+++\n", "+++\ntitle = '''\n```diff\nL=u\ndL\n```\n'''\n+++\n"},
		{"off and on", "<!-- bibun:off -->\n\n```diff\nL = u\ndL\n```\n\n<!-- bibun:on -->\n\n```diff\nL = u\ndL\n```\n",
			"<!-- bibun:off -->\n\n```diff\nL = u\ndL\n```\n\n<!-- bibun:on -->\n\n" + in("") + "\n"},
		{"forced to be a patch", "```diff patch\nL = u\ndL\n```\n", "```diff patch\nL = u\ndL\n```\n"},
		{"broken", "```diff\nL(u) = oops\ndL\n```\n", "```diff\nL(u) = oops\ndL\n```\n"},
		{"within a longer fence", "````\n```diff\nL = u\ndL\n```\n````\n", "````\n```diff\nL = u\ndL\n```\n````\n"},
		{"within html", "<div>\n```diff\nL = u\ndL\n```\n</div>\n", "<div>\n```diff\nL = u\ndL\n```\n</div>\n"},
		// CommonMark, and so most hosts, has code there.
		{"definition list", "term\n:   a\n\n    ```diff\n    L = u^2\n    dL\n    ```\n", "term\n:   a\n\n    ```diff\n    L = u^2\n    dL\n    ```\n"},
		{"after a definition list", "term\n: a\n\n```diff\nL = u^2\ndL\n```\n", "term\n: a\n\n" + in("") + "\n"},
		{"admonition", ":::note info\n```diff\nL = u^2\ndL\n```\n:::\n", ":::note info\n\n" + in("") + "\n\n:::\n"},
		{"alert", "> [!NOTE]\n> ```diff\n> L = u^2\n> dL\n> ```\n", "> [!NOTE]\n>\n> " + in("> ") + "\n"},
		{"details", "<details>\n<summary>a</summary>\n\n```diff\nL = u^2\ndL\n```\n\n</details>\n", "<details>\n<summary>a</summary>\n\n" + in("") + "\n\n</details>\n"},
		{"comment of several lines", "<!--\n```diff\nL = u^2\ndL\n```\n-->\n", "<!--\n```diff\nL = u^2\ndL\n```\n-->\n"},
		{"table above", "|a|\n|-|\n|b|\n```diff\nL = u^2\ndL\n```\n", "|a|\n|-|\n|b|\n\n" + in("") + "\n"},
		{"setext above", "a\n===\n```diff\nL = u^2\ndL\n```\n", "a\n===\n" + in("") + "\n"},
		{"list above", "- a\n```diff\nL = u^2\ndL\n```\n- b\n", "- a\n\n" + in("") + "\n\n- b\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, form := range forms {
				got, _ := splice(t, form.of(tt.in), fakeOptions())
				if want := form.of(tt.want); got != want {
					t.Errorf("%s:\n%s", form.name, cmp.Diff(want, got))
				}
				out, first, _ := Splice(t.Context(), []byte(form.of(tt.in)), fakeOptions())
				checkSplice(t, []byte(form.of(tt.in)), out, first)
				again, report := splice(t, got, fakeOptions())
				if again != got {
					t.Errorf("%s: twice is not once:\n%s", form.name, cmp.Diff(got, again))
				}
				for _, b := range report.Blocks {
					if b.Status == Solved {
						t.Errorf("%s: a block is left at line %d", form.name, b.Line)
					}
				}
			}
		})
	}
}

// forms are the shapes of a file around its text.
var forms = []struct {
	name string
	of   func(string) string
}{
	{"plain", func(s string) string { return s }},
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{"BOM", func(s string) string { return string(bom) + s }},
	{"no final newline", func(s string) string { return strings.TrimSuffix(s, "\n") }},
	{"all of them", func(s string) string {
		return string(bom) + strings.TrimSuffix(strings.ReplaceAll(s, "\n", "\r\n"), "\r\n")
	}},
}

// TestSpliceLeavesSourceAlone: goldmark appends to the slice of an unclosed
// last line, which must not reach what the caller keeps behind the note.
func TestSpliceLeavesSourceAlone(t *testing.T) {
	whole := []byte("```diff\nL = u\ndL|kept")
	src := whole[:len(whole)-len("|kept")]
	out, _, err := Splice(context.Background(), src, fakeOptions())
	if err != nil || string(out) == string(src) || string(whole) != "```diff\nL = u\ndL|kept" {
		t.Errorf("%v, %q, %q", err, out, whole)
	}
}

func TestSpliceCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	src := "```diff\nL = u\ndL\n```\n"
	if out, _, err := Splice(ctx, []byte(src), fakeOptions()); err != context.Canceled || string(out) != src {
		t.Errorf("%v, %q", err, out)
	}
}

// TestBlockMarkdown: what a block reports is what is spliced in, less the
// container's prefixes.
func TestBlockMarkdown(t *testing.T) {
	_, report := splice(t, "> a\n> ```diff\r\n> L = u^2\r\n> dL\r\n> ```\r\n", fakeOptions())
	if got := report.Blocks[0].Markdown; got != fakeMarkdown {
		t.Error(cmp.Diff(fakeMarkdown, got))
	}
}
