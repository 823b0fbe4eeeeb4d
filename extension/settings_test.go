package extension

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bibun-md/bibun/calculus/solution"
)

func TestInfo(t *testing.T) {
	tests := []struct {
		in, attrs     string
		always, never bool
		bad           string
	}{
		{in: "diff"},
		{in: "diff math", always: true},
		{in: "diff patch", never: true},
		{in: "bibun", always: true},
		{in: "diff {steps=brief lang=en}", attrs: "steps=brief lang=en"},
		{in: `diff { steps = "brief", lang='en' }`, attrs: "steps=brief lang=en"},
		{in: "diff {.c #i numbered=true}", attrs: "numbered=true"},
		{in: "diff math {log=ln} title=x", always: true, attrs: "log=ln"},
		{in: `diff title="math"`},
		{in: "diff {numbered}", attrs: "numbered=true"},
		{in: "diff {numbered lang=en}", attrs: "numbered=true lang=en"},
		{in: "diff {1,3}", bad: "1"},
		{in: "diff {steps}", bad: "steps"},
		{in: "diff {steps=", bad: "steps="},
		{in: "diff {steps=brief", attrs: "steps=brief", bad: "{"},
		{in: "diff {", bad: "{"},
		{in: "diff {}"},
	}
	for _, tt := range tests {
		in := readInfo(tt.in)
		var attrs []string
		for _, a := range in.attrs {
			attrs = append(attrs, a.key+"="+a.value)
		}
		bad := ""
		if in.bad != nil {
			bad = in.bad.value
		}
		if in.always != tt.always || in.never != tt.never || strings.Join(attrs, " ") != tt.attrs || bad != tt.bad {
			t.Errorf("%q: %+v, bad %q", tt.in, in, bad)
		}
	}
}

func TestFirstWord(t *testing.T) {
	for _, tt := range []struct {
		info string
		ours bool
	}{
		{"diff", true}, {"diff\tmath", true}, {"bibun {lang=en}", true}, {"DIFF", false}, {"{.diff}", false},
		{"diff{1,3}", false}, {"diffs", false}, {"diff,math", false}, {"go", false}, {"git diff", false},
	} {
		_, report := splice(t, "``` "+tt.info+"\nL = u\ndL\n```\n\n```diff\n-a\n```\n", fakeOptions())
		if got := len(report.Blocks) == 2; got != tt.ours {
			t.Errorf("%q: ours is %v", tt.info, got)
		}
	}
}

// TestOptionOrder: the command line wins over the fence, the fence over the
// front matter, the front matter over the configuration.
func TestOptionOrder(t *testing.T) {
	src := "---\nbibun:\n  steps: brief\n  lang: en\n  numbered: false\n---\n```diff {steps=answer}\nL = u\ndL\n```\n"
	o := fakeOptions()
	o.Solution = solution.Options{Lang: "ja", Steps: "full", Order: "source", Numbered: true}
	o.Override.Solution.Log = "ln"
	_, report := splice(t, src, o)
	want := solution.Options{Lang: "en", Steps: "answer", Order: "source", Log: "ln"}
	if diff := cmp.Diff(want, report.Blocks[0].Options); diff != "" {
		t.Error(diff)
	}
	o.Override.Solution = solution.Options{Lang: "ja", Steps: "full"}
	_, report = splice(t, src, o)
	want = solution.Options{Lang: "ja", Steps: "full", Order: "source"}
	if diff := cmp.Diff(want, report.Blocks[0].Options); diff != "" {
		t.Error(diff)
	}
}

