// Package typeset is for tests: it has formulas drawn by MathJax 4, MathJax 3
// and KaTeX, and fails the test for every one that an engine does not like.
//
// The engines are npm packages, pinned in calculus/latex/testdata/typeset.
// Install them once with
//
//	npm ci --prefix calculus/latex/testdata/typeset
package typeset

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Formula is a formula without delimiters.
type Formula struct {
	TeX string `json:"tex"`
	// Inline is set when the formula stands in running text and not in a
	// display of its own.
	Inline bool `json:"inline,omitempty"`
}

// Failure is what an engine had against a formula.
type Failure struct {
	Engine string
	TeX    string
	Error  string
}

// All is the environment variable that, set to 1, has the tests that need other
// programs run. They are skipped without it, so that `go test` stays quick; with
// it a missing program is a failure, so that a full run can't pass by having
// tested nothing.
const All = "BIBUN_TEST_ALL"

// Displays has each text drawn as a display; see [Run].
func Displays(t testing.TB, tex []string) {
	t.Helper()
	formulas := make([]Formula, len(tex))
	for i, s := range tex {
		formulas[i].TeX = s
	}
	Run(t, formulas)
}

// Run has every formula drawn by every engine and reports the failures as
// errors of t. It skips t when Node.js or the engines are not installed.
func Run(t testing.TB, formulas []Formula) {
	t.Helper()
	for _, f := range Draw(t, formulas) {
		t.Errorf("%s: %s\n\t%s", f.Engine, f.Error, f.TeX)
	}
}

// Draw is Run for a test that wants to see the failures itself.
func Draw(t testing.TB, formulas []Formula) []Failure {
	t.Helper()
	node, dir := engines(t)
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	seen := map[Formula]bool{}
	for _, f := range formulas {
		if seen[f] {
			continue
		}
		seen[f] = true
		if err := enc.Encode(f); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(node, filepath.Join(dir, "typeset.mjs"))
	cmd.Stdin = &in
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("typeset.mjs: %v\n%s", err, stderr.Bytes())
	}
	var failures []Failure
	drawn := -1
	for line := range bytes.Lines(out) {
		var r struct {
			Failure
			Drawn *int
		}
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatalf("typeset.mjs said %q: %v", line, err)
		}
		if r.Drawn != nil {
			drawn = *r.Drawn
			continue
		}
		failures = append(failures, r.Failure)
	}
	if drawn != len(seen) {
		t.Fatalf("typeset.mjs drew %d formulas of %d", drawn, len(seen))
	}
	return failures
}

// engines finds Node.js and the folder that holds the engines.
func engines(t testing.TB) (node, dir string) {
	t.Helper()
	if os.Getenv(All) != "1" {
		t.Skipf("formulas are not typeset without %s=1", All)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("formulas are not typeset: no node on the PATH")
	}
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	const place = "calculus/latex/testdata/typeset"
	dir = filepath.Join(root, filepath.FromSlash(place))
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Fatalf("formulas are not typeset: run npm ci --prefix %s first", place)
	}
	return node, dir
}

// moduleRoot returns the nearest folder above the test's that holds a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod above the working directory")
		}
		dir = up
	}
}
