package watch

import (
	"fmt"
	"testing"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// BenchmarkSweep looks for changes in a folder of 10,000 notes where there are none.
// A watch does so every two seconds.
func BenchmarkSweep(b *testing.B) {
	f := &folder{t: b, src: b.TempDir()}
	for i := range 10_000 {
		f.put(fmt.Sprintf("part %d/%d.md", i/100, i), "text")
	}
	s, err := site.Open(site.Options{Src: f.src, Convert: upper})
	if err != nil {
		b.Fatal(err)
	}
	l := newLoop(s, Options{Report: func(Round) {}, Warn: func(string) {}})
	l.enter(b.Context(), ".")
	for b.Loop() {
		var found sweep
		found.files, found.folders = l.survey.Look(b.Context(), false)
		l.swept(found)
		clear(l.dirty)
	}
}
