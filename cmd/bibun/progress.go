package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// progress is a line at the end of a terminal that says how far a folder has
// come. It comes once the work has taken a while, gives way to whatever else is
// written, and leaves nothing behind. A nil progress shows nothing.
//
// It is for one goroutine, that of the command.
type progress struct {
	terminal io.Writer
	width    func() int
	now      func() time.Time
	words    string // "%d of %d files"

	start, drawn time.Time
	done, total  int
	shown        bool
}

const (
	// patient is how long nothing is shown: most folders are done before.
	patient = 500 * time.Millisecond
	// redraw is how often the line changes at most.
	redraw = 100 * time.Millisecond
)

// progress has the work of f shown, where standard error is a terminal. What
// is written meanwhile, to standard error or output, goes above the line.
func (a *app) progress(f func(p *progress) error) error {
	file, ok := a.stderr.(*os.File)
	if !ok || !report.IsTerminal(a.stderr) || a.getenv("TERM") == "dumb" || a.quiet || a.format != string(report.Human) {
		return f(nil)
	}
	p := &progress{terminal: a.stderr, now: time.Now, words: a.say("%d of %d files", "%d / %d ファイル"), width: func() int {
		width, _, err := term.GetSize(int(file.Fd()))
		if err != nil || width <= 0 {
			return 80
		}
		return width
	}}
	p.start = p.now()
	stdout, stderr, printer := a.stdout, a.stderr, a.printer.W
	a.stdout, a.stderr, a.printer.W = p.above(stdout), p.above(stderr), p.above(printer)
	defer func() {
		p.hide()
		a.stdout, a.stderr, a.printer.W = stdout, stderr, printer
	}()
	return f(p)
}

// expect says that there are more files to come.
func (p *progress) expect(files int) {
	if p != nil {
		p.total += files
	}
}

// step says that a file is done.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.done++
	now := p.now()
	if now.Sub(p.start) < patient || now.Sub(p.drawn) < redraw || p.done > p.total {
		return
	}
	p.drawn = now
	io.WriteString(p.terminal, "\r"+p.line()+"\x1b[K")
	p.shown = true
}

// line is what is shown: numbers, and a bar where there is room for one.
func (p *progress) line() string {
	text := fmt.Sprintf(p.words, p.done, p.total)
	length := min(p.width()-len(text)-4, 40)
	if length < 5 {
		return text
	}
	full := length * p.done / max(p.total, 1)
	return "[" + strings.Repeat("=", full) + strings.Repeat(" ", length-full) + "] " + text
}

// hide takes the line away until the next step.
func (p *progress) hide() {
	if p.shown {
		io.WriteString(p.terminal, "\r\x1b[K")
		p.shown = false
	}
}

// above is w with the line out of the way whenever something is written.
func (p *progress) above(w io.Writer) io.Writer { return aboveLine{p, w} }

type aboveLine struct {
	p *progress
	w io.Writer
}

func (a aboveLine) Write(b []byte) (int, error) {
	a.p.hide()
	return a.w.Write(b)
}
