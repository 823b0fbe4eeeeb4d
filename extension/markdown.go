package extension

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bibun-md/bibun/calculus/solution"
)

// piece is a paragraph, a display or a figure of a solution in Markdown, in lines
// without a newline at the end. No line is blank.
type piece struct {
	text            string
	display, figure bool
}

// markdownPieces writes a solution in the notation of a preset.
func markdownPieces(d *solution.Document, p *Preset) []piece {
	var out []piece
	for _, b := range d.Blocks {
		if b.Figure != nil {
			out = append(out, piece{text: "```text\n" + FigureText(b.Figure) + "\n```", figure: true})
			continue
		}
		if b.Display == "" {
			if s := p.paragraph(b.Paragraph); s != "" {
				out = append(out, piece{text: s})
			}
			continue
		}
		for _, part := range splitDisplay(b.Display, p.MaxDisplay) {
			out = append(out, piece{text: p.display(part), display: true})
		}
	}
	if len(out) == 0 {
		// A document of empty paragraphs; there is always a piece to write.
		out = append(out, piece{})
	}
	return out
}

func (p *Preset) display(latex string) string {
	latex = safe(latex)
	if p.displayMath != nil {
		latex = p.displayMath(latex)
	}
	return p.Display.Open + displayLines(latex) + p.Display.Close
}

func (p *Preset) inline(latex string) string {
	latex = safe(strings.Join(strings.Fields(latex), " "))
	if p.inlineMath != nil {
		latex = p.inlineMath(latex)
	}
	return p.Inline.Open + strings.TrimSpace(latex) + p.Inline.Close
}

// paragraph writes text and inline formulas on one line.
func (p *Preset) paragraph(inlines []solution.Inline) string {
	var s strings.Builder
	math := false // the last thing written was a formula
	for _, in := range inlines {
		if in.Math == "" && in.Text == "" {
			continue
		}
		if in.Math != "" {
			last, _ := utf8.DecodeLastRuneInString(s.String())
			if math || p.Spaced && s.Len() > 0 && wordRune(last) {
				s.WriteByte(' ')
			}
			s.WriteString(p.inline(in.Math))
			math = true
			continue
		}
		text := strings.Join(strings.FieldsFunc(in.Text, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
		first, _ := utf8.DecodeRuneInString(text)
		if math && p.Spaced && wordRune(first) {
			s.WriteByte(' ')
		}
		s.WriteString(escapeWords(text))
		math = false
	}
	return escapeStart(strings.TrimSpace(s.String()))
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// escapeWords escapes what Markdown, in any host's dialect, could read in text.
// The characters that get a backslash are those that every dialect takes one
// from; the others become entities, which every dialect knows. Addresses become links
// whatever is escaped in them, so that they get a full-width sign.
func escapeWords(text string) string {
	var s strings.Builder
	for i, r := range text {
		switch r {
		case '.':
			if i >= 3 && strings.EqualFold(text[i-3:i], "www") {
				r = '．'
			}
		case '/':
			if strings.HasPrefix(text[i:], "//") {
				r = '／'
			}
		case '@':
			r = '＠'
		case '\\', '`', '*', '_', '[', ']', '$', '|', '{', '}':
			s.WriteByte('\\')
		case '&':
			s.WriteString("&amp;")
			continue
		case '<':
			s.WriteString("&lt;")
			continue
		case '>':
			s.WriteString("&gt;")
			continue
		case '~':
			s.WriteString("&#126;")
			continue
		case '^':
			s.WriteString("&#94;")
			continue
		}
		s.WriteRune(r)
	}
	return s.String()
}

// escapeStart escapes what could begin a block at the start of a line. Pandoc
// counts with letters and Roman numerals too, and takes (1) for the number of an
// item, as Zenn takes it for that of an equation; a backslash before the
// parenthesis would open a formula elsewhere.
func escapeStart(line string) string {
	if line == "" {
		return line
	}
	for _, word := range []string{"import", "export"} { // of JavaScript, in MDX
		if strings.HasPrefix(line, word) {
			return fmt.Sprintf("&#%d;", line[0]) + line[1:]
		}
	}
	switch line[0] {
	case '#', '+', '-', '=', ':', '!':
		return `\` + line
	case '(':
		return "&#40;" + line[1:]
	}
	n := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if n == 0 {
		if n = len(line) - len(strings.TrimLeft(line, "ivxlcdmIVXLCDM")); n == 0 && letter(line[0]) {
			n = 1
		}
	}
	if n > 0 && n < len(line) && (line[n] == '.' || line[n] == ')') {
		return line[:n] + `\` + line[n:]
	}
	return line
}

// splitDisplay splits an aligned display, numbered or not, between its rows, where it
// is longer than max bytes, into displays that aren't, as far as rows allow.
func splitDisplay(latex string, max int) []string {
	begin, end := `\begin{aligned}`, `\end{aligned}`
	if latex = strings.TrimSpace(latex); strings.HasPrefix(latex, `\begin{align}`) {
		begin, end = `\begin{align}`, `\end{align}`
	}
	body, ok := strings.CutPrefix(latex, begin)
	body, ok2 := strings.CutSuffix(body, end)
	if max == 0 || len(latex) <= max || !ok || !ok2 {
		return []string{latex}
	}
	var parts, rows []string
	size := 0
	flush := func() {
		if len(rows) > 0 {
			parts = append(parts, begin+"\n"+strings.Join(rows, ` \\`+"\n")+"\n"+end)
			rows, size = nil, 0
		}
	}
	for _, row := range alignedRows(body) {
		if size > 0 && len(begin)+len(end)+size+len(row)+6 > max {
			flush()
		}
		rows, size = append(rows, row), size+len(row)+4
	}
	flush()
	return parts
}

// alignedRows splits at the \\ that no inner environment or group holds.
func alignedRows(body string) []string {
	var rows []string
	var row strings.Builder
	depth := 0
	for _, t := range tokens(body) {
		switch t.s {
		case "{", `\begin`, `\left`:
			depth++
		case "}", `\end`, `\right`:
			depth--
		case `\\`:
			if depth == 0 {
				rows = append(rows, strings.TrimSpace(row.String()))
				row.Reset()
				continue
			}
		}
		row.WriteString(t.s)
	}
	if s := strings.TrimSpace(row.String()); s != "" {
		rows = append(rows, s)
	}
	return rows
}
