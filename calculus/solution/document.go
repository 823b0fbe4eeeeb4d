package solution

// Document is a worked solution, ready for a host: paragraphs and displayed
// formulas in order. Mathematics is LaTeX without delimiters.
type Document struct {
	Blocks []Block
}

// formulas is the length of all formulas together.
func (d *Document) formulas() int {
	n := 0
	for _, b := range d.Blocks {
		n += len(b.Display)
		for _, i := range b.Paragraph {
			n += len(i.Math)
		}
	}
	return n
}

// Block is a paragraph, a display or a figure; exactly one field is set.
type Block struct {
	Paragraph []Inline
	// Display is the LaTeX of a displayed formula, usually an aligned
	// environment over several lines. No line is blank.
	Display string
	Figure  *Figure
}

// Inline is a stretch of plain text or an inline formula; exactly one field is
// set. Text is not escaped for any host.
type Inline struct {
	Text string
	Math string
}
