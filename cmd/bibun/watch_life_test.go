package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// solvedNotes are notes that take a moment to build.
func solvedNotes(n int) map[string]string {
	notes := map[string]string{}
	for i := range n {
		notes[fmt.Sprintf("%d/%d.md", i%10, i)] = fmt.Sprintf("# %d\n\n```diff\nL(u,v) = sin(%du)^2*exp(v^%d)\n∂L/∂u\n∂L/∂v\n```\n", i, i+2, i%7+2)
	}
	return notes
}

// inABuild starts a watch and stops its process while it builds.
func inABuild(t *testing.T) *process {
	t.Helper()
	notes := solvedNotes(1000)
	p := notesFor(t, notes)
	p.start("watch", p.src, "-o", p.out, "--lang", "en", "--jobs", "1")
	p.until("an output", func() bool { return len(p.outputs()) > 0 })
	p.signal(syscall.SIGSTOP)
	if strings.Contains(p.said(), "built") {
		t.Fatalf("the build was over before it could be interrupted: %s", p.said())
	}
	return p
}

func (p *process) signal(s os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// outputs are the files in the output.
func (p *process) outputs() (names []string) {
	filepath.WalkDir(p.out, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
		case d.IsDir() && d.Name() == site.RecordFolder:
			return filepath.SkipDir // what bibun remembers
		case !d.IsDir():
			names = append(names, path)
		}
		return nil
	})
	return names
}

func TestOneSignalInABuild(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		p := inABuild(t)
		p.signal(s)
		if code := p.end(syscall.SIGCONT); code != 0 {
			t.Errorf("%v: exit code %d, want 0; %s", s, code, p.said())
		}
		if left := p.temporaries(); len(left) > 0 {
			t.Errorf("%v: temporaries are left: %v", s, left)
		}
		for _, name := range p.outputs() {
			if data, err := os.ReadFile(name); err != nil || !strings.Contains(string(data), "\\frac") {
				t.Errorf("%v: %s is incomplete: %v, %q", s, name, err, data)
			}
		}
		if n := len(p.outputs()); n == 1000 {
			t.Errorf("%v: the build went on to its end", s)
		}
	}
}

func TestASecondSignal(t *testing.T) {
	p := inABuild(t)
	p.signal(syscall.SIGINT)
	p.signal(syscall.SIGTERM)
	if code := p.end(syscall.SIGCONT); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	// Whatever was left is gone after the next run, and every output whole.
	p.start("watch", p.src, "-o", p.out, "--lang", "en")
	p.until("the build", func() bool { return strings.Contains(p.said(), "built 1000 notes") })
	if left := p.temporaries(); len(left) > 0 {
		t.Errorf("temporaries are left: %v", left)
	}
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
}

func TestKilledInABuild(t *testing.T) {
	p := inABuild(t)
	p.signal(syscall.SIGKILL)
	p.end(syscall.SIGCONT)
	p.start("watch", p.src, "-o", p.out, "--lang", "en")
	p.until("the build", func() bool { return strings.Contains(p.said(), "built 1000 notes") })
	p.end(os.Interrupt)
	p.isFreshBuild("--lang", "en")
}

// isFreshBuild checks that the output is what a build into a new folder makes,
// temporaries included.
func (p *process) isFreshBuild(args ...string) {
	p.t.Helper()
	fresh := filepath.Join(p.t.TempDir(), "fresh")
	build := &process{t: p.t}
	build.start(append([]string{"build", p.src, "-o", fresh}, args...)...)
	build.cmd.Wait()
	if code := build.cmd.ProcessState.ExitCode(); code > 1 {
		p.t.Fatalf("the build ended with %d: %s", code, build.said())
	}
	if d := difference(p.out, fresh); d != "" {
		p.t.Errorf("the output isn't a fresh build's: %s\nbibun said: %s", d, p.said())
	}
}

// difference says how two folders differ; or "".
func difference(got, want string) string { return differenceOf(readTree(got), readTree(want)) }

// bibun.toml is edited while notes are built: the output is that of the new one in
// the end, and what can't be used is told about and doesn't hold.
func TestSettingsEditedInABuild(t *testing.T) {
	p := notesFor(t, solvedNotes(300))
	p.start("watch", p.src, "-o", p.out)
	p.until("an output", func() bool { return len(p.outputs()) > 0 })
	p.save("bibun.toml", "lang = \"en\"\n")
	p.shows("1/1.md", "Problem.")
	p.save("bibun.toml", "lnag = \"ja\"\n")
	p.until("the error", func() bool { return strings.Contains(p.said(), "bibun.toml:1:1: error:") })
	p.save("1/1.md", "# Saved\n\n```diff\nf(x) = x^2\nf'(x)\n```\n")
	p.shows("1/1.md", "Saved")
	p.shows("1/1.md", "Problem.")
	p.replace("bibun.toml", "lang = \"ja\"\n")
	p.shows("1/1.md", "【問題】")
	os.Remove(filepath.Join(p.src, "bibun.toml"))
	p.replace("1/1.md", "# Last\n")
	p.shows("1/1.md", "Last")
	p.until("a fresh build", func() bool {
		fresh := filepath.Join(t.TempDir(), "fresh")
		build := &process{t: t}
		build.start("build", p.src, "-o", fresh)
		build.cmd.Wait()
		return difference(p.out, fresh) == ""
	})
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
}

func TestPollFlag(t *testing.T) {
	p := notesFor(t, map[string]string{"a.md": "one"})
	p.start("watch", p.src, "-o", p.out, "--poll")
	p.shows("a.md", "one")
	p.save("a.md", "two")
	p.shows("a.md", "two")
	p.save("b/c.md", "three")
	p.shows("b/c.md", "three")
	if code := p.end(os.Interrupt); code != 0 || strings.Contains(p.said(), "warning") {
		t.Errorf("exit code %d; %s", code, p.said())
	}
}
