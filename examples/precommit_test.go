package examples_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// TestPreCommit makes commits in a repository that has the hooks, as the example
// configures them, from a repository that holds this one's files.
func TestPreCommit(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("pre-commit is not run without %s=1", typeset.All)
	}
	s := newShell(t, nil)
	hooks, repository := t.TempDir(), t.TempDir()
	copyModule(t, hooks)
	s.run(hooks, "git", "init", "--quiet")
	s.run(hooks, "git", "add", "--all", "--force")
	s.run(hooks, "git", "commit", "--quiet", "--message", "all")

	config := strings.NewReplacer("https://github.com/bibun-md/bibun", filepath.ToSlash(hooks),
		"rev: main", "rev: "+strings.TrimSpace(s.run(hooks, "git", "rev-parse", "HEAD"))).
		Replace(read(t, "pre-commit/.pre-commit-config.yaml"))
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(repository, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.run(repository, "git", "init", "--quiet")
	write(".pre-commit-config.yaml", config)
	s.run(repository, "pre-commit", "install")
	s.run(repository, "git", "add", "--all")

	// What isn't a note isn't looked at; what is one stops the commit.
	const wrong = "```diff\nf(x) = 1/2x\nf'(x)\n```\n"
	write("text.txt", wrong)
	s.run(repository, "git", "add", "--all")
	s.run(repository, "git", "commit", "--message", "no notes")
	write("a.md", wrong)
	write("b.tex", "\\begin{diff}\nf(x) = 1/2x\nf'(x)\n\\end{diff}\n")
	s.run(repository, "git", "add", "--all")
	out := s.fail(repository, "git", "commit", "--message", "wrong")
	for _, want := range []string{"bibun check.", "Failed", `a.md:2:8: error: "1/2x"`, `b.tex:2:8: error: "1/2x"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing:\n%s", want, out)
		}
	}

	// A new solution stops the commit once.
	s.run(repository, "git", "rm", "--quiet", "--force", "b.tex")
	write("a.md", strings.Replace(wrong, "1/2x", "x/2", 1))
	write("notes/c.md", "# C\n\n```diff\nf(x) = x^2\nf'(x)\n```\n")
	s.run(repository, "git", "add", "--all")
	out = s.fail(repository, "git", "commit", "--message", "new")
	if !strings.Contains(out, "files were modified by this hook") {
		t.Errorf("the note wasn't written:\n%s", out)
	}
	if got := read(t, filepath.Join(repository, "notes/c.md")); !strings.Contains(got, "<!-- bibun:begin") || !strings.Contains(got, "Solution.") {
		t.Errorf("the note has no solution:\n%s", got)
	}
	if got := read(t, filepath.Join(repository, "a.md")); strings.Contains(got, "bibun:") {
		t.Errorf("a note outside the folder was written:\n%s", got)
	}
	s.run(repository, "git", "add", "--all")
	s.run(repository, "git", "commit", "--message", "new")
}

// copyModule copies the files of this module, but for what others have put beside them.
func copyModule(t *testing.T, to string) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel("..", path)
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && d.Name() != ".pre-commit-hooks.yaml" && name != "."
		switch {
		case d.IsDir() && (hidden || d.Name() == "node_modules" || name == "out"):
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		case hidden || !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
