package site

import (
	"bytes"
	"errors"
	"io/fs"
)

// errSaved is the error for a note that isn't any more what was read.
var errSaved = errors.New("it was changed while bibun worked on it; run bibun again")

// WriteOver makes data the content of the file called name, which was before when
// it was read. A file that isn't that any more is left alone: somebody has saved
// it just now, and that must not be lost.
func (o *Output) WriteOver(name string, before, data []byte, mode fs.FileMode) error {
	p, err := o.place(name)
	if err != nil {
		return err
	}
	defer p.close()
	info, err := p.Lstat(p.base)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return p.inTheWay()
	}
	temporary, err := p.draft(bytes.NewReader(data), mode, true)
	var now []byte
	if err == nil {
		now, err = p.ReadFile(p.base)
	}
	switch {
	case err != nil:
	case bytes.Equal(now, before):
		err = p.exchange(temporary, before, data)
	case !bytes.Equal(now, data): // else another bibun has just written the same
		err = errSaved
	}
	p.Remove(temporary) // if not, the next run does
	if err != nil {
		return p.unwritten(err)
	}
	return nil
}

// exchange has the temporary file, which holds data, take the place of the file, which
// was before at the last look. Where the system can, the two change places and the
// temporary is looked at: if it isn't what was before, it is what was saved in the
// moment between, and they change places again.
func (p place) exchange(temporary string, before, data []byte) error {
	dir, err := p.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	put, replaced := data, before
	for {
		switch err := exchangeFiles(dir, temporary, p.base); {
		case errors.Is(err, errors.ErrUnsupported):
			return p.Rename(temporary, p.base)
		case err != nil:
			return err
		}
		now, err := p.ReadFile(temporary)
		if err != nil {
			return errors.Join(err, exchangeFiles(dir, temporary, p.base))
		}
		if bytes.Equal(now, replaced) || bytes.Equal(now, put) {
			break
		}
		put, replaced = now, put
	}
	if !bytes.Equal(put, data) {
		return errSaved
	}
	return nil
}
