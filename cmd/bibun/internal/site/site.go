package site

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/bibun-md/bibun/cmd/bibun/internal/ignore"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// Result is what a note became.
type Result struct {
	// Output is nil where there is nothing to write; Findings then say why.
	Output   []byte
	Findings []report.Finding
	Counts   Counts
	// Unsettled says that the same note may become something else another time:
	// it took too long, say.
	Unsettled bool
}

// Counts counts the diff blocks of notes by what became of them.
type Counts struct{ Solved, Skipped, Failed int }

// Add adds d to c.
func (c *Counts) Add(d Counts) {
	c.Solved += d.Solved
	c.Skipped += d.Skipped
	c.Failed += d.Failed
}

// Convert turns the note src into its output. File is the path of the note as
// findings name it. It is called by several goroutines at once. An error is for
// a note that nothing can be made of, and for the end of ctx.
type Convert func(ctx context.Context, file string, src []byte) (*Result, error)

// Options say what is built. Src and Convert are required.
type Options struct {
	// Src is the folder of notes.
	Src string
	// Out is the folder that is written. Defaults to writing nothing.
	Out string
	// Skip is a folder of outputs that are no notes, where Out isn't given.
	// Defaults to none.
	Skip string
	// InPlace writes what notes become over the notes themselves, leaves other
	// files alone, and has no use for Out. Defaults to false.
	InPlace bool
	// Check compares and doesn't write: Outcome.Written then says that the output
	// isn't what it would be. Defaults to false.
	Check bool
	// Convert turns a note into its output.
	Convert Convert
	// Rename gives the output of a note its name, both relative to their folders
	// with slashes. Defaults to keeping the name.
	Rename func(name string) string
	// Ignore are patterns of files to pass over, as in a .gitignore in Src, which win
	// over the files. Defaults to none.
	Ignore []string
	// MaxNote is the length from which a note is copied as it is: a larger file is
	// data, or a mistake. Defaults to 16 MiB.
	MaxNote int64
	// Lang is the language in which a note that is too long is told of, "ja" or "en".
	// Defaults to English.
	Lang string
	// Jobs is how many files are worked on at once. Defaults to the number of
	// processors, and to eight times that in place.
	Jobs int
	// Key changes with all that the output of a note depends on besides the note:
	// the settings and the program. With a key, a record is kept in Out, by which
	// what hasn't changed isn't made again and the outputs of deleted notes are
	// removed; and no other bibun can write to Out meanwhile. Defaults to no record.
	Key string
	// Fold takes outputs for one whose names differ by capitals only, or by how their
	// accents are put. Defaults to doing so where the output folder does, which is told
	// by its record.
	Fold bool
	// Total is told by Build how many files there are, before the first is built.
	// Defaults to telling no one.
	Total func(files int)
}

// Site is a folder of notes and the folder its output goes to.
type Site struct {
	options  Options
	src      string  // without symbolic links
	skip     string  // the output inside the notes, relative to src; or ""
	Output   *Output // nil where nothing is written
	ignored  *ignore.Tree
	record   *record // nil without a key
	lock     io.Closer
	noRecord error // what keeps the record from being kept
	fold     bool  // the output takes names for one that differ by capitals only
}

// ErrUsage is in the errors for folders that can't be what they were asked to be.
var ErrUsage = errors.New("folders don't fit")

// Open checks the folders and creates Out where it is missing. Out may lie
// inside Src, where it is passed over; it may not be Src or hold it, since
// notes would then be written over.
func Open(o Options) (*Site, error) {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
		if o.InPlace { // most of the time they wait until the disk has a note
			o.Jobs *= 8
		}
	}
	if o.MaxNote <= 0 {
		o.MaxNote = 16 << 20
	}
	if o.Rename == nil {
		o.Rename = func(name string) string { return name }
	}
	src, err := resolve(o.Src)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(src)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%w: %s is no folder", ErrUsage, o.Src)
	}
	s := &Site{options: o, src: src, fold: o.Fold, ignored: ignore.Open(src, o.Ignore)}
	switch {
	case o.InPlace:
		s.Output, err = OpenOutput(src)
		return s, err
	case o.Out == "":
		if o.Skip != "" {
			if skip, err := resolve(o.Skip); err == nil && skip != src && within(src, skip) {
				s.passOver(skip)
			}
		}
		return s, nil
	}
	out, err := resolve(o.Out)
	if err != nil {
		return nil, err
	}
	switch {
	case within(out, src):
		return nil, fmt.Errorf("%w: writing %s would overwrite the notes in %s; choose another output folder", ErrUsage, o.Out, o.Src)
	case within(src, out):
		s.passOver(out)
	}
	if o.Check {
		s.Output, err = OpenCheck(out)
		return s, err
	}
	if s.Output, err = OpenOutput(out); err == nil && o.Key != "" {
		if err = s.openRecord(out); err != nil {
			if s.lock != nil {
				s.lock.Close()
			}
			s.Output.Close()
		}
	}
	return s, err
}

