package site

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
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
	if s.record, err = openRecord(root, "", ""); err != nil {
		return c, err
	}
	o.recordIn(s.record)
	for _, e := range s.record.all() {
		if !e.ours {
			continue
		}
		gone := false
		if try {
			gone, err = s.untouched(&e)
		} else {
			gone, err = s.Drop(e.output)
		}
		switch {
		case err != nil:
			return c, err
		case gone:
			c.Removed = append(c.Removed, e.output)
		default:
			c.keep(root, e.output)
		}
	}
	if try {
		return c, nil
	}
	o.Sweep(".")
	for name := range o.made {
		o.Sweep(name)
	}
	if err := o.removeFolders(func(string) bool { return false }); err != nil {
		return c, err
	}
	ours := s.record.folders["."]
	s.record.discard()
	s.record = nil
	// The record is the last to go: whoever is killed here can clean again.
	for _, name := range []string{recordDraft, recordNoGit, lockFile, recordFile, RecordFolder} {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return c, err
		}
	}
	if ours {
		err = os.Remove(real)
		c.Folder = err == nil
		if errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, fs.ErrExist) {
			err = nil
		}
	}
	return c, err
}

// keep tells of a file that stays, if it is there.
func (c *Cleaned) keep(root *os.Root, name string) {
	if _, err := root.Lstat(name); err == nil {
		c.Kept = append(c.Kept, name)
	}
}
