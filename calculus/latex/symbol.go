package latex

import (
	"strconv"
	"strings"

	"github.com/bibun-md/bibun/calculus"
)

// Symbol returns the symbol called name as LaTeX: x, \theta_0, w_{ij},
// x_{1,2}, \hat{y}, \mathrm{loss}, \text{損失}.
func Symbol(name string) string {
	var p printer
	p.symbol(name)
	return string(p.buf)
}

// symbol writes a name: a base, subscripts set off by underscores, primes.
func (p *printer) symbol(name string) {
	if len(name) == 1 && isLetter(name[0]) {
		p.letters(name)
		return
	}
	primes := strings.Count(name, "'")
	if primes > 0 {
		name = strings.ReplaceAll(name, "'", "")
	}
	base, subs, ok := strings.Cut(name, "_")
	if base == "" {
		p.mark(Text(name))
		ok = false
	} else {
		p.base(base)
	}
	if ok {
		p.mark("_")
		p.subscript(subs)
	}
	for range primes {
		p.mark("'")
	}
}

// base writes a name without subscripts.
func (p *printer) base(name string) {
	g := greek(name)
	letter, accent := calculus.Accent(name)
	switch {
	case len(name) == 1 && isLetter(name[0]):
		p.letters(name)
	case accent != "":
		p.mark(`\` + accent + `{`)
		p.base(letter)
		p.mark(`}`)
	case strings.HasSuffix(g, "}"):
		p.mark(g)
	case g != "":
		p.command(g)
	case isWord(name):
		p.mark(`\mathrm{`)
		p.mark(name)
		p.mark(`}`)
	default:
		p.mark(Text(name))
	}
}

// subscript writes the part of a name that follows the first underscore;
// further underscores are commas.
func (p *printer) subscript(subs string) {
	if len(subs) == 1 && isWord(subs) {
		p.mark(subs)
		p.word = isLetter(subs[0]) // w_k x: apart from the index
		return
	}
	p.mark(`{`)
	p.subscripts(subs)
	p.mark(`}`)
}

func (p *printer) subscripts(subs string) {
	for {
		part, rest, more := strings.Cut(subs, "_")
		switch {
		case part == "":
		case indices(part):
			p.letters(part)
		default:
			p.base(part)
		}
		if !more {
			return
		}
		p.mark(",")
		subs = rest
	}
}

// indices reports whether a subscript stands for its letters, as in w_{ij} and
// a_{12}, and not for a word, as in x_{\mathrm{max}}.
func indices(s string) bool {
	if _, accent := calculus.Accent(s); !isWord(s) || greek(s) != "" || accent != "" {
		return false
	}
	if len(s) <= 2 {
		return true
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'a' <= c && c < 'i' || 'n' < c && c <= 'z' {
			return false
		}
	}
	return true
}

// index writes a member of an indexed family. Single letters stand side by
// side, as in w_{ij}; anything else is kept apart by commas.
func (p *printer) index(e *calculus.Index) {
	base, own, ok := strings.Cut(e.Base(), "_")
	p.symbol(base)
	subs := e.Subs()
	if !ok && len(subs) == 1 && oneToken(subs[0]) {
		p.mark("_")
		p.expr(subs[0])
		p.word = true // w_k x: apart from the index
		return
	}
	together := !ok
	for _, s := range subs {
		sym, ok := s.(*calculus.Sym)
		together = together && ok && oneLetter(sym.Name())
	}
	p.mark("_{")
	if ok {
		p.subscripts(own)
	}
	for i, s := range subs {
		if p.full() {
			break
		}
		if !together && (i > 0 || ok) {
			p.mark(",")
		}
		p.expr(s)
	}
	p.mark("}")
}

// delta writes Kronecker's delta with its two indices.
func (p *printer) delta(e *calculus.Delta) {
	i, j := e.Indices()
	p.mark(`\delta_{`)
	p.expr(i)
	if !oneToken(i) || !oneToken(j) {
		p.mark(",")
	}
	p.expr(j)
	p.mark("}")
}

// oneLetter reports whether name is printed as one letter, subscripts aside.
func oneLetter(name string) bool {
	if len(name) == 1 {
		return true
	}
	if base, _, ok := strings.Cut(name, "_"); ok {
		name = base
	}
	name, _ = calculus.Accent(strings.TrimRight(name, "'"))
	return len(name) == 1 && isLetter(name[0]) || greek(name) != ""
}

// oneToken reports whether e needs no braces as a subscript or an exponent.
func oneToken(e calculus.Expr) bool {
	switch e := e.(type) {
	case *calculus.Num:
		i, ok := e.Int64()
		return ok && 0 <= i && i <= 9 && !e.IsDecimal()
	case *calculus.Const:
		return true
	case *calculus.Sym:
		name := e.Name()
		if len(name) == 1 {
			return isLetter(name[0])
		}
		g := greek(name)
		return g != "" && !strings.HasSuffix(g, "}")
	}
	return false
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// isWord reports whether s consists of ASCII letters and digits.
func isWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// appendMagnitude appends the digits of |i|.
func appendMagnitude(buf []byte, i int64) []byte {
	if i < 0 {
		return strconv.AppendUint(buf, -uint64(i), 10)
	}
	return strconv.AppendUint(buf, uint64(i), 10)
}
