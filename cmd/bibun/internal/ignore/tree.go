package ignore

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// FileNames are the files that hold patterns. Of two in one folder the later has
// the last word.
func FileNames() []string { return []string{".gitignore", ".bibunignore"} }

// Tree says what is excluded from a folder of notes. It is safe for use by several
// goroutines.
type Tree struct {
	root  string // the folder of notes
	above []level
	extra Patterns // have the last word

	mu     sync.Mutex
	levels map[string]Patterns // of the folders below root, "." being root itself
}

// level is a folder above the notes: its patterns, and the path of the notes from it.
type level struct {
	patterns Patterns
	path     string
}

// Open reads the patterns that hold for a folder, given by an absolute path
// without symbolic links. Extra are more patterns, relative to it, which win. The
// folder itself is never excluded: who names it wants it.
func Open(root string, extra []string) *Tree {
	t := &Tree{root: root, extra: Parse([]byte(strings.Join(extra, "\n"))), levels: map[string]Patterns{}}
	top := repository(root)
	if top == "" {
		return t
	}
	rel := "."
	for dir := root; dir != top; {
		rel = path.Join(filepath.Base(dir), rel)
		dir = filepath.Dir(dir)
		t.above = append(t.above, level{read(dir), rel})
	}
	return t
}

// repository is the root of the repository that a folder is in, or "".
func repository(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
		dir = filepath.Dir(dir)
	}
}

// maxFile is the length up to which a file of patterns is read; git's own limit
// is 100 MiB, and no one writes more than this.
const maxFile = 1 << 20

// read reads the patterns of a folder. A file that can't be read says nothing.
func read(dir string) (list Patterns) {
	for _, name := range FileNames() {
		file := filepath.Join(dir, name)
		if info, err := os.Lstat(file); err != nil || !info.Mode().IsRegular() || info.Size() > maxFile {
			continue // git doesn't follow symbolic links here either
		}
		if text, err := os.ReadFile(file); err == nil {
			list = append(list, Parse(text)...)
		}
	}
	return list
}

// Forget has the files in the folder read again.
func (t *Tree) Forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.levels)
}

// Reread reads the files in a folder again, "." being the root, and returns their
// patterns.
func (t *Tree) Reread(dir string) Patterns {
	list := read(filepath.Join(t.root, filepath.FromSlash(dir)))
	t.mu.Lock()
	defer t.mu.Unlock()
	t.levels[dir] = list
	return list
}

// Retain forgets what was read of other folders than these.
func (t *Tree) Retain(folders []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	levels := make(map[string]Patterns, len(folders))
	for _, dir := range folders {
		if list, ok := t.levels[dir]; ok {
			levels[dir] = list
		}
	}
	t.levels = levels
}

// in returns the patterns of a folder below the root.
func (t *Tree) in(dir string) Patterns {
	t.mu.Lock()
	defer t.mu.Unlock()
	list, ok := t.levels[dir]
	if !ok {
		list = read(filepath.Join(t.root, filepath.FromSlash(dir)))
		t.levels[dir] = list
	}
	return list
}

// Excluded reports whether a file or folder is excluded that lies in a folder
// which isn't: the name is relative to the root, with slashes.
func (t *Tree) Excluded(name string, folder bool) bool {
	if excluded, found := t.extra.Match(name, folder); found {
		return excluded
	}
	for dir, rest := path.Dir(name), path.Base(name); ; dir, rest = path.Dir(dir), path.Join(path.Base(dir), rest) {
		if list := t.in(dir); len(list) > 0 {
			if excluded, found := list.Match(rest, folder); found {
				return excluded
			}
		}
		if dir == "." {
			break
		}
	}
	for _, l := range t.above {
		if len(l.patterns) == 0 {
			continue
		}
		if excluded, found := l.patterns.Match(path.Join(l.path, name), folder); found {
			return excluded
		}
	}
	return false
}

// ExcludedAt is as Excluded for a name in any folder: what lies in a folder that
// is excluded is excluded, whatever the patterns say of it.
func (t *Tree) ExcludedAt(name string, folder bool) bool {
	for i, c := range name {
		if c == '/' && t.Excluded(name[:i], true) {
			return true
		}
	}
	return name != "." && t.Excluded(name, folder)
}
