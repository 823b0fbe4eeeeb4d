package serve

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/cmd/bibun/internal/watch"
)

// FuzzPath asks for any target of a request line. The answer is a file that is listed, an index, or a
// refusal; never a file that isn't listed, and never one from outside of the folder, though links lead
// there and the list itself holds some of them.
func FuzzPath(f *testing.F) {
	for _, target := range fuzzing.Literals(f, "cmd/bibun/internal/serve") {
		if strings.HasPrefix(target, "/") || strings.Contains(target, "..") {
			f.Add(target, "GET")
		}
	}
	for _, target := range []string{
		"/link.txt", "/up/outside.txt", "/out/outside.txt", "/link.html", "/%6cink.txt", "/b/../link.txt", "/.bibun/mathjax/../secret.js", "/.bibun/mathjax/link.js",
		"/.bibun/@mathjax/mathjax-newcm-font/a.js", "/.bibun/mathjax/tex-chtml.js", "/.bibun//mathjax/tex-chtml.js", "http://evil.example/a.html", "/a.html?../../x#y",
		"/part%201/%E5%BE%AE%E5%88%86.html", "/a.md", "/b/", "/b/c.txt", "/unlisted.txt", "/.env", "/.git/config", "/a.html/", "/a.html;x", "*", "/\xff", "/con", "/c:/x", "/b%2fc.txt",
	} {
		f.Add(target, "GET")
		f.Add(target, "HEAD")
	}
	s, listed := linked(f)
	f.Fuzz(func(t *testing.T, target, method string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(method + " " + target + " HTTP/1.1\r\nHost: " + s.guard.hosts[0] + "\r\n\r\n")))
		if err != nil || r.URL.Path == ownPath+"events" { // a stream has no end
			return
		}
		w := httptest.NewRecorder()
		fuzzing.Swift(t, len(target), func() {
			w = httptest.NewRecorder()
			s.ServeHTTP(w, r)
		})
		body := w.Body.String()
		if strings.Contains(body, secret) {
			t.Fatalf("%s is told a secret", target)
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Fatalf("%s is answered without the headers %v", target, w.Header())
		}
		content, ok := listed[r.URL.Path]
		switch w.Code {
		case http.StatusOK, http.StatusPartialContent:
			if !ok || r.Method == http.MethodGet && r.Header.Get("Range") == "" && !strings.Contains(body, content) {
				t.Fatalf("%q is answered with\n%s", r.URL.Path, body)
			}
		case http.StatusFound:
			if to := w.Header().Get("Location"); !strings.HasSuffix(r.URL.Path, ".md") || listed[unescaped(t, to)] == "" {
				t.Fatalf("%q leads to %q", r.URL.Path, to)
			}
		case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed:
			if ok && slices.Contains([]string{"GET", "HEAD"}, r.Method) && r.Host == s.guard.hosts[0] {
				t.Fatalf("%q isn't served: %d", r.URL.Path, w.Code)
			}
		default:
			if w.Code >= 500 || w.Code < 400 { // 412, 416 and the like are those of net/http
				t.Fatalf("%q is answered with %d", r.URL.Path, w.Code)
			}
		}
	})
}

// secret is what stands in every file that no one may be told.
const secret = "SECRET"

// linked is a preview of a folder from which links lead outside, with the paths that it answers and what
// the answers hold. Its list has the links, too, as if the watch had been mistaken.
func linked(f *testing.F) (s *Server, listed map[string]string) {
	f.Helper()
	root := f.TempDir()
	put := func(name, content string) {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			f.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			f.Fatal(err)
		}
	}
	for name, content := range map[string]string{
		"outside.txt": secret, "outside.md": secret, "notes/unlisted.txt": secret, "notes/.env": secret, "notes/.git/config": secret, "notes/a.md~": secret,
		"notes/a.md": "# one\n\n$x$\n", "notes/part 1/微分.md": "two", "notes/b/c.txt": "three", "notes/b/d.html": "four",
		"js/mathjax/tex-chtml.js": "five", "js/@mathjax/mathjax-newcm-font/a.js": "six", "js/secret.js": secret,
	} {
		put(name, content)
	}
	for link, to := range map[string]string{
		"notes/link.txt": "../outside.txt", "notes/link.md": "../outside.md", "notes/up": "..", "notes/out": root,
		"js/mathjax/link.js": "../secret.js", "js/mathjax/up": "..",
	} {
		if err := os.Symlink(to, filepath.Join(root, filepath.FromSlash(link))); err != nil {
			f.Skip(err) // there are none here
		}
	}
	folder, err := site.Open(site.Options{Src: filepath.Join(root, "notes"), Rename: page.PageName,
		Convert: func(context.Context, string, []byte) (*site.Result, error) { panic("nothing is built") }})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { folder.Close() })
	m, err := OpenMathJax(filepath.Join(root, "js"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { m.Close() })
	converter := note.New(note.Options{To: note.HTML, Page: page.Options{MathJaxURL: MathJaxPath, LinkNotes: true}, Lang: "en"})
	s, err = New(Options{Site: folder, Convert: converter.Convert, MathJax: m})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	s.guard = guardOf(3141)
	var round watch.Round
	for _, name := range []string{"a.md", "part 1/微分.md", "b/c.txt", "b/d.html", "link.txt", "link.md", "up/outside.txt", "out/outside.txt", "../outside.txt"} {
		round.Outcomes = append(round.Outcomes, site.Outcome{Name: name})
	}
	s.Changed(round)
	return s, map[string]string{
		"/": "a.md", "/a.html": `<h1 id="one">one</h1>`, "/part 1/微分.html": "two", "/part 1/": "微分.md", "/b/c.txt": "three", "/b/d.html": "four", "/b/": "",
		// What is said of a link that leads outside, and the indexes of folders that are links: they hold no notes.
		"/link.html": "escapes", "/up/": "There are no notes", "/out/": "There are no notes",
		"/.bibun/client.js": clientScript, "/.bibun/client.css": clientStyle,
		"/.bibun/mathjax/tex-chtml.js": "five", "/.bibun/@mathjax/mathjax-newcm-font/a.js": "six",
	}
}

func unescaped(t *testing.T, target string) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r.URL.Path
}
