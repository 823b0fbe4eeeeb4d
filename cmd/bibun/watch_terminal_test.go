package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// watchedOnATerminal starts a bibun that watches, with a terminal for standard error.
func watchedOnATerminal(t *testing.T, notes map[string]string, args ...string) (*process, *terminal) {
	t.Helper()
	p := notesFor(t, notes)
	exe, err := exec.LookPath("bibun")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, append([]string{"watch", "notes", "-o", p.out, "--lang", "en"}, args...)...)
	cmd.Dir = t.TempDir()
	if err := os.Symlink(p.src, filepath.Join(cmd.Dir, "notes")); err != nil {
		t.Fatal(err)
	}
	return p, openTerminal(t, cmd)
}

// screen is what a terminal shows in the end: text with colours left out, where what
// was taken back isn't.
func (e *terminal) screen() string {
	text := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(e.text(), "")
	var rows []string
	for piece := range strings.SplitAfterSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		for {
			m := regexp.MustCompile("\x1b\\[(\\d+)A\r\x1b\\[J").FindStringSubmatchIndex(piece)
			if m == nil {
				break
			}
			up := 0
			for _, c := range piece[m[2]:m[3]] {
				up = 10*up + int(c-'0')
			}
			rows = rows[:max(len(rows)-up, 0)]
			piece = piece[:m[0]] + piece[m[1]:]
		}
		rows = append(rows, strings.TrimSuffix(piece, "\n"))
		if !strings.HasSuffix(piece, "\n") {
			rows = rows[:len(rows)-1]
			if piece != "" {
				rows = append(rows, piece)
			}
		}
	}
	return strings.Join(rows, "\n")
}

// shows waits until the screen is as a pattern says, from its first row to its last.
func (e *terminal) shows(pattern string) {
	e.t.Helper()
	whole := regexp.MustCompile(`^(?s:` + pattern + `)$`)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if whole.MatchString(e.screen()) {
			return
		}
	}
	e.t.Fatalf("the terminal shows\n%s\nand not\n%s", e.screen(), pattern)
}

// On a terminal, one line tells of the last build and below it stands what is wrong
// now; the next build takes their place.
func TestWatchOnATerminal(t *testing.T) {
	p, e := watchedOnATerminal(t, map[string]string{"a.md": marked("a", 0), "b.md": "# B\n"})
	const time, took = `\d\d:\d\d:\d\d `, ` in \d+(\.\d+)? m?s`
	begin := "watching notes, writing " + regexp.QuoteMeta(p.out) + ` \(Ctrl\+C ends\)` + "\n"
	e.shows(begin + time + "built 2 notes, 1 block" + took)
	p.replace("a.md", marked("a", 1))
	e.shows(begin + time + "built 1 note, 1 block" + took)
	p.save("b.md", broken+"\n")
	wrong := "\n" + `notes/b.md:2:8: error: "1/2x" can be read two ways` + "\n.*1/2x.*" + `\^\^\^\^` + "\n +help: .*"
	e.shows(begin + time + "built 1 note, 1 block, 1 file with errors" + took + wrong)
	p.replace("a.md", marked("a", 2)) // what is wrong is still shown
	e.shows(begin + time + "built 1 note, 1 block, 1 file with errors" + took + wrong)
	p.save("bibun.toml", "lnag = \"ja\"\n")
	e.shows(begin + time + "the settings of before still hold\nnotes/bibun.toml:1:1: error: .*" + wrong)
	p.save("bibun.toml", "lang = \"en\"\n")
	e.shows(begin + time + "built 2 notes, 2 blocks, 1 file with errors" + took + wrong)
	p.save("b.md", "# B again\n")
	e.shows(begin + time + "built 1 note" + took)
	if err := os.Remove(filepath.Join(p.src, "b.md")); err != nil {
		t.Fatal(err)
	}
	e.shows(begin + time + "removed 1 output" + took)
	// A narrower window.
	if err := pty.Setsize(e.keys, &pty.Winsize{Rows: 10, Cols: 40}); err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		p.save(string(rune('c'+i))+".md", broken+"\n")
	}
	e.shows(".*8 files with errors.*and 7 more; bibun check shows all")
	e.types("\x03") // Ctrl+C
	e.ends()
	if !strings.Contains(e.text(), "\x1b[") {
		t.Error("no colours on a terminal")
	}
}

// On a terminal that can't take anything back, and with --quiet, lines are plain.
func TestWatchPlainLines(t *testing.T) {
	for name, args := range map[string][]string{"dumb": nil, "short": {"--format", "short"}, "quiet": {"--quiet"}} {
		t.Run(name, func(t *testing.T) {
			p := notesFor(t, map[string]string{"a.md": "# A\n"})
			exe, err := exec.LookPath("bibun")
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(exe, append([]string{"watch", p.src, "-o", p.out, "--lang", "en"}, args...)...)
			e := openTerminal(t, cmd, "TERM=dumb")
			p.shows("a.md", "# A")
			p.save("a.md", "# A\n\n"+broken+"\n")
			e.sees("a.md:4:8: error")
			p.save("a.md", "# Mended\n")
			p.shows("a.md", "Mended")
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			e.ends()
			if strings.Contains(e.text(), "\x1b") {
				t.Errorf("there are controls in %q", e.text())
			}
			if builds := strings.Contains(e.text(), "built"); builds != (name == "dumb") {
				t.Errorf("bibun said\n%s", e.text())
			}
		})
	}
}
