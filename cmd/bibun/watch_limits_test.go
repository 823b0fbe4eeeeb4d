package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// Where the system has no more watches or watchers to give, bibun looks at the
// files again and again, and says once which setting is too low. The limits are
// those of a user namespace, which is left when the test ends.
func TestWatchBeyondTheLimits(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the limits are those of Linux")
	}
	if out, err := exec.Command("unshare", "-Ur", "true").CombinedOutput(); err != nil {
		if os.Getenv(typeset.All) == "1" {
			t.Fatalf("no user namespace: %v %s", err, out)
		}
		t.Skipf("no user namespace: %v %s", err, out)
	}
	for _, tt := range []struct{ file, limit, setting string }{
		{"max_inotify_watches", "4", "fs.inotify.max_user_watches"},
		{"max_inotify_instances", "0", "fs.inotify.max_user_instances"},
	} {
		t.Run(tt.file, func(t *testing.T) {
			t.Parallel()
			p := notesFor(t, map[string]string{"a.md": marked("a", 0), "b/c/d/e/f.md": marked("f", 0)})
			bibun, err := exec.LookPath("bibun")
			if err != nil {
				t.Fatal(err)
			}
			p.exe = "unshare"
			p.start("-Ur", "sh", "-ec", `echo "$1" > "/proc/sys/user/$0"; shift; exec "$@"`, tt.file, tt.limit,
				bibun, "watch", p.src, "-o", p.out, "--lang", "en")
			p.shows("b/c/d/e/f.md", "begin f 0")
			for i := range 3 {
				p.save("a.md", marked("a", i+1))
				p.replace("b/c/d/e/f.md", marked("f", i+1))
				p.save(fmt.Sprintf("new %d/g.md", i), marked("g", i))
				p.shows("a.md", fmt.Sprintf("begin a %d ", i+1))
				p.shows("b/c/d/e/f.md", fmt.Sprintf("begin f %d ", i+1))
				p.shows(fmt.Sprintf("new %d/g.md", i), fmt.Sprintf("begin g %d ", i))
			}
			if n := strings.Count(p.said(), "warning"); n != 1 || !strings.Contains(p.said(), "raise "+tt.setting+" with sysctl") {
				t.Errorf("%d warnings, want one that names %s: %s", n, tt.setting, p.said())
			}
			if code := p.end(os.Interrupt); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}
