package extension

import (
	"strings"

	"github.com/bibun-md/bibun/calculus/problem"
)

// info is the info string of a fence that is ours:
//
//	diff math {steps=brief lang=en}
//
// Other words are allowed and mean nothing here: hosts give them meanings of
// their own.
type info struct {
	always bool // bibun, or the word math: it is a problem, whatever it looks like
	never  bool // the word patch
	attrs  []attribute
	bad    *attribute // where the braces could not be read
}

// attribute is key=value, with the offset of the key in the info string.
type attribute struct {
	key, value string
	at, end    int
}

func firstWord(s []byte) string {
	for i, c := range s {
		switch c {
		case ' ', '\t', '\r', '\n', '\f', '\v':
			return string(s[:i])
		}
	}
	return string(s)
}

// readInfo reads an info string. The attributes are read here and not by
// goldmark's ParseAttributes, which panics on some inputs and says of none where
// the fault is.
func readInfo(s string) info {
	in := info{always: strings.HasPrefix(s, "bibun")}
	words, braces, found := strings.Cut(s, "{")
	for i, w := range strings.Fields(words) {
		switch {
		case i == 0:
		case w == "math":
			in.always = true
		case w == "patch":
			in.never = true
		}
	}
	if found {
		r := attributeReader{s: s, at: len(s) - len(braces)}
		in.attrs, in.bad = r.read()
	}
	return in
}

// attributeReader reads what stands between braces: key=value, key="value",
// key alone, and .class and #id, which are other tools' concern and passed over.
type attributeReader struct {
	s  string
	at int
}

func (r *attributeReader) read() (attrs []attribute, bad *attribute) {
	for {
		r.skip(" \t,")
		start := r.at
		switch {
		case r.at >= len(r.s):
			return attrs, &attribute{value: "{", at: start, end: start}
		case r.s[r.at] == '}':
			return attrs, nil
		case r.s[r.at] == '.' || r.s[r.at] == '#':
			r.until(" \t,}")
			continue
		}
		key := r.until(" \t,}=")
		r.skip(" \t")
		if o, ok := fenceOption(key); ok && o.values[0] == "true" && r.at < len(r.s) && r.s[r.at] != '=' {
			// A switch alone is on: {numbered}.
			attrs = append(attrs, attribute{key: key, value: "true", at: start, end: start + len(key)})
			continue
		}
		if key == "" || r.at >= len(r.s) || r.s[r.at] != '=' {
			return attrs, &attribute{value: key, at: start, end: start + len(key)}
		}
		r.at++
		r.skip(" \t")
		value, ok := r.value()
		if !ok {
			return attrs, &attribute{value: r.s[start:r.at], at: start, end: r.at}
		}
		attrs = append(attrs, attribute{key: key, value: value, at: start, end: r.at})
	}
}

// value reads a bare or a quoted value, which has no escapes: no option needs one.
func (r *attributeReader) value() (string, bool) {
	if r.at < len(r.s) && (r.s[r.at] == '"' || r.s[r.at] == '\'') {
		quote := r.s[r.at : r.at+1]
		r.at++
		v := r.until(quote)
		if r.at >= len(r.s) {
			return "", false
		}
		r.at++
		return v, true
	}
	v := r.until(" \t,}")
	return v, v != ""
}

func (r *attributeReader) skip(set string) {
	for r.at < len(r.s) && strings.IndexByte(set, r.s[r.at]) >= 0 {
		r.at++
	}
}

func (r *attributeReader) until(set string) string {
	start := r.at
	for r.at < len(r.s) && strings.IndexByte(set, r.s[r.at]) < 0 {
		r.at++
	}
	return r.s[start:r.at]
}

// settle applies the attributes to s and says what is wrong with them. An
// unknown key is a warning, since it may be meant for another tool; a value that
// an option doesn't have is an error, since a guess would show in print.
func (in *info) settle(s *Settings) []problem.Diagnostic {
	var ds []problem.Diagnostic
	report := func(a attribute, severity problem.Severity, code string, args ...string) {
		ds = append(ds, problem.Diagnostic{
			Span: problem.Span{Start: a.at, End: a.end}, Severity: severity, Code: code, Args: args,
		})
	}
	if in.bad != nil {
		report(*in.bad, problem.Warning, CodeBadAttributes, in.bad.value)
	}
	for _, a := range in.attrs {
		opt, ok := fenceOption(a.key)
		switch {
		case !ok:
			report(a, problem.Warning, CodeUnknownOption, a.key, Nearest(a.key, fenceOptionNames()))
		case !opt.set(s, a.value):
			report(a, problem.Error, CodeBadOptionValue, a.key, a.value, strings.Join(opt.values, ", "))
		}
	}
	return ds
}
