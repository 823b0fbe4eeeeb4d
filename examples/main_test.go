// Package examples_test builds the notes in this folder with the command, as a
// reader of the README does, and looks at what comes out: as text, as formulas
// that three engines draw, and as pages in a browser. It also holds the tests
// that need the whole repository.
package examples_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// command is the path of bibun, built from this repository.
var command string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "bibun-examples-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	command = filepath.Join(dir, "bibun.exe") // the name does no harm elsewhere
	if out, err := exec.Command("go", "build", "-o", command, "../cmd/bibun").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// bibun runs the command, which must succeed, and returns its standard output.
func bibun(t testing.TB, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(command, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("bibun %q: %v\n%s", args, err, stderr.Bytes())
	}
	return stdout.Bytes()
}
