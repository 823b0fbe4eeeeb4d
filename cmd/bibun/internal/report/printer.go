package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// Format is a form that findings are printed in.
type Format string

// The formats.
const (
	Human Format = "human"
	Short Format = "short"
	JSON  Format = "json"
)

// Formats lists the formats in the order that help shows them.
func Formats() []Format { return []Format{Human, Short, JSON} }

// Printer writes findings. It isn't safe for use by several goroutines.
type Printer struct {
	// W is where findings go.
	W io.Writer
	// Format is the form they have. Defaults to Human.
	Format Format
	// Color puts terminal colours into the human and the short form. Defaults
	// to no colour.
	Color bool
}

// Print writes f.
func (p *Printer) Print(f Finding) error {
	switch p.Format {
	case JSON:
		return p.json(f)
	case Short:
		_, err := fmt.Fprintf(p.W, "%s\n", p.headline(f))
		return err
	default:
		return p.human(f)
	}
}

func (p *Printer) json(f Finding) error {
	if f.Help == nil {
		f.Help = []string{}
	}
	e := json.NewEncoder(p.W)
	e.SetEscapeHTML(false)
	return e.Encode(f)
}

// headline is "file:line:col: severity: message", the line that editors and
// terminals know how to jump from.
func (p *Printer) headline(f Finding) string {
	place := visible(f.File)
	if f.Line > 0 {
		place += ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(max(f.Column, 1))
	}
	style := red
	if f.Severity == Warning {
		style = yellow
	}
	return p.paint(bold, place+":") + " " + p.paint(style, f.Severity+":") + " " +
		p.paint(bold, visible(f.Message))
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

func (p *Printer) paint(style, s string) string {
	if !p.Color {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}
