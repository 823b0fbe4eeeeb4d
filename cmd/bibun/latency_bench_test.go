package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// BenchmarkLatency measures how long it takes from a save until it is seen: in
// the output file, and in a page that is open in a browser, beside Hugo's server
// on the same notes, where there is a hugo on the PATH:
//
//	BIBUN_TEST_ALL=1 go test -run '^$' -bench Latency -benchtime 200x -timeout 2h ./cmd/bibun
//
// The clock starts before the rename that publishes the save, or before the file
// is opened where it is saved in place. Between saves is a pause of a random
// length. A save that isn't seen in five seconds is lost, and counted as such.
func BenchmarkLatency(b *testing.B) {
	for _, notes := range []int{10, 1000, 10_000} {
		for _, way := range []string{"rename", "in place"} {
			b.Run(fmt.Sprintf("file/bibun/%d notes/%s", notes, way), func(b *testing.B) {
				p := latencyNotes(b, notes, "")
				p.start("watch", p.src, "-o", p.out, "--lang", "en")
				p.until("the first build", func() bool { return strings.Contains(p.said(), "built") })
				i := 0
				measure(b, p, way, func() (int, func(text string) bool) {
					i = rand.IntN(notes)
					return i, p.inFile(filepath.Join(p.out, latencyName(i)))
				})
				p.end(os.Interrupt)
			})
			b.Run(fmt.Sprintf("file/hugo/%d notes/%s", notes, way), func(b *testing.B) {
				p := latencyNotes(b, notes, "content")
				p.hugo("--destination", p.out)
				i := 0
				measure(b, p, way, func() (int, func(text string) bool) {
					i = rand.IntN(notes)
					return i, p.inFile(filepath.Join(p.out, strings.TrimSuffix(latencyName(i), ".md"), "index.html"))
				})
				p.end(os.Interrupt)
			})
			b.Run(fmt.Sprintf("page/bibun/%d notes/%s", notes, way), func(b *testing.B) {
				p := latencyNotes(b, notes, "")
				tab := browse(b)
				address := p.preview("0")
				see := tab.sight(address + strings.TrimSuffix(latencyName(0), ".md") + ".html")
				measure(b, p, way, func() (int, func(text string) bool) { return 0, see })
				p.end(os.Interrupt)
			})
			b.Run(fmt.Sprintf("page/hugo/%d notes/%s", notes, way), func(b *testing.B) {
				p := latencyNotes(b, notes, "content")
				tab := browse(b)
				see := tab.sight(p.hugo("--renderToMemory") + strings.TrimSuffix(latencyName(0), ".md") + "/")
				measure(b, p, way, func() (int, func(text string) bool) { return 0, see })
				p.end(os.Interrupt)
			})
		}
	}
}

func latencyName(i int) string { return fmt.Sprintf("part-%d/note-%d.md", i/100, i) }

// latencyText is a note of some paragraphs and a block, which says which save it is.
func latencyText(i, save int) string {
	return fmt.Sprintf("# Note %d\n\nSave %d.\n\n%s```diff\nL(u,v) = u^%d*v^4 + sin(u*v)\n∂L/∂u\n∂L/∂v\n```\n\nThe end of save %[2]d.\n",
		i, save, strings.Repeat("Some text with $a_1<b_1$ in it, as notes have it.\n\n", 5), save%9+2)
}

// latencyNotes makes a folder of notes, for Hugo in a folder of a site.
func latencyNotes(b *testing.B, n int, folder string) *process {
	b.Helper()
	notes := map[string]string{}
	for i := range n {
		notes[filepath.Join(folder, latencyName(i))] = latencyText(i, 0)
	}
	p := notesFor(b, notes)
	p.notes = filepath.Join(p.src, folder)
	return p
}

