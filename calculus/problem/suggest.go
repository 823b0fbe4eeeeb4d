package problem

import (
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// verbs lists the verbs that a misspelt one may mean.
func verbs() []string {
	return []string{"partial", "total", "gradient", "grad", "hessian", "derivative", "differentiate", "diff", "jacobian", "chain", "value", "tangent", "normal", "linearize", "table", "directional"}
}

// nearest returns the word that is at most a small slip away from word: one
// letter wrong, missing, too many, or two swapped, and two such slips in words
// of six letters and more. It is empty where there is none.
func nearest(word string, words []string) string {
	most := 1
	if len(word) >= 6 {
		most = 2
	}
	best, found := most+1, ""
	for _, w := range words {
		if d := distance(word, w); d > 0 && d < best {
			best, found = d, w
		}
	}
	return found
}

// distance is the number of slips between a and b (optimal string alignment).
func distance(a, b string) int {
	if len(a) > 20 || len(b) > 20 {
		return len(a) + len(b)
	}
	var rows [3][21]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev2, prev, row := &rows[(i+1)%3], &rows[(i+2)%3], &rows[i%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// functionNames lists the names of functions, the common ones first, so that
// of two names equally near to a slip the likelier one is suggested.
func functionNames() []string {
	names := []string{"sin", "cos", "tan", "exp", "log", "ln", "sqrt", "abs", "max", "min", "sum", "prod", "cbrt", "sinh", "cosh", "tanh"}
	for _, f := range calculus.Functions() {
		names = append(names, f.Name())
	}
	return names
}

// unknownFunction reports a word that is used as a function and that nothing
// defines; bracket says that its argument stands in brackets.
func (p *parser) unknownFunction(name string, span Span, bracket bool) Diagnostic {
	product := strings.Join(letters(name), "*")
	d := Diagnostic{Span: span, Code: "undefined-function", Args: []string{name, product}}
	if near := nearest(name, append(functionNames(), p.definedNames()...)); near != "" {
		d.Args = append(d.Args, near)
		d.Fixes = fixes(span, near)
	}
	if bracket {
		product += "*"
	}
	d.Fixes = append(d.Fixes, Fix{span, product})
	return d
}

// unknownCommand reports a LaTeX command that is not understood.
func (p *parser) unknownCommand(t *token) Diagnostic {
	switch t.text {
	case "top", "intercal", "dagger", "Vert", "lVert", "rVert", "norm", "langle", "rangle", "innerproduct", "inner":
		return Diagnostic{Span: t.span(), Code: "vector", Args: []string{p.quote(t.span())}}
	}
	d := Diagnostic{Span: t.span(), Code: "unknown-command", Args: []string{p.quote(t.span())}}
	if name := otherwise(t.text); name != "" {
		name = "\\" + strings.Replace(name, "_10", "_{10}", 1)
		d.Args, d.Fixes = append(d.Args, name), fixes(t.span(), name)
		return d
	}
	known := []string{"frac", "sqrt", "sum", "prod", "cdot", "times", "partial", "nabla", "left", "right", "theta", "alpha", "beta", "gamma", "sigma", "lambda", "sin", "cos", "tan", "log", "ln", "exp", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan"}
	if near := nearest(t.text, known); near != "" && len(t.text) > 2 {
		d.Args = append(d.Args, "\\"+near)
		d.Fixes = fixes(t.span(), "\\"+near)
	}
	return d
}

// unknownDefinition reports a request about a function that is not defined.
func (p *parser) unknownDefinition(name string, span Span) Diagnostic {
	d := Diagnostic{Span: span, Code: "unknown-definition", Args: []string{name, joinDefinitions(p.problem.Definitions)}}
	if near := nearest(name, p.definedNames()); near != "" && len(name) > 1 {
		d.Fixes = fixes(span, near)
	}
	return d
}

// unknownName reports a name that is neither a definition nor a variable.
func (p *parser) unknownName(name string, span Span) Diagnostic {
	return Diagnostic{Span: span, Code: "unknown-name", Args: []string{name, joinDefinitions(p.problem.Definitions)}}
}

func (p *parser) definedNames() []string {
	var names []string
	for _, d := range p.problem.Definitions {
		names = append(names, d.Name.Name())
	}
	return names
}

func joinDefinitions(list []*Definition) string {
	text := ""
	for i, d := range list {
		if i == 8 {
			return text + ", …"
		}
		if i > 0 {
			text += ", "
		}
		text += d.Name.Name()
	}
	return text
}

// arity reports a call with a wrong number of arguments.
func (p *parser) arity(span Span, name string, min, max, got int) Diagnostic {
	count := strconv.Itoa(got) + " arguments"
	if got == 1 {
		count = "1 argument"
	}
	d := Diagnostic{Span: span, Code: "wrong-arity", Args: []string{name, strconv.Itoa(min), strconv.Itoa(got), count}}
	if max < 0 {
		d.Args = append(d.Args, "以上", "at least ")
	}
	return d
}
