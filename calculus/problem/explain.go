package problem

// Explanation says at length what a code means.
type Explanation struct {
	Code string
	// Text is one paragraph in the language asked for.
	Text string
	// Example is a block that gets the diagnostic, Mended the same without it.
	// Both are empty where the fault is the block's size or not the author's.
	Example, Mended string
}

// explained is an entry of the tables: a text in both languages.
type explained struct {
	code            string
	en, ja          string
	example, mended string
}

// Explain explains a code in the language, "ja" or "en". It returns false for
// a code that this package does not have.
func Explain(code, lang string) (Explanation, bool) {
	for _, table := range [...][]explained{explainedReadings, explainedForms, explainedMeanings, explainedWarnings} {
		for i := range table {
			e := &table[i]
			if e.code != code {
				continue
			}
			text := e.ja
			if lang == "en" {
				text = e.en
			}
			return Explanation{Code: code, Text: text, Example: e.example, Mended: e.mended}, true
		}
	}
	return Explanation{}, false
}
