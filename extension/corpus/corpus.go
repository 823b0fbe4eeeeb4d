// Package corpus finds Markdown that others have written, for tests that need
// more shapes of it than anyone can think of: the files that come with Go modules,
// with npm packages and with the programs of Debian. Only tests import it.
package corpus

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// All names the environment variable that, set to 1, has everything tested.
const All = "BIBUN_TEST_ALL"

// Variable names the environment variable that says which files are read: "full" is
// every one that there is, and a list of folders, separated as in PATH, is every one
// in them. Otherwise a sample is read.
const Variable = "BIBUN_CORPUS"

// Full reports whether more than a sample is read.
func Full() bool { return os.Getenv(Variable) != "" }

// sampled is about how many files a sample has.
const sampled = 250

// longest is the length of a file in a sample: longer ones are lists of changes.
const longest = 48 << 10

// File is a Markdown file.
type File struct {
	Path string
	Text []byte
}

// Files returns the files of the corpus, in the order of their paths, each text
// once. It skips the test where not everything is to be tested, and fails it where
// there is next to nothing to read.
func Files(t testing.TB) []File {
	t.Helper()
	chosen := os.Getenv(Variable)
	if os.Getenv(All) != "1" && chosen == "" {
		t.Skipf("the Markdown of others isn't read without %s=1", All)
	}
	var folders []string
	switch chosen {
	case "", "full":
		folders = installed(t)
	default:
		folders = filepath.SplitList(chosen)
	}
	var files []File
	seen := map[string]bool{}
	for _, folder := range folders {
		for _, f := range read(t, folder) {
			if !seen[string(f.Text)] {
				seen[string(f.Text)] = true
				files = append(files, f)
			}
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	if chosen == "" {
		files = sample(files)
	}
	if len(files) < 100 && chosen != "full" && len(folders) > 1 || len(files) == 0 {
		t.Fatalf("only %d Markdown files in %q", len(files), folders)
	}
	return files
}

// sample takes files in equal distances, and every one with a diff fence.
func sample(files []File) []File {
	files = slices.DeleteFunc(files, func(f File) bool { return len(f.Text) > longest })
	step := max(len(files)/sampled, 1)
	var taken []File
	for i, f := range files {
		if i%step == 0 || bytes.Contains(f.Text, []byte("```diff")) {
			taken = append(taken, f)
		}
	}
	return taken
}

// installed are the folders of Go modules, of this module's npm packages, and of
// what Debian installs with its programs.
func installed(t testing.TB) []string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOMODCACHE", "GOMOD").Output()
	if err != nil {
		t.Fatal(err)
	}
	places := strings.Fields(string(out))
	if len(places) != 2 {
		t.Fatalf("go env: %q", out)
	}
	folders := []string{places[0]}
	filepath.WalkDir(filepath.Dir(places[1]), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "node_modules" {
			folders = append(folders, path)
			return fs.SkipDir
		}
		return nil
	})
	return append(folders, "/usr/share/doc")
}

// read reads the Markdown files of a folder. What can't be read is left out.
func read(t testing.TB, folder string) (files []File) {
	t.Helper()
	filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		name, zipped := strings.CutSuffix(strings.ToLower(d.Name()), ".gz")
		switch filepath.Ext(name) {
		case ".md", ".markdown", ".mdx", ".mkd":
		default:
			return nil
		}
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil && zipped {
			var r *gzip.Reader
			if r, err = gzip.NewReader(bytes.NewReader(text)); err == nil {
				text, err = io.ReadAll(r)
			}
		}
		if err == nil {
			files = append(files, File{path, text})
		}
		return nil
	})
	return files
}
