package extension

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/bibun-md/bibun/calculus/problem"
)

// InPlace says how [SpliceInPlace] writes. The zero value works.
type InPlace struct {
	// MDX writes the markers as MDX has comments. Defaults to HTML comments.
	MDX bool
	// Force replaces solutions that were edited by hand. Defaults to refusing.
	Force bool
}

// SpliceInPlace returns a note in which each solved block is kept and followed by
// its solution, between two comments that mark it:
//
//	<!-- bibun:begin sha256=0123456789abcdef -->
//	<!-- bibun:end -->
//
// What stands between them already is replaced, unless it was edited by hand,
// which the hash tells. Every other byte stays, and doing it twice changes
// nothing. A marker without its counterpart or without its block is an error of
// the report. Otherwise it is as [Splice].
func SpliceInPlace(ctx context.Context, src []byte, o Options, in InPlace) ([]byte, *Report, error) {
	return spliceNote(ctx, src, o, &in)
}

// writeRegion writes the solution of a block below it: over its region, if it
// has one.
func (w *writer) writeRegion(b *Block, f fence, r *region) {
	x := w.x
	c, closed := findCloser(x.body, f)
	if !closed {
		x.fail(b, CodeFenceNotClosed)
		return
	}
	if r != nil && r.fault != "" {
		x.failAt(b, r.fault, r.faultAt)
		w.owned = append(w.owned, r) // told already
		return
	}
	s, ok := siteOf(x.body, f, c.end)
	if !ok {
		x.fail(b, CodeUnsupportedContainer)
		return
	}
	if r != nil && s.item {
		s.tight = r.tight()
	}
	lines := w.regionLines(b, &s)
	hash := regionHash(lines)
	if r != nil && r.edited() && !w.in.Force && regionHash(r.lines) != hash {
		x.failAt(b, CodeRegionEdited, r.marker)
		return
	}
	if r == nil {
		w.copyTo(lineEnd(x.body, c.end) + x.shift)
		w.out.WriteString(s.newline)
	} else {
		w.copyTo(r.start + x.shift)
		w.done = r.end + x.shift
	}
	w.out.WriteString(s.prefix + beginLine(hash[:hashDigits], w.in.MDX) + s.newline)
	for _, line := range lines {
		w.out.WriteString(strings.TrimRight(s.prefix+line, " \t") + s.newline)
	}
	w.out.WriteString(s.prefix + endLine(w.in.MDX))
}

// regionLines are the lines between the markers. Blank lines keep comment and
// solution apart, except in a tight list, which they would loosen.
func (w *writer) regionLines(b *Block, s *site) []string {
	pieces := w.pieces(b, s)
	tight := s.tight && w.preset.Interrupts
	b.Markdown = joinPieces(pieces, tight)
	lines := strings.Split(strings.TrimSuffix(b.Markdown, "\n"), "\n")
	if tight {
		return lines
	}
	return slices.Concat([]string{""}, lines, []string{""})
}

// orphans reports the markers that belong to no block.
func (w *writer) orphans(doc ast.Node) {
	x := w.x
	for _, at := range findMarkers(doc, x.body) {
		if !slices.ContainsFunc(w.owned, func(r *region) bool { return r.start <= at && at < r.end }) {
			d := Diagnostic{Start: at + x.shift, End: lineEnd(x.body, at) + x.shift}
			d.Severity, d.Code = problem.Error, CodeOrphanMarker
			d.locate(&x.lines)
			x.report.Diagnostics = append(x.report.Diagnostics, d)
		}
	}
	sortDiagnostics(x.report.Diagnostics)
}

// removeRegion takes the region below a solved block out of a tree for HTML, where
// its solution stands already.
func removeRegion(after ast.Node, src []byte) {
	first := after.NextSibling()
	if first == nil || !beginMarker().Match(firstLine(markerText(first, src))) {
		return
	}
	var region []ast.Node
	for n := first; n != nil; n = n.NextSibling() {
		region = append(region, n)
		if endMarker().Match(lastLine(markerText(n, src))) {
			for _, r := range region {
				r.Parent().RemoveChild(r.Parent(), r)
			}
			return
		}
	}
}

// markerText is the text of a node that may hold a marker: an HTML block or, of MDX,
// a paragraph. In a tight list that holds the solution too. Of other nodes it is nil.
func markerText(n ast.Node, src []byte) []byte {
	var text []byte
	switch n := n.(type) {
	case *ast.HTMLBlock:
		text = n.Lines().Value(src)
		if n.HasClosure() {
			text = append(text, n.ClosureLine.Value(src)...)
		}
	case *ast.Paragraph, *ast.TextBlock:
		text = n.Lines().Value(src)
	}
	return bytes.TrimSpace(text)
}

func firstLine(s []byte) []byte {
	line, _ := cutLine(s)
	return bytes.TrimSpace(line)
}

func lastLine(s []byte) []byte {
	return bytes.TrimSpace(s[bytes.LastIndexByte(s, '\n')+1:])
}
