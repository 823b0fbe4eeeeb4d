package site

import (
	"context"
	"io/fs"
	"os"
	"path"
	"strings"
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
	list, err := os.ReadDir(w.site.Path(e.Name))
	if err != nil {
		w.fail(e.Name, err)
	}
	for _, d := range list {
		name := path.Join(e.Name, d.Name())
		if w.site.Ignored(name) {
			continue
		}
		info, err := d.Info()
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			if info, err = os.Stat(w.site.Path(name)); err == nil && info.IsDir() {
				continue
			}
		}
		switch {
		case err != nil: // gone again, or a link to nothing
		case info.IsDir():
			w.folder(Entry{name, info})
		case info.Mode().IsRegular():
			w.files = append(w.files, Entry{name, info})
		}
	}
}

// Ignored reports whether a file or folder is passed over because of its name:
// the output folder, hidden files and folders (which also keeps .git and .env
// from being published), and what editors leave while they save.
func (s *Site) Ignored(name string) bool {
	if s.skip != "" && (name == s.skip || strings.HasPrefix(name, s.skip+"/")) {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if part != "." && ignoredName(part) {
			return true
		}
	}
	return false
}

// ignoredName knows the temporaries of editors: vim's test file 4913 and swap
// files, emacs' #name# and .#name, the backups name~ of both and of others,
// GNOME's .goutputstream-…, JetBrains' name___jb_tmp___.
func ignoredName(name string) bool {
	return strings.HasPrefix(name, ".") ||
		name == "4913" ||
		strings.HasSuffix(name, "~") ||
		strings.HasSuffix(name, ".swp") || strings.HasSuffix(name, ".swx") ||
		strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}
