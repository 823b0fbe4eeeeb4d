package serve

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/note"
	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/cmd/bibun/internal/watch"
)

// inTime is how long a test waits for what must come.
const inTime = 30 * time.Second

// served is a preview of a folder of notes.
type served struct {
	t      *testing.T
	src    string
	addr   string // 127.0.0.1:port
	server *Server
	tune   func(*Server) // before it serves; may be nil
	stop   context.CancelFunc
	ended  chan error
}

// serveNotes serves a folder with these files. The folder beside it holds a
// file that no request may reach.
func serveNotes(t *testing.T, files map[string]string) *served {
	t.Helper()
	return serveTuned(t, files, nil)
}

// serveTuned is serveNotes with a server that is changed before it serves.
func serveTuned(t *testing.T, files map[string]string, tune func(*Server)) *served {
	t.Helper()
	s := &served{t: t, src: filepath.Join(t.TempDir(), "notes"), tune: tune}
	os.Mkdir(s.src, 0o777)
	if err := os.WriteFile(filepath.Join(s.src, "../outside.txt"), []byte("SECRET"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		s.save(name, content)
	}
	s.start(0)
	return s
}

func (s *served) start(port int) {
	s.t.Helper()
	converter := note.New(note.Options{To: note.HTML, Page: page.Options{MathJaxURL: MathJaxPath, LinkNotes: true}, Lang: "en"})
	folder, err := site.Open(site.Options{Src: s.src, Rename: page.PageName,
		Convert: func(context.Context, string, []byte) (*site.Result, error) { panic("nothing is built") }})
	if err != nil {
		s.t.Fatal(err)
	}
	s.server, err = New(Options{Site: folder, Convert: converter.Convert})
	if err != nil {
		s.t.Fatal(err)
	}
	if s.tune != nil {
		s.tune(s.server)
	}
	l, err := Listen(port)
	if err != nil {
		s.t.Fatal(err)
	}
	s.addr = l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	watched, ended := make(chan error, 1), make(chan error, 1)
	go func() {
		watched <- watch.Watch(ctx, folder, watch.Options{Jobs: 1, Make: s.server.Look, Report: s.server.Changed,
			Warn: func(m string) { s.t.Log(m) }})
	}()
	server := s.server
	go func() {
		err := server.Serve(ctx, l)
		if w := <-watched; err == nil {
			err = w
		}
		server.Close()
		folder.Close()
		ended <- err
	}()
	s.ended = ended
	s.stop = cancel
	s.t.Cleanup(func() { s.end() })
}

// end ends the server, once.
func (s *served) end() {
	if s.stop == nil {
		return
	}
	s.stop()
	s.stop = nil
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Error(err)
		}
	case <-time.After(inTime):
		s.t.Error("the server doesn't end")
	}
}

func (s *served) save(name, content string) {
	s.t.Helper()
	file := filepath.Join(s.src, name)
	os.MkdirAll(filepath.Dir(file), 0o777)
	if err := os.WriteFile(file+"~", []byte(content), 0o666); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(file+"~", file); err != nil {
		s.t.Fatal(err)
	}
}

