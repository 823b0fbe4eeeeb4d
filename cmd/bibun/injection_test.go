package main

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/bibun-md/bibun/extension/hostile"
)

// TestInjectionCommands runs commands over folders of hostile notes with hostile
// names. What they say to people holds nothing that a terminal would obey, and no
// line of it is a command to who reads the log of a build.
func TestInjectionCommands(t *testing.T) {
	findings := 0
	for seed := range 10 {
		pick := rand.New(rand.NewPCG(uint64(seed), 3)).IntN
		dir := t.TempDir()
		t.Chdir(dir)
		name := func() string {
			s := strings.NewReplacer("/", "", "\x00", "").Replace(hostile.Line(pick))
			return s[:min(len(s), 60)]
		}
		write := func(path, text string) {
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		for range 4 {
			// A note that fails among them, so that its name is told.
			write("notes/"+name()+".md", hostile.Note(pick, true)+"\n\n```diff math\nf(x) = "+hostile.Line(pick)+"/2x "+hostile.Line(pick)+"\nf'(x)\n```\n")
			write("notes/"+name()+"d/"+name()+".tex", "\\begin{diff}\n"+hostile.Line(pick)+"\n\\end{diff}\n")
		}
		write("bibun.toml", "")
		for _, args := range []string{
			"check notes", "check notes --format short --lang ja", "build notes -v -o out", "build notes --check -o out", "build notes -v -o html --to html",
			"build notes -v -o latex --to latex", "clean -v out", "config notes", "check notes/missing\x1b[2J\u202e", "build notes --format json -o json", "check notes --format sarif",
		} {
			var stdout, stderr bytes.Buffer
			run(context.Background(), strings.Fields(args), strings.NewReader(""), &stdout, &stderr)
			told := stderr.String()
			findings += strings.Count(told, "\n")
			for _, r := range told {
				if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
					t.Errorf("seed %d: bibun %q: %U in %q", seed, args, r, told)
					break
				}
			}
			for line := range strings.Lines(told) {
				if strings.HasPrefix(strings.TrimSpace(line), "::") {
					t.Errorf("seed %d: bibun %q: a command %q", seed, args, line)
				}
			}
		}
	}
	if findings < 100 {
		t.Errorf("only %d lines were told", findings)
	}
}
