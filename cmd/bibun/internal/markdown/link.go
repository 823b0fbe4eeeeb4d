package markdown

import (
	"sort"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// links reads links and pictures. goldmark looks for the end of a destination as far
// as the line goes; the specification ends it at a < within angle brackets, and lets a
// reader bound how deep brackets are nested.
type links struct {
	parser.InlineParser
	parser.CloseBlocker
}

func newLinks() links {
	p := parser.NewLinkParser()
	return links{p, p.(parser.CloseBlocker)}
}

// maxBrackets is how deep brackets may be nested in a destination, as in cmark.
const maxBrackets = 32

// openLabels are the labels of a block that are open. For each that is closed goldmark
// looks through all that stands in it.
type openLabels struct {
	block ast.Node
	read  int // by goldmark, [MaxNested] at most
	text  int // within those
}

var labelsKey = parser.NewContextKey()

// Parse implements [parser.InlineParser].
func (l links) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	open, _ := pc.Get(labelsKey).(*openLabels)
	if open == nil || open.block != parent {
		open = &openLabels{block: parent}
		pc.Set(labelsKey, open)
	}
	asText := func() ast.Node {
		block.Advance(1)
		return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
	}
	switch opens := line[0] == '[' || line[0] == '!' && len(line) > 1 && line[1] == '['; {
	case opens && open.read == MaxNested:
		if line[0] == '[' {
			open.text++
		}
		return asText()
	case line[0] != ']':
		if opens {
			open.read++
		}
		return l.InlineParser.Parse(parent, block, pc)
	case open.text > 0:
		open.text--
		return asText()
	}
	open.read = max(0, open.read-1)
	contextOf(pc).at = segment.Start
	r := labels{Reader: block, lines: parent.Lines()}
	r.noDestination = len(line) > 1 && line[1] == '(' && !destinationEnds(block)
	return l.InlineParser.Parse(parent, r, pc)
}

// labels is a reader that returns labels in a time that grows with their length, where
// goldmark's looks at every line below them.
type labels struct {
	text.Reader
	lines *text.Segments // of the block
	// noDestination says that the ( behind a label opens no destination.
	noDestination bool
}

// Peek implements [text.Reader].
func (r labels) Peek() byte {
	if r.noDestination {
		return text.EOF
	}
	return r.Reader.Peek()
}

// Value implements [text.Reader].
func (r labels) Value(s text.Segment) []byte {
	var value []byte
	n := r.lines.Len()
	for i := sort.Search(n, func(i int) bool { return r.lines.At(i).Stop > s.Start }); i < n; i++ {
		line := r.lines.At(i)
		from, to := max(line.Start, s.Start), min(line.Stop, s.Stop)
		if from >= to {
			break
		}
		if from == s.Start && to == s.Stop {
			return r.Source()[from:to]
		}
		value = append(value, r.Source()[from:to]...)
	}
	return value
}

// destinationEnds reports whether what follows ]( may be the destination of a link.
func destinationEnds(block text.Reader) bool {
	row, at := block.Position()
	defer block.SetPosition(row, at)
	block.Advance(2)
	block.SkipSpaces()
	line, _ := block.PeekLine()
	angle := len(line) > 0 && line[0] == '<'
	if angle {
		line = line[1:]
	}
	depth := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && i+1 < len(line) && util.IsPunct(line[i+1]):
			i++
		case angle && c == '>':
			return true
		case angle && c == '<':
			return false
		case angle:
		case c == '(':
			if depth++; depth > maxBrackets {
				return false
			}
		case c == ')':
			if depth--; depth < 0 {
				return true
			}
		case util.IsSpace(c):
			return true
		}
	}
	return !angle
}
