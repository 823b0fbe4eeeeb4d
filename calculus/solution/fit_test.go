package solution

import (
	"context"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/problem"
)

func solved(t *testing.T, text string, o Options) *Solution {
	t.Helper()
	p, diagnostics := problem.Parse(text)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	sol, err := Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

func prose(d Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		for _, i := range block.Paragraph {
			b.WriteString(i.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestAnswerStillComes: where the lines between get longer than a reader can
// use, a note stands for them and the answer is there.
func TestAnswerStillComes(t *testing.T) {
	nested := func(n int) string {
		return "f = " + strings.Repeat("sin(", n) + "x" + strings.Repeat(")", n) + "; df/dx"
	}
	product := "f = " + strings.Repeat("x^2 sin(y x) ", 3) + "\npartial f by x, y"
	tests := []struct {
		name, text string
		options    Options
		note       string // "" for none
		lines      int    // of the last answer, its left side among them
	}{
		{"short", nested(3), Options{Lang: English}, "", 4},
		{"nested", nested(200), Options{Lang: English}, "Some lines between are left out", 0},
		{"nested, in Japanese", nested(200), Options{}, "途中の式は長くなるため、一部を省略した。", 0},
		{"nested, the answer", nested(200), Options{Steps: StepsAnswer}, "", 2},
		{"lines too long to print", product, Options{Lang: English, Limits: Limits{Bytes: 60}}, "Some lines between are left out", 0},
		{"a full page", product, Options{Lang: English, Limits: Limits{Page: 10}}, "from here on only the answers are shown", 2},
		{"a full page, in Japanese", product, Options{Limits: Limits{Page: 10}}, "以下は長くなるため、答えだけを示す。", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sol := solved(t, tt.text, tt.options)
			if len(sol.Diagnostics) > 0 {
				t.Fatal(sol.Diagnostics)
			}
			a := sol.Answers[len(sol.Answers)-1]
			if a.Verdict != "verified" || a.LaTeX == "" || a.LaTeX != a.Lines[len(a.Lines)-1] {
				t.Errorf("%s, %d bytes", a.Verdict, len(a.LaTeX))
			}
			if tt.lines > 0 && len(a.Lines) != tt.lines {
				t.Errorf("%d lines, want %d", len(a.Lines), tt.lines)
			}
			got := prose(sol.Document)
			if tt.note == "" && (strings.Contains(got, "left out") || strings.Contains(got, "only")) || !strings.Contains(got, tt.note) {
				t.Errorf("want the note %q in\n%s", tt.note, got)
			}
			last := sol.Document.Blocks[len(sol.Document.Blocks)-1]
			if tt.note == "" && !strings.Contains(last.Display, "&") {
				t.Error("no display at the end")
			}
		})
	}
}

// TestLimitIsStated: where the answer itself is too long, the error says how
// long it may be.
func TestLimitIsStated(t *testing.T) {
	sol := solved(t, "f = "+strings.Repeat("sin(", 300)+"x"+strings.Repeat(")", 300)+"; df/dx", Options{})
	if len(sol.Document.Blocks) > 0 || len(sol.Diagnostics) != 1 {
		t.Fatalf("%d blocks, %v", len(sol.Document.Blocks), sol.Diagnostics)
	}
	d := sol.Diagnostics[0]
	if d.Code != CodeLimit || d.Severity != problem.Error || !strings.Contains(d.Args[0], "512 KiB") {
		t.Errorf("%v", d)
	}
}
