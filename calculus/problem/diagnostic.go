package problem

// Severity says how bad a diagnostic is.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Diagnostic is something to tell the author about a block. A diagnostic
// holds no prose: [Diagnostic.Message] and [Diagnostic.Help] say it in a language.
type Diagnostic struct {
	Span     Span
	Severity Severity
	// Code names the kind of diagnostic, such as "ambiguous-division"; codes
	// stay as they are once published.
	Code string
	// Args are what the message is about, quoted from the block.
	Args []string
	// Fixes are ways out, each an edit after which the block reads one way.
	Fixes []Fix
}

// Fix is an edit of the block: the text that replaces a span.
type Fix struct {
	Span Span
	Text string
}

// Apply returns the block's text with the edit made.
func (f Fix) Apply(text string) string {
	return text[:f.Span.Start] + f.Text + text[f.Span.End:]
}

// fixes returns the edits that put one of the texts in place of span.
func fixes(span Span, texts ...string) []Fix {
	list := make([]Fix, len(texts))
	for i, t := range texts {
		list[i] = Fix{span, t}
	}
	return list
}
