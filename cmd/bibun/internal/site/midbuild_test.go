package site

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplacedInMidBuild has something become something else between the moment in which
// a note is found and the one in which it is written. The other notes are built, nothing
// of another is lost, and the next build sets it right.
func TestReplacedInMidBuild(t *testing.T) {
	folder := func(t *testing.T, path string) {
		os.RemoveAll(path)
		put(t, filepath.Join(path, "inside.md"), "inside")
	}
	for _, tt := range []struct {
		name   string
		change func(t *testing.T, src, out string)
		errors int
		then   map[string]string // what the next build makes
	}{
		{"a note becomes a folder", func(t *testing.T, src, _ string) { folder(t, filepath.Join(src, "b.md")) }, 1,
			map[string]string{"a.md": "A", "c/d.md": "D", "b.md/inside.md": "INSIDE"}},
		{"a note is removed", func(t *testing.T, src, _ string) { os.Remove(filepath.Join(src, "b.md")) }, 1,
			map[string]string{"a.md": "A", "c/d.md": "D"}},
		{"a note becomes a link in a circle", func(t *testing.T, src, _ string) {
			os.Remove(filepath.Join(src, "b.md"))
			os.Symlink("b.md", filepath.Join(src, "b.md"))
		}, 1, map[string]string{"a.md": "A", "c/d.md": "D"}},
		{"a folder of notes becomes a note", func(t *testing.T, src, _ string) {
			os.RemoveAll(filepath.Join(src, "c"))
			put(t, filepath.Join(src, "c"), "file")
		}, 1, map[string]string{"a.md": "A", "b.md": "B", "c": "file"}},
		{"an output becomes a folder", func(t *testing.T, _, out string) { folder(t, filepath.Join(out, "a.md")) }, 1, nil},
		{"a folder of outputs becomes a file", func(t *testing.T, _, out string) {
			os.RemoveAll(filepath.Join(out, "c"))
			put(t, filepath.Join(out, "c"), "theirs")
		}, 1, nil},
		{"a folder of outputs is removed", func(t *testing.T, _, out string) { os.RemoveAll(filepath.Join(out, "c")) }, 0,
			map[string]string{"a.md": "A", "b.md": "B", "c/d.md": "D"}},
	} {
		for _, older := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, older output %t", tt.name, older), func(t *testing.T) {
				src := tree(t, map[string]string{"a.md": "a", "b.md": "b", "c/d.md": "d"})
				out := t.TempDir()
				o := Options{Src: src, Out: out, Jobs: 1, Key: "k", Convert: upper}
				if older {
					build(t, o)
					for _, name := range []string{"a.md", "b.md", "c/d.md"} {
						put(t, filepath.Join(src, name), strings.ToLower(filepath.Base(name))[:1])
					}
					o.Key = "l"
				}
				changed := false
				o.Convert = func(ctx context.Context, file string, text []byte) (*Result, error) {
					if !changed {
						changed = true
						tt.change(t, src, out)
					}
					return upper(ctx, file, text)
				}
				sum, _ := build(t, o)
				if sum.Errors != tt.errors {
					t.Errorf("%d errors, want %d", sum.Errors, tt.errors)
				}
				for name, text := range shown(t, out) {
					if text == "" || strings.Contains(name, temporaryPrefix) {
						t.Errorf("%s is left: %q", name, text)
					}
				}
				o.Convert = upper
				sum, all := build(t, o)
				if tt.then == nil { // what is in the way isn't ours: it stays, and is told
					if sum.Errors != 1 {
						t.Errorf("the next build: %d errors, want 1: %v", sum.Errors, all)
					}
					return
				}
				if got := shown(t, out); fmt.Sprint(got) != fmt.Sprint(tt.then) || sum.Errors != 0 {
					t.Errorf("the next build: %v, %d errors, want %v", got, sum.Errors, tt.then)
				}
			})
		}
	}
}

// In place, the permissions of notes are kept, and whatever a note becomes in the
// meantime is left alone.
func TestInPlaceReplacedInMidBuild(t *testing.T) {
	for name, change := range map[string]func(path string) error{
		"saved":     func(path string) error { return os.WriteFile(path, []byte("saved"), 0o666) },
		"removed":   os.Remove,
		"a folder":  func(path string) error { os.Remove(path); return os.Mkdir(path, 0o777) },
		"a link":    func(path string) error { os.Remove(path); return os.Symlink("other.md", path) },
		"truncated": func(path string) error { return os.Truncate(path, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			src := tree(t, map[string]string{"a.md": "a", "other.md": "OTHER", "script.md": "s"})
			os.Chmod(filepath.Join(src, "script.md"), 0o750)
			var after string
			look := func() string {
				info, err := os.Lstat(filepath.Join(src, "a.md"))
				if err != nil {
					return "missing"
				}
				text, _ := os.ReadFile(filepath.Join(src, "a.md"))
				return fmt.Sprint(info.Mode(), string(text))
			}
			sum, _ := build(t, Options{Src: src, InPlace: true, Jobs: 1, Convert: func(ctx context.Context, file string, text []byte) (*Result, error) {
				if filepath.Base(file) == "a.md" {
					if err := change(file); err != nil {
						t.Fatal(err)
					}
					after = look()
				}
				return upper(ctx, file, text)
			}})
			if now := look(); sum.Errors != 1 || now != after {
				t.Errorf("%d errors; it was %s and is %s", sum.Errors, after, now)
			}
			if info, err := os.Stat(filepath.Join(src, "script.md")); err != nil || info.Mode() != fs.FileMode(0o750) {
				t.Errorf("the permissions became %v, %v", info.Mode(), err)
			}
			if list, _ := filepath.Glob(filepath.Join(src, ".bibun*")); len(list) > 0 {
				t.Errorf("left is %v", list)
			}
		})
	}
}
