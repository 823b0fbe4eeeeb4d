package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Finding is one thing to tell about a file.
type Finding struct {
	// File is the path as the user would type it, or "-" for standard input.
	File string `json:"file"`
	// Line and Column are where it starts, from 1; the column counts characters
	// (Unicode code points). A Line of 0 is about the file as a whole.
	Line   int `json:"line"`
	Column int `json:"column"`
	// EndLine and EndColumn are where it ends; the column is the one after the
	// last character.
	EndLine   int `json:"endLine"`
	EndColumn int `json:"endColumn"`
	// Severity is "error" or "warning".
	Severity string `json:"severity"`
	// Code names the kind of finding; codes stay as they are once published.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Help are the ways out, best first.
	Help []string `json:"help"`
	// UTF16Column and EndUTF16Column are Column and EndColumn in the units that
	// editors count: code units of UTF-16, from 1.
	UTF16Column    int `json:"utf16Column"`
	EndUTF16Column int `json:"endUtf16Column"`
	// Fixes are the ways out that are edits.
	Fixes []Fix `json:"fixes"`

	// Excerpt is the line of the file that Line names, without its line ending.
	// Empty where there is none to show.
	Excerpt string `json:"-"`
}

// Fix is an edit of a file: the text that replaces what stands between two places.
type Fix struct {
	Line           int    `json:"line"`
	Column         int    `json:"column"`
	EndLine        int    `json:"endLine"`
	EndColumn      int    `json:"endColumn"`
	UTF16Column    int    `json:"utf16Column"`
	EndUTF16Column int    `json:"endUtf16Column"`
	Text           string `json:"text"`
	// Result is the line, or the lines, as the edit leaves them.
	Result string `json:"result"`
}

// Severities, as they are printed.
const (
	Error   = "error"
	Warning = "warning"
)

// Visible returns s with everything that a terminal would obey, or that would
// break a line, replaced. A note, or its name, must not be able to move the cursor.
func Visible(s string) string {
	clean := true
	for _, r := range s {
		if r == utf8.RuneError || hidden(r) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// hidden reports whether r is a control character, the end of a line or paragraph, or
// one that changes the direction of what follows.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}
