package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// counted is upper, and counts the notes that it was given. A note with "warn" in
// it gets a warning.
func counted(n *atomic.Int32) Convert {
	return func(ctx context.Context, file string, src []byte) (*Result, error) {
		n.Add(1)
		r, err := upper(ctx, file, src)
		if err == nil && bytes.Contains(src, []byte("warn")) {
			r.Findings = []report.Finding{{File: file, Line: 1, Severity: report.Warning, Code: "c", Message: "m", Help: []string{"h"}, Excerpt: "warn"}}
		}
		return r, err
	}
}

// shown are the contents of an output without the record.
func shown(t testing.TB, dir string) map[string]string {
	files := contents(t, dir)
	for name := range files {
		if strings.HasPrefix(name, RecordFolder+"/") {
			delete(files, name)
		}
	}
	return files
}

// old makes the files in a folder look as if they had been there for long.
func old(t testing.TB, dir string) {
	t.Helper()
	for name := range contents(t, dir) {
		long := time.Now().Add(-time.Hour)
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUnchangedNotesAreNotConverted(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "b/warn.md": "warn", "b/c.md": "c", "p.png": "png"})
	out := filepath.Join(t.TempDir(), "out")
	var n atomic.Int32
	o := Options{Src: src, Out: out, Convert: counted(&n), Key: "k"}
	steps := []struct {
		what              string
		change            func()
		converted, writen int
	}{
		{"first", func() {}, 3, 4},
		{"nothing changed", func() {}, 0, 0},
		{"touched", func() { old(t, src) }, 0, 0},
		{"a note changed", func() { put(t, filepath.Join(src, "a.md"), "aa") }, 1, 1},
		{"changed back, with its old time", func() { put(t, filepath.Join(src, "a.md"), "a"); old(t, src) }, 1, 1},
		{"same size and time", func() { put(t, filepath.Join(src, "a.md"), "b"); old(t, src) }, 1, 1},
		{"an output edited", func() { put(t, filepath.Join(out, "a.md"), "X") }, 1, 1},
		{"an output touched", func() { old(t, out) }, 0, 0},
		{"an output deleted", func() { os.Remove(filepath.Join(out, "b/c.md")) }, 1, 1},
		{"a picture changed", func() { put(t, filepath.Join(src, "p.png"), "PNG") }, 0, 1},
		{"other settings", func() { o.Key = "l" }, 3, 0},
		{"all moved", func() {
			home := filepath.Dir(out)
			if err := os.Rename(src, filepath.Join(home, "notes")); err != nil {
				t.Skip(err)
			}
			if build(t, Options{Src: filepath.Join(home, "notes"), Out: out, Convert: counted(&n), Key: "l"}); n.Swap(0) != 3 {
				t.Error("the notes moved away from their output, and weren't converted")
			}
			moved := filepath.Join(t.TempDir(), "moved")
			if err := os.Rename(home, moved); err != nil {
				t.Skip(err)
			}
			src, out = filepath.Join(moved, "notes"), filepath.Join(moved, "out")
			o.Src, o.Out = src, out
		}, 0, 0},
		{"permissions", func() { os.Chmod(filepath.Join(src, "a.md"), 0o600) }, 1, 1},
		{"no record", func() { os.RemoveAll(filepath.Join(out, RecordFolder)) }, 3, 0},
	}
	for _, s := range steps {
		n.Store(0)
		s.change()
		sum, all := build(t, o)
		if int(n.Load()) != s.converted || sum.Written != s.writen || sum.Removed != 0 {
			t.Errorf("%s: %d converted, %d written, %d removed; want %d, %d, 0", s.what, n.Load(), sum.Written, sum.Removed, s.converted, s.writen)
		}
		if sum.Notes != 3 || sum.Files != 1 || sum.Counts.Solved != 3 {
			t.Errorf("%s: summary %+v", s.what, sum)
		}
		if f := all[2].Findings; len(f) != 1 || f[0].File != filepath.Join(src, "b", "warn.md") || f[0].Excerpt != "warn" || f[0].Help[0] != "h" {
			t.Errorf("%s: findings %+v", s.what, f)
		}
		fresh := t.TempDir()
		build(t, Options{Src: src, Out: fresh, Convert: upper})
		if got, want := shown(t, out), contents(t, fresh); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: the output is %v, want %v", s.what, got, want)
		}
	}
}

