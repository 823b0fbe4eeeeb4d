package watch

import (
	"io/fs"
	"syscall"
)

// identity returns the change time and the inode of a file.
func identity(info fs.FileInfo) (changed int64, id uint64) {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return st.Ctim.Nano(), st.Ino
	}
	return 0, 0
}

// device returns the number of the device that a file is on, or 0.
func device(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Dev)
	}
	return 0
}