// raw sends a request as it is written and returns the answer.
func (s *served) raw(request string) (*http.Response, string) {
	s.t.Helper()
	c, err := net.Dial("tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(inTime))
	if _, err := io.WriteString(c, request); err != nil {
		s.t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		s.t.Fatalf("%q: %v", request, err)
	}
	body, _ := io.ReadAll(r.Body)
	return r, string(body)
}

// get asks for a target with these header lines beside Host.
func (s *served) get(target string, header ...string) (*http.Response, string) {
	s.t.Helper()
	lines := "GET " + target + " HTTP/1.1\r\nHost: " + s.addr + "\r\nConnection: close\r\n"
	for _, h := range header {
		lines += h + "\r\n"
	}
	return s.raw(lines + "\r\n")
}

const text = "# Title\n\ntext $x$\n"

func TestPages(t *testing.T) {
	s := serveNotes(t, map[string]string{
		"a.md": text, "part 1/微分.md": "# 微分\n\n[first](../a.md)\n", "pic.svg": "<svg/>", "data.xyz": "<script>", "a.markdown": "never",
		"broken.md": "```diff\nf(x) = 1/2x\nf'(x)\n```\n", ".env": "SECRET",
	})
	tests := []struct {
		target, contentType, want string
		code                      int
	}{
		{"/", "text/html; charset=utf-8", `<a href="/part%201/%E5%BE%AE%E5%88%86.html">微分.md</a>`, 200},
		{"/part%201/", "text/html; charset=utf-8", `<h1>part 1</h1>`, 200},
		{"/part%201", "text/html; charset=utf-8", `No such page`, 404},
		{"/a.html", "text/html; charset=utf-8", `<h1 id="title">Title</h1>`, 200},
		{"/a.html?x=1", "text/html; charset=utf-8", `src="/.bibun/mathjax/tex-chtml.js"`, 200},
		{"/part%201/%E5%BE%AE%E5%88%86.html", "text/html; charset=utf-8", `<a href="../a.html">first</a>`, 200},
		{"/a.md", "text/html; charset=utf-8", `href="/a.html"`, 302},
		{"/pic.svg", "image/svg+xml", "<svg/>", 200},
		{"/data.xyz", "", "<script>", 200},
		{"/broken.html", "text/html; charset=utf-8", `<mark>1/2x</mark>`, 200},
		{"/.env", "text/html; charset=utf-8", "No such page", 404},
		{"/nothing.html", "text/html; charset=utf-8", "<code>/nothing.html</code>", 404},
		{"/<b>", "text/html; charset=utf-8", "<code>/&lt;b&gt;</code>", 404},
		{"/.bibun/client.js", "text/javascript; charset=utf-8", "EventSource", 200},
		{"/.bibun/mathjax/tex-chtml.js", "text/plain; charset=utf-8", "not found", 404},
	}
	for _, tt := range tests {
		r, body := s.get(tt.target)
		if r.StatusCode != tt.code || !strings.Contains(body, tt.want) {
			t.Errorf("%s: %s; want %d and %q in\n%s", tt.target, r.Status, tt.code, tt.want, body)
		}
		if got := r.Header.Get("Content-Type"); tt.contentType != "" && got != tt.contentType {
			t.Errorf("%s has type %q, want %q", tt.target, got, tt.contentType)
		} else if tt.contentType == "" && strings.Contains(got, "html") {
			t.Errorf("%s has type %q", tt.target, got)
		}
	}
}

func TestOnlyOurHostIsServed(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text})
	_, port, _ := net.SplitHostPort(s.addr)
	for host, ok := range map[string]bool{
		s.addr:                                true,
		"localhost:" + port:                   true,
		"evil.example":                        false,
		"evil.example:" + port:                false,
		"localhost":                           false,
		"127.0.0.1":                           false,
		"127.0.0.1:1":                         false,
		"LOCALHOST:" + port:                   false,
		"localhost:" + port + ".evil.example": false,
		"localhost.evil.example:" + port:      false,
		"127.0.0.1." + ":" + port:             false,
		"[::1]:" + port:                       false,
		"0.0.0.0:" + port:                     false,
		"":                                    false,
	} {
		for _, target := range []string{"/", "/a.html", "/.bibun/events", "/.bibun/client.js", "/nothing"} {
			if ok && target == "/.bibun/events" {
				continue // would go on for ever
			}
			r, body := s.raw("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
			if served := r.StatusCode != 403; served != ok {
				t.Errorf("Host %q, %s: %s, %q", host, target, r.Status, body)
			}
		}
	}
	// The name in an absolute target is the one that counts.
	if r, _ := s.raw("GET http://evil.example/ HTTP/1.1\r\nHost: " + s.addr + "\r\nConnection: close\r\n\r\n"); r.StatusCode != 403 {
		t.Errorf("an absolute target at evil.example: %s", r.Status)
	}
}

