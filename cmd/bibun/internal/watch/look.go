package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"syscall"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// unsettled is how long a file may be missing in the middle of a save: editors that
// move the old file out of the way first are done long before.
const unsettled = 250 * time.Millisecond

// Emptied is how long a file may be empty in the middle of a save. Programs that
// truncate and write need a millisecond, but a third of a second was seen on a
// machine with much else to do; and nobody waits for a note that really is empty.
const Emptied = time.Second

// tick is longer than the clock of any file system needs for a step (4 ms with
// the kernel's coarse clock, two seconds on FAT): two changes within it can have
// one stamp.
const tick = 2 * time.Second

// look looks at the paths that are due, at what is missing first: where a folder
// was renamed, the old name's watches go before the new one's come.
func (l *loop) look(ctx context.Context) {
	now := time.Now()
	due := map[string]bool{}
	if len(l.dirty) > 0 && !now.Before(l.wait.at) {
		due = l.dirty
		l.dirty = map[string]bool{}
		l.wait.done()
	}
	for name, at := range l.later {
		if !now.Before(at) {
			due[name] = true
			delete(l.later, name)
		}
	}
	there := map[string]fs.FileInfo{}
	for name := range due {
		info, err := l.stat(name)
		switch {
		case err == nil && !l.site.Ignored(name, info.IsDir()):
			there[name] = info
		case err == nil || site.IsGone(err): // what is passed over now is as good as gone
			l.missing(name, now, errors.Is(err, syscall.ENOTDIR))
		default:
			l.unreachable(name, err)
		}
	}
	for name, info := range there {
		switch {
		case name != "." && !l.folders[path.Dir(name)]:
			// In a folder that is still to be entered, when all in it is found; or
			// reached by way of a link to a folder, where nothing is ours.
			l.missing(name, now, false)
		case info.IsDir():
			l.enter(ctx, name)
		default:
			l.found(name, info, now)
		}
	}
}

// stat returns what is at a path if it is something to watch: a folder, or a
// file, perhaps by way of a symbolic link. Else there is an error that isGone.
func (l *loop) stat(name string) (fs.FileInfo, error) {
	info, err := os.Lstat(l.site.Path(name))
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if info, err = os.Stat(l.site.Path(name)); err == nil && info.IsDir() {
			return nil, fs.ErrNotExist
		}
	}
	if err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	return info, err
}

// found takes a look at a file that is there.
func (l *loop) found(name string, info fs.FileInfo, now time.Time) {
	f := l.files[name]
	if f == nil {
		out, place := l.site.OutputName(name), l.site.Place(name)
		if first, taken := l.owner[place]; taken {
			l.round.Outcomes = append(l.round.Outcomes, site.Outcome{Name: name, Output: out,
				Findings: []report.Finding{l.site.Collision(name, first)}})
			return
		}
		f = &file{}
		l.files[name] = f
		l.owner[place] = name
	}
	f.gone = time.Time{}
	if info.Size() == 0 && f.saving(info, now) {
		l.later[name] = now.Add(unsettled)
		return
	}
	f.emptied = time.Time{}
	f.seen = stampOf(info)
	age := now.Sub(f.seen.Youngest())
	f.fresh = -time.Minute < age && age < tick
	l.beginRound(now)
	l.enqueue(name)
}

// saving reports whether an empty file may be in the middle of a save. The time of
// one that had content isn't relied upon: the size of a file changes before its
// time does.
func (f *file) saving(info fs.FileInfo, now time.Time) bool {
	if f.seen.Size > 0 {
		if as := stampOf(info); f.emptied.IsZero() || f.empty != as { // emptied again, between two looks
			f.emptied, f.empty = now, as
		}
		return now.Sub(f.emptied) < Emptied
	}
	age := now.Sub(info.ModTime())
	return 0 <= age && age < Emptied
}

// unreachable takes a look at a path that can't be looked at, since a folder above
// it may not be entered or a disk has failed. Nothing is known of it, so its
// output stays.
func (l *loop) unreachable(name string, err error) {
	if f := l.files[name]; f != nil {
		l.failed(f, site.Outcome{Name: name, Err: err})
	}
}

// missing takes a look at a path where nothing is that could be built. Sure says
// that nothing can be there in a moment either, since a folder above it is a file now.
func (l *loop) missing(name string, now time.Time, sure bool) {
	if l.folders[name] {
		l.leave(name)
		return
	}
	f := l.files[name]
	if f == nil || l.rootLost() || l.unmounted(name) {
		// Nothing of ours; or everything is missing, which is no reason to
		// remove everything.
		return
	}
	switch {
	case f.busy || f.queued:
		l.later[name] = now.Add(unsettled)
		return
	case sure:
	case f.gone.IsZero():
		f.gone = now
		fallthrough
	case now.Sub(f.gone) < unsettled:
		l.later[name] = f.gone.Add(unsettled)
		return
	}
	l.beginRound(now)
	l.drop(f)
	l.forget(name)
}

// forget forgets a file.
func (l *loop) forget(name string) {
	delete(l.files, name)
	delete(l.owner, l.site.Place(name))
	l.round.Gone = append(l.round.Gone, name)
}

// drop removes the output of f.
func (l *loop) drop(f *file) {
	if f.output == "" || l.site.Output == nil {
		return
	}
	if removed, err := l.site.Drop(f.output); err != nil {
		l.options.Warn(err.Error())
	} else if removed {
		l.round.Removed = append(l.round.Removed, f.output)
	}
	f.output = ""
}

// prune removes the outputs of the notes that have gone since the last build.
func (l *loop) prune(ctx context.Context) {
	files := make([]site.Entry, 0, len(l.files))
	for name := range l.files {
		files = append(files, site.Entry{Name: name})
	}
	for _, o := range l.site.Prune(ctx, files) {
		switch {
		case o.Err != nil && len(l.unread) == 0: // else it is told with the folder
			l.options.Warn(o.Err.Error())
		case o.Removed:
			l.round.Removed = append(l.round.Removed, o.Output)
		}
		for _, f := range o.Findings { // what stays though its note has gone
			l.options.Warn(f.Message)
		}
	}
}

// rootLost reports whether the folder of notes itself is missing, and says so
// once. One that is empty and on another device is where a disk was mounted that
// is no longer.
func (l *loop) rootLost() bool {
	info, err := os.Stat(l.site.Src())
	lost := errors.Is(err, fs.ErrNotExist)
	if err == nil && l.root != nil && device(info) != device(l.root) {
		list, err := os.ReadDir(l.site.Src())
		lost = err == nil && len(list) == 0 && len(l.files) > 0
	}
	if lost && !l.lost {
		l.options.Warn(fmt.Sprintf(l.words.missing, l.site.File(".")))
	}
	l.lost = lost
	return lost
}

// rootReplaced stops watching the folder of notes where another one has its place.
func (l *loop) rootReplaced() {
	info, err := os.Stat(l.site.Src())
	if err != nil || l.root != nil && os.SameFile(info, l.root) {
		return
	}
	if l.root != nil {
		l.leaveAll()
	}
	l.root = info
}

func hasError(findings []report.Finding) bool {
	for _, f := range findings {
		if f.Severity == report.Error {
			return true
		}
	}
	return false
}
