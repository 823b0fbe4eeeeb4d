package document

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
)

// fullLine is how many columns of a terminal stand for a line of a page: about as
// many letters of the alphabet, and half as many kanji, go into one.
const fullLine = 78

// longTable is the number of rows from which on a table may break between pages. The
// environment that can do so can't stand in a footnote, where no one has such a table.
const longTable = 25

// table writes a table. Its columns are as wide as what they hold; where that is too
// wide for a page, the wide ones have a share of the line and break.
func (w *writer) table(n *extast.Table) string {
	w.inTable = true
	rows, below := w.aside(func() string {
		var s strings.Builder
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var cells []string
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, w.inlines(cell))
			}
			s.WriteString("{}" + strings.Join(cells, " & ") + " \\\\\n")
			if row.Kind() == extast.KindTableHeader {
				s.WriteString("\\hline\n")
			}
		}
		return s.String()
	})
	w.inTable = false
	columns := "{" + strings.Join(w.columns(n), "") + "}\n\\hline\n"
	s := "\\begin{center}\n\\begin{tabular}" + columns + rows + "\\hline\n\\end{tabular}\n\\end{center}"
	if n.ChildCount() > longTable && !w.inFootnote {
		s = "\\begin{longtable}" + columns + strings.Replace(rows, "\\hline\n", "\\hline\n\\endhead\n", 1) + "\\hline\n\\end{longtable}"
	}
	if below != "" {
		s += "\n" + below
	}
	return s
}

// columns are the columns of a table as tabular is told them.
func (w *writer) columns(n *extast.Table) []string {
	widths := make([]int, len(n.Alignments))
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		i := 0
		for cell := row.FirstChild(); cell != nil && i < len(widths); cell = cell.NextSibling() {
			widths[i] = max(widths[i], w.width(cell))
			i++
		}
	}
	share := breaking(widths)
	var columns []string
	for i, a := range n.Alignments {
		letter, ragged := "l", `\raggedright`
		switch a {
		case extast.AlignRight:
			letter, ragged = "r", `\raggedleft`
		case extast.AlignCenter:
			letter, ragged = "c", `\centering`
		}
		if share > 0 && widths[i] > share {
			letter = fmt.Sprintf(`>{%s\arraybackslash}p{%.3f\linewidth}`, ragged, float64(share)/fullLine)
		}
		columns = append(columns, letter)
	}
	return columns
}

// breaking is the width of those columns that are wider, so that all go into a line
// together; 0 where they do as they are.
func breaking(widths []int) int {
	left, open := fullLine-5*len(widths)/2, len(widths) // there is room between columns, too
	narrow := make([]bool, len(widths))
	for open > 0 {
		share, settled := left/open, true
		for i, width := range widths {
			if !narrow[i] && width <= share {
				narrow[i], settled = true, false
				left, open = left-width, open-1
			}
		}
		if settled {
			return max(share, 6)
		}
	}
	return 0
}

// width is the width of a cell in columns of a terminal, about.
func (w *writer) width(cell ast.Node) (width int) {
	ast.Walk(cell, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			text := runewidth.StringWidth(string(n.Segment.Value(w.source)))
			if n.Parent().Kind() == ast.KindCodeSpan { // its letters are as wide as an m
				text += text / 3
			}
			width += text
		case *ast.AutoLink:
			width += len(n.Label(w.source))
		case *ast.Image:
			width += fullLine / 4
			return ast.WalkSkipChildren, nil
		case *page.Math:
			width += len(n.Source.Value(w.source)) / 2 // commands are longer than what they draw
		}
		return ast.WalkContinue, nil
	})
	return width
}