func TestOnlyOurPagesMayAsk(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "pic.svg": "<svg/>"})
	_, port, _ := net.SplitHostPort(s.addr)
	for header, ok := range map[string]bool{
		"Origin: http://" + s.addr:                   true,
		"Origin: http://localhost:" + port:           true,
		"Origin: https://" + s.addr:                  false,
		"Origin: http://evil.example":                false,
		"Origin: http://localhost:1":                 false,
		"Origin: null":                               false,
		"Origin: http://" + s.addr + ".evil.example": false,
		"Sec-Fetch-Site: none":                       true,
		"Sec-Fetch-Site: same-origin":                true,
		"Sec-Fetch-Site: same-site":                  false, // another server on this machine
		"Sec-Fetch-Site: cross-site":                 false,
		"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document": false,
		"Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site":                                 false,
	} {
		for _, target := range []string{"/", "/a.html", "/pic.svg", "/.bibun/client.js", "/nothing"} {
			r, body := s.get(target, header)
			if served := r.StatusCode != 403; served != ok {
				t.Errorf("%q, %s: %s, %q", header, target, r.Status, body)
			}
			for name := range r.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%q, %s: header %s", header, target, name)
				}
			}
		}
	}
	if r, _ := s.get("/.bibun/events", "Sec-Fetch-Site: cross-site"); r.StatusCode != 403 {
		t.Errorf("events for a page from elsewhere: %s", r.Status)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"} {
		if r, _ := s.raw(method + " /a.html HTTP/1.1\r\nHost: " + s.addr + "\r\nConnection: close\r\n\r\n"); r.StatusCode != 405 {
			t.Errorf("%s: %s", method, r.Status)
		}
	}
}

func TestHeaders(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "pic.svg": "<svg/>", "page.html": "<script>1</script>"})
	seen := map[string]bool{}
	nonce := regexp.MustCompile(`script-src 'nonce-([0-9a-f]{32})' 'strict-dynamic'`)
	for _, target := range []string{"/", "/a.html", "/a.html", "/pic.svg", "/page.html", "/nothing", "/.bibun/client.js", "/..", "/a.md"} {
		r, body := s.get(target)
		for name, want := range map[string]string{
			"X-Content-Type-Options":       "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Referrer-Policy":              "no-referrer",
			"X-Frame-Options":              "DENY",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", target, name, got, want)
			}
		}
		policy := r.Header.Get("Content-Security-Policy")
		m := nonce.FindStringSubmatch(policy)
		if m == nil {
			t.Errorf("%s: no nonce in %q", target, policy)
			continue
		}
		if seen[m[1]] {
			t.Errorf("%s: the nonce was used before", target)
		}
		seen[m[1]] = true
		for _, want := range []string{"default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: no %s in %q", target, want, policy)
			}
		}
		if script, _, _ := strings.Cut(policy[strings.Index(policy, "script-src"):], ";"); strings.Contains(script, "unsafe") || strings.Contains(script, "http") {
			t.Errorf("%s: %s", target, script)
		}
		if strings.HasSuffix(target, "a.html") {
			scripts := strings.Count(body, "<script")
			if with := strings.Count(body, `nonce="`+m[1]+`"`); scripts != 3 || with != scripts {
				t.Errorf("%s: %d of %d scripts have the nonce, want 3 of 3", target, with, scripts)
			}
		}
	}
}

