package extension

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	gmext "github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/bibun-md/bibun/extension/corpus"
)

// TestCorpus builds the Markdown of others. None of it is for bibun, so every byte
// stays, in every shape of file, no block of it is claimed, and HTML is as without
// the extension.
func TestCorpus(t *testing.T) {
	files := corpus.Files(t)
	var n struct{ bytes, limited, builds, patches int }
	for _, file := range files {
		n.bytes += len(file.Text)
		for i, form := range corpusForms {
			src := form.of(string(file.Text))
			out, report, err := Splice(t.Context(), []byte(src), Options{})
			n.builds++
			var limit *LimitError
			if errors.As(err, &limit) {
				n.limited++
			} else if err != nil {
				t.Fatalf("%s: %v", file.Path, err)
			}
			if string(out) != src {
				t.Errorf("%s, %s:\n%s", file.Path, form.name, cmp.Diff(src, string(out)))
			}
			for _, b := range report.Blocks {
				if b.Status != Skipped {
					t.Errorf("%s:%d, %s: a block is %s", file.Path, b.Line, form.name, b.Status)
				}
				if i == 0 {
					n.patches++
				}
			}
		}
		if mayHold(file.Text) {
			sameHTML(t, file)
		}
	}
	t.Logf("%d files of %.1f MB, %d builds, %d of them past a limit, %d diff fences, none claimed",
		len(files), float64(n.bytes)/1e6, n.builds, n.limited, n.patches)
}

// sameHTML compares what goldmark makes with the extension and without.
func sameHTML(t *testing.T, file corpus.File) {
	t.Helper()
	page := func(e ...goldmark.Extender) string {
		var out bytes.Buffer
		md := goldmark.New(goldmark.WithExtensions(append(e, gmext.GFM, gmext.Footnote, gmext.DefinitionList)...))
		if err := md.Convert(file.Text[:len(file.Text):len(file.Text)], &out, parser.WithContext(parser.NewContext())); err != nil {
			t.Fatalf("%s: %v", file.Path, err)
		}
		return out.String()
	}
	if want, got := page(), page(&Extender{}); want != got {
		t.Errorf("%s: HTML differs:\n%s", file.Path, cmp.Diff(want, got))
	}
}

// TestCorpusWithBlocks puts a block into the Markdown of others, in each kind of
// container and between any two blocks of the file: nothing but the block changes.
func TestCorpusWithBlocks(t *testing.T) {
	files := corpus.Files(t)
	between, within := 0, 0
	try := func(name string, at int, head string, place containerPlace, tail string, form corpusForm) {
		t.Run(fmt.Sprintf("%s at %d, %s, %s", name, at, place.name, form.name), func(t *testing.T) {
			withBlockAt(t, head, place, tail, form)
		})
	}
	for i, file := range files {
		src := string(file.Text)
		if strings.Contains(src, "SOLVE ") { // by which the solution is found again
			continue
		}
		places := boundaries(src)
		for j, place := range containerPlaces {
			if len(places) > 0 && (corpus.Full() || (i+j)%4 == 0) {
				at := places[(i*5+j*3)%len(places)]
				try(file.Path, at, src[:at]+"\n", place, "\n"+src[at:], corpusForms[(i+j)%len(corpusForms)])
				between++
			}
		}
		for j, item := range ownItems(src) {
			if corpus.Full() && j < 40 || j < 4 {
				try(file.Path, item.at, src[:item.at], item.place, src[item.at:], corpusForms[(i+j)%len(corpusForms)])
				within++
			}
		}
	}
	t.Logf("%d files: %d blocks put between blocks, %d into the files' own lists", len(files), between, within)
}

// ownItem is a place below the first line of an item of a file's own.
type ownItem struct {
	at    int
	place containerPlace
}

// ownItems are places in the lists of a file. goldmark reads some indents, those of
// oddIndent, in a way of its own.
func ownItems(src string) (items []ownItem) {
	n := ReadNote([]byte(src))
	if CheckDepth(n, 0) != nil || oddIndent.MatchString(src) {
		return nil
	}
	body := n.Body[:len(n.Body):len(n.Body)]
	doc := blockParser().Parse(text.NewReader(withoutCR(body)))
	ast.Walk(doc, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if node.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		first := node.FirstChild()
		item, is := node.(*ast.ListItem)
		if !entering || !is || first == nil || first.Type() == ast.TypeInline || first.Lines().Len() == 0 {
			return ast.WalkContinue, nil
		}
		if first.Kind() != ast.KindTextBlock && first.Kind() != ast.KindParagraph || lineStart(body, item.Pos()) != lineStart(body, first.Lines().At(0).Start) {
			return ast.WalkContinue, nil
		}
		prefix, ok := openingPrefix(body, first.Lines().At(0).Start, containersOf(first))
		if at := nextLine(body, first.Lines().At(0).Start); ok && at < len(body) {
			items = append(items, ownItem{len(n.Head) + at, containerPlace{"own item", "", prefix, prefix, ""}})
		}
		return ast.WalkContinue, nil
	})
	return items
}

