package calculus

import "math/bits"

// Children returns the parts of e in the order in which it is read.
func Children(e Expr) []Expr { return children(e, nil) }

// IsPolynomial reports whether e holds nothing but numbers, symbols, their sums,
// products and whole powers. It costs nothing.
func IsPolynomial(e Expr) bool { return !e.meta().beyond }

// parts is room for the parts of most nodes.
type parts [4]Expr

// children is Children, in room where the node has no list of its parts. Room
// of the caller's that is an array needs no memory.
func children(e Expr, room []Expr) []Expr {
	switch e := e.(type) {
	case *Sum:
		return e.terms
	case *Prod:
		return e.factors
	case *Quo:
		return append(room, e.num, e.den)
	case *Pow:
		return append(room, e.base, e.exp)
	case *Call:
		return e.args
	case *Apply:
		return e.args
	case *Deriv:
		return append(append(room, e.of), e.wrt...)
	case *Differential:
		return append(room, e.of)
	case *Index:
		return e.subs
	case *Labelled:
		return append(room, e.expr)
	case *Delta:
		return append(room, e.i, e.j)
	case Ranged:
		return append(room, e.run().parts()...)
	case *Cases:
		for _, b := range e.branches {
			room = append(room, b.Value, b.Cond.Left, b.Cond.Right)
		}
		return room
	}
	return nil
}

// Equal reports whether a and b are the same expression up to the order of
// terms and factors. It is a comparison of form: x+x and 2x differ.
func Equal(a, b Expr) bool {
	if a == b {
		return true
	}
	if a.meta().hash != b.meta().hash {
		return false
	}
	switch a := a.(type) {
	case *Num:
		b, ok := b.(*Num)
		return ok && a.Cmp(b) == 0
	case *Const:
		b, ok := b.(*Const)
		return ok && a.name == b.name
	case *Sym:
		b, ok := b.(*Sym)
		return ok && a.name == b.name
	case *Sum:
		b, ok := b.(*Sum)
		return ok && sameMembers(a.terms, b.terms)
	case *Prod:
		b, ok := b.(*Prod)
		return ok && sameMembers(a.factors, b.factors)
	case *Call:
		b, ok := b.(*Call)
		return ok && a.fn == b.fn && sameList(a.args, b.args)
	case *Apply:
		b, ok := b.(*Apply)
		return ok && a.name == b.name && sameList(a.args, b.args)
	case *Index:
		b, ok := b.(*Index)
		return ok && a.base == b.base && sameList(a.subs, b.subs)
	case *Cases:
		b, ok := b.(*Cases)
		if !ok || len(a.branches) != len(b.branches) {
			return false
		}
		for i := range a.branches {
			if a.branches[i].Cond.Op != b.branches[i].Cond.Op {
				return false
			}
		}
		return sameList(Children(a), Children(b))
	case *Deriv:
		b, ok := b.(*Deriv)
		return ok && Equal(a.of, b.of) && sameList(a.wrt, b.wrt)
	case *Quo:
		b, ok := b.(*Quo)
		return ok && Equal(a.num, b.num) && Equal(a.den, b.den)
	case *Pow:
		b, ok := b.(*Pow)
		return ok && Equal(a.base, b.base) && Equal(a.exp, b.exp)
	case *Delta:
		b, ok := b.(*Delta)
		return ok && sameMembers([]Expr{a.i, a.j}, []Expr{b.i, b.j})
	case *Labelled:
		b, ok := b.(*Labelled)
		return ok && Equal(a.expr, b.expr) && Equal(a.label, b.label)
	case *Differential:
		b, ok := b.(*Differential)
		return ok && Equal(a.of, b.of)
	case *Sigma:
		b, ok := b.(*Sigma)
		return ok && sameList(a.parts(), b.parts())
	case *Product:
		b, ok := b.(*Product)
		return ok && sameList(a.parts(), b.parts())
	}
	return false
}

// Identical reports whether a and b are the same expression term for term, in
// the same order: whether they would be printed alike.
func Identical(a, b Expr) bool {
	if a == b {
		return true
	}
	if !Equal(a, b) {
		return false
	}
	var roomA, roomB parts
	ca, cb := children(a, roomA[:0]), children(b, roomB[:0])
	if len(ca) != len(cb) {
		return false
	}
	for i := range ca {
		if !Identical(ca[i], cb[i]) {
			return false
		}
	}
	return true
}

func sameList(a, b []Expr) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// sameMembers compares two lists as multisets. Members nearly always stand in
// the same order, so the search starts where the last one ended.
func sameMembers(a, b []Expr) bool {
	if len(a) != len(b) {
		return false
	}
	used := make([]uint64, (len(b)+63)/64)
	next := 0
search:
	for _, x := range a {
		for range b {
			i := next
			next = (next + 1) % len(b)
			if used[i/64]>>(i%64)&1 == 0 && Equal(x, b[i]) {
				used[i/64] |= 1 << (i % 64)
				continue search
			}
		}
		return false
	}
	n := 0
	for _, u := range used {
		n += bits.OnesCount64(u)
	}
	return n == len(b)
}

// DependsOn reports whether the symbol x occurs in e.
func DependsOn(e Expr, x Expr) bool {
	xm := x.meta()
	if e.meta().names&xm.names != xm.names {
		return false
	}
	if Equal(e, x) {
		return true
	}
	var room parts
	for _, c := range children(e, room[:0]) {
		if DependsOn(c, x) {
			return true
		}
	}
	return false
}
