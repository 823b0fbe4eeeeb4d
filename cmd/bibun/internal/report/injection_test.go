package report

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/extension/hostile"
)

// hostileFinding is a finding in a hostile note with a hostile name.
func hostileFinding(pick hostile.Pick) Finding {
	line := hostile.Line(pick)
	f := Finding{
		File: []string{"a", ""}[pick(2)] + strings.ReplaceAll(hostile.Text(pick), "\x00", ""), Line: pick(3), Column: 1 + pick(5), Severity: Error, Code: "unexpected",
		Message: `"` + hostile.Text(pick) + `" is not expected here`, Excerpt: line,
		Help: []string{"write " + hostile.Text(pick)},
	}
	f.EndLine, f.EndColumn = f.Line+pick(2), f.Column+pick(5)
	f.Fixes = []Fix{{Line: 1, Column: 1, EndLine: 1, EndColumn: 2, Text: hostile.Text(pick), Result: line}}
	if pick(2) == 0 {
		f.Severity = Warning
	}
	return f
}

// printed is what a printer writes of a finding and of the trouble that ends a command.
func printed(t *rapid.T, p Printer, f Finding, trouble string) string {
	var b bytes.Buffer
	p.W = &b
	if err := p.Print(f); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(trouble); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// ours are the colours that a printer writes itself.
var ours = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// TestInjectionTerminal has nothing of a note or its name be obeyed by a terminal, or
// begin a line.
func TestInjectionTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		f := hostileFinding(pick)
		trouble := hostile.Line(pick)
		for _, format := range []Format{Human, Short, JSON, SARIF, GitHub} {
			colour := format != JSON && format != SARIF && format != GitHub && pick(2) == 0
			out := printed(t, Printer{Format: format, Color: colour}, f, trouble)
			if colour {
				out = ours.ReplaceAllString(out, "")
			}
			if !utf8.ValidString(out) {
				t.Fatalf("%s: no UTF-8: %q", format, out)
			}
			for _, r := range out {
				if r != '\n' && hidden(r) {
					t.Fatalf("%s: %U in %q", format, r, out)
				}
			}
			for line := range strings.Lines(out) {
				if format != GitHub && strings.HasPrefix(strings.TrimSpace(line), "::") {
					t.Fatalf("%s: a command %q", format, line)
				}
			}
			var want int
			switch format {
			case Human:
				if want = 3; f.Line > 0 && f.Excerpt != "" {
					want = 5
				}
			case Short, JSON, GitHub:
				want = 2
			default:
				continue
			}
			if n := strings.Count(out, "\n"); n != want {
				t.Fatalf("%s: %d lines, not %d: %q", format, n, want, out)
			}
		}
	})
}

// TestInjectionJSON has programs read what was found as it was.
func TestInjectionJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := hostileFinding(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") })
		f.File = strings.TrimLeft(f.File, "/")
		var got Finding
		if err := json.Unmarshal([]byte(printed(t, Printer{Format: JSON}, f, "")), &got); err != nil {
			t.Fatal(err)
		}
		if got.Message != f.Message || got.File != f.File || got.Fixes[0] != f.Fixes[0] {
			t.Fatalf("%+v became %+v", f, got)
		}
		var log struct {
			Runs []struct {
				Results []struct {
					Message   struct{ Text string }
					Locations []struct {
						PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
					}
				}
			}
		}
		if err := json.Unmarshal([]byte(printed(t, Printer{Format: SARIF}, f, "")), &log); err != nil {
			t.Fatal(err)
		}
		result := log.Runs[0].Results[0]
		if want := f.Message + "\n" + f.Help[0]; result.Message.Text != want {
			t.Fatalf("%q became %q", want, result.Message.Text)
		}
		u, err := url.Parse(result.Locations[0].PhysicalLocation.ArtifactLocation.URI)
		if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || strings.TrimPrefix(u.Path, "./") != strings.TrimPrefix(f.File, "./") {
			t.Fatalf("%q is at %v: %v", f.File, u, err)
		}
	})
}

// TestInjectionAnnotations reads what GitHub gets as its runner does: one command, an
// error or a warning, with properties that exist, and the message as it was.
func TestInjectionAnnotations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		f := hostileFinding(pick)
		trouble := hostile.Text(pick)
		for i, line := range strings.Split(strings.TrimSuffix(printed(t, Printer{Format: GitHub}, f, trouble), "\n"), "\n") {
			if i > 1 {
				t.Fatalf("a line %q", line)
			}
			head, data, ok := strings.Cut(strings.TrimPrefix(line, "::"), "::")
			if !ok || !strings.HasPrefix(line, "::") {
				t.Fatalf("no command: %q", line)
			}
			command, list, _ := strings.Cut(head, " ")
			if command != "error" && command != "warning" {
				t.Fatalf("the command %q of %q", command, line)
			}
			message := "bibun: " + trouble
			if i == 0 {
				message = f.Message
				for property := range strings.SplitSeq(list, ",") {
					key, value, _ := strings.Cut(property, "=")
					if !slices.Contains([]string{"file", "line", "endLine", "col", "endColumn", "title"}, key) {
						t.Fatalf("the property %q of %q", key, line)
					}
					if key == "file" && unescaped(value) != Visible(f.File) {
						t.Fatalf("the file %q of %q", value, line)
					}
				}
			}
			if got, _, _ := strings.Cut(unescaped(data), "\n"); got != Visible(message) {
				t.Fatalf("the message %q became %q", message, got)
			}
		}
	})
}

// unescaped takes the escapes of the runner away.
func unescaped(s string) string {
	return strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%").Replace(s)
}