func TestUnsettledResultsAreMadeAgain(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a"})
	n := 0
	o := Options{Src: src, Out: t.TempDir(), Key: "k", Convert: func(context.Context, string, []byte) (*Result, error) {
		n++
		return &Result{Output: []byte{byte(n)}, Unsettled: n < 3}, nil
	}}
	for range 5 {
		build(t, o)
	}
	if n != 3 {
		t.Errorf("converted %d times, want 3", n)
	}
}

func TestOutputsOfGoneNotes(t *testing.T) {
	src := tree(t, map[string]string{"keep.md": "k", "plain.md": "p", "edited.md": "e", "foreign.md": "f",
		"deep/er/a.md": "a", "deep/p.png": "png", "old-name.md": "same", "twice.md": "2", "ignored.md": "i"})
	out := t.TempDir()
	put(t, filepath.Join(out, "foreign.md"), "F") // as bibun would write it, but it didn't
	put(t, filepath.Join(out, "mine.txt"), "mine")
	rename := func(name string) string {
		return strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".markdown") + ".html"
	}
	o := Options{Src: src, Out: out, Convert: upper, Key: "k"}
	pages := Options{Src: src, Out: out, Convert: upper, Key: "html", Rename: rename}
	build(t, o)
	build(t, pages)
	other := tree(t, map[string]string{"other.md": "o"})
	build(t, Options{Src: other, Out: out, Convert: upper, Key: "k"})

	put(t, filepath.Join(out, "edited.md"), "edited by hand")
	os.Rename(filepath.Join(src, "old-name.md"), filepath.Join(src, "new-name.md"))
	os.Rename(filepath.Join(src, "twice.md"), filepath.Join(src, "twice.markdown"))
	for _, name := range []string{"plain.md", "edited.md", "foreign.md", "deep"} {
		os.RemoveAll(filepath.Join(src, name))
	}
	pages.Ignore = []string{"ignored.md"}
	sum, all := build(t, pages)
	want := map[string]string{
		"keep.md": "K", "keep.html": "K", "new-name.html": "SAME", "twice.html": "2", "other.md": "O",
		"edited.md": "edited by hand", "foreign.md": "F", "mine.txt": "mine",
	}
	if got := shown(t, out); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := os.Stat(filepath.Join(out, "deep")); err == nil {
		t.Error("a folder that bibun made is left empty")
	}
	kept := slices.IndexFunc(all, func(o Outcome) bool { return len(o.Findings) > 0 })
	if kept < 0 || all[kept].Findings[0].Code != "output-kept" || all[kept].Findings[0].File != filepath.Join(src, "edited.md") {
		t.Errorf("nothing was told of the output that was edited: %+v", all)
	}
	// ignored, plain, deep/er/a and old-name twice, p.png once, twice.md, edited.html, foreign.html
	if sum.Removed != 4*2+4 {
		t.Errorf("%d outputs removed", sum.Removed)
	}
	if sum, all := build(t, pages); sum.Removed != 0 || slices.ContainsFunc(all, func(o Outcome) bool { return len(o.Findings) > 0 }) {
		t.Errorf("told again: %+v", all)
	}
}

func TestWhatCannotBeSeenIsNotGone(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Log("root can read all folders; only the missing one is tried")
	}
	src := tree(t, map[string]string{"a.md": "a", "closed/b.md": "b"})
	out := t.TempDir()
	o := Options{Src: src, Out: out, Convert: upper, Key: "k"}
	build(t, o)
	os.Chmod(filepath.Join(src, "closed"), 0)
	defer os.Chmod(filepath.Join(src, "closed"), 0o777)
	if sum, _ := build(t, o); sum.Removed != 0 {
		t.Error("the outputs of a folder that can't be read are removed")
	}
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := os.Rename(src, src+"-gone"); err != nil {
		t.Fatal(err)
	}
	sum, _ := s.Build(t.Context(), func(Outcome) {})
	os.Rename(src+"-gone", src)
	if got := shown(t, out); len(got) != 2 || sum.Removed != 0 {
		t.Errorf("the folder of notes was missing for a moment; the output is %v", got)
	}
}

