package extension

import (
	"sort"

	"github.com/bibun-md/bibun/calculus/problem"
)

// Diagnostic is a diagnostic with its place in the file. Lines and columns
// count from 1, columns in runes; the end is exclusive.
type Diagnostic struct {
	problem.Diagnostic
	// Start and End are byte offsets in the file.
	Start, End                       int
	Line, Column, EndLine, EndColumn int
	// Edits are the diagnostic's fixes as edits of the file.
	Edits []Edit
}

// Edit is a fix with its place in the file: the text that replaces the bytes from
// Start to End. Lines and columns count as those of a [Diagnostic].
type Edit struct {
	Start, End                       int
	Line, Column, EndLine, EndColumn int
	Text                             string
}

// The codes of diagnostics that come from the note rather than the block's text.
const (
	CodeUnknownOption        = "unknown-option"          // Args: key, suggestion or ""
	CodeBadOptionValue       = "bad-option-value"        // Args: key, value, the values that exist
	CodeBadAttributes        = "bad-attributes"          // Args: the text that could not be read
	CodeLooksLikeAList       = "looks-like-a-list"       // Args: the first item
	CodeNothingAsked         = "nothing-to-solve"        // no Args
	CodeBlockTooLong         = "block-too-long"          // Args: its bytes, limit
	CodeTooManyBlocks        = "too-many-blocks"         // Args: limit
	CodeOutOfTime            = "out-of-time"             // Args: limit
	CodeUnsupportedContainer = "unsupported-container"   // no Args
	CodeFenceNotClosed       = "fence-not-closed"        // no Args
	CodeRegionEdited         = "region-edited"           // no Args
	CodeOrphanMarker         = "orphan-marker"           // no Args
	CodeDoubledMarker        = "doubled-marker"          // no Args
	CodeInternal             = "internal-error"          // Args: what was caught
	CodeFrontMatter          = "front-matter-unreadable" // Args: the reader's message
	CodeEmptyCells           = "table-too-wide"          // Args: limit
	CodeRepeatedAddresses    = "references-too-long"     // Args: limit
	CodeTooManyMarks         = "too-many-marks"          // Args: limit
	CodeLimit                = "limit"                   // a [LimitError], as commands report it
)

// locate finds the lines and columns of d's offsets.
func (d *Diagnostic) locate(x *lineIndex) {
	d.Line, d.Column = x.place(d.Start)
	d.EndLine, d.EndColumn = x.place(d.End)
	for i := range d.Edits {
		e := &d.Edits[i]
		e.Line, e.Column = x.place(e.Start)
		e.EndLine, e.EndColumn = x.place(e.End)
	}
}

func sortDiagnostics(ds []Diagnostic) {
	sort.SliceStable(ds, func(i, j int) bool { return ds[i].Start < ds[j].Start })
}
