package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Output is a folder that is written to. Every file in it is, at every moment,
// old or new and never partial: what is new is written to a temporary file
// beside it, which then takes its name. Nothing outside the folder can be
// reached, by ".." or by symbolic links. It is safe for use by several goroutines.
type Output struct {
	root  *os.Root
	fresh bool          // the folder itself was made here
	n     atomic.Uint64 // number of the next temporary

	mu     sync.Mutex
	made   map[string]bool // folders that bibun made, and may be removed again
	record *record         // is told of them; may be nil
}

// OpenOutput opens the folder dir, and creates it where it is missing.
func OpenOutput(dir string) (*Output, error) {
	fresh, err := makeAll(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Output{root: root, made: map[string]bool{}, fresh: fresh}, nil
}

// makeAll makes a folder and those above it where they are missing, and reports whether
// it was. Unlike os.MkdirAll it says why where that can't be told.
func makeAll(dir string) (fresh bool, err error) {
	err = os.Mkdir(dir, 0o777)
	if up := filepath.Dir(dir); errors.Is(err, fs.ErrNotExist) && up != dir {
		if _, err := makeAll(up); err != nil {
			return false, err
		}
		err = os.Mkdir(dir, 0o777)
	}
	if err != nil {
		if info, statErr := os.Stat(dir); statErr == nil && info.IsDir() {
			return false, nil
		} else if statErr != nil && errors.Is(err, fs.ErrExist) {
			err = statErr
		}
	}
	return err == nil, err
}

// OpenCheck opens the folder dir to be compared with, not written. It needn't
// be there.
func OpenCheck(dir string) (*Output, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return &Output{}, nil
	}
	return &Output{root: root}, err
}

// recordIn has r told of the folders that are made, and takes those it knows.
func (o *Output) recordIn(r *record) {
	o.record = r
	for name := range r.folders {
		if name != "." { // which only clean removes
			o.made[name] = true
		}
	}
	if o.fresh {
		r.folder(".", true)
	}
}

// Close releases the folder.
func (o *Output) Close() error {
	if o.root == nil {
		return nil
	}
	return o.root.Close()
}

// Differs reports whether the content of the file called name isn't data, and
// what it is, nil where there is no such file.
func (o *Output) Differs(name string, data []byte) (before []byte, differs bool, err error) {
	if o.root == nil {
		return nil, true, nil
	}
	f, err := o.root.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, true, nil
	case err != nil:
		return nil, false, err
	}
	defer f.Close()
	before, err = io.ReadAll(f)
	return before, !bytes.Equal(before, data), err
}

// ErrNotRegular is in the error for what is no file, such as a pipe or a link.
var ErrNotRegular = errors.New("not a regular file")

// Start returns the start of the file called name, up to a length. It is empty where
// there is no file; an error says that there may be one, or something else.
func (o *Output) Start(name string, length int64) ([]byte, error) {
	if o.root == nil {
		return nil, nil
	}
	info, err := o.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: path.Join(o.root.Name(), name), Err: ErrNotRegular}
	}
	f, err := o.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, length))
}

// DiffersFrom reports whether the content of the file called name isn't that of
// the file at from.
func (o *Output) DiffersFrom(name, from string) (bool, error) {
	if o.root == nil {
		return true, nil
	}
	src, err := os.Open(from)
	if err != nil {
		return false, err
	}
	defer src.Close()
	f, err := o.root.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return true, nil
	case err != nil:
		return false, err
	}
	defer f.Close()
	same, err := sameContent(f, src)
	return !same, err
}

// place is the folder of a file, opened once for all that is done to the file, and
// the file's name in it.
type place struct {
	*os.Root
	base string
	name string // relative to the output
	path string // for messages
	o    *Output
}

// place opens the folder of the file called name, and makes it where it is missing.
func (o *Output) place(name string) (place, error) {
	p := place{o.root, path.Base(name), name, path.Join(o.root.Name(), name), o}
	dir := path.Dir(name)
	if dir == "." {
		return p, nil
	}
	var err error
	if p.Root, err = o.root.OpenRoot(dir); errors.Is(err, fs.ErrNotExist) {
		if err = o.makeFolder(dir); err == nil {
			p.Root, err = o.root.OpenRoot(dir)
		}
	}
	return p, err
}

func (p place) close() {
	if p.Root != p.o.root {
		p.Root.Close()
	}
}

func (p place) inTheWay() error {
	return p.unwritten(errors.New("something other than a file is in the way"))
}

// unwritten is the error for the file, whatever step on the way there failed.
func (p place) unwritten(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		err = e.Err
	} else if e := (*os.LinkError)(nil); errors.As(err, &e) {
		err = e.Err
	}
	return &fs.PathError{Op: "write", Path: p.path, Err: err}
}

