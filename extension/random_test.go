package extension

import (
	"context"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// TestSpliceRandomNotes splices notes that are made by chance of what makes
// Markdown hard: prefixes of quotes and lists, tabs, marks of every block, and
// whole problems in the middle of it.
func TestSpliceRandomNotes(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	solved, refused, oddities := 0, 0, 0
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		src := randomNote(r)
		out, report, err := Splice(context.Background(), []byte(src), fakeOptions())
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, b := range report.Blocks {
			if b.Status == Solved {
				solved++
			}
			for _, d := range b.Diagnostics {
				if d.Code == CodeUnsupportedContainer {
					refused++
				}
			}
		}
		if oddIndent.MatchString(src) {
			oddities++
			continue
		}
		checkSplice(t, []byte(src), out, report)
		again, _, err := Splice(context.Background(), out, fakeOptions())
		if err != nil || string(again) != string(out) {
			t.Errorf("twice is not once: %v\n%q\n%q", err, out, again)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d blocks solved, %d refused in %d notes, %d of them set aside", solved, refused, n, oddities)
	if solved < n/4 {
		t.Errorf("only %d blocks solved in %d notes", solved, n)
	}
}

// oddIndent finds items whose text starts in column 5 or later. goldmark keeps a
// line that is indented by four in such an item, where CommonMark ends it, and
// then reads the rest of the note differently once the fence is gone.
var oddIndent = regexp.MustCompile(`(?m)^[ >]*(\d+[.)] {3,}|\d\d[.)] {2,}|[-*]\t? {4,}| {2,}[0-9]+[.)] {2,})`)

func randomNote(r *rand.Rand) string {
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	marks := []string{"", "", "", "> ", ">", "- ", "1. ", "2) ", "  ", "    ", "\t", "-\t", ">\t", " ", "   ", "* ", "10. ", "[^1]: "}
	texts := []string{"a", "b c", "# h", "---", "===", "", "", "```", "~~~", "<!-- c -->", "<div>", "</div>",
		"|a|b|", "|-|-|", "L = u", "dL", "```diff", "[a]: /b", "-", "1.", "***", "a  ", "    code"}
	var s strings.Builder
	line := func(parts ...string) { s.WriteString(strings.Join(parts, "") + "\n") }
	for range 1 + r.IntN(6) {
		switch r.IntN(3) {
		case 0, 1:
			// A problem in containers, with or without neighbours in them.
			first, later := "", ""
			for range r.IntN(4) {
				m := pick(marks)
				first += m
				switch strings.TrimSpace(m) {
				case ">":
					later += m
				case "[^1]:":
					later += "    "
				default:
					later += strings.Map(func(c rune) rune {
						if c == '\t' {
							return c
						}
						return ' '
					}, m)
				}
			}
			fence := pick([]string{"```", "~~~", "`````"})
			if r.IntN(2) == 0 {
				line(first, pick(texts))
				first = later
				if r.IntN(2) == 0 {
					line(strings.TrimRight(later, " "))
				}
			}
			line(first, fence, pick([]string{"diff", " diff {steps=brief}", "bibun", "diff math"}))
			line(later, "L = u^2")
			if r.IntN(6) == 0 {
				line(strings.TrimRight(later, " "))
			}
			line(later, "dL")
			if r.IntN(8) > 0 {
				line(later, fence)
			}
			if r.IntN(2) == 0 {
				line(later, pick(texts))
			}
		case 2:
			line(pick(marks), pick(marks), pick(texts))
		}
	}
	out := s.String()
	return forms[r.IntN(len(forms))].of(out)
}
