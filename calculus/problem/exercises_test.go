package problem

import (
	"os"
	"strings"
	"testing"
)

// TestExercises reads exercises in the LaTeX of textbooks and notes, in
// Japanese sentences, and in the characters of phones and input methods, and
// compares how each is read.
func TestExercises(t *testing.T) {
	for _, test := range []struct {
		path  string
		least int
	}{
		{"testdata/latex.txt", 240},
		{"testdata/sentences.txt", 70},
		{"testdata/unicode.txt", 60},
	} {
		readExercises(t, test.path, test.least)
	}
}

func readExercises(t *testing.T, path string, least int) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	seen := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "//") {
			out.WriteString(line + "\n")
			continue
		}
		in, want, _ := strings.Cut(line, "  ⇒  ")
		got := inOneLine(strings.ReplaceAll(in, " ⏎ ", "\n"))
		if got != want && !*update {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
		if seen[in] {
			t.Errorf("%s stands there twice", in)
		}
		seen[in] = true
		out.WriteString(in + "  ⇒  " + got + "\n")
	}
	if len(seen) < least {
		t.Errorf("%s: %d exercises, want at least %d", path, len(seen), least)
	}
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// inOneLine reads a block and writes its definitions, its requests and what is
// said about it.
func inOneLine(block string) string {
	p, diagnostics := Parse(block)
	var parts []string
	for _, d := range p.Definitions {
		parts = append(parts, describe(d))
	}
	for _, r := range p.Requests {
		parts = append(parts, requestText(r))
	}
	for _, d := range diagnostics {
		text := string(d.Severity) + " " + d.Code
		if d.Severity == Error {
			text += " at " + strings.ReplaceAll(block[d.Span.Start:d.Span.End], "\n", " ")
		}
		parts = append(parts, "["+text+"]")
	}
	return strings.Join(parts, " | ")
}
