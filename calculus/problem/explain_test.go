package problem

import (
	"slices"
	"testing"
)

// TestExplain checks that every code is explained in both languages, that the
// example gets the diagnostic, and that the mended block has none.
func TestExplain(t *testing.T) {
	// Faults of size, and those that only the solver finds, have no example.
	without := []string{"too-deep", "too-long", "number-too-long", "too-many-requests", "refuted-line", "unknown-function", "factorial", "solution-limit", "unfinished", "no-value", "zero-over-index", "off-curve", "no-real-point", "single-point", "undetermined", "vertical-tangent", "singular-point", "equation-in-pieces"}
	for _, code := range Codes() {
		en, ok1 := Explain(code, "en")
		ja, ok2 := Explain(code, "ja")
		if !ok1 || !ok2 || en.Text == "" || ja.Text == "" || en.Text == ja.Text {
			t.Errorf("%s is not explained", code)
			continue
		}
		if slices.Contains(without, code) {
			continue
		}
		_, diagnostics := Parse(en.Example)
		if !slices.ContainsFunc(diagnostics, func(d Diagnostic) bool { return d.Code == code }) {
			t.Errorf("%s: %q gets %v", code, en.Example, diagnostics)
		}
		if _, diagnostics := Parse(en.Mended); len(diagnostics) > 0 || en.Mended == "" {
			t.Errorf("%s: %q gets %v", code, en.Mended, diagnostics)
		}
	}
	if _, ok := Explain("no-such-code", "en"); ok {
		t.Error("a code that there is not is explained")
	}
	for _, table := range [][]explained{explainedReadings, explainedForms, explainedMeanings, explainedWarnings} {
		for _, e := range table {
			if !slices.Contains(Codes(), e.code) {
				t.Errorf("%s is explained and is no code", e.code)
			}
		}
	}
}