func TestFrontMatter(t *testing.T) {
	const block = "```diff\nL = u\ndL\n```\n"
	tests := []struct{ name, head, lang, want string }{
		{"yaml", "---\ntitle: a\nbibun:\n  lang: en\n---\n", "en", ""},
		{"toml", "+++\ntitle = 'a'\n[bibun]\nlang = 'en'\n+++\n", "en", ""},
		{"toml inline", "+++\nbibun = {lang = 'en', numbered = true}\n+++\n", "en", ""},
		{"dots", "---\nbibun: {lang: en}\n...\n", "en", ""},
		{"other keys", "---\nlang: en\n---\n", "", ""},
		{"misspelt key", "---\nbibun:\n  lnag: en\n---\n", "", "3:3 warning unknown-option lnag,lang"},
		{"misspelt key in toml", "+++\n[bibun]\nstep = 'full'\nlang = 'en'\n+++\n", "en", "3:1 warning unknown-option step,steps"},
		{"bad value", "---\nbibun:\n  lang: fr\n---\n", "", "3:3 error bad-option-value lang,fr,ja, en"},
		{"unreadable", "---\nbibun: [\n---\n", "", "2:1 warning front-matter-unreadable "},
		{"no front matter", "---\nbibun: {lang: en}\n\n", "", ""},
	}
	for _, tt := range tests {
		for _, form := range forms {
			if strings.Contains(form.name, "no final") {
				continue
			}
			t.Run(tt.name+"/"+form.name, func(t *testing.T) {
				src := form.of(tt.head + block)
				out, report := splice(t, src, fakeOptions())
				b := report.Blocks[0]
				if string(b.Options.Lang) != tt.lang || b.Status != Solved || !strings.HasPrefix(out, form.of(tt.head)) {
					t.Errorf("lang %q, %s", b.Options.Lang, b.Status)
				}
				var got []string
				for _, d := range report.Diagnostics {
					args := strings.Join(d.Args, ",")
					if d.Code == CodeFrontMatter {
						args = ""
					}
					got = append(got, fmt.Sprintf("%d:%d %s %s %s", d.Line, d.Column, d.Severity, d.Code, args))
				}
				if strings.Join(got, "\n") != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
			})
		}
	}
}

func TestFenceOptions(t *testing.T) {
	tests := []struct{ info, status, want string }{
		{"diff {steps=brief}", "solved", ""},
		{"diff {stesp=brief}", "solved", "1:10-1:21 warning unknown-option [stesp steps]"},
		{"diff {steps=brif}", "failed", "1:10-1:20 error bad-option-value [steps brif answer, brief, full]"},
		{"diff {preset=zenn}", "solved", "1:10-1:21 warning unknown-option [preset ]"},
		{"diff {1,3}", "solved", "1:10-1:11 warning bad-attributes [1]"},
	}
	for _, tt := range tests {
		_, report := splice(t, "```"+tt.info+"\nL = u\ndL\n```\n", fakeOptions())
		b := report.Blocks[0]
		var got []string
		for _, d := range b.Diagnostics {
			got = append(got, fmt.Sprintf("%d:%d-%d:%d %s %s %v", d.Line, d.Column, d.EndLine, d.EndColumn, d.Severity, d.Code, d.Args))
		}
		if s := strings.Join(got, "\n"); s != tt.want || string(b.Status) != tt.status {
			t.Errorf("%s: %s, %s", tt.info, b.Status, s)
		}
	}
}

