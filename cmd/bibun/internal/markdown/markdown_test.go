package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	gmextension "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"pgregory.net/rapid"
)

// converted is the HTML of a note, and where it asks for too much.
func converted(t interface{ Fatal(...any) }, md goldmark.Markdown, note string) (string, []Excess) {
	pc := parser.NewContext()
	c := NewContext(pc, pc.IDs(), len(note))
	var out bytes.Buffer
	if err := md.Convert([]byte(note), &out, parser.WithContext(c)); err != nil {
		t.Fatal(err)
	}
	return out.String(), c.Excesses()
}

// TestAsGoldmark reads generated notes as goldmark with its own extensions does.
func TestAsGoldmark(t *testing.T) {
	ours, theirs := New(), goldmark.New(goldmark.WithExtensions(gmextension.GFM, gmextension.Footnote))
	pieces := []string{"*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "[", "]", "](", "](b)", "](<b>)", "](b 'c')", "![", ")", "(", "<", ">",
		"[r]", "[r][]", "[^f]", "![^f]", "[^g]", "[^", "a", "b c", " ", " ", "\n", "\n", "\n\n", "\n> ", "\n- ", "\\", "|", "\n|-|-|\n", "\n|a|b|\n|-|:-:|\n|`\\|`|c\n", "\\|", "é", "偏", ".", "'", "\"",
		"\n\n[r]: /u\n", "\n\n[r]: /v 't'\n[s\n]: <w>\n", "\n\n[^f]: d *e*\n", "\n\n[^g]: h\n\n    i[^f]\n\n", "<b c='d'>", "http://a.b/c", "(www.a.b)", "a@b.c", "&amp;", "\n# ", "\n===\n", "- [x] "}
	rapid.Check(t, func(t *rapid.T) {
		note := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 40).Draw(t, "pieces"), "")
		got, excesses := converted(t, ours, note)
		want, _ := converted(t, theirs, note)
		if got != want || excesses != nil {
			t.Fatalf("%q: got\n%s\nwant\n%s", note, got, want)
		}
	})
}

// TestDefinitions reads more definitions of references than a portion holds.
func TestDefinitions(t *testing.T) {
	ours, theirs := New(), goldmark.New(goldmark.WithExtensions(gmextension.GFM))
	for _, test := range []struct{ name, middle, end string }{
		{"alone", "", ""},
		{"with text behind", "", "text [r1], [r700]\n"},
		{"with text between", "text\n", ""},
		{"with a long title", "[t]: /t 'a\nb\n c'\n", "[t]"},
		{"with a title below", "[t]: /t\n'a'\n", "[t]"},
		{"as a heading", "", "heading\n===\n"},
		{"never closed", "[t\n", ""},
	} {
		var note strings.Builder
		for i := range 700 {
			fmt.Fprintf(&note, "[r%d]: /u%d\n", i, i)
			if i%100 == 99 {
				note.WriteString(test.middle)
			}
		}
		note.WriteString(test.end + "\n\n[r0] [r199] [r200] [r400] [r699]\n\n> [r5]: x\n[r300]\n")
		got, _ := converted(t, ours, note.String())
		want, _ := converted(t, theirs, note.String())
		if got != want {
			t.Errorf("%s: got\n%.2000s\nwant\n%.2000s", test.name, got, want)
		}
	}
}

// TestExcess has tables and references ask for too much: they are shown as the text
// that they are, with the place, and what follows isn't.
func TestExcess(t *testing.T) {
	table := func(columns, rows int) string {
		return strings.Repeat("|a", columns) + "\n" + strings.Repeat("|-", columns) + "\n" + strings.Repeat("a\n", rows) + "\n"
	}
	for _, test := range []struct {
		name, note string
		kind       ExcessKind
		at         int
		wanted     string
	}{
		{"a table at the limit", table(100, 1000), 0, 0, "<table>"},
		{"a table", "x\n\n" + table(1000, 1000) + "|b|\n|-|\n\n*c*\n", EmptyCells, 3, "<em>c</em>"},
		{"several tables", table(100, 600) + table(100, 600), EmptyCells, 1603, "<table>"},
		{"a long row of delimiters", "a\n" + strings.Repeat("|:-", 200_000) + "\nb\n", EmptyCells, 0, "<p>a"},
		{"references", "[r]: /" + strings.Repeat("u", 60_000) + "\n\n[r]\n[r]\n[s]\n\n[s]: /v\n", RepeatedAddresses, 60_014, "\n[r]\n[s]</p>"},
		{"a long note with references", strings.Repeat("[r]\n", 100_000) + "\n[r]: /u\n", 0, 0, "<a"},
	} {
		got, excesses := converted(t, New(), test.note)
		switch {
		case test.kind == 0 && excesses != nil, test.kind != 0 && (len(excesses) != 1 || excesses[0] != Excess{test.at, test.kind}):
			t.Errorf("%s: %v, want %v at %d", test.name, excesses, test.kind, test.at)
		case !strings.Contains(got, test.wanted):
			t.Errorf("%s: no %q in %.300q", test.name, test.wanted, got)
		}
	}
}

// TestNested nests emphasis deeper than it is read.
func TestNested(t *testing.T) {
	for _, n := range []int{MaxNested, MaxNested + 1, 50_000} {
		got, _ := converted(t, New(), strings.Repeat("*a **b ", n/2)+strings.Repeat("*", n%2)+"c"+strings.Repeat("*", n%2)+strings.Repeat(" b** a*", n/2))
		if elements := strings.Count(got, "<em>") + strings.Count(got, "<strong>"); elements != min(n, MaxNested) {
			t.Errorf("%d within each other: %d are read", n, elements)
		}
	}
}
