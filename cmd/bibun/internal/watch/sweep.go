package watch

import (
	"context"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// sweep is the folder of notes as a look at all of it has found it.
type sweep struct {
	files   []site.Seen
	folders []string
	took    time.Duration
}

// startSweep looks at the folder of notes beside the loop, unless that is under way.
func (l *loop) startSweep(ctx context.Context, done chan<- sweep) {
	if l.sweeping {
		return
	}
	l.sweeping = true
	// Where events don't come, the times of folders may not tell of changes either.
	afresh := l.polling
	go func() {
		var s sweep
		start := time.Now()
		s.files, s.folders = l.survey.Look(ctx, afresh)
		s.took = time.Since(start)
		done <- s
	}()
}

// swept compares what a sweep has found with the state, and hints at what differs.
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
	if l.source != nil && !l.polling {
		for _, path := range l.source.list() {
			watched[path] = true
		}
	}
	known := 0 // folders
	for _, name := range s.folders {
		if !l.folders[name] {
			differs(name)
			continue
		}
		known++
		if l.source != nil && !l.polling && !watched[l.site.Path(name)] || l.unread[name] != "" {
			l.hint(name)
		}
	}
	if known < len(l.folders) {
		there := make(map[string]bool, len(s.folders))
		for _, name := range s.folders {
			there[name] = true
		}
		for name := range l.folders {
			if !there[name] {
				differs(name)
			}
		}
	}
	known = 0 // files
	for i := range s.files {
		seen := &s.files[i]
		f := l.files[seen.Name]
		if f != nil {
			known++
		}
		switch {
		case f == nil && l.owner[l.site.Place(seen.Name)] != "":
			// Told already that its output is another's.
		case f == nil, f.seen != seen.Stamp:
			differs(seen.Name)
		case f.trouble != "", f.fresh:
			l.hint(seen.Name)
		}
	}
	if known < len(l.files) {
		l.missed(s.files, differs)
	}
	l.judge(untold)
}

// missed hints at the files that a sweep hasn't found.
func (l *loop) missed(found []site.Seen, differs func(name string)) {
	there := make(map[string]bool, len(found))
	for _, seen := range found {
		there[seen.Name] = true
	}
	for name, f := range l.files {
		switch {
		case there[name]:
		case f.trouble != "": // told already that it can't be reached
			l.hint(name)
		case l.unmounted(name):
		default:
			differs(name)
		}
	}
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
