package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// source is what tells events: fsnotify, or what a test has in its place.
type source struct {
	add, remove func(path string) error
	list        func() []string // what is watched
	events      <-chan fsnotify.Event
	errors      <-chan error
}

func newSource() (*source, func() error, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, nil, err
	}
	return &source{w.Add, w.Remove, w.WatchList, w.Events, w.Errors}, w.Close, nil
}

const (
	// sweepEvery is how long a change that no event has told can go unseen, and
	// sweepLarge how long it can in a folder of which a sweep takes much.
	sweepEvery, sweepLarge = 2 * time.Second, 2400 * time.Millisecond
	// pollEvery is how often the folder is looked at where events don't come.
	pollEvery = 250 * time.Millisecond
	// idle is how much longer a pause is at least than the sweep before it, so
	// that looking at a large folder doesn't keep a processor busy.
	idle = 9
	// patient is how long the event that the self-test causes may take.
	patient = 2 * time.Second
)

// pause returns how long to wait between sweeps, when one took that long.
func (l *loop) pause(took time.Duration) time.Duration {
	if l.polling {
		return max(pollEvery, idle*took)
	}
	// Half a hundredth of one processor, as long as what is missed is found in time.
	return max(min(max(sweepEvery, 200*took), sweepLarge), idle*took)
}

// poll gives up on events, for a reason that is told once. Those that come all
// the same are still heard.
func (l *loop) poll(reason string) {
	if l.polling {
		return
	}
	l.polling = true
	l.options.Warn(l.words.polling(reason, pollEvery))
}

// limited returns the reason that an error of the system gives for polling, with
// the setting that is to be raised.
func (w words) limited(err error) string {
	setting := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		setting = "fs.inotify.max_user_watches"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		setting = "fs.inotify.max_user_instances"
	default:
		return err.Error()
	}
	return fmt.Errorf(w.limit, err, setting).Error()
}

// selfTest causes an event and returns when it should have come: it gives the
// folder of notes the permissions that it has, which changes nothing. Where that
// can't be done there is no test, and it returns false.
func (l *loop) selfTest() bool {
	if l.source == nil || l.polling || runtime.GOOS == "windows" {
		return false
	}
	info, err := os.Stat(l.site.Src())
	if err != nil {
		return false
	}
	const bits = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky
	l.testing = true
	return os.Chmod(l.site.Src(), info.Mode()&bits) == nil
}

// judge is told whether a sweep has found something that no event had told.
// File systems of other machines pass the self-test, since the kernel tells of
// what is done here; so after two such sweeps without any event there will be none.
func (l *loop) judge(untold bool) {
	switch {
	case l.heard:
		l.silent = 0
	case untold && l.source != nil:
		if l.silent++; l.silent == 2 {
			l.poll(l.words.silent)
		}
	}
	l.heard = false
}
