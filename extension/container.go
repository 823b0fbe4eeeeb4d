package extension

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// container is a quote, a list item or a footnote around a fence. Each asks
// for a prefix on every line, and together the prefixes lead to the text.
type container struct {
	kind containerKind
	// width is the number of columns that a list item or footnote asks for.
	width int
	// pos is where the container was opened, in the parsed bytes.
	pos int
	// tight says that the list of a list item has no blank lines.
	tight bool
}

type containerKind byte

const (
	quote containerKind = iota
	listItem
	footnote
	unknown // a container of an extension; what it asks for isn't known
)

// containersOf are the containers of a node, the outermost first.
func containersOf(n ast.Node) []container {
	var up []container
	for p := n.Parent(); p != nil; p = p.Parent() {
		switch p := p.(type) {
		case *ast.Document, *ast.List, *extast.FootnoteList:
		case *ast.Blockquote:
			up = append(up, container{kind: quote, pos: p.Pos()})
		case *ast.ListItem:
			list, _ := p.Parent().(*ast.List)
			up = append(up, container{kind: listItem, width: p.Offset, pos: p.Pos(), tight: list != nil && list.IsTight})
		case *extast.Footnote:
			up = append(up, container{kind: footnote, width: 4, pos: p.Pos()})
		default:
			up = append(up, container{kind: unknown, pos: p.Pos()})
		}
	}
	for i, j := 0, len(up)-1; i < j; i, j = i+1, j-1 {
		up[i], up[j] = up[j], up[i]
	}
	return up
}

// cursor walks over the start of a line in columns, as CommonMark counts them:
// a tab reaches to the next multiple of four, and a container may take only a
// part of one.
type cursor struct {
	line []byte
	at   int // bytes passed
	col  int // columns passed
	rest int // columns of the last tab that are still to come
}

// space passes one column of white space.
func (c *cursor) space() bool {
	switch {
	case c.rest > 0:
		c.rest--
	case c.at < len(c.line) && c.line[c.at] == ' ':
		c.at++
	case c.at < len(c.line) && c.line[c.at] == '\t':
		c.at++
		c.rest = 3 - c.col%4
	default:
		return false
	}
	c.col++
	return true
}

// spaces passes up to n columns of white space and says how many.
func (c *cursor) spaces(n int) int {
	for i := range n {
		if !c.space() {
			return i
		}
	}
	return n
}

// blank reports whether nothing but white space is left.
func (c *cursor) blank() bool { return blank(c.line[c.at:]) }

func blank(s []byte) bool {
	for _, b := range s {
		switch b {
		case ' ', '\t', '\r', '\n', '\f', '\v':
		default:
			return false
		}
	}
	return true
}

// quoteMark passes the > of a quote and the column after it.
func (c *cursor) quoteMark() bool {
	c.spaces(3)
	if c.rest > 0 || c.at >= len(c.line) || c.line[c.at] != '>' {
		return false
	}
	c.at++
	c.col++
	c.space()
	return true
}

// enter passes the prefix that a container asks for on a line after its first.
// A blank line stays in lists and footnotes whatever its indent.
func (c *cursor) enter(k container) bool {
	switch k.kind {
	case quote:
		return c.quoteMark()
	case listItem, footnote:
		return c.blank() || c.spaces(k.width) == k.width
	}
	// Of an unknown container only an indent is to be expected.
	c.spaces(16)
	return true
}

// follow enters as many of the containers as the line belongs to.
func (c *cursor) follow(chain []container) (entered int) {
	for i, k := range chain {
		before := *c
		if !c.enter(k) {
			*c = before
			return i
		}
	}
	return len(chain)
}

// openingPrefix is what the lines of a solution start with so that they stay
// in the containers of the block: the bytes before the opening fence, with
// the marks of quotes kept and those of lists and footnotes turned to spaces.
// It is not ok where the line isn't understood, which goldmark's and this
// package's reading of an odd indent could differ in.
func openingPrefix(src []byte, start int, chain []container) (prefix string, ok bool) {
	begin := lineStart(src, start)
	c := cursor{line: src[begin:lineEnd(src, start)]}
	fence := start - begin // where the prefix has to end
	var out []byte
	for _, k := range chain {
		if len(out) > 0 && out[len(out)-1] == '>' && k.kind != quote && k.pos >= begin {
			// >- a: the quote would take the first of the item's spaces.
			out = append(out, ' ')
		}
		at := c.at
		switch {
		case k.pos < begin && k.kind != unknown: // opened on an earlier line
			if !c.enter(k) {
				return "", false
			}
			out = append(out, c.line[at:c.at]...)
		case k.kind == quote:
			if !c.quoteMark() {
				return "", false
			}
			out = append(out, c.line[at:c.at]...)
		case k.kind == listItem:
			for from := c.col; c.col-from < k.width; {
				if c.space() {
					continue
				}
				if c.at >= fence {
					return "", false
				}
				c.at++
				c.col++
			}
			out = append(out, blankedOut(c.line[at:c.at])...)
		case k.kind == footnote:
			for c.at < fence && c.line[c.at] != ':' {
				c.at++
				c.col++
			}
			if c.at >= fence {
				return "", false
			}
			c.at++
			c.col++
			out = append(out, "    "...)
		default:
			return "", false
		}
	}
	at := c.at
	indent := c.spaces(3)
	if c.at != fence || c.rest > 0 {
		return "", false
	}
	if len(chain) > 0 && chain[len(chain)-1].kind == footnote && chain[len(chain)-1].pos >= begin && indent > 0 {
		return string(out), true
	}
	return string(append(out, c.line[at:fence]...)), true
}

// blankedOut turns a list mark to spaces; tabs stay, since they reach further.
func blankedOut(s []byte) []byte {
	out := make([]byte, len(s))
	for i, b := range s {
		if out[i] = ' '; b == '\t' {
			out[i] = '\t'
		}
	}
	return out
}

func lineStart(src []byte, at int) int {
	for at > 0 && src[at-1] != '\n' {
		at--
	}
	return at
}

// lineEnd is the end of the line that at is in, without its line ending.
func lineEnd(src []byte, at int) int {
	for at < len(src) && src[at] != '\n' {
		at++
	}
	if at > 0 && at <= len(src) && src[at-1] == '\r' && at < len(src) {
		at--
	}
	return at
}
