package examples_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNotes builds the notes to Markdown and to HTML and compares the outcome
// with testdata, which is meant to be read. Run it with -update to write
// testdata anew, then read the difference.
func TestNotes(t *testing.T) {
	for _, tt := range []struct {
		golden string
		flags  []string
	}{
		{"testdata/markdown", nil},
		// Without the page around it, whose style would only be in the way here.
		{"testdata/html", []string{"--to", "html", "--fragment"}},
	} {
		t.Run(filepath.Base(tt.golden), func(t *testing.T) {
			out := t.TempDir()
			bibun(t, append([]string{"build", "notes", "-o", out}, tt.flags...)...)
			got := files(t, out)
			if *update {
				replace(t, tt.golden, got)
			}
			want := files(t, tt.golden)
			for name, text := range got {
				if diff := cmp.Diff(want[name], text); diff != "" {
					t.Errorf("%s differs from %s (-want +got):\n%s", name, tt.golden, diff)
				}
			}
			for name := range want {
				if _, ok := got[name]; !ok {
					t.Errorf("%s is in %s, but no note became it", name, tt.golden)
				}
			}
		})
	}
}

// TestEveryBlockIsSolved keeps the notes good examples: nothing in them is
// reported, not even as a warning.
func TestEveryBlockIsSolved(t *testing.T) {
	bibun(t, "check", "--fail-on", "warning", "notes")
}

// TestBuildingTwiceChangesNothing builds what was built: there is nothing left
// to solve in it.
func TestBuildingTwiceChangesNothing(t *testing.T) {
	out := t.TempDir()
	bibun(t, "build", "testdata/markdown", "-o", out)
	if diff := cmp.Diff(files(t, "testdata/markdown"), files(t, out)); diff != "" {
		t.Error(diff)
	}
}

// files returns the text of every file under dir by its slash-separated name.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == ".bibun" { // bibun's own record
			return fs.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		found[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// replace makes files all that dir holds.
func replace(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
