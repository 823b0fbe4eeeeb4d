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
}
