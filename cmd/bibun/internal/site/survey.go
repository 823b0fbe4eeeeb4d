package site

import "time"

// Survey walks the folder of notes again and again, as a watch does that can't rely
// on being told of everything. It keeps what is in the folders, and lists only those
// that have changed; each file is looked at each time. It is for one goroutine.
type Survey struct {
	site    *Site
	files   []Seen
	folders []string
	// settles is how long after a change a folder can change once more without
	// another stamp: tick.
	settles time.Duration
	memory
}

// Seen is a file as a look has found it.
type Seen struct {
	Name  string // relative to the notes, with slashes
	Stamp Stamp  // of what a symbolic link leads to
}

// Survey returns a survey of the notes that has seen nothing yet.
func (s *Site) Survey() *Survey { return &Survey{site: s, settles: tick} }