// hugo starts Hugo's server and returns its address.
func (p *process) hugo(args ...string) string {
	p.t.Helper()
	exe, err := exec.LookPath("hugo")
	if err != nil {
		p.t.Skip("not compared with Hugo: no hugo on the PATH")
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	l.Close()
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	p.save("hugo.toml", "title = 'Notes'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap', 'section', 'home', '404']\n")
	p.save("layouts/_default/single.html", "<!DOCTYPE html><html><head><title>{{.Title}}</title></head><body><main>{{.Content}}</main></body></html>\n")
	p.exe = exe
	p.start(append([]string{"server", "--source", p.src, "--bind", "127.0.0.1", "--port", port}, args...)...)
	address := "http://127.0.0.1:" + port + "/"
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if r, err := http.Get(address + strings.TrimSuffix(latencyName(0), ".md") + "/"); err == nil {
			r.Body.Close()
			if r.StatusCode == 200 {
				return address
			}
		}
		if time.Now().After(end) {
			p.t.Fatalf("Hugo doesn't answer: %s", p.said())
		}
	}
}

// inFile returns what waits until a file has a text.
func (p *process) inFile(name string) func(text string) bool {
	return func(text string) bool {
		for end := time.Now().Add(tooLate); time.Now().Before(end); time.Sleep(100 * time.Microsecond) {
			if data, err := os.ReadFile(name); err == nil && strings.Contains(string(data), text) {
				return true
			}
		}
		return false
	}
}

// tooLate is when a save that isn't seen is lost.
const tooLate = 5 * time.Second

// sight opens a page and returns what waits until a text is in it.
func (b *tab) sight(address string) func(text string) bool {
	b.t.Helper()
	saves := make(chan string, 1000)
	b.do(
		chromedp.ExposeFunc("seen", func(_ context.Context, text string) (chromedp.Void, error) {
			saves <- text
			return chromedp.Void{}, nil
		}),
		func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
				let last = '';
				const look = () => {
					const text = document.querySelector('main')?.textContent.match(/The end of save \d+\./)?.[0] ?? '';
					if (text !== '' && text !== last) seen(last = text);
				};
				new MutationObserver(look).observe(document, {childList: true, subtree: true, characterData: true});`})
			return chromedp.Void{}, err
		},
		chromedp.Navigate(address))
	b.until("the page", `document.querySelector('main').textContent.includes('The end of save 0.')`)
	return func(text string) bool {
		for end := time.Now().Add(tooLate); time.Now().Before(end); {
			select {
			case seen := <-saves:
				if seen == text {
					return true
				}
			case <-time.After(500 * time.Millisecond):
				// A page that is loaded anew may have no one to tell yet.
				there, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`!!document.querySelector('main')?.textContent.includes('`+text+`')`))
				if err == nil && there {
					return true
				}
			}
		}
		return false
	}
}

// measure saves notes and reports how long it takes until they are seen. Choose
// says which note is saved, and gives what waits until a text of it is there.
func measure(b *testing.B, p *process, way string, choose func() (int, func(text string) bool)) {
	var took []time.Duration
	lost, save := 0, 0
	for b.Loop() {
		time.Sleep(20*time.Millisecond + rand.N(200*time.Millisecond))
		save++
		i, wait := choose()
		name := filepath.Join(p.notes, latencyName(i))
		text := []byte(latencyText(i, save))
		var start time.Time
		var err error
		if way == "rename" {
			temporary := filepath.Join(filepath.Dir(name), ".saving~")
			if err = os.WriteFile(temporary, text, 0o666); err == nil {
				start = time.Now()
				err = os.Rename(temporary, name)
			}
		} else {
			start = time.Now()
			err = os.WriteFile(name, text, 0o666)
		}
		if err != nil {
			b.Fatal(err)
		}
		if wait(fmt.Sprintf("The end of save %d.", save)) {
			took = append(took, time.Since(start))
		} else {
			lost++
		}
	}
	slices.Sort(took)
	at := func(part float64) float64 {
		if len(took) == 0 {
			return -1
		}
		i := min(int(part*float64(len(took))), len(took)-1)
		return float64(took[i].Microseconds()) / 1000
	}
	b.ReportMetric(at(0.5), "p50-ms")
	b.ReportMetric(at(0.99), "p99-ms")
	b.ReportMetric(at(1), "max-ms")
	b.ReportMetric(float64(lost), "lost")
	b.ReportMetric(0, "ns/op")
}
