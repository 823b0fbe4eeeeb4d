package config

import (
	"fmt"
	"strings"
)

// Template is a bibun.toml in which every key stands with its default, as a
// comment, in a language.
func Template(lang string) string {
	var b strings.Builder
	if lang == "ja" {
		b.WriteString("# bibun の設定。行頭の # を取ると有効になります。\n" +
			"# フェンスの行、ノートのフロントマター（bibun:）、コマンド行の指定がこれより優先されます。\n")
	} else {
		b.WriteString("# The configuration of bibun. Take away the # before a key to set it.\n" +
			"# Fence lines, the front matter of notes (bibun:) and the command line win over it.\n")
	}
	limits := false
	for _, k := range Keys() {
		name, limit := strings.CutPrefix(k.Name, limitsTable+".")
		if limit && !limits {
			limits = true
			b.WriteString("\n[" + limitsTable + "]\n")
		}
		about := k.about(lang)
		if k.Values != nil {
			about += ": " + strings.Join(k.Values, ", ")
		}
		fmt.Fprintf(&b, "\n# %s\n# %s = %s\n", about, name, k.shown())
	}
	return b.String()
}

// shown is the value that a key is shown with: its default, or one that it can
// have where the default is to say nothing.
func (k Key) shown() string {
	if k.Values != nil && k.Default == `""` {
		return k.example()
	}
	return k.Default
}
