package calculus

import "slices"

// reading is what the simplifier made of an expression, and the brackets that
// it marked meanwhile.
type reading struct {
	polynomial
	marks   []uint64
	effects bool // it did more than that
	// direction is that of the polynomial as a bracket, once it was asked for.
	direction uint64
}

// remembered reads e, once.
func (s *simplifier) remembered(e Expr) *reading {
	if r := s.memo.find(e); r != nil {
		s.marks = append(s.marks, r.marks...)
		if r.effects {
			s.effects++
		}
		return r
	}
	r := s.shared(e)
	s.memo.keep(e, r)
	return r
}

// memo is what was read.
type memo struct {
	table hashed // once they are more than a few
	list  []remembrance
}

type remembrance struct {
	of Expr
	r  *reading
}

// fewReadings is up to where a look at all of them is faster than a table.
const fewReadings = 8

// find returns what was made of e, or nil.
func (m *memo) find(e Expr) *reading {
	if len(m.list) <= fewReadings {
		for i := range m.list {
			if m.list[i].of == e {
				return m.list[i].r
			}
		}
		return nil
	}
	hash := e.meta().hash
	for at, rest := m.table.first(hash); at >= 0; at, rest = m.table.next(hash, rest) {
		if k := &m.list[at]; k.of == e {
			return k.r
		}
	}
	return nil
}

// expect makes room for so many readings.
func (m *memo) expect(n int) {
	if n > fewReadings {
		m.list = slices.Grow(m.list, n)
		m.table.clear(n)
	}
}

func (m *memo) keep(e Expr, r *reading) {
	if m.list == nil {
		m.list = make([]remembrance, 0, fewReadings)
	}
	m.list = append(doubled(m.list), remembrance{e, r})
	switch n := len(m.list); {
	case n == fewReadings+1:
		for _, k := range m.list {
			m.table.add(k.of.meta().hash)
		}
	case n > fewReadings:
		m.table.add(e.meta().hash)
	}
}

// shared reads e. A bracket of symbols, and a power of one that stands as it was
// written, which is most of what a product or a sum leaves constant, is read once
// for all derivatives of a block.
func (s *simplifier) shared(e Expr) *reading {
	base := e
	if p, ok := e.(*Pow); ok {
		base = p.base
	}
	_, bracket := base.(*Sum)
	bracket = bracket && s.independent(e)
	if bracket {
		if r, ok := s.set.read[e]; ok {
			for _, m := range r.marks {
				s.mark(m)
			}
			return r
		}
	}
	marks, effects := len(s.marks), s.effects
	r := &reading{polynomial: s.read(e)}
	r.effects = s.effects != effects
	if len(s.marks) > marks {
		// Once each: what is read again is marked again, and twice as many marks on
		// each floor would be too many.
		r.marks = slices.Clone(s.marks[marks:])
		slices.Sort(r.marks)
		r.marks = slices.Compact(r.marks)
		s.marks = append(s.marks[:marks], r.marks...)
	}
	if bracket && !r.effects && s.budget >= 0 && (base == e && r.plain() || r.polynomial.is(base)) {
		if s.set.read == nil {
			s.set.read = map[Expr]*reading{}
		}
		s.set.read[e] = r
	}
	return r
}

// is reports whether p is a power of base.
func (p polynomial) is(base Expr) bool {
	return len(p) == 1 && p[0].coef.is(1) && len(p[0].factors) == 1 && p[0].factors[0].base == base
}

// independent reports whether e means the same to the derivatives by all
// variables but its own.
func (s *simplifier) independent(e Expr) bool {
	x, ok := s.main.(*Sym)
	return ok && !s.foldLogs && !s.totals && !e.meta().open && e.meta().names&x.m.names == 0 && !s.names.within(e)
}

// mark notes that a bracket stands as it was written.
func (s *simplifier) mark(hash uint64) {
	s.marks = append(s.marks, hash)
	if s.authored == nil {
		s.authored = map[uint64]bool{}
	}
	s.authored[hash] = true
}
