package examples_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// requirement is a line of go.mod.
type requirement struct {
	Path     string
	Indirect bool
}

// TestModulesAreListed: both READMEs say of each module that go.mod asks for what it is
// there for, and of no other, and whether it is in the program.
func TestModulesAreListed(t *testing.T) {
	out, err := exec.Command("go", "mod", "edit", "-json", "../go.mod").Output()
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Require []requirement }
	if err := json.Unmarshal(out, &file); err != nil {
		t.Fatal(err)
	}
	inProgram := map[string]bool{}
	for _, p := range list(t) {
		if p.Module == nil || p.Module.Path != module || strings.HasPrefix(p.ImportPath, module+"/examples") ||
			strings.HasSuffix(p.ImportPath, "/internal/faultfs") { // for tests
			continue
		}
		for _, imported := range p.Imports {
			for _, r := range file.Require {
				if imported == r.Path || strings.HasPrefix(imported, r.Path+"/") {
					inProgram[r.Path] = true
				}
			}
		}
	}
	for name, only := range map[string]string{"../README.md": "only: ", "../README.ja.md": "だけ："} {
		rows := moduleRows(t, name)
		for _, r := range file.Require {
			why, ok := rows[r.Path]
			delete(rows, r.Path)
			switch {
			case r.Indirect && ok:
				t.Errorf("%s: %s isn't asked for by us", name, r.Path)
			case !r.Indirect && strings.TrimSpace(why) == "":
				t.Errorf("%s doesn't say what %s is for", name, r.Path)
			case !r.Indirect && strings.Contains(why, only) == inProgram[r.Path]:
				t.Errorf("%s: %s is in the program: %t; it says %q", name, r.Path, inProgram[r.Path], why)
			}
		}
		for _, path := range slices.Sorted(maps.Keys(rows)) {
			t.Errorf("%s: %s isn't in go.mod", name, path)
		}
	}
}

// moduleRows are the rows of the last table of a README: modules, and what they are for.
func moduleRows(t *testing.T, name string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	_, last, _ := strings.Cut(string(text[strings.LastIndex(string(text), "\n## "):]), "|---|---|\n")
	table, _, _ := strings.Cut(last, "\n\n")
	rows := map[string]string{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 4 {
			t.Fatalf("%s: %q is no row of two cells", name, line)
		}
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
			path := m[1]
			if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
				path = "github.com/" + path
			}
			rows[path] = cells[2]
		}
	}
	return rows
}
