package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/bibun-md/bibun/extension"
)

// withoutExample are the codes that no short block gets: faults of size, and
// those that are bibun's own.
var withoutExample = []string{
	"too-deep", "too-long", "number-too-long", "too-many-requests", "refuted-line", "unknown-function",
	"solution-limit", "unfinished", "unsupported-container", "block-too-long", "too-many-blocks", "out-of-time",
	"limit", "internal-error", "fence-not-closed", "region-edited", "orphan-marker", "doubled-marker",
	"table-too-wide", "references-too-long", "too-many-marks",
}

// TestExplainedExamples applies the example of every code: the broken one gets
// that code and no other, the mended one is solved without a word.
func TestExplainedExamples(t *testing.T) {
	for _, code := range extension.Codes() {
		for _, lang := range []string{"ja", "en"} {
			e, ok := extension.Explain(code, lang)
			if !ok || e.Text == "" {
				t.Errorf("%s is not explained in %s", code, lang)
				continue
			}
			if slices.Contains(withoutExample, code) {
				if e.Example != "" {
					t.Errorf("%s has an example now: take it off the list", code)
				}
				continue
			}
			try := func(text string) (codes []string, solved bool) {
				args := []string{"solve", "--format", "json", "--lang", lang, "-"}
				if e.Note {
					args[0] = "render"
				}
				var out, err bytes.Buffer
				exit := run(t.Context(), args, strings.NewReader(text), &out, &err)
				for line := range strings.Lines(err.String()) {
					var f struct{ Code string }
					if json.Unmarshal([]byte(line), &f) != nil {
						t.Fatalf("%s: %s", code, line)
					}
					codes = append(codes, f.Code)
				}
				return codes, exit == 0 && strings.Contains(out.String(), "$")
			}
			codes, _ := try(e.Example)
			if slices.ContainsFunc(codes, func(c string) bool { return c != code }) || len(codes) == 0 {
				t.Errorf("%s: the example gets %q:\n%s", code, codes, e.Example)
			}
			if codes, solved := try(e.Mended); !solved || len(codes) > 0 {
				t.Errorf("%s: mended, the example gets %q, solved: %t:\n%s", code, codes, solved, e.Mended)
			}
		}
	}
}

// TestExplainPrints checks what every code prints: the code, the text, and no
// line that a terminal of 80 columns breaks.
func TestExplainPrints(t *testing.T) {
	for _, code := range extension.Codes() {
		for _, lang := range []string{"ja", "en"} {
			var out, err bytes.Buffer
			if exit := run(t.Context(), []string{"explain", "--lang", lang, code}, nil, &out, &err); exit != 0 || err.Len() > 0 {
				t.Fatalf("%s: exit code %d, %s", code, exit, err.String())
			}
			e, _ := extension.Explain(code, lang)
			unbroken := strings.NewReplacer("\n", "", " ", "").Replace
			if !strings.HasPrefix(out.String(), code+"\n\n") || !strings.Contains(unbroken(out.String()), unbroken(e.Text)) {
				t.Errorf("%s in %s prints\n%s", code, lang, out.String())
			}
			text, _, _ := strings.Cut(strings.TrimPrefix(out.String(), code+"\n\n"), "\n\n")
			for line := range strings.Lines(text) {
				if w := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); w > 80 {
					t.Errorf("%s: %d columns: %s", code, w, line)
				}
			}
		}
	}
}
