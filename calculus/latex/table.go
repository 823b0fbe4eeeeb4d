package latex

import "strings"

// Table returns a table of formulas, the columns of which end flush, below a head
// and a line. No row begins with anything that Markdown reads as the start of a
// list, and no column is ruled: some readers of Markdown make a table of their own
// of every line with a bar in it.
func Table(head []string, rows [][]string) string {
	var b strings.Builder
	b.WriteString(`\begin{array}{` + strings.Repeat("r", len(head)) + "}\n")
	b.WriteString(strings.Join(head, " & ") + ` \\ \hline`)
	for i, row := range rows {
		if i > 0 {
			b.WriteString(` \\`)
		}
		b.WriteString("\n{}" + strings.Join(row, " & "))
	}
	b.WriteString("\n" + `\end{array}`)
	return b.String()
}
