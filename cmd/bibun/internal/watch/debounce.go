package watch

import "time"

const (
	// quiet is the pause after which a save counts as done: the system calls of
	// one save come within a millisecond or two.
	quiet = 10 * time.Millisecond
	// longest is how long hints that don't pause are waited for, so that a long
	// burst is shown on the way.
	longest = 50 * time.Millisecond
)

// debounce says when hints have paused. The zero value is ready.
type debounce struct {
	first time.Time // of the hints that are waited with; zero when there are none
	at    time.Time // when to look
}

// hint takes note of a hint at now.
func (d *debounce) hint(now time.Time) {
	if d.first.IsZero() {
		d.first = now
	}
	d.at = now.Add(quiet)
	if end := d.first.Add(longest); end.Before(d.at) {
		d.at = end
	}
}

// done is called when the hints were looked at.
func (d *debounce) done() { *d = debounce{} }
