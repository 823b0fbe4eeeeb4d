package calculus

import "slices"

// SymbolSet is a set of symbols in the order in which they were added. Its zero value
// is empty.
type SymbolSet struct {
	list  []*Sym
	table hashed // once they are more than a few
}

// fewSymbols is up to where a look at all of them is faster than a table.
const fewSymbols = 8

// SetOf returns the set of the symbols, in their order.
func SetOf(symbols []*Sym) *SymbolSet {
	var s SymbolSet
	for _, x := range symbols {
		s.Add(x)
	}
	return &s
}

// Symbols returns the symbols, which the caller must not change.
func (s *SymbolSet) Symbols() []*Sym { return s.list }

// Has reports whether x, or another symbol of its name, is in the set.
func (s *SymbolSet) Has(x *Sym) bool { return s.place(x) >= 0 }

// Add adds x, unless there is one of its name.
func (s *SymbolSet) Add(x *Sym) {
	if s.Has(x) {
		return
	}
	s.list = append(doubled(s.list), x)
	switch n := len(s.list); {
	case n == fewSymbols+1:
		for _, x := range s.list {
			s.table.add(x.m.hash)
		}
	case n > fewSymbols:
		s.table.add(x.m.hash)
	}
}

// clear leaves nothing, and room for so many.
func (s *SymbolSet) clear(room int) {
	clear(s.list)
	s.list = slices.Grow(s.list[:0], room)
	s.table.clear(room)
}

// place returns where x stands in the order, or −1.
func (s *SymbolSet) place(x *Sym) int {
	if len(s.list) <= fewSymbols {
		for i, y := range s.list {
			if y.name == x.name {
				return i
			}
		}
		return -1
	}
	for at, rest := s.table.first(x.m.hash); at >= 0; at, rest = s.table.next(x.m.hash, rest) {
		if s.list[at].name == x.name {
			return at
		}
	}
	return -1
}

// Symbols returns the symbols of e, each once, in the order in which they are
// read.
func Symbols(e Expr) []*Sym {
	var set SymbolSet
	var visited map[Expr]bool // what is so large that it may be shared all over
	var walk func(Expr)
	walk = func(e Expr) {
		if s, ok := e.(*Sym); ok {
			set.Add(s)
			return
		}
		var room parts
		children := children(e, room[:0])
		if len(children) > 1 && e.meta().size > 64 {
			if visited[e] {
				return
			}
			if visited == nil {
				visited = map[Expr]bool{}
			}
			visited[e] = true
		}
		for _, c := range children {
			walk(c)
		}
	}
	walk(e)
	return set.list
}
