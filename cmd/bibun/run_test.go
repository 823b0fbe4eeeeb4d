package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
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
