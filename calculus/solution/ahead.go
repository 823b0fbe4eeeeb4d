package solution

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// worthwhile is how large the functions of a block, counted once for each derivative
// wanted, have to be for the derivatives to be worked out by all processors at once. It
// takes a processor about a millisecond.
const worthwhile = 2000

// first is a first derivative that the block needs.
type first struct {
	function *problem.Definition
	by       *calculus.Sym
	partial  bool
}

// key tells first derivatives apart. Symbols of one name are different pointers.
type key struct {
	function *problem.Definition
	by       string
	partial  bool
}

func (f first) key() key { return key{f.function, f.by.Name(), f.partial} }

// derived is what became of one.
type derived struct {
	chain *calculus.Chain
	err   error
}

// ahead works out the first derivatives that the requests will ask for at once, on all
// processors, where the functions are large, and prints them. Each is the work of one
// goroutine, so that it comes out as it would alone.
func (s *solver) ahead(ctx context.Context) {
	list, size := s.needed()
	workers := min(runtime.GOMAXPROCS(0), len(list))
	if workers < 2 || size < worthwhile {
		return
	}
	results := make([]derived, len(list))
	answers := make([]string, len(list)) // printed
	ends := make([][]int, len(list))     // of their terms
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		own := map[*problem.Definition]*calculus.Setting{}
		for _, f := range list {
			if own[f.function] == nil {
				own[f.function] = s.setting(f.function).Apart()
			}
		}
		group.Go(func() {
			var buf []byte
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				f := list[i]
				c, err := s.differentiate(ctx, own[f.function], f)
				results[i] = derived{c, err}
				if err != nil {
					continue
				}
				if sum, ok := c.Answer().(*calculus.Sum); ok {
					buf, ends[i], err = s.print.AppendTerms(buf[:0], make([]int, 0, len(sum.Terms())), sum)
				} else {
					buf, err = s.print.Append(buf[:0], c.Answer())
				}
				if err == nil {
					answers[i] = string(buf)
				}
			}
		})
	}
	group.Wait()
	s.ends = map[*calculus.Sum][]int{}
	for i, f := range list {
		s.firsts[f.key()] = results[i]
		if answers[i] == "" {
			continue
		}
		answer := results[i].chain.Answer()
		s.printed[answer] = answers[i]
		if sum, ok := answer.(*calculus.Sum); ok {
			s.ends[sum] = ends[i]
		}
	}
}

// needed lists the first derivatives that the requests ask for in any case, each once,
// with the sizes of their functions added up.
func (s *solver) needed() (list []first, size int) {
	seen := map[key]bool{}
	add := func(f first) {
		if body, ok := s.bodies[f.function]; ok && !seen[f.key()] {
			seen[f.key()] = true
			list = append(list, f)
			size += calculus.Size(body)
		}
	}
	for _, r := range s.problem.Requests {
		if r.Function == nil || r.Function.Equation != nil || len(r.Families) > 0 {
			continue
		}
		switch r.Kind {
		case problem.Partial, problem.Ordinary:
			add(first{r.Function, r.Wrt[0], r.Kind == problem.Partial})
		case problem.Gradient, problem.Hessian:
			for _, x := range r.Wrt {
				add(first{r.Function, x, s.partial(r.Function)})
			}
		}
	}
	return list, size
}
