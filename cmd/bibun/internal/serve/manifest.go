package serve

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// manifest lists what may be served, and counts the generations: every round of
// changes makes one.
type manifest struct {
	outputName func(string) string

	mu         sync.RWMutex
	byOutput   map[string]string // a/b.html → a/b.md; for other files the same
	notes      map[string]bool   // a/b.md
	folders    map[string]int    // how many files are in a folder, or in folders in it
	generation uint64
}

func newManifest(outputName func(string) string) manifest {
	return manifest{outputName: outputName, byOutput: map[string]string{}, notes: map[string]bool{}, folders: map[string]int{"": 0}}
}

// kind is what a path leads to.
type kind int

const (
	isNothing kind = iota
	isFolder       // its index
	isPage         // the page of a note
	isNote         // a note itself, which is found at its page
	isFile
)

// find says what a path leads to, and the name of the file or the folder.
func (m *manifest) find(path string) (string, kind) {
	name := strings.TrimPrefix(path, "/")
	m.mu.RLock()
	defer m.mu.RUnlock()
	if name == "" || strings.HasSuffix(name, "/") {
		name = strings.TrimSuffix(name, "/")
		if _, ok := m.folders[name]; ok {
			return name, isFolder
		}
		return "", isNothing
	}
	if m.notes[name] && m.byOutput[m.outputName(name)] == name {
		return name, isNote
	}
	file, ok := m.byOutput[name]
	switch {
	case !ok:
		return "", isNothing
	case m.notes[file]:
		return file, isPage
	}
	return file, isFile
}

// url returns the path that leads to a file, encoded.
func (m *manifest) url(name string) string {
	return (&url.URL{Path: "/" + m.outputName(name)}).EscapedPath()
}

// list returns the notes in a folder, and in the folders in it, in the order of
// their names.
func (m *manifest) list(folder string) []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var names []string
	for name := range m.notes {
		if folder == "" || strings.HasPrefix(name, folder+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// has reports whether a file is listed.
func (m *manifest) has(name string) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.byOutput[m.outputName(name)] == name
}

// change takes what a round has found, makes it a generation and returns the
// paths that lead to something else now; they are not encoded.
func (m *manifest) change(outcomes []site.Outcome, gone []string) (paths []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	listed := false // the index changes
	for _, name := range gone {
		out := m.outputName(name)
		if m.byOutput[out] != name {
			continue
		}
		delete(m.byOutput, out)
		listed = listed || m.notes[name]
		delete(m.notes, name)
		m.count(name, -1)
		paths = append(paths, "/"+out)
	}
	for _, o := range outcomes {
		out := m.outputName(o.Name)
		if first, ok := m.byOutput[out]; ok && first != o.Name {
			continue // a.markdown beside a.md: the first one has the page
		} else if !ok {
			m.byOutput[out] = o.Name
			m.count(o.Name, +1)
			if site.IsNote(o.Name) {
				m.notes[o.Name] = true
				listed = true
			}
		}
		paths = append(paths, "/"+out)
	}
	if listed {
		paths = append(paths, "/")
	}
	m.generation++
	return paths
}

// count counts a file in the folders that it is in.
func (m *manifest) count(name string, by int) {
	m.folders[""] += by
	for i, c := range name {
		if c != '/' {
			continue
		}
		folder := name[:i]
		if m.folders[folder] += by; m.folders[folder] == 0 {
			delete(m.folders, folder)
		}
	}
}

// current returns the generation of now.
func (m *manifest) current() uint64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.generation
}

// name is a generation as pages know it: it tells the run of the server, too.
func (s *Server) name(generation uint64) string {
	return s.boot + "." + strconv.FormatUint(generation, 10)
}
