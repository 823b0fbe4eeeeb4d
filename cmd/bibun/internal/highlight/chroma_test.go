package highlight

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"flag"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	chromalexers "github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "take lexers and styles from chroma anew")

// notCarried are the lexers that are programs in chroma and can't be written
// out as files. Code in these languages has no colours.
var notCarried = []string{
	"Common Lisp", "ERB", "EmacsLisp", "Go HTML Template", "HTTP", "Haxe", "PHTML", "Raku",
	"Svelte", "YAML+Jinja", "reStructuredText",
}

// TestLexersAreChromas compares the archive with chroma's lexers.
func TestLexersAreChromas(t *testing.T) {
	files := map[string][]byte{}
	var without []string
	for _, l := range chromalexers.GlobalLexerRegistry.Lexers {
		name := l.Config().Name
		if data := file(t, l); data != nil {
			files[name] = data
		} else {
			without = append(without, name)
		}
	}
	slices.Sort(without)
	if diff := cmp.Diff(notCarried, without); diff != "" {
		t.Error(diff)
	}
	if *update {
		if err := os.WriteFile("lexers.zip", packed(t, files), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	if len(have.File) != len(files) {
		t.Errorf("%d lexers in the archive, %d in chroma", len(have.File), len(files))
	}
	for _, f := range have.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, files[f.Comment]) {
			t.Errorf("%s isn't chroma's", f.Comment)
		}
	}
}

// packed returns the archive, the same for the same files.
func packed(t *testing.T, files map[string][]byte) []byte {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for i, name := range names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%03d.xml", i), Comment: name, Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		f.Write(files[name])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// file returns a lexer of chroma's as a file, or nil.
func file(t *testing.T, l chroma.Lexer) []byte {
	r, ok := l.(*chroma.RegexLexer)
	switch l.Config().Name {
	case "markdown": // without the colours of its front matter
		r, ok = reflect.ValueOf(l).Elem().FieldByName("Lexer").Interface().(*chroma.RegexLexer)
	case "Go":
		r = withoutTemplates(t, r)
	}
	if !ok {
		return nil
	}
	data, err := chroma.Marshal(r)
	if err != nil {
		return nil
	}
	// The states come in the order of a map.
	head, rest, _ := strings.Cut(string(data), stateStart)
	states := strings.Split(strings.TrimSuffix(rest, stateEnd), stateStart)
	slices.Sort(states)
	return []byte(head + stateStart + strings.Join(states, stateStart) + stateEnd)
}

const (
	stateStart = "\n    <state name="
	stateEnd   = "\n  </rules>\n</lexer>"
)

// withoutTemplates is Go with raw strings that are strings, not templates.
func withoutTemplates(t *testing.T, l *chroma.RegexLexer) *chroma.RegexLexer {
	rules, err := l.Rules()
	if err != nil {
		t.Fatal(err)
	}
	rules = rules.Clone()
	rules["root"] = slices.Clone(rules["root"])
	for i, r := range rules["root"] {
		if strings.HasPrefix(r.Pattern, "(`)") {
			rules["root"][i].Type = chroma.ByGroups(chroma.LiteralString, chroma.LiteralString, chroma.LiteralString)
		}
	}
	return chroma.MustNewLexer(l.Config(), func() chroma.Rules { return rules })
}

// TestStylesAreChromas compares the colours with chroma's. Neither style is a
// base for the other: what one leaves out would have the other's colour.
func TestStylesAreChromas(t *testing.T) {
	var b strings.Builder
	f := chromahtml.New(chromahtml.WithClasses(true), chromahtml.WithCSSComments(false))
	b.WriteString("@media print, (prefers-color-scheme: light) {\n")
	f.WriteCSS(&b, styles.Get("github"))
	b.WriteString("}\n@media screen and (prefers-color-scheme: dark) {\n")
	f.WriteCSS(&b, styles.Get("github-dark"))
	b.WriteString("}\n")
	if *update {
		if err := os.WriteFile("code.css", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(b.String(), css); diff != "" {
		t.Error(diff)
	}
}
