package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// indented are the commands of a README.
var indented = regexp.MustCompile(`(?m)^    (.+)$`)

// TestFilter runs the commands of the README on pipes, in a repository with its note.
func TestFilter(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("cmark-gfm is not run without %s=1", typeset.All)
	}
	s, folder := newShell(t, nil), t.TempDir()
	note := read(t, "filter/note.md")
	if err := os.WriteFile(filepath.Join(folder, "note.md"), []byte(note), 0o644); err != nil {
		t.Fatal(err)
	}
	s.run(folder, "git", "init", "--quiet")
	s.run(folder, "git", "add", "--all")
	s.run(folder, "git", "commit", "--quiet", "--message", "a note")

	commands := indented.FindAllStringSubmatch(read(t, "filter/README.md"), -1)
	want := []struct{ file, formula, patch string }{
		{"note.html", `\(f(x)=e ^ {-\frac{x ^ 2}{2}}\)`, "<pre><code class=\"language-diff\">-It is steep.\n+It is flat.\n</code></pre>"},
		{"note.html", `\(f(x)=e^{-\frac{x^2}{2}}\)`, "It is flat."},
		{"note.tex", `\(f(x)=e^{-\frac{x^2}{2}}\)`, `+It\ is\ flat.`},
		{"solved.diff", `> Problem. Differentiate $f(x)=e^{-\frac{x^2}{2}}$`, ""},
	}
	if len(commands) != len(want) {
		t.Fatalf("the README has %d commands", len(commands))
	}
	for i, c := range commands {
		if out := s.run(folder, "bash", "-o", "pipefail", "-c", c[1]); out != "" {
			t.Errorf("%s prints %s", c[1], out)
		}
		got := read(t, filepath.Join(folder, want[i].file))
		if !strings.Contains(got, want[i].formula) || !strings.Contains(got, want[i].patch) {
			t.Errorf("%s makes\n%s", c[1], got)
		}
	}

	// Of a solved note, only the block is another.
	out := s.run(folder, "bash", "-c", "bibun render - < note.md")
	before, after, _ := strings.Cut(note, "```diff\nf(x) = e^{-x^2/2}\nf'(x)\n```\n")
	if !strings.HasPrefix(out, before) || !strings.HasSuffix(out, after) {
		t.Errorf("more than the block is another:\n%s", out)
	}

	// A mistake is told, and the note comes out.
	out = s.fail(folder, "bash", "-c", `sed 's|-x^2/2|1/2x|' note.md | bibun render - --format short`)
	if !strings.Contains(out, "\n-:13:11: error: ") && !strings.HasPrefix(out, "-:13:11: error: ") || !strings.Contains(out, "f(x) = e^{1/2x}") {
		t.Errorf("a mistake gives\n%s", out)
	}

	// Who has read enough may go.
	if out := s.run(folder, "bash", "-c", "{ cat note.md; yes text | head -n 1000000; } | bibun render - | head -n 1"); out != "---\n" {
		t.Errorf("the first line is %q", out)
	}
}
