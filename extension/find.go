package extension

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// fence is a fenced code block that might be ours, as it stands in the tree.
type fence struct {
	node *ast.FencedCodeBlock
	// Offsets in the parsed bytes: of the first fence character, of the info
	// string and of its end.
	start, info, infoEnd int
	// off says that the fence stands after <!-- bibun:off -->.
	off bool
}

// mayHold reports whether some line could open a fence that is ours. It never
// says no wrongly, and costs a search for two words: most notes that it says
// no to are never parsed.
func mayHold(src []byte) bool {
	return opensFence(src, "diff") || opensFence(src, "bibun")
}

func opensFence(src []byte, word string) bool {
	w := []byte(word)
	for at := 0; ; {
		n := bytes.Index(src[at:], w)
		if n < 0 {
			return false
		}
		if _, ok := fenceBefore(src, at+n); ok {
			return true
		}
		at += n + len(w)
	}
}

// fenceBefore finds the run of at least three ` or ~ that stands before an info
// string, and where it starts. The Pos of a node isn't used for this: it is
// wrong for fences that a tab indents.
func fenceBefore(src []byte, info int) (start int, ok bool) {
	i := info
	for i > 0 && (src[i-1] == ' ' || src[i-1] == '\t') {
		i--
	}
	if i == 0 || src[i-1] != '`' && src[i-1] != '~' {
		return 0, false
	}
	c, end := src[i-1], i
	for i > 0 && src[i-1] == c {
		i--
	}
	return i, end-i >= 3
}

// findFences collects the fences that rule 1 lets through, in the order of the
// note, without changing the tree. Solutions that an earlier pass over the
// same tree has put there are collected too.
func findFences(doc ast.Node, src []byte) (fences []fence, solved []*SolutionNode) {
	off := false
	var walk func(parent ast.Node)
	walk = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil && n.Type() != ast.TypeInline; n = n.NextSibling() {
			switch n := n.(type) {
			case *SolutionNode:
				solved = append(solved, n)
			case *ast.HTMLBlock:
				off = switched(n, src, off)
			case *ast.FencedCodeBlock:
				if f, ok := asFence(n, src); ok {
					f.off = off
					fences = append(fences, f)
				}
			default:
				walk(n)
			}
		}
	}
	walk(doc)
	return fences, solved
}

// asFence is rule 1: the first word of the info string is exactly diff or bibun.
func asFence(n *ast.FencedCodeBlock, src []byte) (fence, bool) {
	if n.Info == nil {
		return fence{}, false
	}
	f := fence{node: n, info: n.Info.Segment.Start, infoEnd: n.Info.Segment.Stop}
	if f.info < 0 || f.info >= f.infoEnd || f.infoEnd > len(src) {
		return fence{}, false
	}
	switch firstWord(src[f.info:f.infoEnd]) {
	case "diff", "bibun":
	default:
		return fence{}, false
	}
	var ok bool
	f.start, ok = fenceBefore(src, f.info)
	return f, ok
}

// switched follows the comments bibun:off and bibun:on through an HTML block.
func switched(n *ast.HTMLBlock, src []byte, off bool) bool {
	scan := func(line []byte) {
		for {
			i := bytes.Index(line, []byte("<!--"))
			if i < 0 {
				return
			}
			line = line[i+4:]
			j := bytes.Index(line, []byte("-->"))
			if j < 0 {
				return
			}
			switch string(bytes.TrimSpace(line[:j])) {
			case "bibun:off":
				off = true
			case "bibun:on":
				off = false
			}
			line = line[j+3:]
		}
	}
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		scan(src[seg.Start:seg.Stop])
	}
	if n.HasClosure() {
		scan(src[n.ClosureLine.Start:n.ClosureLine.Stop])
	}
	return off
}
