package note

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/extension"
)

func TestLimits(t *testing.T) {
	deep := []byte(strings.Repeat("> ", 500) + "text\n\n```diff\nf(x) = x^2\nf'(x)\n```\n")

	n, err := New(Options{}).Convert(context.Background(), "a.md", deep)
	if err != nil {
		t.Fatal(err)
	}
	if string(n.Output) != string(deep) {
		t.Error("a note that passes a limit was changed")
	}
	if f := n.Findings(); len(f) != 1 || f[0].Severity != "warning" || f[0].Line != 1 {
		t.Errorf("findings %+v, want a warning in line 1", f)
	}

	_, err = New(Options{To: HTML}).Convert(context.Background(), "a.md", deep)
	if limit := (*extension.LimitError)(nil); !errors.As(err, &limit) {
		t.Errorf("error %v, want a limit", err)
	}
}

func TestFindings(t *testing.T) {
	src := "\ufeff---\r\ntitle: x\r\n---\r\n\r\n> ```diff\r\n> f(x) = 1/2x\r\n> f'(x)\r\n> ```\r\n\r\n```diff\r\ng(x) = 1/2x\r\ng'(x)\r\n```"
	for _, to := range []Format{Markdown, HTML} {
		n, err := New(Options{To: to}).Convert(context.Background(), "a.md", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		f := n.Findings()
		if len(f) != 2 || f[0].Line != 6 || f[0].Column != 10 || f[0].Excerpt != "> f(x) = 1/2x" ||
			f[1].Line != 11 || f[1].Column != 8 || f[1].Excerpt != "g(x) = 1/2x" {
			t.Errorf("to %s: %+v", to, f)
		}
		if solved, skipped, failed := n.Counts(); solved != 0 || skipped != 0 || failed != 2 {
			t.Errorf("to %s: counts %d, %d, %d", to, solved, skipped, failed)
		}
	}
}

func TestOneConverterForManyNotes(t *testing.T) {
	c := New(Options{To: HTML, Lang: "en"})
	src := []byte("# T\n\n```diff\nL(u,v) = u^2v\ndL\n```\n")
	first, err := c.Convert(context.Background(), "a.md", src)
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			n, err := c.Convert(context.Background(), "a.md", src)
			if err != nil || string(n.Output) != string(first.Output) {
				t.Errorf("another result, error %v", err)
			}
		})
	}
}
