package site

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// Cleaned is what became of an output folder.
type Cleaned struct {
	// Removed are the files that were removed.
	Removed []string
	// Kept are the files that were changed since bibun wrote them.
	Kept []string
	// Folder says that the output folder itself is gone: bibun had made it, and
	// nothing else is in it.
	Folder bool
}

// ErrNoRecord is the error for a folder that no build has kept a record in.
var ErrNoRecord = errors.New("no record of a build")

// Clean removes what builds have written to the folder out, and nothing else: a
// file that was there before, that was changed since or that is another's stays,
// and folders stay that bibun didn't make or that hold anything still. With try
// nothing is removed, and Cleaned says what would be.
func Clean(out string, try bool) (c Cleaned, err error) {
	real, err := resolve(out)
	if err != nil {
		return c, err
	}
	root, err := os.OpenRoot(real)
	if err != nil {
		return c, err
	}
	o := &Output{root: root, made: map[string]bool{}}
	s := &Site{Output: o}
	defer s.Close()
	if _, err := root.Lstat(recordFile); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = &fs.PathError{Op: "clean", Path: out, Err: ErrNoRecord}
		}
		return c, err
	}
	if s.lock, err = lock(root); err != nil {
		return c, err
	}
	s.record = openRecord(root, "", "")
	o.recordIn(s.record)
	for _, e := range s.record.all() {
		switch {
		case !e.ours:
		case try && s.untouched(&e):
			c.Removed = append(c.Removed, e.output)
		case try:
			c.keep(root, e.output)
		default:
			removed, err := s.Drop(e.output)
			if err != nil {
				return c, err
			}
			if removed {
				c.Removed = append(c.Removed, e.output)
			} else {
				c.keep(root, e.output)
			}
		}
	}
	if try {
		return c, nil
	}
	o.removeFolders()
	ours := s.record.folders["."]
	for _, name := range []string{recordFile, recordDraft, recordNoGit, lockFile} {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return c, err
		}
	}
	if err := root.Remove(RecordFolder); err != nil {
		return c, err
	}
	s.record = nil // nothing to write any more
	if ours {
		c.Folder = os.Remove(real) == nil
	}
	return c, nil
}

// keep tells of a file that stays, if it is there.
func (c *Cleaned) keep(root *os.Root, name string) {
	if _, err := root.Lstat(name); err == nil {
		c.Kept = append(c.Kept, name)
	}
}

// removeFolders removes the folders that bibun made and that are empty, the
// deepest first.
func (o *Output) removeFolders() {
	var names []string
	for name := range o.made {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return strings.Count(b, "/") - strings.Count(a, "/")
	})
	for _, name := range names {
		o.Sweep(name)
		o.root.Remove(name) // which fails where it isn't empty
	}
	o.Sweep(".")
}
