package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// room is a folder that is watched in a bubble where time is the test's: it
// stands still while anything works, so what is said of times is exact. Events
// come when the test sends them.
type room struct {
	*folder
	events chan fsnotify.Event
	errors chan error
	stop   context.CancelFunc
	ended  chan error
}

// inRoom runs a test of a watch. Change may change the options and the source.
func inRoom(t *testing.T, notes map[string]string, change func(o *Options, s *source, c *site.Convert), test func(r *room)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &room{folder: &folder{t: t, src: t.TempDir(), out: filepath.Join(t.TempDir(), "out")},
			events: make(chan fsnotify.Event), errors: make(chan error), ended: make(chan error, 1)}
		for name, content := range notes {
			r.put(name, content)
		}
		watched := map[string]bool{}
		src := &source{
			add:    func(path string) error { watched[path] = true; return nil },
			remove: func(path string) error { delete(watched, path); return nil },
			list: func() (list []string) {
				for path := range watched {
					list = append(list, path)
				}
				return list
			},
			events: r.events, errors: r.errors,
		}
		convert := site.Convert(upper)
		o := Options{Jobs: 2,
			Report: func(round Round) { r.rounds = append(r.rounds, round) },
			Warn:   func(m string) { r.warned = append(r.warned, m) },
		}
		if change != nil {
			change(&o, src, &convert)
		}
		s, err := site.Open(site.Options{Src: r.src, Out: r.out, Convert: convert})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		ctx, cancel := context.WithCancel(t.Context())
		r.stop = cancel
		l := newLoop(s, o)
		l.source = src
		go func() { r.ended <- l.run(ctx) }()
		synctest.Wait()
		if src.list != nil && len(watched) > 0 {
			r.events <- fsnotify.Event{Name: r.src, Op: fsnotify.Chmod} // what the self-test waits for
			synctest.Wait()
		}
		test(r)
		cancel()
		synctest.Wait()
		select {
		case err := <-r.ended:
			if err != nil && !errors.Is(err, ErrSettings) {
				t.Error(err)
			}
		default:
			t.Error("the watch doesn't end")
		}
	})
}

// tell sends the event of a write.
func (r *room) tell(name string) {
	r.events <- fsnotify.Event{Name: filepath.Join(r.src, name), Op: fsnotify.Write}
}

// after lets time pass.
func (r *room) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (r *room) is(name, want string) {
	r.t.Helper()
	if got := r.read(name); got != want {
		r.t.Errorf("%s is %q, want %q", name, got, want)
	}
}

func TestABurstIsBuiltOnce(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "0"}, nil, func(r *room) {
		for i := range 20 {
			r.put("a.md", fmt.Sprint("save ", i))
			r.tell("a.md")
			r.after(2 * time.Millisecond)
		}
		r.is("a.md", "0") // 40 ms long and no pause in it
		r.after(quiet)
		r.is("a.md", "SAVE 19")
		if n := r.builds("a.md"); n != 2 {
			r.t.Errorf("built %d times, want 2: at the start and after the burst", n)
		}
		r.after(time.Minute)
		if n := r.builds("a.md"); n != 2 || len(r.rounds) != 2 {
			r.t.Errorf("built %d times in %d rounds in the end", n, len(r.rounds))
		}
	})
}

func TestALongBurstIsShownOnTheWay(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "0"}, nil, func(r *room) {
		for i := range 100 { // half a second without a pause
			r.put("a.md", fmt.Sprint("save ", i))
			r.tell("a.md")
			r.after(5 * time.Millisecond)
		}
		r.after(quiet)
		r.is("a.md", "SAVE 99")
		if n := r.builds("a.md") - 1; n != 10 {
			r.t.Errorf("built %d times, want 10: every 50 ms", n)
		}
	})
}

func TestManyNotesAreOneRound(t *testing.T) {
	notes := map[string]string{}
	for i := range 100 {
		notes[fmt.Sprintf("%d.md", i)] = "0"
	}
	inRoom(t, notes, nil, func(r *room) {
		for write := range 100 {
			for name := range notes {
				r.put(name, fmt.Sprint("write ", write))
				r.tell(name)
			}
		}
		r.after(quiet)
		for name := range notes {
			r.is(name, "WRITE 99")
			if n := r.builds(name); n != 2 {
				r.t.Errorf("%s was built %d times, want 2", name, n)
			}
		}
		if n := len(r.rounds); n != 2 {
			r.t.Errorf("%d rounds, want 2", n)
		}
	})
}

