package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestInterrupted(t *testing.T) {
	src := t.TempDir()
	if err := os.WriteFile(filepath.Join(src, "a.md"), []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	never, w := io.Pipe() // a standard input that nothing comes through
	defer w.Close()
	out := filepath.Join(t.TempDir(), "out")
	for _, args := range [][]string{
		{"build", src, "-o", out},
		{"check", src},
		{"render"},
		{"solve", "-"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(ctx, args, never, &stdout, &stderr); code != exitInterrupted {
			t.Errorf("%v: exit code %d, want %d; %s", args, code, exitInterrupted, stderr.String())
		}
		if stdout.Len() > 0 {
			t.Errorf("%v printed %q", args, stdout.String())
		}
	}
	if files, _ := filepath.Glob(filepath.Join(out, "[^.]*")); len(files) > 0 {
		t.Errorf("files are left: %v", files)
	}
}

// full is a standard output that takes some bytes and then no more, as on a full disk.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	n := min(len(b), f.room)
	f.room -= n
	if n < len(b) {
		return n, syscall.ENOSPC
	}
	return n, nil
}

// What can't be written to standard output is told by every command that writes there.
func TestFullStandardOutput(t *testing.T) {
	note := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(note, []byte("```diff\nf(x) = x^2\nf'(x)\n```\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"render", note}, {"render", "--json", note}, {"solve", "f(x) = x^2; f'(x)"}, {"presets"}, {"presets", "--help"}, {"man"},
		{"config", note}, {"explain"}, {"version"}, {"completion", "bash"}, {"build", "--in-place", "--diff", note},
	} {
		for _, room := range []int{0, 3} {
			var stderr bytes.Buffer
			code := run(t.Context(), args, strings.NewReader(""), &full{room}, &stderr)
			if code != exitTrouble || !strings.Contains(stderr.String(), "no space left on device") || !strings.Contains(stderr.String(), "free some space") && !strings.Contains(stderr.String(), "空き容量") {
				t.Errorf("%v, room for %d: exit code %d: %s", args, room, code, stderr.String())
			}
		}
	}
}
