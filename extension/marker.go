package extension

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
)

// Solutions that are written into the note itself stand between two markers, on
// lines of their own in the container of their block:
//
//	<!-- bibun:begin sha256=0123456789abcdef -->
//	…
//	<!-- bibun:end -->
//
// In MDX, which has no HTML comments, the comment is {/* … */}. The syntax is
// frozen: notes out there hold it. The number is the beginning of the SHA-256 of
// what stands between, as regionHash reads it; a reader takes any length of it
// from 16 digits on, which no one meets by chance.
var (
	beginMarker = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:<!-- bibun:begin sha256=([0-9a-f]{16,64}) -->|\{/\* bibun:begin sha256=([0-9a-f]{16,64}) \*/\})$`)
	})
	endMarker = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:<!-- bibun:end -->|\{/\* bibun:end \*/\})$`)
	})
	// anyMarker also knows markers that are misspelt.
	anyMarker = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:<!--|\{/\*)[ \t]*bibun:(?:begin|end)\b`)
	})
)

// hashDigits is how much of the hash is written.
const hashDigits = 16

func beginLine(hash string, mdx bool) string {
	return comment("bibun:begin sha256="+hash, mdx)
}

func endLine(mdx bool) string { return comment("bibun:end", mdx) }

func comment(text string, mdx bool) string {
	if mdx {
		return "{/* " + text + " */}"
	}
	return "<!-- " + text + " -->"
}

// regionHash is the hash of the lines between markers, each ending in LF. The
// prefixes of quotes and lists, white space around lines, line endings and blank
// lines don't count: formatters and git change those.
func regionHash(lines []string) string {
	var text strings.Builder
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			text.WriteString(l + "\n")
		}
	}
	sum := sha256.Sum256([]byte(text.String()))
	return hex.EncodeToString(sum[:])
}

// region is what stands between markers, below a fence.
type region struct {
	start, end int // from the start of the first marker's line to the end of the last's, without its line ending
	marker     int // where the first marker itself starts
	hash       string
	lines      []string // between the markers, without prefixes
	// fault is the code of what is wrong, and faultAt where; "" where nothing is.
	fault   string
	faultAt int
}

// tight reports whether the solution was written into a tight list. The list may
// be loose now, by a blank line within the solution.
func (r *region) tight() bool { return len(r.lines) > 0 && r.lines[0] != "" }

// edited reports whether the region isn't as bibun wrote it.
func (r *region) edited() bool { return !strings.HasPrefix(regionHash(r.lines), r.hash) }

// regionAfter finds the region of a fence that was closed: in the same containers,
// with nothing but blank lines between.
func regionAfter(src []byte, f fence, c closer) (r region, ok bool) {
	chain := containersOf(f.node)
	for at := nextLine(src, c.end); at < len(src); at = nextLine(src, at) {
		text, place, inside := contentOf(src, at, chain)
		switch {
		case !inside:
			return r, false
		case text == "":
			continue
		case !anyMarker().MatchString(text):
			return r, false
		}
		r = region{start: at, end: lineEnd(src, at), marker: place}
		m := beginMarker().FindStringSubmatch(text)
		switch {
		case m != nil:
			r.hash = m[1] + m[2]
			r.close(src, chain)
		case endMarker().MatchString(text):
			r.wrong(CodeOrphanMarker, place)
		default: // misspelt
			r.wrong(CodeOrphanMarker, place)
			r.close(src, chain)
		}
		return r, true
	}
	return r, false
}

// wrong notes the first fault of a region.
func (r *region) wrong(code string, at int) {
	if r.fault == "" {
		r.fault, r.faultAt = code, at
	}
}

// close finds the end of a region.
func (r *region) close(src []byte, chain []container) {
	for at := nextLine(src, r.end); at < len(src); at = nextLine(src, at) {
		text, place, inside := contentOf(src, at, chain)
		switch {
		case !inside:
			r.wrong(CodeOrphanMarker, r.marker)
			return
		case endMarker().MatchString(text):
			r.end = lineEnd(src, at)
			return
		case beginMarker().MatchString(text):
			r.wrong(CodeDoubledMarker, place)
			r.end = lineEnd(src, at)
		case anyMarker().MatchString(text): // misspelt
			r.wrong(CodeOrphanMarker, place)
			r.end = lineEnd(src, at)
		}
		r.lines = append(r.lines, text)
	}
	r.wrong(CodeOrphanMarker, r.marker)
}

// nextLine is the start of the line after the one that at is in.
func nextLine(src []byte, at int) int {
	i := bytes.IndexByte(src[at:], '\n')
	if i < 0 {
		return len(src)
	}
	return at + i + 1
}

// contentOf is a line without the prefixes of its containers and without white
// space around it, and where that starts. It is not inside where the line belongs
// to fewer containers.
func contentOf(src []byte, at int, chain []container) (text string, place int, inside bool) {
	c := cursor{line: src[at:lineEnd(src, at)]}
	if c.follow(chain) < len(chain) {
		return "", at, false
	}
	rest := c.line[c.at:]
	trimmed := bytes.TrimLeft(rest, " \t")
	return string(bytes.TrimRight(trimmed, " \t\r")), at + c.at + len(rest) - len(trimmed), true
}

// mayMark reports whether a note could hold a marker.
func mayMark(src []byte) bool {
	return bytes.Contains(src, []byte("bibun:begin")) || bytes.Contains(src, []byte("bibun:end"))
}

// findMarkers finds the markers of a note, right and misspelt, outside code.
func findMarkers(doc ast.Node, src []byte) (at []int) {
	line := func(start, stop int) {
		text := src[start:stop]
		if trimmed := bytes.TrimLeft(text, " \t"); anyMarker().Match(trimmed) {
			at = append(at, start+len(text)-len(trimmed))
		}
	}
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			for i := range n.Lines().Len() {
				line(n.Lines().At(i).Start, n.Lines().At(i).Stop)
			}
		case *ast.Paragraph, *ast.TextBlock: // of MDX
			for i := range n.Lines().Len() {
				line(n.Lines().At(i).Start, n.Lines().At(i).Stop)
			}
		}
		return ast.WalkContinue, nil
	})
	return at
}
