package main

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden file")

func TestGolden(t *testing.T) {
	src, err := os.ReadFile("note.md")
	if err != nil {
		t.Fatal(err)
	}
	var page, messages bytes.Buffer
	if err := convert(src, "note.md", &page, &messages); err != nil {
		t.Fatal(err)
	}
	if want := "note.md:36:10: error: \"1/2x\" can be read two ways\n"; messages.String() != want {
		t.Errorf("messages:\n%s", cmp.Diff(want, messages.String()))
	}
	const golden = "note.html"
	if *update {
		if err := os.WriteFile(golden, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), page.String()); diff != "" {
		t.Error(diff)
	}
}
