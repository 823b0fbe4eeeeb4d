package site

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchangeFiles has two files in a folder change their names in one step.
func exchangeFiles(dir *os.File, a, b string) error {
	fd := int(dir.Fd())
	return unix.RenameatxNp(fd, a, fd, b, unix.RENAME_SWAP)
}
