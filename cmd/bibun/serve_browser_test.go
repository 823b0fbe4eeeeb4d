package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// tab is a page in a browser.
type tab struct {
	t    testing.TB
	name string
	ctx  context.Context
	new  func(name string) *tab

	mu       sync.Mutex
	troubles []string // errors on the console, which is also where a breach of the security policy goes
}

// browse starts a browser, or skips the test without BIBUN_TEST_ALL=1. It reaches
// nothing but this machine.
func browse(t testing.TB) *tab {
	t.Helper()
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("the preview is not opened without %s=1", typeset.All)
	}
	var chromium string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if chromium, _ = exec.LookPath(name); chromium != "" {
			break
		}
	}
	if chromium == "" {
		t.Fatal("the preview is not opened: no chromium on the PATH")
	}
	if _, err := os.Stat(mathJaxFolder); err != nil {
		t.Fatal("the preview is not opened: run npm ci --prefix calculus/latex/testdata/typeset first")
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1000, 800),
		chromedp.UserDataDir(t.TempDir()), chromedp.WSURLReadTimeout(patience*2),
		chromedp.Flag("host-resolver-rules", "MAP rebound.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))...)
	t.Cleanup(cancel)
	// The time is a backstop.
	limited, cancel := context.WithTimeout(allocator, 5*time.Minute)
	t.Cleanup(cancel)
	return newTab(t, limited, "first tab")
}

func newTab(t testing.TB, parent context.Context, name string) *tab {
	t.Helper()
	b := &tab{t: t, name: name}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithListener(b.listen))
	t.Cleanup(cancel)
	b.ctx = ctx
	b.new = func(name string) *tab { return newTab(t, ctx, name) }
	b.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		return cdp.Call(ctx, t, log.Enable, cdp.Empty{})
	})
	return b
}

// listen keeps what is wrong on the console.
func (b *tab) listen(e any) {
	var trouble string
	switch e := e.(type) {
	case *cdpruntime.EventExceptionThrown:
		trouble = e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			trouble += " " + x.Description
		}
	case *cdpruntime.EventConsoleAPICalled:
		if e.Type == cdpruntime.ConsoleAPICalledTypeError {
			trouble = "console.error: " + e.Args[0].Description
		}
	case *log.EventEntryAdded:
		// That a server is down, or a page missing, is no fault of the page's.
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "net::ERR_") && !strings.Contains(e.Entry.Text, "404") {
			trouble = e.Entry.Text + " " + e.Entry.URL
		}
	}
	if trouble != "" {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.troubles = append(b.troubles, trouble)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", b.name, err)
	}
}

// value returns what an expression is in the page.
func value[T any](b *tab, js string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", b.name, err)
	}
	return v
}

// until waits until an expression is true in the page. A page that is loaded
// anew meanwhile has no answer for a moment.
func (b *tab) until(what, js string) {
	b.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+js+")")); err == nil && ok {
			return
		}
	}
	b.picture("failed-" + b.name)
	b.t.Fatalf("%s: %s didn't come in %v (%s)\n%s\n%v", b.name, what, patience, js, value[string](b, "document.body.innerText"), b.troubles)
}

// picture keeps a screenshot where BIBUN_PICTURES names a folder.
func (b *tab) picture(name string) {
	b.t.Helper()
	dir := os.Getenv("BIBUN_PICTURES")
	if dir == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// quiet fails the test for each trouble on the console.
func (b *tab) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, trouble := range b.troubles {
		b.t.Errorf("%s: %s", b.name, trouble)
	}
}

const mathJaxFolder = "../../calculus/latex/testdata/typeset/node_modules"

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// preview starts a bibun serve on the notes of p, at a port or at any, and
// returns its address.
func (p *process) preview(port string, args ...string) string {
	p.t.Helper()
	p.start(append([]string{"serve", p.src, "--port", port, "--mathjax", mathJaxFolder, "--lang", "en"}, args...)...)
	p.until("the address", func() bool { return address.MatchString(p.said()) })
	return address.FindString(p.said())
}

// longNote is a note of many blocks, with a paragraph of its own at number i.
func longNote(paragraph map[int]string) string {
	var b strings.Builder
	b.WriteString("# A long note\n\n")
	for i := range 60 {
		if text, ok := paragraph[i]; ok {
			b.WriteString(text + "\n\n")
		} else {
			fmt.Fprintf(&b, "Paragraph %d of the note, with a formula $x_{%d}^2+1$ in it.\n\n", i, i)
		}
	}
	return b.String()
}

const (
	solvable = "```diff\nL(u,v) = u^2v^4\n∂L/∂u\n```"
	broken   = "```diff\nf(x) = 1/2x + 3\nf'(x)\n```"
)

