package note

import (
	"strings"

	"github.com/bibun-md/bibun/extension"
)

func words(d extension.Diagnostic, lang string) (message string, help []string) {
	type speaker interface {
		Message(string) string
		Help(string) []string
	}
	if s, ok := any(d).(speaker); ok {
		return s.Message(lang), s.Help(lang)
	}
	return d.Code + " " + strings.Join(d.Args, " "), nil
}
