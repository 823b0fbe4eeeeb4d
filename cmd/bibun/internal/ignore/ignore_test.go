package ignore

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMatch(t *testing.T) {
	tests := []struct {
		patterns, path string
		want           bool
	}{
		{"a", "a", true},
		{"a", "b/a", true},
		{"/a", "b/a", false},
		{"b/a", "c/b/a", false},
		{"**/a", "c/b/a", true},
		{"a/**", "a", false},
		{"a/**", "a/b/c", true},
		{"a/**/b", "a/b", true},
		{"a/**/b", "a/x/y/b", true},
		{"a**b", "axyb", true},
		{"a**b/c", "a/b/c", false},
		{"a/", "a", false},
		{"a/", "a (a folder)", true},
		{"*.md", "x/y.md", true},
		{"*.md\n!y.md", "x/y.md", false},
		{"!y.md\n*.md", "x/y.md", true},
		{`\!a`, "!a", true},
		{`\#a`, "#a", true},
		{"#a", "#a", false},
		{"a  ", "a", true},
		{`a\ `, "a ", true},
		{"a\r\n", "a", true},
		{"[a-c]x", "bx", true},
		{"[!a-c]x", "bx", false},
		{"[]]x", "]x", true},
		{"[a", "[a", false},
		{`a\`, "a", false},
		{"[[:digit:]]*", "7x", true},
		{"?", "あ", false},
		{"???", "あ", true},
		{"あ*", "あい", true},
		{`a\/b`, "a/b", true},
		{"/", "a", false},
	}
	for _, tt := range tests {
		name, folder := strings.CutSuffix(tt.path, " (a folder)")
		if got, _ := Parse([]byte(tt.patterns)).Match(name, folder); got != tt.want {
			t.Errorf("%q, %q: %t, want %t", tt.patterns, tt.path, got, tt.want)
		}
	}
}

// TestLongPatterns: no pattern makes matching take long.
func TestLongPatterns(t *testing.T) {
	list := Parse([]byte(strings.Repeat("*a", 60) + "b\n" + strings.Repeat("**/a/", 12) + "b\n"))
	for range 100 {
		list.Match(strings.Repeat("a", 250), false)
		list.Match(strings.TrimSuffix(strings.Repeat("a/", 20), "/"), false)
	}
}

// TestGit compares generated trees with what git check-ignore says of every path.
func TestGit(t *testing.T) {
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is missing")
	}
	trees := 60
	if testing.Short() {
		trees = 20
	}
	paths, excluded := 0, 0
	for seed := range trees {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		root := t.TempDir()
		grow(t, r, root)
		if out, err := exec.Command(git, "init", "-q", root).CombinedOutput(); err != nil {
			t.Fatalf("git init: %v\n%s", err, out)
		}
		var names []string
		folder := map[string]bool{}
		filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.Name() == ".git" {
				return fs.SkipDir
			}
			if name, _ := filepath.Rel(root, p); name != "." {
				names = append(names, filepath.ToSlash(name))
				folder[filepath.ToSlash(name)] = d.IsDir()
			}
			return nil
		})
		cmd := exec.Command(git, "-C", root, "-c", "core.excludesFile=", "check-ignore", "--stdin", "-z", "--no-index")
		cmd.Stdin = strings.NewReader(strings.Join(names, "\x00") + "\x00")
		out, err := cmd.Output()
		if exit, ok := err.(*exec.ExitError); err != nil && !(ok && exit.ExitCode() == 1) {
			t.Fatal(err)
		}
		ignored := map[string]bool{}
		for name := range bytes.SplitSeq(out, []byte{0}) {
			ignored[string(name)] = true
		}
		tree := Open(root, nil)
		for _, name := range names {
			paths++
			if ignored[name] {
				excluded++
			}
			if got := tree.ExcludedAt(name, folder[name]); got != ignored[name] {
				t.Errorf("seed %d: %s (a folder: %t) is excluded: %t; git says %t\n%s", seed, name, folder[name], got, ignored[name], allPatterns(root))
			}
			// The same from a folder below the root of the repository.
			first, rest, below := strings.Cut(name, "/")
			if below && !ignored[first] {
				if got := Open(filepath.Join(root, first), nil).ExcludedAt(rest, folder[name]); got != ignored[name] {
					t.Errorf("seed %d: from %s: %s is excluded: %t; git says %t\n%s", seed, first, rest, got, ignored[name], allPatterns(root))
				}
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("%d paths in %d trees, %d excluded", paths, trees, excluded)
	if excluded < paths/20 || excluded > paths*19/20 {
		t.Errorf("%d of %d paths excluded: the trees test little", excluded, paths)
	}
}

// grow makes a tree of folders, files and .gitignore files by chance.
func grow(t *testing.T, r *rand.Rand, dir string) {
	names := []string{"a", "b", "ab", "a.md", "b.md", "c.txt", "#a", "!b", "a b", "b ", "[a]", "a[", "A", "あ", "a-b", "]", "x1", "a\\b", "**", "*"}
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	// No a**: in front of a slash git decides by comparing pointers to two
	// different texts (wildmatch.c, prev_p < text), so that it says now this, now that.
	atoms := []string{"a", "b", "ab", "*", "?", "**", "*.md", "[ab]", "[!a]", "[^a]*", "[a-c]", "a*", "*b", "[[:alpha:]]", "[[:digit:]]", "[]]", "[a", "\\*", "\\a", "\\[a]", "#a", "\\#a", "\\!b", "a b", "b\\ ", "あ", "???", "x[0-9]", "[a-]*", "[\\]]", "a\\\\b", "[[:foo:]]", "[[:alpha]"}
	write := func(folder string) {
		var lines strings.Builder
		for range 1 + r.IntN(5) {
			line := ""
			if r.IntN(4) == 0 {
				line = "!"
			}
			if r.IntN(4) == 0 {
				line += "/"
			}
			line += pick(atoms)
			for range r.IntN(3) {
				line += "/" + pick(atoms)
			}
			if r.IntN(4) == 0 {
				line += "/"
			}
			if r.IntN(8) == 0 {
				line += " "
			}
			lines.WriteString(line)
			if r.IntN(8) == 0 {
				lines.WriteByte('\r')
			}
			lines.WriteByte('\n')
		}
		text := lines.String()
		if r.IntN(5) == 0 {
			text = strings.TrimSuffix(text, "\n")
		}
		if err := os.WriteFile(filepath.Join(folder, ".gitignore"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var fill func(folder string, depth int)
	fill = func(folder string, depth int) {
		if depth == 0 || r.IntN(3) == 0 {
			write(folder)
		}
		for range 4 + r.IntN(4) {
			p := filepath.Join(folder, pick(names))
			if depth < 3 && r.IntN(2) == 0 {
				if os.Mkdir(p, 0o777) == nil {
					fill(p, depth+1)
				}
			} else if _, err := os.Lstat(p); err != nil {
				os.WriteFile(p, nil, 0o666)
			}
		}
	}
	fill(dir, 0)
}

func allPatterns(root string) string {
	var b strings.Builder
	filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == ".gitignore" {
			text, _ := os.ReadFile(p)
			name, _ := filepath.Rel(root, p)
			fmt.Fprintf(&b, "%s: %q\n", name, text)
		}
		return nil
	})
	return b.String()
}

func TestTree(t *testing.T) {
	root := t.TempDir()
	put := func(name, text string) {
		file := filepath.Join(root, name)
		os.MkdirAll(filepath.Dir(file), 0o777)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("repo/.git/HEAD", "")
	put("repo/.gitignore", "*.tmp\nnotes/\n*.log\n")
	put("repo/notes/.gitignore", "drafts/\n!keep.tmp\n")
	put("repo/notes/.bibunignore", "private.md\n!x.log\n")
	put(".gitignore", "*.md\n") // outside the repository
	tree := Open(filepath.Join(root, "repo/notes"), []string{"*.csv", "!wanted.tmp"})
	for name, want := range map[string]bool{
		"a.md": false, "a.tmp": true, "keep.tmp": false, "sub/keep.tmp": false, "drafts/a.md": true, "private.md": true,
		"x.log": false, "y.log": true, "a.csv": true, "sub/wanted.tmp": false,
	} {
		if got := tree.ExcludedAt(name, false); got != want {
			t.Errorf("%s: %t, want %t", name, got, want)
		}
	}
	put("repo/notes/.bibunignore", "a.md\n")
	if tree.ExcludedAt("a.md", false) {
		t.Error("read again unasked")
	}
	tree.Forget()
	if !tree.ExcludedAt("a.md", false) {
		t.Error("not read again")
	}
	if Open(root, nil).ExcludedAt("a.md", false) != true {
		t.Error("a .gitignore outside a repository counts nothing in its own folder")
	}
}
