package site

import (
	"io/fs"
	"syscall"
)

// identity returns the change time and the inode of a file.
func identity(info fs.FileInfo) (changed int64, id uint64) {
	if s, ok := info.(*status); ok {
		return s.stat.Ctim.Nano(), s.stat.Ino
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ctim.Nano(), st.Ino
	}
	return 0, 0
}
