package serve

import (
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// Look is what the watch of the folder does with a file instead of building it:
// it takes its hash, and nothing is rendered before someone asks.
func (s *Server) Look(_ context.Context, name string, known site.Hash) site.Outcome {
	o := site.Outcome{Name: name, Output: s.options.Site.OutputName(name), Note: site.IsNote(name)}
	var err error
	if o.Hash, err = s.hash(name, o.Note); err != nil {
		o.Err = err
		return o
	}
	if o.Note && known != (site.Hash{}) && o.Hash == sha256.Sum256(nil) && o.Hash != known {
		o.Err = site.ErrEmptied
		return o
	}
	o.Unchanged = o.Hash == known
	if info, err := s.root.Stat(name); err == nil && o.Note && !o.Unchanged && info.Size() > s.options.MaxNote {
		limit := s.tooLong(info.Size()) // as its page says, once someone opens it
		s.options.Log(s.options.Site.File(name) + ": " + limit.Message(s.words.lang) + "; " + limit.Help(s.words.lang)[0])
	}
	o.Written = !o.Note && !o.Unchanged
	return o
}

// hash returns the hash of a file; of a large one it tells only when it was written,
// and how long it is.
func (s *Server) hash(name string, note bool) (site.Hash, error) {
	if info, err := s.root.Stat(name); err == nil && (info.Mode().IsRegular() && info.Size() > s.options.MaxNote || !note && !info.Mode().IsRegular()) {
		return sha256.Sum256(fmt.Append(nil, info.Size(), info.ModTime())), nil
	}
	src, err := s.read(name)
	return sha256.Sum256(src), err
}
