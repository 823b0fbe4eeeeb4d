package site

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// RecordFolder is where an output folder holds the record of what was written
// to it. It lies there, and not with the notes or in a cache of the user, because it
// is about that folder: it moves with it, it is gone when the folder is, and it
// says whose its files are.
const RecordFolder = ".bibun"

const (
	recordFile  = RecordFolder + "/record"
	recordDraft = RecordFolder + "/record.new"
	lockFile    = RecordFolder + "/lock"
	recordNoGit = RecordFolder + "/.gitignore"
)

// record says of each output what it was made of. It is written line by line as
// outputs are, so that a run that is killed has lost nothing but the line it was
// at, and made anew, in one step, where too much of it is out of date. Of a
// damaged record, what stands before the damage counts; an output that isn't in
// it is built again, and not removed.
//
// A nil record is of a folder that has none. It is safe for use by several
// goroutines.
type record struct {
	root   *os.Root
	source string // the folder of notes, as seen from the output folder
	key    string // the settings and the program of now

	mu      sync.Mutex
	outputs map[string]entry
	meant   map[string]bool // outputs that are about to be written, or were in a run that was killed
	folders map[string]bool // those that bibun made
	current bool            // what is generated is as the outputs are that it is made of
	file    *os.File        // open for writing from the first line on
	lines   int             // in the file
	damaged bool            // the file has to be made anew before it is written to
	failed  error           // why it couldn't be written: no more lines before it is made anew
}

// openRecord reads the record of an output folder, which is locked.
func openRecord(root *os.Root, source, key string) (*record, error) {
	r := &record{root: root, source: source, key: key, outputs: map[string]entry{}, meant: map[string]bool{}, folders: map[string]bool{}}
	root.Remove(recordDraft) // of a killed run; if it can't be removed, the next draft has its say
	info, err := root.Lstat(recordFile)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		r.damaged = true // or missing
		return r, nil
	}
	var text []byte
	if err == nil {
		text, err = root.ReadFile(recordFile)
	}
	if err != nil { // it may be whole: it mustn't be made anew
		return nil, r.untold(err)
	}
	text, ok := bytes.CutPrefix(text, []byte(recordHeader))
	r.damaged = !ok
	for ok && len(text) > 0 {
		var payload []byte
		if payload, text, ok = cutLine(text); ok {
			ok = r.read(payload)
		}
		r.damaged = !ok
	}
	return r, nil
}

// untold is an error of the file, with its path.
func (r *record) untold(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		err = e.Err
	} else if e := (*os.LinkError)(nil); errors.As(err, &e) {
		err = e.Err
	}
	return &fs.PathError{Op: "record", Path: path.Join(r.root.Name(), recordFile), Err: err}
}

// read takes a line; not ok where it says nothing.
func (r *record) read(payload []byte) bool {
	r.lines++
	name := string(payload[1:])
	switch payload[0] {
	case outputGone, outputMeant, folderMade, folderGone:
		if !fs.ValidPath(name) {
			return false
		}
	}
	switch payload[0] {
	case outputMade:
		e, ok := readEntry(payload[1:])
		if !ok || !fs.ValidPath(e.output) {
			return false
		}
		r.take(e)
	case outputGone:
		delete(r.outputs, name)
		r.current = false
	case allGenerated:
		r.current = true
	case outputMeant:
		r.meant[name] = true
	case folderMade:
		r.folders[name] = true
	case folderGone:
		delete(r.folders, name)
	default:
		return false
	}
	return true
}

// take takes an output.
func (r *record) take(e entry) {
	if e.name != "" && (e.toHash == (Hash{}) || e.toHash != r.outputs[e.output].toHash) {
		r.current = false
	}
	r.outputs[e.output] = e
	delete(r.meant, e.output)
}

// generated records that what is made of outputs is as they are, or tells whether
// that is recorded.
func (r *record) generated(done bool) bool {
	if r == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if done && !r.current {
		r.current = true
		r.write([]byte{allGenerated})
	}
	return r.current
}

