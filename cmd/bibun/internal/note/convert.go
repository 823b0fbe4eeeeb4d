package note

import (
	"context"
	"errors"
	"fmt"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/extension"
)

// Format is what a note is converted to.
type Format string

// The formats.
const (
	Markdown Format = "markdown"
	HTML     Format = "html"
)

// Options say how notes are converted. The zero value works.
type Options struct {
	// To is what notes are converted to. Defaults to Markdown.
	To Format
	// Blocks say how diff blocks are solved. Defaults to the extension's defaults.
	Blocks extension.Options
	// Page says how HTML pages are made; its Blocks are not used. Defaults to
	// the page's defaults.
	Page page.Options
	// Lang is the language of findings, "ja" or "en". Defaults to English.
	Lang string
}

// Converter converts notes. It is safe for use by several goroutines.
type Converter struct {
	options Options
	pages   *page.Renderer // nil for Markdown
}

// New returns a converter.
func New(o Options) *Converter {
	c := &Converter{options: o}
	if o.To == HTML {
		o.Page.Blocks = o.Blocks
		c.pages = page.New(o.Page)
	}
	return c
}

// Note is a note that was converted.
type Note struct {
	// File is the path of the note as the user would type it.
	File string
	// Source is the note as it was.
	Source []byte
	// Output is what it became.
	Output []byte
	// Report is what was found; it is never nil.
	Report *extension.Report

	lang string
	err  *extension.LimitError
}

// maxFile is the length of a note that becomes a page; see the limit of the
// same name in package extension, which holds for Markdown.
const maxFile = 16 << 20

// Convert converts the note src. A Markdown note that passes a limit stays as it
// is, with a warning among the findings. An error is for a note that nothing can
// be made of, and for the end of ctx. A panic on the way becomes one: no note may
// crash the program.
func (c *Converter) Convert(ctx context.Context, file string, src []byte) (n *Note, err error) {
	defer func() {
		if p := recover(); p != nil {
			n, err = nil, fmt.Errorf("internal error: %v; please report it with this note", p)
		}
	}()
	n = &Note{File: file, Source: src, lang: c.options.Lang}
	if c.pages != nil {
		err = c.page(ctx, n)
	} else {
		n.Output, n.Report, err = extension.Splice(ctx, src, c.options.Blocks)
		if errors.As(err, &n.err) {
			n.Output, err = src, nil
		}
	}
	if err != nil {
		return nil, err
	}
	if n.Report == nil {
		n.Report = &extension.Report{}
	}
	return n, nil
}

func (c *Converter) page(ctx context.Context, n *Note) error {
	if len(n.Source) > maxFile {
		return &extension.LimitError{What: "bytes in the file", Max: maxFile}
	}
	parts := extension.ReadNote(n.Source)
	if err := extension.CheckDepth(parts, c.options.Blocks.Limits.Depth); err != nil {
		return err
	}
	p, err := c.pages.Render(ctx, parts)
	if err != nil {
		return err
	}
	n.Output, n.Report = p.HTML, p.Report
	return nil
}

// Counts returns how many blocks were solved, skipped and failed.
func (n *Note) Counts() (solved, skipped, failed int) {
	for _, b := range n.Report.Blocks {
		switch b.Status {
		case extension.Solved:
			solved++
		case extension.Failed:
			failed++
		default:
			skipped++
		}
	}
	return solved, skipped, failed
}
