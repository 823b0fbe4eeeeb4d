package extension

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Splice returns a note with its solved blocks replaced by their solutions, in
// the notation of a preset, and what was found. Every other byte stays: the note
// is never printed again from a tree. Where nothing was solved the result is
// src itself.
//
// An error means that the note was left as it is: a [*LimitError], a preset
// that doesn't exist or isn't for Markdown, or the end of ctx. What is wrong
// with a block is no error but a [Diagnostic] of the report.
func Splice(ctx context.Context, src []byte, o Options) ([]byte, *Report, error) {
	return spliceNote(ctx, src, o, nil)
}

// spliceNote splices a note, where in is set in place.
func spliceNote(ctx context.Context, src []byte, o Options, in *InPlace) ([]byte, *Report, error) {
	limits := o.Limits.withDefaults()
	if len(src) <= limits.FileBytes && !mayHold(src) && !(in != nil && mayMark(src)) {
		return src, &Report{}, ctx.Err()
	}
	if err := CheckLength(src, limits); err != nil {
		return src, &Report{}, err
	}
	n := ReadNote(src)
	if err := CheckDepth(n, limits.Depth); err != nil {
		return src, &Report{}, err
	}
	x := newExaminer(ctx, n, o)
	preset, err := markdownPreset(x.settings.Preset)
	if err != nil {
		return src, &Report{}, err
	}
	doc := blockParser().Parse(text.NewReader(withoutCR(x.body)))
	fences, _ := findFences(doc, x.body)

	w := writer{x: x, src: src, preset: preset, in: in, marked: mayMark(src)}
	for _, f := range fences {
		if err := ctx.Err(); err != nil {
			return src, x.report, err
		}
		if f.start+x.shift < w.done { // in a region that is being replaced
			continue
		}
		w.fence(f)
	}
	if in != nil && w.marked {
		w.orphans(doc)
	}
	if w.done == 0 {
		return src, x.report, nil
	}
	w.copyTo(len(src))
	return w.out.Bytes(), x.report, nil
}

// writer writes a note with its solutions.
type writer struct {
	x      *examiner
	src    []byte
	preset *Preset
	in     *InPlace // nil where solutions stand in the place of their blocks
	marked bool     // there may be markers

	out   bytes.Buffer
	done  int       // bytes of src that are written or replaced
	owned []*region // those that belong to a block
}

// copyTo writes the bytes of the note up to end.
func (w *writer) copyTo(end int) {
	w.out.Write(w.src[w.done:end])
	w.done = end
}

// fence has a block examined and writes its solution.
func (w *writer) fence(f fence) {
	x := w.x
	b := x.examine(passageOf(x.body, f))
	var r *region
	if c, closed := findCloser(x.body, f); closed && w.marked {
		if found, ok := regionAfter(x.body, f, c); ok {
			r = &found
		}
	}
	// Below a block that is left alone on purpose, or that has an error just
	// now, a region stays. Below a patch it has lost its block.
	if r != nil && r.fault == "" && (b.Status != Skipped || f.off || readInfo(b.Info).never) {
		w.owned = append(w.owned, r)
	}
	if b.Status != Solved {
		return
	}
	if w.in != nil {
		w.writeRegion(b, f, r)
		return
	}
	end := b.End - x.shift
	if r != nil && r.fault == "" {
		end = r.end
	}
	s, ok := siteOf(x.body, f, end)
	if !ok {
		x.fail(b, CodeUnsupportedContainer)
		return
	}
	if r != nil && s.item && r.fault == "" && r.tight() {
		s.tight = true
	}
	pieces := w.pieces(b, &s)
	if w.preset.Numbers && pieces[len(pieces)-1].display && numberFollows(x.body[end:]) {
		pieces = append(pieces, piece{text: "<!-- -->"})
	}
	b.Markdown = joinPieces(pieces, s.tight && w.preset.Interrupts)
	w.copyTo(b.Start)
	s.write(&w.out, b.Markdown, pieces, w.preset)
	w.done = end + x.shift
}

// numberFollows reports whether the text after a block starts with a parenthesis, as
// the second question of an exercise does.
func numberFollows(rest []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n>"), []byte("("))
}

// pieces are the paragraphs and displays of a solution at its site.
func (w *writer) pieces(b *Block, s *site) []piece {
	pieces := markdownPieces(&b.Solution.Document, w.preset)
	if w.preset.OneLine && strings.Contains(s.prefix, ">") {
		for i := range pieces {
			if pieces[i].figure {
				continue
			}
			pieces[i].text = strings.ReplaceAll(pieces[i].text, "\n", " ")
		}
	}
	return pieces
}

// blockParser knows blocks only: inlines can't change where a fence stands.
// Tables can't either, and footnotes are containers.
func blockParser() parser.Parser {
	return parser.NewParser(parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
		util.Prioritized(footnoteInPlace{extension.NewFootnoteBlockParser()}, 999))...))
}

// footnoteInPlace reads footnotes as goldmark's extension does and leaves them
// where they stand; the extension gathers them at the first one's place.
type footnoteInPlace struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (footnoteInPlace) Close(ast.Node, text.Reader, parser.Context) {}

// withoutCR is src with CRLF turned to space and LF, which leaves every offset
// where it was. goldmark doesn't see that a list mark is alone on its line where
// a CR follows it; a space there it knows.
func withoutCR(src []byte) []byte {
	if !bytes.Contains(src, []byte("\r\n")) {
		return src
	}
	return bytes.ReplaceAll(src, []byte("\r\n"), []byte(" \n"))
}

func markdownPreset(name string) (*Preset, error) {
	if name == "" {
		name = "markdown"
	}
	p, ok := PresetNamed(name)
	switch {
	case !ok:
		hint := Nearest(name, PresetNames())
		if hint != "" {
			hint = fmt.Sprintf("; did you mean %q?", hint)
		}
		return nil, fmt.Errorf("unknown preset %q%s", name, hint)
	case p.HTML:
		return nil, fmt.Errorf("preset %q is for HTML, not for Markdown", name)
	case p.LaTeX:
		return nil, fmt.Errorf("preset %q is for LaTeX, not for Markdown", name)
	}
	return p, nil
}

// joinPieces puts paragraphs and displays together, with blank lines between
// them except around the displays of a tight list.
func joinPieces(pieces []piece, tight bool) string {
	var s strings.Builder
	for i, p := range pieces {
		if i > 0 {
			s.WriteString("\n")
			if !tight || p.display == pieces[i-1].display {
				s.WriteString("\n")
			}
		}
		s.WriteString(p.text)
	}
	s.WriteString("\n")
	return s.String()
}