// of returns what is recorded of an output that was made of the file called name
// with the settings of now; zero where nothing is.
func (r *record) of(output, name string, note bool) entry {
	if r == nil {
		return entry{}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.outputs[output]
	if e.source != r.source || e.name != name || e.note != note || note && e.key != r.key {
		return entry{ours: e.ours || r.meant[output]}
	}
	return e
}

// mean records that an output is about to be written. A run that is killed before
// it can say more has written it all the same. With an error it mustn't be
// written: nobody would know whose it is.
func (r *record) mean(output string) error {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.outputs[output].ours || r.meant[output] {
		return nil
	}
	if err := r.write(about(outputMeant, output)); err != nil {
		return err
	}
	r.meant[output] = true
	return nil
}

// get returns what is recorded of an output, whatever it was made of.
func (r *record) get(output string) (e entry, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok = r.outputs[output]
	return e, ok
}

// put records an output.
func (r *record) put(e entry) {
	if r == nil {
		return
	}
	e.source = r.source
	if e.note {
		e.key = r.key
	}
	payload := e.payload()
	if len(payload) > longestLine { // no one can read so many findings either
		r.forget(e.output)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.take(e)
	r.write(payload)
}

// forget records that an output is gone, or no longer ours.
func (r *record) forget(output string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.outputs[output]; ok {
		delete(r.outputs, output)
		r.current = false
		r.write(about(outputGone, output))
	}
}

// folder records that a folder is about to be made, or was removed. With an error it
// mustn't be made.
func (r *record) folder(name string, made bool) error {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	kind := byte(folderGone)
	delete(r.folders, name)
	if made {
		kind, r.folders[name] = folderMade, true
	}
	return r.write(about(kind, name))
}

// all returns the entries, in the order of their names.
func (r *record) all() []entry {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]entry, 0, len(r.outputs))
	for _, e := range r.outputs {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.output, b.output) })
	return list
}

// write appends a line. Where that fails, all of the record is written anew with the
// line; where that fails, too, the record ends as it is, and the error is that of all
// lines to come. It is then tried once more when the record is closed.
func (r *record) write(payload []byte) error {
	if r.failed != nil {
		return r.untold(r.failed)
	}
	// Each output has two lines when it is new, one for what is meant; more than
	// half of them are old where there are three.
	if r.damaged || r.lines > 3*(len(r.outputs)+len(r.meant)+len(r.folders))+1000 || r.append(payload) != nil {
		r.renew(payload)
	}
	if r.failed != nil {
		return r.untold(r.failed)
	}
	return nil
}

func (r *record) append(payload []byte) (err error) {
	if r.file == nil {
		if r.file, err = r.root.OpenFile(recordFile, os.O_WRONLY|os.O_APPEND, 0); err != nil {
			return err
		}
	}
	r.lines++
	_, err = r.file.Write(appendLine(nil, payload))
	return err
}

// renew writes the record anew, without what is out of date and with one more line.
func (r *record) renew(last []byte) {
	if r.file != nil {
		r.file.Close()
		r.file = nil
	}
	b := []byte(recordHeader)
	r.lines = 0
	for name := range r.folders {
		b = appendLine(b, about(folderMade, name))
		r.lines++
	}
	for _, e := range r.outputs {
		b = appendLine(b, e.payload())
		r.lines++
	}
	for name := range r.meant {
		b = appendLine(b, about(outputMeant, name))
		r.lines++
	}
	if r.current {
		b = appendLine(b, []byte{allGenerated})
		r.lines++
	}
	if last != nil {
		b = appendLine(b, last)
		r.lines++
	}
	f, err := r.root.OpenFile(recordDraft, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err == nil {
		_, err = f.Write(b)
		if closed := f.Close(); err == nil {
			err = closed
		}
	}
	if err == nil {
		err = r.root.Rename(recordDraft, recordFile)
	}
	if err != nil {
		r.root.Remove(recordDraft)
	}
	r.damaged, r.failed = err != nil, err
}

// close ends the record. An error says that it isn't whole.
func (r *record) close() error {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failed == nil && r.file != nil {
		r.failed = r.file.Close()
		r.file = nil
	}
	if r.failed != nil || r.lines > 3*(len(r.outputs)+len(r.meant)+len(r.folders)) {
		r.renew(nil)
	}
	if r.failed != nil {
		return r.untold(r.failed)
	}
	return nil
}

// discard has nothing more written.
func (r *record) discard() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file != nil {
		r.file.Close()
	}
	r.file, r.failed = nil, fs.ErrClosed
}

// places are the folders that bibun has made or written to.
func (r *record) places() (names []string) {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for name := range r.folders {
		names = append(names, name)
	}
	for output := range r.outputs {
		names = append(names, path.Dir(output))
	}
	for output := range r.meant {
		names = append(names, path.Dir(output))
	}
	return names
}

// errInTheWay is in the error for something that isn't bibun's in the place of its own.
var errInTheWay = errors.New("something else is in the way")

// makeRecordFolder makes the folder of the record, with a word to git, which has
// no use for it.
func makeRecordFolder(root *os.Root) error {
	err := root.Mkdir(RecordFolder, 0o777)
	if errors.Is(err, fs.ErrExist) {
		info, err := root.Lstat(RecordFolder)
		if err == nil && !info.IsDir() {
			err = &fs.PathError{Op: "mkdir", Path: path.Join(root.Name(), RecordFolder), Err: errInTheWay}
		}
		if err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	f, err := root.OpenFile(recordNoGit, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, "*\n")
	return errors.Join(err, f.Close())
}
