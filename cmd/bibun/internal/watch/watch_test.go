package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// patience is how long a test waits for what must come. Nothing is asserted of
// how fast it comes.
const patience = 20 * time.Second

// folder is a folder of notes that is being watched.
type folder struct {
	t        testing.TB
	src, out string

	mu     sync.Mutex
	rounds []Round
	warned []string
}

func upper(_ context.Context, file string, src []byte) (*site.Result, error) {
	r := &site.Result{Output: bytes.ToUpper(src)}
	if bytes.Contains(src, []byte("broken")) {
		r.Findings = []report.Finding{{File: file, Line: 1, Severity: report.Error, Message: "broken"}}
	}
	return r, nil
}

func watch(t *testing.T, inside bool) *folder {
	t.Helper()
	f := &folder{t: t, src: t.TempDir()}
	f.out = filepath.Join(f.src, "out")
	if !inside {
		f.out = filepath.Join(t.TempDir(), "out")
	}
	f.put("first.md", "first")
	s, err := site.Open(site.Options{Src: f.src, Out: f.out, Convert: upper})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error)
	go func() {
		ended <- Watch(ctx, s, Options{
			Jobs: 2,
			Report: func(r Round) {
				f.mu.Lock()
				defer f.mu.Unlock()
				f.rounds = append(f.rounds, r)
			},
			Warn: func(m string) {
				f.mu.Lock()
				defer f.mu.Unlock()
				f.warned = append(f.warned, m)
			},
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		s.Close()
	})
	f.until("the first build", func() bool { return f.read("first.md") == "FIRST" })
	return f
}

func (f *folder) put(name, content string) {
	f.t.Helper()
	file := filepath.Join(f.src, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		f.t.Fatal(err)
	}
}

// replace saves by rename.
func (f *folder) replace(name, content string) {
	f.t.Helper()
	f.put(name+".new~", content)
	f.rename(name+".new~", name)
}

func (f *folder) rename(from, to string) {
	f.t.Helper()
	if err := os.Rename(filepath.Join(f.src, from), filepath.Join(f.src, to)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) read(name string) string {
	data, _ := os.ReadFile(filepath.Join(f.out, name))
	return string(data)
}

func (f *folder) until(what string, done func() bool) {
	f.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if done() {
			return
		}
	}
	f.t.Fatalf("%s didn't come in %v", what, patience)
}

// settled waits until the output is that of a fresh build.
func (f *folder) settled() {
	f.t.Helper()
	var got, want string
	f.until("the state of a fresh build", func() bool {
		got, want = list(f.out, false), list(f.src, true)
		return got == want
	})
}

// list is the files of a folder with their content, as they are or as they are
// to become.
func list(dir string, build bool) string {
	var b strings.Builder
	filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if build && d != nil && d.IsDir() && p != dir && (d.Name() == "out" || d.Name()[0] == '.') {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() {
			return nil
		}
		if base := d.Name(); build && (base[0] == '.' || base == "4913" || strings.HasSuffix(base, "~")) {
			return nil
		}
		data, _ := os.ReadFile(p)
		if build && strings.HasSuffix(p, ".md") {
			data = bytes.ToUpper(data)
		}
		name, _ := filepath.Rel(dir, p)
		fmt.Fprintf(&b, "%s: %s\n", name, data)
		return nil
	})
	return b.String()
}

func (f *folder) builds(name string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.rounds {
		for _, o := range r.Outcomes {
			if o.Name == name {
				n++
			}
		}
	}
	return n
}

func TestSaves(t *testing.T) {
	f := watch(t, false)
	f.put("first.md", "in place")
	f.settled()
	f.replace("first.md", "by rename")
	f.settled()
	f.put("second.md", "new")
	f.put("picture.png", "picture")
	f.settled()
	f.rename("second.md", "third.md")
	f.settled()
	if err := os.Remove(filepath.Join(f.src, "first.md")); err != nil {
		t.Fatal(err)
	}
	f.settled()
}

