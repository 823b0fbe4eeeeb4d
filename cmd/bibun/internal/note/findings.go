package note

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

// Findings returns what is to be told about the note, in order of position.
func (n *Note) Findings() []report.Finding {
	var list []report.Finding
	if n.err != nil {
		list = append(list, report.Finding{File: n.File, Line: n.err.Line, Severity: report.Warning,
			Code: extension.CodeLimit, Message: n.err.Error() + "; the note is left as it is",
			Help: n.raise()})
	}
	all := slices.Clone(n.Report.Diagnostics)
	for _, b := range n.Report.Blocks {
		all = append(all, b.Diagnostics...)
	}
	slices.SortStableFunc(all, func(a, b extension.Diagnostic) int { return cmp.Compare(a.Start, b.Start) })
	if len(all) == 0 {
		return list
	}
	lines := bytes.Split(bytes.TrimPrefix(n.Source, []byte("\xef\xbb\xbf")), []byte("\n"))
	for _, d := range all {
		f := n.finding(d)
		if 1 <= d.Line && d.Line <= len(lines) {
			f.Excerpt = string(bytes.TrimSuffix(lines[d.Line-1], []byte("\r")))
		}
		list = append(list, f)
	}
	return list
}

// raise says how a limit that the note passes can be raised.
func (n *Note) raise() []string {
	option := "--limit " + n.err.Name + "=…"
	if n.lang == "ja" {
		return []string{option + " で変えられます"}
	}
	return []string{"raise it with " + option}
}

func (n *Note) finding(d extension.Diagnostic) report.Finding {
	return report.Finding{
		File: n.File,
		Line: d.Line, Column: d.Column, EndLine: d.EndLine, EndColumn: d.EndColumn,
		Severity: string(d.Severity), Code: d.Code,
		Message: d.Message(n.lang), Help: d.Help(n.lang),
	}
}
