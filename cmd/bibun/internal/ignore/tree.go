package ignore

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
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
	levels map[string]level // of the folders below root, "." being root itself
	last   map[string]level // those before Forget
	kept   map[string]level // of last, those that can't be read any more
}

// level is a folder: its patterns, what kept them from being read, whether they are known
// all the same and, above the notes, the path of the notes from it.
type level struct {
	patterns Patterns
	err      error
	known    bool
	path     string
}

// Open reads the patterns that hold for a folder, given by an absolute path
// without symbolic links. Extra are more patterns, relative to it, which win. The
// folder itself is never excluded: who names it wants it.
func Open(root string, extra []string) *Tree {
	t := &Tree{root: root, extra: Parse([]byte(strings.Join(extra, "\n"))), levels: map[string]level{}, last: map[string]level{}, kept: map[string]level{}}
	top, err := repository(root)
	if err != nil {
		t.above = []level{{err: err}}
		return t
	}
	if top == "" {
		return t
	}
	rel := "."
	for dir := root; dir != top; {
		rel = path.Join(filepath.Base(dir), rel)
		dir = filepath.Dir(dir)
		patterns, err := read(dir)
		t.above = append(t.above, level{patterns: patterns, err: err, path: rel})
	}
	return t
}

// repository is the root of the repository that a folder is in, or "".
func repository(dir string) (string, error) {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil || !errors.Is(err, fs.ErrNotExist) {
			return dir, err
		}
		if dir == filepath.Dir(dir) {
			return "", nil
		}
		dir = filepath.Dir(dir)
	}
}

// maxFile is the length up to which a file of patterns is read; git's own limit
// is 100 MiB, and no one writes more than this.
const maxFile = 1 << 20

// read reads the patterns of a folder.
func read(dir string) (list Patterns, err error) {
	for _, name := range FileNames() {
		file := filepath.Join(dir, name)
		info, err := os.Lstat(file)
		if err == nil && (!info.Mode().IsRegular() || info.Size() > maxFile) {
			continue // git doesn't follow symbolic links here either
		}
		var text []byte
		if err == nil {
			text, err = os.ReadFile(file)
		}
		switch {
		case err == nil:
			list = append(list, Parse(text)...)
		case !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR):
			return nil, err
		}
	}
	return list, nil
}

// Forget has the files in the folder read again.
func (t *Tree) Forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	maps.DeleteFunc(t.levels, func(_ string, l level) bool { return l.err != nil })
	maps.Copy(t.levels, t.kept)
	t.last, t.levels, t.kept = t.levels, map[string]level{}, map[string]level{}
}

// Reread reads the files in a folder again, "." being the root, and returns their
// patterns: those that were read before where they can't be read any more.
func (t *Tree) Reread(dir string) Patterns {
	t.mu.Lock()
	defer t.mu.Unlock()
	if l, ok := t.levels[dir]; ok && l.err == nil {
		t.last[dir] = l
	}
	delete(t.levels, dir)
	return t.level(dir).patterns
}

// Retain forgets what was read of other folders than these.
func (t *Tree) Retain(folders []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	levels := make(map[string]level, len(folders))
	for _, dir := range folders {
		if l, ok := t.levels[dir]; ok {
			levels[dir] = l
		}
	}
	t.levels, t.last = levels, map[string]level{}
}

// Retry has patterns that couldn't be read before read again: those that hold for a folder.
func (t *Tree) Retry(dir string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for ; ; dir = path.Dir(dir) {
		if t.levels[dir].err != nil {
			delete(t.levels, dir)
		}
		if dir == "." {
			return
		}
	}
}

// in returns the level of a folder below the root. Where its patterns can't be read,
// those that were read before hold.
func (t *Tree) in(dir string) level {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.level(dir)
}

// level is in, for those who hold the lock.
func (t *Tree) level(dir string) level {
	l, ok := t.levels[dir]
	if !ok {
		l.patterns, l.err = read(filepath.Join(t.root, filepath.FromSlash(dir)))
		if l.err != nil {
			last, known := t.last[dir]
			if known {
				t.kept[dir] = last
			}
			l.patterns, l.known = last.patterns, known
		}
		t.levels[dir] = l
	}
	return l
}

// Err returns what keeps it from being known what is excluded in a folder: patterns
// that can't be read. What they exclude may be private, so that nothing in that
// folder may be taken for a note.
func (t *Tree) Err(dir string) error {
	for ; ; dir = path.Dir(dir) {
		if err := t.in(dir).err; err != nil {
			return err
		}
		if dir == "." {
			break
		}
	}
	for _, l := range t.above {
		if l.err != nil {
			return l.err
		}
	}
	return nil
}

// Excluded reports whether a file or folder is excluded that lies in a folder
// which isn't: the name is relative to the root, with slashes. Where patterns have never
// been read, everything is.
func (t *Tree) Excluded(name string, folder bool) bool {
	if excluded, found := t.extra.Match(name, folder); found {
		return excluded
	}
	for dir, rest := path.Dir(name), path.Base(name); ; dir, rest = path.Dir(dir), path.Join(path.Base(dir), rest) {
		l := t.in(dir)
		if excluded, found := l.match(rest, folder); found {
			return excluded
		}
		if dir == "." {
			break
		}
	}
	for _, l := range t.above {
		if excluded, found := l.match(path.Join(l.path, name), folder); found {
			return excluded
		}
	}
	return false
}

// match says what the patterns of a folder say of a name, if anything.
func (l *level) match(name string, folder bool) (excluded, found bool) {
	if l.err != nil && !l.known {
		return true, true
	}
	if len(l.patterns) == 0 {
		return false, false
	}
	return l.patterns.Match(name, folder)
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
