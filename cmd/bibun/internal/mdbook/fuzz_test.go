package mdbook

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/cmd/bibun/internal/jsonedit"
	"github.com/bibun-md/bibun/extension"
)

// FuzzRead reads any text as what mdBook sends. Written as it is, a book is the bytes that it was; with
// other contents, it is JSON in which those alone are others.
func FuzzRead(f *testing.F) {
	for _, text := range fuzzing.Literals(f, "cmd/bibun", "examples") {
		if strings.Contains(text, "{") && json.Valid([]byte(text)) {
			f.Add([]byte(text))
		}
	}
	const book = `[{"root":"/b","config":{"book":{"language":"en","src":"s"},"preprocessor":{"bibun":{"lang":"en","numbered":true,"command":"x"}}},"renderer":"html"},` +
		`{"sections":[{"Chapter":{"name":"A","content":"a\n` + "```diff\\nL = u\\ndL\\n```" + `","number":[1],"sub_items":[{"Chapter":{"sub_items":[],"content":"b","name":"B","path":null}}],"path":"a.md"}},"Separator",{"PartTitle":"P"}],"__non_exhaustive":null}]`
	f.Add([]byte(book))
	f.Add([]byte(strings.Replace(book, "sections", "items", 1)))
	f.Add([]byte(strings.Replace(book, `"content":"b"`, `"content":"b","content":"c"`, 1)))
	f.Add([]byte(`[{},{"items":[{"Chapter":{"content":"\ud800\u0000","sub_items":{"Chapter":1}}}]}]`))
	f.Fuzz(func(t *testing.T, src []byte) {
		var b *Book
		var err error
		fuzzing.Swift(t, len(src), func() { b, err = Read(src, "bibun") })
		if err != nil {
			return
		}
		if s, err := b.Settings(extension.Settings{}); err == nil && s.Preset != "" {
			if p, ok := extension.PresetNamed(s.Preset); !ok || p.HTML || p.LaTeX {
				t.Fatalf("preset %q", s.Preset)
			}
		}
		write := func(change func(string) string) []byte {
			var contents []string
			for _, c := range b.Chapters {
				contents = append(contents, change(c.Content))
			}
			var out bytes.Buffer
			if err := b.Write(&out, contents); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		same := write(func(s string) string { return s })
		if !bytes.Equal(same, b.book.Raw()) {
			t.Fatalf("%q became %q", b.book.Raw(), same)
		}
		const mark = "\n\x00<&>\u2028\"\\"
		out := write(func(s string) string { return s + mark })
		value, err := jsonedit.Parse(out)
		if err != nil {
			t.Fatalf("%q became %q: %v", src, out, err)
		}
		// Without the marks it is what it was.
		var was, is any
		if err := json.Unmarshal(same, &was); err != nil {
			t.Fatal(err)
		}
		if err := value.Decode(&is); err != nil {
			t.Fatal(err)
		}
		marks := 0
		if is = without(is, mark, &marks); !reflect.DeepEqual(is, without(was, "\x01", new(int))) || marks > len(b.Chapters) {
			t.Fatalf("%q became %q", src, out)
		}
	})
}

// without is a value of JSON with a mark cut off the end of every text in it.
func without(v any, mark string, marks *int) any {
	switch v := v.(type) {
	case string:
		s, ok := strings.CutSuffix(v, mark)
		if ok {
			*marks++
		}
		return s
	case []any:
		for i := range v {
			v[i] = without(v[i], mark, marks)
		}
	case map[string]any:
		for k := range v {
			v[k] = without(v[k], mark, marks)
		}
	}
	return v
}
