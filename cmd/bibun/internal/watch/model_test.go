package watch

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// step is something that is done to a folder of notes, or to the time.
type step struct {
	Do       string // one of those in steps
	At, To   string
	Length   int
	Told     bool // an event comes of it, of the kind Kind
	Kind     fsnotify.Op
	Duration time.Duration
}

func (s step) String() string {
	told := ""
	if s.Told {
		told = " told " + s.Kind.String()
	}
	return fmt.Sprintf("%s %s %s %d%s, %v later", s.Do, s.At, s.To, s.Length, told, s.Duration)
}

// steps draws what is done. Few names, so that files, folders and links get into
// each other's way.
func steps() *rapid.Generator[step] {
	names := rapid.SampledFrom([]string{"a.md", "b.md", "c.png", "d", "d/a.md", "d/e", "d/e/b.md", "d/e/f/c.md", "g", "g/a.md", "a.md/a.md"})
	return rapid.Custom(func(t *rapid.T) step {
		return step{
			Do:       rapid.SampledFrom([]string{"write", "write", "write", "replace", "replace", "remove", "rename", "rename", "folder", "link", "wait"}).Draw(t, "do"),
			At:       names.Draw(t, "at"),
			To:       names.Draw(t, "to"),
			Length:   rapid.IntRange(0, 3).Draw(t, "length"),
			Told:     rapid.Bool().Draw(t, "told"),
			Kind:     rapid.SampledFrom([]fsnotify.Op{fsnotify.Create, fsnotify.Write, fsnotify.Remove, fsnotify.Rename, fsnotify.Chmod}).Draw(t, "kind"),
			Duration: rapid.SampledFrom([]time.Duration{0, 0, 0, time.Millisecond, 9 * time.Millisecond, 40 * time.Millisecond, 251 * time.Millisecond, 3 * time.Second}).Draw(t, "duration"),
		}
	})
}

// do does it. What can't be done, since something is in the way, is left.
func (s step) do(src string, number int) {
	at, to := filepath.Join(src, s.At), filepath.Join(src, s.To)
	// Each length comes once, so that a stamp tells contents apart within one
	// step of the file system's clock.
	content := []byte(strings.Repeat("text ", 10*number+s.Length) + strconv.Itoa(number))
	if s.Length == 0 {
		content = nil
	}
	os.MkdirAll(filepath.Dir(at), 0o777)
	switch s.Do {
	case "write":
		os.WriteFile(at, content, 0o666)
	case "replace":
		if os.WriteFile(at+"~", content, 0o666) == nil && os.Rename(at+"~", at) != nil {
			os.Remove(at + "~")
		}
	case "remove":
		os.RemoveAll(at)
	case "rename":
		os.Rename(at, to)
	case "folder":
		os.MkdirAll(at, 0o777)
	case "link":
		os.Symlink(s.To, at)
	}
}

// Whatever is done to a folder, whichever events come of it, and of whatever kind:
// a moment later the output is that of a fresh build. Time is the test's.
func TestModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := rapid.SliceOfN(steps(), 1, 30).Draw(rt, "steps")
		var got, want string
		inRoom(t, map[string]string{"a.md": "first"}, nil, func(r *room) {
			for i, s := range list {
				s.do(r.src, i)
				if s.Told {
					for _, name := range []string{s.At, path.Dir(s.At), s.To} {
						if name != "." {
							r.events <- fsnotify.Event{Name: filepath.Join(r.src, name), Op: s.Kind}
						}
					}
				}
				r.after(s.Duration)
			}
			r.after(2*sweepEvery + 2*unsettled)
			got, want = listing(r.out, false), listing(r.src, true)
		})
		if got != want {
			rt.Fatalf("the output is\n%s\nand not\n%s", got, want)
		}
	})
}

// The same with the events that the system gives. BIBUN_MODEL=1000 for more of them.
func TestModelWithEvents(t *testing.T) {
	n := 4
	if s := os.Getenv("BIBUN_MODEL"); s != "" {
		n, _ = strconv.Atoi(s)
	}
	many := rapid.SliceOfN(steps(), 20, 60)
	for seed := range n {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			f := watch(t, false)
			list := many.Example(seed)
			for i, s := range list {
				s.do(f.src, i)
				time.Sleep(min(s.Duration, 50*time.Millisecond))
			}
			var got, want string
			for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
				if got, want = listing(f.out, false), listing(f.src, true); got == want {
					return
				}
			}
			t.Errorf("after %v\nthe output is\n%s\nand not\n%s", list, got, want)
		})
	}
}

// listing is the files of a folder with their content, as they are or as they are
// to become; links to folders lead nowhere.
func listing(dir string, build bool) string {
	s, err := site.Open(site.Options{Src: dir, Convert: upper})
	if err != nil {
		return err.Error()
	}
	defer s.Close()
	var b strings.Builder
	files, _ := s.Walk(context.Background(), ".", nil)
	for _, f := range files {
		data, _ := os.ReadFile(s.Path(f.Name))
		if build && site.IsNote(f.Name) {
			data = []byte(strings.ToUpper(string(data)))
		}
		fmt.Fprintf(&b, "%s: %s\n", f.Name, data)
	}
	return b.String()
}
