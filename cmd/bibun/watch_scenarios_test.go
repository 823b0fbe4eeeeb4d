package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// numbered are n notes, called by their number, in folders of fifty.
func numbered(n int) map[string]string {
	notes := map[string]string{}
	for i := range n {
		notes[numberedName(i)] = marked(fmt.Sprint(i), 0)
	}
	return notes
}

func numberedName(i int) string { return fmt.Sprintf("part %d/%d.md", i/50, i) }

// files writes a folder of notes that isn't watched.
func (s *scene) files(notes map[string]string) (dir string) {
	s.t.Helper()
	dir = filepath.Join(s.t.TempDir(), "elsewhere")
	for name, text := range notes {
		file := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(file), 0o777)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			s.t.Fatal(err)
		}
	}
	return dir
}

// must ends the test at an error.
func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) at(name string) string { return filepath.Join(s.src, name) }

func TestWatchPrograms(t *testing.T) {
	play(t, []scenario{
		{name: "sed -i", programs: []string{"sed"}, notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			s.edited = append(s.edited, "a.md")
			for i := range 5 {
				s.run("sed", "-i", fmt.Sprintf("s/\\b%d\\b/%d/g", i, i+1), "a.md")
				s.shows("a.md", fmt.Sprintf("begin a %d", i+1))
			}
		}},
		{name: "mv over", programs: []string{"mv"}, notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			s.edited = append(s.edited, "a.md")
			for i := range 5 {
				s.save("new~", marked("a", i+1))
				s.run("mv", "new~", "a.md")
				s.shows("a.md", fmt.Sprintf("begin a %d", i+1))
			}
		}},
		{name: "cp over", programs: []string{"cp"}, notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			s.edited = append(s.edited, "a.md")
			for i := range 5 {
				s.save("new~", marked("a", i+1))
				s.run("cp", "new~", "a.md")
				s.shows("a.md", fmt.Sprintf("begin a %d", i+1))
			}
		}},
		{name: "cp -r of 300", programs: []string{"cp"}, do: func(s *scene) {
			from := s.files(numbered(300))
			s.run("cp", "-r", from, "copy")
			s.run("cp", "-r", from, "copy/in a copy")
		}},
		{name: "tar of 5,000", programs: []string{"tar"}, long: true, do: func(s *scene) {
			archive := filepath.Join(s.t.TempDir(), "a.tar")
			s.run("tar", "-cf", archive, "-C", s.files(numbered(5000)), ".")
			s.run("tar", "-xf", archive)
		}},
		{name: "rsync of 300", programs: []string{"rsync"}, do: func(s *scene) {
			from := s.files(numbered(300))
			s.run("rsync", "-a", from+"/", "copy/")
			s.until("the copies", func() bool { return len(s.outputs()) >= 301 })
			for i := range 100 {
				s.must(os.WriteFile(filepath.Join(from, numberedName(i*3)), []byte(marked(fmt.Sprint(i*3), 11)), 0o666))
				s.must(os.Remove(filepath.Join(from, numberedName(i*3+1))))
			}
			s.run("rsync", "-a", "--delete", from+"/", "copy/")
			s.until("the removals", func() bool { return len(s.outputs()) == 201 })
			s.run("rsync", "-a", "--inplace", "--no-whole-file", s.files(numbered(300))+"/", "copy/")
		}},
		{name: "git checkout of 400", programs: []string{"git"}, do: func(s *scene) {
			for name, text := range numbered(400) {
				s.save(name, text)
			}
			git := `git -c user.name=x -c user.email=x@localhost -c init.defaultBranch=main -c gc.auto=0 -c maintenance.auto=false `
			s.sh(git + `init -q; git add .; ` + git + `commit -qm main; git checkout -q -b other`)
			for i := range 400 {
				switch i % 4 {
				case 0:
					s.must(os.Remove(s.at(numberedName(i))))
				case 1:
					s.must(os.Rename(s.at(numberedName(i)), s.at(fmt.Sprintf("part 0/moved %d.md", i))))
				default:
					s.save(numberedName(i), marked(fmt.Sprint(i), 3))
				}
			}
			s.sh(`git add -A; ` + git + `commit -qm other`)
			for range 3 {
				s.sh(`git checkout -q main; git checkout -q other`)
			}
			s.settles()
			s.sh(`git checkout -q main`)
		}},
	})
}

