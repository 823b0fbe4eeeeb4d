package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// patience is how long these tests wait for what must come. Nothing is asserted
// of how fast it comes.
const patience = 30 * time.Second

// process is a bibun that watches or serves, as a process of its own.
type process struct {
	t        testing.TB
	cmd      *exec.Cmd
	src, out string
	notes    string        // where the notes are, if not in src
	slowest  time.Duration // that a save took
	// exe and attributes are those of the program, where they aren't as usual.
	exe        string
	attributes *syscall.SysProcAttr

	mu     sync.Mutex
	stderr bytes.Buffer
}

// Write takes standard error while the process runs.
func (p *process) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stderr.Write(b)
}

func (p *process) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stderr.String()
}

// notesFor makes a folder of notes for a bibun to work on.
func notesFor(t testing.TB, notes map[string]string) *process {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no signals")
	}
	p := &process{t: t, src: t.TempDir(), out: filepath.Join(t.TempDir(), "out")}
	for name, content := range notes {
		p.save(name, content)
	}
	t.Cleanup(func() {
		if p.cmd != nil && p.cmd.ProcessState == nil {
			p.cmd.Process.Kill()
			p.cmd.Wait()
		}
	})
	return p
}

// start starts a bibun.
func (p *process) start(args ...string) {
	p.t.Helper()
	exe := p.exe
	if exe == "" {
		var err error
		if exe, err = exec.LookPath("bibun"); err != nil { // testscript.Main has put this test's binary there
			p.t.Fatal(err)
		}
	}
	p.mu.Lock()
	p.stderr.Reset()
	p.mu.Unlock()
	p.cmd = exec.Command(exe, args...)
	p.cmd.SysProcAttr = p.attributes
	p.cmd.Stderr = p
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
}

// watched starts a bibun that watches a folder of notes and waits for its first build.
func watched(t testing.TB, notes map[string]string) *process {
	t.Helper()
	p := notesFor(t, notes)
	p.start("watch", p.src, "-o", p.out, "--lang", "en")
	p.until("the first build", func() bool { return strings.Contains(p.said(), "built") })
	return p
}

func (p *process) until(what string, done func() bool) {
	p.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(500 * time.Microsecond) {
		if done() {
			return
		}
	}
	p.t.Fatalf("%s didn't come in %v; bibun said:\n%s", what, patience, p.said())
}

// save saves in place: the file is truncated and written.
func (p *process) save(name, content string) {
	p.t.Helper()
	file := filepath.Join(p.src, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		p.t.Fatal(err)
	}
	start := time.Now()
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		p.t.Fatal(err)
	}
	p.slowest = max(p.slowest, time.Since(start))
}

// replace saves by rename, as most editors do.
func (p *process) replace(name, content string) {
	p.t.Helper()
	temporary := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".tmp")
	p.save(temporary, content)
	if err := os.Rename(filepath.Join(p.src, temporary), filepath.Join(p.src, name)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *process) output(name string) string {
	data, _ := os.ReadFile(filepath.Join(p.out, name))
	return string(data)
}

func (p *process) shows(name, text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%q in %s", text, name), func() bool { return strings.Contains(p.output(name), text) })
}

// end sends a signal and returns the exit code.
func (p *process) end(s os.Signal) int {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(patience):
		p.t.Fatalf("bibun goes on %v after %v", patience, s)
	}
	return p.cmd.ProcessState.ExitCode()
}

// temporaries are the files in the output that aren't outputs.
func (p *process) temporaries() (names []string) {
	filepath.WalkDir(p.out, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(d.Name(), ".bibun-") {
			names = append(names, path)
		}
		return nil
	})
	return names
}

// noteText is a note that says which save it is, at its beginning and its end.
func noteText(note, save int) string {
	return fmt.Sprintf("<!-- begin %d-%d -->\n\n# Note %d\n\n%s\n```diff\n-old\n+new\n```\n\n<!-- end %d-%d -->\n",
		note, save, note, strings.Repeat("Some text with $a<b$ in it.\n", 50), note, save)
}

