package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// indexes writes the page of each folder of a site: an index.html that lists the
// pages in it and below, unless the author has one, as index.md, README.md or
// index.html, or somebody has put one among the outputs. A nil *indexes writes none.
type indexes struct {
	site   *site.Site
	lang   string
	layout *page.Template
	check  bool

	outputs  map[string]bool   // all of them, and whether they are pages of notes
	titles   map[string]string // of the pages that were read already
	changed  bool              // a page isn't what it was, or an index couldn't be written
	emptied  map[string]bool   // folders that have lost an output
	recalled bool
}

// indexes are those of a build; nil where notes don't become whole pages.
func (a *app) indexes(s *site.Site, b buildFlags) (*indexes, error) {
	if b.to != "html" || b.fragment || b.inPlace {
		return nil, nil
	}
	layout, err := b.layout()
	return &indexes{site: s, lang: a.setLang(), layout: layout, check: b.check,
		outputs: map[string]bool{}, titles: map[string]string{}, emptied: map[string]bool{}}, err
}

// add takes note of an output that is there.
func (x *indexes) add(o site.Outcome) {
	if x == nil || o.Output == "" {
		return
	}
	if o.Err != nil {
		// What it has been stays, and so does its place in the lists.
		if old, err := x.site.Output.Start(o.Output, 1); err == nil && len(old) == 0 {
			return
		}
	}
	if o.Removed {
		x.drop(o.Output)
		return
	}
	x.outputs[o.Output] = o.Note && path.Ext(o.Output) == ".html"
	if o.Written {
		x.changed = true
		delete(x.titles, o.Output)
	}
}

// drop takes note of an output that is gone.
func (x *indexes) drop(output string) {
	if x == nil {
		return
	}
	delete(x.outputs, output)
	delete(x.titles, output)
	for dir := path.Dir(output); dir != "."; dir = path.Dir(dir) {
		x.emptied[dir] = true
	}
}

// write writes the indexes that aren't as they should be, and tells of each. What
// it wrote for a folder that has another page now, or none, it removes.
func (x *indexes) write(tell func(site.Outcome)) (err error) {
	if x == nil {
		return nil
	}
	anew := x.changed || !x.site.IsGeneratedAll()
	var failed error // told with the index that couldn't be written
	defer func() {
		if x.changed = cmp.Or(err, failed) != nil; !x.changed && !x.check {
			x.site.GeneratedAll()
		}
	}()
	x.recall()
	pages := x.pages()
	own := x.authors()
	folders := foldersOf(pages)
	sum := sha256.Sum256([]byte(strings.Join(pages, "\n")))
	index := page.Index{Pages: hex.EncodeToString(sum[:8]), Lang: x.lang, Template: x.layout}
	var wanted []string
	for _, folder := range folders {
		if own[folder] == "" {
			foreign, err := x.foreign(folder)
			if err != nil {
				return err
			}
			if !foreign {
				wanted = append(wanted, folder)
			}
		}
		if own[folder] != "index.html" && own[folder] != "" {
			x.emptied[folder] = true
		}
	}
	if err := x.remove(wanted, own); err != nil {
		return err
	}
	for _, folder := range wanted {
		if anew {
			break
		}
		made, err := x.indexIn(folder)
		if err != nil {
			return err
		}
		anew = made != index.Pages
	}
	if !anew {
		return nil
	}
	entries := make([]page.Entry, len(pages))
	for i, name := range pages {
		title, err := x.title(name)
		if err != nil {
			return err
		}
		entries[i] = page.Entry{Name: name, Title: title}
	}
	for _, folder := range wanted {
		index.Folder, index.Title, index.Up = folder, x.name(folder), ""
		if folder != "." {
			index.Up, index.UpTitle = "../index.html", x.name(path.Dir(folder))
			if name := own[path.Dir(folder)]; name != "" {
				index.Up = "../" + name
			}
		}
		text, err := index.Page(entries, func(folder string) string {
			if name := own[folder]; name != "" {
				return name
			}
			return "index.html"
		})
		if err != nil {
			return err
		}
		o := site.Outcome{Name: path.Join(folder, "index.html"), Output: path.Join(folder, "index.html")}
		if x.check {
			o.Before, o.Written, o.Err = x.site.Output.Differs(o.Output, text)
			o.After = text
		} else {
			o.Written, o.Err = x.site.Generate(o.Output, text)
		}
		tell(o)
		failed = cmp.Or(failed, o.Err)
	}
	return nil
}