func TestNothingOutsideIsServed(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "b/c.txt": "c", ".git/config": "SECRET", "a.md~": "SECRET", ".env.md": "SECRET"})
	if err := os.Symlink("../outside.txt", filepath.Join(s.src, "link.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("..", filepath.Join(s.src, "up")); err != nil {
		t.Fatal(err)
	}
	s.save("last.md", "the links come before")
	s.until("/last.html", func(r *http.Response, body string) bool { return r.StatusCode == 200 })
	for target, code := range map[string]int{
		"/../outside.txt":            400,
		"/b/../a.html":               400,
		"/b/..":                      400,
		"/..":                        400,
		"/.":                         400,
		"/./a.html":                  400,
		"/%2e%2e/outside.txt":        400,
		"/%2E%2E%2Foutside.txt":      400,
		"/..%2foutside.txt":          400,
		"/b/..%2f..%2foutside.txt":   400,
		"/b%2f..%2f..%2foutside.txt": 400,
		"/..%5coutside.txt":          400,
		"/b\\c.txt":                  400,
		"/b%5cc.txt":                 400,
		"/a.html%00":                 400,
		"/a.html%00.png":             400,
		"//a.html":                   400,
		"//evil.example/a.html":      400,
		"/b//c.txt":                  400,
		"/%252e%252e/outside.txt":    404,
		"/up/outside.txt":            404,
		"/link.txt":                  404,
		"/.git/config":               404,
		"/.env.html":                 404,
		"/a.md~":                     404,
		"/outside.txt":               404,
		"/A.html":                    404,
		"/.bibun/../a.html":          400,
		"/.bibun/mathjax/../../a":    400,
		"/.bibun/..%2f..%2fa.html":   400,
		"/" + s.src + "/a.md":        400,
		s.src + "/a.md":              404,
		"/b%2fc.txt":                 200, // a slash is a slash
	} {
		r, body := s.get(target)
		if r.StatusCode != code || strings.Contains(body, "SECRET") {
			t.Errorf("%s: %s, want %d; %.200s", target, r.Status, code, body)
		}
	}
}

// until asks until the answer is as it is to be.
func (s *served) until(target string, done func(r *http.Response, body string) bool) string {
	s.t.Helper()
	for end := time.Now().Add(inTime); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if r, body := s.get(target); done(r, body) {
			return body
		}
	}
	s.t.Fatalf("%s isn't as it is to be after %v", target, inTime)
	return ""
}

// stream opens the stream of events and returns them as they come.
func (s *served) stream() <-chan event {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", "http://"+s.addr+"/.bibun/events", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		s.t.Fatalf("the stream has type %q", got)
	}
	events := make(chan event, 100)
	go func() {
		defer close(events)
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		for lines.Scan() {
			data, ok := strings.CutPrefix(lines.Text(), "data: ")
			var e event
			d := json.NewDecoder(strings.NewReader(data))
			d.DisallowUnknownFields()
			if ok && d.Decode(&e) == nil {
				events <- e
			}
		}
	}()
	return events
}

func next(t *testing.T, events <-chan event) event {
	t.Helper()
	select {
	case e, ok := <-events:
		if !ok {
			t.Fatal("the stream has ended")
		}
		return e
	case <-time.After(inTime):
		t.Fatal("no event")
	}
	return event{}
}

var generationIn = regexp.MustCompile(`<meta name="bibun" content="([^"]+)"`)

func TestEvents(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "b/c.md": text})
	_, body := s.get("/a.html")
	events := s.stream()
	hello := next(t, events)
	if m := generationIn.FindStringSubmatch(body); m == nil || m[1] != hello.Generation || hello.Paths != nil || hello.All {
		t.Errorf("the stream begins with %+v; the page is of generation %v", hello, m)
	}
	s.save("a.md", "private words")
	e := next(t, events)
	if fmt.Sprint(e.Paths) != "[/a.html]" || e.Generation == hello.Generation {
		t.Errorf("a save: %+v after %+v", e, hello)
	}
	if body := s.until("/a.html", func(_ *http.Response, body string) bool { return strings.Contains(body, "private words") }); generationIn.FindStringSubmatch(body)[1] != e.Generation {
		t.Errorf("the page isn't of the generation that was told, %s", e.Generation)
	}
	s.save("b/new.md", "new")
	if e := next(t, events); fmt.Sprint(e.Paths) != "[/b/new.html /]" {
		t.Errorf("a new note: %+v", e)
	}
	os.Remove(filepath.Join(s.src, "b/new.md"))
	if e := next(t, events); fmt.Sprint(e.Paths) != "[/b/new.html /]" {
		t.Errorf("a note that has gone: %+v", e)
	}
	if r, _ := s.get("/b/new.html"); r.StatusCode != 404 {
		t.Errorf("the page of a note that has gone: %s", r.Status)
	}

	// A server in its place is told from it.
	last := e.Generation
	_, port, _ := net.SplitHostPort(s.addr)
	s.end()
	if _, ok := <-events; ok {
		t.Error("an event after the end")
	}
	var n int
	fmt.Sscan(port, &n)
	s.start(n)
	if hello := next(t, s.stream()); hello.Generation == last {
		t.Errorf("a restarted server tells the generation of before, %s", last)
	}
}

