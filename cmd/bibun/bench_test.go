package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkBuild builds 1,000 notes with three blocks each, a new output every
// time.
func BenchmarkBuild(b *testing.B) {
	src := b.TempDir()
	for i := range 1000 {
		var note strings.Builder
		fmt.Fprintf(&note, "# Note %d\n\n", i)
		for j := range 3 {
			note.WriteString(strings.Repeat("Some text with $a_1 < b_1$ in it. ", 20))
			fmt.Fprintf(&note, "\n\n```diff\nL(u,v) = u^%d + %duv - v^2\n∂L/∂u\n```\n\n", j+2, i+2)
		}
		file := filepath.Join(src, fmt.Sprint(i%20), fmt.Sprintf("%d.md", i))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(note.String()), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	for _, to := range []string{"markdown", "html"} {
		b.Run(to, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n++
				out := filepath.Join(b.TempDir(), fmt.Sprint(n))
				if code := run(b.Context(), []string{"build", src, "-o", out, "--to", to, "-q"}, nil, io.Discard, os.Stderr); code != 0 {
					b.Fatalf("exit code %d", code)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/1000, "ms/note")
		})
	}
}
