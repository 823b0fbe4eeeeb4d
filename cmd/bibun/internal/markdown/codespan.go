package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// codeSpans reads code spans. goldmark looks through all of a block for the run of
// backticks that closes each; here those that nothing closes are known beforehand.
type codeSpans struct{ parser.InlineParser }

// backticks are the runs of backticks in a block.
type backticks struct {
	block ast.Node
	last  map[int]int // by length, where the last run starts
}

var backticksKey = parser.NewContextKey()

// Parse implements [parser.InlineParser].
func (s codeSpans) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	run := runOf(line)
	known, _ := pc.Get(backticksKey).(*backticks)
	if known == nil || known.block != parent {
		known = &backticks{parent, lastRuns(block)}
		pc.Set(backticksKey, known)
	}
	if last, ok := known.last[run]; !ok || last <= segment.Start {
		block.Advance(run)
		return ast.NewTextSegment(segment.WithStop(segment.Start + run))
	}
	return s.InlineParser.Parse(parent, block, pc)
}

// runOf is how many backticks a line starts with.
func runOf(line []byte) (n int) {
	for n < len(line) && line[n] == '`' {
		n++
	}
	return n
}

// lastRuns finds the last runs of each length from here on.
func lastRuns(block text.Reader) map[int]int {
	row, at := block.Position()
	defer block.SetPosition(row, at)
	last := map[int]int{}
	for line, segment := block.PeekLine(); line != nil; line, segment = block.PeekLine() {
		for i := 0; i < len(line); i++ {
			if n := runOf(line[i:]); n > 0 {
				last[n] = segment.Start - segment.Padding + i
				i += n
			}
		}
		block.AdvanceLine()
	}
	return last
}
