package note

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

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
	`"code":"c","message":"m","help":[]}]}`

func TestPublishedKeys(t *testing.T) {
	n := &Note{File: "a.md", lang: "en", Report: &extension.Report{Blocks: []*extension.Block{{
		Line: 12, Column: 1, EndLine: 16, Status: extension.Solved, Source: "L(u) = u<2", Markdown: "$$",
		Solution: &solution.Solution{
			Definitions: []solution.Definition{{Name: "L", Vars: []string{"u"}, Params: []string{"a"}, Text: "t", LaTeX: "l"}},
			Answers: []solution.Answer{{Request: "∂L/∂u", Kind: problem.Partial, Function: "L", Wrt: []string{"u"},
				Text: "t", LaTeX: "l", Entries: []solution.Entry{{Wrt: []string{"u"}, Text: "t", LaTeX: "l"}},
				Lines: []string{"a & b"}, Rules: []string{"sum"}, Verdict: "verified", Conditions: []string{"x>0"},
				Cases: []solution.Case{{When: []string{"k=1"}, Text: "t", LaTeX: "l"}}}},
		},
		Diagnostics: []extension.Diagnostic{{
			Diagnostic: problem.Diagnostic{Severity: problem.Warning, Code: "c"},
			Line:       13, Column: 9, EndLine: 13, EndColumn: 13,
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

func TestListsAreNeverNull(t *testing.T) {
	n := &Note{File: "a.md", Report: &extension.Report{Blocks: []*extension.Block{
		{Status: extension.Skipped},
		{Status: extension.Solved, Solution: &solution.Solution{
			Definitions: []solution.Definition{{}}, Answers: []solution.Answer{{Entries: []solution.Entry{{}}}}}},
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
