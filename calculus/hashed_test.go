package calculus

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestHashed compares the table with a map, with hashes that meet too, across clearing.
func TestHashed(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var table hashed
	for range 20 {
		table.clear(r.IntN(100))
		places := map[uint64][]int{}
		for place := range r.IntN(2000) {
			hash := r.Uint64() % 500 << r.IntN(40)
			table.add(hash)
			places[hash] = append(places[hash], place)
		}
		for range 3000 {
			hash := r.Uint64() % 600 << r.IntN(40)
			found := map[int]bool{}
			for at, rest := table.first(hash); at >= 0; at, rest = table.next(hash, rest) {
				if found[at] {
					t.Fatalf("%d is found twice", at)
				}
				found[at] = true
			}
			for _, place := range places[hash] {
				if !found[place] {
					t.Fatalf("place %d of %x is not found among %d", place, hash, table.n)
				}
			}
		}
	}
}

// TestSymbolSet compares the set with a map, as it grows beyond what it looks through.
func TestSymbolSet(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		var set SymbolSet
		places := map[string]int{}
		for range r.IntN(60) {
			x := Symbol(fmt.Sprint("x_", r.IntN(40)))
			if _, have := places[x.Name()]; !have {
				places[x.Name()] = len(places)
			}
			set.Add(x)
			if len(set.Symbols()) != len(places) {
				t.Fatalf("%d symbols of %d names", len(set.Symbols()), len(places))
			}
		}
		for i := range 50 {
			x := Symbol(fmt.Sprint("x_", i))
			place, have := places[x.Name()]
			if set.Has(x) != have || have && (set.place(x) != place || set.Symbols()[place].Name() != x.Name()) {
				t.Fatalf("%s is at %d, want %d, %t", x, set.place(x), place, have)
			}
		}
	}
}
