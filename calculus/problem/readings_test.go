package problem

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestReadings reads each expression of testdata/readings.txt as the body of a
// function with the arguments given above it, and compares how it was read.
func TestReadings(t *testing.T) {
	const path = "testdata/readings.txt"
	data, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	args, count := "", 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if a, ok := strings.CutPrefix(line, "f"); ok && strings.HasSuffix(line, ":") {
			args = strings.TrimSuffix(a, ":")
		}
		in, want, ok := strings.Cut(line, "  ⇒  ")
		if !ok || strings.HasPrefix(line, "//") {
			out.WriteString(line + "\n")
			continue
		}
		count++
		got := reading("f"+args+" = ", in)
		if got != want && !*update {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
		out.WriteString(in + "  ⇒  " + got + "\n")
	}
	if count < 150 {
		t.Errorf("%d readings, want at least 150", count)
	}
	if *update {
		if err := os.WriteFile(filepath.FromSlash(path), []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReadingsAreReadBack reads the plain form of every reading, which must be
// its own plain form.
func TestReadingsAreReadBack(t *testing.T) {
	data, err := os.ReadFile("testdata/readings.txt")
	if err != nil {
		t.Fatal(err)
	}
	args, count := "", 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if a, ok := strings.CutPrefix(line, "f"); ok && strings.HasSuffix(line, ":") {
			args = strings.ReplaceAll(strings.TrimSuffix(a, ":"), "\\", "")
		}
		in, plain, ok := strings.Cut(line, "  ⇒  ")
		if plain, _, _ = strings.Cut(plain, " ["); !ok || plain == "" || strings.HasPrefix(plain, "[") {
			continue
		}
		if in == "μ" || strings.Contains(in, "loss") {
			continue // the plain form is one name where a declaration says so
		}
		count++
		got, _, _ := strings.Cut(reading("f"+args+" = ", plain), " [warning")
		if got != plain {
			t.Errorf("%s\n     is %s\nread as %s", in, plain, got)
		}
	}
	if count < 400 {
		t.Errorf("%d readings", count)
	}
}

// reading parses head and body and returns the body's plain form, with the
// codes of what there is to say about it.
func reading(head, body string) string {
	p, diagnostics := Parse(head + body + "\ntotal f\n")
	var notes []string
	for _, d := range diagnostics {
		if d.Span.Start > len(head)+len(body) {
			continue // about the request, which a sum over a family may not allow
		}
		if d.Code == "unused-argument" || d.Code == "vector-argument" {
			continue // the list is there to declare names
		}
		notes = append(notes, string(d.Severity)+" "+d.Code)
	}
	text := ""
	if len(p.Definitions) > 0 && p.Definitions[0].Body != nil {
		text = p.Definitions[0].Body.String()
	}
	if len(notes) > 0 {
		text += " [" + strings.Join(notes, ", ") + "]"
	}
	return strings.TrimSpace(text)
}
