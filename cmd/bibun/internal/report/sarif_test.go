package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// shape is what the schema of SARIF 2.1.0 says of an object: its properties with
// their types, and those that it must have. Only what bibun may write is listed:
// anything else is a fault.
type shape struct {
	required   []string
	properties map[string]string // a type of sarifShapes, a list of one, or a basic type
}

var sarifShapes = map[string]shape{
	"log": {[]string{"version", "runs"}, map[string]string{
		"$schema": "uri", "version": "=2.1.0", "runs": "[]run"}},
	"run": {[]string{"tool"}, map[string]string{"tool": "tool", "invocations": "[]invocation",
		"columnKind": "=utf16CodeUnits|unicodeCodePoints", "results": "[]result"}},
	"tool": {[]string{"driver"}, map[string]string{"driver": "toolComponent"}},
	"toolComponent": {[]string{"name"}, map[string]string{"name": "string", "version": "string",
		"informationUri": "uri", "rules": "[]reportingDescriptor"}},
	"reportingDescriptor": {[]string{"id"}, map[string]string{"id": "string"}},
	"invocation": {[]string{"executionSuccessful"}, map[string]string{
		"executionSuccessful": "boolean", "toolExecutionNotifications": "[]notification"}},
	"notification": {[]string{"message"}, map[string]string{"message": "message", "level": "=none|note|warning|error"}},
	"message":      {[]string{"text"}, map[string]string{"text": "string"}},
	"result": {[]string{"message"}, map[string]string{"ruleId": "string", "ruleIndex": "integer≥-1",
		"level": "=none|note|warning|error", "message": "message", "locations": "[]location"}},
	"location":         {nil, map[string]string{"physicalLocation": "physicalLocation"}},
	"physicalLocation": {[]string{"artifactLocation"}, map[string]string{"artifactLocation": "artifactLocation", "region": "region"}},
	"artifactLocation": {nil, map[string]string{"uri": "uri"}},
	"region": {nil, map[string]string{"startLine": "integer≥1", "startColumn": "integer≥1",
		"endLine": "integer≥1", "endColumn": "integer≥1", "snippet": "artifactContent"}},
	"artifactContent": {nil, map[string]string{"text": "string"}},
}

// conform checks a decoded document against sarifShapes.
func conform(t *testing.T, path, kind string, v any) {
	t.Helper()
	if element, ok := strings.CutPrefix(kind, "[]"); ok {
		list, ok := v.([]any)
		if !ok {
			t.Errorf("%s is %T, no list", path, v)
		}
		for i, e := range list {
			conform(t, fmt.Sprintf("%s[%d]", path, i), element, e)
		}
		return
	}
	if values, ok := strings.CutPrefix(kind, "="); ok {
		if s, ok := v.(string); !ok || !slices.Contains(strings.Split(values, "|"), s) {
			t.Errorf("%s is %v, not one of %s", path, v, values)
		}
		return
	}
	switch kind {
	case "string", "uri":
		s, ok := v.(string)
		if !ok || kind == "uri" && (strings.ContainsAny(s, " \\\"<>^`{|}") || strings.ContainsFunc(s, func(r rune) bool { return r > '~' })) {
			t.Errorf("%s is %v, no %s", path, v, kind)
		}
		return
	case "boolean":
		if _, ok := v.(bool); !ok {
			t.Errorf("%s is %v, no boolean", path, v)
		}
		return
	case "integer≥1", "integer≥-1":
		least := 1.0
		if kind == "integer≥-1" {
			least = -1
		}
		if n, ok := v.(float64); !ok || n != float64(int(n)) || n < least {
			t.Errorf("%s is %v, no %s", path, v, kind)
		}
		return
	}
	object, ok := v.(map[string]any)
	if !ok {
		t.Errorf("%s is %T, no object", path, v)
		return
	}
	s, ok := sarifShapes[kind]
	if !ok {
		t.Fatalf("no shape %s", kind)
	}
	for _, name := range s.required {
		if _, ok := object[name]; !ok {
			t.Errorf("%s has no %s", path, name)
		}
	}
	for name, value := range object {
		if s.properties[name] == "" {
			t.Errorf("%s has %s, which a %s hasn't", path, name, kind)
			continue
		}
		conform(t, path+"."+name, s.properties[name], value)
	}
}

