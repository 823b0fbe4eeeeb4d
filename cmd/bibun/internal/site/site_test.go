package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// upper is a conversion that can be seen: letters become capitals.
func upper(_ context.Context, _ string, src []byte) (*Result, error) {
	if bytes.Contains(src, []byte("panic")) {
		panic("as asked")
	}
	if bytes.Contains(src, []byte("fail")) {
		return nil, errors.New("as asked")
	}
	return &Result{Output: bytes.ToUpper(src), Counts: Counts{Solved: 1}}, nil
}

// tree writes files into a new folder.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		put(t, filepath.Join(dir, name), content)
	}
	return dir
}

func put(t testing.TB, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// contents reads a folder back.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		name, _ := filepath.Rel(dir, p)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return files
}

func build(t testing.TB, o Options) (Summary, []Outcome) {
	t.Helper()
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var all []Outcome
	sum, err := s.Build(t.Context(), func(o Outcome) { all = append(all, o) })
	if err != nil {
		t.Fatal(err)
	}
	return sum, all
}

func TestBuild(t *testing.T) {
	src := tree(t, map[string]string{
		"a.md": "a", "sub/b.markdown": "b", "sub/deep/c.MD": "c", "picture.png": "png",
		".git/config": "x", ".env": "x", "sub/.hidden/d.md": "x", "4913": "x", "a.md~": "x", ".a.md.swp": "x",
		".#a.md": "x", "a.md___jb_tmp___": "x", ".goutputstream-1": "x", "#a.md#": "x",
	})
	out := filepath.Join(t.TempDir(), "deep", "out")
	o := Options{Src: src, Out: out, Convert: upper}
	sum, all := build(t, o)
	want := map[string]string{"a.md": "A", "sub/b.markdown": "B", "sub/deep/c.MD": "C", "picture.png": "png"}
	if got := contents(t, out); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if sum.Notes != 3 || sum.Files != 1 || sum.Written != 4 || sum.Errors != 0 || sum.Counts.Solved != 3 {
		t.Errorf("summary %+v", sum)
	}
	var order []string
	for _, o := range all {
		order = append(order, o.Name)
	}
	if got := strings.Join(order, " "); got != "a.md picture.png sub/b.markdown sub/deep/c.MD" {
		t.Errorf("order %s", got)
	}
	if sum, _ := build(t, o); sum.Written != 0 {
		t.Errorf("%d files written again", sum.Written)
	}
}

func TestBrokenNotesStopNothing(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "panic", "b.md": "fail", "c.md": "c", "link": ""})
	os.Remove(filepath.Join(src, "link"))
	if err := os.Symlink("nowhere", filepath.Join(src, "d.md")); err != nil {
		t.Skip(err)
	}
	out := t.TempDir()
	_, all := build(t, Options{Src: src, Out: out, Convert: upper})
	if got := contents(t, out); len(got) != 1 || got["c.md"] != "C" {
		t.Errorf("got %v", got)
	}
	for i, want := range []string{"internal-error", "not-converted"} {
		if f := all[i].Findings; len(f) != 1 || f[0].Code != want || f[0].File != filepath.Join(src, all[i].Name) {
			t.Errorf("findings %+v, want %s", f, want)
		}
	}
}

func TestSameOutputTwice(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "md", "a.markdown": "markdown", "b.html": "html", "b.md": "md"})
	out := t.TempDir()
	_, all := build(t, Options{Src: src, Out: out, Convert: upper, Rename: func(name string) string {
		return strings.TrimSuffix(name, filepath.Ext(name)) + ".html"
	}})
	if got := contents(t, out); fmt.Sprint(got) != "map[a.html:MARKDOWN b.html:html]" {
		t.Errorf("got %v", got)
	}
	n := 0
	for _, o := range all {
		n += len(o.Findings)
	}
	if n != 2 {
		t.Errorf("%d findings, want 2", n)
	}
}

