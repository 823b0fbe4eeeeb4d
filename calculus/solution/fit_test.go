package solution

import (
	"context"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
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
		{"nested", nested(140), Options{Lang: English}, "Some lines between are left out", 0},
		{"nested, in Japanese", nested(140), Options{}, "途中の式は長くなるため、一部を省略した。", 0},
		{"nested, the answer", nested(140), Options{Steps: StepsAnswer}, "", 2},
		{"lines too long to print", product, Options{Lang: English, Limits: Limits{Bytes: 60}}, "Some lines between are left out", 0},
		{"a long document", product, Options{Lang: English, Limits: Limits{Document: 600}}, "Some lines between are left out", 2},
		{"a long document, in Japanese", product, Options{Limits: Limits{Document: 600}}, "途中の式は長くなるため、一部を省略した。", 2},
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
	if d.Code != CodeLimit || d.Severity != problem.Error || d.Args[1] != "262,144" {
		t.Errorf("%v", d)
	}
}

// TestLimitMessages passes each limit on solutions that can be set: the message says
// how much there is, the limit and its name, and with a higher limit there is none.
func TestLimitMessages(t *testing.T) {
	powers := "f = x" + strings.Repeat(" (x^2 + 1)^3 sin(x^2)", 3) + "; df/dx"
	for _, test := range []struct {
		text      string
		low, high Limits
		code      string
		want      []string
	}{
		{powers, Limits{Document: 200}, Limits{Document: 20_000}, CodeLimit, []string{"200", "LaTeX", "--limit latex-bytes=…"}},
		{powers, Limits{Limits: calculus.Limits{Nodes: 90}}, Limits{Limits: calculus.Limits{Nodes: 2000}}, CodeLimit, []string{"90", "--limit nodes=…"}},
		{powers, Limits{Body: 20}, Limits{Body: 200}, CodeLimit, []string{"20", "--limit nodes=…"}},
		{"f = (x+1)^3 (x+2)^3 + x (x-1)^2; df/dx", Limits{Limits: calculus.Limits{Work: 3}}, Limits{}, CodeUnfinished, []string{"3", "--limit rewrite-steps=…"}},
		{"f(x) = x^300; value f at x=3", Limits{Limits: calculus.Limits{Bits: 100}}, Limits{}, CodeTooLarge, []string{"3^300", "476", "100", "--limit number-bits=…"}},
		{"f(x) = x^9^9; value f at x=9", Limits{}, Limits{}, CodeTooLarge, []string{"9^387420489", "1.2 billion 12億", "32,768", "--limit number-bits=…"}},
	} {
		sol := solved(t, test.text, Options{Limits: test.low})
		if len(sol.Diagnostics) != 1 || sol.Diagnostics[0].Code != test.code {
			t.Errorf("%s: %v", test.text, sol.Diagnostics)
			continue
		}
		d := sol.Diagnostics[0]
		said := map[string]string{}
		for _, lang := range []string{"ja", "en"} {
			said[lang] = d.Message(lang) + "\n" + strings.Join(d.Help(lang), "\n")
			for _, w := range test.want {
				if en, ja, two := strings.Cut(w, " 1"); two { // different in both languages
					if w = en; lang == "ja" {
						w = "1" + ja
					}
				}
				if !strings.Contains(said[lang], w) {
					t.Errorf("%s: %q is not in %q", test.text, w, said[lang])
				}
			}
		}
		if said["en"] == said["ja"] || strings.Contains(said["ja"], " in a ") {
			t.Errorf("%s: %q is no Japanese", test.text, said["ja"])
		}
		if test.high != test.low {
			if sol := solved(t, test.text, Options{Limits: test.high}); len(sol.Diagnostics) > 0 {
				t.Errorf("%s: %v with %+v", test.text, sol.Diagnostics, test.high)
			}
		}
	}
}
