package site

import (
	"cmp"
	"io/fs"
	"os"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// lookIn calls look for what is in a folder and wanted, in the order of names, with
// what os.Lstat says of it. Each look starts at the folder, which spares the system the
// way there: a third of what the look costs. What could be listed before an error is
// looked at.
func lookIn(dir string, wanted func(name string) bool, look func(name string, info fs.FileInfo, err error)) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	fd := int(f.Fd())
	for _, d := range list {
		if !wanted(d.Name()) {
			continue
		}
		s := &status{name: d.Name()}
		for {
			err := unix.Fstatat(fd, s.name, &s.stat, unix.AT_SYMLINK_NOFOLLOW)
			if err == unix.EINTR {
				continue
			}
			if err != nil {
				err = &fs.PathError{Op: "lstat", Path: dir + "/" + s.name, Err: err}
			}
			look(s.name, s, err)
			break
		}
	}
	return err
}

// status is what the system says of a file.
type status struct {
	name string
	stat unix.Stat_t
}

func (s *status) Name() string       { return s.name }
func (s *status) Size() int64        { return s.stat.Size }
func (s *status) ModTime() time.Time { return time.Unix(s.stat.Mtim.Unix()) }
func (s *status) IsDir() bool        { return s.stat.Mode&unix.S_IFMT == unix.S_IFDIR }

// Mode is the mode as package os puts it.
func (s *status) Mode() fs.FileMode {
	m := fs.FileMode(s.stat.Mode & 0o777)
	switch s.stat.Mode & unix.S_IFMT {
	case unix.S_IFBLK:
		m |= fs.ModeDevice
	case unix.S_IFCHR:
		m |= fs.ModeDevice | fs.ModeCharDevice
	case unix.S_IFDIR:
		m |= fs.ModeDir
	case unix.S_IFIFO:
		m |= fs.ModeNamedPipe
	case unix.S_IFLNK:
		m |= fs.ModeSymlink
	case unix.S_IFSOCK:
		m |= fs.ModeSocket
	}
	if s.stat.Mode&unix.S_ISGID != 0 {
		m |= fs.ModeSetgid
	}
	if s.stat.Mode&unix.S_ISUID != 0 {
		m |= fs.ModeSetuid
	}
	if s.stat.Mode&unix.S_ISVTX != 0 {
		m |= fs.ModeSticky
	}
	return m
}

// Sys is what that of package os is.
func (s *status) Sys() any {
	return &syscall.Stat_t{Dev: s.stat.Dev, Ino: s.stat.Ino, Mode: s.stat.Mode, Size: s.stat.Size,
		Mtim: syscall.Timespec(s.stat.Mtim), Ctim: syscall.Timespec(s.stat.Ctim)}
}
