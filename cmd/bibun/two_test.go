package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestTwoAtOnce runs the same command several times at once, where nothing keeps the
// second out: in place, one note to one file, and init. Each writes whole files or says
// why it doesn't, no text is lost, and no temporary is left.
func TestTwoAtOnce(t *testing.T) {
	for _, j := range journeys() {
		switch j.name {
		case "in place", "one note", "one note in place", "init":
		default: // kept out by the lock, or writing nothing
			continue
		}
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			old := j.prepared(t)
			dir := courseFolder(t)
			old.laid(t, dir)
			if r := runIn(t, dir, j.args...); r.code != exitDone {
				t.Fatal(r)
			}
			want := treeOf(t, dir)
			for range 10 {
				old.laid(t, dir)
				var all sync.WaitGroup
				outcomes := make([]outcome, 4)
				for i := range outcomes {
					all.Go(func() { outcomes[i] = runIn(t, dir, j.args...) })
				}
				all.Wait()
				done := 0
				for _, r := range outcomes {
					switch {
					case r.code == exitDone:
						done++
					case strings.Contains(r.stderr, "it was changed while"), j.once && (strings.Contains(r.stderr, "is there already") || strings.Contains(r.stderr, "file exists")):
					default:
						t.Error(r)
					}
				}
				if d := treeOf(t, dir).differs(want); d != "" || done == 0 {
					t.Fatalf("%d of them done: %s\n%v", done, d, outcomes)
				}
			}
		})
	}
}

// TestInPlaceKeepsEveryByte takes the solutions out again of all notes of the examples,
// of their CRLF twins and of some with bytes that are no text: what is left is what the
// author wrote.
func TestInPlaceKeepsEveryByte(t *testing.T) {
	dir := courseFolder(t)
	written := tree{}
	add := func(name, text string) { written[name] = node{0o600, text} }
	var examples []string
	err := filepath.WalkDir("../../examples", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "node_modules" {
			return fs.SkipDir
		}
		if err == nil && filepath.Ext(path) == ".md" {
			examples = append(examples, path)
		}
		return err
	})
	if err != nil || len(examples) < 10 {
		t.Fatal(err, examples)
	}
	const block = "```diff\nf(x) = x^2\nf'(x)\n```"
	for i, file := range examples {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		add(fmt.Sprintf("lf-%d.md", i), string(text))
		add(fmt.Sprintf("crlf-%d.md", i), strings.ReplaceAll(string(text), "\n", "\r\n"))
		add(fmt.Sprintf("no-end-%d.md", i), strings.TrimRight(string(text), "\n"))
		add(fmt.Sprintf("bytes-%d.md", i), "\ufeff"+string(text)+"\n\x00\xff\xfe and \xe3\x81\n\n"+block+"\n\n> - "+strings.ReplaceAll(block, "\n", "\n>   ")+"\n\n\t\n \n")
	}
	written.laid(t, dir)
	if r := runIn(t, dir, "build", "--in-place", "course", patiently); r.code == exitTrouble || !strings.Contains(r.stderr, "files written") {
		t.Fatal(r)
	}
	solved := 0
	for name, was := range written {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		n := strings.Count(string(text), "bibun:begin") - strings.Count(was.text, "bibun:begin")
		solved += n
		if left := withoutSolutions(string(text)); left != withoutSolutions(was.text) {
			t.Errorf("%s lost something: %s", name, firstDifference(left, withoutSolutions(was.text)))
		}
	}
	if solved < len(written) {
		t.Errorf("%d solutions in %d notes", solved, len(written))
	}
	once := treeOf(t, dir)
	if r := runIn(t, dir, "build", "--in-place", "course", patiently); treeOf(t, dir).differs(once) != "" {
		t.Errorf("the second time isn't as the first: %v", r)
	}
}

// withoutSolutions is a note without the lines from a begin comment to its end, and
// without the blank lines, which a solution may bring along.
func withoutSolutions(text string) string {
	var left strings.Builder
	inside := false
	for line := range strings.Lines(text) {
		switch {
		case strings.Contains(line, "bibun:begin"):
			inside = true
		case strings.Contains(line, "bibun:end"):
			inside = false
		case !inside && strings.Trim(line, "> \t\r\n") != "":
			left.WriteString(strings.TrimRight(line, "\r\n") + "\n")
		}
	}
	return left.String()
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%.60q, not %.60q", a[i:], b[i:])
}
