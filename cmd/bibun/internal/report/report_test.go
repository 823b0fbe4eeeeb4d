package report

import (
	"bytes"
	"strings"
	"testing"
)

func TestHuman(t *testing.T) {
	tests := []struct {
		name string
		in   Finding
		want string
	}{
		{"ascii", Finding{File: "notes/ai-09.md", Line: 42, Column: 8, EndLine: 42, EndColumn: 12, Severity: Error,
			Message: `"1/2x" can be read two ways`,
			Help:    []string{"write 1/(2x) for one over 2x, or (1/2)x for half of x"},
			Excerpt: "f(x) = 1/2x + 3"}, `
notes/ai-09.md:42:8: error: "1/2x" can be read two ways
   42 | f(x) = 1/2x + 3
      |        ^^^^
   help: write 1/(2x) for one over 2x, or (1/2)x for half of x
`},
		{"wide", Finding{File: "a.md", Line: 3, Column: 6, EndLine: 3, EndColumn: 8, Severity: Error,
			Message: "m", Excerpt: "損失関数=1/2x"}, `
a.md:3:6: error: m
   3 | 損失関数=1/2x
     |          ^^
`},
		{"full-width", Finding{File: "a.md", Line: 3, Column: 2, EndLine: 3, EndColumn: 4, Severity: Warning,
			Message: "m", Excerpt: "Lをu で"}, `
a.md:3:2: warning: m
   3 | Lをu で
     |  ^^^
`},
		{"tab", Finding{File: "a.md", Line: 100, Column: 4, EndLine: 100, EndColumn: 5, Severity: Error,
			Message: "m", Excerpt: "> \tx\ty"}, `
a.md:100:4: error: m
   100 | >   x   y
       |     ^
`},
		{"combining", Finding{File: "a.md", Line: 1, Column: 4, EndLine: 1, EndColumn: 5, Severity: Error,
			Message: "m", Excerpt: "か\u3099=x"}, "\na.md:1:4: error: m\n   1 | か\u3099=x\n     |    ^\n"},
		{"past the end of the line", Finding{File: "a.md", Line: 1, Column: 4, EndLine: 1, EndColumn: 4, Severity: Error,
			Message: "m", Excerpt: "L ="}, `
a.md:1:4: error: m
   1 | L =
     |    ^
`},
		{"several lines", Finding{File: "a.md", Line: 1, Column: 3, EndLine: 4, EndColumn: 1, Severity: Error,
			Message: "m", Excerpt: "L = u"}, `
a.md:1:3: error: m
   1 | L = u
     |   ^^^
`},
		{"whole file", Finding{File: "a.md", Severity: Error, Message: "too large"}, "\na.md: error: too large\n"},
		{"escape sequences", Finding{File: "a\x1b[2J.md", Line: 1, Column: 2, EndLine: 1, EndColumn: 3, Severity: Error,
			Message: "odd \x1b", Excerpt: "x\x1b[31m\u202ey"},
			"\na\ufffd[2J.md:1:2: error: odd \ufffd\n   1 | x\ufffd[31m\ufffdy\n     |  ^\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := (&Printer{W: &b}).Print(tt.in); err != nil {
				t.Fatal(err)
			}
			if got := "\n" + b.String(); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestLongLineIsCutAroundTheMark(t *testing.T) {
	line := strings.Repeat("あ", 200) + "1/2x" + strings.Repeat("b", 200)
	text, from, width := mark(line, 201, 205)
	if !strings.HasPrefix(text, "…") || !strings.HasSuffix(text, "…") {
		t.Errorf("not cut at both ends: %q", text)
	}
	cut := strings.Index(text, "1/2x")
	if cut < 0 {
		t.Fatalf("the marked text isn't shown: %q", text)
	}
	// "…" takes one column and each あ two.
	if want := 1 + 2*(cut-len("…"))/len("あ"); from != want || width != 4 {
		t.Errorf("mark at %d, width %d; want %d, 4", from, width, want)
	}
}

func TestShortAndJSON(t *testing.T) {
	f := Finding{File: "a.md", Line: 2, Column: 3, EndLine: 2, EndColumn: 5, UTF16Column: 4, EndUTF16Column: 6, Severity: Error,
		Code: "ambiguous-division", Message: `"a<b" & c`, Excerpt: "x"}
	var b bytes.Buffer
	(&Printer{W: &b, Format: Short}).Print(f)
	(&Printer{W: &b, Format: JSON}).Print(f)
	want := `a.md:2:3: error: "a<b" & c
{"file":"a.md","line":2,"column":3,"endLine":2,"endColumn":5,"severity":"error","code":"ambiguous-division","message":"\"a<b\" & c","help":[],"utf16Column":4,"endUtf16Column":6,"fixes":[]}
`
	if b.String() != want {
		t.Errorf("got %s\nwant %s", b.String(), want)
	}
}

func TestColor(t *testing.T) {
	var b bytes.Buffer
	(&Printer{W: &b, Color: true}).Print(Finding{File: "a.md", Line: 1, Column: 1, EndColumn: 2,
		Severity: Warning, Message: "m", Excerpt: "x", Help: []string{"h"}})
	plain := strings.NewReplacer("\x1b[1m", "", "\x1b[1;33m", "", "\x1b[1;36m", "", "\x1b[34m", "", "\x1b[0m", "").Replace(b.String())
	if plain == b.String() {
		t.Error("no colour")
	}
	if want := "a.md:1:1: warning: m\n   1 | x\n     | ^\n   help: h\n"; plain != want {
		t.Errorf("without its colours: %q, want %q", plain, want)
	}
}

func TestUseColor(t *testing.T) {
	tests := []struct {
		when     string
		terminal bool
		env      map[string]string
		want     bool
	}{
		{"auto", false, nil, false},
		{"auto", true, nil, true},
		{"always", false, map[string]string{"NO_COLOR": "1"}, true},
		{"always", false, map[string]string{"TERM": "dumb"}, true},
		{"never", true, map[string]string{"CLICOLOR_FORCE": "1"}, false},
		{"auto", false, map[string]string{"CLICOLOR_FORCE": "1"}, true},
		{"auto", false, map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, true},
		{"auto", false, map[string]string{"CLICOLOR_FORCE": "0"}, false},
		{"auto", true, map[string]string{"NO_COLOR": ""}, true},
		{"auto", true, map[string]string{"NO_COLOR": "1"}, false},
		{"auto", true, map[string]string{"TERM": "dumb"}, false},
		{"auto", false, map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, false},
	}
	for _, tt := range tests {
		got, err := UseColor(tt.when, tt.terminal, func(k string) string { return tt.env[k] })
		if err != nil || got != tt.want {
			t.Errorf("UseColor(%q, %v) with %v = %v, %v; want %v", tt.when, tt.terminal, tt.env, got, err, tt.want)
		}
	}
	if _, err := UseColor("sometimes", false, nil); err == nil {
		t.Error("no error for an unknown setting")
	}
}
