package watch

import (
	"io/fs"
	"time"
)

// stamp is what can be told of a file without reading it. Two equal stamps are
// taken for the same content by the sweep; where the system has it, the change
// time is in it, which no program can set back.
type stamp struct {
	size    int64
	mode    fs.FileMode
	mod     time.Time
	changed int64  // change time in nanoseconds, or 0
	id      uint64 // inode, or 0
}

func stampOf(info fs.FileInfo) stamp {
	s := stamp{size: info.Size(), mode: info.Mode(), mod: info.ModTime()}
	s.changed, s.id = identity(info)
	return s
}

// youngest returns when the file changed last, as far as the stamp tells.
func (s stamp) youngest() time.Time {
	if s.changed != 0 {
		return time.Unix(0, s.changed)
	}
	return s.mod
}
