package watch

import (
	"context"
	"errors"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// Options say how a folder is watched. Report and Warn are required.
type Options struct {
	// Jobs is how many files are built at once.
	Jobs int
	// Report is told of each round of building, by one goroutine.
	Report func(Round)
	// Warn is told of what makes watching worse but doesn't end it.
	Warn func(message string)
	// Poll looks at all files again and again instead of listening for events.
	// Defaults to polling only where events don't come.
	Poll bool
	// Lang is the language of warnings, "ja" or "en". Defaults to English.
	Lang string
	// Settings returns a text that changes with the settings that the site was
	// opened with. It is asked now and then, and when the file called
	// SettingsFile changes. Defaults to settings that never change.
	Settings     func() string
	SettingsFile string
	// Reload is asked, when Settings has changed, whether the watch is to end
	// with ErrSettings; it isn't where the new settings can't be used. Required
	// with Settings.
	Reload func() bool
	// Make makes the output of a file whose content may be known already.
	// Defaults to that of the site.
	Make func(ctx context.Context, name string, known site.Hash) site.Outcome
}

// Round is what was built after one save, or after a burst of them.
type Round struct {
	// Start is when the first hint came, and Elapsed how long it took from
	// there until everything was written.
	Start   time.Time
	Elapsed time.Duration
	// Outcomes are the files that were built.
	Outcomes []site.Outcome
	// Gone are the files that are no longer there.
	Gone []string
	// Removed are outputs that were removed because their file has gone.
	Removed []string
	// Broken is the number of files with errors now, built in this round or not, and
	// of folders that can't be read.
	Broken int
}

// ErrSettings ends a watch whose settings have changed. What was begun is
// finished; the caller opens the site anew.
var ErrSettings = errors.New("the settings have changed")

// ErrOutput ends a watch whose output folder has been removed. The caller opens the
// site anew, which makes it again.
var ErrOutput = errors.New("the output folder is gone")

// Watch builds s and goes on building what changes until ctx ends, which is no
// error: what was begun is then finished, and no temporary file stays.
func Watch(ctx context.Context, s *site.Site, o Options) error {
	l := newLoop(s, o)
	if o.Poll {
		l.polling = true
		return l.run(ctx)
	}
	src, closeSource, err := newSource()
	if err != nil {
		l.poll(l.words.limited(err))
		return l.run(ctx)
	}
	defer closeSource()
	l.source = src
	return l.run(ctx)
}

func newLoop(s *site.Site, o Options) *loop {
	if o.Make == nil {
		o.Make = s.Make
	}
	if o.Settings == nil {
		o.Settings = func() string { return "" }
	}
	return &loop{
		site:    s,
		survey:  s.Survey(),
		options: o,
		words:   wordsIn(o.Lang),
		files:   map[string]*file{},
		folders: map[string]bool{},
		disks:   map[string]bool{},
		away:    map[string]bool{},
		unread:  map[string]string{},
		owner:   map[string]string{},
		dirty:   map[string]bool{},
		later:   map[string]time.Time{},
	}
}
