package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// shell runs programs in an environment that is a test's own, with bibun in the path.
type shell struct {
	t   *testing.T
	env []string
}

// newShell makes a shell. More programs come into its path by name, from files.
func newShell(t *testing.T, programs map[string]string) shell {
	t.Helper()
	home, bin := t.TempDir(), t.TempDir()
	link := func(name, file string) {
		file, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(file); err != nil {
			t.Fatalf("make engines: %v", err)
		}
		if err := os.Symlink(file, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	link("bibun", command)
	for name, file := range programs {
		link(name, file)
	}
	out, err := exec.Command("go", "env", "GOMODCACHE", "GOENV", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	places := strings.Split(string(out), "\n")
	return shell{t, append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
		"HOME="+home, "PRE_COMMIT_HOME="+filepath.Join(home, "pre-commit"),
		// What is there already isn't fetched and built again.
		"GOMODCACHE="+places[0], "GOENV="+places[1], "GOCACHE="+places[2],
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org",
		"LC_ALL=C.UTF-8")}
}

func (s shell) output(dir string, args []string) (string, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir, cmd.Env = dir, s.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// run runs a program, which must succeed, and returns all that it prints.
func (s shell) run(dir string, args ...string) string {
	s.t.Helper()
	out, err := s.output(dir, args)
	if err != nil {
		s.t.Fatalf("%q: %v\n%s", args, err, out)
	}
	return out
}

// fail is run for a program that must not succeed.
func (s shell) fail(dir string, args ...string) string {
	s.t.Helper()
	out, err := s.output(dir, args)
	if err == nil {
		s.t.Fatalf("%q succeeded:\n%s", args, out)
	}
	return out
}
