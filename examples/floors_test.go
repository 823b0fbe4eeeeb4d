package examples_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/bibun-md/bibun"

// floor is one floor of the house: a package imports only from floors below its
// own, and of other modules only those named here.
type floor struct {
	number  int
	modules []string
}

// floors are the packages and their floors. Internal packages are on the floor
// of the package that they belong to and may import each other.
var floors = map[string]floor{
	"calculus":          {0, nil},
	"calculus/latex":    {1, nil},
	"calculus/problem":  {1, []string{"github.com/alecthomas/participle/v2", "golang.org/x/text"}},
	"calculus/solution": {2, nil},
	"extension": {3, []string{"github.com/yuin/goldmark",
		// front matter, where a note's options stand
		"go.yaml.in/yaml/v3", "github.com/pelletier/go-toml/v2"}},
	"cmd/bibun":         {4, []string{"*"}},
	"examples/goldmark": {4, []string{"github.com/yuin/goldmark", "github.com/yuin/goldmark-highlighting/v2"}},
}

// testSupport are packages that only tests import. They may import the standard
// library and nothing else.
var testSupport = []string{"calculus/latex/typeset", "extension/corpus", "extension/hostile", "calculus/fuzzing"}

type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Module     *struct{ Path string }
}

func TestFloors(t *testing.T) {
	packages := list(t)
	seen := map[string]bool{}
	for _, p := range packages {
		if p.Module == nil || p.Module.Path != module {
			continue
		}
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		support := slices.Contains(testSupport, name)
		place, f, ok := floorOf(name)
		if !ok && !support && len(p.Imports) > 0 {
			t.Errorf("%s is on no floor", name)
		}
		seen[place] = true
		for _, path := range p.Imports {
			q, ok := packages[path]
			if !ok || q.Standard { // not listed is only "unsafe"
				continue
			}
			if q.Module.Path != module {
				if !slices.Contains(f.modules, "*") && !slices.Contains(f.modules, q.Module.Path) {
					t.Errorf("%s imports %s of another module", name, path)
				}
				continue
			}
			below := strings.TrimPrefix(path, module+"/")
			belowPlace, g, _ := floorOf(below)
			switch {
			case slices.Contains(testSupport, below):
				t.Errorf("%s imports %s, which is for tests", name, below)
			case support:
				t.Errorf("%s is for tests of every floor, but imports %s", name, below)
			case g.number >= f.number && !(belowPlace == place && strings.Contains(below, "/internal/")):
				t.Errorf("%s (floor %d) imports %s (floor %d)", name, f.number, below, g.number)
			}
		}
	}
	for name := range floors {
		if !seen[name] {
			t.Errorf("there is no package %s", name)
		}
	}
}

// floorOf finds the entry of floors for a package, and its key.
func floorOf(name string) (place string, f floor, ok bool) {
	place, _, _ = strings.Cut(name, "/internal/")
	f, ok = floors[place]
	return place, f, ok
}

// list returns all packages of the module and those that they depend on.
func list(t *testing.T) map[string]listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Standard,Imports,Module", module+"/...")
	out, err := cmd.Output()
	if err != nil {
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	packages := map[string]listed{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return packages
		}
		if err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
}