func TestWatchReflectsEverySave(t *testing.T) {
	const notes, saves = 100, 50
	files := map[string]string{}
	name := func(i int) string { return fmt.Sprintf("part-%d/note-%d.md", i%7, i) }
	for i := range notes {
		files[name(i)] = noteText(i, 0)
	}
	p := watched(t, files)

	// A reader that never stops looking: what it sees is a whole note.
	var stop atomic.Bool
	torn := make(chan string, 1)
	var looks atomic.Int64
	var reader sync.WaitGroup
	reader.Go(func() {
		for !stop.Load() {
			for i := range notes {
				looks.Add(1)
				data, err := os.ReadFile(filepath.Join(p.out, name(i)))
				begin := bytes.HasPrefix(data, []byte(fmt.Sprintf("<!-- begin %d-", i)))
				if err != nil || !begin || !bytes.HasSuffix(data, []byte(" -->\n")) {
					select {
					case torn <- fmt.Sprintf("%s: error %v, %d bytes", name(i), err, len(data)):
					default:
					}
				}
			}
		}
	})

	for s := 1; s <= saves; s++ {
		i := s * 37 % notes
		if s%2 == 0 {
			p.save(name(i), noteText(i, s))
		} else {
			p.replace(name(i), noteText(i, s))
		}
		p.until(fmt.Sprintf("save %d", s), func() bool { return p.output(name(i)) == noteText(i, s) })
		files[name(i)] = noteText(i, s)
	}
	stop.Store(true)
	reader.Wait()
	select {
	case what := <-torn:
		t.Errorf("a reader saw an output that is no whole note: %s", what)
	default:
	}
	for n, want := range files {
		if p.output(n) != want {
			t.Errorf("%s isn't as it was saved last", n)
		}
	}
	t.Logf("%d saves over %d notes; a reader looked %d times", saves, notes, looks.Load())
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d after SIGINT, want 0", code)
	}
	if names := p.temporaries(); len(names) > 0 {
		t.Errorf("temporary files are left: %v", names)
	}
}

func TestWatchBurst(t *testing.T) {
	files := map[string]string{"last.md": "0"}
	for i := range 40 {
		files[fmt.Sprintf("%d.md", i)] = noteText(i, 0)
	}
	p := watched(t, files)
	before := p.said()
	const writes = 10
	for w := 1; w <= writes; w++ {
		for i := range 40 {
			p.replace(fmt.Sprintf("%d.md", i), noteText(i, w))
		}
	}
	for i := range 40 {
		p.until("the end of the burst", func() bool { return p.output(fmt.Sprintf("%d.md", i)) == noteText(i, writes) })
	}
	p.save("last.md", "1")
	p.shows("last.md", "1")
	// How many rounds a burst takes depends on the machine; that it isn't one a
	// write doesn't.
	if rounds := strings.Count(p.said()[len(before):], "built"); rounds > 40*writes/4 {
		t.Errorf("%d rounds for a burst of %d writes", rounds, 40*writes)
	}
}

func TestWatchLife(t *testing.T) {
	p := watched(t, map[string]string{"a.md": "one", "b.md": "two"})

	p.save("new/deep/c.md", "three")
	p.shows("new/deep/c.md", "three")
	p.replace("new/deep/c.md", "four")
	p.shows("new/deep/c.md", "four")

	if err := os.Remove(filepath.Join(p.src, "b.md")); err != nil {
		t.Fatal(err)
	}
	p.until("the removal", func() bool {
		_, err := os.Stat(filepath.Join(p.out, "b.md"))
		return errors.Is(err, os.ErrNotExist)
	})

	p.save("a.md", "kept\n\n```diff\nf(x) = 1/2x\nf'(x)\n```\n")
	p.shows("a.md", "kept")
	p.until("the diagnostic", func() bool {
		return strings.Contains(p.said(), `a.md:4:8: error: "1/2x" can be read two ways`)
	})
	p.until("the count", func() bool { return strings.Contains(p.said(), "1 file with errors") })
	p.replace("a.md", "mended")
	p.shows("a.md", "mended")
	last := func() string {
		lines := strings.Split(strings.TrimSpace(p.said()), "\n")
		return lines[len(lines)-1]
	}
	p.until("the end of the error", func() bool {
		return strings.Contains(last(), "built 1 note") && !strings.Contains(last(), "errors")
	})
	if code := p.end(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d after SIGTERM, want 0", code)
	}
}

// TestWatchIgnores: what is excluded while bibun watches goes from the output, and
// comes back with its line taken away.
func TestWatchIgnores(t *testing.T) {
	p := watched(t, map[string]string{"a.md": "one", "drafts/b.md": "two", ".gitignore": ""})
	p.shows("drafts/b.md", "two")
	p.save(".gitignore", "drafts/\n")
	gone := func() bool {
		_, err := os.Stat(filepath.Join(p.out, "drafts/b.md"))
		return errors.Is(err, os.ErrNotExist)
	}
	p.until("the removal", gone)
	p.save("drafts/c.md", "three")
	p.save("a.md", "four")
	p.shows("a.md", "four")
	if p.output("drafts/c.md") != "" {
		t.Error("an excluded note was built")
	}
	p.save(".gitignore", "")
	p.shows("drafts/b.md", "two")
	p.shows("drafts/c.md", "three")
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
