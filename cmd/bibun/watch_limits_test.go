package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// needsNamespaces skips a test where there are no user namespaces.
func needsNamespaces(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("there are no namespaces but on Linux")
	}
	if out, err := exec.Command("unshare", "-Urm", "true").CombinedOutput(); err != nil {
		if os.Getenv(typeset.All) == "1" {
			t.Fatalf("no user namespace: %v %s", err, out)
		}
		t.Skipf("no user namespace: %v %s", err, out)
	}
}

// Where the system has no more watches or watchers to give, bibun looks at the
// files again and again, and says once which setting is too low. The limits are
// those of a user namespace, which is left when the test ends.
func TestWatchBeyondTheLimits(t *testing.T) {
	needsNamespaces(t)
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

// A disk that is unmounted takes nothing from the output, and is watched again when
// it is back, be it the folder of notes or one in it.
func TestWatchUnmounted(t *testing.T) {
	needsNamespaces(t)
	for _, at := range []string{"", "disk/"} {
		t.Run("at "+at, func(t *testing.T) {
			t.Parallel()
			watchUnmounted(t, at)
		})
	}
}

// watchUnmounted watches notes of which those in the folder at are on a disk that is
// unmounted and mounted again.
func watchUnmounted(t *testing.T, at string) {
	disk := notesFor(t, map[string]string{"a.md": marked("a", 0), "b/c.md": marked("c", 0)})
	signs := t.TempDir()
	p := notesFor(t, nil)
	if at != "" {
		p.save("own.md", marked("own", 0))
		if err := os.Mkdir(filepath.Join(p.src, at), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	bibun, err := exec.LookPath("bibun")
	if err != nil {
		t.Fatal(err)
	}
	p.exe = "unshare"
	p.start("-Urm", "sh", "-ec", `
		arrive() { mount -t tmpfs none "$1"; cp -a "$2/." "$1"; }
		until_sign() { until [ -e "$1" ]; do sleep 0.05; done; }
		arrive "$5" "$2"
		"$0" watch "$1" -o "$3" --lang en & bibun=$!
		trap 'kill -TERM $bibun; wait $bibun; exit $?' INT
		until_sign "$4/away"; umount -l "$5"
		until_sign "$4/back"; arrive "$5" "$2"
		wait $bibun`, bibun, p.src, disk.src, p.out, signs, filepath.Join(p.src, at))
	sign := func(name string) {
		if err := os.WriteFile(filepath.Join(signs, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	p.shows(at+"b/c.md", "begin c 0")
	sign("away")
	p.until("the warning", func() bool { return strings.Contains(p.said(), "is missing") })
	time.Sleep(sweepsPass)
	p.shows(at+"a.md", "begin a 0")
	p.shows(at+"b/c.md", "begin c 0")
	if at != "" { // the rest is built as ever
		p.shows("own.md", "begin own 0")
		p.save("own.md", marked("own", 1))
		p.shows("own.md", "begin own 1")
		if err := os.Remove(filepath.Join(p.src, "own.md")); err != nil {
			t.Fatal(err)
		}
		p.until("the removal of another note", func() bool { return p.output("own.md") == "" })
	}
	disk.save("a.md", marked("a", 1))
	if err := os.Remove(filepath.Join(disk.src, "b/c.md")); err != nil {
		t.Fatal(err)
	}
	sign("back")
	p.shows(at+"a.md", "begin a 1")
	p.until("the removal", func() bool { return p.output(at+"b/c.md") == "" })
	if code := p.end(os.Interrupt); code != 0 || strings.Count(p.said(), "warning") != 1 {
		t.Errorf("exit code %d: %s", code, p.said())
	}
}
