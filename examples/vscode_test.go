package examples_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// problem is what a problem matcher of VS Code finds in a line.
type problem struct {
	File, Severity, Message string
	Line, Column            int
}

type matcher struct {
	Pattern struct {
		Regexp                                string
		Kind                                  string
		File, Line, Column, Severity, Message int
	}
}

// match matches one line.
func (m matcher) match(line string) (p problem, ok bool) {
	groups := regexp.MustCompile(m.Pattern.Regexp).FindStringSubmatch(line)
	if groups == nil {
		return p, false
	}
	p = problem{File: groups[m.Pattern.File], Severity: groups[m.Pattern.Severity], Message: groups[m.Pattern.Message]}
	if m.Pattern.Kind != "file" {
		p.Line, _ = strconv.Atoi(groups[m.Pattern.Line])
		p.Column, _ = strconv.Atoi(groups[m.Pattern.Column])
	}
	return p, true
}

// TestVSCode runs the tasks on notes with mistakes. What their matchers find in the
// output, line for line, is what bibun says in JSON.
func TestVSCode(t *testing.T) {
	var file struct {
		Tasks []struct {
			Label, Command string
			Args           []string
			ProblemMatcher []matcher
		}
	}
	if err := json.Unmarshal([]byte(read(t, "vscode/tasks.json")), &file); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	const open = "notes: 1, 2/bad: error: x.md"
	for name, text := range map[string]string{
		open:           "\ufeff損失\r\n\r\n> ```diff\r\n> 損失(x) = x/2 + 1/2x\r\n> 損失'(x)\r\n> ```\r\n",
		"two.markdown": "```diff {step=brief}\nf(x) = x^2\nf'(x)\ng'(x)\n```\n\n```diff\nf(x) = x^2\n- f'(x)\n```\n",
		"paper.tex":    "\\begin{diff}\nf(x) = 1/2x\nf'(x)\n\\end{diff}\n",
		"long.md":      strings.Repeat("text\n", 300) + "\n```diff\nf(x) = x^2\nf'(x)\n```\n",
		"good.md":      "text\n",
	} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args []string) string {
		cmd := exec.Command(command, args...)
		cmd.Dir = folder
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		cmd.Run() // it fails, for there are mistakes
		return strings.TrimRight(stderr.String(), "\n")
	}
	// A note above the limit is told of as a whole file.
	limit := []string{"--limit", "file-bytes=1000"}
	if len(file.Tasks) < 2 {
		t.Fatalf("the tasks are %+v", file.Tasks)
	}
	for _, task := range file.Tasks {
		t.Run(task.Label, func(t *testing.T) {
			if task.Command != "bibun" {
				t.Fatalf("the command is %s", task.Command)
			}
			args := strings.Split(strings.ReplaceAll(strings.Join(task.Args, "\n"), "${relativeFile}", filepath.FromSlash(open)), "\n")
			args = append(args, limit...)
			var want []problem
			for line := range strings.Lines(run(append(args[:len(args):len(args)], "--format", "json"))) {
				var p problem
				if err := json.Unmarshal([]byte(line), &p); err != nil {
					t.Fatalf("%v: %s", err, line)
				}
				want = append(want, p)
			}
			var got []problem
			for _, line := range strings.Split(run(args), "\n") {
				found := 0
				for _, m := range task.ProblemMatcher {
					if p, ok := m.match(line); ok {
						got = append(got, p)
						found++
					}
				}
				if found != 1 {
					t.Errorf("%d matchers match %q", found, line)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			whole := slices.ContainsFunc(got, func(p problem) bool { return p.Line == 0 })
			if least := map[bool]int{true: 5, false: 1}[args[0] == "check"]; len(got) < least || args[0] == "check" && !whole {
				t.Errorf("only %d problems: %+v", len(got), got)
			}
		})
	}
}
