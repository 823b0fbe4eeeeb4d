package ignore

import (
	"bytes"
	"slices"
	"strings"
)

// Patterns are the patterns of one file, in its order.
type Patterns []pattern

// pattern is a line of a .gitignore.
type pattern struct {
	negated  bool // !a: what an earlier pattern excluded is included again
	folders  bool // a/: folders only
	anywhere bool // no slash but at the end: matches in every folder below
	segments []string
}

// Parse reads lines. Blank ones and those that start with # say nothing.
func Parse(text []byte) (list Patterns) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	for len(text) > 0 {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte("\n"))
		if p, ok := parseLine(string(bytes.TrimSuffix(line, []byte("\r")))); ok {
			list = append(list, p)
		}
	}
	return list
}

// Equal reports whether two lists are of the same patterns.
func (list Patterns) Equal(other Patterns) bool {
	return slices.EqualFunc(list, other, func(a, b pattern) bool {
		return a.negated == b.negated && a.folders == b.folders && a.anywhere == b.anywhere &&
			slices.Equal(a.segments, b.segments)
	})
}

func parseLine(line string) (p pattern, ok bool) {
	if strings.HasPrefix(line, "#") {
		return p, false
	}
	line = trimSpaces(line)
	line, p.negated = strings.CutPrefix(line, "!")
	line, p.folders = strings.CutSuffix(line, "/")
	if line == "" {
		return p, false
	}
	p.anywhere = !strings.Contains(line, "/")
	p.segments = split(strings.TrimPrefix(line, "/"))
	return p, true
}

// trimSpaces takes the spaces at the end away but for one behind a backslash.
func trimSpaces(line string) string {
	end := len(line)
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			if end == len(line) {
				end = i
			}
			continue
		case '\\':
			i++
		}
		end = len(line)
	}
	return line[:end]
}

// split splits a pattern at its slashes, of which \/ is one and one in [a/b], which
// is in the class and matches nothing, isn't.
func split(s string) (segments []string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '/':
			segments = append(segments, b.String())
			b.Reset()
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '/':
			// the slash is next
		case s[i] == '\\' && i+1 < len(s):
			b.WriteString(s[i : i+2])
			i++
		case s[i] == '[':
			width, _ := class(s[i:], 0)
			width = max(width, 1)
			b.WriteString(s[i : i+width])
			i += width - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return append(segments, b.String())
}

// Match says what the patterns say of a path, relative to their folder, with
// slashes: that it is excluded, or, if found is false, nothing. The last pattern
// that matches has the say.
func (list Patterns) Match(path string, folder bool) (excluded, found bool) {
	var segments []string
	base := path[strings.LastIndexByte(path, '/')+1:]
	for i := len(list) - 1; i >= 0; i-- {
		p := &list[i]
		switch {
		case p.folders && !folder:
		case p.anywhere:
			if segment(p.segments[0], base) {
				return !p.negated, true
			}
		default:
			if segments == nil {
				segments = strings.Split(path, "/")
			}
			if match(p.segments, segments) {
				return !p.negated, true
			}
		}
	}
	return false, false
}

// match matches the segments of a pattern with those of a path: ** stands for
// any number of folders, and at the end for everything inside. A ** that doesn't fit takes one folder
// more; as with the stars of a name, only the last one has to be tried again.
func match(pattern, path []string) bool {
	p, n := 0, 0
	stars, mark := -1, 0
	for n < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == "**":
			if p+1 == len(pattern) {
				return true
			}
			stars, mark = p, n
			p++
		case p < len(pattern) && segment(pattern[p], path[n]):
			p, n = p+1, n+1
		case stars < 0:
			return false
		default:
			mark++
			p, n = stars+1, mark
		}
	}
	return p == len(pattern)
}

// segment matches one name. A star that doesn't fit takes one byte more: only the
// last star has to be tried again, so that the time is no more than the product
// of the lengths.
func segment(pattern, name string) bool {
	p, n := 0, 0
	star, mark := -1, 0
	for n < len(name) {
		if p < len(pattern) && pattern[p] == '*' {
			star, mark = p, n
			p++
			continue
		}
		if p < len(pattern) {
			if width, ok := one(pattern[p:], name[n]); ok {
				p += width
				n++
				continue
			}
		}
		if star < 0 {
			return false
		}
		mark++
		p, n = star+1, mark
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// one matches one byte with the start of a pattern and says how much of the
// pattern it took. git compares bytes, and so ? isn't a whole あ.
func one(pattern string, c byte) (width int, ok bool) {
	switch pattern[0] {
	case '?':
		return 1, true
	case '\\':
		return 2, len(pattern) > 1 && pattern[1] == c
	case '[':
		return class(pattern, c)
	}
	return 1, pattern[0] == c
}

// class matches a byte with [a-z], [!a-z] or [[:alpha:]]. One that isn't closed
// matches nothing.
func class(pattern string, c byte) (width int, ok bool) {
	i := 1
	negated := i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^')
	if negated {
		i++
	}
	matched := false
	var last byte // the start of a range
	ranged := false
	for first := true; ; first = false {
		if i >= len(pattern) {
			return 0, false
		}
		ch := pattern[i]
		switch {
		case ch == ']' && !first:
			return i + 1, matched != negated
		case ch == '-' && ranged && i+1 < len(pattern) && pattern[i+1] != ']':
			i++
			high := pattern[i]
			if high == '\\' {
				i++
				if i >= len(pattern) {
					return 0, false
				}
				high = pattern[i]
			}
			matched = matched || last <= c && c <= high
			ranged = false
		case ch == '[' && i+1 < len(pattern) && pattern[i+1] == ':':
			end := strings.IndexByte(pattern[i+2:], ']')
			if end < 0 {
				return 0, false
			}
			end += i + 2
			if end-1 < i+2 || pattern[end-1] != ':' { // like a set of characters
				matched = matched || c == '['
				last, ranged = '[', true
				break
			}
			in, known := posix(pattern[i+2:end-1], c)
			if !known {
				return 0, false
			}
			matched = matched || in
			i, ranged = end, false
		default:
			if ch == '\\' {
				i++
				if i >= len(pattern) {
					return 0, false
				}
				ch = pattern[i]
			}
			matched = matched || c == ch
			last, ranged = ch, true
		}
		i++
	}
}

// posix reports whether a byte is in a class that POSIX names.
func posix(name string, c byte) (in, known bool) {
	lower, upper, digit := 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9'
	graph := '!' <= c && c <= '~'
	switch name {
	case "alnum":
		return lower || upper || digit, true
	case "alpha":
		return lower || upper, true
	case "blank":
		return c == ' ' || c == '\t', true
	case "cntrl":
		return c < ' ' || c == 0x7f, true
	case "digit":
		return digit, true
	case "graph":
		return graph, true
	case "lower":
		return lower, true
	case "print":
		return graph || c == ' ', true
	case "punct":
		return graph && !lower && !upper && !digit, true
	case "space":
		return c == ' ' || '\t' <= c && c <= '\r', true
	case "upper":
		return upper, true
	case "xdigit":
		return digit || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F', true
	}
	return false, false
}