// withBlockAt puts a block between head and tail, has it solved and checks all other
// bytes.
func withBlockAt(t *testing.T, head string, place containerPlace, tail string, form corpusForm) {
	t.Helper()
	// The class is nobody else's, so it finds the block again.
	block := form.lines("```diff {.corpus}\n" + place.later + "L = u^2\n" + place.later + "dL\n" + place.later + "```")
	src := form.of(head + place.before + place.first + "\x00" + place.after + tail)
	start := strings.IndexByte(src, 0)
	src = src[:start] + block + form.lines("\n") + src[start+1:]
	end := start + len(block)

	out, report, err := Splice(t.Context(), []byte(src), fakeOptions())
	if err != nil {
		t.Fatal(err)
	}
	solved := 0
	for _, b := range report.Blocks {
		if b.Status == Solved {
			solved++
			if b.Start != start || b.End != end {
				t.Errorf("the block is at %d..%d, not %d..%d", start, end, b.Start, b.End)
			}
		}
	}
	if solved != 1 {
		t.Fatalf("%d blocks were solved in\n%s", solved, around(src, start, end))
	}
	const marks = " \t>\r\n"
	if before := strings.TrimRight(src[:start], marks); !strings.HasPrefix(string(out), before) || !strings.HasSuffix(string(out), src[end:]) {
		t.Errorf("bytes around the block changed:\n%s", cmp.Diff(src, string(out)))
	}
	checkSplice(t, []byte(src), out, report)
	if again, _, err := Splice(t.Context(), out, fakeOptions()); err != nil || string(again) != string(out) {
		t.Errorf("twice is not once: %v\n%s", err, cmp.Diff(string(out), string(again)))
	}

	kept, report, err := SpliceInPlace(t.Context(), []byte(src), fakeOptions(), InPlace{})
	if err != nil || report.Failed() {
		t.Fatalf("in place: %v, %+v", err, report.Diagnostics)
	}
	if bare := withoutRegions(string(kept)); bare != src || string(kept) == src {
		t.Errorf("in place:\n%s", cmp.Diff(src, bare))
	}
	if again, _, err := SpliceInPlace(t.Context(), kept, fakeOptions(), InPlace{}); err != nil || string(again) != string(kept) {
		t.Errorf("in place twice is not once: %v\n%s", err, cmp.Diff(string(kept), string(again)))
	}
	if elsewhere, _, err := Splice(t.Context(), kept, fakeOptions()); err != nil || string(elsewhere) != string(out) {
		t.Errorf("in place, then elsewhere: %v\n%s", err, cmp.Diff(string(out), string(elsewhere)))
	}
}

// around is a stretch of a note with some of what surrounds it.
func around(src string, start, end int) string {
	return src[max(start-300, 0):min(end+300, len(src))]
}

// corpusForm is a shape of a file: its lines, and what is around them.
type corpusForm struct {
	name      string
	lines, of func(string) string
}

var corpusForms = func() []corpusForm {
	same := func(s string) string { return s }
	crlf := func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n") }
	return []corpusForm{
		{"plain", same, same},
		{"CRLF", crlf, crlf},
		{"BOM", same, func(s string) string { return string(bom) + strings.TrimPrefix(s, string(bom)) }},
		{"no final newline", same, func(s string) string { return strings.TrimRight(s, "\r\n") }},
	}
}()

// containerPlace is a container with a block in it: what the first line of the block
// starts with and what every other, and the text of the container before and after.
type containerPlace struct{ name, before, first, later, after string }

var containerPlaces = []containerPlace{
	{"top level", "", "", "", ""},
	{"between paragraphs", "a\n", "", "", "b\n"},
	{"indented by three", "", "   ", "   ", ""},
	{"quote", "> a\n>\n", "> ", "> ", ">\n> b\n"},
	{"quote without spaces", "", ">", ">", ""},
	{"quote in quote", "> > a\n", "> > ", "> > ", "> > b\n"},
	{"tight item of -", "- a\n", "- ", "  ", "- b\n"},
	{"tight item of *", "* a\n", "* ", "  ", "* b\n"},
	{"tight item of +", "+ a\n", "+ ", "  ", "+ b\n"},
	{"loose item", "- a\n\n", "  ", "  ", "\n- b\n"},
	{"item of 1.", "1. a\n", "   ", "   ", "2. b\n"},
	{"item of 10)", "9) a\n", "10) ", "    ", "11) b\n"},
	{"item indented by a tab", "- a\n\n", "\t", "\t", ""},
	{"tab after the mark", "", "-\t", "\t", ""},
	{"nested items", "- a\n  1. b\n\n", "     ", "     ", "\n  2. c\n- d\n"},
	{"quote in item", "- a\n\n", "  > ", "  > ", "\n- b\n"},
	{"item in quote", "> 1. a\n", ">    ", ">    ", "> 2. b\n"},
	{"footnote", "[^bibun-corpus]: a\n\n", "    ", "    ", "\n"},
	{"first line of a footnote", "", "[^bibun-corpus]: ", "    ", ""},
	{"details", "<details>\n<summary>a</summary>\n\n", "", "", "\n</details>\n"},
	{"admonition", ":::note\n", "", "", ":::\n"},
	{"between tables", "|a|\n|-|\n|b|\n\n", "", "", "\n|a|\n|-|\n|b|\n"},
}

// boundaries are the offsets in a file between two blocks at its top level with a
// blank line between: what is put there stands by itself.
func boundaries(src string) (at []int) {
	n := ReadNote([]byte(src))
	if CheckDepth(n, 0) != nil {
		return nil
	}
	body := n.Body[:len(n.Body):len(n.Body)]
	doc := blockParser().Parse(text.NewReader(withoutCR(body)))
	for child := doc.FirstChild(); child != nil; child = child.NextSibling() {
		p := child.Pos()
		if p <= 0 || p > len(body) || !child.HasBlankPreviousLines() {
			continue
		}
		start := lineStart(body, p)
		if start > 0 && blank(body[lineStart(body, start-1):start-1]) && blank(body[start:p]) {
			at = append(at, len(n.Head)+start)
		}
	}
	return at
}
