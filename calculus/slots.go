package calculus

import "slices"

// slots finds the slots of nodes by a hash table. Its entries are small, as they are
// all over the memory of a long sum's table; what they lead to stands together.
type slots struct {
	table []entry // at most half full, its length a power of two
	known []known
}

// entry leads to what is known, counted from 1; 0 is an empty entry. The tag, most of
// the hash, spares a look at the node.
type entry struct {
	tag uint32
	at  int32
}

// known tells the slot of a node inside a frame.
type known struct {
	e        Expr
	in, slot int32
}

// newSlots returns slots with room for n nodes.
func newSlots(n int) slots {
	return slots{make([]entry, 2*n), make([]known, 0, n)}
}

// forget leaves nothing but the memory.
func (s *slots) forget() {
	clear(s.table)
	s.known = s.known[:0]
}

func tagOf(e Expr, in int32) uint32 { return uint32(e.meta().hash>>1) + 7*uint32(in) }

// find returns the slot of e inside the frame.
func (s *slots) find(e Expr, in int32) (slot int32, ok bool) {
	tag := tagOf(e, in)
	for i := tag; ; i++ {
		at := s.table[int(i)&(len(s.table)-1)]
		if at.at == 0 {
			return 0, false
		}
		if at.tag == tag {
			if k := &s.known[at.at-1]; k.in == in && (k.e == e || sameNode(k.e, e)) {
				return k.slot, true
			}
		}
	}
}

// keep notes the slot of e, which has none inside the frame so far.
func (s *slots) keep(e Expr, in, slot int32) {
	s.known = append(doubled(s.known), known{e, in, slot})
	if 2*len(s.known) > len(s.table) {
		old := s.table
		s.table = make([]entry, 4*len(old))
		for _, at := range old {
			if at.at != 0 {
				s.put(at)
			}
		}
	}
	s.put(entry{tagOf(e, in), int32(len(s.known))})
}

func (s *slots) put(new entry) {
	for i := new.tag; ; i++ {
		if at := &s.table[int(i)&(len(s.table)-1)]; at.at == 0 {
			*at = new
			return
		}
	}
}

// sameNode reports whether two nodes that were built apart are one node of the
// same parts: the square of a base is built anew by every derivation.
func sameNode(a, b Expr) bool {
	if a.meta().hash != b.meta().hash {
		return false
	}
	switch a := a.(type) {
	case *Num:
		b, ok := b.(*Num)
		return ok && a.Cmp(b) == 0
	case *Sym:
		b, ok := b.(*Sym)
		return ok && a.name == b.name
	case *Sum:
		b, ok := b.(*Sum)
		return ok && slices.Equal(a.terms, b.terms)
	case *Prod:
		b, ok := b.(*Prod)
		return ok && slices.Equal(a.factors, b.factors)
	case *Quo:
		b, ok := b.(*Quo)
		return ok && a.num == b.num && a.den == b.den
	case *Pow:
		b, ok := b.(*Pow)
		return ok && a.base == b.base && (a.exp == b.exp || sameNode(a.exp, b.exp))
	case *Call:
		b, ok := b.(*Call)
		return ok && a.fn == b.fn && slices.Equal(a.args, b.args)
	}
	return false
}