func TestManyChangesAreOneEvent(t *testing.T) {
	a := event{"x.1", []string{"/a"}, false}
	b := event{"x.2", []string{"/b"}, false}
	if got := a.and(b); got.Generation != "x.2" || fmt.Sprint(got.Paths) != "[/a /b]" || got.All {
		t.Errorf("two events: %+v", got)
	}
	many := event{"x.3", make([]string, maxPaths), false}
	if got := a.and(many).and(b); got.Generation != "x.2" || got.Paths != nil || !got.All {
		t.Errorf("very many paths: %+v", got)
	}
}

// A note whose page would be another's is listed, and doesn't take its place.
func TestManifest(t *testing.T) {
	m := newManifest(page.PageName)
	at := func(path string) string { name, kind := m.find(path); return fmt.Sprint(name, " ", kind) }
	if at("/") != fmt.Sprint(" ", isFolder) {
		t.Errorf("an empty folder is %s", at("/"))
	}
	paths := m.change([]site.Outcome{{Name: "x/a.md"}, {Name: "x/a.markdown"}, {Name: "x/y/b.png"}}, nil)
	if fmt.Sprint(paths) != "[/x/a.html /x/y/b.png /]" {
		t.Errorf("paths %v", paths)
	}
	for path, want := range map[string]string{
		"/x/a.html": fmt.Sprint("x/a.md ", isPage), "/x/a.md": fmt.Sprint("x/a.md ", isNote), "/x/y/b.png": fmt.Sprint("x/y/b.png ", isFile),
		"/x/": fmt.Sprint("x ", isFolder), "/x/y/": fmt.Sprint("x/y ", isFolder), "/x": fmt.Sprint(" ", isNothing), "/x/a.markdown": fmt.Sprint(" ", isNothing),
		"/z/": fmt.Sprint(" ", isNothing), "/x/a": fmt.Sprint(" ", isNothing),
	} {
		if got := at(path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	m.change(nil, []string{"x/a.markdown", "x/y/b.png"})
	if got := at("/x/y/") + at("/x/a.html"); got != fmt.Sprint(" ", isNothing)+fmt.Sprint("x/a.md ", isPage) {
		t.Errorf("after the removal: %s", got)
	}
}

func TestMathJaxFolder(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(file), 0o777)
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenMathJax(dir); err == nil || !strings.Contains(err.Error(), "npm install mathjax@4") {
		t.Errorf("an empty folder: %v", err)
	}
	put("one/node_modules/mathjax/tex-chtml.js", "script")
	if _, err := OpenMathJax(filepath.Join(dir, "one")); err == nil || !strings.Contains(err.Error(), "fonts") {
		t.Errorf("without fonts: %v", err)
	}
	put("one/node_modules/@mathjax/mathjax-newcm-font/chtml/woff2/a.woff2", "font")
	put("two/node_modules/@mathjax/src/bundle/tex-chtml.js", "script")
	put("two/node_modules/@mathjax/mathjax-newcm-font/chtml/woff2/a.woff2", "font")
	put("one/node_modules/secret.txt", "SECRET")
	for _, folder := range []string{"one", "one/node_modules", "one/node_modules/mathjax",
		"two", "two/node_modules", "two/node_modules/@mathjax/src", "two/node_modules/@mathjax/src/bundle"} {
		m, err := OpenMathJax(filepath.Join(dir, folder))
		if err != nil {
			t.Errorf("%s: %v", folder, err)
			continue
		}
		s := &Server{options: Options{MathJax: m}, guard: guard{hosts: []string{"h"}}}
		for target, want := range map[string]string{
			"/.bibun/mathjax/tex-chtml.js":                            "200 script",
			"/.bibun/@mathjax/mathjax-newcm-font/chtml/woff2/a.woff2": "200 font",
			"/.bibun/mathjax/":                                        "404 not found\n",
			"/.bibun/mathjax/none.js":                                 "404 not found\n",
			"/.bibun/@mathjax/mathjax-newcm-font/":                    "404 not found\n",
			"/.bibun/secret.txt":                                      "404 not found\n",
		} {
			var w recorder
			r, _ := http.NewRequest("GET", "http://h"+target, nil)
			s.ServeHTTP(&w, r)
			if got := w.String(); got != want {
				t.Errorf("%s, %s: %q, want %q", folder, target, got, want)
			}
		}
		m.Close()
	}
}

// recorder keeps the code and the body of an answer.
type recorder struct {
	header http.Header
	code   int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header {
	if r.header == nil {
		r.header = http.Header{}
	}
	return r.header
}
func (r *recorder) WriteHeader(code int)        { r.code = code }
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }
func (r *recorder) String() string {
	if r.code == 0 {
		r.code = 200
	}
	return fmt.Sprint(r.code, " ", r.body.String())
}

// The words around a note have nothing of the note in them that a browser would
// obey.
func TestOverlayEscapes(t *testing.T) {
	s := serveNotes(t, map[string]string{
		"<img src=x onerror=1>.md": "```diff\nf(x) = <script>1</script> /2x\nf'(x)\n```\n",
	})
	_, body := s.get("/%3Cimg%20src=x%20onerror=1%3E.html")
	if !strings.Contains(body, `id="bibun-findings"`) {
		t.Fatalf("no finding on\n%s", body)
	}
	body = body[strings.Index(body, "<main>"):]
	for _, bad := range []string{"<img", "<script"} {
		if strings.Contains(body, bad) {
			t.Errorf("%s is in\n%s", bad, body)
		}
	}
	_, body = s.get("/")
	if strings.Contains(body, "<img") || !strings.Contains(body, template.HTMLEscapeString("<img src=x onerror=1>.md")) {
		t.Errorf("the index is\n%s", body)
	}
}

// Two tabs cost one rendering, and a note that is as it was costs none.
func TestRenderedOnce(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text})
	s.get("/a.html")
	first, err := s.server.render(t.Context(), "a.md")
	if err != nil {
		t.Fatal(err)
	}
	if second, _ := s.server.render(t.Context(), "a.md"); second != first {
		t.Error("the note was rendered again")
	}
	s.save("a.md", text+"more")
	if third, _ := s.server.render(t.Context(), "a.md"); third == first {
		t.Error("the note wasn't rendered again")
	}
	for i := range maxKept + 1 {
		s.server.pages.take(fmt.Sprint(i))
	}
	if n := len(s.server.pages.kept); n != maxKept {
		t.Errorf("%d notes are kept, want %d", n, maxKept)
	}
	if _, kept := s.server.pages.kept["a.md"]; kept {
		t.Error("the note that was used longest ago is kept")
	}
}