// TestDamagedRecord damages the record in every place: the output is right, and
// nothing of another is removed.
func TestDamagedRecord(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "warn.md": "warn", "d/c.png": "c"})
	out := t.TempDir()
	var n atomic.Int32
	o := Options{Src: src, Out: out, Convert: counted(&n), Key: "k"}
	build(t, o)
	file := filepath.Join(out, recordFile)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(out, "mine.md"), "mine")
	damages := [][]byte{nil, []byte("x"), bytes.Repeat([]byte{0}, 5000), bytes.Repeat([]byte{0xff}, 5000), append(slices.Clone(whole), "torn"...)}
	for i := 0; i < len(whole); i += 7 {
		flipped := slices.Clone(whole)
		flipped[i] ^= 1 << (i % 8)
		damages = append(damages, whole[:i], flipped)
	}
	for _, damage := range damages {
		put(t, file, string(damage))
		sum, all := build(t, o)
		if got := shown(t, out); len(got) != 4 || got["a.md"] != "A" || got["mine.md"] != "mine" || sum.Removed > 0 || sum.Counts.Solved != 2 {
			t.Fatalf("after damage: %v, %+v", got, sum)
		}
		if f := all[len(all)-1].Findings; len(f) != 1 {
			t.Fatalf("after damage: findings %v", f)
		}
		n.Store(0)
		if build(t, o); n.Load() != 0 {
			t.Fatalf("the record isn't whole again: %d converted", n.Load())
		}
	}
}

