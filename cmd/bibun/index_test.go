package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// TestIndexesFollow: a watch tells of what comes and goes, and the indexes follow
// without the other notes being built again.
func TestIndexesFollow(t *testing.T) {
	src, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(src, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "# A\n")
	write("sub/b.md", "# B\n")
	a := &app{stderr: t.Output(), getenv: func(string) string { return "" }, color: "auto", failOn: "error", format: "human"}
	if err := a.start(); err != nil {
		t.Fatal(err)
	}
	b := buildFlags{target: target{to: "html"}, out: out}
	s, err := a.site(src, b, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	x, err := a.indexes(s, b)
	if err != nil {
		t.Fatal(err)
	}
	round := func(names ...string) (told []string) {
		t.Helper()
		for _, name := range names {
			x.add(s.Make(t.Context(), name, site.Hash{}))
		}
		if err := x.write(func(o site.Outcome) {
			if o.Written {
				told = append(told, o.Output)
			}
		}); err != nil {
			t.Fatal(err)
		}
		return told
	}
	index := func(name string) string {
		text, _ := os.ReadFile(filepath.Join(out, name))
		return string(text)
	}
	round("a.md", "sub/b.md")
	if got := index("index.html"); !strings.Contains(got, ">A</a>") || !strings.Contains(got, ">B</a>") || !strings.Contains(index("sub/index.html"), ">B</a>") {
		t.Fatalf("got %s", got)
	}
	if told := round("a.md"); len(told) > 0 {
		t.Errorf("%q were written though nothing changed", told)
	}
	write("a.md", "# A2\n")
	if round("a.md"); !strings.Contains(index("index.html"), ">A2</a>") {
		t.Errorf("the title is the old one in %s", index("index.html"))
	}
	// The only note of a folder goes, and with it the folder.
	if err := s.Output.Remove("sub/b.html"); err != nil {
		t.Fatal(err)
	}
	x.drop("sub/b.html")
	round()
	if _, err := os.Stat(filepath.Join(out, "sub")); err == nil || strings.Contains(index("index.html"), "sub") {
		t.Errorf("the folder is still there: %v\n%s", err, index("index.html"))
	}
	// One that somebody else wrote there isn't ours to remove.
	write("sub/b.md", "# B\n")
	round("sub/b.md")
	if err := os.WriteFile(filepath.Join(out, "sub", "index.html"), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := s.Output.Remove("sub/b.html"); err != nil {
		t.Fatal(err)
	}
	x.drop("sub/b.html")
	round()
	if index("sub/index.html") != "mine" {
		t.Error("a page of somebody else's was removed")
	}
}