func TestClaims(t *testing.T) {
	tests := []struct{ name, info, text, want string }{
		{"a problem", "diff", "L = u^2\ndL", "solved"},
		{"with an argument list", "diff", "L(u) = u^2\ndL", "solved"},
		{"no request, in silence", "diff", "L = u^2", "skipped"},
		{"no request, with an argument list", "diff", "L(u) = u^2", "skipped no-request warning"},
		{"a slip, with a request", "diff", "L(u) = 1/2u\ndL", "failed ambiguous-division error"},
		{"a slip, no argument list", "diff", "L = 1/2u\ndL", "skipped ambiguous-division warning"},
		{"a slip, no request", "diff", "L(u) = 1/2u", "skipped ambiguous-division warning"},
		{"bulleted requests", "diff", "L(u) = u^2\n- dL", "skipped looks-like-a-list warning"},
		{"the verb diff", "diff", "L(u) = u^2\ndiff L by u", "skipped looks-like-a-list warning"},
		{"bullets of something else", "diff", "L(u) = u^2\n- milk", "skipped"},
		{"forced", "diff math", "- dL", "failed"},
		{"forced and empty", "bibun", "", "failed nothing-to-solve error"},
		{"forced, no request", "bibun", "L(u) = u^2", "failed no-request error"},
		{"forced to be a patch", "diff patch", "L = u^2\ndL", "skipped"},
		{"a mark", "diff", "L = u^2\ndL\n+ dL", "skipped"},
		{"a request first", "diff", "dL\nL = u^2", "skipped"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := "```" + tt.info + "\n" + tt.text + "\n```\n"
			_, report := splice(t, src, Options{solve: fakeSolve})
			b := report.Blocks[0]
			got := string(b.Status)
			for _, d := range b.Diagnostics {
				if strings.HasPrefix(tt.want, got+" ") || tt.want == got && len(b.Diagnostics) > 0 && tt.name != "forced" {
					got += " " + d.Code + " " + string(d.Severity)
				}
			}
			if got != tt.want {
				t.Errorf("got %s (%v), want %s", got, b.Diagnostics, tt.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	problem := "```diff\nL = u\ndL\n```\n\n"
	var limit *LimitError
	tests := []struct {
		name, src string
		limits    Limits
		line      int
	}{
		{"bytes", problem, Limits{FileBytes: 10}, 0},
		{"quotes", problem + strings.Repeat("> ", 101) + "a\n", Limits{}, 6},
		{"lists in a line", problem + strings.Repeat("- ", 101) + "a\n", Limits{}, 6},
		{"lists in lines", "a\n" + nestedList(101) + "\n" + problem, Limits{}, 102},
		{"numbered", problem + strings.Repeat("1. ", 101) + "a\n", Limits{}, 6},
	}
	for _, tt := range tests {
		out, _, err := Splice(t.Context(), []byte(tt.src), Options{Limits: tt.limits, parse: fakeParse, solve: fakeSolve})
		if !errors.As(err, &limit) || limit.Line != tt.line || string(out) != tt.src {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	for name, src := range map[string]string{
		"100 quotes":       strings.Repeat("> ", 100) + "a\n" + problem,
		"a rule":           strings.Repeat("- ", 300) + "\n\n" + problem,
		"a rule of stars":  strings.Repeat("* ", 300) + "\n\n" + problem,
		"in a fence":       "```\n" + strings.Repeat("> ", 300) + "\n```\n" + problem,
		"in indented code": "    " + strings.Repeat("> ", 300) + "\n\n" + problem,
		"many short ones":  strings.Repeat("- a\n\nb\n\n", 300) + problem,
	} {
		if out, _, err := Splice(t.Context(), []byte(src), fakeOptions()); err != nil || string(out) == src {
			t.Errorf("%s: %v", name, err)
		}
	}

	out, report := splice(t, strings.Repeat(problem, 3), Options{Limits: Limits{Blocks: 2}, parse: fakeParse, solve: fakeSolve})
	if b := report.Blocks; b[1].Status != Solved || b[2].Status != Failed || !strings.HasSuffix(out, problem) {
		t.Errorf("%+v", b)
	}
}

func nestedList(depth int) string {
	var s strings.Builder
	for i := range depth {
		s.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return s.String()
}

func TestUnknownPreset(t *testing.T) {
	for name, want := range map[string]string{
		"githb": `unknown preset "githb"; did you mean "github"?`,
		"html":  `preset "html" is for HTML, not for Markdown`,
	} {
		_, _, err := Splice(t.Context(), []byte("```diff\nL = u\ndL\n```\n"), Options{Preset: name})
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMessages: each code has a message in both languages, with nothing left to fill in.
func TestMessages(t *testing.T) {
	for _, m := range messages() {
		d := Diagnostic{}
		d.Code, d.Args = m.code, []string{"A", "B", "C"}
		for _, lang := range []string{"ja", "en"} {
			text := d.Message(lang) + strings.Join(d.Help(lang), "")
			if strings.TrimSpace(text) == "" || strings.ContainsAny(strings.ReplaceAll(text, "{steps=brief lang=en}", ""), "{}") {
				t.Errorf("%s, %s: %q", m.code, lang, text)
			}
		}
	}
}

// TestFastPath: a note that opens no fence of ours is not even copied.
func TestFastPath(t *testing.T) {
	for _, src := range []string{"", "diff", "a ``diff``\n", "```\ndiff\n```\n", "```go\n```\n", "> ~~~ go diff\n"} {
		if mayHold([]byte(src)) {
			t.Errorf("%q may hold a block", src)
		}
	}
	for _, src := range []string{"```diff", "~~~   \tbibun x", "> - ````diff\n", "\t\t```diffuse"} {
		if !mayHold([]byte(src)) {
			t.Errorf("%q may hold no block", src)
		}
	}
}
