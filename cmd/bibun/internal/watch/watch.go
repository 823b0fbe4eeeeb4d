package watch

import (
	"context"
	"fmt"
	"time"

	"github.com/fsnotify/fsnotify"

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
}

// Round is what was built after one save, or after a burst of them.
type Round struct {
	// Start is when the first hint came, and Elapsed how long it took from
	// there until everything was written.
	Start   time.Time
	Elapsed time.Duration
	// Outcomes are the files that were built.
	Outcomes []site.Outcome
	// Removed are outputs that were removed because their file has gone.
	Removed []string
	// Broken is the number of files with errors now, built in this round or not.
	Broken int
}

// Watch builds s and goes on building what changes until ctx ends, which is no
// error: what was begun is then finished, and no temporary file stays.
func Watch(ctx context.Context, s *site.Site, o Options) error {
	l := newLoop(s, o)
	w, err := fsnotify.NewWatcher()
	if err != nil {
		o.Warn(fmt.Sprintf("no events from the file system (%v); looking every %v instead", err, sweepEvery))
	} else {
		defer w.Close()
		l.watcher = w
	}
	return l.run(ctx)
}

func newLoop(s *site.Site, o Options) *loop {
	return &loop{
		site:    s,
		options: o,
		files:   map[string]*file{},
		folders: map[string]bool{},
		owner:   map[string]string{},
		dirty:   map[string]bool{},
		later:   map[string]time.Time{},
	}
}
