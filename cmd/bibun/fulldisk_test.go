package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFullDisk builds on a disk that runs full: with no room left, with one page of it,
// with two and so on, until there is room for everything. What is there stays old or
// gets new, the message says what to do, and once there is room again the same command
// does all of it. The disk is one of a user namespace, which is left when the test ends.
func TestFullDisk(t *testing.T) {
	needsNamespaces(t)
	for _, j := range journeys() {
		if j.name == "render" || j.name == "clean" { // which write nothing
			continue
		}
		t.Run(j.name, func(t *testing.T) {
			t.Parallel()
			old := j.prepared(t)
			dir := courseFolder(t)
			old.laid(t, dir)
			cold := courseFolder(t)
			old.laid(t, cold)
			if r := runIn(t, cold, j.args...); r.code != exitDone {
				t.Fatal(r)
			}
			want := treeOf(t, cold)
			bibun, err := exec.LookPath("bibun")
			if err != nil {
				t.Fatal(err)
			}
			seen := t.TempDir()
			cmd := exec.Command("unshare", append([]string{"-Urm", "sh", "-ec", `
				bibun=$1 dir=$2 seen=$3; shift 3
				cp -a "$dir" "$seen/course"
				for pages in 0 1 2 3 4 6 8 12 16 24 40; do
					mount -t tmpfs -o size=1m none "$dir"
					cp -a "$seen/course/." "$dir"
					dd if=/dev/zero of="$dir/filler" bs=4096 2>/dev/null || true
					truncate -c -s -$((pages * 4096)) "$dir/filler"
					cd "$dir/.."
					code=0; LANG=C "$bibun" "$@" 2>"$seen/$pages.said" || code=$?
					echo $code >"$seen/$pages.code"
					rm "$dir/filler"
					cp -a "$dir" "$seen/$pages.full"
					LANG=C "$bibun" "$@" 2>>"$seen/$pages.said" || echo "again: $?" >>"$seen/$pages.said"
					cp -a "$dir" "$seen/$pages.after"
					cd /
					umount "$dir"
				done`, "sh", bibun, dir, seen}, j.args...)...)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			tries, _ := filepath.Glob(filepath.Join(seen, "*.code"))
			failed := 0
			for _, try := range tries {
				try = strings.TrimSuffix(try, ".code")
				read := func(end string) string {
					text, err := os.ReadFile(try + end)
					if err != nil {
						t.Fatal(err)
					}
					return string(text)
				}
				said := read(".said")
				full := treeOf(t, try+".full")
				if d := full.between(old, want, j.written); d != "" {
					t.Errorf("%s pages: %s\n%s", filepath.Base(try), d, said)
				}
				for name := range full {
					if temporary(name) {
						t.Errorf("%s pages: %s is left\n%s", filepath.Base(try), name, said)
					}
				}
				switch code := strings.TrimSpace(read(".code")); {
				case code == "2" && strings.Contains(said, "no space left on device") && strings.Contains(said, "free some space"):
					failed++
				case code != "0" || full.without(recorded).differs(want.without(recorded)) != "":
					t.Errorf("%s pages: exit code %s\n%s", filepath.Base(try), code, said)
				}
				if d := treeOf(t, try+".after").without(recorded).differs(want.without(recorded)); d != "" || strings.Contains(said, "again: ") && !j.once {
					t.Errorf("%s pages, and all of them again: %s\n%s", filepath.Base(try), d, said)
				}
			}
			if failed == 0 || failed == len(tries) {
				t.Errorf("%d of %d builds ran out of room", failed, len(tries))
			}
			t.Logf("%d of %d builds ran out of room", failed, len(tries))
		})
	}
}
