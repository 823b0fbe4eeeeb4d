package watch

import (
	"context"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// sweep is the folder of notes as a walk has found it.
type sweep struct {
	files, folders []site.Entry
	took           time.Duration
}

// startSweep walks the folder of notes beside the loop, unless a walk is under way.
func (l *loop) startSweep(ctx context.Context, done chan<- sweep) {
	if l.sweeping {
		return
	}
	l.sweeping = true
	go func() {
		var s sweep
		start := time.Now()
		s.files, s.folders = l.site.Walk(ctx, ".", nil)
		s.took = time.Since(start)
		done <- s
	}()
}

// swept compares what a walk has found with the state, and hints at what differs.
func (l *loop) swept(s sweep) {
	l.sweeping = false
	if l.rootLost() {
		l.leaveAll()
		return
	}
	l.rootReplaced()
	untold := false
	differs := func(name string) {
		if _, later := l.later[name]; !later && !l.dirty[name] {
			untold = true
		}
		l.hint(name)
	}
	watched := map[string]bool{}
	if l.source != nil {
		for _, path := range l.source.list() {
			if name, ok := l.name(path); ok {
				watched[name] = true
			}
		}
	}
	folders := map[string]bool{}
	for _, f := range s.folders {
		folders[f.Name] = true
		if !l.folders[f.Name] {
			differs(f.Name)
		} else if l.source != nil && !l.polling && !watched[f.Name] || l.unread[f.Name] != "" {
			l.hint(f.Name)
		}
	}
	for name := range l.folders {
		if !folders[name] {
			differs(name)
		}
	}
	files := make(map[string]bool, len(s.files))
	for _, e := range s.files {
		files[e.Name] = true
		f := l.files[e.Name]
		switch {
		case f == nil && l.owner[l.site.Place(e.Name)] != "":
			// Told already that its output is another's.
		case f == nil, f.seen != stampOf(e.Info):
			differs(e.Name)
		case f.trouble != "", f.fresh:
			l.hint(e.Name)
		}
	}
	for name, f := range l.files {
		switch {
		case files[name]:
		case f.trouble != "": // told already that it can't be reached
			l.hint(name)
		default:
			differs(name)
		}
	}
	l.judge(untold)
}

// leaveAll stops watching a folder of notes that is missing, so that all of it
// is watched anew when it comes back. Nothing is removed from the output.
func (l *loop) leaveAll() {
	for name := range l.folders {
		delete(l.folders, name)
		if l.source != nil {
			l.source.remove(l.site.Path(name))
		}
	}
}
