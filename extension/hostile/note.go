package hostile

import (
	"strconv"
	"strings"
)

// noMath takes the marks of formulas away.
var noMath = strings.NewReplacer("$", "", `\(`, "(", `\[`, "[", "```math", "")

// Note is a note with hostile text in every place that takes text: front
// matter, headings, prose, links, tables, code, and blocks that are solved or fail; with math
// also in formulas, which are their author's own LaTeX.
func Note(pick Pick, math bool) string {
	var s strings.Builder
	if pick(2) == 0 {
		s.WriteString("---\ntitle: " + strconv.Quote(Text(pick)) + "\nlang: " + strconv.Quote(Line(pick)) + "\n---\n\n")
	}
	for range 1 + pick(4) {
		line := Line(pick)
		kind := pick(12)
		if !math && (kind == 3 || kind == 5 || kind == 6) {
			kind = 11
		}
		switch kind {
		case 0:
			s.WriteString("# " + line + "\n\n")
		case 1:
			s.WriteString("[" + line + "](" + Line(pick) + " \"" + Line(pick) + "\")\n\n")
		case 2:
			s.WriteString("![" + line + "](<" + Line(pick) + ">)\n\n")
		case 3:
			s.WriteString("| " + line + " | b |\n|---|:-:|\n| $" + Line(pick) + "$ | c |\n\n")
		case 4:
			s.WriteString("a[^1] b\n\n[^1]: " + line + "\n\n")
		case 5:
			s.WriteString("$$\n" + line + "\n$$\n\n")
		case 6:
			s.WriteString("a $" + line + "$ b \\(" + Line(pick) + "\\) c <" + Line(pick) + ">\n\n")
		case 7:
			s.WriteString("``````go {" + line + "}\n" + Text(pick) + "\n``````\n\n")
		case 8:
			s.WriteString("``````" + strings.ReplaceAll(line, "`", "'") + "\n" + Text(pick) + "\n``````\n\n")
		case 9, 10:
			info, text := Block(pick)
			s.WriteString("``````" + info + "\n" + text + "``````\n\n")
		default:
			s.WriteString(Text(pick) + "\n\n")
		}
	}
	if !math {
		return noMath.Replace(s.String())
	}
	return s.String()
}
