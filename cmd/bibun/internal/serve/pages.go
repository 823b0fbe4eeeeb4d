package serve

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/cmd/bibun/internal/watch"
	"github.com/bibun-md/bibun/extension"
)

// maxKept is how many rendered notes are kept: more than anyone has open, and
// few enough for a folder of ten thousand to need no memory of its own.
const maxKept = 64

// pages are notes that were rendered.
type pages struct {
	mu   sync.Mutex
	kept map[string]*entry
	uses uint64
}

// entry is a note as it was rendered last. Whoever renders it holds the lock, so
// that two tabs cost one rendering.
type entry struct {
	mu   sync.Mutex
	hash [sha256.Size]byte
	page *rendered // nil until there is one
	used uint64    // guarded by that of pages
}

// rendered is what is shown of a note.
type rendered struct {
	document *page.Document
	findings []report.Finding
}

// take returns the entry of a note, and lets go of the one that was used longest ago.
func (p *pages) take(name string) *entry {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.uses++
	e := p.kept[name]
	if e == nil {
		if len(p.kept) >= maxKept {
			oldest := ""
			for n, k := range p.kept {
				if oldest == "" || k.used < p.kept[oldest].used {
					oldest = n
				}
			}
			delete(p.kept, oldest)
		}
		e = &entry{}
		p.kept[name] = e
	}
	e.used = p.uses
	return e
}

// render returns a note as it is on disk now.
func (s *Server) render(ctx context.Context, name string) (*rendered, error) {
	e := s.pages.take(name)
	e.mu.Lock()
	defer e.mu.Unlock()
	src, err := s.read(name)
	for end := time.Now().Add(watch.Emptied); e.page != nil && e.hash != sha256.Sum256(nil) && err == nil && len(src) == 0 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond) // it may be in the middle of a save
		src, err = s.read(name)
	}
	if err != nil {
		return nil, err
	}
	hash := sha256.Sum256(src)
	if e.page != nil && e.hash == hash {
		return e.page, nil
	}
	file := s.options.Site.File(name)
	n, err := s.options.Convert(ctx, file, src)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		// Nothing can be made of the note; the page says why.
		n = &note.Note{File: file, Document: &page.Document{Lang: s.words.lang, Title: name}}
		e.page = &rendered{n.Document, []report.Finding{{
			File: file, Severity: report.Error, Code: "not-converted", Message: err.Error()}}}
	default:
		if n.Document.Title == "" {
			n.Document.Title = name
		}
		e.page = &rendered{n.Document, n.Findings()}
	}
	e.hash = hash
	return e.page, nil
}

// read reads a note, never from outside the folder of notes.
func (s *Server) read(name string) ([]byte, error) {
	f, info, err := openFile(s.root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, s.options.MaxNote+1))
	if err == nil && int64(len(src)) > s.options.MaxNote {
		err = s.tooLong(info.Size())
	}
	return src, err
}

// tooLong is the error of a note that has more bytes than are shown.
func (s *Server) tooLong(size int64) *extension.LimitError {
	return &extension.LimitError{Name: "file-bytes", What: "bytes in the file", Max: int(s.options.MaxNote), Found: int(size)}
}

// page answers with the page of a note.
func (s *Server) page(w http.ResponseWriter, r *http.Request, name, nonce string) {
	// Before the note is read: what is on the page is then that old at most.
	generation := s.manifest.current()
	p, err := s.render(r.Context(), name)
	switch {
	case r.Context().Err() != nil:
		return
	case errors.Is(err, fs.ErrNotExist):
		s.missing(w, r, nonce)
		return
	case err != nil:
		f := report.Finding{File: s.options.Site.File(name), Severity: report.Error, Code: "file", Message: err.Error()}
		if limit := (*extension.LimitError)(nil); errors.As(err, &limit) {
			f.Code, f.Message, f.Help = extension.CodeLimit, limit.Message(s.words.lang), limit.Help(s.words.lang)
		}
		p = &rendered{&page.Document{Lang: s.words.lang, Title: name}, []report.Finding{f}}
	}
	s.answer(w, r, http.StatusOK, p, generation, nonce)
}

// file answers with a file that isn't a note.
func (s *Server) file(w http.ResponseWriter, r *http.Request, name string) {
	if serveFile(w, r, s.root, name) != nil {
		http.Error(w, "not found", http.StatusNotFound)
	}
}

// missing answers for a path that nothing belongs to. The page waits for it.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, nonce string) {
	generation := s.manifest.current()
	body := "<h1>" + template.HTMLEscapeString(s.words.missing) + "</h1>\n<p>" +
		fmt.Sprintf(template.HTMLEscapeString(s.words.missingIn), "<code>"+template.HTMLEscapeString(r.URL.Path)+"</code>") + "</p>\n"
	s.answer(w, r, http.StatusNotFound, &rendered{document: &page.Document{
		Lang: s.words.lang, Title: s.words.missing, Body: []byte(body)}}, generation, nonce)
}

// answer lays out a page and sends it.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, code int, p *rendered, generation uint64, nonce string) {
	preview, err := s.preview(p, generation, nonce)
	var html []byte
	if err == nil {
		html, err = p.document.Page(preview)
	}
	if err != nil {
		s.options.Log(err.Error())
		http.Error(w, "the page can't be laid out", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(code)
	if r.Method != http.MethodHead {
		w.Write(html)
	}
}

// version tells one client from another, so that a page whose server was
// replaced by a newer one loads itself anew.
var version = func() string {
	sum := sha256.Sum256([]byte(clientScript + clientStyle))
	return hex.EncodeToString(sum[:6])
}()
