package main

import (
	"bytes"

	"github.com/rogpeppe/go-internal/diff"
)

// unifiedDiff is what changes from before to after in a file, as patch and git
// apply take it. Before is nil where there is no file yet.
func unifiedDiff(file string, before, after []byte) []byte {
	from, to := "a/"+file, "b/"+file
	if before == nil {
		from = "/dev/null"
	}
	text := diff.Diff(from, before, to, after)
	_, text, _ = bytes.Cut(text, []byte("\n")) // "diff a b", which git doesn't know
	return text
}
