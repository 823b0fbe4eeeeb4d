package site

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// Entry is a file or a folder in a folder of notes.
type Entry struct {
	// Name is its path relative to the notes, with slashes; "." is the folder
	// of notes itself.
	Name string
	// Info is that of what a symbolic link leads to.
	Info fs.FileInfo
}

// Walk lists the folder called name ("." is all of it): its files, and the
// folders it goes through, itself first. The order is that of the names. What
// is passed over is told at [Site.Ignored]; of symbolic links, those to files
// are followed and those to folders are not, since they may lead in circles. What
// vanishes or can't be read on the way is left out, and told to failed, which
// may be nil.
func (s *Site) Walk(ctx context.Context, name string, failed func(name string, err error)) (files, folders []Entry) {
	if name == "." {
		s.ignored.Forget() // they may have changed
	}
	w := walker{site: s, ctx: ctx, failed: failed}
	if info, err := os.Lstat(s.Path(name)); err != nil {
		w.fail(name, err)
	} else if info.IsDir() {
		w.folder(Entry{name, info})
	}
	return w.files, w.folders
}

type walker struct {
	site           *Site
	ctx            context.Context
	failed         func(name string, err error)
	files, folders []Entry
}

func (w *walker) fail(name string, err error) {
	if w.failed != nil {
		w.failed(name, err)
	}
}

func (w *walker) folder(e Entry) {
	if w.ctx.Err() != nil {
		return
	}
	w.folders = append(w.folders, e)
	list, err := w.site.entries(e.Name)
	if err != nil {
		w.fail(e.Name, err)
	}
	for _, e := range list {
		if e.Info.IsDir() {
			w.folder(e)
		} else {
			w.files = append(w.files, e)
		}
	}
}

// List lists the files and the folders in one folder, as Walk does for all. With an
// error the list may be incomplete.
func (s *Site) List(name string) (files, folders []Entry, err error) {
	list, err := s.entries(name)
	for _, e := range list {
		if e.Info.IsDir() {
			folders = append(folders, e)
		} else {
			files = append(files, e)
		}
	}
	return files, folders, err
}

// entries are what is in a folder and not passed over, in the order of names.
func (s *Site) entries(folder string) (list []Entry, err error) {
	within := folder + "/"
	if folder == "." {
		within = ""
	}
	s.ignored.Retry(folder)
	wanted := func(base string) bool { return !s.passedOver(within+base, base) }
	var unknown error // what the first that couldn't be looked at said
	err = lookIn(s.Path(folder), wanted, func(base string, info fs.FileInfo, err error) {
		e, ok, err := s.entry(within+base, info, err)
		if ok {
			list = append(list, e)
		} else if unknown == nil {
			unknown = err
		}
	})
	if patterns := s.ignored.Err(folder); patterns != nil {
		return nil, cmp.Or(err, patterns)
	}
	return list, cmp.Or(err, unknown)
}

// entry returns what is called name, of which a look has said that, unless it is passed
// over. Where there may be something, there is an error.
func (s *Site) entry(name string, info fs.FileInfo, err error) (e Entry, ok bool, unknown error) {
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if info, err = os.Stat(s.Path(name)); err == nil && info.IsDir() {
			return e, false, nil
		}
	}
	switch {
	case err != nil && (IsGone(err) || s.ignored.Excluded(name, false)):
		return e, false, nil
	case err != nil:
		return e, false, err
	case !info.IsDir() && !info.Mode().IsRegular(), s.ignored.Excluded(name, info.IsDir()): // a pipe, say
		return e, false, nil
	}
	return Entry{name, info}, true, nil
}

// IsGone reports whether an error of a look says that there is nothing, rather than
// that it can't be told what there is.
func IsGone(err error) bool {
	for _, gone := range []error{fs.ErrNotExist, syscall.ENOTDIR, syscall.ELOOP, syscall.ENAMETOOLONG} {
		if errors.Is(err, gone) {
			return true
		}
	}
	return false
}

// Ignored reports whether a file or folder is passed over: the output folder,
// hidden files and folders (which also keeps .git and .env from being published),
// what editors leave while they save, and what .gitignore and .bibunignore exclude.
// Whether it is a folder need only be known for the latter.
func (s *Site) Ignored(name string, folder bool) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part != "." && s.passedOver(name, part) {
			return true
		}
	}
	return s.ignored.ExcludedAt(name, folder)
}

// passedOver reports whether a file is passed over because of where it is, or
// because of a part of its name.
func (s *Site) passedOver(name, part string) bool {
	return s.skip != "" && (name == s.skip || strings.HasPrefix(name, s.skip+"/")) || ignoredName(part)
}

// ignoredName knows the temporaries of editors: vim's test file 4913 and swap
// files, emacs' #name# and .#name, the backups name~ of both and of others,
// GNOME's .goutputstream-…, JetBrains' name___jb_tmp___. And it
// knows the configuration, which is about the notes and none of them.
func ignoredName(name string) bool {
	return strings.HasPrefix(name, ".") ||
		name == "bibun.toml" ||
		name == "4913" ||
		strings.HasSuffix(name, "~") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".swx") ||
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}
