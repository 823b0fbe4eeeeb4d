package typeset

import (
	"slices"
	"testing"
)

func TestBetween(t *testing.T) {
	for _, tt := range []struct {
		text, open, close string
		want              []string
	}{
		{"none", "$$", "$$", nil},
		{"a $$x$$ b $$y\nz$$", "$$", "$$", []string{"x", "y\nz"}},
		{`\(x\) and \(y`, `\(`, `\)`, []string{"x", "y"}},
	} {
		if got := Between(tt.text, tt.open, tt.close); !slices.Equal(got, tt.want) {
			t.Errorf("Between(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
