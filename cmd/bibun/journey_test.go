package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// journey is a command, and the folder called course that it works on, which is in the
// one that it is run in. The tests of what may go wrong on the way have them all.
type journey struct {
	name string
	args []string
	// files are those in the folder; then says which of them are saved once the
	// command was run, or removed where they are "", so that it has older output to
	// deal with.
	files, then map[string]string
	// written says which files the command may write.
	written func(name string) bool
	// built says that the folder was built before.
	built bool
	// once says that the command refuses to be run twice.
	once bool
	// cleaned says that clean removes all of its output.
	cleaned bool
}

const exercise = "# %s\n\n```diff\nL(u,v) = u^%d*v\n∂L/∂u\n```\n\nend of %[1]s\n"

// patiently keeps a block from being given up on a machine that has much else to do.
const patiently = "--limit=block-time=1m"

// journeys are the commands that write, and those that read notes.
func journeys() []journey {
	course := map[string]string{
		"notes/bibun.toml":      "lang = \"en\"\nsteps = \"brief\"\n",
		"notes/.gitignore":      "/draft.md\n",
		"notes/draft.md":        "not to be published\n",
		"notes/a.md":            fmt.Sprintf(exercise, "a", 2),
		"notes/gone.md":         "gone\n",
		"notes/old/deep/b.md":   fmt.Sprintf(exercise, "b", 2),
		"notes/picture.png":     strings.Repeat("picture 1 ", 2000),
		"notes/same.md":         "the same\n",
		"notes/turn.md":         "a note, and then a folder\n",
		"out/foreign/by me.txt": "foreign\n",
		"secret.txt":            "beside\n",
	}
	changes := map[string]string{
		"notes/a.md":          fmt.Sprintf(exercise, "another a", 3),
		"notes/gone.md":       "",
		"notes/old/deep/b.md": "",
		"notes/new/deep/c.md": fmt.Sprintf(exercise, "c", 4),
		"notes/picture.png":   strings.Repeat("picture 2 ", 2000),
		"notes/turn.md":       "",
		"notes/turn.md/x.md":  "in a folder\n",
	}
	one := map[string]string{
		"notes/bibun.toml": "lang = \"en\"\n",
		"notes/a.md":       fmt.Sprintf(exercise, "a", 2),
		"notes/b.md":       "other\n",
		"out/b.md":         "foreign\n",
		"secret.txt":       "beside\n",
	}
	saved := map[string]string{"notes/a.md": fmt.Sprintf(exercise, "another a", 3)}
	notes := func(name string) bool { return strings.HasPrefix(name, "notes/") && strings.HasSuffix(name, ".md") }
	named := func(file string) func(string) bool { return func(name string) bool { return name == file } }
	return []journey{
		{name: "build", args: []string{"build", "course/notes", "-o", "course/out", patiently}, files: course, written: in("out"), cleaned: true},
		{name: "rebuild", args: []string{"build", "course/notes", "-o", "course/out", patiently}, files: course, then: changes, written: in("out"), cleaned: true},
		{name: "pages", args: []string{"build", "course/notes", "-o", "course/out", "--to", "html", patiently}, files: course, then: changes, written: in("out"), cleaned: true},
		{name: "in place", args: []string{"build", "--in-place", "course/notes", patiently}, files: course, then: changes, written: notes},
		{name: "one note", args: []string{"build", "course/notes/a.md", "-o", "course/out/a.md", patiently}, files: one, then: saved, written: named("out/a.md")},
		{name: "one note in place", args: []string{"build", "--in-place", "course/notes/a.md", patiently}, files: one, then: saved, written: named("notes/a.md")},
		{name: "init", args: []string{"init", "--lang", "en", "course"}, files: map[string]string{"secret.txt": "beside\n"}, written: func(name string) bool { return name == "bibun.toml" || name == "first-note.md" }, once: true},
		{name: "clean", args: []string{"clean", "course/out"}, files: course, built: true, written: in("out")},
		{name: "render", args: []string{"render", "course/notes/a.md", patiently}, files: one, written: func(string) bool { return false }},
	}
}

// prepared is the folder of a journey before the command is run, with the record.
func (j journey) prepared(t *testing.T) tree {
	t.Helper()
	dir := courseFolder(t)
	save := func(files map[string]string) {
		for name, text := range files {
			if text == "" {
				if err := os.Remove(filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
				os.Remove(filepath.Join(dir, filepath.Dir(name))) // where that is empty now
			}
		}
		for name, text := range files {
			file := filepath.Join(dir, name)
			if text == "" {
				continue
			}
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(file, 0o640); err != nil {
				t.Fatal(err)
			}
		}
	}
	save(j.files)
	if j.built {
		if r := runIn(t, dir, "build", "course/notes", "-o", "course/out", "--to", "html"); r.code != exitDone {
			t.Fatal(r)
		}
	}
	if j.then != nil {
		if r := runIn(t, dir, j.args...); r.code != exitDone {
			t.Fatal(r)
		}
		save(j.then)
	}
	return treeOf(t, dir)
}

// outcome is how a command ended.
type outcome struct {
	args           []string
	code           int
	stdout, stderr string
}

func (o outcome) String() string {
	return fmt.Sprintf("bibun %s: exit code %d\n%s", strings.Join(o.args, " "), o.code, o.stderr)
}

// courseFolder makes a folder for a journey.
func courseFolder(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "course")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// program is bibun, run where the course folder dir is. It isn't started yet.
func program(t testing.TB, dir string, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := exec.LookPath("bibun")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Dir = filepath.Dir(dir)
	return cmd
}

// runIn runs bibun where the course folder dir is.
func runIn(t testing.TB, dir string, args ...string) outcome {
	t.Helper()
	return ended(t, program(t, dir, args...), nil)
}

// ended runs a program. Started, if it isn't nil, is called when it runs.
func ended(t testing.TB, cmd *exec.Cmd, started func()) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if started != nil {
		started()
	}
	cmd.Wait()
	return outcome{cmd.Args[1:], cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// settled checks that the next run of a journey, in which nothing goes wrong, makes
// what was wanted and leaves no temporary; and that bibun still knows what of it is
// its own.
func (j journey) settled(t *testing.T, dir string, want tree) {
	t.Helper()
	now := treeOf(t, dir)
	over := now.without(recorded, temporary).differs(want.without(recorded)) == ""
	if r := runIn(t, dir, j.args...); r.code != exitDone && !(j.once && over) && !(j.built && strings.Contains(r.stderr, "no record")) {
		t.Errorf("the next run: %v", r)
	}
	now = treeOf(t, dir)
	if d := now.without(recorded).differs(want.without(recorded)); d != "" {
		t.Errorf("after the next run, %s", d)
	}
	for name := range now {
		if temporary(name) {
			t.Errorf("after the next run, %s is left", name)
		}
	}
	if !j.cleaned {
		return
	}
	if r := runIn(t, dir, "clean", "course/out"); r.code != exitDone {
		t.Errorf("clean: %v", r)
	}
	foreign := want.without(func(name string) bool {
		return j.written(name) && !slices.Contains([]string{"out/foreign", "out/foreign/by me.txt"}, name)
	})
	if d := treeOf(t, dir).differs(foreign); d != "" {
		t.Errorf("after clean, %s", d)
	}
}
