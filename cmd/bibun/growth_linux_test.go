package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
)

// processorTime is what this thread has used so far.
func processorTime() time.Duration {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_THREAD, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func TestExplore(t *testing.T) {
	runtime.LockOSThread()
	good := "\n\n```diff\nL = u^2v^4\ndL\n```\n"
	size := 20_000
	for _, to := range []note.Format{note.Markdown, note.HTML, note.LaTeX} {
		if want := os.Getenv("TO"); want != "" && want != string(to) {
			continue
		}
		c := note.New(note.Options{To: to})
		for _, f := range markdownFamilies() {
			if want := os.Getenv("FAMILY"); want != "" && !strings.Contains(f.name, want) {
				continue
			}
			var times []time.Duration
			var alloc []uint64
			for n := size; n <= 16*size; n *= 2 {
				src := []byte(f.note(n) + good)
				best := time.Hour
				var bytes uint64
				for range 1 {
					var before, after runtime.MemStats
					runtime.ReadMemStats(&before)
					start := processorTime()
					if _, err := c.Convert(context.Background(), "a.md", src); err != nil && best == time.Hour {
						fmt.Printf("%s %s: %.200v\n", to, f.name, err)
					}
					best = min(best, processorTime()-start)
					runtime.ReadMemStats(&after)
					bytes = after.TotalAlloc - before.TotalAlloc
				}
				times = append(times, best)
				alloc = append(alloc, bytes>>10)
				if best > 300*time.Millisecond {
					break
				}
			}
			k := len(times) - 1
			last := float64(times[k]) / float64(max(times[max(k-1, 0)], 1))
			flag := ""
			if times[k] > 20*time.Millisecond && last > 2.5 {
				flag = "  <<<"
			}
			fmt.Printf("%-10s %-45s %v  KiB %v ×%.1f%s\n", to, f.name, times, alloc, last, flag)
		}
	}
}