// openRecord locks the output folder and reads its record. Nothing is to be written
// where it can't be recorded. But where somebody has put something in its place, what
// hasn't changed is compared, the outputs of deleted notes stay, and Close says why.
func (s *Site) openRecord(out string) (err error) {
	root := s.Output.root
	if err = makeRecordFolder(root); err == nil {
		if s.lock, err = lock(root); err == nil {
			s.record, err = openRecord(root, sourceFrom(out, s.src), s.options.Key)
		}
	}
	if errors.Is(err, errInTheWay) {
		s.noRecord = err
		return nil
	}
	if err != nil {
		return err
	}
	s.Output.recordIn(s.record)
	s.fold = s.fold || insensitive(root)
	return nil
}

// passOver has a folder inside the notes passed over.
func (s *Site) passOver(dir string) {
	rel, _ := filepath.Rel(s.src, dir)
	s.skip = filepath.ToSlash(rel)
}

// Close releases the output folder. An error says that the record isn't whole: all
// outputs are, but bibun doesn't know of all of them that they are its own.
func (s *Site) Close() error {
	if s.Output == nil {
		return nil
	}
	err := cmp.Or(s.noRecord, s.record.close())
	if err != nil {
		err = fmt.Errorf("the record of what was written can't be kept, so that outputs of deleted notes may stay: %w", err)
	}
	if s.lock != nil {
		s.lock.Close()
	}
	s.Output.Close()
	return err
}

// OutputLost reports whether the output folder is no longer the one that was
// opened: it was removed, and perhaps made again.
func (s *Site) OutputLost() bool {
	if s.Output == nil || s.Output.root == nil {
		return false
	}
	opened, err := s.Output.root.Stat(".")
	if err != nil {
		return false
	}
	there, err := os.Stat(s.Output.root.Name())
	return errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(opened, there)
}

// Src returns the folder of notes, absolute and without symbolic links.
func (s *Site) Src() string { return s.src }

// Path returns the path of a file in the file system.
func (s *Site) Path(name string) string { return filepath.Join(s.src, filepath.FromSlash(name)) }

// File returns the path of a file as findings name it: as the user would type it.
func (s *Site) File(name string) string {
	return filepath.Join(s.options.Src, filepath.FromSlash(name))
}

// resolve returns p absolute and without symbolic links, as far as it exists.
func resolve(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	var missing string
	for at := abs; ; at = filepath.Dir(at) {
		real, err := filepath.EvalSymlinks(at)
		if err == nil {
			return filepath.Join(real, missing), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			return "", err
		}
		missing = filepath.Join(filepath.Base(at), missing)
	}
}

