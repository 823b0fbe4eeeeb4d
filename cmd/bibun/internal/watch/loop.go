package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/bibun-md/bibun/cmd/bibun/internal/ignore"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// loop owns the state. Only the goroutine of run touches its fields; workers
// and sweeps get what they need and send back what they found.
type loop struct {
	site    *site.Site
	survey  *site.Survey // the sweep's, one at a time
	options Options
	words   words
	source  *source // nil where the system gives no events

	files   map[string]*file
	folders map[string]bool   // those that are watched
	unread  map[string]string // folders that can't be listed, and why
	owner   map[string]string // place of an output → the file it is made of

	dirty map[string]bool      // paths that hints came for
	later map[string]time.Time // paths to look at again, and when
	wait  debounce
	queue []string // files to build
	busy  int      // files being built

	round    Round
	root     fs.FileInfo     // the folder of notes
	lost     bool            // which is missing
	disks    map[string]bool // folders where a disk is mounted, or was
	away     map[string]bool // those of which it was said that it is no longer
	sweeping bool

	polling bool // events aren't relied upon
	testing bool // the event that the self-test causes hasn't come yet
	heard   bool // an event came since the last sweep
	silent  int  // sweeps in a row that found what no event had told

	settings string    // those that hold
	recheck  time.Time // when to ask for them again; zero for with the next sweep
}

// file is the state of one file.
type file struct {
	hash  site.Hash // of the note that was built last
	built stamp     // of the file that was built last
	seen  stamp     // when it was last looked at
	// fresh says that the file was so young when it was looked at that it can
	// change once more without another stamp.
	fresh bool
	// output is what was written and is to be removed with the file; or "".
	output  string
	queued  bool
	busy    bool
	again   bool               // changed while it was being built
	build   context.Context    // of this build alone; nil between builds
	cancel  context.CancelFunc // has its result dropped
	dropped bool               // the last result was
	emptied time.Time          // since when it is empty; zero while it has content
	empty   stamp              // the one it has since then
	gone    time.Time          // since when it is missing; zero while it is there
	broken  bool               // its findings hold an error
	trouble string             // what kept it from being read or written; or ""
}

type job struct {
	ctx  context.Context
	name string
	hash site.Hash
}

func (l *loop) run(ctx context.Context) error {
	jobs := make(chan job)
	results := make(chan site.Outcome)
	sweeps := make(chan sweep, 1)
	var workers sync.WaitGroup
	for range max(l.options.Jobs, 1) {
		workers.Go(func() {
			for j := range jobs {
				results <- l.options.Make(j.ctx, j.name, j.hash)
			}
		})
	}
	defer func() {
		close(jobs)
		go func() {
			workers.Wait()
			close(results)
		}()
		for range results { // finish what was begun
		}
	}()

	var events <-chan fsnotify.Event
	var failures <-chan error
	if l.source != nil {
		events, failures = l.source.events, l.source.errors
	}
	sweepTime := time.NewTimer(time.Hour)
	defer sweepTime.Stop()
	look := time.NewTimer(time.Hour)
	defer look.Stop()

	l.settings = l.options.Settings()
	l.round.Start = time.Now()
	l.rootReplaced()
	l.enter(ctx, ".")
	if l.site.Output != nil {
		folders := make([]site.Entry, 0, len(l.folders))
		for name := range l.folders {
			folders = append(folders, site.Entry{Name: name})
		}
		l.site.Sweep(folders)
		l.prune(ctx)
	}
	sweepTime.Reset(l.pause(time.Since(l.round.Start)))
	var tested <-chan time.Time
	if l.selfTest() {
		tested = time.After(patient)
	}
	l.endRound(true)
	for {
		var out chan<- job
		var next job
		if len(l.queue) > 0 {
			out = jobs
			next = l.job(ctx, l.queue[0])
		}
		look.Reset(l.untilLook())
		select {
		case <-ctx.Done():
			return nil
		case e, ok := <-events:
			if !ok {
				events = nil
				break
			}
			if l.patterns(e) {
				l.startSweep(ctx, sweeps)
				break
			}
			l.event(e)
		case err, ok := <-failures:
			if !ok {
				failures = nil
				break
			}
			// The kernel has dropped events, or worse: only looking helps.
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				l.options.Warn(fmt.Sprintf(l.words.failed, err))
			}
			l.startSweep(ctx, sweeps)
		case <-tested:
			if l.testing {
				l.testing = false
				l.poll(l.words.silent)
				sweepTime.Reset(l.pause(0))
			}
		case <-look.C:
			l.look(ctx)
			if l.settingsChanged() {
				return ErrSettings
			}
		case out <- next:
			l.started()
		case o := <-results:
			l.finished(o)
		case <-sweepTime.C:
			l.startSweep(ctx, sweeps)
		case s := <-sweeps:
			if l.site.OutputLost() {
				return ErrOutput
			}
			l.swept(s)
			sweepTime.Reset(l.pause(s.took))
			l.askSettings()
		}
		l.endRound(false)
	}
}

// patterns reports whether a hint is about a file that says what is passed over:
// then everything has to be looked at.
func (l *loop) patterns(e fsnotify.Event) bool {
	return slices.Contains(ignore.FileNames(), filepath.Base(e.Name))
}

// event takes a hint of the file system.
func (l *loop) event(e fsnotify.Event) {
	name, ok := l.name(e.Name)
	if l.testing && name == "." && e.Op == fsnotify.Chmod {
		l.testing = false // the one that the self-test has caused
		return
	}
	l.heard, l.testing = true, false
	if ok && l.options.SettingsFile != "" && path.Base(name) == l.options.SettingsFile {
		l.askSettings()
	}
	if !ok || l.site.Ignored(name, l.folders[name]) {
		return
	}
	if e.Op&(fsnotify.Remove|fsnotify.Rename) != 0 && l.folders[name] {
		// At once, before the folder's new name is seen: the watches of a
		// renamed folder go on telling the old one.
		l.leave(name)
	}
	l.hint(name)
}

