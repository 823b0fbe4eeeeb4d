package markdown

import (
	"github.com/yuin/goldmark/parser"
)

// What a note may ask for beyond its own length. These are counts, the same on every
// machine.
const (
	// MaxEmptyCells is how many cells the tables of a note fill up, for rows that
	// are shorter than the first. A row of one byte can ask for thousands: a note of
	// 100 KB for some 10⁸. No table that is meant to be read comes near.
	MaxEmptyCells = 100_000
	// MaxRepeated is how many bytes of addresses and titles references to one
	// definition and another may set in, or the length of the note if that is more;
	// cmark has the same bound. A note of 100 KB could ask for 10⁹.
	MaxRepeated = 100_000
	// MaxMarks is how many stretches of emphasis, code, links and the like are read in
	// a note, which its tree takes some 500 bytes each for.
	MaxMarks = 500_000
	// MaxNested is how many stretches of emphasis may stand within each other; what
	// is deeper is text. It is the depth of quotes and lists, too, and keeps
	// everything that walks over the tree within its stack.
	MaxNested = 100
)

// Excess is a place from which on a note asks for too much, and is shown as the text
// that it is.
type Excess struct {
	At   int // offset in the body
	Kind ExcessKind
}

// ExcessKind says of what there is too much.
type ExcessKind int

// The kinds of excess.
const (
	EmptyCells ExcessKind = iota + 1
	RepeatedAddresses
	Marks
)

// Context is goldmark's context of one note, which counts what the note asks for.
type Context struct {
	parser.Context
	ids      parser.IDs
	length   int // of the note
	at       int // where references are looked up
	repeated int
	cells    int
	marks    int
	told     map[ExcessKind]bool
	excesses []Excess
}

// NewContext returns a context for a note of that many bytes over pc, with names for
// headings from ids.
func NewContext(pc parser.Context, ids parser.IDs, length int) *Context {
	c := &Context{Context: pc, ids: ids, length: length, told: map[ExcessKind]bool{}}
	pc.Set(contextKey, c)
	return c
}

var contextKey = parser.NewContextKey()

// contextOf returns the context that goldmark was given.
func contextOf(pc parser.Context) *Context { return pc.Get(contextKey).(*Context) }

// Excesses are the places that were found, one of a kind.
func (c *Context) Excesses() []Excess { return c.excesses }

// exceed notes the first place of a kind.
func (c *Context) exceed(kind ExcessKind, at int) {
	if !c.told[kind] {
		c.told[kind] = true
		c.excesses = append(c.excesses, Excess{at, kind})
	}
}

// IDs implements [parser.Context].
func (c *Context) IDs() parser.IDs { return c.ids }

// Reference implements [parser.Context]. There is no reference that would repeat too
// much.
func (c *Context) Reference(label string) (parser.Reference, bool) {
	ref, ok := c.Context.Reference(label)
	if !ok {
		return nil, false
	}
	if c.repeated += len(ref.Destination()) + len(ref.Title()); c.repeated > max(MaxRepeated, c.length) {
		c.exceed(RepeatedAddresses, c.at)
		return nil, false
	}
	return ref, true
}
