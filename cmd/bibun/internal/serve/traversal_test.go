package serve

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// nowhere reports whether a path that leads nowhere may be answered with a code.
func nowhere(code int) bool { return code == http.StatusBadRequest || code == http.StatusNotFound }

// asker returns what asks for one target after another, on one connection as long as it lasts.
func (s *served) asker() (ask func(target string) (*http.Response, string), done func()) {
	var c net.Conn
	var in *bufio.Reader
	done = func() {
		if c != nil {
			c.Close()
			c = nil
		}
	}
	ask = func(target string) (*http.Response, string) {
		s.t.Helper()
		if c == nil {
			c = s.dial()
			in = bufio.NewReader(c)
		}
		c.SetDeadline(time.Now().Add(inTime))
		io.WriteString(c, "GET "+target+" HTTP/1.1\r\nHost: "+s.addr+"\r\n\r\n")
		r, err := http.ReadResponse(in, nil)
		if err != nil {
			s.t.Fatalf("%s: %v", target, err)
		}
		body, _ := io.ReadAll(r.Body)
		if r.Close {
			done()
		}
		return r, string(body)
	}
	return ask, done
}

// mathJaxFolder is a folder as npm leaves it, with a file beside MathJax and one above.
func mathJaxFolder(t *testing.T) *MathJax {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{
		"outside.txt":                                           "SECRET",
		"node_modules/outside.txt":                              "SECRET",
		"node_modules/mathjax/tex-chtml.js":                     "script",
		"node_modules/mathjax/output/font.js":                   "font",
		"node_modules/@mathjax/mathjax-newcm-font/package.json": "{}",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		os.MkdirAll(filepath.Dir(file), 0o777)
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	m, err := OpenMathJax(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// However two dots and the slash behind them are written, they lead nowhere: as they are, in
// percents once, twice and thrice, in overlong UTF-8, as characters that look like them or
// that other systems take for them, and with what some servers cut off.
func TestTraversalInEveryEncoding(t *testing.T) {
	m := mathJaxFolder(t)
	s := serveTuned(t, map[string]string{"a.md": text, "b/c.txt": "c"}, func(s *Server) { s.options.MathJax = m })
	ask, done := s.asker()
	defer done()
	dots := []string{"..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "%25252e%25252e", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae",
		"%f0%80%80%ae%f0%80%80%ae", "%u002e%u002e", "%ef%bc%8e%ef%bc%8e", "\uff0e\uff0e", "%e2%80%a5", "..%00", "%00..", "..;", "..;x=1",
		"..%3b", "..%20", "..%09", "...", "....", "....//..", ".%00.", ".;.", "..%0d%0a", "..%3f", "..%23"}
	slashes := []string{"/", "%2f", "%2F", "%252f", "%25252F", "%5c", "\\", "%255c", "%c0%af", "%e0%80%af", "%c1%9c", "%u2215", "%ef%bc%8f",
		"%e2%88%95", "%ef%bc%bc", "//", "/./", "/.//", "%2f%2f", "/%2e/", "\\/", "/;/"}
	malformed, tried := 0, 0
	for _, up := range dots {
		for _, slash := range slashes {
			step := up + slash
			for _, target := range []string{
				"/" + step + "outside.txt",
				"/b/" + step + step + "outside.txt",
				"/b" + slash + step + step + "outside.txt",
				"/.bibun/" + step + step + "outside.txt",
				"/.bibun/mathjax/" + step + "outside.txt",
				"/.bibun/mathjax" + slash + "output" + slash + step + step + "outside.txt",
				"/.bibun/@mathjax/" + step + step + "outside.txt",
			} {
				tried++
				r, body := ask(target)
				if !nowhere(r.StatusCode) || strings.Contains(body, "SECRET") {
					t.Errorf("%s: %s, %.100s", target, r.Status, body)
				}
				if strings.HasPrefix(body, "400 Bad Request") { // the server's, not the guard's
					malformed++
				}
			}
		}
	}
	if malformed > tried/4 {
		t.Errorf("%d of %d targets were no requests at all: the test tests little", malformed, tried)
	}
	for target, want := range map[string]string{"/a.html": "Title", "/b/c.txt": "c", "/.bibun/mathjax/tex-chtml.js": "script"} {
		if r, body := s.get(target); r.StatusCode != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %s, %.100s", target, r.Status, body)
		}
	}
}

// Names that mean something else on Windows, and spellings that file systems take for the
// same: no file but by the name that it has.
func TestNamesOfOtherSystems(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "b/c.txt": "CONTENT"})
	for _, target := range []string{
		"/C:/Windows/win.ini", "/c:%5cwindows%5cwin.ini", "/C%3a/", "/C:a.md", "/%5c%5cserver%5cshare", "/%5c%5c%3f%5cC:%5c", "//server/share",
		"/%5c%5c.%5cCOM1", "/con", "/CON", "/nul", "/NUL.txt", "/aux.html", "/COM1", "/COM%c2%b9", "/lpt1.md", "/b/prn", "/CONIN$", "/.bibun/con",
		"/b/c.txt::$DATA", "/b/c.txt:stream", "/b/c.txt.", "/b/c.txt%20", "/b/c.txt...", "/b/c.txt;", "/b;/c.txt", "/b/c.txt%00.html", "/b./c.txt",
		"/B/C.TXT", "/b/C~1.TXT", "/b/c.txt/", "/b/c.txt%2f", "/b/c%E2%80%8D.txt", "/%ef%bd%82/c.txt", "/b/*", "/b/c.tx%3f",
		"/proc/self/environ", "/dev/stdin", "/dev/zero", "/etc/passwd", "/~root/", "/%7e", "/$HOME", "/%24%7BHOME%7D",
	} {
		if r, body := s.get(target); !nowhere(r.StatusCode) || strings.Contains(body, "CONTENT") {
			t.Errorf("%s: %s, %.100s", target, r.Status, body)
		}
	}
}