// TestRecordStaysSmall builds so often that the record would grow without end.
func TestRecordStaysSmall(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a"})
	out := t.TempDir()
	s, err := Open(Options{Src: src, Out: out, Convert: upper, Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	s.Make(t.Context(), "a.md", Hash{})
	for range 5000 { // as saves of the note would
		s.record.put(s.record.all()[0])
	}
	if info, err := os.Stat(filepath.Join(out, recordFile)); err != nil || info.Size() > 400_000 {
		t.Errorf("%v, %v", info.Size(), err)
	}
	s.Close()
	if info, err := os.Stat(filepath.Join(out, recordFile)); err != nil || info.Size() > 600 {
		t.Errorf("closed: %v, %v", info.Size(), err)
	}
}

func TestOutputInUse(t *testing.T) {
	src, out := tree(t, map[string]string{"a.md": "a"}), t.TempDir()
	o := Options{Src: src, Out: out, Convert: upper, Key: "k"}
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(o)
	if inUse := (*InUse)(nil); !errors.As(err, &inUse) || inUse.Process != os.Getpid() {
		t.Errorf("error %v", err)
	}
	check := o
	check.Check, check.Key = true, ""
	if _, err := Open(check); err != nil {
		t.Errorf("a check writes nothing, and was refused: %v", err)
	}
	s.Close()
	build(t, o)
}

// What lies in the place of the record isn't followed nor written over.
func TestRecordOutside(t *testing.T) {
	for _, place := range []string{RecordFolder, recordFile, lockFile, recordDraft} {
		src, out, away := tree(t, map[string]string{"a.md": "a"}), t.TempDir(), t.TempDir()
		put(t, filepath.Join(away, "there"), "there")
		os.MkdirAll(filepath.Dir(filepath.Join(out, place)), 0o777)
		target := filepath.Join(away, "there")
		if place == RecordFolder {
			target = away
		}
		if err := os.Symlink(target, filepath.Join(out, place)); err != nil {
			t.Skip(err)
		}
		sum, _ := build(t, Options{Src: src, Out: out, Convert: upper, Key: "k"})
		if got := contents(t, away); len(got) != 1 || got["there"] != "there" || sum.Errors > 0 {
			t.Errorf("%s as a link: %v written outside", place, got)
		}
		if got, _ := os.ReadFile(filepath.Join(out, "a.md")); string(got) != "A" {
			t.Errorf("%s as a link: the output is %q", place, got)
		}
	}
}

func TestEntryReadsBack(t *testing.T) {
	stamp := rapid.Custom(func(t *rapid.T) Stamp {
		return Stamp{rapid.Int64().Draw(t, "size"), os.FileMode(rapid.Uint32().Draw(t, "mode")), rapid.Int64().Draw(t, "mod"),
			rapid.Int64().Draw(t, "changed"), rapid.Uint64().Draw(t, "id")}
	})
	text := rapid.String()
	rapid.Check(t, func(t *rapid.T) {
		e := entry{output: text.Draw(t, "output"), source: text.Draw(t, "source"), name: text.Draw(t, "name"), key: text.Draw(t, "key"),
			note: rapid.Bool().Draw(t, "note"), ours: rapid.Bool().Draw(t, "ours"),
			from: stamp.Draw(t, "from"), to: stamp.Draw(t, "to"),
			counts: Counts{1, 2, rapid.IntRange(0, 1<<40).Draw(t, "failed")}}
		copy(e.fromHash[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash"))
		for range rapid.IntRange(0, 2).Draw(t, "findings") {
			e.findings = append(e.findings, report.Finding{File: text.Draw(t, "file"), Line: 3, Code: "c", Message: text.Draw(t, "message"),
				Help: []string{text.Draw(t, "help")}, Excerpt: text.Draw(t, "excerpt")})
		}
		line := appendLine(nil, e.payload())
		payload, rest, ok := cutLine(append(line, "rest"...))
		if !ok || string(rest) != "rest" {
			t.Fatalf("not a line: %q", line)
		}
		got, ok := readEntry(payload[1:])
		if !ok || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", e) {
			t.Fatalf("got %+v, want %+v", got, e)
		}
		for i := range payload {
			readEntry(payload[1:][:max(i-1, 0)]) // mustn't panic
		}
	})
}

// Where the output takes names for one that differ by capitals only, the second of
// two such notes is told about.
func TestCapitals(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "B/c.md": "c"})
	put(t, filepath.Join(src, "A.md"), "A")
	if files, _ := filepath.Glob(filepath.Join(src, "*.md")); len(files) != 2 {
		t.Skip("this file system takes a.md and A.md for one")
	}
	s, err := Open(Options{Src: src, Out: t.TempDir(), Convert: upper, Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, fold := range []bool{s.fold, true} {
		s.fold = fold
		var told []string
		s.Build(t.Context(), func(o Outcome) {
			for _, f := range o.Findings {
				told = append(told, f.Code+" "+o.Name)
			}
		})
		if want := map[bool]string{false: "[]", true: "[same-output a.md]"}[fold]; fmt.Sprint(told) != want {
			t.Errorf("fold %t: told %v, want %s", fold, told, want)
		}
	}
}

// FuzzRecord reads what may stand in the place of a record.
func FuzzRecord(f *testing.F) {
	e := entry{output: "a.md", name: "a.md", note: true, ours: true, findings: []report.Finding{{Code: "c"}}}
	f.Add(string(appendLine([]byte(recordHeader), e.payload())))
	f.Add(recordHeader + string(appendLine(appendLine(nil, about(folderMade, "d")), about(outputMeant, "x"))))
	f.Add(recordHeader + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Fuzz(func(t *testing.T, text string) {
		out := t.TempDir()
		put(t, filepath.Join(out, recordFile), text)
		root, err := os.OpenRoot(out)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		r, err := openRecord(root, "../src", "k")
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.all() {
			if strings.Contains(e.output, "..") && !fs.ValidPath(e.output) {
				t.Errorf("an output outside: %q", e.output)
			}
		}
		r.put(entry{output: "b.md", name: "b.md", note: true})
		r.close()
		if again, err := openRecord(root, "../src", "k"); err != nil || again.damaged || again.of("b.md", "b.md", true).output != "b.md" {
			t.Errorf("after %q the record is damaged: %t", text, again.damaged)
		}
	})
}