// notRaw is true once no formula of the page waits to be typeset.
const notRaw = `Array.from(document.querySelectorAll('main .math, main .bibun')).every(e => e.querySelector('mjx-container'))`

func TestBrowserPreview(t *testing.T) {
	p := notesFor(t, map[string]string{"a.md": longNote(nil), "part/b.md": "# B\n\n![](../p.png)\n"})
	p.save("p.png", picture(10))
	first := browse(t)
	home := p.preview("0")

	// A page as it is opened.
	first.do(chromedp.Navigate(home + "a.html"))
	first.until("the formulas", `document.querySelectorAll('mjx-container').length === 60 && `+notRaw)
	second := first.new("second tab")
	second.do(chromedp.Navigate(home + "a.html"))
	second.until("the formulas", `document.querySelectorAll('mjx-container').length === 60`)
	// What is loaded anew loses this mark.
	value[bool](first, `window.marked = document.querySelector('h1').marked = true`)

	// A block in sight is saved: it changes in place, in both tabs, and what is
	// being read stays where it is.
	value[bool](first, `(scrollTo(0, 900), true)`)
	const reading = `Math.round(document.evaluate("//p[contains(., 'Paragraph 25 ')]", document).iterateNext().getBoundingClientRect().top)`
	place := value[int](first, reading)
	stays := func(what string) {
		t.Helper()
		if now := value[int](first, reading); now < place-1 || now > place+1 {
			t.Errorf("after %s what is read is at %d, not at %d", what, now, place)
		}
		if !value[bool](first, `window.marked === true && document.querySelector('h1').marked === true`) {
			t.Errorf("after %s the page was loaded anew", what)
		}
	}
	p.save("a.md", longNote(map[int]string{27: solvable}))
	for _, b := range []*tab{first, second} {
		b.until("the solution", `document.querySelector('.bibun mjx-container') && !document.body.innerText.includes('Paragraph 27 ') && `+notRaw)
	}
	stays("a save in sight")
	first.picture("solution")
	p.replace("a.md", longNote(map[int]string{3: solvable + "\n\n" + strings.Repeat("More text. ", 200), 27: solvable}))
	first.until("the second solution", `document.querySelectorAll('.bibun').length === 2 && `+notRaw)
	stays("a save far above")
	p.save("a.md", longNote(map[int]string{27: solvable}))
	first.until("one solution", `document.querySelectorAll('.bibun').length === 1`)
	stays("a removal far above")
	p.save("a.md", longNote(map[int]string{27: solvable, 59: "The end $e$."}))
	first.until("the end", `document.querySelector('main').innerText.includes('The end') && `+notRaw)
	stays("a save far below")

	// A block is broken: the page says so, and stops when it is mended.
	p.save("a.md", longNote(map[int]string{27: broken}))
	for _, b := range []*tab{first, second} {
		b.until("the overlay", `document.querySelector('#bibun-findings details')?.open`)
	}
	overlay := value[string](first, `document.querySelector('#bibun-findings').innerText`)
	for _, want := range []string{"1 error", filepath.Join(p.src, "a.md") + ":58:8", `"1/2x" can be read two ways`, "58 │ f(x) = 1/2x + 3", "help", "write 1/(2x)"} {
		if !strings.Contains(overlay, want) {
			t.Errorf("the overlay doesn't have %q:\n%s", want, overlay)
		}
	}
	if mark := value[string](first, `document.querySelector('#bibun-findings mark').innerText`); mark != "1/2x" {
		t.Errorf("%q is marked", mark)
	}
	stays("an error")
	first.picture("overlay")
	p.save("a.md", longNote(map[int]string{27: solvable}))
	for _, b := range []*tab{first, second} {
		b.until("the end of the overlay", `!document.querySelector('#bibun-findings') && document.querySelector('.bibun') && `+notRaw)
	}
	stays("the mending")

	// The server goes, a note is saved, the server comes back.
	port := strings.TrimSuffix(home[strings.LastIndex(home, ":")+1:], "/")
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d after SIGINT, want 0", code)
	}
	first.until("the sign of no connection", `!document.getElementById('bibun-offline').hidden`)
	first.picture("offline")
	p.save("a.md", longNote(map[int]string{27: "Saved meanwhile $m$."}))
	p.preview(port)
	for _, b := range []*tab{first, second} {
		b.until("what was saved meanwhile", `document.body.innerText.includes('Saved meanwhile') && document.getElementById('bibun-offline').hidden && `+notRaw)
	}
	stays("a restart")

	// The index follows.
	first.do(chromedp.Navigate(home))
	first.until("the index", `document.body.innerText.includes('a.md') && document.body.innerText.includes('b.md')`)
	value[bool](first, `window.marked = true`)
	p.save("part/new.md", "# New\n")
	first.until("the new note", `document.body.innerText.includes('new.md')`)
	first.picture("index")
	value[bool](first, `(() => { const i = document.getElementById('bibun-filter'); i.value = 'part new'; i.dispatchEvent(new Event('input')); return true })()`)
	first.until("the filter", `document.body.innerText.includes('new.md') && !document.body.innerText.includes('a.md')`)
	os.Remove(filepath.Join(p.src, "part", "new.md"))
	value[bool](first, `(() => { const i = document.getElementById('bibun-filter'); i.value = ''; i.dispatchEvent(new Event('input')); return true })()`)
	first.until("the end of the note", `!document.body.innerText.includes('new.md') && document.body.innerText.includes('a.md')`)
	if !value[bool](first, `window.marked`) {
		t.Error("the index was loaded anew")
	}

	// A page with no formula gets its first; a picture changes; a note goes and
	// comes back.
	first.do(chromedp.Navigate(home + "part/b.html"))
	first.until("the picture", `document.images[0]?.naturalWidth === 10`)
	p.replace("p.png", picture(20))
	first.until("the new picture", `document.images[0].naturalWidth === 20`)
	p.save("part/b.md", "# B\n\n$y^2$\n")
	first.until("the first formula", `document.querySelectorAll('mjx-container').length === 1`)
	os.Remove(filepath.Join(p.src, "part", "b.md"))
	first.until("the page of nothing", `document.body.innerText.includes('No such page')`)
	first.picture("missing")
	p.save("part/b.md", "# B again\n")
	first.until("the note again", `document.querySelector('h1').innerText === 'B again'`)
	first.quiet()
	second.quiet()
	if code := p.end(os.Interrupt); code != 0 {
		t.Errorf("exit code %d after SIGINT, want 0", code)
	}
}

