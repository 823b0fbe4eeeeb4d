package main

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// grown is a journey through a folder with many more notes, each of which changes
// where the journey goes over an older output.
func (j journey) grown(notes int) journey {
	j.files = maps.Clone(j.files)
	changes := maps.Clone(j.then)
	for name, text := range solvedNotes(notes) {
		j.files["notes/many/"+name] = text
		if j.then != nil {
			changes["notes/many/"+name] = strings.Replace(text, "L(u,v) = ", "L(u,v) = uv + ", 1)
		}
	}
	if j.then != nil {
		j.then = changes
	}
	return j
}

// TestKilledAtRandom kills builds at random moments, cold and over an older output, to
// Markdown, to pages and in place. Each output is then old or new and whole, no source is
// touched, and the next run makes the output a fresh build's and leaves nothing behind.
// BIBUN_KILLS is how many builds are killed.
func TestKilledAtRandom(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals")
	}
	kills, notes := 12, 60
	if n, err := strconv.Atoi(os.Getenv("BIBUN_KILLS")); err == nil {
		kills, notes = n, 300
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	var folders []journey
	for _, j := range journeys() {
		switch j.name {
		case "build", "rebuild", "pages", "in place":
			folders = append(folders, j.grown(notes))
		}
	}
	for _, j := range folders {
		t.Run(j.name, func(t *testing.T) {
			old := j.prepared(t)
			dir := courseFolder(t)
			old.laid(t, dir)
			start := time.Now()
			if r := runIn(t, dir, j.args...); r.code != exitDone {
				t.Fatal(r)
			}
			took := time.Since(start)
			want := treeOf(t, dir)
			amid := 0
			for range (kills + len(folders) - 1) / len(folders) {
				old.laid(t, dir)
				after := time.Duration(random.Int64N(int64(took)))
				cmd := program(t, dir, j.args...)
				r := ended(t, cmd, func() {
					time.Sleep(after)
					cmd.Process.Kill()
				})
				now := treeOf(t, dir)
				if d := now.between(old, want, j.written); d != "" {
					t.Errorf("killed after %v of %v: %s", after, took, d)
				}
				if r.code < 0 && now.without(recorded, temporary).differs(old.without(recorded)) != "" {
					amid++
				}
				j.settled(t, dir, want)
				if t.Failed() {
					t.Fatal(filepath.Base(dir), after, r)
				}
			}
			t.Logf("%d of them had something written and not all of it", amid)
		})
	}
}
