package watch

import (
	"context"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// sweep is the folder of notes as a walk has found it.
type sweep struct{ files, folders []site.Entry }

// startSweep walks the folder of notes beside the loop, unless a walk is under way.
func (l *loop) startSweep(ctx context.Context, done chan<- sweep) {
	if l.sweeping {
		return
	}
	l.sweeping = true
	go func() {
		var s sweep
		s.files, s.folders = l.site.Walk(ctx, ".", nil)
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
	watched := map[string]bool{}
	if l.watcher != nil {
		for _, path := range l.watcher.WatchList() {
			if name, ok := l.name(path); ok {
				watched[name] = true
			}
		}
	}
	folders := map[string]bool{}
	for _, f := range s.folders {
		folders[f.Name] = true
		if !l.folders[f.Name] || l.watcher != nil && !l.limited && !watched[f.Name] {
			l.hint(f.Name)
		}
	}
	for name := range l.folders {
		if !folders[name] {
			l.hint(name)
		}
	}
	files := map[string]bool{}
	for _, e := range s.files {
		files[e.Name] = true
		f := l.files[e.Name]
		if f == nil && l.owner[l.site.OutputName(e.Name)] != "" {
			continue // told already that its output is another's
		}
		if f == nil || f.trouble != "" || f.seen != stampOf(e.Info) {
			l.hint(e.Name)
		}
	}
	for name := range l.files {
		if !files[name] {
			l.hint(name)
		}
	}
}

// leaveAll stops watching a folder of notes that is missing, so that all of it
// is watched anew when it comes back. Nothing is removed from the output.
func (l *loop) leaveAll() {
	for name := range l.folders {
		delete(l.folders, name)
		if l.watcher != nil {
			l.watcher.Remove(l.site.Path(name))
		}
	}
}
