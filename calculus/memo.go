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

// memo is what was read. Most simplifications read a few expressions only,
// which need no table.
type memo struct {
	few  [8]remembrance
	n    int
	many []remembrance // a hash table, at most half full, its length a power of two
}

type remembrance struct {
	of Expr
	r  *reading
}

// find returns what was made of e, or nil.
func (m *memo) find(e Expr) *reading {
	if m.many == nil {
		for i := range m.few[:m.n] {
			if m.few[i].of == e {
				return m.few[i].r
			}
		}
		return nil
	}
	return m.place(e).r
}

func (m *memo) keep(e Expr, r *reading) {
	if m.n++; m.n <= len(m.few) {
		m.few[m.n-1] = remembrance{e, r}
		return
	}
	if 2*m.n > len(m.many) {
		old := m.many
		if old == nil {
			old = m.few[:]
		}
		m.many = make([]remembrance, 4*len(old))
		for _, o := range old {
			if o.of != nil {
				*m.place(o.of) = o
			}
		}
	}
	*m.place(e) = remembrance{e, r}
}

// place returns where e stands in the table, or would.
func (m *memo) place(e Expr) *remembrance {
	for i := e.meta().hash >> 1; ; i++ {
		if p := &m.many[int(i)&(len(m.many)-1)]; p.of == e || p.of == nil {
			return p
		}
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