func TestFolders(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "sub/b.md": "b"})
	file := filepath.Join(src, "a.md")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(src, link); err != nil {
		t.Skip(err)
	}
	for _, o := range []Options{
		{Src: src, Out: src},
		{Src: src, Out: link},
		{Src: link, Out: src},
		{Src: filepath.Join(src, "sub"), Out: src},
		{Src: file, Out: t.TempDir()},
		{Src: filepath.Join(src, "missing"), Out: filepath.Join(src, "x")},
		{Src: src, Out: file},
	} {
		if s, err := Open(o); err == nil {
			s.Close()
			t.Errorf("no error for %s to %s", o.Src, o.Out)
		}
	}
	if _, err := os.Stat(filepath.Join(src, "x")); err == nil {
		t.Error("a failed Open left a folder")
	}
}

func TestOutputInsideTheNotesIsPassedOver(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "site/b.md": "old", "site2/c.md": "c"})
	o := Options{Src: src, Out: filepath.Join(src, "site"), Convert: upper}
	for range 2 {
		build(t, o)
		want := map[string]string{"a.md": "A", "b.md": "old", "site2/c.md": "C"}
		if got := contents(t, o.Out); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestSymbolicLinks(t *testing.T) {
	outside := tree(t, map[string]string{"secret": "old"})
	src := tree(t, map[string]string{"a.md": "a", "sub/b.md": "b", "target": "t"})
	out := t.TempDir()
	for from, to := range map[string]string{
		filepath.Join(out, "a.md"):   filepath.Join(outside, "secret"),
		filepath.Join(out, "sub"):    outside,
		filepath.Join(src, "l.md"):   "target",
		filepath.Join(src, "circle"): ".",
	} {
		if err := os.Symlink(to, from); err != nil {
			t.Skip(err)
		}
	}
	sum, _ := build(t, Options{Src: src, Out: out, Convert: upper})
	if got := contents(t, outside); len(got) != 1 || got["secret"] != "old" {
		t.Errorf("written outside the output: %v", got)
	}
	if sum.Errors != 2 {
		t.Errorf("%d errors, want 2", sum.Errors)
	}
	if got, _ := os.ReadFile(filepath.Join(out, "l.md")); string(got) != "T" {
		t.Errorf("the link to a note became %q", got)
	}
}

func TestModeIsKept(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "run.sh": "#!"})
	os.Chmod(filepath.Join(src, "a.md"), 0o600)
	os.Chmod(filepath.Join(src, "run.sh"), 0o755)
	out := t.TempDir()
	build(t, Options{Src: src, Out: out, Convert: upper})
	for name, want := range map[string]fs.FileMode{"a.md": 0o600, "run.sh": 0o755} {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Mode() != want {
			t.Errorf("%s has %v, want %v", name, info.Mode(), want)
		}
	}
}

func TestFailureKeepsTheOldOutput(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "new"})
	out := tree(t, map[string]string{"a.md": "old"})
	if os.Getuid() == 0 {
		// Permissions don't bind root; a folder where the temporary has to go does.
		s, err := Open(Options{Src: src, Out: out, Convert: upper})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		temporary := filepath.Join(out, temporaryName(1))
		os.Mkdir(temporary, 0o777)
		if o := s.Make(t.Context(), "a.md", Hash{}); o.Err == nil {
			t.Error("no error")
		}
		os.Remove(temporary)
	} else {
		os.Chmod(out, 0o555)
		defer os.Chmod(out, 0o777)
		build(t, Options{Src: src, Out: out, Convert: upper})
	}
	if got := contents(t, out); fmt.Sprint(got) != "map[a.md:old]" {
		t.Errorf("got %v", got)
	}
}

