package extension

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// TestLaTeXCorpus has all that TeX Live brings in LaTeX, thousands of files, in several
// forms: as they have no blocks, they stay byte for byte. A block that is put between
// two of their paragraphs is all that changes then, unless it came into a verbatim
// environment.
func TestLaTeXCorpus(t *testing.T) {
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("the files of TeX Live are not read without %s=1", typeset.All)
	}
	const block = "\n\\begin{diff}\nL = u^2\ndL\n\\end{diff}\n"
	read, solved, verbatim := 0, 0, 0
	for _, root := range []string{"/usr/share/texlive", "/usr/share/texmf", "/usr/share/doc"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch strings.ToLower(filepath.Ext(path)) {
			case ".tex", ".ltx", ".sty", ".cls", ".dtx", ".def", ".clo":
			default:
				return err
			}
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			read++
			for _, form := range forms {
				text := form.of(string(src))
				out, report, err := SpliceLaTeX(t.Context(), []byte(text), fakeOptions())
				if err != nil || string(out) != text || len(report.Blocks) > 0 {
					t.Errorf("%s (%s): %d blocks, %v", path, form.name, len(report.Blocks), err)
				}
			}
			middle := len(src) / 2
			i := bytes.Index(src[middle:], []byte("\n\n"))
			if i < 0 {
				return nil
			}
			before, after := string(src[:middle+i+1]), string(src[middle+i+1:])
			out, _, err := SpliceLaTeX(t.Context(), []byte(before+block+after), fakeOptions())
			switch {
			case err != nil:
				t.Errorf("%s: %v", path, err)
			case string(out) == before+block+after:
				verbatim++
			case strings.HasPrefix(string(out), before+"\nSOLVE ") && strings.HasSuffix(string(out), "DONE\n"+after):
				solved++
			default:
				t.Errorf("%s: more than the block is another", path)
			}
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if read < 1000 || verbatim > solved/10 {
		t.Errorf("%d files, of %d the block was solved, of %d left alone", read, solved, verbatim)
	}
	t.Logf("%d files, of %d the block was solved, of %d left alone", read, solved, verbatim)
}
