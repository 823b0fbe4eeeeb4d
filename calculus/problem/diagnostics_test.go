package problem

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// blocks reads the blocks of a golden file: each stands under a line of dashes
// and above a line "⇒".
func blocks(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, part := range strings.Split("\n"+string(data), "\n----\n")[1:] {
		block, _, _ := strings.Cut(part, "\n⇒\n")
		list = append(list, block)
	}
	return list
}

// golden compares what describe says of every block of the file with the file.
func golden(t *testing.T, path string, describe func(block string) string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut("\n"+string(data), "\n----\n")
	var out strings.Builder
	out.WriteString(strings.TrimPrefix(head, "\n"))
	for _, b := range blocks(t, path) {
		out.WriteString("\n----\n" + b + "\n⇒\n" + describe(b))
	}
	got := strings.TrimRight(out.String(), "\n") + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != string(data) {
		t.Errorf("%s differs; run go test -update and look at the difference.\n%s", path, firstDifference(got, string(data)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// TestDiagnostics compares messages and help in both languages.
func TestDiagnostics(t *testing.T) {
	seen := map[string]bool{}
	golden(t, "testdata/diagnostics.txt", func(block string) string {
		var out strings.Builder
		_, diagnostics := Parse(block)
		for _, d := range diagnostics {
			seen[d.Code] = true
			out.WriteString(show(block, d))
		}
		if len(diagnostics) == 0 {
			out.WriteString("nothing\n")
		}
		return out.String()
	})
	for _, code := range Codes() {
		if elsewhere := []string{"too-deep", "too-long", "too-many-requests", "number-too-long",
			"refuted-line", "unknown-function", "factorial", "solution-limit", "no-value", "zero-over-index", "off-curve", "no-real-point", "single-point", "undetermined", "vertical-tangent", "singular-point", "equation-in-pieces", "unfinished"}; !seen[code] && !slices.Contains(elsewhere, code) { // see TestLimits
			t.Errorf("testdata/diagnostics.txt has no example of %s", code)
		}
	}
}

// show prints a diagnostic with its line and carets.
func show(block string, d Diagnostic) string {
	start := strings.LastIndexByte(block[:d.Span.Start], '\n') + 1
	line, _, _ := strings.Cut(block[start:], "\n")
	before := len([]rune(block[start:d.Span.Start]))
	marked := max(len([]rune(block[d.Span.Start:min(d.Span.End, start+len(line))])), 1)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n  | %s\n  | %s%s\n", d.Severity, d.Code, line, strings.Repeat(" ", before), strings.Repeat("^", marked))
	for _, lang := range []string{"en", "ja"} {
		fmt.Fprintf(&b, "  %s: %s\n", lang, d.Message(lang))
		for _, h := range d.Help(lang) {
			fmt.Fprintf(&b, "      %s\n", h)
		}
	}
	return b.String()
}

// TestFixes applies every fix of every diagnostic in the test data and checks
// that what it mends is mended: the diagnostic is gone from that place, and no
// new error appears.
func TestFixes(t *testing.T) {
	var list []string
	list = append(list, blocks(t, "testdata/diagnostics.txt")...)
	data, err := os.ReadFile("testdata/readings.txt")
	if err != nil {
		t.Fatal(err)
	}
	head := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "f") && strings.HasSuffix(line, ":") {
			head = strings.TrimSuffix(line, ":")
		}
		if in, out, ok := strings.Cut(line, "  ⇒  "); ok && strings.Contains(out, "[") {
			list = append(list, head+" = "+in+"\ntotal f")
		}
	}
	fixed := 0
	for _, block := range list {
		_, before := Parse(block)
		for _, d := range before {
			texts := map[string]bool{}
			for _, f := range d.Fixes {
				fixed++
				mended := f.Apply(block)
				if mended == block || texts[mended] {
					t.Errorf("%s: a fix of %q changes nothing new", d.Code, block)
				}
				texts[mended] = true
				_, after := Parse(mended)
				for _, a := range after {
					if a.Code == "not-yet" || a.Code == "vector-argument" {
						continue // a total differential over a family; a list that only declares names
					}
					if a.Severity == Error && !slices.ContainsFunc(before, func(b Diagnostic) bool { return b.Code == a.Code && !sameDiagnostic(b, d) }) {
						t.Errorf("%q\nmended for %s: %q\nstill has %s: %s", block, d.Code, mended, a.Code, a.Message("en"))
					}
				}
			}
			if strings.HasPrefix(d.Code, "ambiguous-") && len(d.Fixes) != 2 {
				t.Errorf("%q: %s has %d fixes, want 2", block, d.Code, len(d.Fixes))
			}
		}
	}
	if fixed < 60 {
		t.Errorf("%d fixes applied, want at least 60", fixed)
	}
}

func sameDiagnostic(a, b Diagnostic) bool { return a.Code == b.Code && a.Span == b.Span }

// TestHelpIsWhole checks that no message has a placeholder left.
func TestMessagesAreWhole(t *testing.T) {
	for _, block := range blocks(t, "testdata/diagnostics.txt") {
		_, diagnostics := Parse(block)
		for _, d := range diagnostics {
			for _, lang := range []string{"en", "ja"} {
				for _, text := range append(d.Help(lang), d.Message(lang)) {
					if strings.Contains(text, missing) || strings.Contains(text, "{0}") || strings.Contains(text, "{fix") || text == "" {
						t.Errorf("%s: %q", d.Code, text)
					}
					if lang == "en" && strings.HasSuffix(text, ".") {
						t.Errorf("%s: ends with a full stop: %q", d.Code, text)
					}
				}
			}
		}
	}
}