// name returns the path of a file relative to the notes.
func (l *loop) name(path string) (string, bool) {
	rel, err := filepath.Rel(l.site.Src(), path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// askSettings has the settings looked at, twice where they differ: a file that is
// being written to is empty for a moment.
func (l *loop) askSettings() {
	if l.recheck.IsZero() && l.options.Settings() != l.settings {
		l.recheck = time.Now().Add(longest)
	}
}

// settingsChanged reports whether the watch is to end with other settings.
func (l *loop) settingsChanged() bool {
	if l.recheck.IsZero() || time.Now().Before(l.recheck) {
		return false
	}
	l.recheck = time.Time{}
	now := l.options.Settings()
	if now == l.settings {
		return false
	}
	l.settings = now
	return l.options.Reload()
}

// hint marks a path to be looked at once the hints pause.
func (l *loop) hint(name string) {
	now := time.Now()
	l.beginRound(now)
	l.dirty[name] = true
	l.wait.hint(now)
}

// untilLook returns how long the loop may sleep before a path is to be looked at.
func (l *loop) untilLook() time.Duration {
	now := time.Now()
	at := now.Add(time.Hour)
	if len(l.dirty) > 0 {
		at = l.wait.at
	}
	if !l.recheck.IsZero() && l.recheck.Before(at) {
		at = l.recheck
	}
	for _, t := range l.later {
		if t.Before(at) {
			at = t
		}
	}
	return max(at.Sub(now), 0)
}

// job returns the job for a file in the queue. The hash lets a note be left
// alone that is as it was, or that has lost its content since it was looked at;
// where its permissions aren't as they were, it is built anew.
func (l *loop) job(ctx context.Context, name string) job {
	f := l.files[name]
	if f.build == nil {
		f.build, f.cancel = context.WithCancel(ctx)
	}
	j := job{f.build, name, f.hash}
	if f.built.Mode != f.seen.Mode || f.trouble != "" || f.seen.Size == 0 {
		j.hash = site.Hash{}
	}
	return j
}

// enqueue puts a file in line to be built. A path is built by one worker at a
// time, so that no older result can overtake a newer one. The result of a build
// that a save has overtaken is dropped, but not that of two in a row: where saves
// come faster than builds, something has to be shown on the way.
func (l *loop) enqueue(name string) {
	f := l.files[name]
	switch {
	case f.busy:
		f.again = true
		if !f.dropped && f.seen != f.built {
			f.dropped = true
			f.cancel()
		}
	case !f.queued:
		f.queued = true
		l.queue = append(l.queue, name)
	}
}

// started is called when a worker has taken the first file of the queue.
func (l *loop) started() {
	f := l.files[l.queue[0]]
	l.queue = l.queue[1:]
	f.queued, f.busy = false, true
	f.built = f.seen
	l.busy++
}

// finished takes the outcome of a worker.
func (l *loop) finished(o site.Outcome) {
	l.busy--
	f := l.files[o.Name]
	f.busy = false
	f.cancel() // nothing comes any more that could be
	f.build = nil
	f.dropped = errors.Is(o.Err, context.Canceled)
	if f.again {
		f.again = false
		l.enqueue(o.Name)
	}
	if o.Unchanged {
		return
	}
	if o.Err != nil {
		l.failed(f, o)
		return
	}
	f.trouble = ""
	f.hash = o.Hash
	f.broken = hasError(o.Findings)
	if f.output != "" && f.output != o.Output { // too long to be converted now, say
		l.drop(f)
	}
	f.output = o.Output
	if o.Note || o.Written || len(o.Findings) > 0 {
		l.round.Outcomes = append(l.round.Outcomes, o)
	}
}

// failed takes the outcome of a file that couldn't be read or written. It is
// told once; the sweep tries again.
func (l *loop) failed(f *file, o site.Outcome) {
	switch {
	case errors.Is(o.Err, context.Canceled):
		return
	case errors.Is(o.Err, site.ErrEmptied):
		l.later[o.Name] = time.Now()
		return
	}
	f.hash = site.Hash{}
	var at *fs.PathError
	if site.IsGone(o.Err) && errors.As(o.Err, &at) && at.Path == l.site.Path(o.Name) {
		l.later[o.Name] = time.Now() // if it is gone for good, the look that finds it so has the say
		return
	}
	l.beginRound(time.Now())
	if f.trouble != o.Err.Error() {
		f.trouble = o.Err.Error()
		f.broken = true
		l.round.Outcomes = append(l.round.Outcomes, o)
	}
}

// beginRound is called where there is something to report of.
func (l *loop) beginRound(now time.Time) {
	if l.round.Start.IsZero() {
		l.round.Start = now
	}
}

// endRound reports the round once nothing is left to do in it. The first round
// is reported even if there was nothing to build.
func (l *loop) endRound(first bool) {
	if l.busy > 0 || len(l.queue) > 0 || len(l.dirty) > 0 {
		return
	}
	if l.round.Start.IsZero() {
		return
	}
	if first || len(l.round.Outcomes) > 0 || len(l.round.Gone) > 0 {
		l.round.Elapsed = time.Since(l.round.Start)
		l.round.Broken = len(l.unread)
		for _, f := range l.files {
			if f.broken {
				l.round.Broken++
			}
		}
		l.options.Report(l.round)
	}
	l.round = Round{}
}
