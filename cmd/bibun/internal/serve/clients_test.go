package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
	"github.com/bibun-md/bibun/cmd/bibun/internal/watch"
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
	if r, err := http.ReadResponse(bufio.NewReader(c), nil); err == nil { // else it was let go at once
		var n int64
		if n, err = io.Copy(io.Discard, r.Body); err == nil {
			t.Errorf("all %d bytes came, %v after they were asked for", n, while)
		}
	} else if strings.Contains(err.Error(), "timeout") {
		t.Error("a client that reads nothing is kept")
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

// One who sends a byte now and then, of the head of a request or of its body, is let go as
// well: the time is that of the whole, and doesn't begin anew with each byte.
func TestDrippingClients(t *testing.T) {
	s := serveTuned(t, map[string]string{"a.md": text}, func(s *Server) {
		s.patience.header, s.patience.request = 2*time.Second, 2*time.Second
	})
	head := "GET /a.html HTTP/1.1\r\nHost: " + s.addr + "\r\n"
	var dripping sync.WaitGroup
	for what, begin := range map[string]string{
		"a head that drips":        head + "X: ",
		"a name that drips":        head,
		"a first line that drips":  "GET /",
		"a body that drips":        head + "Content-Length: 1000000\r\n\r\n",
		"a body in parts":          head + "Transfer-Encoding: chunked\r\n\r\nFFFFFF\r\n",
		"a form's body that drips": strings.Replace(head, "GET", "POST", 1) + "Content-Length: 1000000\r\n\r\n",
	} {
		c := s.dial()
		io.WriteString(c, begin)
		ended := make(chan struct{})
		go func() {
			io.Copy(io.Discard, c)
			close(ended)
		}()
		dripping.Go(func() {
			end := time.After(inTime)
			for {
				select {
				case <-ended:
					return
				case <-time.After(10 * time.Millisecond):
					io.WriteString(c, "x")
				case <-end:
					t.Errorf("%s is kept", what)
					c.Close()
					return
				}
			}
		})
	}
	for range 20 { // meanwhile
		if r, _ := s.get("/.bibun/client.css"); r.StatusCode != 200 {
			t.Errorf("beside them: %s", r.Status)
		}
	}
	dripping.Wait()
}

// listening is how many pages listen.
func (s *Server) listening() int {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	return len(s.streams.all)
}

// comes waits for what must come.
func comes(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(inTime); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s doesn't come", what)
		}
	}
}

// A page that listens and reads nothing doesn't delay the others, keeps no more than one
// event waiting however many come, and is let go once the system takes no more for it.
func TestAListenerThatReadsNothing(t *testing.T) {
	s := serveTuned(t, map[string]string{"a.md": text}, func(s *Server) {
		s.patience.event = 3 * time.Second // the one that reads may be late on a machine with much else to do
	})
	events := s.stream()
	next(t, events)
	c := s.dial()
	c.(*net.TCPConn).SetReadBuffer(4 << 10)
	fmt.Fprintf(c, "GET /.bibun/events HTTP/1.1\r\nHost: %s\r\n\r\n", s.addr)
	comes(t, "the second stream", func() bool { return s.server.listening() == 2 })
	var long watch.Round
	for i := range maxPaths - 1 { // and the index
		long.Outcomes = append(long.Outcomes, site.Outcome{Name: fmt.Sprint(strings.Repeat("x", 40), i)})
	}
	rounds := 0
	comes(t, "the end of the one that reads nothing", func() bool {
		s.server.Changed(long)
		next(t, events) // at once, for the other
		rounds++
		s.server.streams.mu.Lock()
		defer s.server.streams.mu.Unlock()
		for st := range s.server.streams.all {
			if n := len(st.pending.Paths); n > maxPaths {
				t.Errorf("%d paths wait", n)
			}
		}
		return len(s.server.streams.all) == 1
	})
	t.Logf("let go after %d events of 45 KB", rounds)
}

// More pages than may listen are refused, with the limit and a way out; pages are still
// shown, and who leaves makes room.
func TestTooManyListeners(t *testing.T) {
	const most = 3
	s := serveTuned(t, map[string]string{"a.md": text}, func(s *Server) { s.most = most })
	listen := func() (net.Conn, *http.Response) {
		c := s.dial()
		fmt.Fprintf(c, "GET /.bibun/events HTTP/1.1\r\nHost: %s\r\n\r\n", s.addr)
		c.SetReadDeadline(time.Now().Add(inTime))
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		return c, r
	}
	var last net.Conn
	for range most {
		c, r := listen()
		if r.StatusCode != 200 {
			t.Fatal(r.Status)
		}
		last = c
	}
	_, r := listen()
	body, _ := io.ReadAll(r.Body)
	if want := "3 pages listen already, which is the limit; close some"; r.StatusCode != 503 || !strings.Contains(string(body), want) || r.Header.Get("Retry-After") == "" {
		t.Errorf("one too many: %s, %q", r.Status, body)
	}
	if r, _ := s.get("/a.html"); r.StatusCode != 200 {
		t.Errorf("a page beside them: %s", r.Status)
	}
	last.Close()
	comes(t, "room", func() bool { return s.server.listening() == most-1 })
	if _, r := listen(); r.StatusCode != 200 {
		t.Errorf("after one has left: %s", r.Status)
	}
}

// descriptors is how many files this process has open, or 0 where that can't be told.
func descriptors() int {
	list, _ := os.ReadDir("/proc/self/fd")
	return len(list)
}

// A thousand pages that listen, and a hundred connections that say nothing, hinder no one:
// all are told of a save, pages are shown, and what each costs is small. They leave nothing.
func TestManyConnections(t *testing.T) {
	const listeners, silent = 1000, 100
	s := serveNotes(t, map[string]string{"a.md": text})
	s.get("/a.html")
	goroutines, files := runtime.NumGoroutine(), descriptors()
	var before, during runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var streams []*bufio.Reader
	var all []net.Conn
	for i := range listeners + silent {
		c := s.dial()
		all = append(all, c)
		if i >= listeners {
			continue
		}
		c.SetReadDeadline(time.Now().Add(2 * inTime))
		fmt.Fprintf(c, "GET /.bibun/events HTTP/1.1\r\nHost: %s\r\n\r\n", s.addr)
		streams = append(streams, bufio.NewReaderSize(c, 512))
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
	for _, r := range streams {
		find(r, "generation")
	}
	for range 20 {
		if r, body := s.get("/a.html"); r.StatusCode != 200 || !strings.Contains(body, "Title") {
			t.Errorf("a page beside %d connections: %s", len(all), r.Status)
		}
	}
	s.save("a.md", text+"more")
	for _, r := range streams {
		find(r, "/a.html")
	}
	runtime.GC()
	runtime.ReadMemStats(&during)
	each := (int64(during.HeapAlloc+during.StackInuse) - int64(before.HeapAlloc+before.StackInuse)) / int64(len(all))
	t.Logf("%d bytes a connection, for both of its ends", each)
	if each > 64<<10 {
		t.Errorf("a connection costs %d bytes", each)
	}
	for _, c := range all {
		c.Close()
	}
	comes(t, "the end of the goroutines", func() bool { return runtime.NumGoroutine() <= goroutines+5 })
	comes(t, "the end of the open files", func() bool { return descriptors() <= files+5 })
	comes(t, "the end of the streams", func() bool { return s.server.listening() == 0 })
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