func TestSARIF(t *testing.T) {
	findings := []Finding{
		{File: "notes/あ b#1%.md", Line: 4, Column: 9, EndLine: 4, EndColumn: 13, Severity: Error,
			Code: "ambiguous-division", Message: "m <&>", Help: []string{"one", "two"}, Excerpt: "f(x) = 1/2x"},
		{File: "/abs/a.md", Line: 2, Column: 3, EndLine: 5, EndColumn: 0, Severity: Warning, Code: "looks-like-a-list", Message: "w"},
		{File: "-", Line: 1, Column: 4, EndLine: 1, EndColumn: 4, Severity: Error, Code: "ambiguous-division", Message: "m", Excerpt: "\xff"},
		{File: "a.md", Severity: Error, Code: "file", Message: "whole"},
	}
	for _, tt := range []struct {
		findings []Finding
		trouble  string
	}{{nil, ""}, {findings, ""}, {findings[:1], "no space left"}} {
		var b bytes.Buffer
		p := &Printer{W: &b, Format: SARIF, Version: "v1.2.3"}
		for _, f := range tt.findings {
			if err := p.Print(f); err != nil || b.Len() > 0 {
				t.Fatalf("%v; written before the end: %s", err, b.String())
			}
		}
		if err := p.Close(tt.trouble); err != nil {
			t.Fatal(err)
		}
		var log any
		if err := json.Unmarshal(b.Bytes(), &log); err != nil {
			t.Fatal(err)
		}
		conform(t, "log", "log", log)
		var typed sarifLog
		json.Unmarshal(b.Bytes(), &typed)
		run := typed.Runs[0]
		if len(run.Results) != len(tt.findings) || run.Invocations[0].ExecutionSuccessful != (tt.trouble == "") {
			t.Errorf("%s", b.String())
		}
		for _, r := range run.Results {
			if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
				t.Errorf("rule %d is not %s", r.RuleIndex, r.RuleID)
			}
		}
		if len(tt.findings) < 4 {
			continue
		}
		for i, want := range []string{"notes/%E3%81%82%20b%231%25.md", "file:///abs/a.md", "stdin", "a.md"} {
			if got := run.Results[i].Locations[0].PhysicalLocation.ArtifactLocation.URI; got != want {
				t.Errorf("uri %s, want %s", got, want)
			}
		}
		if len(run.Tool.Driver.Rules) != 3 || run.Results[3].Locations[0].PhysicalLocation.Region != nil {
			t.Errorf("%s", b.String())
		}
		if got := run.Results[0]; got.Message.Text != "m <&>\none\ntwo" || *got.Locations[0].PhysicalLocation.Region.Snippet != (sarifMessage{"f(x) = 1/2x"}) {
			t.Errorf("%+v", got)
		}
	}
}

func TestGitHub(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	tests := []struct {
		in   Finding
		want string
	}{
		{Finding{File: "notes/a,b:c%.md", Line: 4, Column: 9, EndLine: 4, EndColumn: 13, Severity: Error,
			Code: "ambiguous-division", Message: "50% of \"1/2x\", a::b", Help: []string{"one\r", "two"}},
			"::error file=notes/a%2Cb%3Ac%25.md,line=4,endLine=4,col=9,endColumn=12,title=ambiguous-division::50%25 of \"1/2x\", a::b%0Aone\ufffd%0Atwo\n"},
		{Finding{File: "a.md", Line: 4, Column: 9, EndLine: 6, EndColumn: 2, Severity: Warning, Code: "c", Message: "m"},
			"::warning file=a.md,line=4,endLine=6,title=c::m\n"},
		{Finding{File: root + "/sub/a.md", Severity: Error, Code: "file", Message: "m"}, "::error file=sub/a.md,title=file::m\n"},
		{Finding{File: "/elsewhere/a.md", Severity: Error, Code: "file", Message: "m"}, "::error file=/elsewhere/a.md,title=file::m\n"},
		{Finding{File: "a.md", Line: 1, Column: 3, EndLine: 1, EndColumn: 3, Severity: Error, Code: "c", Message: "\x1b[2J\n::stop"},
			"::error file=a.md,line=1,endLine=1,col=3,endColumn=3,title=c::\ufffd[2J\ufffd::stop\n"},
	}
	for _, tt := range tests {
		var b bytes.Buffer
		p := &Printer{W: &b, Format: GitHub, Root: root}
		if err := p.Print(tt.in); err != nil || b.String() != tt.want {
			t.Errorf("%v\ngot  %swant %s", err, b.String(), tt.want)
		}
	}
}

func TestTrouble(t *testing.T) {
	for format, want := range map[Format]string{
		Human:  "bibun: it\n",
		Short:  "bibun: it\n",
		GitHub: "::error::bibun: it\n",
		JSON:   `{"file":"","line":0,"column":0,"endLine":0,"endColumn":0,"severity":"error","code":"trouble","message":"it","help":[],"utf16Column":0,"endUtf16Column":0,"fixes":[]}` + "\n",
	} {
		var b bytes.Buffer
		p := &Printer{W: &b, Format: format}
		if err := p.Close(""); err != nil || b.Len() > 0 {
			t.Errorf("%s: %v, %q where all is well", format, err, b.String())
		}
		if err := p.Close("it"); err != nil || b.String() != want {
			t.Errorf("%s: %v, %q; want %q", format, err, b.String(), want)
		}
	}
}
