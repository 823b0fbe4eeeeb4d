package note

import (
	"io"

	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

// The types here are the JSON that editors and scripts read. It is published in
// cli.md: keys are never renamed, never go away, and lists are never null.

type block struct {
	File        string       `json:"file"`
	Line        int          `json:"line"`
	Column      int          `json:"column"`
	EndLine     int          `json:"endLine"`
	Status      string       `json:"status"` // solved, failed or skipped
	Source      string       `json:"source"`
	Definitions []definition `json:"definitions"`
	Answers     []answer     `json:"answers"`
	Markdown    string       `json:"markdown"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type definition struct {
	Name   string   `json:"name"`
	Vars   []string `json:"vars"`
	Params []string `json:"params"`
	Text   string   `json:"text"`
	LaTeX  string   `json:"latex"`
}

type answer struct {
	Request    string   `json:"request"`
	Kind       string   `json:"kind"`
	Function   string   `json:"function"`
	Wrt        []string `json:"wrt"`
	Text       string   `json:"text"`
	LaTeX      string   `json:"latex"`
	Entries    []entry  `json:"entries"`
	Lines      []string `json:"lines"`
	Rules      []string `json:"rules"`
	Verdict    string   `json:"verdict"` // verified or unknown
	Conditions []string `json:"conditions"`
	Cases      []inCase `json:"cases,omitempty"`
	Table      []steps  `json:"table,omitempty"`
}

// steps is a row of a table of a differential and an increment.
type steps struct {
	Step         string `json:"step"`
	Differential string `json:"differential"`
	Increment    string `json:"increment"`
	Difference   string `json:"difference"`
	Ratio        string `json:"ratio"`
}

// inCase is the answer under conditions on indices.
type inCase struct {
	When  []string `json:"when"`
	Text  string   `json:"text"`
	LaTeX string   `json:"latex"`
}

type entry struct {
	Wrt   []string `json:"wrt"`
	Text  string   `json:"text"`
	LaTeX string   `json:"latex"`
}

type diagnostic struct {
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	EndLine   int      `json:"endLine"`
	EndColumn int      `json:"endColumn"`
	Severity  string   `json:"severity"`
	Code      string   `json:"code"`
	Message   string   `json:"message"`
	Help      []string `json:"help"`
	// Columns in the units of editors, and the edits that mend.
	UTF16Column    int          `json:"utf16Column"`
	EndUTF16Column int          `json:"endUtf16Column"`
	Fixes          []report.Fix `json:"fixes"`
}

// WriteJSON writes one object a line for each diff block, in the order of the
// note.
func (n *Note) WriteJSON(w io.Writer) error {
	for _, b := range n.Report.Blocks {
		if err := report.WriteJSON(w, n.block(b), ""); err != nil {
			return err
		}
	}
	return nil
}

func (n *Note) block(b *extension.Block) block {
	out := block{
		File: n.File, Line: b.Line, Column: b.Column, EndLine: b.EndLine,
		Status: string(b.Status), Source: b.Source, Markdown: b.Markdown,
		Definitions: []definition{}, Answers: []answer{}, Diagnostics: []diagnostic{},
	}
	if s := b.Solution; s != nil {
		for _, d := range s.Definitions {
			out.Definitions = append(out.Definitions, definition{d.Name, list(d.Vars), list(d.Params), d.Text(), d.LaTeX})
		}
		for _, a := range s.Answers {
			out.Answers = append(out.Answers, newAnswer(a))
		}
	}
	for _, d := range b.Diagnostics {
		f := n.finding(d)
		out.Diagnostics = append(out.Diagnostics, diagnostic{f.Line, f.Column, f.EndLine, f.EndColumn,
			f.Severity, f.Code, f.Message, list(f.Help), f.UTF16Column, f.EndUTF16Column, f.Fixes})
	}
	return out
}

func newAnswer(a solution.Answer) answer {
	out := answer{
		Request: a.Request, Kind: string(a.Kind), Function: a.Function, Wrt: list(a.Wrt),
		Text: a.Text(), LaTeX: a.LaTeX, Entries: []entry{},
		Lines: list(a.Lines), Rules: list(a.Rules), Verdict: a.Verdict, Conditions: list(a.Conditions),
	}
	for _, e := range a.Entries {
		out.Entries = append(out.Entries, entry{list(e.Wrt), e.Text(), e.LaTeX})
	}
	for _, c := range a.Table {
		out.Table = append(out.Table, steps(c))
	}
	for _, c := range a.Cases {
		out.Cases = append(out.Cases, inCase{list(c.When), c.Text(), c.LaTeX})
	}
	return out
}

// list returns s, or an empty list where it is nil.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
