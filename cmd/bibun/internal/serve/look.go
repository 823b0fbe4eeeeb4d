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
	o.Written = !o.Note && !o.Unchanged
	return o
}

// hash returns the hash of a file; of a large one that is no note, it tells only
// when it was written, and how long it is.
func (s *Server) hash(name string, note bool) (site.Hash, error) {
	if info, err := s.root.Stat(name); !note && err == nil && (info.Size() > maxNote || !info.Mode().IsRegular()) {
		return sha256.Sum256(fmt.Append(nil, info.Size(), info.ModTime())), nil
	}
	src, err := s.read(name)
	return sha256.Sum256(src), err
}
