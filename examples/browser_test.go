package examples_test

import (
	"context"
	"encoding/json"
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
)

// sight is what a browser shows of a page at a width.
type sight struct {
	Page  string
	Width int
	// Formulas is how many MathJax has typeset; Errors are the texts of those
	// that it could not.
	Formulas int
	Errors   []string
	// Raw are stretches of text that still look like LaTeX.
	Raw []string
	// Scrolls is by how many pixels the page is wider than the window.
	Scrolls int
}

// look opens each page in a frame, waits until MathJax is done, and tells what
// is there to be seen at each width.
var look = template.Must(template.New("look").Parse(`<!DOCTYPE html>
<meta charset="utf-8">
<script>
'use strict';
const latex = /\\[()[\]a-zA-Z]|\$\$|\$[^\s$]([^$]*[^\s$])?\$(?!\d)/;

function see(page, width, doc) {
  const root = doc.documentElement;
  const texts = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT, node =>
    node.parentElement.closest('mjx-container, pre, code, script, style') ?
      NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const raw = [];
  while (texts.nextNode()) {
    if (latex.test(texts.currentNode.data)) raw.push(texts.currentNode.data);
  }
  return {
    page, width, raw,
    formulas: doc.querySelectorAll('mjx-container').length,
    errors: Array.from(doc.querySelectorAll('mjx-merror, [data-mjx-error]'), e =>
      e.getAttribute('data-mjx-error') || e.textContent),
    scrolls: root.scrollWidth - root.clientWidth,
  };
}

async function open(page, widths) {
  const frame = document.createElement('iframe');
  frame.width = widths[0];
  frame.height = 900;
  frame.src = page;
  const loaded = new Promise(done => frame.addEventListener('load', done));
  document.body.replaceChildren(frame);
  await loaded;
  const mathJax = frame.contentWindow.MathJax;
  if (mathJax) await mathJax.startup.promise;
  return widths.map(width => {
    frame.width = width;
    return see(page, width, frame.contentDocument); // measuring lays the page out
  });
}

addEventListener('load', async () => {
  const sights = [];
  let failed = '';
  try {
    for (const page of {{.Pages}}) sights.push(...await open(page, {{.Widths}}));
  } catch (err) {
    failed = String(err.stack || err);
  }
  await fetch('/seen', {method: 'POST', body: JSON.stringify({sights, failed})});
});
</script>
<body></body>
`))

// seen is what the page look reports.
type seen struct {
	Sights []sight
	Failed string
}

// TestBrowser opens the pages of the notes in a browser, with MathJax from this
// machine, at the width of a phone and of a desk: every formula is typeset, none
// with an error, no LaTeX is left in the text, and no page scrolls sideways.
func TestBrowser(t *testing.T) {
	chromium, engines := browser(t)
	out := t.TempDir()
	bibun(t, "build", "notes", "-o", out, "--to", "html", "--mathjax-url", "/mathjax/tex-chtml.js")
	pages := files(t, out)
	var names []string
	for name := range pages {
		if path.Ext(name) == ".html" {
			names = append(names, "/"+name)
		}
	}
	slices.Sort(names)
	widths := []int{390, 1100}

	report := make(chan seen, 1)
	mux := http.NewServeMux()
	mux.Handle("GET /mathjax/", http.StripPrefix("/mathjax/", http.FileServer(http.Dir(filepath.Join(engines, "@mathjax", "src", "bundle")))))
	var fonts atomic.Int32
	mux.HandleFunc("GET /@mathjax/", func(w http.ResponseWriter, r *http.Request) {
		fonts.Add(1)
		http.FileServer(http.Dir(engines)).ServeHTTP(w, r)
	})
	mux.HandleFunc("GET /look", func(w http.ResponseWriter, r *http.Request) {
		look.Execute(w, map[string]any{"Pages": names, "Widths": widths})
	})
	mux.HandleFunc("POST /seen", func(w http.ResponseWriter, r *http.Request) {
		var s seen
		if err := json.NewDecoder(r.Body).Decode(&s); err != nil {
			s.Failed = err.Error()
		}
		report <- s
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(page))
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	// The time is a backstop: the browser is ended as soon as it has reported.
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, chromium,
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		// Nothing but this machine can be reached.
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
		"--user-data-dir="+t.TempDir(), "--remote-debugging-port=0", "--window-size=1300,1000", server.URL+"/look")
	cmd.WaitDelay = 10 * time.Second
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var got seen
	select {
	case got = <-report:
		cancel()
		<-ended
	case err := <-ended:
		t.Fatalf("the browser ended without a report: %v\n%s", err, log.String())
	}

	if got.Failed != "" {
		t.Fatal(got.Failed)
	}
	if fonts.Load() == 0 {
		t.Error("the fonts were not taken from beside MathJax")
	}
	if len(got.Sights) != len(names)*len(widths) {
		t.Fatalf("%d sights of %d pages at %d widths", len(got.Sights), len(names), len(widths))
	}
	for _, s := range got.Sights {
		if want := len(formulasOfPage(pages[strings.TrimPrefix(s.Page, "/")])); s.Formulas != want {
			t.Errorf("%s, %d px: %d formulas are typeset, want %d", s.Page, s.Width, s.Formulas, want)
		}
		for _, e := range s.Errors {
			t.Errorf("%s, %d px: MathJax says: %s", s.Page, s.Width, e)
		}
		for _, raw := range s.Raw {
			t.Errorf("%s, %d px: raw LaTeX in %q", s.Page, s.Width, raw)
		}
		if s.Scrolls > 0 {
			t.Errorf("%s, %d px: the page is %d px too wide", s.Page, s.Width, s.Scrolls)
		}
	}
}

// browser finds Chromium and the folder of npm packages that holds MathJax, or
// skips the test, as package typeset does.
func browser(t *testing.T) (chromium, engines string) {
	t.Helper()
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("pages are not opened without %s=1", typeset.All)
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if chromium, _ = exec.LookPath(name); chromium != "" {
			break
		}
	}
	if chromium == "" {
		t.Fatal("pages are not opened: no chromium on the PATH")
	}
	engines, err := filepath.Abs("../calculus/latex/testdata/typeset/node_modules")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(engines); err != nil {
		t.Fatal("pages are not opened: run npm ci --prefix calculus/latex/testdata/typeset first")
	}
	return chromium, engines
}
