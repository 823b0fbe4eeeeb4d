package calculus

// hashed finds the places of things in a list by their hashes. What is found has the
// hash, as good as certainly, and need not be the same: the caller looks at it. The
// entries are small, as they lie all over the memory of a long sum's table; what they
// lead to stands together.
type hashed struct {
	table []entry // at most two thirds full, its length a power of two
	n     int
}

// entry leads to a place in the list, counted from 1; 0 is an empty entry. The tag,
// most of the hash, spares a look at what stands there.
type entry struct {
	tag, at uint32
}

// hashedFor returns an empty table with room for n things.
func hashedFor(n int) hashed {
	var h hashed
	h.clear(n)
	return h
}

// clear leaves nothing, and room for n things.
func (h *hashed) clear(n int) {
	size := 8
	for 2*size < 3*n {
		size *= 2
	}
	h.n = 0
	if cap(h.table) < size {
		h.table = make([]entry, size)
		return
	}
	h.table = h.table[:size]
	clear(h.table)
}

func tagOf(hash uint64) uint32 { return uint32(hash >> 1) }

// first returns the first place that the hash leads to, or −1, and where next goes on
// from.
func (h *hashed) first(hash uint64) (at int, rest uint32) {
	if len(h.table) == 0 {
		return -1, 0
	}
	return h.next(hash, tagOf(hash))
}

func (h *hashed) next(hash uint64, rest uint32) (at int, after uint32) {
	for ; ; rest++ {
		if e := h.table[int(rest)&(len(h.table)-1)]; e.at == 0 || e.tag == tagOf(hash) {
			return int(e.at) - 1, rest + 1
		}
	}
}

// add notes the hash of what is appended to the list.
func (h *hashed) add(hash uint64) {
	if h.n++; 3*h.n > 2*len(h.table) {
		old := h.table
		h.table = make([]entry, max(2*len(old), 16))
		for _, e := range old {
			if e.at != 0 {
				h.put(e)
			}
		}
	}
	h.put(entry{tagOf(hash), uint32(h.n)})
}

func (h *hashed) put(new entry) {
	for i := new.tag; ; i++ {
		if e := &h.table[int(i)&(len(h.table)-1)]; e.at == 0 {
			*e = new
			return
		}
	}
}
