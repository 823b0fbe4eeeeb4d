package site

import (
	"io/fs"
	"time"
)

// Stamp is what can be told of a file without reading it. Two equal stamps are
// taken for the same content, unless the file was young when the first was taken;
// where the system has it, the change time is in it, which no program can set back.
type Stamp struct {
	Size    int64
	Mode    fs.FileMode
	Mod     int64  // modification time in nanoseconds
	Changed int64  // change time in nanoseconds, or 0
	ID      uint64 // inode, or 0
}

// StampOf is the stamp of a file that was looked at.
func StampOf(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), Mode: info.Mode(), Mod: info.ModTime().UnixNano()}
	s.Changed, s.ID = identity(info)
	return s
}

// Youngest returns when the file changed last, as far as the stamp tells.
func (s Stamp) Youngest() time.Time {
	if s.Changed != 0 {
		return time.Unix(0, s.Changed)
	}
	return time.Unix(0, s.Mod)
}

// tick is longer than the clock of any file system needs for a step (4 ms with
// the kernel's coarse clock, two seconds on FAT): two changes within it can have
// one stamp.
const tick = 2 * time.Second

// settled returns s if the file, looked at now, can't change any more without
// getting another stamp; else a stamp that no file has.
func (s Stamp) settled(now time.Time) Stamp {
	if now.Sub(s.Youngest()) < tick {
		return Stamp{}
	}
	return s
}
