package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// pagesServer serves folders of pages, with MathJax and KaTeX as npm installs them
// beside.
func pagesServer(t *testing.T, folder string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/mathjax/", http.StripPrefix("/mathjax/", http.FileServer(http.Dir(mathJaxFolder+"/@mathjax/src/bundle"))))
	mux.Handle("/@mathjax/", http.StripPrefix("/@mathjax/", http.FileServer(http.Dir(mathJaxFolder+"/@mathjax"))))
	mux.Handle("/mathjax3/", http.StripPrefix("/mathjax3/", http.FileServer(http.Dir(mathJaxFolder+"/mathjax-full/es5"))))
	mux.Handle("/katex/", http.StripPrefix("/katex/", http.FileServer(http.Dir(mathJaxFolder+"/katex/dist"))))
	mux.Handle("/", http.FileServer(http.Dir(folder)))
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// show sets the width of the screen and whether it is dark.
func (b *tab) show(width int64, scheme string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, 900), func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return chromedp.Void{}, err
	})
}

// TestBrowserPages opens the pages of the example notes, and of one with all that
// makes a page hard, at the widths of a phone, a tablet and a desk, by day and by
// night, with MathJax, its version 3 and KaTeX: every formula is drawn without an error, and
// nothing but what may scroll is wider than the page. BIBUN_PICTURES names a folder
// for screenshots and prints.
func TestBrowserPages(t *testing.T) {
	b := browse(t)
	src, out := t.TempDir(), t.TempDir()
	for _, from := range []string{"../../examples/notes", "testdata/pages"} {
		if err := os.CopyFS(src, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	engines := []struct {
		name  string
		flags []string
		drawn string // true once every formula is
		wrong string // formulas with an error
	}{
		{"with-mathjax", []string{"--mathjax-url", "/mathjax/tex-chtml.js"}, notRaw, "mjx-merror, [data-mjx-error]"},
		{"with-mathjax3", []string{"--mathjax-url", "/mathjax3/tex-chtml.js"}, notRaw, "mjx-merror, [data-mjx-error]"},
		{"with-katex", []string{"--math", "katex", "--katex-url", "/katex/katex.min.js"},
			`Array.from(document.querySelectorAll('main .math, main .bibun-display')).every(e => e.querySelector('.katex'))`, ".katex-error"},
	}
	// With a block for every notation.
	shapes, err := os.ReadFile("../../extension/testdata/shapes.md")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(src, "shapes.md"), shapes, 0o666); err != nil {
		t.Fatal(err)
	}
	home := pagesServer(t, out)
	for _, e := range engines {
		args := append([]string{"build", src, "-o", filepath.Join(out, e.name), "--to", "html", "-q"}, e.flags...)
		if code := run(t.Context(), args, nil, io.Discard, t.Output()); code != 0 {
			t.Fatalf("exit code %d", code)
		}
		pages, err := filepath.Glob(filepath.Join(out, e.name, "*", "*.html"))
		top, _ := filepath.Glob(filepath.Join(out, e.name, "*.html"))
		if pages = append(pages, top...); err != nil || len(pages) < 10 {
			t.Fatal(pages, err)
		}
		for _, file := range pages {
			name, _ := filepath.Rel(out, file)
			pictures := os.Getenv("BIBUN_PICTURES") != ""
			hard := strings.HasSuffix(name, "stress.html") || strings.HasSuffix(name, "shapes.html") || strings.HasSuffix(name, "attack.html")
			if !pictures && e.name != "with-mathjax" && !hard {
				continue // each formula is drawn by each engine in other tests
			}
			b.show(375, "light")
			b.do(chromedp.Navigate(home + "/" + filepath.ToSlash(name)))
			b.until("the formulas of "+name, `document.readyState === 'complete' && `+e.drawn)
			if strings.HasSuffix(name, "attack.html") {
				if got := value[string](b, hacked); got != "" {
					t.Errorf("%s: %s", name, got)
				}
				continue
			}
			if n := value[int](b, fmt.Sprintf("document.querySelectorAll(%q).length", e.wrong)); n > 0 {
				t.Errorf("%s: %d formulas with errors", name, n)
			}
			if left := value[string](b, rawFormula); left != "" {
				t.Errorf("%s: not drawn: %s", name, left)
			}
			for _, width := range []int64{375, 768, 1280} {
				for _, scheme := range []string{"light", "dark"} {
					if !pictures && scheme == "dark" && width != 768 {
						continue
					}
					b.show(width, scheme)
					if wide := value[string](b, tooWide); wide != "" {
						t.Errorf("%s at %d: wider than the page: %s", name, width, wide)
					}
					dark := value[bool](b, `getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'`)
					if dark != (scheme == "dark") {
						t.Errorf("%s: dark paper is %v in a %s scheme", name, dark, scheme)
					}
					b.wholePicture(fmt.Sprintf("%s-%d-%s", strings.ReplaceAll(name, "/", "-"), width, scheme))
				}
			}
		}
		b.show(375, "light")
		pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
		if err != nil || len(pdf) < 10_000 {
			t.Errorf("%s: printed %d bytes: %v", e.name, len(pdf), err)
		}
		if dir := os.Getenv("BIBUN_PICTURES"); dir != "" {
			os.WriteFile(filepath.Join(dir, e.name+".pdf"), pdf, 0o666)
		}
	}
	b.quiet()
}

// hacked is what a note has done to its page that it may not: run a script, or lay
// one in a link or an attribute.
const hacked = `(() => {
	if (window.hacked !== undefined) return 'a script of the note has run';
	for (const e of document.querySelectorAll('title, title ~ *, body, body *'))
		for (const a of e.attributes)
			if (/^on/i.test(a.name) || /^(href|src|style)$/.test(a.name) && /javascript:|vbscript:|text\/html/i.test(a.value))
				return e.outerHTML.slice(0, 200);
	return document.querySelector('main script') ? 'a script in the note' : '';
})()`

// rawFormula is a piece of text with a delimiter that was left in it, outside code.
const rawFormula = `(() => {
	const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
	for (let n; n = walker.nextNode();)
		if (!n.parentElement.closest('code, mjx-container, .katex') && /\\[()[\]]/.test(n.data)) return n.data;
	return '';
})()`

// tooWide names an element that sticks out of the page.
const tooWide = `(() => {
	if (document.documentElement.scrollWidth <= innerWidth) return '';
	for (const e of document.querySelectorAll('main *'))
		if (e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).overflowX === 'visible')
			return e.outerHTML.slice(0, 200);
	return 'something';
})()`

// wholePicture keeps a screenshot of a whole page where BIBUN_PICTURES names a folder.
func (b *tab) wholePicture(name string) {
	b.t.Helper()
	dir := os.Getenv("BIBUN_PICTURES")
	if dir == "" {
		return
	}
	data, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), data, 0o666); err != nil {
		b.t.Fatal(err)
	}
}
