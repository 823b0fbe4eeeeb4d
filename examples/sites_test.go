package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// TestSites builds the sites of Hugo, Jekyll and Eleventy by the commands of their
// READMEs. The formulas that arrive on a page are those that bibun writes for the
// preset of the site, and the author's own.
func TestSites(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("sites are not built without %s=1", typeset.All)
	}
	for _, tt := range []struct {
		name, note, page string
		// The programs of the site, as the README calls them, and where they are.
		programs map[string]string
		// How formulas stand in Markdown, and on a page.
		written, arrived string
	}{
		{"hugo", "slopes.md", "public/slopes/index.html",
			map[string]string{"hugo": "../.tools/hugo"},
			`(?s)\\\((.*?)\\\)|\$\$(.*?)\$\$`, `(?s)\\\((.*?)\\\)|\$\$(.*?)\$\$`},
		{"jekyll", "2026-01-05-slopes.md", "_site/slopes/index.html", nil,
			`(?s)\$\$(.*?)\$\$`, `(?s)\\\((.*?)\\\)|\\\[(.*?)\\\]`},
		{"eleventy", "slopes.md", "_site/slopes/index.html", nil,
			`(?s)\\\\\((.*?)\\\\\)|\$\$(.*?)\$\$`, `(?s)\\\((.*?)\\\)|\$\$(.*?)\$\$`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newShell(t, tt.programs)
			site := filepath.Join(t.TempDir(), "site")
			// A link would do for the packages, if Node didn't look beside where it leads.
			if out, err := exec.Command("cp", "-R", tt.name, site).CombinedOutput(); err != nil {
				t.Fatalf("cp: %v\n%s", err, out)
			}

			solved := string(bibun(t, "render", filepath.Join(tt.name, "notes", tt.note)))
			written := formulas(quoteMarks.ReplaceAllString(solved, ""), tt.written)
			if len(written) < 10 {
				t.Fatalf("only %d formulas: %q", len(written), written)
			}
			for _, c := range indented.FindAllStringSubmatch(read(t, tt.name+"/README.md"), -1) {
				if c[1] == "npm ci" { // make engines has done it
					continue
				}
				s.run(site, "bash", "-c", c[1])
			}
			page := read(t, filepath.Join(site, filepath.FromSlash(tt.page)))
			if diff := cmp.Diff(written, formulas(page, tt.arrived)); diff != "" {
				t.Errorf("%s\n%s", diff, page)
			}
			for _, kept := range []string{"-The slope is steep.", "+The slope is 3.", "In a quote, &lt; and &amp; among it", "mathjax@4"} {
				if !strings.Contains(page, kept) {
					t.Errorf("%q is not on the page:\n%s", kept, page)
				}
			}
		})
	}
}

var quoteMarks = regexp.MustCompile(`(?m)^> ?`)

// TestEleventyFails has a mistake end the build of Eleventy, with its place.
func TestEleventyFails(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("sites are not built without %s=1", typeset.All)
	}
	s, site := newShell(t, nil), filepath.Join(t.TempDir(), "site")
	if out, err := exec.Command("cp", "-R", "eleventy", site).CombinedOutput(); err != nil {
		t.Fatalf("cp: %v\n%s", err, out)
	}
	wrong := "---\ntitle: Wrong\n---\n\n```diff\nf(x) = 1/2x\nf'(x)\n```\n"
	if err := os.WriteFile(filepath.Join(site, "notes", "wrong.md"), []byte(wrong), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := s.fail(site, "npx", "eleventy"); !strings.Contains(out, `notes/wrong.md:6:8: error: "1/2x"`) {
		t.Errorf("the mistake is not told:\n%s", out)
	}
}
