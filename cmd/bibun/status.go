package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/cmd/bibun/internal/status"
)

// again is what goes on when a command begins again with other settings.
type again struct {
	screen *status.Screen // nil where standard error is no terminal
	port   int            // of the preview; 0 before it was opened
	begun  bool           // what goes on was said
}

// errAgain ends a command that is to begin again, since bibun.toml has changed.
var errAgain = errors.New("settings have changed")

// teller tells what was built while a folder is watched: at the end of a terminal,
// where it stays in its place, or else line by line. It is safe for use by
// several goroutines.
type teller struct {
	app *app
	mu  sync.Mutex
}

// teller returns the teller for standard error.
func (a *app) teller() *teller {
	f, ok := a.stderr.(*os.File)
	if !ok || !report.IsTerminal(a.stderr) || a.getenv("TERM") == "dumb" || a.quiet || a.format != string(report.Human) {
		a.again.screen = nil
		return &teller{app: a}
	}
	if a.again.screen == nil {
		a.again.screen = &status.Screen{W: f}
	}
	s := a.again.screen
	s.Forget()
	s.Size = func() (int, int) {
		width, height, err := term.GetSize(int(f.Fd()))
		if err != nil || width <= 0 || height <= 0 {
			return 80, 24
		}
		return width, height
	}
	s.Print = func(w io.Writer, f report.Finding) error {
		p := *a.printer
		p.W = w
		return p.Print(f)
	}
	s.More = func(n int) string {
		if a.messageLang() == "ja" {
			return fmt.Sprintf("ほか %d 件（bibun check ですべて表示）", n)
		}
		return fmt.Sprintf("and %d more; bibun check shows all", n)
	}
	return &teller{app: a}
}

// begin says what is going on, on a terminal only: a line for people.
func (t *teller) begin(line string) {
	line = report.Visible(line)
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.app.again.screen; s != nil && !t.app.again.begun {
		s.Say(line)
	}
	t.app.again.begun = true
}

// warn prints a warning that stays.
func (t *teller) warn(message string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	line := "bibun: warning: " + report.Visible(message)
	if s := t.app.again.screen; s != nil {
		s.Say(line)
		return
	}
	fmt.Fprintln(t.app.stderr, line)
}

// always prints a line that stays, unless bibun is to be quiet.
func (t *teller) always(line string) {
	line = report.Visible(line)
	t.mu.Lock()
	defer t.mu.Unlock()
	switch s := t.app.again.screen; {
	case s != nil:
		s.Say(line)
	case !t.app.quiet:
		fmt.Fprintln(t.app.stderr, line)
	}
}

// gone is told of a file that has gone, and with it all that was wrong in it.
func (t *teller) gone(file string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.app.again.screen; s != nil {
		s.Set(file, nil)
	}
}

// told is what was found in a file; nothing, where it has gone.
type told struct {
	file     string
	findings []report.Finding
}

// round tells of a round of building.
func (t *teller) round(line string, files []told) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.app.again.screen; s != nil {
		for _, f := range files {
			s.Set(f.file, f.findings)
		}
		s.Show(line)
		return
	}
	if line != "" && !t.app.quiet && t.app.format == string(report.Human) {
		fmt.Fprintln(t.app.stderr, line)
	}
	for _, f := range files {
		t.app.tell(f.findings)
	}
}

// clock is a time as status lines begin with it.
func clock(t time.Time) string { return t.Format("15:04:05") }

// settings returns a function whose text changes with the bibun.toml that holds
// for a folder: with where it is, and with what is in it. At first it is that of
// the file as it was when it was read, so that what was saved since is a change.
func (a *app) settings(src string) func() string {
	read, asked := a.settingsRead, false
	return func() string {
		if !asked {
			asked = true
			return read
		}
		file := a.configFile
		if file == "" {
			file, _ = config.Find(src)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return ""
		}
		return settingsText(file, text)
	}
}

// settingsText tells one bibun.toml from another.
func settingsText(file string, text []byte) string {
	return fmt.Sprintf("%s %x", file, sha256.Sum256(text))
}

// settingsFile is the name that a changed bibun.toml has.
func (a *app) settingsFile() string {
	if a.configFile != "" {
		return filepath.Base(a.configFile)
	}
	return config.FileName
}

// reload returns a function that reports whether the bibun.toml of now can be
// used. If it can't, it tells why, and the one before goes on to hold.
func (a *app) reload(src string, t *teller) func() bool {
	return func() bool {
		_, findings, err := a.readConfig(src)
		if err == nil && len(findings) == 0 {
			return true
		}
		line := clock(time.Now()) + " the settings of before still hold"
		if a.messageLang() == "ja" {
			line = clock(time.Now()) + " 以前の設定のまま続けます"
		}
		if err != nil {
			findings = []report.Finding{{File: a.settingsFile(), Severity: report.Error, Code: "file", Message: err.Error()}}
		}
		t.round(line, []told{{"", findings}}) // a name that sorts before every note's
		return false
	}
}
