package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Format is a form that findings are printed in.
type Format string

// The formats.
const (
	Human  Format = "human"
	Short  Format = "short"
	JSON   Format = "json"
	SARIF  Format = "sarif"
	GitHub Format = "github"
)

// Formats lists the formats in the order that help shows them.
func Formats() []Format { return []Format{Human, Short, JSON, SARIF, GitHub} }

// Printer writes findings. It isn't safe for use by several goroutines. What is
// written is whole after Close.
type Printer struct {
	// W is where findings go.
	W io.Writer
	// Format is the form they have. Defaults to Human.
	Format Format
	// Color puts terminal colours into the human and the short form. Defaults
	// to no colour.
	Color bool
	// Version is that of the program, for SARIF. Defaults to none.
	Version string
	// Root is the folder that the paths in SARIF and GitHub's annotations start
	// from. Defaults to the current one.
	Root string

	results []Finding // of SARIF, until Close
}

// Print writes f.
func (p *Printer) Print(f Finding) error {
	switch p.Format {
	case JSON:
		return p.json(f)
	case SARIF:
		p.results = append(p.results, f)
		return nil
	case GitHub:
		return p.github(f)
	case Short:
		_, err := fmt.Fprintf(p.W, "%s\n", p.headline(f))
		return err
	default:
		return p.human(f)
	}
}

// Close ends what is written. Trouble is what ended the program before its work
// was done, or "".
func (p *Printer) Close(trouble string) error {
	switch p.Format {
	case SARIF:
		return p.sarif(trouble)
	case JSON:
		if trouble != "" {
			return p.json(Finding{Severity: Error, Code: "trouble", Message: trouble})
		}
	case GitHub:
		if trouble != "" {
			return p.github(Finding{Severity: Error, Message: "bibun: " + trouble})
		}
	default:
		if trouble != "" {
			lines := strings.Split(trouble, "\n")
			for i, line := range lines {
				lines[i] = Visible(strings.ReplaceAll(line, "\t", "    "))
			}
			_, err := fmt.Fprintf(p.W, "bibun: %s\n", strings.Join(lines, "\n"))
			return err
		}
	}
	return nil
}

func (p *Printer) json(f Finding) error {
	if f.Help == nil {
		f.Help = []string{}
	}
	if f.Fixes == nil {
		f.Fixes = []Fix{}
	}
	return WriteJSON(p.W, f, "")
}

// WriteJSON writes v and a newline. It differs from package json in that characters
// that a terminal would obey are escaped, too, and those of HTML aren't: formulas are
// full of & and <.
func WriteJSON(w io.Writer, v any, indent string) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return err
	}
	if bytes.ContainsFunc(b.Bytes(), escapedInJSON) {
		var s strings.Builder
		for _, r := range b.String() {
			if escapedInJSON(r) {
				fmt.Fprintf(&s, `\u%04x`, r)
			} else {
				s.WriteRune(r)
			}
		}
		_, err := io.WriteString(w, s.String())
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// escapedInJSON reports whether package json leaves a hidden character as it is.
// Those of ASCII stand between values only.
func escapedInJSON(r rune) bool { return r >= 0x7f && hidden(r) }

// headline is "file:line:col: severity: message", the line that editors and
// terminals know how to jump from.
func (p *Printer) headline(f Finding) string {
	place := Visible(f.File)
	if strings.HasPrefix(strings.TrimSpace(place), "::") { // a command to what reads the log of GitHub's actions
		place = "./" + place
	}
	if f.Line > 0 {
		place += ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(max(f.Column, 1))
	}
	style := red
	if f.Severity == Warning {
		style = yellow
	}
	return p.paint(bold, place+":") + " " + p.paint(style, f.Severity+":") + " " +
		p.paint(bold, Visible(f.Message))
}

// The ANSI sequences that the printer uses; they are the 16 colours that every
// terminal theme makes readable.
const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
	blue   = "34"
)

// Bold returns s as p emphasises it.
func (p *Printer) Bold(s string) string { return p.paint(bold, s) }

func (p *Printer) paint(style, s string) string {
	if !p.Color {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}