// A symbolic link that leads out of the folder isn't followed: to a file or to a folder, by
// a path from the root or from where it is, directly or by way of others, as a note or as a
// file. One that stays inside is.
func TestLinksThatLeadOut(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "b/c.txt": "INSIDE", "b/c.md": "INSIDE"})
	beside := filepath.Dir(s.src)
	if err := os.WriteFile(filepath.Join(beside, "note.md"), []byte("SECRET"), 0o666); err != nil {
		t.Fatal(err)
	}
	for at, to := range map[string]string{
		"file.txt": "../outside.txt", "absolute.txt": filepath.Join(beside, "outside.txt"), "note.md": "../note.md",
		"b/up.txt": "../../outside.txt", "folder": "..", "whole": beside, "itself": ".", "root": "/",
		"one.txt": "two.txt", "two.txt": "three.txt", "three.txt": "../outside.txt",
		"long.txt": "b/../b/../../notes/../outside.txt", "first": "second", "second": "..", "through.txt": "folder/outside.txt", "circle.txt": "circle.txt",
		"inside.txt": "b/c.txt", "inside.md": "b/c.md", "chain.txt": "inside.txt",
	} {
		if err := os.Symlink(to, filepath.Join(s.src, at)); err != nil {
			t.Fatal(err)
		}
	}
	s.save("last.md", "the links come before")
	s.until("/last.html", func(r *http.Response, body string) bool { return r.StatusCode == 200 })
	for _, target := range []string{"/file.txt", "/absolute.txt", "/note.html", "/note.md", "/b/up.txt", "/folder/outside.txt", "/folder/", "/whole/outside.txt",
		"/itself/b/c.txt", "/root/etc/passwd", "/one.txt", "/two.txt", "/three.txt", "/long.txt", "/first/outside.txt", "/through.txt", "/circle.txt"} {
		if r, body := s.get(target); r.StatusCode == 200 && !strings.Contains(body, "bibun-findings") || strings.Contains(body, "SECRET") || strings.Contains(body, "INSIDE") {
			t.Errorf("%s: %s, %.200s", target, r.Status, body)
		}
	}
	for _, target := range []string{"/inside.txt", "/inside.html", "/chain.txt"} {
		if r, body := s.get(target); r.StatusCode != 200 || !strings.Contains(body, "INSIDE") {
			t.Errorf("%s: %s, %.200s", target, r.Status, body)
		}
	}
}
