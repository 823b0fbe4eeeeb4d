package ignore

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Patterns that can't be read are no reason to take what they exclude for a note: those
// of before hold, and where there were none, everything is excluded.
func TestPatternsThatCannotBeRead(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "sub", ".gitignore")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("draft.md\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	tree := Open(root, nil)
	excluded := func(what, name string, want bool) {
		t.Helper()
		if got := tree.ExcludedAt(name, false); got != want {
			t.Errorf("%s: %.30s excluded: %t, want %t", what, name, got, want)
		}
	}
	excluded("readable", "sub/draft.md", true)
	excluded("readable", "sub/a.md", false)
	if err := tree.Err("sub"); err != nil {
		t.Error(err)
	}
	// A name that is too long to be looked up is an error for root, too.
	long := "sub/" + strings.Repeat("x", 300)
	if tree.Err(long) == nil || tree.Err("sub") != nil {
		t.Errorf("errors: %v, %v", tree.Err(long), tree.Err("sub"))
	}
	excluded("never read", long+"/a.md", true)

	// A link in a circle can't be looked through, not even by root.
	if err := os.Rename(filepath.Dir(file), filepath.Join(root, "away")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("sub", filepath.Join(root, "sub")); err != nil {
		t.Skip(err)
	}
	for range 3 {
		tree.Forget()
		excluded("unreadable now", "sub/draft.md", true)
		excluded("unreadable now", "sub/a.md", false)
		if tree.Err("sub") == nil {
			t.Error("no error")
		}
	}
}