func TestEmptyForAMoment(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "old"}, nil, func(r *room) {
		empty := func() {
			r.put("a.md", "")
			if err := os.Chtimes(filepath.Join(r.src, "a.md"), time.Now(), time.Now()); err != nil {
				r.t.Fatal(err)
			}
			r.tell("a.md")
		}
		for range 10 { // however often
			empty()
			r.after(Emptied / 2)
			r.is("a.md", "OLD")
		}
		r.after(Emptied/2 - 2*quiet)
		r.is("a.md", "OLD")
		r.put("a.md", "new")
		r.tell("a.md")
		r.after(quiet)
		r.is("a.md", "NEW")
		if n := r.builds("a.md"); n != 2 {
			r.t.Errorf("built %d times, want 2", n)
		}
		empty() // and stays so
		r.after(Emptied + unsettled + 2*quiet)
		r.is("a.md", "")
		if n := r.builds("a.md"); n != 3 {
			r.t.Errorf("built %d times, want 3", n)
		}
	})
}

func TestGoneForAMoment(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "old"}, nil, func(r *room) {
		os.Remove(filepath.Join(r.src, "a.md"))
		r.tell("a.md")
		r.after(unsettled - time.Millisecond)
		r.is("a.md", "OLD")
		r.put("a.md", "new")
		r.tell("a.md")
		r.after(quiet)
		r.is("a.md", "NEW")
		os.Remove(filepath.Join(r.src, "a.md"))
		r.tell("a.md")
		r.after(unsettled + 2*quiet)
		if _, err := os.Stat(filepath.Join(r.out, "a.md")); err == nil {
			r.t.Error("the output of a removed note is there")
		}
	})
}

func TestAMissedEventIsFound(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "0"}, nil, func(r *room) {
		r.put("a.md", "1")
		r.put("new/b.md", "2")
		r.after(2500 * time.Millisecond)
		r.is("a.md", "1")
		r.is("new/b.md", "2")
	})
}

// Where events come, polling isn't needed, even if some are lost.
func TestSomeEventsAreMissed(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "0", "b.md": "0"}, nil, func(r *room) {
		for i := range 5 {
			r.put("a.md", fmt.Sprint(i))
			r.put("b.md", fmt.Sprint(i))
			r.tell("b.md")
			r.after(sweepEvery + 2*quiet)
			r.is("a.md", fmt.Sprint(i))
		}
		if len(r.warned) > 0 {
			r.t.Errorf("warned of %q", r.warned)
		}
	})
}

func TestOverflow(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "0"}, nil, func(r *room) {
		r.put("a.md", "1")
		r.put("new/b.md", "2")
		r.errors <- fsnotify.ErrEventOverflow
		synctest.Wait()
		r.after(quiet)
		r.is("a.md", "1")
		r.is("new/b.md", "2")
		if len(r.warned) > 0 {
			r.t.Errorf("warned of %q", r.warned)
		}
	})
}

// polled checks that changes are found by looking, and that it was said once, with
// these words.
func (r *room) polled(words ...string) {
	r.t.Helper()
	for i := range 3 {
		r.put("a.md", fmt.Sprint("save ", i))
		r.put("deep/er/b.md", fmt.Sprint("save ", i))
		r.after(pollEvery + quiet)
		r.is("a.md", fmt.Sprint("SAVE ", i))
		r.is("deep/er/b.md", fmt.Sprint("SAVE ", i))
	}
	if len(r.warned) != 1 {
		r.t.Fatalf("warnings: %q, want one", r.warned)
	}
	for _, w := range append(words, "every 250ms") {
		if !strings.Contains(r.warned[0], w) {
			r.t.Errorf("no %q in %q", w, r.warned[0])
		}
	}
}

func TestTheSelfTestFails(t *testing.T) {
	none := func(_ *Options, s *source, _ *site.Convert) {
		s.add = func(string) error { return nil }
	}
	inRoom(t, map[string]string{"a.md": "0"}, none, func(r *room) {
		r.after(patient)
		r.polled("without a word")
	})
}