// within reports whether p is dir or lies inside it.
func within(dir, p string) bool {
	rel, err := filepath.Rel(dir, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// IsNote reports whether a file is a note, by its name.
func IsNote(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx", ".tex":
		return true
	}
	return false
}

// Hash is the SHA-256 of a note.
type Hash [sha256.Size]byte

// Outcome is what became of one file.
type Outcome struct {
	Name   string // relative to the notes, with slashes
	Output string // relative to the output
	Note   bool   // converted, not copied
	// Unchanged says that the note had the hash that Make was told, and that
	// nothing was done.
	Unchanged bool
	// Written says that the output wasn't the same already.
	Written bool
	// Removed says that the file is gone, and its output too; where that was
	// changed since bibun wrote it, it stays, and Findings say so.
	Removed bool
	// Before and After are the old output and the new one, where Check found them
	// to differ. Before is nil where there is none, and both are for files that
	// aren't notes.
	Before, After []byte
	Hash          Hash // of a note
	Findings      []report.Finding
	Counts        Counts
	// Err is what kept the file from being read or written.
	Err error
}

// OutputName returns the name of what a file becomes.
func (s *Site) OutputName(name string) string {
	if IsNote(name) {
		return s.options.Rename(name)
	}
	return name
}

// Place is what tells the outputs of files apart: two with one place would be written
// over each other.
func (s *Site) Place(name string) string {
	out := s.OutputName(name)
	if s.fold {
		out = strings.ToLower(norm.NFC.String(out))
	}
	return out
}

// ErrEmptied is the error for a note that is empty now and wasn't when its hash
// became known.
var ErrEmptied = errors.New("emptied")

// Make makes the output of the file called name: converts a note, or copies
// another file. A note whose hash is known is left alone, and so is one that is
// empty where a hash is known: programs that save in place truncate the file first,
// and when that was can't be told, as the size of a file changes before its time
// does. A panic on the way is
// caught and becomes a finding, so that one note can't stop the others.
func (s *Site) Make(ctx context.Context, name string, known Hash) (o Outcome) {
	o = Outcome{Name: name, Output: s.OutputName(name), Note: IsNote(name)}
	defer func() {
		if p := recover(); p != nil {
			o.Findings = append(o.Findings, s.finding(name, "internal-error",
				fmt.Sprintf("internal error: %v; please report it with this note", p)))
		}
	}()
	info, err := os.Stat(s.Path(name))
	if err != nil {
		o.Err = err
		return o
	}
	if !info.Mode().IsRegular() {
		// A pipe would be waited for without end.
		o.Err = &fs.PathError{Op: "read", Path: s.Path(name), Err: ErrNotRegular}
		return o
	}
	if s.options.InPlace && (!o.Note || info.Size() > s.options.MaxNote) {
		return s.tooLong(o, info.Size())
	}
	if !o.Note || info.Size() > s.options.MaxNote {
		return s.copy(s.tooLong(o, info.Size()), info)
	}
	now, from := time.Now(), StampOf(info)
	last := s.record.of(o.Output, name, true)
	if known == (Hash{}) && last.from == from && s.still(&last) {
		return s.kept(o, last)
	}
	src, err := readWhole(s.Path(name))
	if err == nil && len(src) == 0 && known != (Hash{}) {
		err = ErrEmptied
	}
	if err != nil {
		o.Err = err
		return o
	}
	o.Hash = sha256.Sum256(src)
	if o.Hash == known {
		o.Unchanged = true
		return o
	}
	if o.Hash == last.fromHash && info.Mode().Perm() == last.to.Mode.Perm() && s.still(&last) {
		last.from = from.settled(now)
		s.record.put(last)
		return s.kept(o, last)
	}
	r, err := s.options.Convert(ctx, s.File(name), src)
	switch {
	case ctx.Err() != nil: // what was cut short may look whole
		o.Err = ctx.Err()
		return o
	case err != nil:
		o.Findings = append(o.Findings, s.finding(name, "not-converted", err.Error()))
		return o
	}
	o.Findings, o.Counts = r.Findings, r.Counts
	if r.Output != nil && s.Output != nil {
		to := s.write(&o, src, r.Output, info.Mode())
		if s.record != nil && o.Err == nil {
			e := entry{output: o.Output, name: name, note: true, ours: o.Written || last.ours,
				from: from.settled(now), to: to, fromHash: o.Hash, toHash: sha256.Sum256(r.Output),
				counts: o.Counts, findings: s.unnamed(o)}
			if r.Unsettled {
				e.from, e.fromHash = Stamp{}, Hash{}
			}
			s.record.put(e)
		}
	}
	return o
}

// copy makes the output of a file that is no note, or too long to be one.
func (s *Site) copy(o Outcome, info fs.FileInfo) Outcome {
	if s.Output == nil {
		return o
	}
	if s.options.Check {
		o.Written, o.Err = s.Output.DiffersFrom(o.Output, s.Path(o.Name))
		return o
	}
	now, from := time.Now(), StampOf(info)
	last := s.record.of(o.Output, o.Name, false)
	if last.from == from && s.still(&last) {
		return s.kept(o, last)
	}
	e := entry{output: o.Output, name: o.Name, from: from.settled(now), findings: s.unnamed(o)}
	if o.Written, e.to, e.toHash, o.Err = s.Output.Copy(o.Output, s.Path(o.Name)); o.Err == nil {
		e.ours = o.Written || last.ours
		if !o.Written {
			e.toHash = last.toHash
		}
		s.record.put(e)
	}
	return o
}

// write writes what a note became and returns its stamp, or in a check only looks.
func (s *Site) write(o *Outcome, src, out []byte, mode fs.FileMode) (now Stamp) {
	switch {
	case s.options.InPlace && bytes.Equal(src, out):
	case s.options.InPlace && s.options.Check:
		o.Written, o.Before, o.After = true, src, out
	case s.options.InPlace:
		o.Written, o.Err = true, s.Output.WriteOver(o.Output, src, out, mode)
	case s.options.Check:
		o.Before, o.Written, o.Err = s.Output.Differs(o.Output, out)
		if o.Written {
			o.After = out
		}
	default:
		o.Written, now, o.Err = s.Output.Write(o.Output, out, mode)
	}
	return now
}

// tooLong is the outcome of a note that is too long to be one.
func (s *Site) tooLong(o Outcome, size int64) Outcome {
	if !o.Note {
		return o
	}
	o.Note, o.Output = false, o.Name
	text, help := "note too long: %d bytes (limit %d); left as it is", "raise it with --limit file-bytes=…"
	if s.options.Lang == "ja" {
		text, help = "ノートが長すぎます: %d バイト（上限 %d）。そのまま残しました", "--limit file-bytes=… で変えられます"
	}
	f := s.finding(o.Name, "note-too-long", fmt.Sprintf(text, size, s.options.MaxNote))
	f.Severity = report.Warning
	f.Help = []string{help}
	o.Findings = append(o.Findings, f)
	return o
}

func (s *Site) finding(name, code, message string) report.Finding {
	return report.Finding{File: s.File(name), Severity: report.Error, Code: code, Message: message}
}
