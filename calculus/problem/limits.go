package problem

import "cmp"

// Limits bound what a block may hold, so that no text takes long or fills the
// memory. They are counts, the same on every machine. A field that is zero means
// its default.
type Limits struct {
	// Bytes is the length of the text. Defaults to 64 KiB, far above what anyone
	// types between two fences: 20 printed pages.
	Bytes int
	// Tokens is the length of one expression in numbers, names and signs.
	// Defaults to 20,000, a sum of several thousand terms.
	Tokens int
	// Depth is how deep brackets may be nested, and expressions in the end.
	// Defaults to 1,000, deeper than any formula that can be read, and shallow
	// enough for every stack on the way to the page.
	Depth int
	// Nodes is what the block's sums may be written out to. Defaults to 200,000.
	Nodes int
	// Requests is how much may be asked, as "partial" of a function of many
	// variables does. Defaults to 1,000.
	Requests int
	// Bits is the length of a number, and of what powers of numbers are written out to;
	// a longer power stays one. Defaults to 32,768.
	Bits int
}

// digits is how many digits a number may have that is of so many bits.
func (l Limits) digits() int { return l.Bits * 3 / 10 }

func (l Limits) withDefaults() Limits {
	return Limits{
		Bytes:    cmp.Or(l.Bytes, 64<<10),
		Tokens:   cmp.Or(l.Tokens, 20_000),
		Depth:    cmp.Or(l.Depth, 1000),
		Nodes:    cmp.Or(l.Nodes, 200_000),
		Requests: cmp.Or(l.Requests, 1000),
		Bits:     cmp.Or(l.Bits, 32_768),
	}
}