// recall takes note, once, of what runs before have left: pages whose notes can't be
// found now and may be there all the same, and indexes that a run was about to remove when
// it was killed.
func (x *indexes) recall() {
	if x.recalled {
		return
	}
	x.recalled = true
	x.site.Recorded(func(output string, note, generated bool) {
		_, known := x.outputs[output]
		switch {
		case generated:
			x.emptied[path.Dir(output)] = true
		case !known && note && path.Ext(output) == ".html":
			if text, err := x.site.Output.Start(output, 1); err != nil || len(text) > 0 {
				x.outputs[output] = true
			}
		}
	})
}

// name is the name of a folder, which its page has for a heading.
func (x *indexes) name(folder string) string {
	if folder == "." {
		return filepath.Base(x.site.Src())
	}
	return path.Base(folder)
}

// pages are the pages of notes, in order.
func (x *indexes) pages() (names []string) {
	for name, isPage := range x.outputs {
		if isPage {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// authors are the folders with a page of the author's, and its name.
func (x *indexes) authors() map[string]string {
	own := map[string]string{}
	for name := range x.outputs {
		switch dir, base := path.Split(name); {
		case base == "index.html":
			own[path.Clean(dir)] = base
		case strings.EqualFold(base, "readme.html") && own[path.Clean(dir)] == "":
			own[path.Clean(dir)] = base
		}
	}
	return own
}

// foldersOf are those with a page in them, or in a folder in them, in order.
func foldersOf(pages []string) []string {
	seen := map[string]bool{}
	for _, name := range pages {
		for dir := path.Dir(name); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// indexIn is the list that the index of a folder was made from, or "" where there
// is none of bibun's.
func (x *indexes) indexIn(folder string) (pages string, err error) {
	text, err := x.site.Output.Start(path.Join(folder, "index.html"), 1<<20)
	if errors.Is(err, site.ErrNotRegular) {
		err = nil
	}
	pages, _ = page.IndexOf(text)
	return pages, err
}

// foreign reports whether a folder of outputs has an index that somebody else put
// there, and that isn't to be lost.
func (x *indexes) foreign(folder string) (bool, error) {
	text, err := x.site.Output.Start(path.Join(folder, "index.html"), 1<<20)
	if errors.Is(err, site.ErrNotRegular) {
		return true, nil
	}
	pages, _ := page.IndexOf(text)
	return pages == "" && len(text) > 0, err
}

// title is the title of a page, which is written by now.
func (x *indexes) title(name string) (string, error) {
	title, known := x.titles[name]
	if !known {
		text, err := x.site.Output.Start(name, 32<<10)
		if err != nil {
			return "", err
		}
		title = page.TitleOf(text)
		x.titles[name] = title
	}
	return title, nil
}

// remove removes the indexes that aren't wanted any more, those of a run that was
// killed included.
func (x *indexes) remove(wanted []string, own map[string]string) error {
	if x.check {
		return nil
	}
	for folder := range x.emptied {
		if own[folder] == "index.html" || slices.Contains(wanted, folder) {
			continue
		}
		made, err := x.indexIn(folder)
		if err == nil && made != "" {
			_, err = x.site.Drop(path.Join(folder, "index.html"))
		}
		if err != nil {
			return err
		}
	}
	clear(x.emptied)
	return nil
}
