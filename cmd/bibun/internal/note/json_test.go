package note

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
	"github.com/bibun-md/bibun/calculus/solution"
	"github.com/bibun-md/bibun/extension"
)

// published is the object of cli.md with every list filled. Its keys never
// change; a new one may be added at an end.
const published = `{"file":"a.md","line":12,"column":1,"endLine":16,"status":"solved","source":"L(u) = u<2",` +
	`"definitions":[{"name":"L","vars":["u"],"params":["a"],"text":"t","latex":"l"}],` +
	`"answers":[{"request":"∂L/∂u","kind":"partial","function":"L","wrt":["u"],"text":"t","latex":"l",` +
	`"entries":[{"wrt":["u"],"text":"t","latex":"l"}],"lines":["a & b"],"rules":["sum"],"verdict":"verified","conditions":["x>0"],"cases":[{"when":["k=1"],"text":"t","latex":"l"}]}],` +
	`"markdown":"$$","diagnostics":[{"line":13,"column":9,"endLine":13,"endColumn":13,"severity":"warning",` +
	`"code":"c","message":"m","help":[],"utf16Column":10,"endUtf16Column":14,` +
	`"fixes":[{"line":13,"column":9,"endLine":13,"endColumn":10,"utf16Column":10,"endUtf16Column":11,"text":"u","result":"L(u) = 𝑢u2"}]}]}`

func TestPublishedKeys(t *testing.T) {
	value := calculus.Symbol("t")
	n := &Note{File: "a.md", lang: "en", Source: []byte(strings.Repeat("\n", 12) + "L(u) = 𝑢<2\n"), Report: &extension.Report{Blocks: []*extension.Block{{
		Line: 12, Column: 1, EndLine: 16, Status: extension.Solved, Source: "L(u) = u<2", Markdown: "$$",
		Solution: &solution.Solution{
			Definitions: []solution.Definition{{Name: "L", Vars: []string{"u"}, Params: []string{"a"}, LaTeX: "l", Sides: []calculus.Expr{value}}},
			Answers: []solution.Answer{{Request: "∂L/∂u", Kind: problem.Partial, Function: "L", Wrt: []string{"u"},
				Values: []calculus.Expr{value}, LaTeX: "l", Entries: []solution.Entry{{Wrt: []string{"u"}, LaTeX: "l", Value: value}},
				Lines: []string{"a & b"}, Rules: []string{"sum"}, Verdict: "verified", Conditions: []string{"x>0"},
				Cases: []solution.Case{{When: []string{"k=1"}, LaTeX: "l", Value: value}}}},
		},
		Diagnostics: []extension.Diagnostic{{
			Diagnostic: problem.Diagnostic{Severity: problem.Warning, Code: "c"},
			Line:       13, Column: 9, EndLine: 13, EndColumn: 13,
			Edits: []extension.Edit{{Text: "u", Line: 13, Column: 9, EndLine: 13, EndColumn: 10}},
		}},
	}}}}
	var b bytes.Buffer
	if err := n.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	got := strings.TrimSpace(b.String())
	message := n.finding(n.Report.Blocks[0].Diagnostics[0]).Message
	quoted, _ := json.Marshal(message)
	if want := strings.Replace(published, `"message":"m"`, `"message":`+string(quoted), 1); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestUTF16Columns counts in the units of editors what the other columns count in
// characters.
func TestUTF16Columns(t *testing.T) {
	n := &Note{Source: []byte("\ufeffab\r\n> 𝑥 é e\u0301 ｘ\tあ\xff!\n")}
	for _, test := range []struct{ line, column, want int }{
		{1, 1, 1}, {1, 3, 3},
		{2, 3, 3}, {2, 4, 5}, // 𝑥 is two units
		{2, 6, 7}, // é is one
		{2, 8, 9}, // the mark above e counts by itself
		{2, 10, 11}, {2, 12, 13}, {2, 13, 14},
		{2, 14, 15}, {2, 15, 16}, // behind what is no UTF-8, and at the end
		{2, 20, 21}, {9, 1, 1},
	} {
		if got := n.utf16Column(test.line, test.column); got != test.want {
			t.Errorf("%d:%d is column %d, want %d", test.line, test.column, got, test.want)
		}
	}
}

func TestListsAreNeverNull(t *testing.T) {
	n := &Note{File: "a.md", Report: &extension.Report{Blocks: []*extension.Block{
		{Status: extension.Skipped, Diagnostics: []extension.Diagnostic{{}}},
		{Status: extension.Solved, Solution: &solution.Solution{
			Definitions: []solution.Definition{{}}, Answers: []solution.Answer{{Entries: []solution.Entry{{Value: calculus.Zero}}}}}},
	}}}
	var b bytes.Buffer
	if err := n.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "null") {
		t.Errorf("null in %s", b.String())
	}
	if lines := strings.Count(b.String(), "\n"); lines != 2 {
		t.Errorf("%d lines for 2 blocks", lines)
	}
}
