package examples_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/extension"
)

// TestReadme keeps what both READMEs say about the command true.
func TestReadme(t *testing.T) {
	for _, tt := range []struct{ file, lang string }{{"../README.md", "en"}, {"../README.ja.md", "ja"}} {
		t.Run(tt.file, func(t *testing.T) {
			text, err := os.ReadFile(tt.file)
			if err != nil {
				t.Fatal(err)
			}
			readme := string(text)
			for _, name := range extension.PresetNames() {
				if name != "html" && name != "latex" && !strings.Contains(readme, "`"+name+"`") {
					t.Errorf("the preset %s is missing", name)
				}
			}
			commands := regexp.MustCompile(`(?m)^  ([a-z]+) {2,}`).FindAllStringSubmatch(string(bibun(t, "--help")), -1)
			if len(commands) < 5 {
				t.Errorf("--help names the commands %q only", commands)
			}
			for _, c := range commands {
				if c[1] != "help" && !strings.Contains(readme, "`bibun "+c[1]) {
					t.Errorf("the command %s is missing", c[1])
				}
			}
			if want := complaint(t, tt.lang); !strings.Contains(readme, want) {
				t.Errorf("the complaint is now\n%s", want)
			}
			for _, c := range cells.FindAllStringSubmatch(section(readme), -1) {
				if strings.Contains(c[1], "; ∂") { // a whole block
					solve(t, tt.lang, c[1])
				}
			}
		})
	}
}

// TestLimits fails once one of these can be worked out: then both READMEs have to
// say so, under limits and in the table.
func TestLimits(t *testing.T) {
	for _, text := range []string{
		`f(x) = \int_0^x t^2\,dt; f'(x)`,
		`f(x) = \lim_{h\to 0} x; f'(x)`,
		`L = w^\top x; dL`,
	} {
		if err := exec.Command(command, "solve", text).Run(); err == nil {
			t.Errorf("%s is solved", text)
		}
	}
}

var cells = regexp.MustCompile("`([^`]+)`")

// section is the first table of a README: the block language.
func section(readme string) string {
	_, table, _ := strings.Cut(readme, "|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	return table
}

// complaint is what the command says about a block that can be read in two
// ways, in line 42 of a note, indented as in the READMEs.
func complaint(t *testing.T, lang string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "notes"), 0o755); err != nil {
		t.Fatal(err)
	}
	note := strings.Repeat("\n", 40) + "```diff\nf(x) = 1/2x + 3\nf'(x)\n```\n"
	if err := os.WriteFile(filepath.Join(dir, "notes", "ai-09.md"), []byte(note), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(command, "check", "-q", "--lang", lang, "notes/ai-09.md")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("check: %v\n%s", err, stderr.Bytes())
	}
	return "    " + strings.ReplaceAll(strings.TrimSpace(stderr.String()), "\n", "\n    ") + "\n"
}
