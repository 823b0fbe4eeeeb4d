package latex_test

import (
	"math"
	"strconv"
	"strings"

	. "github.com/bibun-md/bibun/calculus"
)

// tokens splits LaTeX into control sequences, numbers and characters. What
// makes brackets grow says nothing about meaning and is left out.
func tokens(s string) []string {
	var toks []string
	for i := 0; i < len(s); {
		j := i + 1
		switch c := s[i]; {
		case c == '\\':
			for j < len(s) && (s[j]|0x20 >= 'a' && s[j]|0x20 <= 'z') {
				j++
			}
			if j == i+1 {
				j++
			}
		case c >= '0' && c <= '9':
			for j < len(s) && (s[j] >= '0' && s[j] <= '9' || s[j] == '.') {
				j++
			}
		}
		switch t := s[i:j]; t {
		case " ", `\left`, `\right`, `\nolimits`:
		default:
			toks = append(toks, t)
		}
		i = j
	}
	return toks
}

// reader reads formulas by the rules that the block language has for them: a
// function's argument without brackets is the product that follows, up to a
// dot, a sign, another function or a differential; a sum's body is the product
// that follows.
type reader struct {
	toks []string
	pos  int
}

func (r *reader) peek() string {
	if r.pos < len(r.toks) {
		return r.toks[r.pos]
	}
	return ""
}

func (r *reader) next() string {
	t := r.peek()
	r.pos++
	return t
}

func (r *reader) accept(t string) bool {
	if r.peek() != t || t == "" {
		return false
	}
	r.pos++
	return true
}

func (r *reader) sum() float64 {
	s := 0.0
	for first := true; ; first = false {
		switch {
		case r.accept("-"):
			s -= r.product()
		case r.accept("+") || first:
			s += r.product()
		default:
			return s
		}
	}
}

func (r *reader) product() float64 {
	p := r.factor()
	for {
		r.accept(`\,`)
		if !r.accept(`\cdot`) && !r.startsFactor() {
			return p
		}
		p *= r.factor()
	}
}

func (r *reader) startsFactor() bool {
	switch r.peek() {
	case "", "+", "-", "!", ")", "}", "]", ",", "&", "=", `\\`, `\end`, `\rvert`, `\cdot`, `\ne`, `\lt`, `\le`, `\gt`, `\ge`:
		return false
	}
	return true
}