func TestWatchTrees(t *testing.T) {
	play(t, []scenario{
		{name: "mkdir -p and write at once", do: func(s *scene) {
			for i := range 20 {
				s.must(os.MkdirAll(s.at(fmt.Sprintf("%d/b/c", i)), 0o777))
				s.must(os.WriteFile(s.at(fmt.Sprintf("%d/b/c/note.md", i)), []byte(marked("note", i)), 0o666))
			}
			s.sh(`for i in 1 2 3 4 5 6 7 8 9 10; do mkdir -p sh$i/b/c && cp still.md sh$i/b/c/note.md; done`)
		}},
		{name: "mv of a folder, then a save inside", programs: []string{"mv"}, notes: map[string]string{"a/b/note.md": marked("x", 0)}, do: func(s *scene) {
			s.run("mv", "a", "z")
			s.save("z/b/note.md", marked("x", 1))
			s.shows("z/b/note.md", "begin x 1")
			s.replace("z/b/note.md", marked("x", 2))
			s.shows("z/b/note.md", "begin x 2")
			s.settles()
			s.run("mv", "z", "a")
			s.replace("a/b/note.md", marked("x", 3))
		}},
		{name: "a folder moved in and out", programs: []string{"mv"}, do: func(s *scene) {
			from := s.files(numbered(60))
			s.run("mv", from, "in")
			s.shows("in/"+numberedName(59), "begin 59")
			s.replace("in/"+numberedName(1), marked("1", 1))
			s.shows("in/"+numberedName(1), "begin 1 1")
			s.run("mv", "in", from)
		}},
		{name: "rm -rf and recreation, then a save", programs: []string{"rm"}, notes: map[string]string{"a/b/note.md": marked("x", 0)}, do: func(s *scene) {
			for i := range 5 {
				s.run("rm", "-rf", "a")
				s.save("a/b/note.md", marked("x", 2*i+1))
				s.shows("a/b/note.md", fmt.Sprintf("begin x %d ", 2*i+1))
				s.replace("a/b/note.md", marked("x", 2*i+2))
				s.shows("a/b/note.md", fmt.Sprintf("begin x %d ", 2*i+2))
			}
		}},
		{name: "deletion", programs: []string{"rm"}, notes: numbered(20), do: func(s *scene) {
			s.run("rm", s.at(numberedName(3)), s.at(numberedName(4)))
			s.until("the removal", func() bool { return len(s.outputs()) == 19 })
			s.run("rm", "-r", "part 0")
		}},
		{name: "file becomes folder", notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			for i := range 3 {
				s.must(os.Remove(s.at("a.md")))
				s.save("a.md/b.md", marked("b", i))
				s.shows("a.md/b.md", fmt.Sprintf("begin b %d ", i))
				s.must(os.RemoveAll(s.at("a.md")))
				s.save("a.md", marked("a", i))
				s.shows("a.md", fmt.Sprintf("begin a %d ", i))
			}
		}},
		{name: "case-only rename", notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			s.must(os.Rename(s.at("a.md"), s.at("A.md")))
			s.save("A.md", marked("a", 1))
			s.shows("A.md", "begin a 1")
			s.must(os.Rename(s.at("A.md"), s.at("a.MD")))
		}},
		{name: "NFC and NFD names", notes: map[string]string{"が.md": marked("nfc", 0)}, do: func(s *scene) {
			s.save("が.md", marked("nfd", 0)) // and both are there
			s.shows("が.md", "begin nfd 0")
			s.replace("が.md", marked("nfc", 1))
			s.shows("が.md", "begin nfc 1")
			s.must(os.Rename(s.at("が.md"), s.at("ガ.md")))
		}},
		{name: "200-deep folder", do: func(s *scene) {
			deep := strings.Repeat("d/", 200)
			s.save(deep+"note.md", marked("deep", 0))
			s.shows(deep+"note.md", "begin deep 0")
			s.replace(deep+"note.md", marked("deep", 1))
			s.shows(deep+"note.md", "begin deep 1")
			s.must(os.Rename(s.at("d"), s.at("e")))
			s.save("e/"+deep[2:]+"note.md", marked("deep", 2))
		}},
		{name: "a fifo and a 100 MB file", long: true, do: func(s *scene) {
			s.must(syscall.Mkfifo(s.at("pipe.md"), 0o666))
			s.must(os.WriteFile(s.at("large.bin"), nil, 0o666))
			s.must(os.Truncate(s.at("large.bin"), 100<<20))
			s.save("a.md", marked("a", 0))
			s.shows("a.md", "begin a 0")
			s.must(os.WriteFile(s.at("large.md"), []byte(strings.Repeat("long ", 4<<20)), 0o666)) // 20 MB, no note any more
			s.replace("a.md", marked("a", 1))
			s.shows("a.md", "begin a 1")
			s.must(os.Rename(s.at("pipe.md"), s.at("still.fifo")))
		}},
		{name: "the target of a symlink edited", notes: map[string]string{"in/target.md": marked("x", 0)}, do: func(s *scene) {
			elsewhere := filepath.Join(s.files(map[string]string{"target.md": marked("y", 0)}), "target.md")
			s.must(os.Symlink("in/target.md", s.at("link.md")))
			s.must(os.Symlink(elsewhere, s.at("far.md")))
			s.must(os.Symlink("in", s.at("circle"))) // not gone into
			s.shows("link.md", "begin x 0")
			s.shows("far.md", "begin y 0")
			s.replace("in/target.md", marked("x", 1))
			s.must(os.WriteFile(elsewhere, []byte(marked("y", 1)), 0o666))
			s.shows("link.md", "begin x 1")
			s.shows("far.md", "begin y 1")
			s.must(os.Remove(s.at("in/target.md"))) // the link leads nowhere
		}},
		{name: "the root removed and recreated", notes: map[string]string{"a/b.md": marked("b", 0)}, do: func(s *scene) {
			s.must(os.RemoveAll(s.src))
			s.until("the warning", func() bool { return strings.Contains(s.said(), "is missing") })
			if s.output("still.md") == "" {
				s.t.Error("the output was removed with the notes")
			}
			s.save("still.md", marked("still", 1))
			s.save("a/c.md", marked("c", 0))
			s.shows("a/c.md", "begin c 0")
			s.replace("a/c.md", marked("c", 1))
			s.shows("a/c.md", "begin c 1")
		}},
	})
}

