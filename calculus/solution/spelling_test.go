package solution

import (
	"math/rand/v2"
	"strings"
)

// canonical writes f with every operation in brackets.
func (f *formula) canonical() string {
	switch f.op {
	case "":
		return f.atom
	case "+", "*", "/", "^":
		parts := make([]string, len(f.args))
		for i, a := range f.args {
			parts[i] = a.canonical()
		}
		return "(" + strings.Join(parts, f.op) + ")"
	case "-":
		return "(-" + f.args[0].canonical() + ")"
	}
	parts := make([]string, len(f.args))
	for i, a := range f.args {
		parts[i] = a.canonical()
	}
	return f.op + "(" + strings.Join(parts, ",") + ")"
}

// spelling is how an author writes formulas.
type spelling struct {
	*rand.Rand
	latex    bool // \frac{x}{y}
	implicit bool // 2x y rather than 2*x*y
	unicode  bool // x², √, ·, θ
	declared bool // the variables are in an argument list, so x(y+1) is a product
}

// How tightly formulas hold together.
const (
	looseSum = iota
	looseMinus
	looseProduct
	tightPower
	tightAtom
)

func (f *formula) tightness() int {
	switch f.op {
	case "":
		return tightAtom
	case "+":
		return looseSum
	case "-":
		return looseMinus
	case "*", "/":
		return looseProduct
	case "^":
		return tightPower
	}
	return tightAtom
}

// write spells f, in brackets where it holds together less than tight.
func (s *spelling) write(f *formula, tight int) string {
	text := s.bare(f)
	loose := f.tightness()
	if s.latex && f.op == "/" {
		loose = tightPower
	}
	if loose >= tight {
		return text
	}
	return s.bracket(text)
}

func (s *spelling) bracket(text string) string {
	if s.latex {
		return `\left(` + text + `\right)`
	}
	return "(" + text + ")"
}

func (s *spelling) bare(f *formula) string {
	switch f.op {
	case "":
		return s.name(f.atom)
	case "+":
		return s.sum(f.args)
	case "-":
		return s.minusSign() + s.write(f.args[0], looseProduct)
	case "*":
		return s.product(f.args)
	case "/":
		if s.latex {
			return `\frac{` + s.write(f.args[0], looseSum) + `}{` + s.write(f.args[1], looseSum) + `}`
		}
		return s.write(f.args[0], tightPower) + "/" + s.write(f.args[1], tightPower)
	case "^":
		return s.power(f.args[0], f.args[1])
	}
	return s.call(f)
}

func (s *spelling) minusSign() string {
	if s.unicode && !s.latex {
		return "−"
	}
	return "-"
}

func (s *spelling) sum(terms []*formula) string {
	var b strings.Builder
	for i, t := range terms {
		negative := t.op == "-"
		switch {
		case i == 0:
			b.WriteString(s.write(t, looseMinus))
			continue
		case negative:
			b.WriteString(" " + s.minusSign() + " " + s.write(t.args[0], looseProduct))
		default:
			b.WriteString(" + " + s.write(t, looseProduct))
		}
	}
	return b.String()
}

func (s *spelling) product(factors []*formula) string {
	var b strings.Builder
	dot := "*"
	switch {
	case s.latex:
		dot = ` \cdot `
	case s.unicode:
		dot = "·"
	}
	for i, f := range factors {
		tight := tightPower
		if f.op == "*" {
			tight = tightAtom // keep the author's grouping
		}
		text := s.write(f, tight)
		if i == 0 {
			b.WriteString(text)
			continue
		}
		before := factors[i-1]
		join := dot
		if s.implicit && (text[0] < '0' || text[0] > '9') && (text[0] != '(' && text[0] != '\\' || s.declared) {
			join = " "
			if before.op == "" && before.atom[0] >= '0' && before.atom[0] <= '9' && text[0] < 0x80 {
				join = ""
			}
		}
		b.WriteString(join + text)
	}
	return b.String()
}

