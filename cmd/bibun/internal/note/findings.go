package note

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf16"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

// Findings returns what is to be told about the note, in order of position.
func (n *Note) Findings() []report.Finding {
	var list []report.Finding
	if n.err != nil {
		left := "; the note is left as it is"
		if n.lang == "ja" {
			left = "。ノートはそのまま残しました"
		}
		list = append(list, report.Finding{File: n.File, Line: n.err.Line, Severity: report.Warning,
			Code: extension.CodeLimit, Message: n.err.Message(n.lang) + left, Help: n.err.Help(n.lang)})
	}
	all := slices.Clone(n.Report.Diagnostics)
	for _, b := range n.Report.Blocks {
		all = append(all, b.Diagnostics...)
	}
	slices.SortStableFunc(all, func(a, b extension.Diagnostic) int { return cmp.Compare(a.Start, b.Start) })
	for _, d := range all {
		list = append(list, n.finding(d))
	}
	return list
}

func (n *Note) finding(d extension.Diagnostic) report.Finding {
	f := report.Finding{
		File: n.File,
		Line: d.Line, Column: d.Column, EndLine: d.EndLine, EndColumn: d.EndColumn,
		UTF16Column: n.utf16Column(d.Line, d.Column), EndUTF16Column: n.utf16Column(d.EndLine, d.EndColumn),
		Severity: string(d.Severity), Code: d.Code,
		Message: d.Message(n.lang), Help: d.Help(n.lang),
		Excerpt: n.line(d.Line), Fixes: []report.Fix{},
	}
	for _, e := range d.Edits {
		before, after := []rune(n.line(e.Line)), []rune(n.line(e.EndLine))
		if e.Column > len(before)+1 || e.EndColumn > len(after)+1 {
			continue
		}
		f.Fixes = append(f.Fixes, report.Fix{
			Line: e.Line, Column: e.Column, EndLine: e.EndLine, EndColumn: e.EndColumn,
			UTF16Column: n.utf16Column(e.Line, e.Column), EndUTF16Column: n.utf16Column(e.EndLine, e.EndColumn),
			Text: e.Text, Result: string(before[:e.Column-1]) + e.Text + string(after[e.EndColumn-1:]),
		})
	}
	return f
}

// utf16Column returns the column that counts code units of UTF-16 instead of
// characters. Both count from 1.
func (n *Note) utf16Column(line, column int) int {
	units := 1
	for _, r := range n.line(line) {
		if column--; column < 1 {
			break
		}
		units += max(utf16.RuneLen(r), 1)
	}
	return units + max(column-1, 0)
}

// line returns a line of the note, counted from 1, without its line ending.
func (n *Note) line(number int) string {
	if n.lines == nil {
		n.lines = bytes.Split(bytes.TrimPrefix(n.Source, []byte("\xef\xbb\xbf")), []byte("\n"))
	}
	if number < 1 || number > len(n.lines) {
		return ""
	}
	return string(bytes.TrimSuffix(n.lines[number-1], []byte("\r")))
}
