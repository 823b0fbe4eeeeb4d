package document

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/extension"
)

// writer writes the tree of a note as LaTeX.
type writer struct {
	source []byte
	// title is the heading that stands in the frame and not in the text; the
	// other headings are raised by shift levels.
	title *ast.Heading
	shift int
	// footnotes are the footnotes not yet written, by number.
	footnotes map[int]ast.Node
	// asides are those called where LaTeX lets none stand; nil elsewhere.
	asides *[]int
	// inTitle says that the title is written, inTable that a cell is, inFootnote
	// that a footnote is.
	inTitle, inTable, inFootnote bool
	// nested is how many lists and quotes are open, and notes how many footnotes.
	nested, notes int
}

// maxNested is how many lists and quotes LaTeX nests, and maxSame how many
// lists of one kind; deeper ones become paragraphs.
const (
	maxNested = 6
	maxSame   = 4
)

// blocks writes the children of n, with blank lines between.
func (w *writer) blocks(n ast.Node) string {
	var parts []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s := strings.TrimRight(w.block(c), "\n"); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n")
}

func (w *writer) block(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Heading:
		if n == w.title {
			return ""
		}
		commands := []string{"section", "subsection", "subsubsection", "paragraph"}
		level := min(max(n.Level-1-w.shift, 0), len(commands)-1)
		text, below := w.aside(func() string { return w.inlines(n) })
		if below != "" { // in its short form, which goes to bookmarks, the marks are left out
			return `\` + commands[level] + "[" + w.short(n) + "]{" + text + "}\n" + below
		}
		return `\` + commands[level] + "{" + text + "}"
	case *ast.Paragraph, *ast.TextBlock:
		if onlyPicture(n) {
			return "\\begin{center}\n" + w.inlines(n) + "\n\\end{center}" // without an indent
		}
		return w.inlines(n)
	case *extension.SolutionNode:
		return n.Block.LaTeX()
	case *page.MathBlock:
		return display(string(n.Lines().Value(w.source)))
	case *ast.FencedCodeBlock:
		if string(n.Language(w.source)) == "math" {
			return display(string(n.Lines().Value(w.source)))
		}
		return listing(string(n.Lines().Value(w.source)))
	case *ast.CodeBlock:
		return listing(string(n.Lines().Value(w.source)))
	case *ast.Blockquote:
		return w.environment("quote", "", func() string { return w.blocks(n) })
	case *ast.List:
		return w.list(n)
	case *ast.ThematicBreak:
		return `\begin{center}\rule{0.3\linewidth}{0.4pt}\end{center}`
	case *extast.Table:
		return w.table(n)
	case *ast.HTMLBlock, *extast.FootnoteList:
		return "" // no raw HTML in a document; footnotes stand where they are called
	}
	return w.blocks(n)
}

// onlyPicture reports whether a paragraph is a picture, or a link with one.
func onlyPicture(n ast.Node) bool {
	for n.ChildCount() == 1 {
		n = n.FirstChild()
		if n.Kind() == ast.KindImage {
			return true
		}
		if n.Kind() != ast.KindLink {
			return false
		}
	}
	return false
}

// environment writes an environment that LaTeX nests only so deep.
func (w *writer) environment(name, options string, content func() string) string {
	if w.nested >= maxNested-1 {
		return content()
	}
	w.nested++
	defer func() { w.nested-- }()
	return `\begin{` + name + "}" + options + "\n" + content() + "\n\\end{" + name + "}"
}

func (w *writer) list(n *ast.List) string {
	name := "itemize"
	if n.IsOrdered() {
		name = "enumerate"
	}
	same := 0
	for p := n.Parent(); p != nil; p = p.Parent() {
		if l, ok := p.(*ast.List); ok && l.IsOrdered() == n.IsOrdered() {
			same++
		}
	}
	items := func(mark string) func() string {
		return func() string {
			var s []string
			if n.IsOrdered() && n.Start != 1 && mark != "" {
				s = append(s, fmt.Sprintf(`\setcounter{enum%s}{%d}`, strings.Repeat("i", same+1), n.Start-1))
			}
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				content := w.blocks(c)
				if strings.HasPrefix(content, "[") {
					content = "{}" + content // no option of \item
				}
				s = append(s, strings.TrimRight(mark+content, " "))
			}
			if mark == "" {
				return strings.Join(s, "\n\n")
			}
			return strings.Join(s, "\n")
		}
	}
	if same >= maxSame || w.nested >= maxNested-1 {
		return items("")()
	}
	if same == maxSame-1 && n.Start > 1 {
		n.Start = 1 // the fourth counter is enumiv; few notes count so deep
	}
	return w.environment(name, "", items(`\item `))
}

// ownDisplay finds the environments that are displays themselves.
var ownDisplay = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\\begin\{(equation|align|gather|multline|alignat|eqnarray)\*?\}`)
})

// display writes a displayed formula of the author's.
func display(tex string) string {
	var lines []string
	for line := range strings.Lines(tex) {
		if line = strings.TrimSpace(line); line != "" { // a blank line ends a formula in TeX
			lines = append(lines, line)
		}
	}
	tex = strings.Join(lines, "\n")
	if ownDisplay().MatchString(tex) {
		return tex
	}
	return "\\[\n" + tex + "\n\\]"
}

// listing writes code, line by line: a verbatim environment can't stand in a
// footnote.
func listing(code string) string {
	code = strings.TrimRight(code, "\n")
	if code == "" {
		return ""
	}
	var s strings.Builder
	s.WriteString("\\begin{flushleft}\\ttfamily\\small\n")
	for i, line := range strings.Split(code, "\n") {
		if i > 0 {
			s.WriteString("\\\\{}\n")
		}
		s.WriteString("\\mbox{}" + codeText(strings.ReplaceAll(line, "\t", "    ")))
	}
	s.WriteString("\n\\end{flushleft}")
	return s.String()
}
