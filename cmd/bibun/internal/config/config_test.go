package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bibun-md/bibun/extension"
)

func TestParse(t *testing.T) {
	c, findings := Parse("bibun.toml", []byte("\xef\xbb\xbfpreset = 'qiita'\r\nnumbered = true\r\n"+
		"ignore = [\"drafts/\", '*.tmp']\r\njobs = 3\r\n[limits]\r\ndepth = 7\r\nblock-time = \"5s\"\r\n"), "en")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	blocks := c.Blocks()
	if blocks.Preset != "qiita" || !blocks.Solution.Numbered || blocks.Solution.Lang != "" {
		t.Errorf("blocks %+v", blocks)
	}
	if got, want := c.Limits(), (extension.Limits{Depth: 7, BlockTime: 5 * time.Second}); got != want {
		t.Errorf("limits %+v, want %+v", got, want)
	}
	if got := c.Texts("ignore"); !cmp.Equal(got, []string{"drafts/", "*.tmp"}) {
		t.Errorf("ignore %q", got)
	}
	if c.Text("jobs") != "3" || c.Line("jobs") != 4 || c.Line("limits.depth") != 6 || c.Has("steps") || c.Line("steps") != 0 {
		t.Errorf("%+v", c)
	}
}

// TestFaults: every fault is told with its place, in the order of the file.
func TestFaults(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"syntax", "lang = \"ja\"\nsteps = \n", "2:9 configuration-unreadable not readable as TOML: unexpected character U+000A at start of value"},
		{"twice", "lang = 'ja'\nlang = 'en'\n", "2:1 configuration-unreadable not readable as TOML: key lang is already defined"},
		{"unknown", "presett = 'qiita'\n", "1:1 unknown-option there is no option \"presett\"\n\tdid you mean \"preset\"?"},
		{"unknown, nothing near", "\n  あ = 1\n\"あ\" = 1\n", "2:3 configuration-unreadable not readable as TOML: invalid character at start of key: U+00E3 'ã'"},
		{"unknown table", "[output-options]\nx = 1\n", "1:2 unknown-option there is no option \"output-options\""},
		{"type", "  jobs = '3'\n", "1:3 bad-option-type option \"jobs\" must be a whole number, not text\n\twrite it as jobs = 0"},
		{"type of a switch", "unsafe = 1\n", "1:1 bad-option-type option \"unsafe\" must be true or false, not a whole number\n\twrite it as unsafe = false"},
		{"type of a list", "ignore = [1]\n", "1:1 bad-option-type option \"ignore\" must be a list of texts, not a list of other things\n\twrite it as ignore = [\"drafts/\", \"*.tmp\"]"},
		{"fraction", "jobs = 1.5\n", "1:1 bad-option-type option \"jobs\" must be a whole number, not a fraction\n\twrite it as jobs = 0"},
		{"date", "lang = 2020-01-01\n", "1:1 bad-option-type option \"lang\" must be text, not a date\n\twrite it as lang = \"ja\""},
		{"value", "steps = 'ful'\n", "1:1 bad-option-value option \"steps\" can't be \"ful\"\n\tdid you mean \"full\"?\n\tit can be answer, brief, full"},
		{"HTML's preset", "preset = 'html'\n", "1:1 bad-option-value option \"preset\" can't be \"html\"\n\tit can be " + strings.Join(markdownPresets(), ", ")},
		{"negative", "jobs = -1\n", "1:1 bad-option-value option \"jobs\" can't be \"-1\"\n\twrite it as jobs = 0"},
		{"limit", "[limits]\n  depth = 0\n", "2:3 bad-option-value option \"limits.depth\" can't be \"0\"\n\twrite it as depth = 100"},
		{"limit, huge", "limits.depth = 99999999999\n", "1:1 bad-option-type option \"limits.depth\" must be a whole number, not a number of that size\n\twrite it as depth = 100"},
		{"limit, misspelt", "[limits]\ndept = 1\n", "2:1 unknown-option there is no option \"limits.dept\"\n\tdid you mean \"depth\"?"},
		{"limits, no table", "limits = 3\n", "1:1 bad-option-type option \"limits\" must be a table, not a whole number"},
		{"inline table", "lang = 'ja'\nlimits = {dept = 1}\n", "2:1 unknown-option there is no option \"limits.dept\"\n\tdid you mean \"depth\"?"},
		{"two", "steps = 'x'\nfoo = 1\n", "1:1 bad-option-value option \"steps\" can't be \"x\"\n\tit can be answer, brief, full\n2:1 unknown-option there is no option \"foo\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, findings := Parse("bibun.toml", []byte(tt.in), "en")
			if c != nil {
				t.Error("a configuration with faults")
			}
			var got []string
			for _, f := range findings {
				got = append(got, fmt.Sprintf("%d:%d %s %s", f.Line, f.Column, f.Code, f.Message))
				for _, h := range f.Help {
					got = append(got, "\t"+h)
				}
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
			japanese, _ := Parse("bibun.toml", []byte(tt.in), "ja")
			if japanese != nil {
				t.Error("no fault in Japanese")
			}
		})
	}
}

