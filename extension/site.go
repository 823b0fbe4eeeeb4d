package extension

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// site is the place of a block in its file, and what has to be minded there.
type site struct {
	prefix  string // what every line but the first starts with
	newline string // the file's own line ending
	// before is the neighbour above, after the one below.
	before, after neighbour
	// item says that the innermost container is an item of a list.
	item bool
	// tight says that the innermost container is an item of a list without blank lines.
	tight bool
}

// neighbour is what stands next to a block.
type neighbour struct {
	// text says that a paragraph would run into it without a blank line.
	text bool
	// any says that it is there at all, with no blank line between.
	any bool
	// prefix is that of the containers it shares with the block.
	prefix string
}

// siteOf looks around a block that ends at end. It is not ok where the block's
// containers aren't understood: then it is better left alone.
func siteOf(src []byte, f fence, end int) (site, bool) {
	chain := containersOf(f.node)
	prefix, ok := openingPrefix(src, f.start, chain)
	if !ok {
		return site{}, false
	}
	s := site{prefix: prefix, newline: newlineAt(src, f.start)}
	if len(chain) > 0 {
		last := chain[len(chain)-1]
		s.item = last.kind == listItem
		s.tight = s.item && last.tight
	}
	s.before = above(src, f, prefix)
	s.after = below(src, end, chain, prefix, s.tight)
	return s, true
}

// newlineAt is the line ending of the line that at stands in, or else that of
// the line before.
func newlineAt(src []byte, at int) string {
	i := bytes.IndexByte(src[at:], '\n')
	if i >= 0 {
		i += at
	} else {
		i = bytes.LastIndexByte(src[:at], '\n')
	}
	if i > 0 && src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// above is the neighbour above: the sibling that the line before ends.
func above(src []byte, f fence, prefix string) neighbour {
	sibling := f.node.PreviousSibling()
	if sibling == nil {
		return neighbour{}
	}
	begin := lineStart(src, f.start)
	if begin == 0 {
		return neighbour{}
	}
	line := src[lineStart(src, begin-1) : begin-1]
	if blankIn(line, strings.Count(prefix, ">")) {
		return neighbour{}
	}
	return neighbour{any: true, text: !endsByItself(sibling), prefix: prefix}
}

// endsByItself reports whether the last line of a block can't be continued by
// the text after it: no paragraph is open there.
func endsByItself(n ast.Node) bool {
	for last := n.LastChild(); last != nil && last.Type() != ast.TypeInline; last = n.LastChild() {
		n = last
	}
	switch n.(type) {
	case *ast.Heading, *ast.ThematicBreak, *ast.HTMLBlock, *ast.FencedCodeBlock, *ast.ListItem, *ast.Blockquote:
		return true
	}
	return false
}

// below is the neighbour below: the line after the block, unless it is blank.
func below(src []byte, end int, chain []container, prefix string, tight bool) neighbour {
	for end < len(src) && src[end] != '\n' {
		end++
	}
	if end+1 >= len(src) {
		return neighbour{}
	}
	line := src[end+1 : lineEnd(src, end+1)]
	c := cursor{line: line}
	entered := c.follow(chain)
	if c.blank() {
		return neighbour{}
	}
	n := neighbour{any: true, text: true, prefix: quotePart(prefix, quotes(chain[:entered]))}
	// An item of a list begins by itself, and a blank line before it would make
	// a tight list loose.
	if entered < len(chain) && chain[entered].kind == listItem && listMark(c, false) ||
		entered == len(chain) && tight && listMark(c, true) {
		return neighbour{}
	}
	return n
}

// quotePart is the part of a prefix up to its n-th quote mark.
func quotePart(prefix string, n int) string {
	at := 0
	for range n {
		at += strings.IndexByte(prefix[at:], '>') + 1
	}
	return prefix[:at]
}

func quotes(chain []container) (n int) {
	for _, k := range chain {
		if k.kind == quote {
			n++
		}
	}
	return n
}

// blankIn reports whether a line is blank inside n quotes.
func blankIn(line []byte, n int) bool {
	for range n {
		line = bytes.TrimLeft(line, " \t")
		if len(line) == 0 || line[0] != '>' {
			break
		}
		line = line[1:]
	}
	return blank(line)
}

// listMark reports whether a list item starts at the cursor, and, if interrupts
// is set, one that may follow a paragraph without a blank line: not empty,
// and numbered 1 if it is numbered.
func listMark(c cursor, interrupts bool) bool {
	c.spaces(3)
	rest := c.line[c.at:]
	i := 0
	for i < len(rest) && i < 9 && '0' <= rest[i] && rest[i] <= '9' {
		i++
	}
	if i >= len(rest) {
		return false
	}
	if interrupts && (blank(rest[i+1:]) || i > 0 && string(rest[:i]) != "1") {
		return false
	}
	switch m := rest[i]; {
	case i == 0 && (m == '-' || m == '+' || m == '*'), i > 0 && (m == '.' || m == ')'):
		return i+1 == len(rest) || rest[i+1] == ' ' || rest[i+1] == '\t'
	}
	return false
}

// write writes a solution at its site: the container's prefix on every line
// but the first, which has its own in the file already, and blank lines only
// where a neighbour needs one.
func (s *site) write(out *bytes.Buffer, markdown string, pieces []piece, p *Preset) {
	first, last := pieces[0], pieces[len(pieces)-1]
	inline := s.tight && p.Interrupts // displays need no blank lines here
	if s.before.text && !(inline && first.display) || s.before.any && p.BlankAround && first.display {
		// The prefix of the first line is written; the blank line takes it over.
		trimRight(out)
		out.WriteString(s.newline + s.prefix)
	}
	for i, line := range strings.Split(strings.TrimSuffix(markdown, "\n"), "\n") {
		if i > 0 {
			out.WriteString(s.newline)
			if line == "" {
				out.WriteString(strings.TrimRight(s.prefix, " \t"))
				continue
			}
			out.WriteString(s.prefix)
		}
		out.WriteString(line)
	}
	if s.after.text && !(inline && last.display) || s.after.any && p.BlankAround && last.display {
		out.WriteString(s.newline + strings.TrimRight(s.after.prefix, " \t"))
	}
}

func trimRight(out *bytes.Buffer) {
	b := out.Bytes()
	out.Truncate(len(bytes.TrimRight(b, " \t")))
}
