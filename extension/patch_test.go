package extension

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
)

// TestPatches goes over notes with a fence that is no problem. Each must stay
// byte for byte, draw as without the extension, and be called no failure: that
// would stop someone's build over a patch. It runs on the real parser.
func TestPatches(t *testing.T) {
	files, err := filepath.Glob("testdata/patches/*.md")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	o := Options{solve: fakeSolve}
	plain := goldmark.New()
	extended := goldmark.New(goldmark.WithExtensions(&Extender{Options: o}))
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".md"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, form := range forms {
				src := form.of(string(data))
				got, report := splice(t, src, o)
				if got != src {
					t.Errorf("%s: claimed:\n%s", form.name, got)
				}
				if len(report.Blocks) != 1 || report.Failed() {
					t.Errorf("%s: %d blocks, failed: %v", form.name, len(report.Blocks), report.Failed())
				}
			}
			var want, have bytes.Buffer
			pc := parser.NewContext()
			if plain.Convert(data, &want) != nil || extended.Convert(data, &have, parser.WithContext(pc)) != nil {
				t.Fatal("convert")
			}
			if want.String() != have.String() {
				t.Errorf("html differs:\n%s", have.String())
			}
			if b := Get(pc).Blocks; len(b) != 1 || b[0].Status != Skipped {
				t.Errorf("blocks: %v", b)
			}
		})
	}
}

// TestNastyPatches does so for a table of texts, with what people write behind the
// word diff, in a quote and in a list.
func TestNastyPatches(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/patches.txtar")
	if err != nil || len(archive.Files) < 100 {
		t.Fatalf("%d texts: %v", len(archive.Files), err)
	}
	o := Options{solve: fakeSolve}
	seen := map[string]bool{}
	for _, f := range archive.Files {
		if seen[f.Name] {
			t.Errorf("%s: twice", f.Name)
		}
		seen[f.Name] = true
		text := strings.TrimSuffix(string(f.Data), "\n")
		for _, info := range []string{"diff", "diff {1,3}", "diff linenums=\"1\" title='L = u^2'", "diff js"} {
			fence := "~~~~" + info + "\n" + text + "\n~~~~"
			for _, prefix := range []string{"", "> ", "   "} {
				src := prefix + strings.ReplaceAll(fence, "\n", "\n"+prefix) + "\n"
				if prefix == "   " {
					src = "1. a\n\n" + src
				}
				got, report := splice(t, src, o)
				if got != src || len(report.Blocks) != 1 || report.Failed() {
					t.Errorf("%s: claimed:\n%s", f.Name, got)
				}
			}
		}
	}
	t.Logf("%d texts", len(archive.Files))
}
