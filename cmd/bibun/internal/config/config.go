package config

import (
	"fmt"
	"strings"

	"github.com/bibun-md/bibun/extension"
)

// Config is what a bibun.toml says. The zero value says nothing.
type Config struct {
	// Path is where the file is; "" where there is none.
	Path string

	values map[string]value
}

// value is a value in the file.
type value struct {
	texts []string // one, but of a list
	line  int
}

// Has reports whether the file gives a key a value.
func (c *Config) Has(name string) bool {
	_, ok := c.values[name]
	return ok
}

// Line returns the line of a key in the file; 0 where it isn't there.
func (c *Config) Line(name string) int { return c.values[name].line }

// Text returns the value of a key, or "" where the file gives it none.
func (c *Config) Text(name string) string {
	if v := c.values[name]; len(v.texts) > 0 {
		return v.texts[0]
	}
	return ""
}

// Texts returns the values of a key that is a list.
func (c *Config) Texts(name string) []string { return c.values[name].texts }

// Blocks are the options of blocks that the file sets.
func (c *Config) Blocks() (s extension.Settings) {
	for _, k := range Keys() {
		if k.Block && c.Has(k.Name) {
			s.Set(k.Name, c.Text(k.Name))
		}
	}
	return s
}

// Limits are the limits that the file sets; the others are 0.
func (c *Config) Limits() (l extension.Limits) {
	for _, k := range Keys() {
		if name, ok := strings.CutPrefix(k.Name, limitsTable+"."); ok && c.Has(k.Name) {
			l.Set(name, c.Text(k.Name)) // Parse has tried it
		}
	}
	return l
}

// TOML is a value of a key as the file would hold it.
func (k Key) TOML(texts ...string) string {
	switch {
	case k.Kind == List:
		quoted := make([]string, len(texts))
		for i, t := range texts {
			quoted[i] = quote(t)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	case len(texts) == 0:
		return k.Default
	case k.Kind == Text:
		return quote(texts[0])
	}
	return texts[0]
}

// quote writes a TOML string.
func quote(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == '\'' || r == 0x7f }) && strings.ContainsAny(s, `"\`) {
		return "'" + s + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
