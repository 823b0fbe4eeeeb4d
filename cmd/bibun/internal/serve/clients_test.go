package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

func (s *served) dial() net.Conn {
	s.t.Helper()
	c, err := net.Dial("tcp", s.addr)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { c.Close() })
	return c
}

// ends waits until the server has closed a connection.
func (s *served) ends(what string, c net.Conn) {
	s.t.Helper()
	c.SetReadDeadline(time.Now().Add(inTime))
	if _, err := io.Copy(io.Discard, c); err != nil && strings.Contains(err.Error(), "timeout") {
		s.t.Errorf("%s is kept", what)
	}
}

// A client that takes its time with a request, or with reading the answer, is let
// go; a page that listens isn't.
func TestSlowClients(t *testing.T) {
	const while = time.Second
	s := serveTuned(t, map[string]string{"a.md": text, "large.bin": strings.Repeat("x", 20<<20)}, quick)
	events := s.stream()
	next(t, events)

	silent := s.dial()
	half := s.dial()
	io.WriteString(half, "GET / HTTP/1.1\r\nHost: "+s.addr+"\r\n")
	body := s.dial()
	fmt.Fprintf(body, "GET / HTTP/1.1\r\nHost: %s\r\nContent-Length: 100\r\n\r\n", s.addr)
	idle := s.dial()
	fmt.Fprintf(idle, "GET /a.html HTTP/1.1\r\nHost: %s\r\n\r\n", s.addr)
	for what, c := range map[string]net.Conn{"a connection without a request": silent, "half a request": half,
		"a request without its body": body, "a connection after its request": idle} {
		s.ends(what, c)
	}

	// One that asks for much and reads nothing for a while.
	c := s.dial()
	fmt.Fprintf(c, "GET /large.bin HTTP/1.1\r\nHost: %s\r\n\r\n", s.addr)
	time.Sleep(while)
	c.SetReadDeadline(time.Now().Add(inTime))
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r.Body); err == nil {
		t.Errorf("all %d bytes came, %v after they were asked for", n, while)
	}

	// A stream outlasts all of them.
	s.save("a.md", text+"more")
	if e := next(t, events); fmt.Sprint(e.Paths) != "[/a.html]" {
		t.Errorf("the event is %+v", e)
	}
}

// quick has a server little patience.
func quick(s *Server) {
	soon := 200 * time.Millisecond
	s.patience = patience{header: soon, request: soon, answer: soon, idle: soon, event: soon}
}

// A thousand connections, half of them streams, hinder no one, and leave nothing.
func TestManyConnections(t *testing.T) {
	const many = 1000
	s := serveNotes(t, map[string]string{"a.md": text})
	s.get("/a.html")
	before := runtime.NumGoroutine()
	var streams []*bufio.Reader
	var all []net.Conn
	for i := range many {
		c := s.dial()
		all = append(all, c)
		if i%2 == 0 {
			continue
		}
		fmt.Fprintf(c, "GET /.bibun/events HTTP/1.1\r\nHost: %s\r\n\r\n", s.addr)
		streams = append(streams, bufio.NewReader(c))
	}
	find := func(r *bufio.Reader, what string) {
		t.Helper()
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(line, what) {
				return
			}
		}
	}
	for i, r := range streams {
		all[2*i+1].SetReadDeadline(time.Now().Add(inTime))
		find(r, "generation")
	}
	if r, body := s.get("/a.html"); r.StatusCode != 200 || !strings.Contains(body, "Title") {
		t.Errorf("a page beside %d connections: %s", many, r.Status)
	}
	s.save("a.md", text+"more")
	for _, r := range streams {
		find(r, "/a.html")
	}
	for _, c := range all {
		c.Close()
	}
	for end := time.Now().Add(inTime); runtime.NumGoroutine() > before+5; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d goroutines after the connections, %d before", runtime.NumGoroutine(), before)
		}
	}
	s.server.streams.mu.Lock()
	defer s.server.streams.mu.Unlock()
	if n := len(s.server.streams.all); n > 0 {
		t.Errorf("%d streams are left", n)
	}
}

// The preview listens on this machine alone.
func TestLoopbackOnly(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text})
	_, port, _ := net.SplitHostPort(s.addr)
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	others := []string{"127.0.0.2", "::1"}
	for _, a := range addresses {
		if n, ok := a.(*net.IPNet); ok && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			others = append(others, n.IP.String()) // of this machine, too
		}
	}
	for _, host := range others {
		if c, err := net.DialTimeout("tcp", net.JoinHostPort(host, port), time.Second); err == nil {
			c.Close()
			t.Errorf("the preview answers at %s", host)
		}
	}
	if s.addr[:10] != "127.0.0.1:" {
		t.Errorf("the preview listens at %s", s.addr)
	}
}

// What isn't HTTP, or only nearly, ends the connection and nothing else.
func TestMalformedRequests(t *testing.T) {
	s := serveTuned(t, map[string]string{"a.md": text}, quick)
	for _, request := range []string{
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", // TLS
		"GET /a.html\r\n\r\n",
		"GET /a.html HTTP/1.1\r\n\r\n",                                        // no Host
		"GET /a.html HTTP/1.1\r\nHost: " + s.addr + "\r\nHost: evil\r\n\r\n",  // two
		"GET /a.html HTTP/1.1\r\nHost: " + s.addr + "\r\nBad Name: x\r\n\r\n", // a space in a name
		"GET /\x01 HTTP/1.1\r\nHost: " + s.addr + "\r\n\r\n",                  // a control in the target
		"GET /%zz HTTP/1.1\r\nHost: " + s.addr + "\r\n\r\n",                   // half an escape
		"GET a.html HTTP/1.1\r\nHost: " + s.addr + "\r\n\r\n",                 // no slash
		"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n\r\n",   // no proxy
		"GET / HTTP/1.1\r\nHost: " + s.addr + "\r\nX: " + strings.Repeat("x", 1<<20) + "\r\n\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	} {
		c := s.dial()
		io.WriteString(c, request)
		c.SetReadDeadline(time.Now().Add(inTime))
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err == nil && (r.StatusCode < 400 || r.StatusCode >= 600) {
			t.Errorf("%.80q: %s", request, r.Status)
		} else if err != nil && strings.Contains(err.Error(), "timeout") {
			t.Errorf("%.80q: no answer", request)
		}
		c.Close()
	}
	if r, _ := s.get("/a.html"); r.StatusCode != 200 {
		t.Errorf("a page afterwards: %s", r.Status)
	}
}
