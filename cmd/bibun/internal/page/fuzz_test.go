package page

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/extension"
)

// FuzzRender looks for notes that crash the page, and for raw HTML that gets
// through it by way of a formula.
func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"$<script>$", "$$\n<script>\n$$", "> $$\n> a\n", "- \\[\n  <script>\n  \\]", "`$`$`$`", "$$$$", "\\(\\)", "$`",
		"```math\n<script>\n```", "|$|$|\n|-|-|\n|$a$|b|", "\t$$\n$$", "1. $$\n\n   a\n   $$\n", "$a{$b}$ \\$ $", "$$ a $$ $$", "[^1]\n\n[^1]: $$\n    a\n    $$",
	} {
		f.Add(s)
	}
	r := New(Options{Fragment: true})
	f.Fuzz(func(t *testing.T, note string) {
		n := extension.ReadNote([]byte(note))
		if extension.CheckDepth(n, 20) != nil {
			t.Skip()
		}
		// goldmark must not write into the note.
		before := bytes.Clone(n.Body)
		p, err := r.Render(context.Background(), n)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(string(p.HTML)), "<script") {
			t.Errorf("raw HTML in %q", p.HTML)
		}
		if !bytes.Equal(before, n.Body) {
			t.Errorf("the note was changed from %q to %q", before, n.Body)
		}
	})
}
