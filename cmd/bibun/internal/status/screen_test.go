package status

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
)

// terminal shows what a terminal would: it knows line feeds, going up, returning
// to the left edge, clearing to the end, colours, wrapping and scrolling.
type terminal struct {
	width, height int
	rows          []string // all that were ever shown; the last height of them are seen
	row, col      int
	gone          int // rows that scrolled out of sight
}

func (t *terminal) Write(b []byte) (int, error) {
	cond := runewidth.Condition{}
	s := string(b)
	for s != "" {
		for len(t.rows) <= t.row {
			t.rows = append(t.rows, "")
		}
		switch {
		case strings.HasPrefix(s, "\x1b["):
			end := strings.IndexAny(s, "AJm")
			n, _ := strconv.Atoi(s[2:end])
			switch s[end] {
			case 'A':
				t.row = max(t.row-n, t.gone) // the upper edge stops the cursor
			case 'J':
				t.rows = t.rows[:t.row+1]
				t.rows[t.row] = ""
			}
			s = s[end+1:]
			continue
		case s[0] == '\r':
			t.col = 0
		case s[0] == '\n':
			t.row, t.col = t.row+1, 0
		default:
			r := []rune(s)[0]
			w := cond.RuneWidth(r)
			if t.col+w > t.width {
				t.row, t.col = t.row+1, 0
				for len(t.rows) <= t.row {
					t.rows = append(t.rows, "")
				}
			}
			t.rows[t.row] += string(r)
			t.col += w
			s = s[len(string(r))-1:]
		}
		s = s[1:]
		if out := t.row - t.height + 1; out > t.gone {
			t.gone = out
		}
	}
	return len(b), nil
}

func (t *terminal) String() string { return strings.Join(t.rows, "\n") }

func screen(width, height int) (*Screen, *terminal) {
	t := &terminal{width: width, height: height}
	return &Screen{
		W:    t,
		Size: func() (int, int) { return width, height },
		Print: func(w io.Writer, f report.Finding) error {
			_, err := fmt.Fprintf(w, "\x1b[31m%s\x1b[0m: %s\n  help\n", f.File, f.Message)
			return err
		},
		More: func(n int) string { return fmt.Sprint("and ", n, " more") },
	}, t
}

func found(file, message string) []report.Finding {
	return []report.Finding{{File: file, Message: message}}
}

func TestScreen(t *testing.T) {
	s, term := screen(20, 10)
	is := func(want string) {
		t.Helper()
		if got := strings.TrimRight(term.String(), "\n"); got != want {
			t.Errorf("shown is\n%s\nwant\n%s", got, want)
		}
	}
	s.Say("watching")
	s.Show("1 built")
	is("watching\n1 built")
	s.Show("2 built")
	is("watching\n2 built")
	s.Set("b", found("b", "wrong"))
	s.Show("3 built")
	is("watching\n3 built\nb: wrong\n  help")
	s.Set("a", found("a", "wide 微分微分微分微分")) // wraps
	s.Show("4 built")
	is("watching\n4 built\na: wide 微分微分微分\n微分\n  help\nb: wrong\n  help")
	s.Say("a warning")
	is("watching\na warning\n4 built\na: wide 微分微分微分\n微分\n  help\nb: wrong\n  help")
	s.Set("a", nil)
	s.Show("5 built")
	is("watching\na warning\n5 built\nb: wrong\n  help")
	s.Set("b", nil)
	s.Show("6 built")
	is("watching\na warning\n6 built")
}

// However much is wrong, what is shown can be taken back.
func TestScreenNeverScrolls(t *testing.T) {
	for height := 3; height < 12; height++ {
		s, term := screen(12, height)
		for n := range 8 {
			for i := range n {
				s.Set(fmt.Sprint(i), found(fmt.Sprint(i), strings.Repeat("x", 3*i)))
			}
			s.Show(fmt.Sprint("build ", n))
			if term.gone > 0 || strings.Count(term.String(), "build") != 1 {
				t.Fatalf("height %d, %d findings: %d rows have gone from\n%s", height, n, term.gone, term)
			}
			shown := strings.Count(term.String(), "help")
			var more int
			if _, rest, ok := strings.Cut(term.String(), "and "); ok {
				fmt.Sscan(rest, &more)
			}
			if shown+more != n {
				t.Errorf("height %d: %d of %d findings are shown and %d told of in\n%s", height, shown, n, more, term)
			}
		}
		for i := range 8 {
			s.Set(fmt.Sprint(i), nil)
		}
		s.Show("mended")
		if got := strings.TrimSpace(term.String()); got != "mended" {
			t.Errorf("height %d: at the end\n%s", height, got)
		}
	}
}
