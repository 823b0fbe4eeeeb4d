package site

import (
	"cmp"
	"context"
	"os"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"github.com/bibun-md/bibun/cmd/bibun/internal/ignore"
)

// memory is what a survey keeps from one look to the next.
type memory struct {
	root   *listing
	stat   status // of the file that is being looked at
	names  []byte // as the system lists them
	listed bool   // a folder was listed in this look
	stale  bool   // what is passed over has changed in this look
}

// listing is what is in a folder.
type listing struct {
	name, path string // relative to the notes, and in the file system
	// stamp is that of the folder when it was listed. It is zero where the folder
	// may have changed since without another one.
	stamp Stamp
	known []known // in the order of names
	// patterns are those of the folder, by which it was judged what is passed over;
	// pattern says that there is a file of them,
	// and listed that anything was judged.
	patterns        ignore.Patterns
	pattern, listed bool
}

// known is a name in a folder.
type known struct {
	base, name   string
	file, folder bool     // whether it isn't passed over if it is one
	inside       *listing // of the folder that it was when it was looked at last
}

// Look finds what [Site.Walk] finds. What it returns holds until the next look.
// Afresh has every folder listed, for file systems that don't tell what changes.
func (v *Survey) Look(ctx context.Context, afresh bool) (files []Seen, folders []string) {
	v.stale = afresh || v.root == nil
	for {
		if v.stale {
			v.site.ignored.Forget()
			v.root = &listing{name: ".", path: v.site.src}
		}
		v.files, v.folders, v.listed, v.stale = v.files[:0], v.folders[:0], false, false
		v.folder(ctx, v.root)
		if v.stale && ctx.Err() == nil {
			continue
		}
		if v.listed { // perhaps another one in place of one that was known
			v.site.ignored.Retain(v.folders)
		}
		return v.files, v.folders
	}
}

// folder looks at a folder and at what is in it.
func (v *Survey) folder(ctx context.Context, l *listing) {
	if v.stale || ctx.Err() != nil {
		return
	}
	fd, err := open(l.path)
	if err == unix.ENOENT || err == unix.ENOTDIR || err == unix.ELOOP { // gone again
		l.stamp, l.known = Stamp{}, nil
		return
	}
	v.folders = append(v.folders, l.name)
	if err != nil {
		l.stamp, l.known = Stamp{}, nil
		return
	}
	v.list(l, fd)
	for i := range l.known {
		v.look(l, &l.known[i], fd)
	}
	unix.Close(fd)
	for _, k := range l.known {
		if k.inside != nil {
			v.folder(ctx, k.inside)
		}
	}
}

// open opens a folder, not by way of a symbolic link.
func open(path string) (fd int, err error) {
	for {
		fd, err = unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		if err != unix.EINTR {
			return fd, err
		}
	}
}

// look looks at a name in a folder that is open.
func (v *Survey) look(l *listing, k *known, fd int) {
	inside := k.inside
	k.inside = nil
	err := error(unix.EINTR)
	for err == unix.EINTR {
		err = unix.Fstatat(fd, k.base, &v.stat.stat, unix.AT_SYMLINK_NOFOLLOW)
	}
	if err != nil {
		return
	}
	switch v.stat.stat.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		if k.file {
			v.files = append(v.files, Seen{k.name, StampOf(&v.stat)})
		}
	case unix.S_IFLNK:
		if info, err := os.Stat(v.site.Path(k.name)); k.file && err == nil && info.Mode().IsRegular() {
			v.files = append(v.files, Seen{k.name, StampOf(info)})
		}
	case unix.S_IFDIR:
		if k.folder {
			if k.inside = inside; inside == nil {
				k.inside = &listing{name: k.name, path: l.path + "/" + k.base}
			}
		}
	}
}

// list lists a folder that is open, unless it is as it was when it was listed last.
func (v *Survey) list(l *listing, fd int) {
	now := time.Now()
	err := unix.Fstat(fd, &v.stat.stat)
	stamp := StampOf(&v.stat)
	same := err == nil && l.stamp == stamp
	if same && !l.pattern {
		return
	}
	patterns := v.site.ignored.Reread(l.name)
	v.stale = l.listed && !patterns.Equal(l.patterns)
	if v.stale || same {
		return
	}
	v.listed = true
	if v.site.ignored.Err(l.name) != nil { // nothing in it may be taken for a note
		l.stamp, l.known = Stamp{}, nil
		return
	}
	if l.stamp = stamp; err != nil || now.Sub(stamp.Youngest()) < v.settles || !tellsOfChanges(fd) {
		l.stamp = Stamp{}
	}
	names, err := v.readNames(fd)
	if err != nil {
		l.stamp = Stamp{}
	}
	before := l.known
	within := l.name + "/"
	if l.name == "." {
		within = ""
	}
	l.listed, l.patterns, l.pattern = true, patterns, false
	l.known = make([]known, 0, len(names))
	for _, base := range names {
		l.pattern = l.pattern || slices.Contains(ignore.FileNames(), base)
		k := known{base: base, name: within + base}
		if v.site.passedOver(k.name, base) {
			continue
		}
		k.file = !v.site.ignored.Excluded(k.name, false)
		k.folder = !v.site.ignored.Excluded(k.name, true)
		if !k.file && !k.folder {
			continue
		}
		if i, ok := slices.BinarySearchFunc(before, base, func(k known, base string) int { return cmp.Compare(k.base, base) }); ok {
			k.inside = before[i].inside
		}
		l.known = append(l.known, k)
	}
}

// readNames returns the names in a folder that is open, in their order; those that
// came before an error with it.
func (v *Survey) readNames(fd int) (names []string, err error) {
	if v.names == nil {
		v.names = make([]byte, 32<<10)
	}
	for {
		n, err := unix.ReadDirent(fd, v.names)
		if err == unix.EINTR {
			continue
		}
		if err != nil || n <= 0 {
			slices.Sort(names)
			return names, err
		}
		_, _, names = unix.ParseDirent(v.names[:n], -1, names)
	}
}

// tellsOfChanges reports whether a folder gets another stamp by each change of what is
// in it. What is known to do so does; those of other machines and of programs don't
// always.
func tellsOfChanges(fd int) bool {
	var s unix.Statfs_t
	if unix.Fstatfs(fd, &s) != nil {
		return false
	}
	switch uint32(s.Type) {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC,
		unix.TMPFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC:
		return true
	}
	return false
}
