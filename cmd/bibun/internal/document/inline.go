package document

import (
	"fmt"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/extension"
)

// inlines writes the text below n.
func (w *writer) inlines(n ast.Node) string {
	var s strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		s.WriteString(w.inline(c))
	}
	return strings.TrimSpace(s.String())
}

func (w *writer) inline(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Text:
		value := util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(n.Segment.Value(w.source))))
		s := extension.LaTeXText(string(value))
		switch {
		case n.HardLineBreak():
			if s == "" { // of characters that are left out: there is no line to end
				s = `\mbox{}`
			}
			s += "\\\\{}\n"
		case n.SoftLineBreak():
			s += "\n"
		}
		return s
	case *ast.String:
		return extension.LaTeXText(string(n.Value))
	case *page.Math:
		tex := strings.TrimSpace(string(n.Source.Value(w.source)))
		if n.Display {
			return "\n" + display(tex) + "\n"
		}
		return `\(` + strings.Join(strings.Fields(tex), " ") + `\)`
	case *ast.Emphasis:
		if n.Level == 2 {
			return `\textbf{` + w.inlines(n) + "}"
		}
		return `\emph{` + w.inlines(n) + "}"
	case *extast.Strikethrough:
		return `\struck{` + w.inlines(n) + "}"
	case *ast.CodeSpan:
		var code strings.Builder
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				code.Write(t.Segment.Value(w.source))
			}
		}
		text := strings.ReplaceAll(code.String(), "\n", " ")
		return `\texttt{` + breakable(text, strings.ReplaceAll(codeText(text), `\ `, " ")) + "}"
	case *ast.Link:
		return link(string(n.Destination), w.inlines(n))
	case *ast.AutoLink:
		url := string(n.URL(w.source))
		label := string(n.Label(w.source))
		return link(url, breakable(label, codeText(label)))
	case *ast.Image:
		s := picture(string(n.Destination), w.inlines(n))
		if w.inTable { // a cell takes the width that it is given
			s = `{\linewidth.25\textwidth` + s + "}"
		}
		return s
	case *extast.FootnoteLink:
		return w.footnote(n)
	case *extast.TaskCheckBox:
		if n.IsChecked {
			return `\(\boxtimes\) `
		}
		return `\(\square\) `
	case *ast.RawHTML:
		return ""
	case *extast.FootnoteBacklink:
		return ""
	}
	return w.inlines(n)
}

// breakable lets a line break in a long address or piece of code, which has few
// spaces. It is given as it was and as LaTeX.
func breakable(text, latex string) string {
	if len(text) < 20 {
		return latex
	}
	return strings.NewReplacer("://", "://", "/", `/\allowbreak{}`, ".", `.\allowbreak{}`, "?", `?\allowbreak{}`,
		"=", `=\allowbreak{}`, `\&`, `\&\allowbreak{}`, `\_`, `\_\allowbreak{}`, "-{}", `-\allowbreak{}`, ",{}", `,\allowbreak{}`, "(", `(\allowbreak{}`).Replace(latex)
}

// link writes a link; one to another note leads to its document. A link within
// a note is its text: nothing in a document has the names that headings have on
// pages. So is one that would run a program, as on pages.
func link(url, text string) string {
	if strings.HasPrefix(url, "#") || url == "" || html.IsDangerousURL([]byte(strings.TrimSpace(url))) {
		return text
	}
	if file, _, _ := strings.Cut(url, "#"); !strings.Contains(url, ":") {
		if name := Name(file); name != file {
			url = strings.TrimSuffix(name, ".tex") + ".pdf"
		}
	}
	return `\href{` + percentEncoded(strings.NewReplacer(`\`, `/`, "%", `\%`, "#", `\#`, "{", `\%7B`, "}", `\%7D`, "^", `\%5E`, "&", `\&`, "_", `\_`, "~", `\~{}`).Replace(url)) + "}{" + text + "}"
}

// percentEncoded writes what isn't printed ASCII in an address as addresses have it.
func percentEncoded(url string) string {
	var s strings.Builder
	for _, b := range []byte(url) {
		if ' ' <= b && b < 0x7f {
			s.WriteByte(b)
		} else {
			fmt.Fprintf(&s, `\%%%02X`, b)
		}
	}
	return s.String()
}

// picture writes a picture that LaTeX can draw; of others its description.
func picture(url, alt string) string {
	switch strings.ToLower(path.Ext(url)) {
	case ".png", ".jpg", ".jpeg", ".pdf":
		if !strings.Contains(url, ":") && !strings.ContainsAny(url, `\{}%#~^$&"`) {
			return `\notepicture{` + url + "}{" + alt + "}"
		}
	}
	return "[" + alt + "]"
}

// codeText escapes code: every character is itself, and nothing joins to
// another.
func codeText(code string) string {
	var s strings.Builder
	for _, r := range code {
		switch r {
		case ' ':
			s.WriteString(`\ `)
		case '"':
			s.WriteString(`\textquotedbl{}`)
		case '\'':
			s.WriteString(`\textquotesingle{}`)
		case '`':
			s.WriteString(`\textasciigrave{}`)
		case '-', ',':
			s.WriteString(string(r) + "{}")
		default:
			s.WriteString(extension.LaTeXText(string(r)))
		}
	}
	return s.String()
}
