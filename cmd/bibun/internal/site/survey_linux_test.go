package site

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// settles is longer than a step of the clock that stamps of files are of, and short
// enough for a test to wait for.
const settles = 20 * time.Millisecond

// Whatever is done to a folder, each look finds what a walk does.
func TestSurvey(t *testing.T) {
	t.Parallel()
	names := rapid.SampledFrom([]string{"a.md", "b.md", "c.png", "d", "d/a.md", "d/e", "d/e/b.md", "d/e/f/c.md", "g", "g/a.md",
		"d-/a.md", ".gitignore", "d/.gitignore", "d/e/.bibunignore"})
	texts := rapid.SampledFrom([]string{"", "a.md", "*.md\n!b.md", "e/", "/d/e/", "f", "g/a.md", "*", "!*.md"})
	does := rapid.SampledFrom([]string{"write", "write", "write", "remove", "rename", "rename", "folder", "link", "pipe", "nothing"})
	rapid.Check(t, func(rt *rapid.T) {
		src := t.TempDir()
		s, err := Open(Options{Src: src})
		if err != nil {
			t.Fatal(err)
		}
		v := s.Survey()
		v.settles = settles
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			at, to := filepath.Join(src, names.Draw(rt, "at")), filepath.Join(src, names.Draw(rt, "to"))
			os.MkdirAll(filepath.Dir(at), 0o777)
			switch text := texts.Draw(rt, "text"); does.Draw(rt, "do") {
			case "write":
				if info, err := os.Stat(at); err == nil && info.Mode()&os.ModeNamedPipe != 0 {
					break // which would wait for a reader
				}
				os.WriteFile(at, []byte(text), 0o666)
			case "remove":
				os.RemoveAll(at)
			case "rename":
				os.Rename(at, to)
			case "folder":
				os.MkdirAll(at, 0o777)
			case "link":
				os.Symlink(to, at)
			case "pipe":
				syscall.Mkfifo(at, 0o666)
			}
			if rapid.Bool().Draw(rt, "wait") {
				time.Sleep(settles + settles/4)
			}
			if got, want := looked(t, v), walked(t, src); got != want {
				rt.Fatalf("a look finds\n%s\nand a walk\n%s", got, want)
			}
		}
	})
}

// looked is what a look finds.
func looked(t *testing.T, v *Survey) string {
	files, folders := v.Look(t.Context(), false)
	var lines []string
	for _, f := range files {
		lines = append(lines, fmt.Sprint(f))
	}
	return sorted(append(lines, folders...))
}

// walked is what a walk by one who has seen nothing yet finds.
func walked(t *testing.T, src string) string {
	s, err := Open(Options{Src: src})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	files, folders := s.Walk(t.Context(), ".", nil)
	for _, e := range files {
		lines = append(lines, fmt.Sprint(Seen{e.Name, StampOf(e.Info)}))
	}
	for _, e := range folders {
		lines = append(lines, e.Name)
	}
	return sorted(lines)
}

func sorted(lines []string) string {
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A folder is listed until it has been left alone for so long that its stamp can be
// relied upon, and again when it changes; files that change in it don't matter.
func TestAFolderIsListedWhenItHasChanged(t *testing.T) {
	src := t.TempDir()
	file := filepath.Join(src, "d", "a.md")
	os.Mkdir(filepath.Dir(file), 0o777)
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	s, err := Open(Options{Src: src})
	if err != nil {
		t.Fatal(err)
	}
	v := s.Survey()
	look := func(when string, listed, afresh bool) {
		t.Helper()
		if v.Look(t.Context(), afresh); v.listed != listed {
			t.Errorf("%s: listed: %t, want %t", when, v.listed, listed)
		}
	}
	v.settles = time.Hour
	look("at first", true, false)
	look("while the folder is young", true, false)
	v.settles = settles
	time.Sleep(2 * settles)
	look("once it is old", true, false)
	look("as it was", false, false)
	write("two")
	look("after a change of a file", false, false)
	look("where folders don't tell", true, true)
	file = filepath.Join(src, "d", "b.md")
	write("new")
	look("after a new file", true, false)
	time.Sleep(2 * settles)
	look("a while later", true, false)
	look("as it was then", false, false)
	if err := os.Chmod(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	look("after a change of permissions", true, false)
	os.RemoveAll(filepath.Dir(file))
	if got := looked(t, v); got != "." {
		t.Errorf("in the end there is\n%s", got)
	}
}