// A page that is loaded anew, because it needs a script that it had no use for
// before, is where it was.
func TestBrowserReloadKeepsThePlace(t *testing.T) {
	plain := func(end string) string {
		return "# Plain\n\n" + strings.Repeat("A paragraph without formulas.\n\n", 60) + end
	}
	p := notesFor(t, map[string]string{"a.md": plain("")})
	b := browse(t)
	home := p.preview("0")
	b.do(chromedp.Navigate(home + "a.html"))
	b.until("the page", `document.querySelectorAll('p').length > 60`)
	value[bool](b, `(scrollTo(0, 1200), window.marked = true)`)
	p.save("a.md", plain("The first formula is $x^2$.\n"))
	b.until("the page loaded anew", `!window.marked && document.querySelectorAll('mjx-container').length === 1`)
	b.until("the place", `Math.abs(scrollY - 1200) <= 1`)
	b.quiet()
}

// Formulas are shown before MathJax has worked out how they are to be spoken; that
// comes once nothing has been saved for a while, in the page as it is.
func TestBrowserSpeech(t *testing.T) {
	p := notesFor(t, map[string]string{"a.md": "# A\n\n$x^2$\n"})
	b := browse(t)
	b.do(chromedp.Navigate(p.preview("0") + "a.html"))
	const spoken = `document.querySelector('main mjx-container') && ` + notRaw +
		` && Array.from(document.querySelectorAll('main mjx-container')).every(e => e.querySelector('[data-semantic-id]'))`
	b.until("the speech of the first formula", spoken)
	value[bool](b, `(window.marked = true)`)
	p.save("a.md", "# A\n\n$x^2$\n\n"+solvable+"\n")
	b.until("the solution", `document.querySelector('.bibun') && `+notRaw)
	b.until("the speech of the solution", spoken)
	if !value[bool](b, `window.marked && document.querySelectorAll('.bibun').length === 1 && document.querySelectorAll('p .math').length === 1`) {
		t.Errorf("the page isn't as it was: %s", value[string](b, "document.querySelector('main').outerHTML"))
	}
	b.quiet()
}

