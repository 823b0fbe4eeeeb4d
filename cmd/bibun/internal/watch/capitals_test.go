package watch

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// Where the output takes names for one that differ by capitals or in how their accents
// are put, the second of two such notes is told about and not written over the first;
// it is built when the first is gone, as after a rename of capitals only.
func TestCapitals(t *testing.T) {
	for _, fold := range []bool{false, true} {
		for _, names := range [][2]string{{"A.md", "a.md"}, {"e\u0301.md", "\u00e9.md"}} {
			src := t.TempDir()
			for _, name := range names {
				if err := os.WriteFile(filepath.Join(src, name), []byte(name), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if list, _ := os.ReadDir(src); len(list) != 2 {
				t.Skip("this file system takes both for one")
			}
			s, err := site.Open(site.Options{Src: src, Out: t.TempDir(), Convert: upper, Fold: fold})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			l := newLoop(s, Options{Warn: func(string) {}})
			l.enter(t.Context(), ".")
			var told []string
			for _, o := range l.round.Outcomes {
				for _, f := range o.Findings {
					told = append(told, f.Code+" "+o.Name)
				}
			}
			if want := map[bool]string{false: "[]", true: "[same-output " + names[1] + "]"}[fold]; fmt.Sprint(told) != want {
				t.Errorf("fold %t: told %v, want %s", fold, told, want)
			}
			l.forget(names[0])
			info, err := os.Lstat(filepath.Join(src, names[1]))
			if err != nil {
				t.Fatal(err)
			}
			l.found(names[1], info, time.Now())
			if l.files[names[1]] == nil {
				t.Errorf("fold %t: %s isn't built after %s has gone", fold, names[1], names[0])
			}
		}
	}
}
