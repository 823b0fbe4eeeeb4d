package serve

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/extension"
)

// Options say what is served. Site and Convert are required.
type Options struct {
	// Site is the folder of notes. Nothing is written to its output.
	Site *site.Site
	// Convert turns a note into a page with a Document.
	Convert func(ctx context.Context, file string, src []byte) (*note.Note, error)
	// MathJax is served under [MathJaxPath]. Defaults to none.
	MathJax *MathJax
	// MaxNote is the length of a note that is shown. Defaults to 16 MiB.
	MaxNote int64
	// Lang is the language of what the preview itself says, "ja" or "en".
	// Defaults to English.
	Lang string
	// Log is told of what goes wrong inside the server. Defaults to telling no one.
	Log func(message string)
}

// Server is the preview of a folder. It is safe for use by several goroutines.
type Server struct {
	options  Options
	root     *os.Root // the folder of notes
	words    words
	guard    guard
	manifest manifest
	pages    pages
	streams  streams
	// boot tells this run of the server from another.
	boot string
	// ready is closed once the folder was looked at for the first time.
	ready chan struct{}
	// over is closed when the server ends.
	over chan struct{}
	// patience is with slow clients.
	patience patience
	// most is how many pages may listen at once: maxStreams.
	most int
}

// patience is how long a client may take. A page of ours takes a moment; whoever
// takes longer holds a connection that others need.
type patience struct {
	header, request, answer time.Duration
	idle                    time.Duration // between requests
	event                   time.Duration // for each event of a stream, which itself may last
}

// New returns a server. Close it after use.
func New(o Options) (*Server, error) {
	root, err := os.OpenRoot(o.Site.Src())
	if err != nil {
		return nil, err
	}
	if o.MaxNote <= 0 {
		o.MaxNote = int64(extension.DefaultLimits().FileBytes)
	}
	if o.Log == nil {
		o.Log = func(string) {}
	}
	return &Server{
		options:  o,
		root:     root,
		words:    wordsIn(o.Lang),
		manifest: newManifest(o.Site.OutputName),
		pages:    pages{kept: map[string]*entry{}},
		streams:  streams{all: map[*stream]bool{}},
		boot:     randomText(8),
		ready:    make(chan struct{}),
		over:     make(chan struct{}),
		most:     maxStreams,
		patience: patience{header: 10 * time.Second, request: 20 * time.Second, answer: 2 * time.Minute,
			idle: 2 * time.Minute, event: 20 * time.Second},
	}, nil
}

// Close releases the folder.
func (s *Server) Close() error { return s.root.Close() }

// Listen opens a port of this machine alone; 0 is any that is free.
func Listen(port int) (net.Listener, error) {
	return net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
}

// Serve answers on l until ctx ends, which is no error. It may be called once.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	port := l.Addr().(*net.TCPAddr).Port
	s.guard = guardOf(port)
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.patience.header,
		ReadTimeout:       s.patience.request,
		WriteTimeout:      s.patience.answer,
		IdleTimeout:       s.patience.idle,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          nil,
	}
	stop := context.AfterFunc(ctx, func() {
		close(s.over) // ends the event streams, which would never end by themselves
		// What is being answered gets a moment; a page half sent harms no one.
		end, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		defer cancel()
		if server.Shutdown(end) != nil {
			server.Close()
		}
	})
	defer stop()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	nonce := randomText(16)
	setHeaders(w.Header(), nonce, s.options.MathJax == nil)
	if refusal := s.guard.check(r); refusal != nil {
		http.Error(w, refusal.message, refusal.code)
		return
	}
	path := r.URL.Path
	if rest, ok := strings.CutPrefix(path, ownPath); ok {
		s.own(w, r, rest)
		return
	}
	select {
	case <-s.ready:
	case <-s.over:
		http.Error(w, "the server ends", http.StatusServiceUnavailable)
		return
	case <-r.Context().Done():
		return
	}
	switch name, kind := s.manifest.find(path); kind {
	case isFolder:
		s.index(w, r, name, nonce)
	case isPage:
		s.page(w, r, name, nonce)
	case isNote:
		http.Redirect(w, r, s.manifest.url(name), http.StatusFound)
	case isFile:
		s.file(w, r, name)
	default:
		s.missing(w, r, nonce)
	}
}

// ownPath is where what is the preview's own is found. No note can be in the
// way, since names with a dot in front are passed over.
const ownPath = "/.bibun/"

// own answers for what is the preview's own.
func (s *Server) own(w http.ResponseWriter, r *http.Request, rest string) {
	switch rest {
	case "events":
		s.events(w, r)
		return
	case "client.js":
		serveText(w, r, "text/javascript; charset=utf-8", clientScript)
		return
	case "client.css":
		serveText(w, r, "text/css; charset=utf-8", clientStyle)
		return
	}
	if s.options.MathJax == nil || !s.options.MathJax.serve(w, r, rest) {
		http.Error(w, "not found", http.StatusNotFound)
	}
}

func serveText(w http.ResponseWriter, r *http.Request, contentType, text string) {
	w.Header().Set("Content-Type", contentType)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(text))
}

// randomText returns n random bytes in hexadecimal.
func randomText(n int) string {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
