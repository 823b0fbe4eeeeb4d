package examples_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// TestLaTeXDocuments solves the blocks of LaTeX documents and compares the
// outcome with testdata.
func TestLaTeXDocuments(t *testing.T) {
	out := t.TempDir()
	bibun(t, "build", "latex", "-o", out)
	got := files(t, out)
	if *update {
		replace(t, "testdata/latex", got)
	}
	if diff := cmp.Diff(files(t, "testdata/latex"), got); diff != "" {
		t.Error(diff)
	}
}

// TestLaTeXCompiles has TeX set the documents, and the notes as documents: in
// Japanese by lualatex, in English by pdflatex. Every character is there, and no
// line is too long for the page.
func TestLaTeXCompiles(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("documents are not compiled without %s=1", typeset.All)
	}
	dir := t.TempDir()
	bibun(t, "build", "notes", "-o", dir, "--to", "latex")
	bibun(t, "build", "latex", "-o", filepath.Join(dir, "documents"))
	// Notes of all that is hard for TeX, in English for both engines.
	bibun(t, "build", "../cmd/bibun/internal/document/testdata", "-o", filepath.Join(dir, "hard"), "--to", "latex")
	bibun(t, "build", "../cmd/bibun/internal/document/testdata", "-o", filepath.Join(dir, "lualatex"), "--to", "latex")
	documents := 0
	for name, text := range files(t, dir) {
		if path.Ext(name) != ".tex" {
			continue
		}
		engine := "pdflatex"
		if strings.HasPrefix(name, "lualatex/") || strings.Contains(text, `\documentclass[a4paper,11pt]{ltjs`) || strings.Contains(text, `\documentclass{ltjs`) {
			engine = "lualatex"
		}
		documents++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(dir, filepath.FromSlash(name))
			pdf := compileFile(t, engine, file)
			if m := titled.FindStringSubmatch(text); m != nil && !strings.Contains(squeeze(pdf), squeeze(m[1])) {
				t.Errorf("%q is not on the page:\n%s", m[1], pdf)
			}
			for _, want := range onPages[path.Base(name)] {
				if !strings.Contains(squeeze(pdf), squeeze(want)) {
					t.Errorf("%q is not on the page:\n%s", want, pdf)
				}
			}
		})
	}
	if documents < 10 {
		t.Errorf("only %d documents", documents)
	}
}

// onPages are texts of the hard notes, many of them in places where LaTeX loses some.
var onPages = map[string][]string{
	"english.tex": {"Costs & 100% of_them: #1 {a}", "Text_with_underscores, 50% off & more, #hash, {braces}, tilde~",
		"In a table_cell: 5% code_x% and link.", "In a heading.", "Bold note.", "A footnote with code", `return "a\\n" % a`,
		"A heading with code_x%", "int a_b = 5 % 3; // \"quote\" 'c' \u0060b\u0060 -- --", "indented_code % & # { } \\ ~ ^ $",
		"/a_very_long/path_with_underscores/and%20percent?", "done 5%", "Setext_heading 5%", "[missing] [svg] [remote] [space]", "Deep_heading"},
	"japanese.tex": {"全微分と「誤差」、100%の話：a_b", "『二重鉤』", "“引用” と", "脚注_1：「50%」と code_x、リンク。", "見出しの脚注。",
		"def 関数_f(x):", "# 50% の \"値\"", "損失_関数", "引用_文 5%", "髙"},
	"tables.tex": {"Tables_of 100%1", "Note of the title.", "Note of a cell that breaks.", "Note after a wide table.", "Note of a long table.",
		"3600", "Note in a list.", "Note after them.", "6 Note after them."},
}

// compile has TeX set a document, and returns the text on its pages.
func compile(t *testing.T, engine, document string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "document.tex")
	if err := os.WriteFile(file, []byte(document), 0o644); err != nil {
		t.Fatal(err)
	}
	return compileFile(t, engine, file)
}

// compileFile is compile for a document in a file, in whose folder TeX writes.
func compileFile(t *testing.T, engine, file string) string {
	t.Helper()
	cmd := exec.Command(engine, "-interaction=nonstopmode", "-halt-on-error", filepath.Base(file))
	cmd.Dir = filepath.Dir(file)
	if log, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", engine, err, log)
	}
	log, err := os.ReadFile(strings.TrimSuffix(file, ".tex") + ".log")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range complaints.FindAllString(string(log), -1) {
		t.Errorf("%s: %s", engine, wrong)
	}
	pdf, err := exec.Command("pdftotext", strings.TrimSuffix(file, ".tex")+".pdf", "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(pdf)
}

var (
	complaints = regexp.MustCompile(`(?m)^(Overfull \\[hv]box|Missing character|LaTeX Warning: Reference).*`)
	titled     = regexp.MustCompile(`\\section\{([^\\{}]+)\}`)
)

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
