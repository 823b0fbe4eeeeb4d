package site

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
)

// TestNamesThatLeadOutside: no name leads out of the output folder, neither by ".." nor
// by being absolute, for whatever is done with it.
func TestNamesThatLeadOutside(t *testing.T) {
	home := tree(t, map[string]string{"victim.md": "victim", "folder/victim.md": "victim", "source.md": "source", "out/a.md": "a", "out/sub/b.md": "b"})
	before := contents(t, home)
	o, err := OpenOutput(filepath.Join(home, "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	for _, name := range []string{"../victim.md", "../new.md", "sub/../../victim.md", "../folder/victim.md", "../folder/new/deep.md",
		filepath.Join(home, "victim.md"), filepath.Join(home, "new.md"), "..", "../out/../victim.md"} {
		for what, do := range map[string]func() error{
			"Write":     func() error { _, _, err := o.Write(name, []byte("x"), 0o666); return err },
			"Copy":      func() error { _, _, _, err := o.Copy(name, filepath.Join(home, "source.md")); return err },
			"Create":    func() error { return o.Create(name, []byte("x")) },
			"WriteOver": func() error { return o.WriteOver(name, []byte("victim"), []byte("x"), 0o666) },
			"Remove":    func() error { return o.Remove(name) },
			"Start":     func() error { _, err := o.Start(name, 10); return err },
			"Differs":   func() error { _, _, err := o.Differs(name, nil); return err },
		} {
			if err := do(); err == nil {
				t.Errorf("%s of %s: no error", what, name)
			}
		}
		o.Sweep(name)
		sum, _ := build(t, Options{Src: tree(t, map[string]string{"a.md": "x"}), Out: filepath.Join(home, "out"), Convert: upper, Key: "k",
			Rename: func(string) string { return name }})
		if sum.Errors != 1 {
			t.Errorf("a note for %s: %+v", name, sum)
		}
	}
	os.RemoveAll(filepath.Join(home, "out", RecordFolder))
	if got := contents(t, home); fmt.Sprint(got) != fmt.Sprint(before) {
		t.Errorf("it became %v", got)
	}
}

// TestLinksThatLeadOutside: a symbolic link in the place of an output or of a folder on
// the way there is refused, wherever it leads, and nothing is written, removed or found
// to be ours behind it.
func TestLinksThatLeadOutside(t *testing.T) {
	for _, key := range []string{"", "k"} {
		src := tree(t, map[string]string{"a.md": "a", "sub/b.md": "b", "deep/er/c.md": "c", "d.png": "d", "gone/e.md": "e"})
		away := tree(t, map[string]string{"a.md": "A", "b.md": "B", "e.md": "E", "er/c.md": "old"})
		before := contents(t, away)
		out := t.TempDir()
		build(t, Options{Src: src, Out: out, Convert: upper, Key: key})
		for name, to := range map[string]string{
			"a.md":  filepath.Join(away, "a.md"),
			"sub":   away,
			"deep":  away,
			"d.png": filepath.Join(away, "missing.png"),
			"gone":  away,
		} {
			os.RemoveAll(filepath.Join(out, name))
			if err := os.Symlink(to, filepath.Join(out, name)); err != nil {
				t.Skip(err)
			}
		}
		os.RemoveAll(filepath.Join(src, "gone"))
		for _, name := range []string{"a.md", "sub/b.md", "deep/er/c.md", "d.png"} {
			put(t, filepath.Join(src, name), "new")
		}
		sum, _ := build(t, Options{Src: src, Out: out, Convert: upper, Key: key})
		if sum.Errors != 4 || sum.Removed != 0 {
			t.Errorf("key %q: %d errors, %d removed, want 4 and 0", key, sum.Errors, sum.Removed)
		}
		if key != "" {
			if _, err := Clean(out, false); err != nil {
				t.Errorf("clean: %v", err)
			}
		}
		if got := contents(t, away); fmt.Sprint(got) != fmt.Sprint(before) {
			t.Errorf("key %q: outside is %v", key, got)
		}
		for _, name := range []string{"a.md", "sub", "deep", "d.png", "gone"} {
			if info, err := os.Lstat(filepath.Join(out, name)); err != nil || info.Mode().Type() != os.ModeSymlink {
				t.Errorf("key %q: the link %s became %v, %v", key, name, info, err)
			}
		}
	}
}

// A note that is a link is read, and refused to be written in place: what it leads to
// may be anywhere.
func TestInPlaceLinkIsRefused(t *testing.T) {
	away := tree(t, map[string]string{"a.md": "a"})
	src := t.TempDir()
	if err := os.Symlink(filepath.Join(away, "a.md"), filepath.Join(src, "link.md")); err != nil {
		t.Skip(err)
	}
	sum, _ := build(t, Options{Src: src, InPlace: true, Convert: upper})
	if got := contents(t, away); sum.Errors != 1 || got["a.md"] != "a" {
		t.Errorf("%+v, %v", sum, got)
	}
}

// TestLinkSetInMidBuild has a folder of outputs become a link that leads outside and a
// folder again while it is written to.
func TestLinkSetInMidBuild(t *testing.T) {
	files := map[string]string{}
	for i := range 60 {
		files[fmt.Sprintf("sub/%d.md", i)] = "x"
	}
	src, away, out := tree(t, files), t.TempDir(), t.TempDir()
	if err := os.Symlink(away, filepath.Join(out, "link")); err != nil {
		t.Skip(err)
	}
	var over atomic.Bool
	done := make(chan bool)
	go func() {
		defer close(done)
		for !over.Load() {
			os.Rename(filepath.Join(out, "sub"), filepath.Join(out, "was"))
			os.Rename(filepath.Join(out, "link"), filepath.Join(out, "sub"))
			os.Rename(filepath.Join(out, "sub"), filepath.Join(out, "link"))
			os.RemoveAll(filepath.Join(out, "was"))
		}
	}()
	for range 30 {
		build(t, Options{Src: src, Out: out, Convert: upper})
	}
	over.Store(true)
	<-done
	if got := contents(t, away); len(got) > 0 {
		t.Errorf("written outside: %v", got)
	}
}
