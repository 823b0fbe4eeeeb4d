package site

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// FuzzRecord reads what may stand in the place of a record: two lines whose sums are right, and
// anything behind them. Whatever it says, it can be written to, and cleaning after it removes nothing
// outside of the output folder and nothing that bibun hasn't written.
func FuzzRecord(f *testing.F) {
	e := entry{output: "a.md", name: "a.md", note: true, ours: true, findings: []report.Finding{{Code: "c"}}}
	outside := e
	outside.output = "../outside.txt"
	linked := e
	linked.output = "link/outside.txt"
	for _, e := range []entry{e, outside, linked} {
		f.Add(e.payload(), about(folderMade, "d"), "")
		f.Add(about(folderMade, "."), e.payload(), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	}
	f.Add(about(folderMade, "link"), about(folderMade, ".."), string(appendLine(nil, about(outputMeant, "x"))))
	f.Add(about(outputMeant, "mine.md"), about(folderGone, "d"), "\x01\x00\x00\x00\x00\x00")
	f.Fuzz(func(t *testing.T, first, second []byte, behind string) {
		dir := tree(t, map[string]string{"outside.txt": "theirs", ".bibun-1-1.tmp": "theirs", "out/mine.md": "mine", "out/d/mine.txt": "mine"})
		out := filepath.Join(dir, "out")
		if err := os.Symlink("..", filepath.Join(out, "link")); err != nil {
			t.Skip(err)
		}
		put(t, filepath.Join(out, recordFile), recordHeader+string(appendLine(appendLine(nil, first), second))+behind)
		root, err := os.OpenRoot(out)
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		var r *record
		fuzzing.Swift(t, len(first)+len(second)+len(behind), func() { r, err = openRecord(root, "../src", "k") })
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.all() {
			if !fs.ValidPath(e.output) {
				t.Errorf("an output outside: %q", e.output)
			}
		}
		r.put(entry{output: "b.md", name: "b.md", note: true})
		r.close()
		if again, err := openRecord(root, "../src", "k"); err != nil || again.damaged || again.of("b.md", "b.md", true).output != "b.md" {
			t.Errorf("after %q, %q and %q the record is damaged: %t", first, second, behind, again.damaged)
		}
		c, err := Clean(out, false)
		for name, want := range map[string]string{"outside.txt": "theirs", ".bibun-1-1.tmp": "theirs", "out/mine.md": "mine", "out/d/mine.txt": "mine"} {
			if left, _ := os.ReadFile(filepath.Join(dir, name)); string(left) != want {
				t.Errorf("%s is %q after %+v, %v", name, left, c, err)
			}
		}
	})
}
