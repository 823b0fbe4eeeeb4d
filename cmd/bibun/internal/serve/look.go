package serve

import (
	"context"
	"crypto/sha256"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// Look is what the watch of the folder does with a file instead of building it:
// it takes the hash of a note, and nothing is rendered before someone asks.
func (s *Server) Look(_ context.Context, name string, known site.Hash) site.Outcome {
	o := site.Outcome{Name: name, Output: s.options.Site.OutputName(name), Note: site.IsNote(name)}
	if !o.Note {
		o.Written = true // its stamp has changed; what is in it only browsers need to know
		return o
	}
	src, err := s.read(name)
	if err != nil {
		o.Err = err
		return o
	}
	o.Hash = sha256.Sum256(src)
	o.Unchanged = o.Hash == known
	return o
}
