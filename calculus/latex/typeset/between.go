package typeset

import "strings"

// Between returns what stands between each opener and the closer after it, in
// order: the formulas of a page, when open and close are its delimiters. An
// opener that is never closed yields the rest of the text, which no engine
// will accept.
func Between(text, open, close string) []string {
	var found []string
	for {
		_, rest, ok := strings.Cut(text, open)
		if !ok {
			return found
		}
		formula, rest, _ := strings.Cut(rest, close)
		found = append(found, formula)
		text = rest
	}
}
