package watch

import (
	"io/fs"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// stamp is what can be told of a file without reading it. Two equal stamps are
// taken for the same content by the sweep.
type stamp = site.Stamp

func stampOf(info fs.FileInfo) stamp { return site.StampOf(info) }