// Write makes data the content of the file called name and reports whether it
// wasn't already, and its stamp now. The file gets the permissions of mode.
func (o *Output) Write(name string, data []byte, mode fs.FileMode) (written bool, now Stamp, err error) {
	p, err := o.place(name)
	if err != nil {
		return false, now, err
	}
	defer p.close()
	same, now, err := p.same(int64(len(data)), mode, func(f io.Reader) (bool, error) {
		old, err := io.ReadAll(f)
		return bytes.Equal(old, data), err
	})
	if same || err != nil {
		return false, now, err
	}
	if err = p.replace(bytes.NewReader(data), mode); err != nil {
		return true, now, err
	}
	now, err = p.stamp()
	return true, now, err
}

// Create makes a new file called name. It never takes the place of one that is there:
// then the error is fs.ErrExist. It has the permissions of its folder, as far as a file
// has a use for them.
func (o *Output) Create(name string, data []byte) error {
	p, err := o.place(name)
	if err != nil {
		return err
	}
	defer p.close()
	temporary, err := p.draft(bytes.NewReader(data), o.modeIn(path.Dir(name)), false)
	if err == nil {
		err = p.Link(temporary, p.base)
		if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EPERM) { // as on FAT
			if _, there := p.Lstat(p.base); errors.Is(there, fs.ErrNotExist) {
				err = p.Rename(temporary, p.base)
			}
		}
	}
	p.Remove(temporary)
	if err != nil {
		return p.unwritten(err)
	}
	return nil
}

// modeIn are the permissions of a new file that is made of no other.
func (o *Output) modeIn(folder string) fs.FileMode {
	info, err := o.root.Stat(folder)
	if err != nil {
		return 0o644
	}
	return info.Mode() & 0o666
}

// Copy makes the content of the file at from that of the file called name, with
// its permissions. It reports whether it wasn't already, the file's stamp now, and
// the hash of what was written.
func (o *Output) Copy(name, from string) (written bool, now Stamp, hash Hash, err error) {
	src, err := os.Open(from)
	if err != nil {
		return false, now, hash, err
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return false, now, hash, err
	}
	p, err := o.place(name)
	if err != nil {
		return false, now, hash, err
	}
	defer p.close()
	same, now, err := p.same(info.Size(), info.Mode(), func(f io.Reader) (bool, error) {
		return sameContent(f, src)
	})
	if same || err != nil {
		return false, now, hash, err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return false, now, hash, err
	}
	h := sha256.New()
	if err = p.replace(io.TeeReader(src, h), info.Mode()); err != nil {
		return true, now, hash, err
	}
	now, err = p.stamp()
	return true, now, Hash(h.Sum(nil)), err
}

// stamp is that of the file as it is.
func (p place) stamp() (Stamp, error) {
	info, err := p.Lstat(p.base)
	if err != nil {
		return Stamp{}, err
	}
	return StampOf(info), nil
}

// same reports whether the file has this size, permissions and content, and its
// stamp. A symbolic link is refused: what it leads to isn't ours to write.
func (p place) same(size int64, mode fs.FileMode, equal func(io.Reader) (bool, error)) (bool, Stamp, error) {
	info, err := p.Lstat(p.base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, Stamp{}, nil
	case err != nil:
		return false, Stamp{}, err
	case !info.Mode().IsRegular():
		return false, Stamp{}, p.inTheWay()
	case info.Size() != size || info.Mode().Perm() != mode.Perm():
		return false, Stamp{}, nil
	}
	f, err := p.Open(p.base)
	if err != nil {
		return false, Stamp{}, nil // unreadable, so to be replaced
	}
	defer f.Close()
	same, err := equal(f)
	return same, StampOf(info), err
}

func sameContent(a, b io.Reader) (bool, error) {
	bufA, bufB := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, errA := io.ReadFull(a, bufA)
		m, errB := io.ReadFull(b, bufB)
		if !bytes.Equal(bufA[:n], bufB[:m]) {
			return false, nil
		}
		for _, err := range []error{errA, errB} {
			if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
				return false, err
			}
		}
		if errA != nil || errB != nil {
			return true, nil
		}
	}
}

// replace writes the file by way of a temporary one.
func (p place) replace(content io.Reader, mode fs.FileMode) error {
	temporary, err := p.draft(content, mode, false)
	if err == nil {
		err = p.o.record.mean(p.name)
	}
	if err == nil {
		err = p.Rename(temporary, p.base)
	}
	if err != nil {
		p.Remove(temporary)
		return p.unwritten(err)
	}
	return nil
}

// draft writes a temporary file and returns its name. With lasting, it is on the disk
// when draft returns, and not only on its way there.
func (p place) draft(content io.Reader, mode fs.FileMode, lasting bool) (name string, err error) {
	name = temporaryName(p.o.n.Add(1))
	f, err := p.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return name, err
	}
	_, err = io.Copy(f, content)
	if err == nil {
		err = f.Chmod(mode.Perm())
	}
	if err == nil && lasting {
		if err = f.Sync(); errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
			err = nil // a file system that knows no such thing
		}
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return name, err
}

