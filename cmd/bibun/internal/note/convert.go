package note

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"path/filepath"
	"strings"

	"github.com/bibun-md/bibun/cmd/bibun/internal/document"
	"github.com/bibun-md/bibun/cmd/bibun/internal/markdown"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/extension"
)

// Format is what a note is converted to.
type Format string

// The formats.
const (
	Markdown Format = "markdown"
	HTML     Format = "html"
	LaTeX    Format = "latex"
)

// Options say how notes are converted. The zero value works.
type Options struct {
	// To is what notes are converted to. Defaults to Markdown.
	To Format
	// Blocks say how diff blocks are solved. Defaults to the extension's defaults.
	Blocks extension.Options
	// InPlace keeps blocks and writes solutions below them; nil puts solutions in
	// the place of their blocks. Its MDX is taken from the name of the note.
	// Defaults to nil.
	InPlace *extension.InPlace
	// Page says how HTML pages are made; its Blocks are not used. Defaults to
	// the page's defaults.
	Page page.Options
	// Document says how LaTeX documents are made; its Blocks are not used. Defaults
	// to the document's defaults.
	Document document.Options
	// Lang is the language of findings, "ja" or "en". Defaults to English.
	Lang string
}

// Converter converts notes. It is safe for use by several goroutines.
type Converter struct {
	options Options
	// One of these is set where Markdown becomes something else.
	pages     *page.Renderer
	documents *document.Renderer
}

// New returns a converter.
func New(o Options) *Converter {
	c := &Converter{options: o}
	switch o.To {
	case HTML:
		o.Page.Blocks = o.Blocks
		c.pages = page.New(o.Page)
	case LaTeX:
		o.Document.Blocks = o.Blocks
		c.documents = document.New(o.Document)
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
	// Document is what the page is laid out from; nil for Markdown.
	Document *page.Document
	// Report is what was found; it is never nil.
	Report *extension.Report

	lang  string
	err   *extension.LimitError
	lines [][]byte // of the source, once one was asked for
}

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
	splice := extension.Splice
	if isLaTeX(file, src) {
		splice = extension.SpliceLaTeX
	} else if c.pages != nil || c.documents != nil {
		splice = nil
	}
	if splice == nil {
		err = c.page(ctx, n)
	} else {
		switch in := c.options.InPlace; {
		case in == nil:
			n.Output, n.Report, err = splice(ctx, src, c.options.Blocks)
		case isLaTeX(file, src): // a document has no place for a block and its solution
			n.Output = src
		default:
			in := extension.InPlace{Force: in.Force, MDX: strings.EqualFold(filepath.Ext(file), ".mdx")}
			n.Output, n.Report, err = extension.SpliceInPlace(ctx, src, c.options.Blocks, in)
		}
		if errors.As(err, &n.err) {
			n.Output, err = src, nil
		}
	}
	if limit := (*extension.LimitError)(nil); errors.As(err, &limit) {
		return nil, fmt.Errorf("%w; raise it with --limit %s=…", err, limit.Name)
	}
	if err != nil {
		return nil, err
	}
	if c.pages != nil && n.Document == nil { // a preview shows a LaTeX document as text
		n.Document = &page.Document{Lang: "en", Title: filepath.Base(file),
			Body: []byte("<pre>" + html.EscapeString(string(n.Output)) + "</pre>\n")}
	}
	if n.Report == nil {
		n.Report = &extension.Report{}
	}
	return n, nil
}

// isLaTeX reports whether a note is a LaTeX document, whose blocks are solved
// whatever Markdown becomes. Standard input has no name to tell it by.
func isLaTeX(file string, src []byte) bool {
	return strings.EqualFold(filepath.Ext(file), ".tex") ||
		file == "-" && bytes.Contains(src, []byte(`\documentclass`)) && bytes.Contains(src, []byte(`\begin{document}`))
}

// page makes a page or a document of Markdown.
func (c *Converter) page(ctx context.Context, n *Note) error {
	if err := extension.CheckLength(n.Source, c.options.Blocks.Limits); err != nil {
		return err
	}
	parts := extension.ReadNote(n.Source)
	if err := extension.CheckDepth(parts, c.options.Blocks.Limits.Depth); err != nil {
		return err
	}
	if c.documents != nil {
		d, err := c.documents.Render(ctx, parts)
		if err != nil {
			return err
		}
		n.Output, n.Report = d.LaTeX, d.Report
		n.warn(parts, d.Excesses)
		return nil
	}
	p, err := c.pages.Render(ctx, parts)
	if err != nil {
		return err
	}
	n.Output, n.Report, n.Document = p.HTML, p.Report, p.Document
	n.warn(parts, p.Excesses)
	return nil
}

// warn reports where a note asks for so much that it is shown as text.
func (n *Note) warn(parts extension.Note, excesses []markdown.Excess) {
	for _, e := range excesses {
		code, limit := extension.CodeEmptyCells, markdown.MaxEmptyCells
		switch e.Kind {
		case markdown.RepeatedAddresses:
			code, limit = extension.CodeRepeatedAddresses, markdown.MaxRepeated
		case markdown.Marks:
			code, limit = extension.CodeTooManyMarks, markdown.MaxMarks
		}
		if n.Report == nil {
			n.Report = &extension.Report{}
		}
		n.Report.Diagnostics = append(n.Report.Diagnostics, parts.Warn(code, e.At, extension.Grouped(limit)))
	}
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
