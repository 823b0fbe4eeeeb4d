package calculus

import "slices"

// slots finds the slots of nodes.
type slots struct {
	table hashed
	known []known
}

// known tells the slot of a node inside a frame.
type known struct {
	e        Expr
	in, slot int32
}

// clear leaves nothing, and room for n nodes.
func (s *slots) clear(n int) {
	s.table.clear(n)
	s.known = slices.Grow(s.known[:0], n)
}

func slotHash(e Expr, in int32) uint64 { return e.meta().hash + 14*uint64(in) }

// find returns the slot of e inside the frame.
func (s *slots) find(e Expr, in int32) (slot int32, ok bool) {
	hash := slotHash(e, in)
	for at, rest := s.table.first(hash); at >= 0; at, rest = s.table.next(hash, rest) {
		if k := &s.known[at]; k.in == in && (k.e == e || sameNode(k.e, e)) {
			return k.slot, true
		}
	}
	return 0, false
}

// keep notes the slot of e, which has none inside the frame so far.
func (s *slots) keep(e Expr, in, slot int32) {
	s.known = append(doubled(s.known), known{e, in, slot})
	s.table.add(slotHash(e, in))
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