func TestFolders(t *testing.T) {
	f := watch(t, false)
	for i := range 20 { // made and written to at once
		f.put(fmt.Sprintf("a%d/b/c/note.md", i), "deep")
	}
	f.settled()
	f.rename("a0", "z")
	f.put("z/b/c/note.md", "after the rename")
	f.settled()
	f.put("z/b/c/note.md", "and later")
	f.settled()
	if err := os.RemoveAll(filepath.Join(f.src, "z")); err != nil {
		t.Fatal(err)
	}
	f.put("z/b/c/note.md", "made again")
	f.settled()
	f.put("z/b/c/note.md", "and saved")
	f.settled()
	if err := os.RemoveAll(filepath.Join(f.src, "z")); err != nil {
		t.Fatal(err)
	}
	f.put("z", "a file now")
	f.settled()
	if err := os.Remove(filepath.Join(f.src, "z")); err != nil {
		t.Fatal(err)
	}
	f.put("z/note.md", "a folder again")
	f.settled()
	f.put("z/note.md", "and saved")
	f.settled()
}

func TestNothingIsBuiltWithoutNeed(t *testing.T) {
	f := watch(t, true)
	now := time.Now()
	for i := range 5 {
		if err := os.Chtimes(filepath.Join(f.src, "first.md"), now, now.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	f.put("4913", "x")
	f.put(".first.md.swp", "x")
	f.put("first.md~", "x")
	f.put("last.md", "last") // what comes after is seen after
	f.until("the report of it", func() bool { return f.builds("last.md") > 0 })
	f.settled()
	if n := f.builds("first.md"); n != 1 {
		t.Errorf("the note was built %d times, want 1", n)
	}
	if n := f.builds("last.md"); n != 1 {
		t.Errorf("the last note was built %d times, want 1", n)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.rounds {
		for _, o := range r.Outcomes {
			if o.Name != "first.md" && o.Name != "last.md" {
				t.Errorf("%s was built", o.Name)
			}
		}
	}
}

func TestOnlyOurOutputsAreRemoved(t *testing.T) {
	f := watch(t, false)
	theirs := filepath.Join(f.out, "folder", "theirs")
	os.MkdirAll(filepath.Dir(theirs), 0o777)
	if err := os.WriteFile(theirs, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	f.put("folder/ours.md", "ours")
	f.until("the new note", func() bool { return f.read("folder/ours.md") == "OURS" })
	if err := os.RemoveAll(filepath.Join(f.src, "folder")); err != nil {
		t.Fatal(err)
	}
	f.until("the removal", func() bool { return f.read("folder/ours.md") == "" })
	if _, err := os.Stat(theirs); err != nil {
		t.Error(err)
	}
}

func TestTheFolderOfNotesGoesAndComesBack(t *testing.T) {
	f := watch(t, false)
	away := filepath.Join(t.TempDir(), "away")
	if err := os.Rename(f.src, away); err != nil {
		t.Fatal(err)
	}
	f.until("the warning", func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		return len(f.warned) == 1
	})
	if f.read("first.md") != "FIRST" {
		t.Error("the output was removed with the folder of notes")
	}
	if err := os.Rename(away, f.src); err != nil {
		t.Fatal(err)
	}
	f.put("first.md", "back")
	f.settled()
	f.put("new/second.md", "second")
	f.settled()
}

func TestBroken(t *testing.T) {
	f := watch(t, false)
	last := func() Round {
		f.mu.Lock()
		defer f.mu.Unlock()
		if len(f.rounds) == 0 {
			return Round{Broken: -1} // written, not yet reported
		}
		return f.rounds[len(f.rounds)-1]
	}
	f.put("first.md", "broken")
	f.until("the error", func() bool { return last().Broken == 1 })
	f.put("second.md", "whole")
	f.until("the other note", func() bool { return f.read("second.md") == "WHOLE" })
	if r := last(); r.Broken != 1 {
		t.Errorf("%d files with errors, want 1", r.Broken)
	}
	f.put("first.md", "mended")
	f.until("the end of the error", func() bool { return last().Broken == 0 })
	f.settled()
}

func TestWithoutEvents(t *testing.T) {
	src := t.TempDir()
	out := filepath.Join(t.TempDir(), "out")
	s, err := site.Open(site.Options{Src: src, Out: out, Convert: upper})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	l := newLoop(s, Options{Jobs: 1, Report: func(Round) {}, Warn: func(string) {}})
	ended := make(chan error)
	go func() { ended <- l.run(ctx) }()
	f := &folder{t: t, src: src, out: out}
	f.put("a/b/note.md", "note")
	f.settled()
	f.put("a/b/note.md", "saved")
	f.settled()
	os.RemoveAll(filepath.Join(src, "a"))
	f.settled()
	cancel()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
