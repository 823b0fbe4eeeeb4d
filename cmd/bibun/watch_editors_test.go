package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestWatchEditors saves notes in editors, as a person would: in a terminal, by
// their keys.
func TestWatchEditors(t *testing.T) {
	notes := map[string]string{"a.md": marked("a", 0)}
	vim := func(backupCopy string) func(s *scene) {
		return func(s *scene) {
			s.stay("a.md")
			e := s.edit("vim", "-N", "-u", "NONE", "-c", "set writebackup backup ruler backupcopy="+backupCopy, "a.md")
			e.sees("a.md")
			for i := range 4 {
				e.types(fmt.Sprintf("3Gosave %d by vim\x1b:w\r", i))
				s.shows("a.md", fmt.Sprintf("save %d by vim", i))
			}
			e.types(":q\r")
			e.ends()
		}
	}
	emacs := func(precious bool) func(s *scene) {
		return func(s *scene) {
			s.stay("a.md")
			args := []string{"-nw", "-Q", "a.md"}
			if precious {
				args = append([]string{"--eval", "(setq-default file-precious-flag t)"}, args...)
			}
			e := s.edit("emacs", args...)
			e.sees("a.md")
			for i := range 4 {
				e.types(fmt.Sprintf("\x1b<\x0e\x0esave %d by emacs\r\x18\x13", i)) // M-<, C-n, C-x C-s
				s.shows("a.md", fmt.Sprintf("save %d by emacs", i))
			}
			e.types("\x18\x03") // C-x C-c
			e.ends()
		}
	}
	play(t, []scenario{
		{name: "vim, backupcopy=auto", programs: []string{"vim"}, notes: notes, do: vim("auto")},
		{name: "vim, backupcopy=no", programs: []string{"vim"}, notes: notes, do: vim("no")},
		{name: "vim, backupcopy=yes", programs: []string{"vim"}, notes: notes, do: vim("yes")},
		{name: "nano", programs: []string{"nano"}, notes: notes, do: func(s *scene) {
			s.stay("a.md")
			e := s.edit("nano", "--ignorercfiles", "--backup", "a.md")
			e.sees("a.md")
			for i := range 4 {
				e.types(fmt.Sprintf("\x1b\\\x0e\x0esave %d by nano\r\x13", i)) // M-\, ^N, ^S
				s.shows("a.md", fmt.Sprintf("save %d by nano", i))
			}
			e.types("\x18")
			e.ends()
		}},
		{name: "emacs", programs: []string{"emacs"}, notes: notes, do: emacs(false)},
		{name: "emacs, file-precious-flag", programs: []string{"emacs"}, notes: notes, do: emacs(true)},
	})
}

// terminal is a program that runs in a terminal of its own.
type terminal struct {
	t    testing.TB
	cmd  *exec.Cmd
	keys *os.File
	over chan struct{} // closed when the program has closed the terminal

	mu    sync.Mutex
	shown bytes.Buffer
}

// openTerminal starts a program in a terminal of 80 by 24 characters.
func openTerminal(t testing.TB, cmd *exec.Cmd, env ...string) *terminal {
	t.Helper()
	cmd.Env = append(append(cmd.Environ(), "TERM=xterm", "LC_ALL=C.UTF-8"), env...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	e := &terminal{t: t, cmd: cmd, keys: f, over: make(chan struct{})}
	go func() {
		defer close(e.over)
		buf := make([]byte, 4096)
		for {
			n, err := f.Read(buf)
			e.mu.Lock()
			e.shown.Write(buf[:n])
			e.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			cmd.Process.Kill()
			cmd.Wait()
		}
		f.Close()
		<-e.over
	})
	return e
}

// edit starts an editor in the folder of notes.
func (s *scene) edit(program string, args ...string) *terminal {
	s.t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = s.src
	cmd.Env = append(cmd.Environ(), "HOME="+s.t.TempDir())
	return openTerminal(s.t, cmd)
}

// text is all that the terminal was told to show, controls included.
func (e *terminal) text() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.shown.String()
}

// sees waits until a text was shown.
func (e *terminal) sees(text string) {
	e.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if strings.Contains(e.text(), text) {
			return
		}
	}
	e.t.Fatalf("%s doesn't show %q in %v:\n%q", e.cmd.Path, text, patience, e.text())
}

func (e *terminal) types(keys string) {
	e.t.Helper()
	if _, err := e.keys.WriteString(keys); err != nil {
		e.t.Fatal(err)
	}
}

// ends waits for the end of the program, without an error.
func (e *terminal) ends() {
	e.t.Helper()
	done := make(chan error, 1)
	go func() { done <- e.cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			e.t.Errorf("%s: %v\n%q", e.cmd.Path, err, e.text())
		}
	case <-time.After(patience):
		e.t.Fatalf("%s doesn't end:\n%q", e.cmd.Path, e.text())
	}
}