// makeFolder makes the folder called name and those above it, and remembers
// which of them are new.
func (o *Output) makeFolder(name string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.makeFolders(name)
}

func (o *Output) makeFolders(name string) error {
	if name == "." {
		return nil
	}
	info, err := o.root.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := o.makeFolders(path.Dir(name)); err != nil {
		return err
	}
	// Recorded first: who is killed between has made it all the same.
	if err := o.remember(name, true); err != nil {
		return err
	}
	if err := o.root.Mkdir(name, 0o777); err != nil {
		o.remember(name, false)
		return err
	}
	return nil
}

// remember says whether a folder is one that was made here. An error says that it
// can't be recorded.
func (o *Output) remember(name string, made bool) error {
	if made {
		o.made[name] = true
	} else {
		delete(o.made, name)
	}
	return o.record.folder(name, made)
}

// Remove removes the file called name, and those folders above it that were
// made here and are empty now.
func (o *Output) Remove(name string) error {
	if err := o.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return err
	}
	o.record.forget(name)
	o.mu.Lock()
	defer o.mu.Unlock()
	// "." is never among them.
	for dir := path.Dir(name); o.made[dir]; dir = path.Dir(dir) {
		if empty, err := o.removeFolder(dir); err != nil || !empty {
			return err
		}
	}
	return nil
}

// removeFolder removes a folder that was made here, if it is empty.
func (o *Output) removeFolder(name string) (empty bool, err error) {
	info, err := o.root.Lstat(name)
	if err == nil && !info.IsDir() { // somebody's file or link now
		return false, o.remember(name, false)
	}
	if err == nil {
		err = o.root.Remove(name)
	}
	switch {
	case errors.Is(err, syscall.ENOTEMPTY), errors.Is(err, fs.ErrExist):
		return false, nil
	case err == nil, errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return true, o.remember(name, false)
	}
	if linked, linkErr := o.linked(path.Dir(name)); linked && linkErr == nil {
		return false, o.remember(name, false)
	}
	return false, err
}

// linked reports whether there is a symbolic link on the way to a folder. What is behind
// it isn't ours.
func (o *Output) linked(folder string) (bool, error) {
	if folder == "." {
		return false, nil
	}
	if linked, err := o.linked(path.Dir(folder)); linked || err != nil {
		return linked, err
	}
	info, err := o.root.Lstat(folder)
	return err == nil && info.Mode()&fs.ModeSymlink != 0, err
}

// removeFolders removes the folders that were made here, that are empty and that
// nothing wants, the deepest first.
func (o *Output) removeFolders(wanted func(name string) bool) (err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	names := slices.Collect(maps.Keys(o.made))
	slices.SortFunc(names, func(a, b string) int {
		return strings.Count(b, "/") - strings.Count(a, "/")
	})
	for _, name := range names {
		if !wanted(name) {
			_, failed := o.removeFolder(name)
			err = cmp.Or(err, failed)
		}
	}
	return err
}

const (
	temporaryPrefix = ".bibun-"
	temporarySuffix = ".tmp"
)

// thisRun tells the temporaries of this process from those of an earlier one that had
// the same number, as every process has that is the only one in its container.
var thisRun = strconv.FormatUint(rand.Uint64(), 36)

// temporaryName is the name of a temporary file: .bibun-process-run-number.tmp.
func temporaryName(n uint64) string {
	return fmt.Sprintf("%s%d-%s-%d%s", temporaryPrefix, os.Getpid(), thisRun, n, temporarySuffix)
}

// Sweep removes the temporaries that a killed run has left in the folder called
// name. Those of a run that goes on are kept.
func (o *Output) Sweep(name string) {
	dir, err := o.root.Open(name)
	if err != nil {
		return
	}
	defer dir.Close()
	list, _ := dir.ReadDir(-1)
	for _, d := range list {
		rest, ok := strings.CutPrefix(d.Name(), temporaryPrefix)
		if !ok || !strings.HasSuffix(rest, temporarySuffix) || !d.Type().IsRegular() {
			continue
		}
		pid, run, _ := strings.Cut(rest, "-")
		if pid == strconv.Itoa(os.Getpid()) && strings.HasPrefix(run, thisRun+"-") {
			continue
		}
		ended := pid == strconv.Itoa(os.Getpid()) || !alive(pid)
		if info, err := d.Info(); err == nil && (ended || time.Since(info.ModTime()) > time.Hour) {
			o.root.Remove(path.Join(name, d.Name()))
		}
	}
}

// alive reports whether a process runs. Where that can't be told it says so.
func alive(pid string) bool {
	n, err := strconv.Atoi(pid)
	if err != nil || n <= 0 {
		return false
	}
	p, err := os.FindProcess(n)
	if err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}
