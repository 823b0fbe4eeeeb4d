package site

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// InUse is the error for an output folder that another bibun writes to.
type InUse struct {
	Folder string
	// Process is the number of the other's process, or 0 where it can't be told.
	Process int
}

func (e *InUse) Error() string {
	who := "another bibun"
	if e.Process != 0 {
		who += fmt.Sprintf(" (process %d)", e.Process)
	}
	return fmt.Sprintf("%s writes to %s; end it first, or choose another output folder", who, e.Folder)
}

// lock keeps other bibuns from writing to an output folder until it is closed. It
// ends with the process, however that ends. A file system that knows no locks
// does without.
func lock(root *os.Root) (io.Closer, error) {
	if info, err := root.Lstat(lockFile); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "lock", Path: filepath.Join(root.Name(), lockFile), Err: errInTheWay}
	}
	l := flock.New(filepath.Join(root.Name(), filepath.FromSlash(lockFile)), flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o666))
	locked, err := l.TryLock()
	if err != nil {
		if errors.Is(err, errors.ErrUnsupported) {
			return l, nil
		}
		return nil, err
	}
	if !locked {
		e := &InUse{Folder: root.Name()}
		if text, err := root.ReadFile(lockFile); err == nil {
			e.Process, _ = strconv.Atoi(strings.TrimSpace(string(text)))
		}
		return nil, e
	}
	// For the message above. Where a lock keeps even its owner from writing, as on
	// Windows, that does without the number.
	if f, err := root.OpenFile(lockFile, os.O_WRONLY|os.O_TRUNC, 0); err == nil {
		fmt.Fprintf(f, "%d\n", os.Getpid())
		f.Close()
	}
	return l, nil
}
