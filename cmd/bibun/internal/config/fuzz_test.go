package config

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus/fuzzing"
)

// FuzzParse reads any text as a bibun.toml. It is either taken whole, and then each value is one that
// its key may have, or refused, with a place in the text for every fault.
func FuzzParse(f *testing.F) {
	for _, text := range fuzzing.Some(append(fuzzing.Literals(f, "cmd/bibun/internal/config"), fuzzing.Files(f, "examples", ".toml")...), 100) {
		f.Add([]byte(text))
	}
	for _, lang := range []string{"en", "ja"} {
		f.Add([]byte(Template(lang)))
		f.Add([]byte(strings.ReplaceAll(Template(lang), "# ", "")))
	}
	f.Add([]byte("limits = {depth = 1}\n[output]\na.b = 1\n[[limits]]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var c *Config
		var findings int
		for _, lang := range []string{"ja", "en"} {
			fuzzing.Swift(t, len(text), func() {
				found := 0
				var list []string
				config, all := Parse("bibun.toml", text, lang)
				for _, finding := range all {
					found++
					switch {
					case finding.Message == "" || finding.Code == "":
						list = append(list, fmt.Sprintf("nothing is said: %+v", finding))
					case finding.Line < 0 || finding.Line > strings.Count(string(text), "\n")+1,
						finding.Line > 0 && (finding.Column < 1 || finding.EndColumn < finding.Column || finding.EndLine < finding.Line):
						list = append(list, fmt.Sprintf("not a place: %+v", finding))
					case utf8.ValidString(finding.Excerpt) && finding.Line > 0 && finding.EndColumn > utf8.RuneCountInString(finding.Excerpt)+1:
						list = append(list, fmt.Sprintf("beyond its line: %+v", finding))
					}
				}
				if len(list) > 0 {
					t.Fatalf("%q: %s", text, strings.Join(list, "\n"))
				}
				c, findings = config, found
			})
			if (c == nil) != (findings > 0) {
				t.Fatalf("%q: %v with %d findings", text, c, findings)
			}
		}
		if c == nil {
			return
		}
		c.Blocks()
		c.Limits()
		for _, k := range Keys() {
			if !c.Has(k.Name) {
				continue
			}
			// What was read can be written, and is then read as the same.
			line := strings.TrimPrefix(k.Name, limitsTable+".") + " = " + k.TOML(c.Texts(k.Name)...) + "\n"
			if line = strings.TrimSpace(line); k.Name != strings.TrimPrefix(k.Name, limitsTable+".") {
				line = "[" + limitsTable + "]\n" + line
			}
			again, wrong := Parse("bibun.toml", []byte(line+"\n"), "en")
			if again == nil || fmt.Sprint(again.Texts(k.Name)) != fmt.Sprint(c.Texts(k.Name)) {
				t.Fatalf("%q: %s is written %s, which is %v", text, k.Name, line, wrong)
			}
		}
	})
}