// A page from elsewhere can neither read the preview nor show it, nor listen.
func TestBrowserRefusesOtherPages(t *testing.T) {
	p := notesFor(t, map[string]string{"a.md": "# Private"})
	p.save("p.png", picture(10))
	b := browse(t)
	home := p.preview("0")
	evil := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<h1>Evil</h1><iframe src="%sa.html"></iframe><img src="%sp.png"><a id="link" href="%[1]sa.html">look</a>`, home, home)
	})}
	l, err := listen(0, true)
	if err != nil {
		t.Fatal(err)
	}
	go evil.Serve(l)
	defer evil.Close()
	b.do(chromedp.Navigate("http://" + l.Addr().String() + "/"))
	if got := value[string](b, `fetch('`+home+`a.html').then(r => r.text(), () => 'refused')`); got != "refused" {
		t.Errorf("a page from elsewhere reads %q", got)
	}
	if got := value[string](b, `new Promise(done => {
		const s = new EventSource('`+home+`.bibun/events');
		s.onmessage = e => done(e.data);
		s.onerror = () => done('refused');
	})`); got != "refused" {
		t.Errorf("a page from elsewhere hears %q", got)
	}
	if got := value[int](b, `document.images[0].naturalWidth`); got != 0 {
		t.Error("a page from elsewhere shows a picture of the preview")
	}
	b.do(chromedp.Click(chromedp.CSS("#link")))
	b.until("the refusal of a link", `document.body.innerText.startsWith('refused')`)
	// The same address, typed.
	b.do(chromedp.Navigate(home + "a.html"))
	b.until("the page", `document.querySelector('h1').innerText === 'Private'`)
}

// A name of someone else's that leads to this machine (DNS rebinding) leads to
// nothing of the preview.
func TestBrowserReboundName(t *testing.T) {
	p := notesFor(t, map[string]string{"a.md": "# Private"})
	b := browse(t)
	home := strings.Replace(p.preview("0"), "127.0.0.1", "rebound.example", 1)
	b.do(chromedp.Navigate(home + "a.html"))
	if got := value[string](b, `document.body.innerText`); !strings.Contains(got, "refused: this host name") {
		t.Errorf("at another name the preview shows %q", got)
	}
	for _, path := range []string{"a.html", ".bibun/events", ".bibun/client.js"} {
		if got := value[int](b, `fetch('/`+path+`').then(r => r.status)`); got != 403 {
			t.Errorf("%s at another name: %d", path, got)
		}
	}
}

// Nothing that a note or a file beside it has a browser do is done: not in the
// page as it is opened, not in what is set in when it is saved, not in the file itself.
func TestBrowserRunsNothingOfNotes(t *testing.T) {
	attack := func(n int) string {
		return fmt.Sprintf(`# Save %d

<script>window.hacked = 1</script>
<script nonce="">window.hacked = 2</script>
<script src="attack.js"></script>
<img src="x" onerror="window.hacked = 3">
<svg onload="window.hacked = 4"><script>window.hacked = 5</script></svg>
<iframe srcdoc="<script>parent.hacked = 6</script>"></iframe>
<iframe src="attack.html"></iframe>
<object data="attack.svg"></object>
<base href="http://127.0.0.1:1/">
<details open ontoggle="window.hacked = 7">x</details>
<a id="link" href="javascript:window.hacked = 8">link</a>
<form id="form" action="javascript:window.hacked = 9"></form>
<style>@import url(http://127.0.0.1:1/x.css);</style>

$\href{javascript:window.hacked=10}{x}\style{color:red}{y}$

`, n) + solvable
	}
	files := map[string]string{
		"a.md":        attack(0),
		"attack.js":   "window.hacked = 11; top.hacked = 11",
		"attack.html": "<h1>Attack</h1><script>document.title = 'hacked'; top.hacked = 12</script>",
		"attack.svg":  `<svg xmlns="http://www.w3.org/2000/svg"><script>document.documentElement.setAttribute('hacked', 1)</script></svg>`,
	}
	p := notesFor(t, files)
	b := browse(t)
	home := p.preview("0", "--unsafe")
	safe := func(when string) {
		t.Helper()
		value[bool](b, `(document.getElementById('link')?.click(), document.getElementById('form')?.requestSubmit(), true)`)
		if value[bool](b, `'hacked' in window || document.title === 'hacked' || document.documentElement.hasAttribute('hacked')`) {
			t.Errorf("%s: something has run: %v", when, value[string](b, `String(window.hacked) + document.title`))
		}
	}
	b.do(chromedp.Navigate(home + "a.html"))
	b.until("the page", `document.querySelector('h1').innerText === 'Save 0' && document.querySelector('.bibun mjx-container')`)
	safe("as it is opened")
	if bad := value[int](b, `document.querySelectorAll('mjx-container a[href^="javascript"]').length`); bad > 0 {
		t.Error("a formula has a link that runs something")
	}
	p.save("a.md", attack(1))
	b.until("the save", `document.querySelector('h1').innerText === 'Save 1'`)
	safe("after a save")
	b.do(chromedp.Navigate(home + "attack.html"))
	safe("in a page of the author's")
	b.do(chromedp.Navigate(home + "attack.svg"))
	safe("in a picture")
}

// picture returns a PNG of a width.
func picture(width int) string {
	img := image.NewGray(image.Rect(0, 0, width, 10))
	img.Set(0, 0, color.White)
	var b bytes.Buffer
	png.Encode(&b, img)
	return b.String()
}
