package solution

import (
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus"
	"github.com/bibun-md/bibun/calculus/problem"
)

// exercise is a block of the differential test and what is known of it without
// reading it.
type exercise struct {
	text string
	name string // of the function that is asked about
	vars []string
	// formula is the function with all names put in, and defs are the
	// definitions of the block in canonical form.
	formula *formula
	defs    map[string]definitionText
}

type definitionText struct {
	Args []string `json:"args"`
	Body string   `json:"body"`
}

// newExercise writes the block with the number n.
func newExercise(seed, n uint64) *exercise {
	g := newGenerator(seed, n)
	if g.IntN(12) == 0 {
		return g.network()
	}
	f := g.function()
	if len(g.vars) >= manyVariables {
		f = g.withAll(f)
	}
	vars := g.used(f)
	if len(vars) == 0 {
		f = plus(f, g.variable())
		vars = g.used(f)
	}
	s := g.spelling()
	e := &exercise{name: []string{"f", "g", "h", "L", "F"}[g.IntN(5)], vars: vars, formula: f}
	d := definitionText{Args: []string{}, Body: f.canonical()}
	head := e.name
	if s.declared {
		args := make([]string, len(vars))
		for i, v := range vars {
			args[i] = strings.TrimSpace(s.name(v))
		}
		d.Args = vars
		head += "(" + strings.Join(args, ", ") + ")"
	}
	e.defs = map[string]definitionText{e.name: d}
	e.text = head + " = " + s.write(f, looseSum) + "\n" + g.requests(s, e)
	return e
}

func (g *generator) spelling() *spelling {
	s := &spelling{Rand: g.Rand, declared: g.IntN(4) > 0}
	s.latex = g.IntN(3) == 0
	s.implicit = g.IntN(2) == 0
	s.unicode = g.IntN(3) == 0
	return s
}

// network writes a block in which a loss rests on named intermediates.
func (g *generator) network() *exercise {
	s := &spelling{Rand: g.Rand, implicit: g.IntN(2) == 0}
	z := plus(times(atom("w"), atom("x")), atom("b"))
	if g.IntN(3) == 0 {
		z = plus(times(atom("w"), squared(atom("x"))), atom("b"))
	}
	activate := []string{"sigmoid", "tanh", "softplus", "arctan", "exp"}[g.IntN(5)]
	y := of(activate, atom("z"))
	l := times(over(number(1), number(2)), squared(less(atom("y"), atom("t"))))
	switch g.IntN(3) {
	case 0:
		l = minus(times(atom("t"), of("log", atom("y"))))
	case 1:
		l = plus(l, times(number(3), squared(atom("w"))))
	}
	e := &exercise{name: "L"}
	e.defs = map[string]definitionText{
		"z": {[]string{}, z.canonical()}, "y": {[]string{}, y.canonical()}, "L": {[]string{}, l.canonical()},
	}
	whole := l.with("y", y.with("z", z))
	g.vars = []string{"w", "x", "b", "t"}
	e.vars, e.formula = g.used(whole), whole
	lines := []string{"z = " + s.write(z, looseSum), "y = " + s.write(y, looseSum), "L = " + s.write(l, looseSum)}
	g.Shuffle(3, func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	e.text = strings.Join(lines, "\n") + "\n"
	for _, v := range e.vars {
		if g.IntN(2) == 0 {
			e.text += "∂L/∂" + v + "\n"
		}
	}
	e.text += "∂L/∂w"
	return e
}

// with puts by in the place of the variable called name.
func (f *formula) with(name string, by *formula) *formula {
	if f.atom == name {
		return by
	}
	w := &formula{op: f.op, atom: f.atom}
	for _, a := range f.args {
		w.args = append(w.args, a.with(name, by))
	}
	return w
}

// requests asks for all first partial derivatives, in one notation or another,
// and now and then for second ones and for the total differential.
func (g *generator) requests(s *spelling, e *exercise) string {
	names := make([]string, len(e.vars))
	for i, v := range e.vars {
		names[i] = strings.TrimSpace(s.name(v))
	}
	var lines []string
	list := strings.Join(names, ", ")
	d := "∂"
	if len(names) == 1 {
		d = "d"
	}
	switch g.IntN(6) {
	case 0:
		lines = append(lines, "partial "+e.name+" by "+list)
	case 1:
		lines = append(lines, "偏微分 "+list)
	case 2:
		lines = append(lines, e.name+"を"+list+"で偏微分")
	case 3:
		lines = append(lines, "gradient "+e.name)
	default:
		for i, x := range names {
			switch {
			case s.latex && d == "∂":
				lines = append(lines, `\frac{\partial `+e.name+`}{\partial `+names[i]+`}`)
			case s.latex:
				lines = append(lines, `\frac{d`+e.name+`}{d `+x+`}`)
			default:
				lines = append(lines, d+e.name+"/"+d+x)
			}
		}
	}
	if g.IntN(4) == 0 {
		x, y := names[g.IntN(len(names))], names[g.IntN(len(names))]
		switch {
		case x != y && s.latex:
			lines = append(lines, `\frac{\partial^2 `+e.name+`}{\partial `+y+` \partial `+x+`}`)
		case x != y:
			lines = append(lines, "∂²"+e.name+"/∂"+y+"∂"+x)
		default:
			lines = append(lines, d+"^2"+e.name+"/"+d+x+"^2")
		}
	}
	if g.IntN(12) == 0 && len(names) <= 3 {
		lines = append(lines, "hessian "+e.name)
	}
	if g.IntN(6) == 0 {
		lines = append(lines, []string{"total " + e.name, e.name + "の全微分", "d" + e.name}[g.IntN(3)])
	}
	return strings.Join(lines, "\n")
}

// TestExercisesCoverTheLanguage looks at what the differential test compares: all
// functions of the block language, functions nested in one another five deep and
// more, one to six variables, and all kinds of derivatives that it has a peer's
// answer for.
func TestExercisesCoverTheLanguage(t *testing.T) {
	const n = 4000
	seen := map[string]int{}
	var note func(f *formula)
	note = func(f *formula) {
		seen[f.op]++
		for _, a := range f.args {
			note(a)
		}
	}
	depths, variables, kinds := map[int]int{}, map[int]int{}, map[string]int{}
	for i := range n {
		e := newExercise(1, uint64(i))
		note(e.formula)
		depths[min(e.formula.depth(), 5)]++
		variables[len(e.vars)]++
		p, _ := problem.Parse(e.text)
		for _, r := range p.Requests {
			kind := string(r.Kind)
			if (r.Kind == problem.Partial || r.Kind == problem.Ordinary) && len(r.Wrt) == 2 {
				kind = "second"
				if r.Wrt[0].Name() != r.Wrt[1].Name() {
					kind = "mixed"
				}
			}
			kinds[kind]++
		}
	}
	for _, f := range calculus.Functions() {
		if seen[f.Name()] < n/300 {
			t.Errorf("%s occurs %d times in %d functions", f.Name(), seen[f.Name()], n)
		}
	}
	if depths[5] < n/10 {
		t.Errorf("%d of %d functions are five deep", depths[5], n)
	}
	for k := 1; k <= 6; k++ {
		if variables[k] < 20 {
			t.Errorf("%d of %d functions have %d variables", variables[k], n, k)
		}
	}
	for _, kind := range []string{"partial", "ordinary", "second", "mixed", "gradient", "total", "hessian"} {
		if kinds[kind] < 50 {
			t.Errorf("%d requests of %d functions are %s", kinds[kind], n, kind)
		}
	}
	t.Log(depths, variables, kinds)
}
