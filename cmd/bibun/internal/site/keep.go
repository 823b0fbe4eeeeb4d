package site

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// kept is the outcome of a file whose output is still what the record says, so
// that nothing has to be done: o with what was found when it was made.
func (s *Site) kept(o Outcome, e entry) Outcome {
	o.Hash, o.Counts = e.fromHash, e.counts
	o.Findings = slices.Clone(e.findings)
	for i := range o.Findings {
		if o.Findings[i].File == "" {
			o.Findings[i].File = s.File(o.Name)
		}
	}
	return o
}

// untouched reports whether the output of e is as it was when it was written, by
// its stamp or, where it has another, by its content. It then has its stamp of now.
// An error says that it can't be told.
func (s *Site) untouched(e *entry) (bool, error) {
	if e.to == (Stamp{}) {
		return false, nil
	}
	info, err := s.Output.root.Lstat(e.output)
	if err != nil || !info.Mode().IsRegular() {
		if IsGone(err) {
			return false, nil
		}
		if linked, linkErr := s.Output.linked(path.Dir(e.output)); linked && linkErr == nil {
			return false, nil
		}
		return false, err
	}
	now := StampOf(info)
	if now == e.to {
		return true, nil
	}
	if now.Size != e.to.Size || now.Mode != e.to.Mode || e.toHash == (Hash{}) {
		return false, nil
	}
	f, err := s.Output.root.Open(e.output)
	if err != nil {
		return false, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil || Hash(h.Sum(nil)) != e.toHash {
		return false, err
	}
	e.to = now
	return true, nil
}

// still is untouched where it can be told.
func (s *Site) still(e *entry) bool {
	same, err := s.untouched(e)
	return same && err == nil
}

// unnamed are the findings of o as the record has them: without the path of the
// note itself, which depends on where bibun was started.
func (s *Site) unnamed(o Outcome) []report.Finding {
	list := slices.Clone(o.Findings)
	for i := range list {
		if list[i].File == s.File(o.Name) {
			list[i].File = ""
		}
	}
	return list
}

// Drop removes an output whose note is gone, and the folders that were made for
// it and are empty now. Where there is a record, only what bibun wrote is removed,
// and only as it wrote it: anything else stays, and removed is false.
func (s *Site) Drop(output string) (removed bool, err error) {
	if s.record != nil {
		e, ok := s.record.get(output)
		same := false
		if ok && e.ours {
			if same, err = s.untouched(&e); err != nil {
				return false, err
			}
		}
		if !same {
			s.record.forget(output)
			return false, nil
		}
	}
	if err := s.Output.Remove(output); err != nil {
		return false, err
	}
	return true, nil
}

// Generate writes an output that is made of no file, such as a list of others, and
// records it, so that Drop and Clean know it. It stays until it is removed by one of
// these or by [Output.Remove]. It has the permissions of its folder, as far as a file
// has a use for them.
func (s *Site) Generate(output string, text []byte) (written bool, err error) {
	written, to, err := s.Output.Write(output, text, s.Output.modeIn(path.Dir(output)))
	if err == nil {
		s.record.put(entry{output: output, to: to, toHash: sha256.Sum256(text), ours: true})
	}
	return written, err
}

// Recorded calls each for all outputs that bibun has made of this folder, in order, those
// included of notes that couldn't be found now. Generated ones are those of Generate.
func (s *Site) Recorded(each func(output string, note, generated bool)) {
	for _, e := range s.record.all() {
		if e.source == s.record.source {
			each(e.output, e.note, e.name == "")
		}
	}
}

// GeneratedAll records that all that Generate is to make is made, of the outputs as
// they are.
func (s *Site) GeneratedAll() { s.record.generated(true) }

// IsGeneratedAll reports whether that still holds: outputs may have changed since, and
// the run may have been killed before it came to what is made of them.
func (s *Site) IsGeneratedAll() bool { return s.record.generated(false) }

// Prune removes the outputs of files that are gone since the last build, by the
// record of what was written; files are those that are there. An output that a
// file of now has, too, stays, and so does one that was changed since.
func (s *Site) Prune(ctx context.Context, files []Entry) (gone []Outcome) {
	if s.record == nil {
		return nil
	}
	there := make(map[string]bool, len(files))
	claimed := make(map[string]bool, len(files))
	wanted := map[string]bool{}
	for _, f := range files {
		there[f.Name] = true
		out := s.OutputName(f.Name)
		claimed[out] = true
		for dir := path.Dir(out); !wanted[dir]; dir = path.Dir(dir) {
			wanted[dir] = true
		}
	}
	for _, e := range s.record.all() {
		if ctx.Err() != nil {
			break
		}
		if e.name == "" || e.source != s.record.source || there[e.name] || claimed[e.output] {
			continue
		}
		o := Outcome{Name: e.name, Output: e.output, Note: e.note}
		switch unseen, err := s.unseen(e.name); {
		case err != nil:
			o.Err = err
			gone = append(gone, o)
			continue
		case unseen:
			continue
		}
		if _, err := s.Output.root.Lstat(e.output); errors.Is(err, fs.ErrNotExist) {
			if o.Err = s.Output.Remove(e.output); o.Err == nil { // and its folders
				continue
			}
		} else {
			o.Removed, o.Err = s.Drop(e.output)
		}
		if o.Err == nil && !o.Removed {
			if !e.ours {
				continue
			}
			f := s.finding(e.name, "output-kept", e.output+" was changed since bibun wrote it and stays, though its note is gone")
			f.Severity = report.Warning
			f.Help = []string{"remove it by hand, or keep it elsewhere"}
			o.Findings = []report.Finding{f}
		}
		gone = append(gone, o)
	}
	// Those that a killed run was about to remove.
	if err := s.Output.removeFolders(func(name string) bool { return wanted[name] }); err != nil {
		gone = append(gone, Outcome{Name: ".", Err: err})
	}
	return gone
}

// unseen reports whether a file is there although no walk has found it. An error says
// that it may be: a folder that it is in can't be listed, or it can't be looked at.
func (s *Site) unseen(name string) (bool, error) {
	s.ignored.Retry(path.Dir(name))
	info, err := os.Stat(s.Path(name))
	switch {
	case err == nil:
		there := info.Mode().IsRegular() && !s.Ignored(name, false)
		return there, s.ignored.Err(path.Dir(name))
	case IsGone(err):
		return false, nil
	}
	return false, err
}

// sourceFrom is the folder of notes as seen from the output folder: so the record
// holds when both are moved together.
func sourceFrom(out, src string) string {
	rel, err := filepath.Rel(out, src)
	if err != nil {
		return src
	}
	return filepath.ToSlash(rel)
}

// insensitive reports whether the output folder takes two names for one that
// differ by capitals only, as the file systems of macOS and Windows do.
func insensitive(root *os.Root) bool {
	a, err := root.Lstat(RecordFolder)
	if err != nil {
		return false
	}
	b, err := root.Lstat(".BIBUN")
	return err == nil && os.SameFile(a, b)
}
