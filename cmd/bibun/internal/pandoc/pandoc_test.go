package pandoc

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/bibun-md/bibun/extension"
)

// TestInfo has attributes become the info string of a fence.
func TestInfo(t *testing.T) {
	for _, tt := range []struct{ block, want string }{
		{`[["",["diff"],[]],"x"]`, `diff`},
		{`[["",["math","diff"],[["steps","brief"]]],"x"]`, `diff math {steps="brief"}`},
		{`[["",["numberLines","bibun"],[["a","1 }"],["b","say \"it's\"\n so"]]],"x"]`, `bibun {a="1 }" b='say "its" so'}`},
	} {
		d, err := Read([]byte(`{"pandoc-api-version":[1],"blocks":[{"t":"CodeBlock","c":` + tt.block + `}]}`))
		if err != nil || len(d.Blocks) != 1 {
			t.Fatalf("%s: %v, %v", tt.block, d, err)
		}
		if got := d.Blocks[0].Info; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.block, got, tt.want)
		}
	}
}

// TestShapes reads JSON that isn't of pandoc's types: it has no blocks of ours, and
// comes back as it was.
func TestShapes(t *testing.T) {
	for _, part := range []string{
		`{"t":"CodeBlock"}`, `{"t":"CodeBlock","c":[]}`, `{"t":"CodeBlock","c":[1,2]}`, `{"t":"CodeBlock","c":[["",[],[]]]}`,
		`{"t":"CodeBlock","c":[["",["diff"]],"x"]}`, `{"t":"CodeBlock","c":[["",["diff"],[["a"],1]],"x"]}`,
		`{"t":"CodeBlock","c":[["",["diff"],{"a":1}],"x"]}`, `{"t":"CodeBlock","c":[[1,["diff"],[]],"x"]}`,
		`{"t":"RawBlock"}`, `{"t":"RawBlock","c":["html"]}`, `{"t":1,"c":null}`, `null`, `"x"`, `[[[]]]`, `1e9`,
	} {
		for _, form := range []string{
			`{"pandoc-api-version":[1],"meta":{},"blocks":[%s]}`,
			`{"pandoc-api-version":[1],"meta":{"lang":%[1]s,"bibun":%[1]s},"blocks":%[1]s}`,
			`{"pandoc-api-version":[1],"meta":%s,"blocks":[]}`,
			`{"pandoc-api-version":[1],"meta":{"bibun":{"t":"MetaMap","c":{"steps":%[1]s}},"lang":{"t":"MetaBool"}},"blocks":[]}`,
		} {
			src := []byte(fmt.Sprintf(form, part))
			d, err := Read(src)
			if err != nil {
				t.Fatalf("%s: %v", src, err)
			}
			d.Settings(extension.Settings{})
			var out bytes.Buffer
			if err := d.Write(&out, nil, ""); err != nil || len(d.Blocks) > 0 || !bytes.Equal(out.Bytes(), src) {
				t.Errorf("%s became %s with %d blocks, %v", src, out.Bytes(), len(d.Blocks), err)
			}
		}
	}
}
