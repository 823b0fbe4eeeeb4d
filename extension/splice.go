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
	limits := o.Limits.withDefaults()
	switch {
	case len(src) > limits.FileBytes:
		return src, &Report{}, &LimitError{What: "bytes in the file", Max: limits.FileBytes}
	case !mayHold(src):
		return src, &Report{}, ctx.Err()
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

	var out bytes.Buffer
	done := 0 // bytes of src that are written or replaced
	for _, f := range fences {
		if err := ctx.Err(); err != nil {
			return src, x.report, err
		}
		b := x.examine(f)
		if b.Status != Solved {
			continue
		}
		s, ok := siteOf(x.body, f, b.End-x.shift)
		if !ok {
			x.fail(b, CodeUnsupportedContainer)
			continue
		}
		pieces := markdownPieces(&b.Solution.Document, preset)
		if preset.OneLine && strings.Contains(s.prefix, ">") {
			for i := range pieces {
				pieces[i].text = strings.ReplaceAll(pieces[i].text, "\n", " ")
			}
		}
		b.Markdown = joinPieces(pieces, s.tight && preset.Interrupts)
		out.Write(src[done:b.Start])
		s.write(&out, b.Markdown, pieces, preset)
		done = b.End
	}
	if done == 0 {
		return src, x.report, nil
	}
	out.Write(src[done:])
	return out.Bytes(), x.report, nil
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
		hint := nearest(name, PresetNames())
		if hint != "" {
			hint = fmt.Sprintf("; did you mean %q?", hint)
		}
		return nil, fmt.Errorf("unknown preset %q%s", name, hint)
	case p.HTML:
		return nil, fmt.Errorf("preset %q is for HTML, not for Markdown", name)
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
