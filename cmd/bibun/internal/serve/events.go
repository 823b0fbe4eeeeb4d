package serve

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/cmd/bibun/internal/watch"
)

// event is what open pages are told. It carries paths and never content: whoever
// could listen would learn no more than that something was saved.
type event struct {
	Generation string `json:"generation"`
	// Paths are those that lead to something else now; "/" is every index.
	Paths []string `json:"paths,omitempty"`
	// All says that too much changed to be listed.
	All bool `json:"all,omitempty"`
}

// maxPaths is how many paths an event lists. More than that is a checkout or a
// mass edit, where asking anew is cheaper than reading the list.
const maxPaths = 1000

// keepAlive is how often a stream without events shows that it lives, so that a
// connection that was cut is noticed at both ends.
const keepAlive = 15 * time.Second

// maxStreams is how many pages may listen at once: more than anyone opens, and few
// enough for what is kept for them to stay within some tens of megabytes.
const maxStreams = 2000

// streams are the open pages.
type streams struct {
	mu  sync.Mutex
	all map[*stream]bool
}

// stream is one of them. What comes while it is being written to is put together.
type stream struct {
	wake    chan struct{} // holds one
	pending event
	due     bool
}

// add returns a new stream, or nil where there are as many as may be.
func (s *streams) add(most int) *stream {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) >= most {
		return nil
	}
	st := &stream{wake: make(chan struct{}, 1)}
	s.all[st] = true
	return st
}

func (s *streams) remove(st *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, st)
}

// Changed takes what the watch has found and tells the open pages.
func (s *Server) Changed(r watch.Round) {
	changed := make([]site.Outcome, 0, len(r.Outcomes))
	for _, o := range r.Outcomes {
		if o.Err == nil || s.manifest.has(o.Name) {
			changed = append(changed, o)
		}
	}
	paths := s.manifest.change(changed, r.Gone)
	e := event{Generation: s.name(s.manifest.current()), Paths: paths}
	select {
	case <-s.ready:
	default:
		close(s.ready)
	}
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	for st := range s.streams.all {
		st.pending = st.pending.and(e)
		st.due = true
		select {
		case st.wake <- struct{}{}:
		default:
		}
	}
}

// and returns one event for two.
func (e event) and(next event) event {
	next.All = e.All || next.All || len(e.Paths)+len(next.Paths) > maxPaths
	if next.All {
		next.Paths = nil
	} else {
		next.Paths = append(e.Paths[:len(e.Paths):len(e.Paths)], next.Paths...)
	}
	return next
}

// events is the stream of events. Its first one tells the generation of now,
// which a page that comes back compares with its own.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	select {
	case <-s.ready:
	case <-s.over:
		return
	case <-r.Context().Done():
		return
	}
	st := s.streams.add(s.most)
	if st == nil {
		w.Header().Set("Retry-After", "60")
		http.Error(w, fmt.Sprintf("refused: %d pages listen already, which is the limit; close some", s.most), http.StatusServiceUnavailable)
		return
	}
	defer s.streams.remove(st)

	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	control := http.NewResponseController(w)
	control.SetReadDeadline(time.Time{}) // a stream lasts
	write := func(text string) error {
		control.SetWriteDeadline(time.Now().Add(s.patience.event))
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
		return control.Flush()
	}
	if write(event{Generation: s.name(s.manifest.current())}.text()) != nil {
		return
	}
	ticker := time.NewTicker(keepAlive)
	defer ticker.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-s.over:
			return
		case <-ticker.C:
			if write(": alive\n\n") != nil {
				return
			}
		case <-st.wake:
			s.streams.mu.Lock()
			e, due := st.pending, st.due
			st.pending, st.due = event{}, false
			s.streams.mu.Unlock()
			if due && write(e.text()) != nil {
				return
			}
		}
	}
}

// text is an event as it is sent.
func (e event) text() string {
	data, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings can be written
	}
	return fmt.Sprintf("data: %s\n\n", data)
}
