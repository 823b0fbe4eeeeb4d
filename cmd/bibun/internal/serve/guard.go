package serve

import (
	"net/http"
	"strconv"
	"strings"
)

// guard decides who may ask and for what. A web page anywhere can make the
// user's browser ask a server on the user's machine, and a name of its own can
// be made to lead here (DNS rebinding); so the name that was asked for must be
// one of ours, and the page that asks must be one of ours, for pages as for all
// else.
type guard struct {
	hosts   []string // what the Host header may be
	origins []string // what the Origin header may be
}

func guardOf(port int) guard {
	var g guard
	for _, name := range []string{"127.0.0.1", "localhost"} {
		host := name + ":" + strconv.Itoa(port)
		if port == 80 {
			host = name // as browsers write it
		}
		g.hosts = append(g.hosts, host)
		g.origins = append(g.origins, "http://"+host)
	}
	return g
}

// refusal is why a request isn't answered.
type refusal struct {
	code    int
	message string
}

// check returns nil for a request that may be answered.
func (g guard) check(r *http.Request) *refusal {
	if !oneOf(r.Host, g.hosts) {
		return &refusal{http.StatusForbidden, "refused: this host name isn't the preview's"}
	}
	for _, origin := range r.Header.Values("Origin") {
		if !oneOf(origin, g.origins) {
			return &refusal{http.StatusForbidden, "refused: a page from elsewhere asks"}
		}
	}
	// None is for an address that was typed, or opened from another program.
	for _, from := range r.Header.Values("Sec-Fetch-Site") {
		if from != "same-origin" && from != "none" {
			return &refusal{http.StatusForbidden, "refused: a page from elsewhere asks"}
		}
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return &refusal{http.StatusMethodNotAllowed, "only GET and HEAD"}
	}
	if !cleanPath(r.URL.Path) {
		return &refusal{http.StatusBadRequest, "refused: this path can't be a file's"}
	}
	return nil
}

// cleanPath reports whether a path, decoded, could be one of ours: no backslash,
// no NUL, no empty part, no "." and no "..". That it is one of ours is for the
// manifest to say.
func cleanPath(path string) bool {
	if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "\\\x00") {
		return false
	}
	parts := strings.Split(path[1:], "/")
	for i, part := range parts {
		if part == "." || part == ".." || part == "" && i < len(parts)-1 {
			return false
		}
	}
	return true
}

// oneOf compares exactly.
func oneOf(s string, allowed []string) bool {
	for _, a := range allowed {
		if s == a {
			return true
		}
	}
	return false
}

// setHeaders sets what every answer has. Scripts run only with the nonce of
// their answer, or loaded by one that has it, as MathJax loads its parts; so
// scripts in a note's raw HTML don't run in the preview. Styles have no nonce,
// since MathJax writes style attributes. Pictures of notes may come from
// anywhere; scripts, and the fonts of a MathJax that isn't served here, from https.
func setHeaders(h http.Header, nonce string, remote bool) {
	fonts := "'self' data:"
	connect := "'self'"
	if remote {
		fonts += " https:"
		connect += " https:"
	}
	h.Set("Content-Security-Policy", strings.Join([]string{
		"default-src 'none'",
		"script-src 'nonce-" + nonce + "' 'strict-dynamic'",
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data: https:",
		"media-src 'self' data: https:",
		"font-src " + fonts,
		"connect-src " + connect,
		"worker-src 'self' blob:",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; "))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-cache")
}
