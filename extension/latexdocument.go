package extension

import (
	"bytes"
	"context"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SpliceLaTeX is [Splice] for LaTeX documents. The blocks are the environments
//
//	\begin{diff}[steps=brief, lang=en]
//	L(u,v) = u^3 + 4uv - v^2
//	dL
//	\end{diff}
//
// and those named bibun, whose \begin and \end stand at the start of a line.
// What stands in a comment or in a verbatim environment is left alone, and so is
// what stands between lines % bibun:off and % bibun:on. An environment diff is no
// patch, so it is read whatever it looks like.
//
// Solutions need the package amsmath. The preset of o is not used.
func SpliceLaTeX(ctx context.Context, src []byte, o Options) ([]byte, *Report, error) {
	limits := o.Limits.withDefaults()
	if err := CheckLength(src, limits); err != nil {
		return src, &Report{}, err
	}
	o.Preset, o.Override.Preset = "", ""
	body := bytes.TrimPrefix(src, bom)
	x := newExaminer(ctx, Note{Head: src[:len(src)-len(body)], Body: body, file: src}, o)
	var out bytes.Buffer
	done := 0
	for _, p := range environments(body) {
		if err := ctx.Err(); err != nil {
			return src, x.report, err
		}
		b := x.examine(p)
		if b.Status != Solved {
			continue
		}
		b.Markdown = b.LaTeX()
		out.Write(src[done:b.Start])
		writeLaTeX(&out, src, b)
		done = b.End
	}
	if done == 0 {
		return src, x.report, ctx.Err()
	}
	out.Write(src[done:])
	return out.Bytes(), x.report, nil
}

// writeLaTeX puts a solution in the place of its environment, indented as that
// was, and in paragraphs of its own.
func writeLaTeX(out *bytes.Buffer, src []byte, b *Block) {
	newline := newlineAt(src, b.Start)
	begin := lineStart(src, b.Start)
	indent := string(bytes.TrimPrefix(src[begin:b.Start], bom))
	if begin > 0 && runsOn(src[lineStart(src, begin-1):begin], `\begin{`) {
		trimRight(out)
		out.WriteString(newline + indent)
	}
	for i, line := range strings.Split(strings.TrimSuffix(b.Markdown, "\n"), "\n") {
		if i > 0 {
			out.WriteString(newline)
		}
		if i > 0 && line != "" {
			out.WriteString(indent)
		}
		out.WriteString(line)
	}
	rest := src[b.End:lineEnd(src, b.End)]
	if _, begins := beginning(strings.TrimLeft(string(rest), " \t")); begins {
		return // a \begin{diff} behind \end{diff} is no block, and doesn't become one
	}
	if !blank(rest) {
		out.WriteString(newline + indent) // a comment behind \end{diff}
	}
	next := b.End + bytes.IndexByte(src[b.End:], '\n') + 1
	if next > b.End && next < len(src) && runsOn(src[next:lineEnd(src, next)], `\end{`) {
		out.WriteString(newline)
	}
}

// runsOn reports whether the text of a line would be one paragraph with that
// beside it. The line of an environment's edge, of an item or of a heading isn't.
func runsOn(line []byte, edge string) bool {
	text := strings.TrimSpace(string(bytes.TrimPrefix(line, bom)))
	if edge == `\begin{` && strings.Contains(text, `\end{`) {
		return true
	}
	for _, command := range []string{edge, `\item`, `\section`, `\subsection`, `\chapter`} {
		if strings.HasPrefix(text, command) && (command == edge || strings.HasSuffix(text, "}") || text == command) {
			return false
		}
	}
	return text != ""
}

// environments are the environments of a document that may be blocks.
func environments(src []byte) (found []passage) {
	var open *passage // the environment that has begun
	verbatim := ""    // the environment that keeps what it holds from being read
	off := false
	// outside reads a line that is in no environment of ours, or what stands behind one.
	outside := func(line string) {
		text := strings.TrimLeft(line, " \t")
		if !strings.HasPrefix(text, "%") {
			verbatim = verbatimIn(line)
			return
		}
		switch strings.TrimSpace(strings.TrimLeft(text, "%")) {
		case "bibun:off":
			off = true
		case "bibun:on":
			off = false
		}
	}
	for at := 0; at < len(src); {
		end := lineEnd(src, at)
		next := end
		for next < len(src) && src[next] != '\n' {
			next++
		}
		next = min(next+1, len(src))
		line := string(src[at:end])
		text := strings.TrimLeft(line, " \t")
		start := at + len(line) - len(text)
		switch {
		case open != nil:
			name := firstWord([]byte(open.info))
			if strings.HasPrefix(text, `\end{`+name+"}") {
				open.end = start + len(`\end{}`) + len(name)
				found = append(found, *open)
				open = nil
				outside(string(src[found[len(found)-1].end:end]))
				break
			}
			open.text.lines = append(open.text.lines, sourceLine{text: len(open.text.text), file: at})
			open.text.text += line + "\n"
		case verbatim != "":
			if strings.Contains(line, `\end{`+verbatim+"}") {
				verbatim = ""
			}
		default:
			if info, ok := beginning(text); ok {
				open = &passage{info: info, infoAt: start + len(`\begin{`), start: start, off: off, always: true}
			} else {
				outside(line)
			}
		}
		at = next
	}
	return found
}

// beginning reads the line that begins an environment of ours. Its options
// become those of an info string, byte for byte, so that places stay.
func beginning(text string) (info string, ok bool) {
	for _, name := range []string{"diff", "bibun"} {
		rest, found := strings.CutPrefix(text, `\begin{`+name+"}")
		if !found {
			continue
		}
		rest = strings.TrimRight(rest, " \t")
		if i := strings.IndexByte(rest, '%'); i >= 0 {
			rest = strings.TrimRight(rest[:i], " \t")
		}
		if rest == "" {
			return name, true
		}
		if rest[0] == '[' && rest[len(rest)-1] == ']' {
			return name + " {" + rest[1:len(rest)-1] + "}", true
		}
	}
	return "", false
}

// verbatimIn is the verbatim environment that a line begins and doesn't end.
func verbatimIn(line string) string {
	for _, name := range []string{"verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents", "filecontents*"} {
		i := strings.LastIndex(line, `\begin{`+name+"}")
		if i >= 0 && !strings.Contains(line[:i], "%") && !strings.Contains(line[i:], `\end{`+name+"}") {
			return name
		}
	}
	return ""
}

// LaTeX is the solution as it stands in a LaTeX document that has the package
// amsmath: paragraphs, each with the displays that end it, and a blank line
// between. It is empty where nothing was solved.
func (b *Block) LaTeX() string {
	if b.Solution == nil {
		return ""
	}
	p, _ := PresetNamed("latex")
	var s strings.Builder
	for i, block := range b.Solution.Document.Blocks {
		if block.Display != "" {
			display := withoutBlankLines(block.Display)
			if !strings.HasPrefix(display, `\begin{align}`) { // which numbers, and is a display itself
				display = p.Display.Open + display + p.Display.Close
			}
			s.WriteString(display + "\n")
			continue
		}
		if i > 0 {
			s.WriteString("\n")
		}
		if block.Figure != nil {
			s.WriteString(FigureLaTeX(block.Figure))
			continue
		}
		for _, in := range block.Paragraph {
			if in.Math != "" {
				s.WriteString(p.Inline.Open + in.Math + p.Inline.Close)
			} else {
				s.WriteString(LaTeXText(in.Text))
			}
		}
		s.WriteString("\n")
	}
	return s.String()
}

// LaTeXText escapes text for LaTeX. Control characters, which TeX takes for the end of a
// line or of a paragraph or for an error, become spaces or are left out, and so are
// the marks that turn the direction of text.
func LaTeXText(text string) string {
	var s strings.Builder
	for i, r := range text {
		switch r {
		case '\n', '\t':
			s.WriteRune(r)
		case '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
			s.WriteByte(' ')
		case utf8.RuneError: // an error to LuaTeX
			s.WriteByte('?')
		case '\\':
			s.WriteString(`\textbackslash{}`)
		case '{', '}', '$', '&', '#', '%', '_':
			s.WriteByte('\\')
			s.WriteRune(r)
		case '^':
			s.WriteString(`\textasciicircum{}`)
		case '~':
			s.WriteString(`\textasciitilde{}`)
		case '<':
			s.WriteString(`\textless{}`)
		case '>':
			s.WriteString(`\textgreater{}`)
		case '|':
			s.WriteString(`\textbar{}`)
		case '"':
			// Quotation marks open and close; TeX's own " only closes. Japanese has no
			// spaces to tell by, so there every other one opens.
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			opens := i == 0 || strings.ContainsRune(" \t\n([{—–", before)
			if before >= '\u3000' {
				opens = strings.Count(text[:i], `"`)%2 == 0
			}
			if opens {
				s.WriteString("``")
			} else {
				s.WriteString("''")
			}
		default:
			if !unicode.In(r, unicode.Cc, unicode.Cf) {
				s.WriteRune(r)
			}
		}
	}
	return s.String()
}
