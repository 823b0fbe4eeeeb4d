package problem

import "strings"

// Message says what d is about in the language, "ja" or "en".
func (d Diagnostic) Message(lang string) string {
	m, ok := messages()[d.Code]
	if !ok {
		return strings.Join(append([]string{d.Code}, d.Args...), ": ")
	}
	return strings.ReplaceAll(d.fill(m.in(lang).message, lang), missing, "")
}

// Help says what to do about it: a line for each way out, none where the
// message says enough.
func (d Diagnostic) Help(lang string) []string {
	m, ok := messages()[d.Code]
	if !ok {
		return nil
	}
	var lines []string
	for _, line := range m.in(lang).help {
		if text := d.fill(line, lang); !strings.Contains(text, missing) {
			lines = append(lines, text)
		}
	}
	return lines
}

// Codes lists the codes of all diagnostics of this package, in the order of the
// manual.
func Codes() []string {
	codes := make([]string, 0, len(table))
	for _, m := range table {
		codes = append(codes, m.code)
	}
	return codes
}

// missing stands for an argument or a fix that d does not have; a line of help
// with it is left out.
const missing = "\x00"

// fill puts the arguments {0}, {1}, … and the texts of the fixes {fix0}, … in
// their places. {what0} is an argument that says what is counted, {about0} a large
// number, in the words of the language.
func (d Diagnostic) fill(text, lang string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		key, after, ok := strings.Cut(rest, "}")
		if !ok {
			b.WriteString("{" + rest)
			return b.String()
		}
		text = after
		switch {
		case len(key) == 1 && isDigit(key[0]):
			if i := int(key[0] - '0'); i < len(d.Args) {
				b.WriteString(clipped(d.Args[i]))
			} else {
				b.WriteString(missing)
			}
		case key == "what0" && len(d.Args) > 0:
			b.WriteString(countedIn(d.Args[0], lang))
		case key == "what1" && len(d.Args) > 1:
			b.WriteString(countedIn(d.Args[1], lang))
		case key == "about1" && len(d.Args) > 1:
			b.WriteString(about(d.Args[1], lang))
		case len(key) == 4 && strings.HasPrefix(key, "fix"):
			if i := int(key[3] - '0'); i < len(d.Fixes) {
				b.WriteString(strings.TrimSpace(d.Fixes[i].Text))
			} else {
				b.WriteString(missing)
			}
		default:
			b.WriteString("{" + key + "}")
		}
	}
}

// clipped leaves out the middle of what is too long for a message.
func clipped(text string) string {
	const most, end = 400, 100
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:end]) + " … " + string(letters[len(letters)-end:])
}
