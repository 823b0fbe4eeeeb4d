package watch

import (
	"fmt"
	"os"
	"path"
)

// onDisk notes that a folder is where a disk is mounted, which is on another device
// than the folder above it.
func (l *loop) onDisk(name string) {
	if name != "." && l.mounted(name) {
		l.disks[name] = true
	}
}

// mounted reports whether a folder is on another device than the one above it.
func (l *loop) mounted(name string) bool {
	info, err := os.Stat(l.site.Path(name))
	if err != nil {
		return false
	}
	above, err := os.Stat(l.site.Path(path.Dir(name)))
	return err == nil && device(info) != device(above)
}

// unmounted reports whether a path is in a folder where a disk was mounted that is no
// longer, and says so once. What was on it isn't deleted, so that its outputs stay until
// it is back or another watch begins.
func (l *loop) unmounted(name string) bool {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if !l.disks[dir] {
			continue
		}
		if l.mounted(dir) {
			delete(l.away, dir)
			continue
		}
		if !l.away[dir] {
			l.away[dir] = true
			l.options.Warn(fmt.Sprintf(l.words.missing, l.site.File(dir)))
		}
		return true
	}
	return false
}
