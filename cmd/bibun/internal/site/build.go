package site

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// Summary is what became of a folder.
type Summary struct {
	Notes   int // converted
	Files   int // copied
	Written int // outputs that weren't the same already
	Errors  int // files that couldn't be read or written
	Removed int // outputs of notes that are gone
	Counts  Counts
	Elapsed time.Duration
}

// Add adds the outcome of one file.
func (s *Summary) Add(o Outcome) {
	if o.Note {
		s.Notes++
	} else {
		s.Files++
	}
	switch {
	case o.Err != nil:
		s.Errors++
	case o.Written:
		s.Written++
	}
	s.Counts.Add(o.Counts)
}

// AddAll adds what became of another folder.
func (s *Summary) AddAll(t Summary) {
	s.Notes += t.Notes
	s.Files += t.Files
	s.Written += t.Written
	s.Errors += t.Errors
	s.Removed += t.Removed
	s.Counts.Add(t.Counts)
	s.Elapsed += t.Elapsed
}

// Build makes the output of every file. Each outcome is told to each, in the
// order of [Site.Walk], as soon as those before it are there. Build ends early
// with ctx, whose error it then returns; what was begun is finished.
func (s *Site) Build(ctx context.Context, each func(Outcome)) (Summary, error) {
	start := time.Now()
	var sum Summary
	tell := func(o Outcome) {
		sum.Add(o)
		each(o)
	}
	whole := true
	files, folders := s.Walk(ctx, ".", func(name string, err error) {
		whole = false
		tell(Outcome{Name: name, Err: err})
	})
	if s.options.InPlace {
		files = slices.DeleteFunc(files, func(f Entry) bool { return !IsNote(f.Name) })
	}
	if !s.options.Check {
		s.Sweep(folders)
	}
	if whole { // what can't be seen may be there
		for _, o := range s.Prune(ctx, files) {
			if o.Err != nil {
				sum.Errors++
			} else if o.Removed {
				sum.Removed++
			}
			each(o)
		}
	}
	files = s.withoutCollisions(files, tell)
	if s.options.Total != nil {
		s.options.Total(len(files))
	}

	outcomes := make([]chan Outcome, len(files))
	for i := range outcomes {
		outcomes[i] = make(chan Outcome, 1)
	}
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(s.options.Jobs, len(files)) {
		workers.Go(func() {
			for i := range next {
				outcomes[i] <- s.Make(ctx, files[i].Name, Hash{})
			}
		})
	}
	go func() {
		defer close(next)
		for i := range files {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	defer workers.Wait()
	for i := range files {
		select {
		case o := <-outcomes[i]:
			tell(o)
		case <-ctx.Done():
			return sum, ctx.Err()
		}
	}
	sum.Elapsed = time.Since(start)
	return sum, ctx.Err()
}

// withoutCollisions leaves out the files whose output an earlier one has
// already, such as a.markdown beside a.md.
func (s *Site) withoutCollisions(files []Entry, tell func(Outcome)) []Entry {
	kept := files[:0]
	owner := make(map[string]string, len(files))
	for _, f := range files {
		out, place := s.OutputName(f.Name), s.Place(f.Name)
		first, taken := owner[place]
		if !taken {
			owner[place] = f.Name
			kept = append(kept, f)
			continue
		}
		tell(Outcome{Name: f.Name, Output: out, Note: IsNote(f.Name), Findings: []report.Finding{
			s.Collision(f.Name, first)}})
	}
	return kept
}

// Collision is the finding that a file's output is that of first already.
func (s *Site) Collision(name, first string) report.Finding {
	return s.finding(name, "same-output", fmt.Sprintf("%s would be written for %s and for this file; rename one of them",
		s.OutputName(name), s.File(first)))
}

// Sweep removes the temporaries that a killed run has left: in the folders of notes, or
// in those of their outputs and in all that bibun has ever written to.
func (s *Site) Sweep(folders []Entry) {
	if s.Output == nil {
		return
	}
	names := map[string]bool{".": true}
	for _, f := range folders {
		names[f.Name] = true
	}
	for _, name := range s.record.places() {
		names[name] = true
	}
	for name := range names {
		s.Output.Sweep(name)
	}
}
