package extension

import (
	"bytes"
	"slices"

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
	var switches []toggle
	var walk func(parent ast.Node)
	walk = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil && n.Type() != ast.TypeInline; n = n.NextSibling() {
			switch n := n.(type) {
			case *SolutionNode:
				solved = append(solved, n)
			case *ast.HTMLBlock:
				switches = append(switches, toggles(n, src)...)
			case *ast.FencedCodeBlock:
				if f, ok := asFence(n, src); ok {
					fences = append(fences, f)
				}
			default:
				walk(n)
			}
		}
	}
	walk(doc)
	// Footnotes stand together in the tree, wherever they stand in the note.
	slices.SortFunc(fences, func(a, b fence) int { return a.start - b.start })
	slices.SortFunc(switches, func(a, b toggle) int { return a.at - b.at })
	off := false
	for i := range fences {
		for ; len(switches) > 0 && switches[0].at < fences[i].start; switches = switches[1:] {
			off = switches[0].off
		}
		fences[i].off = off
	}
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

// toggle is a comment bibun:off or bibun:on.
type toggle struct {
	at  int
	off bool
}

// toggles are the toggles of an HTML block.
func toggles(n *ast.HTMLBlock, src []byte) (found []toggle) {
	scan := func(start, stop int) {
		for {
			i := bytes.Index(src[start:stop], []byte("<!--"))
			if i < 0 {
				return
			}
			start += i + 4
			j := bytes.Index(src[start:stop], []byte("-->"))
			if j < 0 {
				return
			}
			switch string(bytes.TrimSpace(src[start : start+j])) {
			case "bibun:off":
				found = append(found, toggle{start, true})
			case "bibun:on":
				found = append(found, toggle{start, false})
			}
			start += j + 3
		}
	}
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		scan(seg.Start, seg.Stop)
	}
	if n.HasClosure() {
		scan(n.ClosureLine.Start, n.ClosureLine.Stop)
	}
	return found
}
