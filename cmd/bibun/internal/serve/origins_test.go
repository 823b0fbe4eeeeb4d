package serve

import (
	"net"
	"strings"
	"testing"
)

// A name that was made to lead here isn't ours, however it is written, and no header but
// Host says which name was asked for.
func TestRebinding(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text})
	_, port, _ := net.SplitHostPort(s.addr)
	ask := func(target, host string, header ...string) int {
		t.Helper()
		r, body := s.raw("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + strings.Join(append(header, ""), "\r\n") + "\r\n")
		if r.StatusCode != 200 && strings.Contains(body, "Title") {
			t.Errorf("%s, Host %q: %s with the page", target, host, r.Status)
		}
		return r.StatusCode
	}
	for _, host := range []string{
		"localhost.:" + port, "LocalHost:" + port, "127.0.0.1.:" + port, "127.1:" + port, "127.0.0.01:" + port, "0177.0.0.1:" + port, "0x7f000001:" + port, "2130706433:" + port,
		"127.0.0.1:0" + port, "127.0.0.1:+" + port, "127.0.0.1:", "localhost:", ":" + port, "127.0.0.1:80", "127.0.0.1:" + port + ":" + port,
		"[::1]", "[::1]:" + port, "[::ffff:127.0.0.1]:" + port, "[::ffff:7f00:1]:" + port, "[0:0:0:0:0:0:0:1]:" + port, "::1:" + port, "[::1%25lo]:" + port, "[127.0.0.1]:" + port,
		"user@127.0.0.1:" + port, "127.0.0.1:" + port + "@evil.example", "evil.example@127.0.0.1:" + port, "user:pass@localhost:" + port,
		"127.0.0.1:" + port + ",evil.example", "evil.example," + s.addr, "127.0.0.1:" + port + "/", "127.0.0.1:" + port + "#", "127.0.0.1:" + port + "?",
		"127.0.0.1.nip.io:" + port, "localtest.me:" + port, "localhost.localdomain:" + port, "sub.localhost:" + port, "\uff4cocalhost:" + port, "loc\u0430lhost:" + port, "%6cocalhost:" + port,
	} {
		if code := ask("/a.html", host); code != 403 && code != 400 {
			t.Errorf("Host %q: %d", host, code)
		}
	}
	for _, name := range []string{"X-Forwarded-Host", "X-Original-Host", "X-Host", "X-HTTP-Host-Override", "X-Forwarded-Server"} {
		if code := ask("/a.html", "evil.example:"+port, name+": "+s.addr); code != 403 {
			t.Errorf("a foreign Host with %s: %d", name, code)
		}
		if code := ask("/a.html", s.addr, name+": evil.example"); code != 200 {
			t.Errorf("our Host with %s: %d", name, code)
		}
	}
	if code := ask("/a.html", "evil.example", "Forwarded: host="+s.addr+";proto=http", "X-Forwarded-For: 127.0.0.1"); code != 403 {
		t.Errorf("a foreign Host with Forwarded: %d", code)
	}
	// The name in the target is the one that was asked for.
	for target, code := range map[string]int{
		"http://evil.example:" + port + "/a.html": 403, "http://localhost/a.html": 403, "http://user@evil.example/a.html": 403,
		"http://" + s.addr + "@evil.example/a.html": 403, "https://evil.example/a.html": 403, "http://[::1]:" + port + "/a.html": 403,
		"http:///a.html": 403, "http://LOCALHOST:" + port + "/a.html": 403, "http://" + s.addr + "/a.html": 200,
	} {
		host := s.addr
		if target == "http:///a.html" {
			host = "evil.example"
		}
		if got := ask(target, host); got != code && !(code == 403 && got == 400) {
			t.Errorf("%s: %d, want %d", target, got, code)
		}
	}
}

// What a page from elsewhere can send without being asked about it: a form, a script or
// picture, a beacon, a WebSocket, a question whether more is allowed.
func TestRequestsFromElsewhere(t *testing.T) {
	s := serveNotes(t, map[string]string{"a.md": text, "pic.svg": "<svg>PICTURE</svg>"})
	form := "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n"
	upgrade := "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
	foreign := "Origin: http://evil.example\r\n"
	own := "Origin: http://" + s.addr + "\r\n"
	for _, tt := range []struct {
		what, method, header, body string
		code                       int
	}{
		{"a form from elsewhere", "POST", foreign + form, "a=b", 403},
		{"a form without an origin", "POST", form, "a=b", 405},
		{"a form of ours", "POST", own + form, "a=b", 405},
		{"a form as plain text", "POST", foreign + "Content-Type: text/plain\r\nContent-Length: 3\r\n", "a=b", 403},
		{"a form in a sandbox", "POST", "Origin: null\r\n" + form, "a=b", 403},
		{"a beacon", "POST", foreign + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: 0\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", "", 403},
		{"a script", "GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n", "", 403},
		{"a picture", "GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n", "", 403},
		{"a frame", "GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n", "", 403},
		{"a page of another port", "GET", "Sec-Fetch-Site: same-site\r\nOrigin: http://localhost:9\r\n", "", 403},
		{"a link", "GET", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\nSec-Fetch-User: ?1\r\n", "", 403},
		{"an unknown site", "GET", "Sec-Fetch-Site: Same-Origin\r\n", "", 403},
		{"two origins", "GET", own + foreign, "", 403},
		{"a list of origins", "GET", "Origin: http://" + s.addr + " http://evil.example\r\n", "", 403},
		{"an origin with a slash", "GET", "Origin: http://" + s.addr + "/\r\n", "", 403},
		{"an extension", "GET", "Origin: chrome-extension://abc\r\n", "", 403},
		{"a file", "GET", "Origin: file://\r\n", "", 403},
		{"a question", "OPTIONS", foreign + "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\n", "", 403},
		{"a question without an origin", "OPTIONS", "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: x\r\n", "", 405},
		{"a WebSocket from elsewhere", "GET", foreign + "Connection: Upgrade\r\n" + upgrade, "", 403},
		{"another method by a header", "POST", form + "X-HTTP-Method-Override: GET\r\n", "a=b", 405},
		{"small letters", "get", "", "", 405},
		{"PROPFIND", "PROPFIND", "", "", 405},
		{"a method of our own", "BIBUN", "", "", 405},
		{"HEAD from elsewhere", "HEAD", foreign, "", 403},
	} {
		for _, target := range []string{"/a.html", "/pic.svg", "/.bibun/events", "/"} {
			connection := "Connection: close\r\n"
			if strings.Contains(tt.header, "Connection:") {
				connection = ""
			}
			r, body := s.raw(tt.method + " " + target + " HTTP/1.1\r\nHost: " + s.addr + "\r\n" + connection + tt.header + "\r\n" + tt.body)
			if r.StatusCode != tt.code || strings.Contains(body, "Title") || strings.Contains(body, "PICTURE") {
				t.Errorf("%s, %s: %s, want %d; %.100s", tt.what, target, r.Status, tt.code, body)
			}
			for name := range r.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s, %s: header %s", tt.what, target, name)
				}
			}
		}
	}
	// Nobody gets a WebSocket.
	if r, _ := s.raw("GET /a.html HTTP/1.1\r\nHost: " + s.addr + "\r\n" + own + "Connection: Upgrade, close\r\n" + upgrade + "\r\n"); r.StatusCode != 200 || r.Header.Get("Upgrade") != "" {
		t.Errorf("a WebSocket of ours: %s", r.Status)
	}
	// Even what a browser of long ago sends, without any of these headers, is kept from other pages.
	if r, _ := s.get("/pic.svg"); r.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
		t.Error("a picture may be set into other pages")
	}
}
