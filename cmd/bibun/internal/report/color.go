package report

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// UseColor decides whether what is written has colour. When is "auto", "always"
// or "never"; terminal says whether it goes to one; getenv reads the environment. In auto, NO_COLOR and
// TERM=dumb turn colour off, CLICOLOR_FORCE turns it on, and otherwise a
// terminal has it.
func UseColor(when string, terminal bool, getenv func(string) string) (bool, error) {
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto", "":
	default:
		return false, fmt.Errorf("unknown colour setting %q: use auto, always or never", when)
	}
	if getenv("NO_COLOR") != "" {
		return false, nil
	}
	if force := getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true, nil
	}
	return getenv("TERM") != "dumb" && terminal, nil
}

// IsTerminal reports whether w is a terminal, or writes to one and says so with an
// Unwrap method.
func IsTerminal(w io.Writer) bool {
	if u, ok := w.(interface{ Unwrap() io.Writer }); ok {
		w = u.Unwrap()
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
