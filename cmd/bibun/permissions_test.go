package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What may not be read or written is told with a way out, and nothing else suffers by
// it: the old output stays, the other notes are built, and once it may be read or
// written the next run does the rest.
func TestMissingPermission(t *testing.T) {
	for _, tt := range []struct {
		name    string
		path    string // relative to the folder of both
		mode    os.FileMode
		inPlace bool
		code    int
		told    string   // what the message names
		built   []string // outputs that are new all the same
	}{
		{name: "a note", path: "notes/a.md", mode: 0, code: exitTrouble, told: "notes/a.md", built: []string{"sub/b.md"}},
		{name: "a folder of notes", path: "notes/sub", mode: 0, code: exitTrouble, told: "notes/sub", built: []string{"a.md"}},
		{name: "a folder of notes that may be listed only", path: "notes/sub", mode: 0o444, code: exitTrouble, told: "notes/sub", built: []string{"a.md"}},
		{name: "patterns", path: "notes/sub/.gitignore", mode: 0, code: exitTrouble, told: ".gitignore", built: []string{"a.md"}},
		{name: "the settings", path: "notes/bibun.toml", mode: 0, code: exitTrouble, told: "bibun.toml"},
		{name: "the output", path: "out", mode: 0o555, code: exitTrouble, told: "out/", built: []string{"sub/b.md"}},
		{name: "a folder of the output", path: "out/sub", mode: 0o555, code: exitTrouble, told: "out/sub/b.md", built: []string{"a.md"}},
		{name: "a folder of the output, entirely", path: "out/sub", mode: 0, code: exitTrouble, told: "sub", built: []string{"a.md"}},
		{name: "an output, which is replaced", path: "out/a.md", mode: 0o444, code: exitDone, built: []string{"a.md", "sub/b.md"}},
		{name: "the record", path: "out/.bibun/record", mode: 0o444, code: exitDone, built: []string{"a.md", "sub/b.md"}},
		{name: "the record, entirely", path: "out/.bibun/record", mode: 0, code: exitTrouble, told: ".bibun/record"},
		{name: "the folder of the record", path: "out/.bibun", mode: 0, code: exitTrouble, told: ".bibun"},
		{name: "notes in place", path: "notes/sub", mode: 0o555, inPlace: true, code: exitTrouble, told: "notes/sub/b.md"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// Not in parallel: a program that was just written can't be run while another
			// test starts a process, which has the file open for a moment.
			changed := "# changed\n"
			p := notesFor(t, nil)
			home := p.src
			p.src, p.out = filepath.Join(home, "notes"), filepath.Join(home, "out")
			for name, text := range map[string]string{"a.md": "# a\n", "sub/b.md": "# b\n", "sub/.gitignore": "draft.md\n", "sub/draft.md": "draft\n", "bibun.toml": "lang = \"en\"\n"} {
				p.save(name, text)
			}
			p.asNobody()
			args := []string{"build", p.src, "-o", p.out, "--lang", "en"}
			run := func(code int) {
				t.Helper()
				p.start(args...)
				p.cmd.Wait()
				if got := p.cmd.ProcessState.ExitCode(); got != code {
					t.Errorf("exit code %d, want %d: %s", got, code, p.said())
				}
			}
			run(exitDone)
			texts := map[string]string{"a.md": "# a\n", "sub/b.md": "# b\n"}
			if tt.inPlace {
				args = []string{"build", "--in-place", p.src, "--lang", "en"}
				changed = "```diff\nf(x) = x^2\nf'(x)\n```\n"
			}
			for name := range texts {
				p.save(name, changed)
			}
			path := filepath.Join(home, tt.path)
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			os.Chmod(path, tt.mode)
			run(tt.code)
			os.Chmod(path, info.Mode())
			if said := p.said(); !strings.Contains(said, tt.told) || tt.code != exitDone && (!strings.Contains(said, "permission denied") || !strings.Contains(said, "ls -ld")) {
				t.Errorf("it said %s", said)
			}
			for _, name := range tt.built {
				texts[name] = changed
			}
			if tt.inPlace {
				if text, _ := os.ReadFile(filepath.Join(p.src, "sub/b.md")); string(text) != changed {
					t.Errorf("the note became %q", text)
				}
			} else {
				for name, want := range texts {
					if got := p.output(name); got != want {
						t.Errorf("%s is %q, want %q", name, got, want)
					}
				}
			}
			for _, dir := range []string{p.src, p.out} {
				for name := range treeOf(t, dir) {
					if temporary(name) {
						t.Errorf("left is %s", name)
					}
				}
			}
			run(exitDone)
			if got := p.output("sub/b.md"); !tt.inPlace && got != changed || p.output("sub/draft.md") != "" {
				t.Errorf("the next run: %q", got)
			}
		})
	}
}

// A disk that may only be read is told about, also where there would be nothing to
// write.
func TestReadOnlyDisk(t *testing.T) {
	needsNamespaces(t)
	for _, j := range journeys() {
		if j.name == "render" {
			continue
		}
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			dir := courseFolder(t)
			old := j.prepared(t)
			old.laid(t, dir)
			bibun, err := exec.LookPath("bibun")
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("unshare", append([]string{"-Urm", "sh", "-ec", `
				mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; cd "$1/.."
				bibun=$0; shift
				exec "$bibun" "$@"`, bibun, dir}, j.args...)...)
			cmd.Env = append(os.Environ(), "LANG=C")
			out, _ := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != exitTrouble || !strings.Contains(string(out), "read-only file system") || !strings.Contains(string(out), "nothing can be written there") {
				t.Errorf("exit code %d: %s", code, out)
			}
			if d := treeOf(t, dir).differs(old); d != "" {
				t.Error(d)
			}
		})
	}
}

// What an output is to be written to in place of a link is refused.
func TestOneNoteToALink(t *testing.T) {
	dir := courseFolder(t)
	tree{"a.md": {0o644, "new\n"}, "mine.md": {0o644, "mine\n"}}.laid(t, dir)
	for _, to := range []string{"mine.md", "missing.md"} {
		link := filepath.Join(dir, "link.md")
		os.Remove(link)
		if err := os.Symlink(to, link); err != nil {
			t.Skip(err)
		}
		for _, args := range [][]string{{"build", "course/a.md", "-o", "course/link.md"}, {"build", "--in-place", "course/link.md"}} {
			r := runIn(t, dir, args...)
			if args[1] == "--in-place" && to == "mine.md" { // nothing to write
				continue
			}
			if r.code != exitTrouble {
				t.Error(r)
			}
		}
		if text, _ := os.ReadFile(filepath.Join(dir, "mine.md")); string(text) != "mine\n" {
			t.Errorf("the file behind the link became %q", text)
		}
		if _, err := os.Stat(filepath.Join(dir, "missing.md")); err == nil {
			t.Error("a file was made behind a link")
		}
	}
}
