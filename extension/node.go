package extension

import "github.com/yuin/goldmark/ast"

// KindSolution is the kind of a [SolutionNode].
var KindSolution = ast.NewNodeKind("BibunSolution")

// SolutionNode stands in goldmark's tree in the place of a solved block.
type SolutionNode struct {
	ast.BaseBlock
	// Block is the block that was solved.
	Block *Block
}

// Kind implements ast.Node.
func (n *SolutionNode) Kind() ast.NodeKind { return KindSolution }

// IsRaw implements ast.Node: no inlines are parsed in a solution.
func (n *SolutionNode) IsRaw() bool { return true }

// Dump implements ast.Node.
func (n *SolutionNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Info": n.Block.Info}, nil)
}
