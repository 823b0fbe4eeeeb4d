package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestWatchSoak saves again and again, in bursts, with renames, deletions and new
// folders between. In the end the output is a fresh build's, and bibun holds no more
// memory, descriptors and goroutines than before. BIBUN_SOAK is the number of saves.
func TestWatchSoak(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	saves := 300
	if n, err := strconv.Atoi(os.Getenv("BIBUN_SOAK")); err == nil {
		saves = n
	}
	notes := numbered(200)
	notes["still.md"] = marked("still", 0)
	s := &scene{process: notesFor(t, notes), torn: make(chan string, 1), edited: []string{"still.md"}}
	fresh := goroutinesOf(t, notes)
	s.begin()
	stop := s.watchReader()
	random := rand.New(rand.NewPCG(1, 2))
	steady := 0 // descriptors once everything is warm
	for save := 1; save <= saves; {
		for range 1 + random.IntN(40) { // a burst
			s.soak(random, save)
			save++
			if save%10 == 0 {
				s.save("still.md", marked("still", save))
			}
		}
		time.Sleep(time.Duration(random.IntN(60)) * time.Millisecond)
		if save%(saves/4+1) < 40 || steady == 0 {
			memory, descriptors := s.holds()
			if steady == 0 {
				steady = descriptors
			}
			t.Logf("after %d saves: %d KiB, %d descriptors", save, memory, descriptors)
		}
	}
	s.settles()
	stop()
	memory, descriptors := s.holds()
	t.Logf("in the end: %d KiB, %d descriptors; a reader looked %d times", memory, descriptors, s.looks.Load())
	if descriptors > steady+2 {
		t.Errorf("%d descriptors in the end, %d at the beginning", descriptors, steady)
	}
	if strings.Contains(s.said(), "warning") {
		t.Errorf("bibun warned: %s", s.said())
	}
	last := s.goroutines()
	t.Logf("%d goroutines, %d after a first build", last, fresh)
	if last > fresh+1 { // a sweep may be under way
		t.Errorf("%d goroutines in the end, %d after a first build", last, fresh)
	}
}

// soak does something to one of the notes, a save mostly.
func (s *scene) soak(random *rand.Rand, save int) {
	s.t.Helper()
	i := random.IntN(200)
	name := numberedName(i)
	switch random.IntN(20) {
	case 0: // gone, perhaps for good
		os.Remove(s.at(name))
	case 1: // under another name
		os.Rename(s.at(name), s.at(filepath.Join(filepath.Dir(name), fmt.Sprintf("moved %d.md", i))))
	case 2: // in a new folder, to be removed later
		s.save(fmt.Sprintf("new %d/deep/er/%d.md", save%10, i), marked(fmt.Sprint(i), save))
	case 3:
		os.RemoveAll(s.at(fmt.Sprintf("new %d", random.IntN(10))))
	case 4: // a folder gets another name, and its own again
		os.Rename(s.at("part 1"), s.at("part one"))
		s.save("part one/x.md", marked("x", save))
		os.Rename(s.at("part one"), s.at("part 1"))
	case 5, 6, 7, 8:
		s.save(name, marked(fmt.Sprint(i), save))
	default:
		s.replace(name, marked(fmt.Sprint(i), save))
	}
}

// holds returns the memory of the process in KiB, and how many descriptors it has.
func (p *process) holds() (memory, descriptors int) {
	p.t.Helper()
	proc := fmt.Sprintf("/proc/%d/", p.cmd.Process.Pid)
	status, err := os.ReadFile(proc + "status")
	if err != nil {
		p.t.Fatal(err)
	}
	if m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status); m != nil {
		memory, _ = strconv.Atoi(string(m[1]))
	}
	list, err := os.ReadDir(proc + "fd")
	if err != nil {
		p.t.Fatal(err)
	}
	return memory, len(list)
}

// goroutines ends the process with a signal that has it print its goroutines, and
// counts them, apart from those of the collector, which begin when it does.
func (p *process) goroutines() int {
	p.t.Helper()
	p.signal(syscall.SIGQUIT)
	p.cmd.Wait()
	return strings.Count(p.said(), "\ncreated by ") - strings.Count(p.said(), "\ncreated by runtime.")
}

// goroutinesOf is how many goroutines a watch of notes has after its first build.
func goroutinesOf(t *testing.T, notes map[string]string) int {
	t.Helper()
	s := &scene{process: notesFor(t, notes)}
	s.begin()
	time.Sleep(100 * time.Millisecond)
	return s.goroutines()
}
