package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bibun-md/bibun/calculus/latex/typeset"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// scenario is something that happens to a folder of notes while it is watched.
// After it the output is that of a fresh build; and as long as it goes on, every
// file of the output that a reader finds is whole.
type scenario struct {
	name     string
	programs []string // what has to be on the PATH
	long     bool     // runs only where all is to run
	notes    map[string]string
	do       func(s *scene)
}

// scene is a folder that is being watched.
type scene struct {
	*process
	// args are those of the watch and of the fresh build, beside the folders; anew
	// those of the fresh build alone.
	args, anew []string
	// edited are notes that are there before, after and at every moment between.
	edited []string

	torn  chan string
	looks atomic.Int64
}

func play(t *testing.T, scenarios []scenario) {
	t.Helper()
	for _, sc := range scenarios {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			if sc.long {
				onlyWithAll(t)
			}
			needs(t, sc.programs...)
			notes := map[string]string{"still.md": marked("still", 0)}
			for name, text := range sc.notes {
				notes[name] = text
			}
			s := &scene{process: notesFor(t, notes), torn: make(chan string, 1), edited: []string{"still.md"}}
			s.begin()
			stop := s.watchReader()
			sc.do(s)
			s.settles()
			stop()
			s.finish()
		})
	}
}

// onlyWithAll skips a test where not all is to run.
func onlyWithAll(t testing.TB) {
	t.Helper()
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("takes long without %s=1", typeset.All)
	}
}

// needs skips a test whose programs aren't there; where all is to run, they have
// to be.
func needs(t testing.TB, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err == nil {
			continue
		}
		if os.Getenv(typeset.All) == "1" {
			t.Fatalf("no %s on the PATH", p)
		}
		t.Skipf("no %s on the PATH", p)
	}
}

// stay adds notes to those that are there at every moment.
func (s *scene) stay(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.edited = append(slices.Clone(s.edited), names...)
}

// begin starts the watch and waits for the first build.
func (s *scene) begin() {
	s.t.Helper()
	s.start(append([]string{"watch", s.src, "-o", s.out, "--lang", "en"}, s.args...)...)
	s.until("the first build", func() bool { return strings.Contains(s.said(), "built") })
}

// finish interrupts the watch and checks what it leaves.
func (s *scene) finish() {
	s.t.Helper()
	if code := s.end(os.Interrupt); code != 0 {
		s.t.Errorf("exit code %d after SIGINT, want 0; %s", code, s.said())
	}
	if left := s.temporaries(); len(left) > 0 {
		s.t.Errorf("left are %v", left)
	}
}

// settles waits until the output is what a fresh build makes.
func (s *scene) settles() {
	s.t.Helper()
	fresh := filepath.Join(s.t.TempDir(), "fresh")
	build := &process{t: s.t}
	build.start(slices.Concat([]string{"build", s.src, "-o", fresh, "--lang", "en"}, s.args, s.anew)...)
	build.cmd.Wait()
	if code := build.cmd.ProcessState.ExitCode(); code > 1 {
		s.t.Fatalf("the fresh build ended with %d: %s", code, build.said())
	}
	want := readTree(fresh)
	d := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if d = differenceOf(readTree(s.out), want); d == "" {
			return
		}
	}
	s.t.Errorf("the output isn't a fresh build's after %v: %s\nbibun said: %s", patience, d, s.said())
}

// marked is a note that tells at its beginning and its end which one it is, and
// that has a block to be solved. It is shorter than a page of memory, so that a
// program that writes in place does so in one piece.
func marked(id string, version int) string {
	return fmt.Sprintf("<!-- begin %[1]s %[2]d -->\n\n# Note %[1]s, version %[2]d\n\nThe text of it, with $a<b$.\n\n"+
		"```diff\nL(u,v) = u^%[3]d*v\n∂L/∂u\n```\n\n<!-- end %[1]s %[2]d -->\n", id, version, version%7+2)
}

// whole reports whether the content of an output is that of a whole note, or of
// a file without marks.
func whole(data []byte) bool {
	rest, ok := bytes.CutPrefix(data, []byte("<!-- begin "))
	if !ok {
		return len(data) > 0 && !bytes.Contains(data, []byte("<!-- end "))
	}
	id, _, _ := bytes.Cut(rest, []byte(" -->"))
	return bytes.HasSuffix(bytes.TrimRight(data, "\n"), fmt.Appendf(nil, "<!-- end %s -->", id))
}

// watchReader begins to read the output again and again, until the function that
// it returns is called, which fails the test if a file was seen that isn't whole.
func (s *scene) watchReader() (stop func()) {
	var over atomic.Bool
	var reader sync.WaitGroup
	reader.Go(func() {
		for !over.Load() {
			s.mu.Lock()
			edited := s.edited
			s.mu.Unlock()
			for _, name := range edited {
				if data, err := os.ReadFile(filepath.Join(s.out, name)); err != nil || !whole(data) {
					s.tear(name, data, err)
				}
			}
			filepath.WalkDir(s.out, func(path string, d fs.DirEntry, err error) error {
				if over.Load() {
					return fs.SkipAll
				}
				if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".bibun") {
					return nil
				}
				s.looks.Add(1)
				data, err := os.ReadFile(path)
				if errors.Is(err, fs.ErrNotExist) {
					return nil // removed with its note
				}
				if err != nil || filepath.Ext(path) == ".md" && !whole(data) {
					s.tear(path, data, err)
				}
				return nil
			})
			time.Sleep(time.Millisecond)
		}
	})
	return func() {
		s.t.Helper()
		over.Store(true)
		reader.Wait()
		select {
		case what := <-s.torn:
			s.t.Errorf("a reader saw an output that isn't whole: %s (the slowest save took %v)", what, s.slowest)
		default:
		}
		if s.looks.Load() == 0 {
			s.t.Error("the reader never looked")
		}
	}
}

func (s *scene) tear(name string, data []byte, err error) {
	select {
	case s.torn <- fmt.Sprintf("%s: error %v, %d bytes: %.300q", name, err, len(data), data):
	default:
	}
}

// run runs a program in the folder of notes.
func (s *scene) run(program string, args ...string) {
	s.t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = s.src
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
}

func (s *scene) sh(script string) {
	s.t.Helper()
	s.run("sh", "-ec", script)
}

// rounds is how many times something was built.
func (p *process) rounds() int { return strings.Count(p.said(), "built") }

// readTree is what is in a folder: the permissions and the content of each file.
func readTree(dir string) map[string]string {
	files := map[string]string{}
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == site.RecordFolder {
			return fs.SkipDir // what bibun remembers
		}
		if err != nil || d.IsDir() {
			return nil
		}
		name, _ := filepath.Rel(dir, path)
		data, err := os.ReadFile(path)
		info, gone := d.Info()
		if gone != nil {
			return nil // a temporary file, renamed since
		}
		files[name] = fmt.Sprintf("%v %v %s", info.Mode(), err, data)
		return nil
	})
	return files
}

// differenceOf says how two folders differ; or "".
func differenceOf(got, want map[string]string) string {
	for name, text := range want {
		if has, ok := got[name]; !ok {
			return name + " is missing"
		} else if has != text {
			return fmt.Sprintf("%s is\n%.300s\nnot\n%.300s", name, has, text)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			return name + " is too much"
		}
	}
	return ""
}
