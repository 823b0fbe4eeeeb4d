package typeset

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Malformed says what is wrong with a formula before any engine sees it, "" if nothing is: braces,
// \left and \right, and environments nest, every command and environment is of
// the closed lists, and nothing occurs that a host or a template engine would eat.
func Malformed(tex string, macros, environments []string) string {
	for _, s := range []string{"{{", "{%", "{#", "$", "<", ">", "|", "\n\n", "^^", "`", "~"} {
		if strings.Contains(tex, s) {
			return "holds " + s
		}
	}
	if !utf8.ValidString(tex) {
		return "no UTF-8"
	}
	var open []string
	closes := func(want string) bool {
		if len(open) == 0 || open[len(open)-1] != want {
			return false
		}
		open = open[:len(open)-1]
		return true
	}
	for i := 0; i < len(tex); i++ {
		switch tex[i] {
		case '{':
			open = append(open, "{")
		case '}':
			if !closes("{") {
				return "unbalanced }"
			}
		case '(':
			open = append(open, "(")
		case ')':
			if !closes("(") {
				return "unbalanced )"
			}
		case '\\':
			j := i + 1
			for j < len(tex) && (tex[j]|0x20 >= 'a' && tex[j]|0x20 <= 'z') {
				j++
			}
			if j == i+1 {
				_, size := utf8.DecodeRuneInString(tex[j:])
				j += size
			}
			name := tex[i+1 : j]
			if !slices.Contains(macros, name) {
				return `\` + name + " is not of the list"
			}
			switch name {
			case "left":
				open = append(open, "left")
				if strings.HasPrefix(tex[j:], "(") {
					j++
				}
			case "right":
				if !closes("left") {
					return `unbalanced \right`
				}
				if strings.HasPrefix(tex[j:], ")") {
					j++
				}
			case "begin", "end":
				env, _, _ := strings.Cut(strings.TrimPrefix(tex[j:], "{"), "}")
				if !slices.Contains(environments, env) {
					return "environment " + env + " is not of the list"
				}
				if name == "begin" {
					open = append(open, env)
				} else if !closes(env) {
					return "unbalanced " + env
				}
			case "text":
				// Words may hold anything but what is escaped.
				end := strings.IndexByte(tex[j:], '}')
				if end < 0 || strings.ContainsAny(tex[j+1:j+end], `{\%#&_`) {
					return `markup inside \text`
				}
				j += end + 1
			}
			i = j - 1
		}
	}
	if len(open) > 0 {
		return "open: " + strings.Join(open, " ")
	}
	return ""
}
