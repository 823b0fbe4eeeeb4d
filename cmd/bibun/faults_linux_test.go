package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/bibun-md/bibun/cmd/bibun/internal/faultfs"
)

// stage is a folder that is shown with faults.
type stage struct {
	journey
	dir, at   string // the folder, and where it is shown
	fs        *faultfs.FS
	old, want tree // before the command, and after it
	printed   string
	ops       []faultfs.Op // of a run in which nothing goes wrong
}

// stageFor shows the folder of a journey, and learns what comes of it when nothing goes
// wrong.
func stageFor(t *testing.T, j journey) *stage {
	t.Helper()
	s := &stage{journey: j, dir: t.TempDir(), at: courseFolder(t), old: j.prepared(t)}
	var err error
	if s.fs, err = faultfs.Mount(s.dir, s.at); err != nil {
		t.Fatal("no FUSE: ", err)
	}
	t.Cleanup(func() {
		if err := s.fs.Unmount(); err != nil {
			t.Error(err)
		}
	})
	s.old.laid(t, s.dir)
	s.fs.Arm(faultfs.Plan{})
	r := runIn(t, s.at, j.args...)
	s.ops = s.fs.Disarm()
	if r.code != exitDone {
		t.Fatal(r)
	}
	s.want, s.printed = treeOf(t, s.dir), r.stdout
	return s
}

// count is how many operations of a kind there are when nothing goes wrong.
func (s *stage) count(kind faultfs.Kind) (n int) {
	for _, op := range s.ops {
		if op.Kind == kind {
			n++
		}
	}
	return n
}

// TestNthOperationFails has each file operation of each command go wrong, the first,
// the second and so on to the last, once or from then on, with several errors.
// Whatever fails, each output is old or new, no source is touched, what isn't complete
// is told, and the next run sets it right. BIBUN_FAULTS=all tries all of them; else it is
// a sample.
func TestNthOperationFails(t *testing.T) {
	onlyWithAll(t)
	all := os.Getenv("BIBUN_FAULTS") == "all"
	for _, j := range journeys() {
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			s := stageFor(t, j)
			tried := 0
			for _, kind := range faultfs.Kinds() {
				n := s.count(kind)
				step := 1
				if !all {
					step = max(1, n/3)
				}
				for i, wrong := range wrongs(kind, all) {
					for wrong.N = 1 + i%step; wrong.N <= n; wrong.N += step {
						s.fails(t, wrong)
						tried++
						if t.Failed() && !all {
							return
						}
					}
				}
			}
			t.Logf("%d operations, %d faults tried", len(s.ops), tried)
		})
	}
}

// wrongs are the ways in which an operation may go wrong.
func wrongs(kind faultfs.Kind, all bool) (list []faultfs.Plan) {
	errs := []syscall.Errno{syscall.EIO, syscall.EACCES, syscall.ENOSPC}
	if !all {
		errs = errs[:2]
	}
	for _, err := range errs {
		for _, stays := range []bool{false, true} {
			list = append(list, faultfs.Plan{Kind: kind, Err: err, Stays: stays})
		}
	}
	if kind == faultfs.Write {
		list = append(list, faultfs.Plan{Kind: kind, Err: syscall.ENOSPC, Half: true}, faultfs.Plan{Kind: kind, Err: syscall.ENOSPC, Half: true, Stays: true})
	}
	return list
}

// fails has one thing go wrong and checks what comes of it.
func (s *stage) fails(t *testing.T, p faultfs.Plan) {
	t.Helper()
	name := fmt.Sprintf("%s %d %v", p.Kind, p.N, p.Err)
	if p.Stays {
		name += " and on"
	}
	if p.Half {
		name += ", half written"
	}
	t.Run(name, func(t *testing.T) {
		s.old.laid(t, s.dir)
		s.fs.Arm(p)
		r := runIn(t, s.at, s.args...)
		ops := s.fs.Disarm()
		now := treeOf(t, s.dir)
		if d := now.between(s.old, s.want, s.written); d != "" {
			t.Error(d)
		}
		complete := now.without(recorded, temporary).differs(s.want.without(recorded)) == "" && (r.stdout == s.printed)
		switch {
		case r.code == exitDone && !complete:
			t.Errorf("it ended as if all were well, but %s", now.without(recorded, temporary).differs(s.want.without(recorded)))
		case r.code != exitDone && !strings.Contains(r.stderr, p.Err.Error()):
			t.Errorf("the error isn't told")
		case strings.Contains(r.stderr, "goroutine "), strings.Contains(r.stderr, "internal error"):
			t.Errorf("it broke down")
		}
		s.settled(t, s.at, s.want)
		if t.Failed() {
			t.Log(r)
			if at := slices.IndexFunc(ops, func(op faultfs.Op) bool { return op.Hit }); at >= 0 {
				t.Logf("before: %v", ops[max(0, at-6):at+1])
			}
		}
	})
}

// TestKilledAtOperation kills bibun as it asks for a file operation, the first, the
// second and so on to the last, with the same to come of it. BIBUN_FAULTS=all tries each
// of them.
func TestKilledAtOperation(t *testing.T) {
	onlyWithAll(t)
	all := os.Getenv("BIBUN_FAULTS") == "all"
	for _, j := range journeys() {
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			s := stageFor(t, j)
			step, tried := 1, 0
			if !all {
				step = max(1, len(s.ops)/12)
			}
			for n := 1; n <= len(s.ops); n += step {
				tried++
				s.old.laid(t, s.dir)
				cmd := program(t, s.at, j.args...)
				started := make(chan bool)
				s.fs.Arm(faultfs.Plan{N: n, Err: syscall.EIO, Call: func() {
					<-started
					cmd.Process.Kill()
				}})
				r := ended(t, cmd, func() { close(started) })
				ops := s.fs.Disarm()
				if d := treeOf(t, s.dir).between(s.old, s.want, s.written); d != "" {
					t.Error(d)
				}
				s.settled(t, s.at, s.want)
				if t.Failed() {
					t.Fatalf("killed at %d, after %v: %v", n, ops[max(0, len(ops)-7):], r)
				}
			}
			t.Logf("%d operations, killed at %d of them", len(s.ops), tried)
		})
	}
}
