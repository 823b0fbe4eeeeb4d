package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// maxMemory is what the program may hold in memory at once.
const maxMemory = 256 << 20

// measured is a run of the program.
type measured struct {
	out, told string
	written   int64 // bytes, of which out has the last
	code      int
}

// rendered has the program render a note from its standard input.
func rendered(t *testing.T, note string, args ...string) measured {
	t.Helper()
	return started(t, strings.NewReader(note), append([]string{"render", "-", "--lang", "en"}, args...)...)
}

// started runs the program as a process of its own, and looks at its memory.
func started(t *testing.T, in io.Reader, args ...string) measured {
	t.Helper()
	// No test of speed: a hang is what it ends.
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	exe, err := exec.LookPath("bibun")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, exe, args...)
	var out last
	var told bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &told
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	peak := 0
	for waiting := true; waiting; {
		select {
		case err = <-done:
			waiting = false
		case <-time.After(2 * time.Millisecond):
			peak = max(peak, peakMemory(cmd.Process.Pid))
		}
	}
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if ctx.Err() != nil {
		t.Fatalf("%v does not end", args)
	}
	if peak > maxMemory {
		t.Errorf("%v took %d MiB", args, peak>>20)
	}
	return measured{string(out.bytes), told.String(), out.written, cmd.ProcessState.ExitCode()}
}

// last keeps the last bytes of what is written to it.
type last struct {
	bytes   []byte
	written int64
}

func (l *last) Write(p []byte) (int, error) {
	l.written += int64(len(p))
	l.bytes = append(l.bytes, p...)
	if over := len(l.bytes) - 8<<20; over > 0 {
		l.bytes = l.bytes[:copy(l.bytes, l.bytes[over:])]
	}
	return len(p), nil
}

// peakMemory is the most memory that a process has held so far, in bytes; 0 where the
// system doesn't tell.
func peakMemory(process int) int {
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(process), "status"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.Atoi(fields[0])
	return kib << 10
}
