package ignore

import (
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/fuzzing"
)

// FuzzMatch has any patterns say of any path whether it is excluded, in a time that doesn't
// explode, and the same every time.
func FuzzMatch(f *testing.F) {
	texts := fuzzing.Some(fuzzing.Literals(f, "cmd/bibun/internal/ignore"), 100)
	for i, text := range texts {
		f.Add([]byte(text), texts[(i+1)%len(texts)], i%2 == 0)
	}
	f.Add([]byte(strings.Repeat("**/a/", 40)+"b\n"), strings.Repeat("a/", 80)+"c", false)
	f.Add([]byte("*a*a*a*a*a*b\n[!a-z]?\\*\n!/x/\n"), "aaaaaaaaaaaaaaaaaaaaaaac", true)
	f.Fuzz(func(t *testing.T, text []byte, path string, folder bool) {
		var list Patterns
		var excluded, found bool
		fuzzing.Swift(t, len(text)+len(path), func() {
			list = Parse(text)
			excluded, found = list.Match(path, folder)
		})
		if excluded && !found {
			t.Fatalf("%q excludes %q and says nothing of it", text, path)
		}
		if again, _ := Parse(text).Match(path, folder); again != excluded {
			t.Fatalf("%q says two things of %q", text, path)
		}
		// The last pattern has the say.
		if last, ok := Parse(append(append([]byte{}, text...), "\n!*\n"...)).Match(path, folder); !folder && path != "" && path[len(path)-1] != '/' && (last || !ok) {
			t.Fatalf("%q, then all included again: %q is excluded: %t", text, path, last)
		}
	})
}
