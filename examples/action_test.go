package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// action is what GitHub reads of action.yml; its documentation calls this the
// metadata syntax.
type action struct {
	Name, Description string
	Inputs            map[string]struct {
		Description string
		Default     *string
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

type step struct {
	Name, ID, Uses, Shell, Run string
	Env, With                  map[string]string
}

func readAction(t *testing.T) action {
	t.Helper()
	var a action
	decoder := yaml.NewDecoder(strings.NewReader(read(t, "../action.yml")))
	if err := decoder.Decode(&a); err != nil {
		t.Fatal(err)
	}
	return a
}

var input = regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`)

// TestAction looks at action.yml: a step has all that it needs, scripts have nothing
// put into their text, every input is used, and examples give no others.
func TestAction(t *testing.T) {
	a := readAction(t)
	if a.Name == "" || a.Description == "" || a.Runs.Using != "composite" {
		t.Errorf("the action is %+v", a)
	}
	used := map[string]bool{}
	ids := map[string]bool{}
	for _, s := range a.Runs.Steps {
		ids[s.ID] = true
		if (s.Uses == "") == (s.Run == "") || s.Run != "" && s.Shell == "" {
			t.Errorf("step %q is neither of one kind nor the other", s.Name)
		}
		if strings.Contains(s.Run, "${{") {
			t.Errorf("step %q runs what is put into its text", s.Name)
		}
		for name, value := range s.Env {
			if m := input.FindStringSubmatch(value); m != nil {
				used[m[1]] = true
				if !strings.Contains(s.Run, "$"+name) {
					t.Errorf("step %q doesn't look at %s", s.Name, name)
				}
			}
		}
	}
	for name, in := range a.Inputs {
		if !used[name] || in.Description == "" || in.Default == nil {
			t.Errorf("the input %s isn't used, has no description or no default", name)
		}
	}
	for name := range used {
		if _, ok := a.Inputs[name]; !ok {
			t.Errorf("there is no input %s", name)
		}
	}
	for name, out := range a.Outputs {
		if m := regexp.MustCompile(`^\$\{\{ steps\.([a-z]+)\.outputs\.` + name + ` \}\}$`).FindStringSubmatch(out.Value); m == nil || !ids[m[1]] {
			t.Errorf("the output %s is %q", name, out.Value)
		}
	}

	var workflow struct {
		Jobs map[string]struct{ Steps []step }
	}
	if err := yaml.Unmarshal([]byte(read(t, "github-action/notes.yml")), &workflow); err != nil {
		t.Fatal(err)
	}
	uses := 0
	for _, job := range workflow.Jobs {
		for _, s := range job.Steps {
			if !strings.HasPrefix(s.Uses, "bibun-md/bibun@") {
				continue
			}
			uses++
			for name := range s.With {
				if _, ok := a.Inputs[name]; !ok {
					t.Errorf("the example gives an input %s", name)
				}
			}
		}
	}
	if uses != 2 {
		t.Errorf("the example uses the action %d times", uses)
	}
}

// obeyed are the lines of a log that GitHub's runner takes for commands: none between
// ::stop-commands::token and ::token::.
func obeyed(log string) (commands []string) {
	token := ""
	for line := range strings.Lines(log) {
		line = strings.TrimSpace(line)
		switch stop, stops := strings.CutPrefix(line, "::stop-commands::"); {
		case token != "":
			if line == "::"+token+"::" {
				token = ""
			}
		case stops:
			token = stop
		case strings.HasPrefix(line, "::"), strings.Contains(line, "##["):
			commands = append(commands, line)
		}
	}
	if token != "" {
		commands = append(commands, "nothing any more")
	}
	return commands
}

// TestActionRuns runs the scripts of the action as GitHub's runner does, in a
// workspace with notes.
func TestActionRuns(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("bash is taken for granted")
	}
	a := readAction(t)
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	// The program is the one that was built already, or else the first run builds it.
	run := func(t *testing.T, workspace string, inputs map[string]string) (log string, outputs []string, ok bool) {
		t.Helper()
		output, path := filepath.Join(t.TempDir(), "output"), filepath.Join(t.TempDir(), "path")
		for _, s := range a.Runs.Steps {
			if s.Run == "" {
				continue
			}
			script := filepath.Join(t.TempDir(), "script.sh")
			if err := os.WriteFile(script, []byte(s.Run), 0o644); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", script)
			cmd.Dir = workspace
			cmd.Env = append(os.Environ(), "GITHUB_WORKSPACE="+workspace, "GITHUB_ACTION_PATH="+root,
				"GITHUB_OUTPUT="+output, "GITHUB_PATH="+path, "RUNNER_TEMP="+temp, "LC_ALL=C.UTF-8")
			for name, value := range s.Env {
				if m := input.FindStringSubmatch(value); m != nil {
					var given bool
					if value, given = inputs[m[1]]; !given {
						value = *a.Inputs[m[1]].Default
					}
				}
				cmd.Env = append(cmd.Env, name+"="+value)
			}
			out, err := cmd.CombinedOutput()
			log += string(out)
			if err != nil {
				if s.ID != "run" {
					t.Fatalf("step %q: %v\n%s", s.Name, err, out)
				}
				return log, strings.Fields(read(t, output)), false
			}
		}
		if got := strings.TrimSpace(read(t, path)); got != filepath.Join(temp, "bibun") {
			t.Errorf("the path gets %q", got)
		}
		return log, strings.Fields(read(t, output)), true
	}

	workspace := t.TempDir()
	for name, text := range map[string]string{
		"notes/good.md":     "# A\n\n```diff\nf(x) = x^2\nf'(x)\n```\n",
		"notes/a b/bad.md":  "```diff\nf(x) = 1/2x\nf'(x)\n```\n",
		"notes/hostile.md":  "::set-output name=a::b\n ##[error]c\n\n```diff\nf(x) = x^2\nf'(x)\n```\n::warning::d\n",
		"notes/a b/warn.md": "```diff\nf(x) = x^2\n- f'(x)\n```\n",
	} {
		file := filepath.Join(workspace, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const annotation = "::error file=notes/a b/bad.md,line=2,endLine=2,col=8,endColumn=11,title=ambiguous-division::"
	for _, tt := range []struct {
		name    string
		inputs  map[string]string
		ok      bool
		log     string
		outputs []string
	}{
		{"by default", nil, false, annotation, []string{"errors=1", "warnings=1"}},
		{"good", map[string]string{"paths": "notes/good.md\n"}, true, "", []string{"errors=0", "warnings=0"}},
		{"warning", map[string]string{"paths": "notes/a b/warn.md", "args": "--fail-on=warning\n"}, false, "::warning file=notes/a b/warn.md,line=3,", []string{"errors=0", "warnings=1"}},
		{"stale", map[string]string{"mode": "in-place", "paths": "notes/good.md"}, false, "::error file=notes/good.md,title=stale::", []string{"errors=1", "warnings=0"}},
		{"build", map[string]string{"mode": "build", "paths": "notes/good.md", "output": "site dir/", "to": "html"}, true, "", []string{"errors=0", "warnings=0"}},
		// What a note says mustn't be a command to the runner.
		{"a difference", map[string]string{"mode": "in-place", "paths": "notes/hostile.md", "args": "--diff\n"}, false, "\n+<!-- bibun:begin", []string{"errors=1", "warnings=0"}},
		{"no path", map[string]string{"paths": "$(touch pwned); touch pwned\n--config\n`touch pwned`"}, false, "::error", []string{"errors=1", "warnings=0"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log, outputs, ok := run(t, workspace, tt.inputs)
			if ok != tt.ok || !strings.Contains(log, tt.log) || !slices.Equal(outputs, tt.outputs) {
				t.Errorf("succeeded: %v; outputs %q; log:\n%s", ok, outputs, log)
			}
			for _, command := range obeyed(log) {
				if !strings.HasPrefix(command, "::error ") && !strings.HasPrefix(command, "::error::") && !strings.HasPrefix(command, "::warning ") {
					t.Errorf("the runner obeys %q", command)
				}
			}
		})
	}
	if !strings.Contains(read(t, filepath.Join(workspace, "site dir", "good.html")), `\(f(x)=x^2\)`) {
		t.Error("the page has no formula")
	}
	if _, err := os.Stat(filepath.Join(workspace, "pwned")); err == nil {
		t.Error("an input was run")
	}
}
