//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The benchmarks here run programs on 10,000 notes, one after the other in each
// round, so that what they are compared with has the same machine:
//
//	go test -run '^$' -bench Folder -benchtime 5x ./cmd/bibun
//
// Each output is a new folder, since file systems are slow where much was just
// deleted, and none is deleted before the end. best-s is the wall clock of the best
// round, cpu-s the least that the processors had to do, and MB the largest peak of
// memory.

// folderOf writes 10,000 notes of three paragraphs, with a block in each where
// block isn't "".
func folderOf(b *testing.B, block string) string {
	src := b.TempDir()
	for i := range 10_000 {
		var note strings.Builder
		fmt.Fprintf(&note, "# Note %d\n\n", i)
		for j := range 3 {
			note.WriteString(strings.Repeat("Some text with $a_1 < b_1$ in it. ", 20) + "\n\n")
			if block != "" {
				fmt.Fprintf(&note, block, j+2, i+2)
			}
		}
		file := filepath.Join(src, fmt.Sprint(i%200), fmt.Sprintf("%d.md", i))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(note.String()), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	return src
}

// contestant is a program that is run in each round; the command is asked for anew.
type contestant struct {
	name    string
	command func(round int) []string

	best, cpu time.Duration
	memory    float64
}

// race runs all in turn, in each round.
func race(b *testing.B, all ...*contestant) {
	for _, c := range all {
		c.best, c.cpu = time.Hour, time.Hour
	}
	round := 0
	for b.Loop() {
		for _, c := range all {
			args := c.command(round)
			cmd := exec.Command(args[0], args[1:]...)
			start := time.Now()
			if out, err := cmd.CombinedOutput(); err != nil {
				b.Fatalf("%v: %v\n%s", args, err, out)
			}
			c.best = min(c.best, time.Since(start))
			c.cpu = min(c.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
			if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && runtime.GOOS == "linux" {
				c.memory = max(c.memory, float64(usage.Maxrss)/1024)
			}
		}
		round++
	}
	for _, c := range all {
		b.ReportMetric(c.best.Seconds(), c.name+"-best-s")
		b.ReportMetric(c.cpu.Seconds(), c.name+"-cpu-s")
		if c.memory > 0 {
			b.ReportMetric(c.memory, c.name+"-MB")
		}
	}
	b.ReportMetric(0, "ns/op") // of all together, which says nothing
}

// bibunProgram is the program as users have it.
func bibunProgram(b *testing.B) string {
	file := filepath.Join(b.TempDir(), "bibun")
	if out, err := exec.Command("go", "build", "-o", file, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return file
}

// building is a build of src, into a new folder each round unless again is set.
func building(b *testing.B, name, bibun, src string, again bool, args ...string) *contestant {
	home := b.TempDir()
	return &contestant{name: name, command: func(round int) []string {
		if again {
			round = 0
		}
		return append([]string{bibun, "build", src, "-o", filepath.Join(home, fmt.Sprint(round)), "-q"}, args...)
	}}
}

const solvedBlock = "```diff\nL(u,v) = u^%d + %duv - v^2\n∂L/∂u\n```\n\n"

// BenchmarkFolderSolved builds notes with 30,000 blocks: cold, and unchanged.
func BenchmarkFolderSolved(b *testing.B) {
	bibun, src := bibunProgram(b), folderOf(b, solvedBlock)
	unchanged := building(b, "unchanged", bibun, src, true)
	if out, err := exec.Command(bibun, unchanged.command(0)[1:]...).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	race(b, building(b, "cold", bibun, src, false), building(b, "html", bibun, src, false, "--to", "html"), unchanged)
}

// BenchmarkFolderPlain builds notes without blocks, and notes with patches, beside
// cp, which copies the former.
func BenchmarkFolderPlain(b *testing.B) {
	bibun, src := bibunProgram(b), folderOf(b, "")
	patches := folderOf(b, "```diff\n-old %d\n+new %d\n```\n\n")
	home := b.TempDir()
	cp := &contestant{name: "cp", command: func(round int) []string {
		return []string{"cp", "-r", src, filepath.Join(home, fmt.Sprint(round))}
	}}
	race(b, cp, building(b, "prose", bibun, src, false), building(b, "patches", bibun, patches, false))
}

// BenchmarkFolderHugo builds pages of notes with 30,000 blocks, which bibun solves and
// Hugo shows as they are. Hugo is looked for in the path.
func BenchmarkFolderHugo(b *testing.B) {
	hugo, err := exec.LookPath("hugo")
	if err != nil {
		b.Skip("hugo isn't in the path: CGO_ENABLED=0 go install github.com/gohugoio/hugo@v0.165.0")
	}
	bibun, src := bibunProgram(b), folderOf(b, solvedBlock)
	site, home := b.TempDir(), b.TempDir()
	for name, text := range map[string]string{
		"hugo.toml": "baseURL = \"https://example.org/\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"section\", \"home\"]\n" +
			"[markup.goldmark.extensions.passthrough]\nenable = true\n[markup.goldmark.extensions.passthrough.delimiters]\n" +
			"block = [['$$', '$$']]\ninline = [['$', '$']]\n",
		"layouts/_default/single.html": "<!DOCTYPE html><title>{{ .Title }}</title>{{ .Content }}\n",
	} {
		file := filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	race(b, &contestant{name: "hugo", command: func(round int) []string {
		return []string{hugo, "--source", site, "--contentDir", src, "--destination", filepath.Join(home, fmt.Sprint(round)), "--quiet"}
	}}, building(b, "bibun", bibun, src, false, "--to", "html"))
}
