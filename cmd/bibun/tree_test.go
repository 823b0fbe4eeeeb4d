package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// tree is what is in a folder, by names relative to it: files with their permissions
// and content, and folders.
type tree map[string]node

type node struct {
	mode fs.FileMode
	text string
}

func (n node) String() string { return fmt.Sprintf("%v %.200q", n.mode, n.text) }

// treeOf reads a folder; a missing one is empty.
func treeOf(t testing.TB, dir string) tree {
	t.Helper()
	read := tree{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		info, err := d.Info()
		if err != nil || name == "." {
			return err
		}
		n := node{mode: info.Mode()}
		if n.mode.IsRegular() {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			n.text = string(text)
		}
		read[filepath.ToSlash(name)] = n
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// laid makes a folder of the files and folders of a tree, and of nothing else.
func (w tree) laid(t testing.TB, dir string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	for _, d := range list {
		if err == nil {
			err = os.RemoveAll(filepath.Join(dir, d.Name()))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w)) { // folders before what is in them
		n, path := w[name], filepath.Join(dir, name)
		if err == nil && n.mode.IsDir() {
			err = os.Mkdir(path, n.mode.Perm())
		} else if err == nil {
			err = os.WriteFile(path, []byte(n.text), n.mode.Perm())
		}
		if err == nil {
			err = os.Chmod(path, n.mode.Perm())
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// without is the tree without what one of the functions says.
func (w tree) without(out ...func(name string) bool) tree {
	w = maps.Clone(w)
	maps.DeleteFunc(w, func(name string, _ node) bool {
		return slices.ContainsFunc(out, func(f func(string) bool) bool { return f(name) })
	})
	return w
}

// recorded reports whether a file belongs to the record of a build.
func recorded(name string) bool {
	return slices.Contains(strings.Split(name, "/"), site.RecordFolder)
}

// temporary reports whether a file is one that bibun writes before it takes its name.
func temporary(name string) bool {
	base := name[strings.LastIndexByte(name, '/')+1:]
	return strings.HasPrefix(base, ".bibun-") || base == "record.new"
}

// in returns what says whether a file lies in a folder.
func in(folder string) func(name string) bool {
	return func(name string) bool { return strings.HasPrefix(name, folder+"/") }
}

// differs says how a tree isn't another, or "".
func (w tree) differs(want tree) string {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if n, ok := w[name]; !ok {
			return name + " is missing"
		} else if n != want[name] {
			return fmt.Sprintf("%s is %v, want %v", name, n, want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w)) {
		if _, ok := want[name]; !ok {
			return name + " is too much"
		}
	}
	return ""
}

// between says how a tree isn't on the way from an old one to a new one: a file that
// is neither the old nor the new, a source that was touched. Temporaries and
// folders may be on the way.
func (w tree) between(old, new tree, written func(name string) bool) string {
	names := maps.Clone(w)
	maps.Copy(names, old)
	maps.Copy(names, new)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		n, there := w[name]
		before, was := old[name]
		after, will := new[name]
		switch {
		case temporary(name) || recorded(name):
		case was && there && n == before || !was && !there:
		case !written(name):
			return fmt.Sprintf("%s was %v and is %v (there: %t)", name, before, n, there)
		case will && there && n == after || !will && !there:
		case there && n.mode.IsDir():
		case there && (n.mode == after.mode || n.mode == before.mode) && path.Base(name) == "index.html" && strings.HasPrefix(n.text, "<!DOCTYPE html>") && strings.HasSuffix(n.text, "</html>\n"):
			// A list of the pages that there are.
		case !there && before.mode.IsDir(), !there && was && after.mode.IsDir():
		default:
			return fmt.Sprintf("%s is %v (there: %t), neither the old %v (%t) nor the new %v (%t)", name, n, there, before, was, after, will)
		}
	}
	return ""
}
