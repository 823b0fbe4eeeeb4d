package extension

import (
	"sort"

	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
)

// Report is what was found in a note.
type Report struct {
	// Blocks are the fences whose info string starts with diff or bibun, solved
	// or not, in the order of the note.
	Blocks []*Block
	// Diagnostics are those that belong to no block: of the front matter.
	Diagnostics []Diagnostic
}

// Failed reports whether a block failed or a diagnostic of the note is an error.
func (r *Report) Failed() bool {
	if r == nil {
		return false
	}
	for _, b := range r.Blocks {
		if b.Status == Failed {
			return true
		}
	}
	return hasError(r.Diagnostics)
}

// Status is what became of a block.
type Status string

// The statuses of a block.
const (
	// Solved blocks are replaced by their solution.
	Solved Status = "solved"
	// Failed blocks are problems that could not be solved; their source stays.
	Failed Status = "failed"
	// Skipped blocks are patches, or were told to be left alone; their source stays.
	Skipped Status = "skipped"
)

// Block is a diff fence of a note.
//
// Lines and columns count from 1; columns count runes, a tab being one.
// Offsets count bytes from the first byte of the file, with a byte order mark
// and front matter included, where the note came through [ReadNote] or [Splice].
type Block struct {
	// Line and Column are where the opening fence's first character stands;
	// EndLine is the line of the closing fence, or the last one of a block
	// that was never closed.
	Line, Column, EndLine int
	// Start and End enclose the bytes of the block from the opening fence's
	// first character to the end of its last line, without the line ending.
	Start, End int

	Status Status
	// Info is the info string of the fence: diff {steps=brief}.
	Info string
	// Source is the text between the fences, without the prefixes of quotes
	// and lists, with LF at the ends of lines.
	Source string
	// Options are the options that held for this block.
	Options solution.Options

	// Problem is the block as it was read; nil where it was not read.
	Problem *problem.Problem
	// Solution is nil where nothing was solved.
	Solution *solution.Solution

	// Diagnostics are positioned in the file, in order of position.
	Diagnostics []Diagnostic

	// Markdown is what [Splice] puts in the block's place: lines ending in LF
	// without the prefixes of quotes and lists. It is empty for HTML.
	Markdown string
}

func hasError(ds []Diagnostic) bool {
	for _, d := range ds {
		if d.Severity == problem.Error {
			return true
		}
	}
	return false
}

func (r *Report) sort() {
	sort.SliceStable(r.Blocks, func(i, j int) bool { return r.Blocks[i].Start < r.Blocks[j].Start })
}