func TestAFileSystemOfAnotherMachine(t *testing.T) {
	inRoom(t, map[string]string{"a.md": "0"}, nil, func(r *room) { // the self-test is passed
		for i := range 2 {
			r.put("a.md", fmt.Sprint("from afar ", i))
			r.after(sweepEvery + 2*quiet)
			r.is("a.md", fmt.Sprint("FROM AFAR ", i))
		}
		r.polled("without a word")
	})
}

func TestNoMoreWatches(t *testing.T) {
	limit := func(_ *Options, s *source, _ *site.Convert) {
		add := s.add
		s.add = func(path string) error {
			if strings.HasSuffix(path, "er") {
				return syscall.ENOSPC
			}
			return add(path)
		}
	}
	inRoom(t, map[string]string{"a.md": "0", "deep/er/b.md": "0", "deep/water/b.md": "0"}, limit, func(r *room) {
		r.polled("fs.inotify.max_user_watches", "sysctl", filepath.Join("deep", "er"))
	})
}

func TestWarningsNameTheSetting(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		for err, setting := range map[error]string{
			syscall.ENOSPC: "fs.inotify.max_user_watches",
			syscall.EMFILE: "fs.inotify.max_user_instances",
		} {
			reason := wordsIn(lang).limited(&os.PathError{Op: "inotify", Path: "x", Err: err})
			if w := wordsIn(lang).polling(reason, pollEvery); !strings.Contains(w, setting) || !strings.Contains(w, "sysctl") || strings.Contains(w, "%!") {
				t.Errorf("%s: %q", lang, w)
			}
		}
	}
}

func TestPolling(t *testing.T) {
	f := &folder{t: t, src: t.TempDir(), out: filepath.Join(t.TempDir(), "out")}
	s, err := site.Open(site.Options{Src: f.src, Out: f.out, Convert: upper})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- Watch(ctx, s, Options{Jobs: 1, Poll: true, Report: func(Round) {}, Warn: func(m string) { t.Error(m) }})
	}()
	for i := range 5 {
		f.put("a/note.md", fmt.Sprint("save ", i))
		f.put(fmt.Sprintf("b%d/note.md", i), "note")
		f.settled()
	}
	os.RemoveAll(filepath.Join(f.src, "a"))
	f.settled()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// What is reached by way of a link to a folder isn't ours, whoever tells of it.
func TestAFolderBecomesALink(t *testing.T) {
	inRoom(t, map[string]string{"d/a.md": "one", "g/a.md": "two", "g/e/b.md": "two"}, nil, func(r *room) {
		os.RemoveAll(filepath.Join(r.src, "d"))
		if err := os.Symlink("g", filepath.Join(r.src, "d")); err != nil {
			r.t.Fatal(err)
		}
		r.tell("d/a.md")
		r.tell("d/e")
		r.after(2*sweepEvery + 2*unsettled)
		if got := list(r.out, false); got != "g/a.md: TWO\ng/e/b.md: TWO\n" {
			r.t.Errorf("the output is\n%s", got)
		}
	})
}

// Two changes in one step of the file system's clock have one stamp. A file that
// young is looked at once more.
func TestAStampCanLie(t *testing.T) {
	f := &folder{t: t, src: t.TempDir()}
	f.put("a.md", "one")
	s, err := site.Open(site.Options{Src: f.src, Out: filepath.Join(t.TempDir(), "out"), Convert: upper})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for age, again := range map[time.Duration]bool{0: true, tick - time.Millisecond: true, tick: false, -time.Hour: false} {
		l := newLoop(s, Options{})
		files, folders := l.survey.Look(t.Context(), false)
		l.folders["."] = true
		info, err := os.Stat(s.Path("a.md"))
		if err != nil {
			t.Fatal(err)
		}
		l.found("a.md", info, stampOf(info).Youngest().Add(age))
		l.swept(sweep{files: files, folders: folders})
		if l.dirty["a.md"] != again {
			t.Errorf("a file that was looked at %v after its change is looked at again: %v", age, l.dirty["a.md"])
		}
	}
}

