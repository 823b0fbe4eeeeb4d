package site

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchangeFiles has two files in a folder change their names in one step.
func exchangeFiles(dir *os.File, a, b string) error {
	fd := int(dir.Fd())
	err := unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	if err == unix.EINVAL || err == unix.ENOSYS {
		return errors.ErrUnsupported
	}
	return err
}
