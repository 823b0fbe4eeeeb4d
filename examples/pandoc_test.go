package examples_test

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// TestPandoc has pandoc convert notes with bibun as its filter, and finds in what it
// writes the formulas of the page that bibun makes of the note itself.
func TestPandoc(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("pandoc is not run without %s=1", typeset.All)
	}
	filter := filepath.Join(t.TempDir(), "pandoc-bibun")
	if err := os.Symlink(command, filter); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		note  string
		latex []string // more arguments for a document that TeX sets
	}{
		{"slopes", nil},
		{"zenbibun", []string{"-V", "documentclass=ltjsarticle"}},
	} {
		t.Run(tt.note, func(t *testing.T) {
			note := "pandoc/" + tt.note + ".md"
			// bibun knows a fence by its info string.
			plain := strings.NewReplacer("{.diff ", "diff {", "#product ", "").Replace(read(t, note))
			file := filepath.Join(t.TempDir(), "note.md")
			if err := os.WriteFile(file, []byte(plain), 0o644); err != nil {
				t.Fatal(err)
			}
			page := string(bibun(t, "render", "--to", "html", "--fragment", "--lang", map[string]string{"slopes": "en", "zenbibun": "ja"}[tt.note], file))
			want := formulas(page, `(?s)\\\((.*?)\\\)|\\\[(.*?)\\\]`)
			if len(want) < 5 {
				t.Fatalf("only %d formulas in\n%s", len(want), page)
			}
			convert := func(args ...string) string {
				return pandoc(t, "", append([]string{"--filter", filter, "--fail-if-warnings", note}, args...)...)
			}

			got := convert("-t", "html", "--mathjax")
			if diff := cmp.Diff(want, formulas(got, `(?s)\\\((.*?)\\\)|\\\[(.*?)\\\]`)); diff != "" {
				t.Errorf("html: %s", diff)
			}
			asJSON := pandoc(t, "", note, "-t", "json")
			filtered := exec.Command(command, "pandoc", "html")
			filtered.Stdin = strings.NewReader(asJSON)
			out, err := filtered.Output()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got, pandoc(t, string(out), "-f", "json", "-t", "html", "--mathjax")); diff != "" {
				t.Errorf("a pipe differs from --filter: %s", diff)
			}

			got = convert("-t", "gfm+tex_math_dollars", "--wrap=none")
			marks := regexp.MustCompile(`(?m)^(> ?)+|\\\$`) // of quotes, and dollars that are money
			if diff := cmp.Diff(want, formulas(marks.ReplaceAllString(got, ""), `(?s)\$\$(.*?)\$\$|\$([^ ].*?)\$`)); diff != "" {
				t.Errorf("gfm: %s", diff)
			}
			if tt.note == "slopes" {
				for _, kept := range []string{"-The slope is steep.\n+The slope is 3.", "f(x) = x^2\nf'(x)", "costs \\$5 & 10% more"} {
					if !strings.Contains(got, kept) {
						t.Errorf("gfm: %q is lost:\n%s", kept, got)
					}
				}
			}

			tex := convert(append([]string{"-s", "-t", "latex"}, tt.latex...)...)
			body := tex[strings.Index(tex, `\begin{document}`):]
			sort := cmpopts.SortSlices(strings.Compare) // a footnote stands at its mark
			if diff := cmp.Diff(want, formulas(body, `(?s)\\\((.*?)\\\)|\\\[(.*?)\\\]`), sort); diff != "" {
				t.Errorf("latex: %s", diff)
			}
			compile(t, "lualatex", tex)

			docx := filepath.Join(t.TempDir(), "note.docx")
			convert("-o", docx) // a formula that Word's have no counterpart of is a warning
			if n := strings.Count(unzip(t, docx), "<m:oMath>"); n != len(want) {
				t.Errorf("docx: %d formulas, want %d", n, len(want))
			}
		})
	}
}

// TestPandocInPlace has pandoc read notes that hold their solutions already: there is
// one of each afterwards.
func TestPandocInPlace(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("pandoc is not run without %s=1", typeset.All)
	}
	const text = "# A\n\n```diff\nf(x) = x^2\nf'(x)\n```\n\n- b\n  ```diff\n  g(x) = x^3\n  g'(x)\n  ```\n- c\n\n```diff\nL = uv\ndL\n```\nd\n"
	file := filepath.Join(t.TempDir(), "note.md")
	for _, format := range []string{"markdown", "gfm"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		// What the solutions say is left out: paragraphs next to their comments are read in
		// a way of their own.
		count := func() int {
			cmd := exec.Command(command, "pandoc")
			cmd.Stdin = strings.NewReader(pandoc(t, "", "-f", format, "-t", "json", file))
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			return bytes.Count(out, []byte("DisplayMath"))
		}
		before := count()
		bibun(t, "build", "--in-place", file)
		if after := count(); before < 3 || after != before {
			t.Errorf("%s: %d displays, in place %d", format, before, after)
		}
	}
}

// pandoc runs pandoc and returns what it writes.
func pandoc(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("pandoc", args...)
	cmd.Stdin = strings.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("pandoc %q: %v\n%s", args, err, stderr.Bytes())
	}
	return stdout.String()
}

// unzip is all that an archive holds.
func unzip(t *testing.T, file string) string {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var all strings.Builder
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return all.String()
}

// formulas are what a pattern has in its groups, without the whitespace and as text.
func formulas(page, pattern string) (list []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(page, -1) {
		list = append(list, squeeze(html.UnescapeString(strings.Join(m[1:], ""))))
	}
	return list
}
