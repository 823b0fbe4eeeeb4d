package calculus

import (
	"math"
	"strconv"
)

// member returns the name of the symbol that an index node stands for, now
// that its subscripts have values.
func (ev *evaluator) member(x *Index) string {
	name := x.base
	for _, s := range x.subs {
		i := ev.eval(s).a0.v
		name += "_" + strconv.Itoa(int(math.Round(i)))
	}
	return name
}

// indexed evaluates a member of a family: as its own variable, or by the
// family's definition.
func (ev *evaluator) indexed(x *Index) jet {
	f, defined := ev.families[x.base]
	if !defined || len(x.subs) != 1 {
		return ev.symbol(ev.member(x))
	}
	name := ev.member(x)
	for i := len(ev.seeds) - 1; i >= 0; i-- {
		if ev.seeds[i].name == name {
			return ev.seeds[i].value.widen(ev.order)
		}
	}
	i := ev.eval(x.subs[0])
	n := len(ev.seeds)
	ev.push(seed{name: f.Index.name, value: constant(i.a0.v, 0)})
	v := ev.eval(f.Body)
	ev.pop(n)
	return v
}

// over joins the values of the body for all values of the index to z.
func (ev *evaluator) over(r *running, z jet, join func(a, b jet) jet) jet {
	from, to := ev.eval(r.from).a0.v, ev.eval(r.to).a0.v
	if !(to-from < 1000) {
		return ev.nan()
	}
	without := map[float64]bool{}
	for _, e := range r.except {
		without[ev.eval(e).a0.v] = true
	}
	n := len(ev.seeds)
	for i := from; i <= to; i++ {
		if without[i] {
			continue
		}
		ev.pop(n)
		ev.push(seed{name: r.index.name, value: constant(i, 0)})
		z = join(z, ev.eval(r.body))
	}
	ev.pop(n)
	return z
}
