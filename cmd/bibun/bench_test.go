package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
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

// BenchmarkColdStart runs the program anew for one block, beside a program that
// does nothing:
//
//	go test -run '^$' -bench ColdStart -benchtime 200x ./cmd/bibun
func BenchmarkColdStart(b *testing.B) {
	dir := b.TempDir()
	build := func(name string, args ...string) string {
		file := filepath.Join(dir, name)
		cmd := exec.Command("go", append([]string{"build", "-o", file}, args...)...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as the README installs it
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		return file
	}
	nothing := filepath.Join(dir, "nothing.go")
	if err := os.WriteFile(nothing, []byte("package main\n\nfunc main() {}\n"), 0o666); err != nil {
		b.Fatal(err)
	}
	for _, program := range []struct {
		name string
		args []string
	}{
		{"nothing", []string{build("nothing", nothing)}},
		{"solve", []string{build("bibun", "."), "solve", "L = u^2v^4; dL"}},
	} {
		b.Run(program.name, func(b *testing.B) {
			best, used := time.Hour, time.Hour
			for b.Loop() {
				cmd := exec.Command(program.args[0], program.args[1:]...)
				start := time.Now()
				if err := cmd.Run(); err != nil {
					b.Fatal(err)
				}
				best = min(best, time.Since(start))
				used = min(used, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
			}
			b.ReportMetric(float64(best.Microseconds())/1000, "best-ms")
			b.ReportMetric(float64(used.Microseconds())/1000, "cpu-ms")
		})
	}
}
