package watch

import (
	"io/fs"
	"syscall"
)

// device returns the number of the device that a file is on, or 0.
func device(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Dev)
	}
	return 0
}
