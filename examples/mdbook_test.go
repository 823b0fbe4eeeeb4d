package examples_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
)

// TestMdBook plays the part of mdBook, which the tests can't install: it asks the
// command in book.toml for support and then hands it the book, in the JSON of 0.4 and of 0.5. The
// order of keys is that of mdBook's own structures.
func TestMdBook(t *testing.T) {
	var config struct {
		Preprocessor map[string]struct{ Command string }
	}
	text := read(t, "mdbook/book.toml")
	if err := toml.Unmarshal([]byte(text), &config); err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := toml.Unmarshal([]byte(text), &all); err != nil {
		t.Fatal(err)
	}
	args := strings.Fields(config.Preprocessor["bibun"].Command)
	if len(args) < 2 || args[0] != "bibun" {
		t.Fatalf("the command is %q", args)
	}
	run := func(stdin []byte, more ...string) ([]byte, error) {
		cmd := exec.Command(command, append(args[1:len(args):len(args)], more...)...)
		cmd.Dir = "mdbook"
		cmd.Stdin = bytes.NewReader(stdin)
		cmd.Stderr = os.Stderr
		return cmd.Output()
	}
	if _, err := run(nil, "supports", "html"); err != nil {
		t.Fatalf("html isn't supported: %v", err)
	}
	root, err := filepath.Abs("mdbook")
	if err != nil {
		t.Fatal(err)
	}
	same := filepath.Join(t.TempDir(), "bibun.toml") // what book.toml says
	if err := os.WriteFile(same, []byte("lang = \"en\"\nsteps = \"brief\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ version, before, after string }{
		{"0.4.52", `{"sections":`, `,"__non_exhaustive":null}`},
		{"0.5.2", `{"items":`, `}`},
	} {
		t.Run(tt.version, func(t *testing.T) {
			context := quote(t, map[string]any{"root": root, "config": all, "renderer": "html", "mdbook_version": tt.version})
			book := tt.before + summary(t, func(file string) string { return read(t, "mdbook/src/"+file) }) + tt.after
			got, err := run([]byte("[" + context + "," + book + "]"))
			if err != nil {
				t.Fatal(err)
			}
			want := tt.before + summary(t, func(file string) string {
				return string(bibun(t, "render", "--config", same, "--preset", "mdbook", "mdbook/src/"+file))
			}) + tt.after + "\n"
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// link is a line of a SUMMARY.md: a title of a part, a separator, or a chapter.
var link = regexp.MustCompile(`(?m)^(?:# (.+)|(---)|( *)(-? ?)\[(.+)\]\((.*)\))$`)

// summary is the list of items of the book, with the text that content has for each
// file.
func summary(t *testing.T, content func(file string) string) string {
	t.Helper()
	var items []string
	for _, m := range link.FindAllStringSubmatch(read(t, "mdbook/src/SUMMARY.md"), -1) {
		part, separator, indent, name, file := m[1], m[2], m[3], m[5], m[6]
		switch {
		case part == "Summary":
		case part != "":
			items = append(items, `{"PartTitle":`+quote(t, part)+`}`)
		case separator != "":
			items = append(items, `"Separator"`)
		case file == "":
			items = append(items, chapter(t, name, "", "null"))
		case indent != "":
			last := &items[len(items)-1]
			*last = strings.Replace(*last, `"sub_items":[]`, `"sub_items":[`+chapter(t, name, content(file), quote(t, file))+`]`, 1)
		default:
			items = append(items, chapter(t, name, content(file), quote(t, file)))
		}
	}
	return "[" + strings.Join(items, ",") + "]"
}

func chapter(t *testing.T, name, content, path string) string {
	return `{"Chapter":{"name":` + quote(t, name) + `,"content":` + quote(t, content) +
		`,"number":null,"sub_items":[],"path":` + path + `,"source_path":` + path + `,"parent_names":[]}}`
}

// quote is JSON as mdBook writes it.
func quote(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

func read(t testing.TB, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
