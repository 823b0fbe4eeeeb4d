package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// A watch takes up what a build has left, and the other way round: what hasn't
// changed is written by neither, and what was deleted meanwhile goes.
func TestWatchAndBuildShareTheRecord(t *testing.T) {
	p := notesFor(t, map[string]string{"a.md": "# a\n", "sub/b.md": "# b\n", "c.md": "```diff\nf(x) = 1/2x\nf'(x)\n```\n"})
	built := func(what, want string) {
		t.Helper()
		p.start("build", p.src, "-o", p.out, "--lang", "en")
		p.cmd.Wait()
		if !strings.Contains(p.said(), want) || !strings.Contains(p.said(), "can be read two ways") {
			t.Errorf("%s: bibun said %s", what, p.said())
		}
	}
	watched := func(what string) {
		t.Helper()
		p.start("watch", p.src, "-o", p.out, "--lang", "en")
		p.until("the first build", func() bool { return strings.Contains(p.said(), "can be read two ways") })
	}
	built("first", "3 files written")
	watched("after the build")
	p.save("a.md", "# a again\n")
	p.shows("a.md", "a again")
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d", code)
	}
	os.RemoveAll(filepath.Join(p.src, "sub"))
	watched("after a deletion")
	p.until("the removal", func() bool {
		_, err := os.Stat(filepath.Join(p.out, "sub"))
		return errors.Is(err, fs.ErrNotExist)
	})
	p.end(os.Interrupt)
	built("after the watch", "0 files written")
}

// The second bibun on an output names the first and leaves everything alone; when
// the first is gone, however it went, the output is free.
func TestTwoBibunsOnOneOutput(t *testing.T) {
	p := watched(t, map[string]string{"a.md": "one"})
	second := &process{t: t}
	for _, command := range []string{"build", "watch", "clean"} {
		args := []string{command, p.src, "-o", p.out}
		if command == "clean" {
			args = []string{"clean", p.out}
		}
		second.start(args...)
		second.cmd.Wait()
		if code := second.cmd.ProcessState.ExitCode(); code != exitTrouble || !strings.Contains(second.said(), fmt.Sprintf("process %d", p.cmd.Process.Pid)) {
			t.Errorf("%s: exit code %d: %s", command, code, second.said())
		}
	}
	second.start("build", p.src, "-o", p.out, "--check")
	second.cmd.Wait()
	if code := second.cmd.ProcessState.ExitCode(); code != exitDone {
		t.Errorf("a check, which writes nothing, ended with %d: %s", code, second.said())
	}
	p.save("a.md", "two")
	p.shows("a.md", "two")
	p.cmd.Process.Signal(syscall.SIGKILL)
	p.cmd.Wait()
	second.start("build", p.src, "-o", p.out)
	second.cmd.Wait()
	if code := second.cmd.ProcessState.ExitCode(); code != exitDone {
		t.Errorf("after the first was killed: exit code %d: %s", code, second.said())
	}
}

// A build that is killed has lost nothing of what it had done: the next one goes
// on from there, and knows whose the outputs are.
func TestKilledBuildIsGoneOnWith(t *testing.T) {
	notes := solvedNotes(1000)
	p := notesFor(t, notes)
	p.start("build", p.src, "-o", p.out)
	p.until("an output", func() bool { return len(p.outputs()) > 100 })
	p.signal(syscall.SIGKILL)
	p.cmd.Wait()
	there := len(p.outputs())
	if there == len(notes) {
		t.Skip("the build was over before it could be killed")
	}
	p.start("build", p.src, "-o", p.out, "-v")
	p.cmd.Wait()
	written := strings.Count(p.said(), "\nwrote ") + strings.Count(p.said()[:6], "wrote ")
	// Of each worker, one note may have been written and not recorded, or the
	// other way round.
	if most := len(notes) - there + 64; written > most {
		t.Errorf("%d of %d notes were there; %d written", there, len(notes), written)
	}
	p.isFreshBuild()
	for name := range notes {
		os.Remove(filepath.Join(p.src, name))
	}
	p.start("build", p.src, "-o", p.out)
	p.cmd.Wait()
	if left := p.outputs(); len(left) > 0 {
		t.Errorf("%d outputs are left of notes that are gone: %s", len(left), left[0])
	}
}

// TestNothingWrittenOutsideByRecord checks that a record can't be made to remove
// what isn't in its folder.
func TestHostileRecord(t *testing.T) {
	p := notesFor(t, map[string]string{"a.md": "text"})
	p.start("build", p.src, "-o", p.out)
	p.cmd.Wait()
	record := filepath.Join(p.out, site.RecordFolder, "record")
	text, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	victim := filepath.Join(filepath.Dir(p.out), "mine")
	if err := os.WriteFile(victim, []byte("TEXT"), 0o666); err != nil {
		t.Fatal(err)
	}
	// The check sum is no seal, but a name that was changed without it is seen.
	for _, name := range []string{"../m", "/tmp", "..\\."} {
		os.WriteFile(record, []byte(strings.ReplaceAll(string(text), "a.md", name)), 0o666)
		os.Remove(filepath.Join(p.src, "a.md"))
		p.start("build", p.src, "-o", p.out)
		p.cmd.Wait()
		p.start("clean", p.out)
		p.cmd.Wait()
		if _, err := os.Stat(victim); err != nil {
			t.Fatal(err)
		}
	}
}

// A bibun.toml that is saved between being read and being watched is a change.
func TestSettingsSavedBeforeTheyAreWatched(t *testing.T) {
	p := notesFor(t, map[string]string{"bibun.toml": "lang = \"en\"\n"})
	a := &app{getenv: func(string) string { return "" }, config: &config.Config{}}
	if _, _, err := a.readConfig(p.src); err != nil {
		t.Fatal(err)
	}
	settings := a.settings(p.src)
	p.save("bibun.toml", "lang = \"ja\"\n")
	first := settings()
	if first == settings() {
		t.Error("the change isn't seen")
	}
	p.save("bibun.toml", "lang = \"en\"\n")
	if first != settings() {
		t.Error("the same file is another")
	}
	os.Remove(filepath.Join(p.src, "bibun.toml"))
	a.readConfig(p.src)
	settings = a.settings(p.src)
	if first, then := settings(), settings(); first != "" || then != "" {
		t.Error("no file is a change")
	}
}
