package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What may not be read for a while keeps its output, is told about once, and is
// built when it may be read again.
func TestWatchPermissions(t *testing.T) {
	t.Parallel()
	p := notesFor(t, map[string]string{"a.md": marked("a", 0), "b/c.md": marked("c", 0), "b/d/e.md": marked("e", 0)})
	p.asNobody()
	s := &scene{process: p, torn: make(chan string, 1), edited: []string{"a.md", "b/c.md", "b/d/e.md"}}
	s.begin()
	stop := s.watchReader()
	for i, name := range []string{"a.md", "b", "b/d"} {
		info, err := os.Stat(s.at(name))
		s.must(err)
		s.must(os.Chmod(s.at(name), 0))
		s.until("the error", func() bool { return strings.Contains(s.said(), s.at(name)+": error: ") })
		s.until("the count", func() bool { return strings.Contains(s.lastLine(), "with errors") })
		s.save("still.md", marked("still", i))
		s.shows("still.md", fmt.Sprintf("begin still %d ", i))
		time.Sleep(sweepsPass) // which changes nothing
		s.must(os.Chmod(s.at(name), info.Mode()))
		s.until("the end of the error", func() bool { return !strings.Contains(s.lastLine(), "with errors") })
		if n := strings.Count(s.said(), s.at(name)+": error: "); n != 1 {
			t.Errorf("the error of %s is told %d times: %s", name, n, s.said())
		}
	}
	if strings.Contains(s.said(), "warning") {
		t.Errorf("bibun warned: %s", s.said())
	}
	s.save("b/d/e.md", marked("e", 9))
	s.shows("b/d/e.md", "begin e 9")
	stop()
	s.args = nil
	s.settles()
	s.finish()
}

// lastLine is the last line of standard error that tells of a build.
func (p *process) lastLine() (last string) {
	for line := range strings.Lines(p.said()) {
		if strings.Contains(line, " in ") && strings.HasSuffix(line, "ms\n") {
			last = line
		}
	}
	return last
}

// asNobody has bibun run as a user who can't read everything, where the test's can.
func (p *process) asNobody() {
	p.t.Helper()
	if os.Getuid() != 0 {
		return
	}
	const nobody = 65534
	p.attributes = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	// Programs of tests are where only their user can get at them.
	exe, err := exec.LookPath("bibun")
	if err == nil {
		var program []byte
		if program, err = os.ReadFile(exe); err == nil {
			p.exe = filepath.Join(p.t.TempDir(), "bibun")
			err = os.WriteFile(p.exe, program, 0o755)
		}
	}
	if err == nil {
		err = os.Mkdir(p.out, 0o777)
	}
	if err == nil {
		err = errors.Join(os.Chmod(p.out, 0o777), os.Chmod(filepath.Dir(filepath.Dir(p.out)), 0o755))
	}
	if err == nil {
		err = filepath.WalkDir(p.src, func(path string, _ os.DirEntry, err error) error {
			return errors.Join(err, os.Chown(path, nobody, nobody))
		})
	}
	if err != nil {
		p.t.Fatal(err)
	}
}