// A note is shown up to the length that is set, be it below or above the default; of a
// longer one the page says how the limit is raised.
func TestLongNotes(t *testing.T) {
	const mib = 1 << 20
	long := strings.Repeat("a word in a line\n", 17*mib/17)
	for _, test := range []struct {
		note string
		most int64
		told string // "" where the note is read
	}{
		{text, 0, ""},
		{text, int64(len(text)), ""},
		{text, int64(len(text)) - 1, fmt.Sprintf("too many bytes in the file: %d (limit %d)", len(text), len(text)-1)},
		{long, 0, "too many bytes in the file: 17,825,792 (limit 16,777,216)"},
		{long, 17 * mib, ""},
	} {
		s := serveTuned(t, map[string]string{"a.md": test.note}, func(s *Server) {
			if test.most > 0 {
				s.options.MaxNote = test.most
			}
		})
		if test.told == "" {
			if src, err := s.server.read("a.md"); err != nil || len(src) != len(test.note) {
				t.Errorf("%d bytes, limit %d: %v, %d bytes", len(test.note), test.most, err, len(src))
			}
			continue
		}
		_, body := s.get("/a.html")
		if !strings.Contains(body, test.told) || !strings.Contains(body, "raise it with --limit file-bytes=…") {
			t.Errorf("%d bytes, limit %d:\n%s", len(test.note), test.most, body)
		}
	}
}