func TestWatchWriters(t *testing.T) {
	play(t, []scenario{
		{name: "500 rapid saves", notes: map[string]string{"a.md": marked("a", 0), "b.md": marked("b", 0)}, do: func(s *scene) {
			s.edited = append(s.edited, "a.md", "b.md")
			for i := range 500 {
				s.save("a.md", marked("a", i+1))
				s.replace("b.md", marked("b", i+1))
				time.Sleep(time.Duration(i%5) * time.Millisecond)
			}
		}},
		{name: "a slow writer in pieces", do: func(s *scene) {
			f, err := os.Create(s.at("a.txt"))
			s.must(err)
			for i := range 30 {
				fmt.Fprintf(f, "piece %d\n", i)
				time.Sleep(20 * time.Millisecond)
			}
			s.shows("a.txt", "piece 1") // shown on the way
			s.must(f.Close())
		}},
		{name: "the same time and size, other content", notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			s.edited = append(s.edited, "a.md")
			for i := range 5 {
				info, err := os.Stat(s.at("a.md"))
				s.must(err)
				s.save("a.md", marked("a", i+1))
				s.must(os.Chtimes(s.at("a.md"), info.ModTime(), info.ModTime()))
				s.shows("a.md", fmt.Sprintf("begin a %d", i+1))
			}
		}},
		{name: "times of the future and the past", notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			s.edited = append(s.edited, "a.md")
			for i, year := range []int{2100, 1980, 2100, 1971, 2030} { // as after a jump of the clock
				at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
				s.replace("a.md", marked("a", i+1))
				s.must(os.Chtimes(s.at("a.md"), at, at))
				s.shows("a.md", fmt.Sprintf("begin a %d", i+1))
				s.save("a.md", marked("a", i+1)+"\n")
				s.must(os.Chtimes(s.at("a.md"), at, at))
			}
		}},
		{name: "10,000 writes over 100 files", long: true, notes: numbered(100), do: func(s *scene) {
			for i := range 10_000 {
				name := i * 37 % 100
				s.save(numberedName(name), marked(fmt.Sprint(name), i))
			}
		}},
		{name: "stopped for 20,000 writes", long: true, notes: numbered(100), do: func(s *scene) {
			s.signal(syscall.SIGSTOP)
			for i := range 20_000 {
				name := i * 37 % 100
				s.save(numberedName(name), marked(fmt.Sprint(name), i))
			}
			s.save("new/folder/a.md", marked("a", 1))
			s.signal(syscall.SIGCONT)
		}},
		{name: "0 bytes", notes: map[string]string{"a.md": marked("a", 0)}, do: func(s *scene) {
			s.edited = append(s.edited, "a.md")
			for i := range 50 { // empty for a moment
				s.must(os.Truncate(s.at("a.md"), 0))
				time.Sleep(time.Duration(i%20) * time.Millisecond)
				s.save("a.md", marked("a", i+1))
				time.Sleep(time.Duration(i%15) * time.Millisecond)
			}
			s.must(os.WriteFile(s.at("empty.txt"), nil, 0o666)) // and empty for good
		}},
	})
}

