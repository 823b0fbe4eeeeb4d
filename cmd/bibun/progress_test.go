package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var screen strings.Builder
	var clock time.Time
	p := &progress{terminal: &screen, width: func() int { return 40 }, now: func() time.Time { return clock }, words: "%d of %d files"}
	p.start = clock
	p.expect(100)
	step := func(after time.Duration) string {
		screen.Reset()
		clock = clock.Add(after)
		p.step()
		return screen.String()
	}
	if got := step(patient - 1); got != "" {
		t.Errorf("shown too early: %q", got)
	}
	if got := step(time.Millisecond); got != "\r[                      ] 2 of 100 files\x1b[K" {
		t.Errorf("got %q", got)
	}
	if got := step(redraw - 1); got != "" {
		t.Errorf("shown too often: %q", got)
	}
	p.done = 49
	if got := step(redraw); got != "\r[==========           ] 50 of 100 files\x1b[K" {
		t.Errorf("got %q", got)
	}
	screen.Reset()
	fmt.Fprintln(p.above(&screen), "a.md:1:1: error")
	fmt.Fprintln(p.above(&screen), "a.md:2:1: error")
	p.hide()
	if got := screen.String(); got != "\r\x1b[Ka.md:1:1: error\na.md:2:1: error\n" {
		t.Errorf("got %q", got)
	}
	if step(redraw); !p.shown {
		t.Error("it didn't come back")
	}
	p.hide()
	if !strings.HasSuffix(screen.String(), "\r\x1b[K") {
		t.Errorf("it is left behind: %q", screen.String())
	}
	p.width = func() int { return 15 }
	if got := step(redraw); got != "\r52 of 100 files\x1b[K" {
		t.Errorf("on a narrow terminal: %q", got)
	}
}

// A folder that takes a while shows how far it is on a terminal, and nowhere else.
func TestProgressOnATerminal(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("script of util-linux, which makes a terminal, isn't here")
	}
	p := notesFor(t, solvedNotes(4000))
	bibun, err := exec.LookPath("bibun")
	if err != nil {
		t.Fatal(err)
	}
	command := fmt.Sprintf("'%s' check --jobs 1 '%s'", bibun, p.src)
	for _, tt := range []struct {
		name  string
		args  []string
		term  string
		shown bool
	}{
		{"a terminal", []string{"script", "-qec", command, os.DevNull}, "xterm", true},
		{"a terminal that can't", []string{"script", "-qec", command, os.DevNull}, "dumb", false},
		{"a pipe", []string{"sh", "-c", command}, "xterm", false},
	} {
		cmd := exec.Command(tt.args[0], tt.args[1:]...)
		cmd.Env = append(os.Environ(), "TERM="+tt.term, "LC_ALL=C")
		text, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", tt.name, err, text)
		}
		said := string(text)
		if shown := strings.Contains(said, " of 4000 files\x1b[K"); shown != tt.shown {
			t.Errorf("%s: shown: %t\n%q", tt.name, shown, said)
		}
		if strings.Count(said, "\n") != 1 || !strings.Contains(said, "4000 notes, 4000 blocks solved") {
			t.Errorf("%s: said %q", tt.name, said)
		}
	}
}