var superscripts = map[string]string{"2": "²", "3": "³", "4": "⁴", "5": "⁵"}

func (s *spelling) power(base, exp *formula) string {
	if base.op == "" && base.atom == "e" && !s.latex && s.IntN(3) == 0 {
		return "exp(" + s.write(exp, looseSum) + ")"
	}
	if exp.op == "/" && exp.args[0].atom == "1" && exp.args[1].atom == "2" && s.IntN(2) == 0 {
		return s.call(of("sqrt", base))
	}
	b := s.write(base, tightAtom)
	if !isLetterOrBracket(base) && base.op != "" {
		b = s.bracket(s.bare(base)) // (sin x)², not sin x²
	}
	if s.latex {
		return b + "^{" + s.write(exp, looseSum) + "}"
	}
	if up, ok := superscripts[exp.atom]; ok && s.unicode {
		return b + up
	}
	if exp.op == "-" && exp.args[0].op == "" && s.IntN(2) == 0 {
		return b + "^-" + s.name(exp.args[0].atom)
	}
	return b + "^" + s.write(exp, tightAtom)
}

// isLetterOrBracket reports whether f is written as an atom, or in brackets
// already when it is the base of a power.
func isLetterOrBracket(f *formula) bool { return f.tightness() < tightAtom || f.op == "" }

var greek = map[string]string{
	"theta": "θ", "mu": "μ", "sigma": "σ", "alpha": "α", "beta": "β", "lambda": "λ", "pi": "π",
}

func (s *spelling) name(name string) string {
	letter, ok := greek[name]
	switch {
	case ok && s.latex:
		return `\` + name + " "
	case ok && s.unicode:
		return letter
	}
	return name
}

// The functions that have a command in LaTeX.
var commands = map[string]bool{
	"sin": true, "cos": true, "tan": true, "cot": true, "sec": true, "csc": true, "arcsin": true, "arccos": true, "arctan": true,
	"sinh": true, "cosh": true, "tanh": true, "coth": true, "exp": true, "log": true, "ln": true, "max": true, "min": true,
}

// Other names of functions.
var aliases = map[string][]string{
	"arcsin": {"asin"}, "arccos": {"acos"}, "arctan": {"atan"}, "arccot": {"acot"}, "arcsec": {"asec"}, "arccsc": {"acsc"},
	"arsinh": {"asinh", "arcsinh"}, "arcosh": {"acosh"}, "artanh": {"atanh"}, "arcoth": {"acoth"}, "arsech": {"asech"}, "arcsch": {"acsch"},
}

func (s *spelling) call(f *formula) string {
	args := make([]string, len(f.args))
	for i, a := range f.args {
		args[i] = s.write(a, looseSum)
	}
	last := args[len(args)-1]
	if s.latex {
		switch {
		case f.op == "sqrt":
			return `\sqrt{` + last + `}`
		case f.op == "root":
			return `\sqrt[` + args[0] + `]{` + last + `}`
		case f.op == "logb":
			return `\log_{` + args[0] + `}` + s.bracket(last)
		case f.op == "abs":
			return `\left|` + last + `\right|`
		case commands[f.op]:
			return `\` + f.op + s.bracket(strings.Join(args, ", "))
		}
		return `\operatorname{` + f.op + `}` + s.bracket(strings.Join(args, ", "))
	}
	name := f.op
	if list := aliases[name]; list != nil && s.IntN(2) == 0 {
		name = list[s.IntN(len(list))]
	}
	switch {
	case f.op == "sqrt" && s.unicode:
		name = "√"
	case f.op == "root" && args[0] == "3" && s.IntN(2) == 0:
		return "cbrt(" + last + ")"
	case f.op == "logb" && (args[0] == "2" || args[0] == "10" || args[0] == "3") && s.IntN(2) == 0:
		return "log_" + args[0] + "(" + last + ")"
	case f.op == "abs" && s.unicode:
		return "|" + last + "|"
	}
	return name + "(" + strings.Join(args, ", ") + ")"
}