// The output lies inside the notes: a save is built exactly once.
func TestWatchOutputInside(t *testing.T) {
	t.Parallel()
	p := notesFor(t, map[string]string{"a.md": marked("a", 0), "b/c.md": marked("c", 0)})
	p.out = filepath.Join(p.src, "b", "out")
	s := &scene{process: p, torn: make(chan string, 1), edited: []string{"a.md", "b/c.md"}, anew: []string{"--ignore", "/b/out"}}
	s.begin()
	stop := s.watchReader()
	time.Sleep(sweepsPass)
	if n := s.rounds(); n != 1 {
		t.Errorf("%d rounds after the first build, want 1: %s", n, s.said())
	}
	s.replace("a.md", marked("a", 1))
	s.shows("a.md", "begin a 1")
	time.Sleep(sweepsPass)
	if n := s.rounds(); n != 2 {
		t.Errorf("%d rounds after a save, want 2: %s", n, s.said())
	}
	s.settles()
	stop()
	s.finish()
}

// sweepsPass is a time in which bibun has looked at everything at least once.
const sweepsPass = 2500 * time.Millisecond

// An output folder that is removed is made again, with all that belongs in it.
func TestWatchOutputRemoved(t *testing.T) {
	t.Parallel()
	s := &scene{process: notesFor(t, numbered(20)), torn: make(chan string, 1)}
	s.begin()
	for range 2 {
		s.must(os.RemoveAll(s.out))
		s.settles()
	}
	s.must(os.Rename(s.out, s.out+" of before"))
	s.must(os.Mkdir(s.out, 0o777))
	s.replace(numberedName(1), marked("1", 1))
	s.settles()
	s.replace(numberedName(2), marked("2", 1))
	s.settles()
	s.finish()
}

// Two bibuns on one folder of notes, each with an output of its own: the one inside
// the notes isn't taken for notes by the other where it is told so.
func TestWatchTwice(t *testing.T) {
	t.Parallel()
	notes := numbered(20)
	notes["still.md"] = marked("still", 0)
	notes[".gitignore"] = "out/\n"
	first := &scene{process: notesFor(t, notes), torn: make(chan string, 1), edited: []string{"still.md"}}
	second := &scene{process: notesFor(t, nil), torn: make(chan string, 1), edited: []string{"still.md"}}
	second.src, second.out = first.src, filepath.Join(first.src, "out")
	for _, s := range []*scene{first, second} {
		s.begin()
		defer s.watchReader()()
	}
	for i := range 30 {
		first.replace(numberedName(i%20), marked(fmt.Sprint(i%20), i+1))
		first.save("still.md", marked("still", i+1))
		first.save(fmt.Sprintf("new %d/a.md", i), marked("a", i))
	}
	for _, s := range []*scene{first, second} {
		s.settles()
		s.finish()
	}
}