// A note that is saved while it is built is built again, and the older result is
// dropped.
func TestSavedWhileItIsBuilt(t *testing.T) {
	slow := func(_ *Options, _ *source, c *site.Convert) {
		*c = func(ctx context.Context, file string, src []byte) (*site.Result, error) {
			if strings.HasPrefix(string(src), "slow") {
				time.Sleep(time.Second)
			}
			return upper(ctx, file, src)
		}
	}
	inRoom(t, map[string]string{"a.md": "0"}, slow, func(r *room) {
		r.put("a.md", "slow")
		r.tell("a.md")
		r.after(100 * time.Millisecond)
		r.put("a.md", "quick")
		r.tell("a.md")
		r.after(100 * time.Millisecond)
		r.is("a.md", "0")
		r.after(time.Second)
		r.is("a.md", "QUICK")
		r.after(time.Minute)
		r.is("a.md", "QUICK")
		if n := r.builds("a.md"); n != 2 {
			r.t.Errorf("built %d times, want 2: the result for a content of before was to be dropped", n)
		}
	})
}

// Saves that come faster than builds don't keep the output from following.
func TestSavedFasterThanItIsBuilt(t *testing.T) {
	slow := func(_ *Options, _ *source, c *site.Convert) {
		*c = func(ctx context.Context, file string, src []byte) (*site.Result, error) {
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
			}
			return upper(ctx, file, src)
		}
	}
	inRoom(t, map[string]string{"a.md": "0"}, slow, func(r *room) {
		shown := map[string]bool{}
		for i := range 100 { // for half a minute
			r.put("a.md", fmt.Sprint("save ", i))
			r.tell("a.md")
			r.after(300 * time.Millisecond)
			shown[r.read("a.md")] = true
		}
		if n := len(shown); n < 20 {
			r.t.Errorf("%d saves were shown on the way, want one in 1.3 s", n)
		}
		r.after(3 * time.Second)
		r.is("a.md", "SAVE 99")
	})
}

func TestInterruptedInABuild(t *testing.T) {
	long := func(_ *Options, _ *source, c *site.Convert) {
		*c = func(ctx context.Context, file string, src []byte) (*site.Result, error) {
			if string(src) != "long" {
				return upper(ctx, file, src)
			}
			<-ctx.Done()
			return nil, ctx.Err()
		}
	}
	inRoom(t, map[string]string{"a.md": "0", "b.md": "0"}, long, func(r *room) {
		r.put("a.md", "long")
		r.tell("a.md")
		r.after(time.Second)
		r.stop()
		synctest.Wait() // no time passes
		select {
		case err := <-r.ended:
			if err != nil {
				r.t.Error(err)
			}
			r.ended <- nil
		default:
			r.t.Error("the watch goes on")
		}
		r.is("a.md", "0")
		if left, _ := filepath.Glob(filepath.Join(r.out, ".*")); len(left) > 0 {
			r.t.Errorf("left are %q", left)
		}
	})
}

// Other settings end the watch, once they stay and can be used.
func TestSettings(t *testing.T) {
	var settings atomic.Value // the watch reads it when its own timers say so
	settings.Store("old")
	usable, asked := false, 0
	change := func(o *Options, _ *source, c *site.Convert) {
		o.Settings = func() string { return settings.Load().(string) }
		o.SettingsFile = "bibun.toml"
		o.Reload = func() bool { asked++; return usable }
		*c = func(ctx context.Context, file string, src []byte) (*site.Result, error) {
			time.Sleep(10 * time.Second) // a build is always going on
			return upper(ctx, file, src)
		}
	}
	inRoom(t, map[string]string{"a.md": "0"}, change, func(r *room) {
		settings.Store("") // as a file is that is being written to
		r.tell("bibun.toml")
		r.after(longest / 2)
		settings.Store("old")
		r.after(time.Minute)
		if asked > 0 {
			r.t.Error("settings that are as they were are asked about")
		}
		r.put("a.md", "1")
		r.tell("a.md")
		r.after(time.Second)
		settings.Store("bad")
		r.tell("bibun.toml")
		r.after(longest)
		if asked != 1 {
			r.t.Errorf("asked %d times, want 1", asked)
		}
		r.after(time.Minute)
		r.is("a.md", "1")
		r.put("a.md", "2")
		r.tell("a.md")
		r.after(time.Second)
		usable = true
		settings.Store("new") // elsewhere, where no event comes from
		r.after(2500 * time.Millisecond)
		r.after(10 * time.Second) // what was begun is finished
		select {
		case err := <-r.ended:
			if !errors.Is(err, ErrSettings) {
				r.t.Errorf("ended with %v", err)
			}
			r.ended <- nil
		default:
			r.t.Error("the watch goes on")
		}
		r.is("a.md", "2")
	})
}