func (r *reader) startsFunction() bool {
	t := r.peek()
	switch t {
	case `\mathop`:
		return true
	case `\sigma`, `\pi`:
		return false
	}
	_, ok := functionCalled(strings.TrimPrefix(t, `\`))
	return ok && t[0] == '\\' && t != `\sqrt`
}

func (r *reader) startsDifferential() bool { return r.peek() == "d" }

func functionCalled(name string) (*Func, bool) {
	switch name {
	case "sgn":
		name = "sign"
	case "ReLU":
		name = "relu"
	}
	for _, f := range Functions() {
		if f.Name() == name {
			return f, true
		}
	}
	return nil, false
}

func (r *reader) factor() float64 {
	if !r.startsFunction() {
		return r.atom()
	}
	name := strings.TrimPrefix(r.next(), `\`)
	if name == "mathop" {
		r.pos += 3 // {\mathrm{
		name = ""
		for r.peek() != "}" {
			name += r.next()
		}
		r.pos += 2
	}
	f, ok := functionCalled(name)
	if !ok {
		return math.NaN()
	}
	name = f.Name()
	var args []float64
	power := func(v float64) float64 { return v }
	if r.accept("_") {
		name = "logb"
		args = append(args, r.group())
	} else if r.accept("^") {
		exp := r.group()
		power = func(v float64) float64 { return opaque("^", v, exp) }
	}
	switch {
	case r.peek() == "(":
		args = append(args, r.list()...)
	default:
		arg := r.atom()
		for {
			mark := r.pos
			r.accept(`\,`)
			if !r.startsFactor() || r.startsFunction() || r.startsDifferential() {
				r.pos = mark
				break
			}
			arg *= r.atom()
		}
		args = append(args, arg)
	}
	if name == "exp" {
		return power(opaque("^", opaque("e"), args[0]))
	}
	return power(opaque(name, args...))
}

// list reads arguments in brackets.
func (r *reader) list() []float64 {
	r.pos++
	list := []float64{r.sum()}
	for r.accept(",") {
		list = append(list, r.sum())
	}
	r.pos++
	return list
}

// group reads what is in braces, or one token.
func (r *reader) group() float64 {
	if r.accept("{") {
		v := r.sum()
		r.accept("}")
		return v
	}
	one := reader{toks: []string{r.next()}}
	return one.sum()
}

// raw reads a braced group, or one token, as text.
func (r *reader) raw() string {
	start, depth := r.pos, 0
	for {
		switch r.next() {
		case "{":
			depth++
		case "}":
			depth--
		case "":
			return ""
		}
		if depth == 0 {
			return strings.Join(r.toks[start:r.pos], "")
		}
	}
}

// frac reads past \frac and its arguments and returns them.
func (r *reader) frac() (num, den string) {
	r.pos++
	return r.raw(), r.raw()
}

// leibniz reports whether one half of a fraction is that of a derivative.
func leibniz(half string) bool {
	return strings.HasPrefix(half, "{d") || strings.HasPrefix(half, `{\partial`)
}

// atom reads a factor that is no function with a bare argument, and its
// exponent.
func (r *reader) atom() float64 {
	v := r.primary()
	for r.accept("!") {
		v = opaque("factorial", v)
	}
	if r.accept("^") {
		return opaque("^", v, r.group())
	}
	return v
}

func (r *reader) primary() float64 {
	start := r.pos
	switch t := r.peek(); {
	case t == "(":
		return r.list()[0]
	case t == `\lvert`:
		r.pos++
		v := r.sum()
		r.pos++
		return opaque("abs", v)
	case t == `\sqrt`:
		r.pos++
		if r.accept("[") {
			var degree float64
			if r.peek() == "{" {
				degree = r.group()
			} else {
				degree = r.sum()
			}
			r.pos++
			return opaque("root", degree, r.group())
		}
		return opaque("sqrt", r.group())
	case t == `\frac`:
		num, den := r.frac()
		if leibniz(num) && leibniz(den) {
			head := strings.Join(r.toks[start:r.pos], "")
			order := strings.TrimRight(strings.NewReplacer(`\partial`, "", "d", "", "^", "", "{", "", "}", "").Replace(num), "0123456789")
			if order != "" {
				return opaque(head)
			}
			// An operator takes what stands in brackets, or a function.
			return opaque(head, r.primary())
		}
		r.pos = start + 1
		n := r.group()
		return n / r.group()
	case t == `\sum`, t == `\prod`:
		r.pos += 3 // \sum_{
		args := []float64{opaque(r.next())}
		ranged := r.accept("=")
		if ranged {
			args = append(args, r.sum())
		}
		if ranged && r.accept(",") { // a range that is written beside what it leaves out
			args = args[:1]
			r.next()
		}
		left := r.accept(`\ne`)
		if left {
			args = append(args, r.sum())
			for r.accept(",") {
				args = append(args, r.sum())
			}
		}
		r.pos++ // }
		if ranged {
			r.pos++ // ^
			to := r.group()
			if !left {
				args = append(args, to)
			}
		}
		return opaque(t, append(args, r.product())...)
	case t == `\begin`:
		r.environment()
		var args []float64
		for {
			args = append(args, r.sum())
			r.pos += 2 // &(
			args = append(args, r.sum())
			r.pos++ // the relation
			args = append(args, r.sum())
			r.pos++
			if !r.accept(`\\`) {
				break
			}
		}
		r.environment()
		return opaque("cases", args...)
	case t == `\sigma`:
		r.pos++
		return opaque(t, r.list()...)
	case t != "" && t[0] >= '0' && t[0] <= '9':
		r.pos++
		v, err := strconv.ParseFloat(t, 64)
		if err != nil {
			return math.NaN()
		}
		return v
	case t == "d":
		r.pos++
		if r.peek() == "(" {
			return math.NaN()
		}
		r.name()
		return opaque(strings.Join(r.toks[start:r.pos], ""))
	case !r.startsFactor():
		return math.NaN()
	}
	r.name()
	name := strings.Join(r.toks[start:r.pos], "")
	if (name == "f" || name == `\phi` || name == "g_1") && r.peek() == "(" {
		return opaque(name, r.list()...)
	}
	return opaque(name)
}

// environment reads past \begin{…} or \end{…}.
func (r *reader) environment() {
	r.pos++
	r.raw()
}

// name reads past a name with its subscripts and primes.
func (r *reader) name() {
	switch r.next() {
	case `\mathrm`, `\hat`, `\bar`, `\tilde`, `\vec`, `\dot`, `\ddot`:
		r.raw()
	}
	if r.accept("_") {
		r.raw()
	}
	for r.accept("'") {
	}
}
