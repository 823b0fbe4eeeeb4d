package extension

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// skeleton is the block structure of a note in which each solved fence, or in
// its place the fake solution, is one X. A note has the same skeleton before
// and after splicing: nothing around a block changes its meaning.
func skeleton(src []byte, solved map[int]bool) string {
	body := ReadNote(src).Body
	shift := len(src) - len(body)
	body = withoutCR(body[:len(body):len(body)])
	doc := blockParser().Parse(text.NewReader(body))
	var s strings.Builder
	var walk func(n ast.Node)
	walk = func(parent ast.Node) {
		inside := false
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			if n.Type() == ast.TypeInline {
				return
			}
			var value string
			if _, list := n.(*ast.ListItem); !list {
				value = strings.TrimSpace(strings.ReplaceAll(string(n.Lines().Value(body)), "\n$$\n", "\n"))
			}
			if f, ok := n.(*ast.FencedCodeBlock); ok {
				if f, ok := asFence(f, body); ok && solved[f.start+shift] {
					s.WriteString("X ")
					continue
				}
			}
			if strings.HasPrefix(value, "SOLVE ") {
				inside = true
			}
			if inside {
				if strings.HasSuffix(value, "DONE") {
					inside = false
					s.WriteString("X ")
				}
				continue
			}
			kind := n.Kind().String()
			if kind == "TextBlock" {
				kind = "Paragraph"
			}
			s.WriteString(kind + "(" + strings.Join(strings.Fields(value), " ") + ") {")
			walk(n)
			s.WriteString("} ")
		}
	}
	walk(doc)
	return s.String()
}

// checkSplice checks what must hold for every note.
func checkSplice(t *testing.T, src, out []byte, report *Report) {
	t.Helper()
	solved := map[int]bool{}
	var blocks []*Block
	for _, b := range report.Blocks {
		if b.Status == Solved {
			solved[b.Start] = true
			blocks = append(blocks, b)
		}
	}
	checkOutside(t, string(src), string(out), blocks)
	if want, got := skeleton(src, solved), skeleton(out, nil); want != got {
		t.Errorf("structure:\n%s\nfrom %q\nto   %q", cmp.Diff(want, got), src, out)
	}
}

// checkOutside checks that every line outside the blocks is there, in order,
// with nothing added but the solutions and a blank line on either side.
func checkOutside(t *testing.T, src, out string, blocks []*Block) {
	t.Helper()
	at, rest := 0, out
	for i, b := range blocks {
		if b.Start < at || b.End < b.Start || b.End > len(src) {
			t.Fatalf("block %d at %d..%d after %d", i, b.Start, b.End, at)
		}
		before, after, ok := strings.Cut(rest, "SOLVE ")
		if !ok {
			t.Fatalf("solution %d is missing in %q", i, out)
		}
		if gap := src[at:b.Start]; !sameBut(gap, before, i > 0) {
			t.Fatalf("before block %d: %q became %q", i, gap, before)
		}
		_, rest, _ = strings.Cut(after, "DONE")
		at = b.End
	}
	if !sameBut(src[at:], rest, len(blocks) > 0) {
		t.Fatalf("after the last block: %q became %q", src[at:], rest)
	}
}

// sameBut reports whether got is want but for a blank line added at its start,
// where one may be, or before its last line, which the blank line took apart.
func sameBut(want, got string, startMay bool) bool {
	if want == got {
		return true
	}
	const marks = " \t>"
	if startMay {
		for _, nl := range []string{"\n", "\r\n"} {
			if cut, ok := strings.CutPrefix(got, nl); ok {
				if cut = strings.TrimLeft(cut, marks); sameBut(want, cut, false) {
					return true
				}
			}
		}
	}
	// The line of the opening fence: prefix, newline, prefix.
	i := strings.LastIndexByte(got, '\n')
	if i < 0 {
		return false
	}
	head := strings.TrimSuffix(got[:i], "\r")
	return strings.TrimRight(want, marks) == strings.TrimRight(head, marks) && strings.Trim(got[i+1:], marks) == ""
}
