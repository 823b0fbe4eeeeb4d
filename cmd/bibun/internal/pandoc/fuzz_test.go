package pandoc

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/extension"
)

// FuzzRead reads any text as what pandoc sends. Written without solutions, a document is the bytes that
// it was; with them it is JSON, outside of whose blocks every byte stays.
func FuzzRead(f *testing.F) {
	for _, text := range fuzzing.Literals(f, "cmd/bibun", "cmd/bibun/internal/pandoc", "examples") {
		if strings.Contains(text, "{") && json.Valid([]byte(text)) {
			f.Add([]byte(text), "html")
			f.Add([]byte(`{"pandoc-api-version":[1,23],"meta":{"lang":`+text+`},"blocks":[`+text+`]}`), "latex")
		}
	}
	for _, blocks := range []string{
		`{"t":"CodeBlock","c":[["",["diff"],[]],"L = u\ndL"]}`,
		`{"t":"CodeBlock","c":[["i",["bibun"],[["steps","brief"],["a","\" }"]]],"x"]},{"t":"RawBlock","c":["html","<!-- bibun:begin sha256=0 -->"]},{"t":"Para","c":[{"t":"RawInline","c":["html","<!-- bibun:end -->"]}]}`,
		`{"t":"RawBlock","c":["html","<!-- bibun:off -->"]},{"t":"BulletList","c":[[{"t":"Plain","c":[{"t":"Code","c":[["",[],[]],"diff {steps=brief} L = u"]}]}]]}`,
		`{"t":"Div","c":[["",[],[]],[{"t":"CodeBlock","c":[["",["math","diff"],[]],"y"]},{"t":"CodeBlock","c":[["",["diff"],[]],"z"]}]]}`,
	} {
		f.Add([]byte(`{"pandoc-api-version":[1,23],"meta":{"bibun":{"t":"MetaMap","c":{"steps":{"t":"MetaInlines","c":[{"t":"Str","c":"brief"}]}}}},"blocks":[`+blocks+`]}`), "docx")
	}
	solved := &extension.Block{Solution: &solution.Solution{Document: solution.Document{Blocks: []solution.Block{
		{Paragraph: []solution.Inline{{Text: "SOLVE  "}, {Math: "L<\\{"}}}, {Display: "x\n\"&"}, {Paragraph: []solution.Inline{{Text: "DONE"}}}}}}}
	f.Fuzz(func(t *testing.T, src []byte, format string) {
		var d *Document
		var err error
		fuzzing.Swift(t, len(src), func() { d, err = Read(src) })
		if err != nil {
			return
		}
		d.Settings(extension.Settings{})
		at := 0
		for _, b := range d.Blocks {
			if b.start < at || b.end <= b.start || b.end > len(src) {
				t.Fatalf("a block from %d to %d after %d in %q", b.start, b.end, at, src)
			}
			at = b.end
			if strings.ContainsAny(b.Info, "\r\n") {
				t.Fatalf("the info string %q", b.Info)
			}
		}
		var out bytes.Buffer
		if err := d.Write(&out, make([]*extension.Block, len(d.Blocks)), format); err != nil || !bytes.Equal(out.Bytes(), src) {
			t.Fatalf("%q became %q, %v", src, out.Bytes(), err)
		}
		out.Reset()
		if err := d.Write(&out, slices.Repeat([]*extension.Block{solved}, len(d.Blocks)), format); err != nil || !json.Valid(out.Bytes()) {
			t.Fatalf("%q became %q, %v", src, out.Bytes(), err)
		}
		rest := out.Bytes()
		at = 0
		for _, b := range d.Blocks {
			var ok bool
			if rest, ok = bytes.CutPrefix(rest, src[at:b.start]); !ok {
				t.Fatalf("%q became %q", src, out.Bytes())
			}
			text, err := blocks(solved.Solution.Document, b.id, format)
			if err != nil {
				t.Fatal(err)
			}
			rest, at = rest[len(text):], b.end
		}
		if !bytes.Equal(rest, src[at:]) {
			t.Fatalf("%q became %q", src, out.Bytes())
		}
	})
}
