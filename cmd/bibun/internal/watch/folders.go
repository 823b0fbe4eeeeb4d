package watch

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// enter watches a folder and all folders in it, and takes a look at every file.
// The watch comes first and the list after it, so that a file that is written
// in between is told twice rather than never.
func (l *loop) enter(ctx context.Context, name string) {
	now := time.Now()
	if f := l.files[name]; f != nil { // a file became a folder
		l.drop(f)
		if f.busy || f.queued {
			l.later[name] = now.Add(unsettled)
		} else {
			l.forget(name)
		}
	}
	var walk func(name string)
	walk = func(name string) {
		l.watch(name)
		l.onDisk(name)
		files, folders, err := l.site.List(name)
		l.listed(name, err)
		for _, f := range files {
			l.found(f.Name, f.Info, now)
		}
		for _, f := range folders {
			if ctx.Err() == nil {
				walk(f.Name)
			}
		}
	}
	walk(name)
}

// listed takes what came of listing a folder. One that can't be read is told
// about once; the sweep tries again.
func (l *loop) listed(name string, err error) {
	had := l.unread[name]
	switch {
	case err == nil || site.IsGone(err):
		if had != "" {
			l.beginRound(time.Now())
			delete(l.unread, name)
			l.round.Gone = append(l.round.Gone, name)
		}
	case had != err.Error():
		l.beginRound(time.Now())
		l.unread[name] = err.Error()
		l.round.Outcomes = append(l.round.Outcomes, site.Outcome{Name: name, Err: err})
	}
}

// watch asks for the events of a folder.
func (l *loop) watch(name string) {
	l.folders[name] = true
	if l.source == nil || l.polling {
		return
	}
	err := l.source.add(l.site.Path(name))
	if err == nil || site.IsGone(err) || errors.Is(err, fs.ErrPermission) { // the sweep tries again
		return
	}
	l.poll(l.site.File(name) + ": " + l.words.limited(err))
}

// leave stops watching a folder and all folders in it, and marks their files to
// be looked at.
func (l *loop) leave(name string) {
	inside := name + "/"
	for f := range l.folders {
		if f == name || strings.HasPrefix(f, inside) || name == "." {
			delete(l.folders, f)
			l.listed(f, nil)
			if l.source != nil {
				l.source.remove(l.site.Path(f)) // gone already, mostly
			}
		}
	}
	for f := range l.files {
		if strings.HasPrefix(f, inside) || name == "." {
			l.hint(f)
		}
	}
}
