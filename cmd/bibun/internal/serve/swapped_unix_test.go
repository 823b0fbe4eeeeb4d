//go:build unix

package serve

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// What takes the place of a file that is listed is as little a way out, be it between the
// look at it and its opening: a link to outside, a folder that is a link, and a pipe, which
// would be waited for.
func TestSwappedBetweenLookAndOpening(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "d/outside.txt": "INSIDE", "d/e.md": "INSIDE", "f.txt": "INSIDE"})
	s.until("/d/outside.txt", func(r *http.Response, body string) bool { return body == "INSIDE" })
	beside := filepath.Dir(s.src)
	if err := os.WriteFile(filepath.Join(beside, "e.md"), []byte("SECRET"), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(s.src, name) }
	stop := make(chan struct{})
	var swapping sync.WaitGroup
	swapping.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			os.Rename(at("d"), at(".d")) // the folder by a link to the one outside
			os.Symlink("..", at("d"))
			os.Symlink("../outside.txt", at(".link")) // the file by a link
			os.Rename(at(".link"), at("f.txt"))
			time.Sleep(100 * time.Microsecond)
			syscall.Mkfifo(at(".pipe"), 0o666) // and by a pipe
			os.Rename(at(".pipe"), at("f.txt"))
			time.Sleep(100 * time.Microsecond)
			os.Remove(at("d"))
			os.Rename(at(".d"), at("d"))
			os.WriteFile(at(".file"), []byte("INSIDE"), 0o666)
			os.Rename(at(".file"), at("f.txt"))
			time.Sleep(100 * time.Microsecond)
		}
	})
	ask, done := s.asker()
	defer done()
	inside := 0
	for range 400 {
		for _, target := range []string{"/d/outside.txt", "/d/e.html", "/f.txt"} {
			if _, body := ask(target); strings.Contains(body, "SECRET") {
				close(stop)
				swapping.Wait()
				t.Fatalf("%s: %s", target, body)
			} else if strings.Contains(body, "INSIDE") {
				inside++
			}
		}
	}
	close(stop)
	swapping.Wait()
	if inside == 0 {
		t.Error("nothing was ever served: the test tests nothing")
	}
}
