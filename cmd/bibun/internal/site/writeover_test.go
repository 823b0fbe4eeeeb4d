package site

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestInPlaceLosesNoSave saves a note at the moment in which its solutions are written,
// again and again: what was saved last is what is there, with its solutions or without.
func TestInPlaceLosesNoSave(t *testing.T) {
	dir, err := os.MkdirTemp("/dev/shm", "bibun") // where waiting for the disk takes no time
	if err != nil {
		dir = t.TempDir()
	}
	defer os.RemoveAll(dir)
	o, err := OpenOutput(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	file, temporary := filepath.Join(dir, "a.md"), filepath.Join(dir, ".a.md.new")
	refused := 0
	for i := range 2000 {
		first, second := "first "+strconv.Itoa(i), "second "+strconv.Itoa(i)
		put(t, file, first)
		put(t, temporary, second)
		saved := make(chan error)
		wait := time.Duration(i%150) * time.Microsecond
		go func() {
			for start := time.Now(); time.Since(start) < wait; {
			}
			saved <- os.Rename(temporary, file)
		}()
		if o.WriteOver("a.md", []byte(first), []byte(strings.ToUpper(first)), 0o666) != nil {
			refused++
		}
		if err := <-saved; err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != second {
			t.Fatalf("%v after the save: %q, %v; the save is lost", wait, got, err)
		}
		if list, _ := os.ReadDir(dir); len(list) != 1 {
			t.Fatalf("left is %v", list)
		}
	}
	t.Logf("%d of 2000 refused", refused)
}