func TestTemporariesOfAKilledRunAreRemoved(t *testing.T) {
	src := tree(t, map[string]string{"sub/a.md": "a"})
	mine := "sub/" + temporaryName(7)
	namesake := fmt.Sprintf("sub/.bibun-%d-another-7.tmp", os.Getpid()) // of a process of before with this number
	theirs := fmt.Sprintf("sub/.bibun-%d-theirs-7.tmp", os.Getppid())
	out := tree(t, map[string]string{"sub/.bibun-99999999-1.tmp": "half", namesake: "half", mine: "at work", theirs: "at work", "sub/.bibun-x": "no temporary"})
	build(t, Options{Src: src, Out: out, Convert: upper})
	want := map[string]string{"sub/a.md": "A", mine: "at work", theirs: "at work", "sub/.bibun-x": "no temporary"}
	if got := contents(t, out); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestBuildEndsWithItsContext(t *testing.T) {
	files := map[string]string{}
	for i := range 100 {
		files[fmt.Sprintf("%d.md", i)] = "a"
	}
	src := tree(t, files)
	ctx, cancel := context.WithCancel(t.Context())
	var n atomic.Int32
	s, err := Open(Options{Src: src, Out: t.TempDir(), Jobs: 1, Convert: func(ctx context.Context, f string, b []byte) (*Result, error) {
		if n.Add(1) == 5 {
			cancel()
		}
		return upper(ctx, f, b)
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Build(ctx, func(Outcome) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got := n.Load(); got > 10 {
		t.Errorf("%d notes converted after the end", got)
	}
}

func TestRemove(t *testing.T) {
	out := t.TempDir()
	o, err := OpenOutput(out)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	put(t, filepath.Join(out, "theirs/file"), "x")
	for _, name := range []string{"ours/deep/a", "ours/deep/b", "theirs/new/c"} {
		if _, _, err := o.Write(name, []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"ours/deep/a", "theirs/new/c", "theirs/file", "missing"} {
		if err := o.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	if got := contents(t, out); fmt.Sprint(got) != "map[ours/deep/b:x]" {
		t.Errorf("got %v", got)
	}
	if _, err := os.Stat(filepath.Join(out, "theirs")); err != nil {
		t.Error("a folder that wasn't made here was removed")
	}
	if _, err := os.Stat(filepath.Join(out, "theirs/new")); err == nil {
		t.Error("an empty folder that was made here stayed")
	}
}

func BenchmarkBuild(b *testing.B) {
	files := map[string]string{}
	for i := range 1000 {
		files[fmt.Sprintf("%d/%d.md", i/50, i)] = strings.Repeat("text ", 400)
	}
	src := tree(b, files)
	for _, state := range []string{"cold", "unchanged"} {
		b.Run(state, func(b *testing.B) {
			out := b.TempDir()
			for b.Loop() {
				if state == "cold" {
					b.StopTimer()
					os.RemoveAll(out)
					b.StartTimer()
				}
				build(b, Options{Src: src, Out: out, Convert: upper})
			}
		})
	}
}

// TestInPlace: only notes are written, and none that was saved while bibun worked
// on it.
func TestInPlace(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "sub/b.mdx": "b", "data.csv": "c", "same.md": "SAME"})
	sum, _ := build(t, Options{Src: src, InPlace: true, Check: true, Convert: upper})
	if got := contents(t, src); sum.Written != 2 || got["a.md"] != "a" {
		t.Errorf("a check wrote: %+v, %v", sum, got)
	}
	sum, _ = build(t, Options{Src: src, InPlace: true, Convert: upper})
	want := map[string]string{"a.md": "A", "sub/b.mdx": "B", "data.csv": "c", "same.md": "SAME"}
	if got := contents(t, src); sum.Written != 2 || sum.Files != 0 || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%+v, %v", sum, got)
	}
	put(t, filepath.Join(src, "a.md"), "a")
	_, all := build(t, Options{Src: src, InPlace: true, Convert: func(ctx context.Context, f string, b []byte) (*Result, error) {
		if strings.HasSuffix(f, "a.md") {
			put(t, f, "saved meanwhile")
		}
		return upper(ctx, f, b)
	}})
	if got := contents(t, src); got["a.md"] != "saved meanwhile" || len(got) != 4 {
		t.Errorf("a save was lost: %v", got)
	}
	if err := all[0].Err; err == nil || !strings.Contains(err.Error(), "changed while") {
		t.Errorf("error %v", err)
	}
}

func TestCheck(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", "same.md": "s", "new.md": "n", "data.csv": "c", "same.csv": "s"})
	old := map[string]string{"a.md": "old", "same.md": "S", "data.csv": "old", "same.csv": "s", "theirs": "x"}
	out := tree(t, old)
	for _, dir := range []string{out, filepath.Join(out, "missing")} {
		sum, all := build(t, Options{Src: src, Out: dir, Check: true, Convert: upper})
		var stale []string
		for _, o := range all {
			if o.Written {
				stale = append(stale, o.Name+":"+string(o.Before)+":"+string(o.After))
			}
		}
		want := "a.md:old:A data.csv:: new.md::N"
		if dir != out {
			want = "a.md::A data.csv:: new.md::N same.csv:: same.md::S"
		}
		if got := strings.Join(stale, " "); got != want || sum.Written != len(stale) {
			t.Errorf("stale: %s, want %s", got, want)
		}
	}
	if got := contents(t, out); fmt.Sprint(got) != fmt.Sprint(old) {
		t.Errorf("a check wrote: %v", got)
	}
}

func TestIgnored(t *testing.T) {
	src := tree(t, map[string]string{"a.md": "a", ".gitignore": "drafts/\n*.tmp\n", "sub/.bibunignore": "b.md\n", "out/x.md": "x"})
	s, err := Open(Options{Src: src, Out: filepath.Join(src, "out"), Ignore: []string{"/secret"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, want := range map[string]bool{
		"a.md": false, "a.tmp": true, "sub/b.md": true, "b.md": false, "drafts/b.md": true, "secret": true, "sub/secret": false,
		"secret/deep/a.md": true, ".git/a.md": true, "sub/.hidden/a.md": true, "out": true, "out/x.md": true, "outer/x.md": false, "bibun.toml": true,
	} {
		if got := s.Ignored(name, false); got != want {
			t.Errorf("%s: %t, want %t", name, got, want)
		}
	}
	if s.Ignored("drafts", false) || !s.Ignored("drafts", true) {
		t.Error("drafts/ is about folders")
	}
}

// A note that was cut short by an interrupt is no output, even where its
// conversion says nothing of it.
func TestInterruptedWhileConverting(t *testing.T) {
	src, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(filepath.Join(src, "a.md"), []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Open(Options{Src: src, Out: out, Convert: func(context.Context, string, []byte) (*Result, error) {
		cancel()
		return &Result{Output: []byte("half")}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if o := s.Make(ctx, "a.md", Hash{}); !errors.Is(o.Err, context.Canceled) || o.Written {
		t.Errorf("the outcome is %+v", o)
	}
	if _, err := os.Stat(filepath.Join(out, "a.md")); err == nil {
		t.Error("the half of a note was written")
	}
}

// What is looked at from its folder is what os.Lstat says of it.
func TestLookIn(t *testing.T) {
	dir := t.TempDir()
	for name, mode := range map[string]fs.FileMode{"a.md": 0o644, "b": 0o600, "c.md": 0o755} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.md", filepath.Join(dir, "e")); err != nil {
		t.Skip("no symbolic links:", err)
	}
	os.Chmod(filepath.Join(dir, "d"), 0o750|fs.ModeSticky|fs.ModeSetgid)
	var names []string
	err := lookIn(dir, func(name string) bool { return name != "b" }, func(name string, info fs.FileInfo, err error) {
		names = append(names, name)
		want, wrong := os.Lstat(filepath.Join(dir, name))
		if err != nil || wrong != nil {
			t.Fatal(err, wrong)
		}
		if info.Name() != name || info.Size() != want.Size() || info.Mode() != want.Mode() || !info.ModTime().Equal(want.ModTime()) ||
			info.IsDir() != want.IsDir() || StampOf(info) != StampOf(want) {
			t.Errorf("%s: %v %v, want %v %v", name, info.Mode(), StampOf(info), want.Mode(), StampOf(want))
		}
	})
	if err != nil || strings.Join(names, " ") != "a.md c.md d e" {
		t.Errorf("%q, %v", names, err)
	}
	if err := lookIn(filepath.Join(dir, "no"), nil, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