// TestTemplate: every key that the file of init shows as a comment can be set as
// it stands there, and means what it says.
func TestTemplate(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		text := Template(lang)
		if c, findings := Parse("bibun.toml", []byte(text), lang); c == nil || len(c.values) > 0 {
			t.Errorf("%s: as it is: %v, %v", lang, c, findings)
		}
		var set strings.Builder
		for line := range strings.Lines(text) {
			if rest, ok := strings.CutPrefix(line, "# "); ok && strings.Contains(rest, " = ") {
				line = rest
			}
			set.WriteString(line)
		}
		c, findings := Parse("bibun.toml", []byte(set.String()), lang)
		if c == nil {
			t.Fatalf("%s: %v\n%s", lang, findings, set.String())
		}
		for _, k := range Keys() {
			if k.about(lang) == "" {
				t.Errorf("%s: nothing is said about %s", lang, k.Name)
			}
			if !c.Has(k.Name) {
				t.Errorf("%s: %s is missing", lang, k.Name)
			}
			if k.Name != "log" && k.TOML(c.Texts(k.Name)...) != k.Default {
				t.Errorf("%s: %s is %s, not its default %s", lang, k.Name, k.TOML(c.Texts(k.Name)...), k.Default)
			}
		}
	}
}

func TestTOMLIsReadBack(t *testing.T) {
	k, _ := keyNamed("output")
	for _, s := range []string{"", "a b", `C:\notes`, `"`, `'"`, "\x01\t\x7f", "あ", "\\'\n"} {
		c, findings := Parse("bibun.toml", []byte("output = "+k.TOML(s)+"\n"), "en")
		if c == nil || c.Text("output") != s {
			t.Errorf("%q became %s, %v", s, k.TOML(s), findings)
		}
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{"repo/.git", "repo/notes/deep", "repo/own", "free/notes/deep"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"bibun.toml", "repo/bibun.toml", "repo/own/bibun.toml", "repo/notes/deep/a.md", "free/bibun.toml"} {
		if err := os.WriteFile(filepath.Join(root, file), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "repo/notes/bibun.toml"), 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(root, "free"))
	for _, tt := range []struct{ from, want string }{
		{"repo/notes/deep", "repo/bibun.toml"},
		{"repo/notes/deep/a.md", "repo/bibun.toml"},
		{"repo/notes/missing.md", "repo/bibun.toml"},
		{"repo/own", "repo/own/bibun.toml"},
		{"free/notes/deep", "free/bibun.toml"},
		{"free", "free/bibun.toml"},
	} {
		if got, err := Find(filepath.Join(root, tt.from)); err != nil || got != filepath.Join(root, tt.want) {
			t.Errorf("Find(%s) = %s, %v; want %s", tt.from, got, err, tt.want)
		}
	}
	// Outside a repository what lies above the current folder doesn't count, and
	// nothing above notes elsewhere.
	t.Chdir(filepath.Join(root, "free/notes"))
	for _, from := range []string{"deep", filepath.Join(root, "free/notes/deep"), "."} {
		if got, err := Find(from); err != nil || got != "" {
			t.Errorf("Find(%s) = %s, %v; want none", from, got, err)
		}
	}
	t.Chdir(filepath.Join(root, "repo"))
	if got, err := Find(filepath.Join(root, "free/notes/deep")); err != nil || got != "" {
		t.Errorf("from elsewhere: %s, %v; want none", got, err)
	}
}

// The limits of bibun.toml are those of --limit, by the same names, and their
// defaults are values that it takes.
func TestLimitsAreThoseOfTheFlag(t *testing.T) {
	var names []string
	for _, k := range Keys() {
		name, ok := strings.CutPrefix(k.Name, limitsTable+".")
		if !ok {
			continue
		}
		names = append(names, name)
		if err := new(extension.Limits).Set(name, strings.Trim(k.Default, `"`)); err != nil {
			t.Error(err)
		}
	}
	if got, want := fmt.Sprint(names), fmt.Sprint(extension.LimitNames()); got != want {
		t.Errorf("bibun.toml has the limits %s, the flag %s", got, want)
	}
}
