package page

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/bibun-md/bibun/extension"
	"github.com/bibun-md/bibun/extension/hostile"
)

// pageElements are those that a page without raw HTML may have.
var pageElements = strings.Fields(`html head body meta title style script link main
	h1 h2 h3 h4 h5 h6 p a img ul ol li blockquote pre code em strong del br hr table thead tbody tr th td sup div span input section
	figure svg g path text tspan circle polyline line rect nav`)

// pageAttributes are those that they may have, with the form of their values.
var pageAttributes = map[string]*regexp.Regexp{
	"class": regexp.MustCompile(`^[\w -]*$`), "role": regexp.MustCompile(`^[\w-]*$`), "type": regexp.MustCompile(`^checkbox$`),
	"checked": regexp.MustCompile(`^$`), "disabled": regexp.MustCompile(`^$`), "defer": regexp.MustCompile(`^$`), "start": regexp.MustCompile(`^\d+$`),
	"style": regexp.MustCompile(`^text-align:\s?(left|right|center)$`), "tabindex": regexp.MustCompile(`^0$`), "charset": regexp.MustCompile(`^utf-8$`),
	"name": regexp.MustCompile(`^viewport$`), "content": regexp.MustCompile(`^width=`), "rel": regexp.MustCompile(`^stylesheet$`),
	"lang": regexp.MustCompile(``), "title": regexp.MustCompile(``), "alt": regexp.MustCompile(``), "aria-label": regexp.MustCompile(``),
	"id": regexp.MustCompile(`^[^\s<>"'&]*$`),
}

// scheme finds the schemes that run what follows, or read files, also where a browser
// passes over a tab or a line end in them.
var scheme = regexp.MustCompile(`(?i)^[\x00-\x20]*(j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|^[\x00-\x20]*(data|file):`)

// language is the class that Markdown gives code.
var language = regexp.MustCompile(`^language-[^ \t\n\f\r]+$`)

// wrongPage says what is on a page that can't come from a note without raw HTML.
func wrongPage(page []byte, scripts []string) (wrong []string) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	var own []string
	var walk func(n *html.Node, drawing bool)
	walk = func(n *html.Node, drawing bool) {
		switch n.Type {
		case html.CommentNode:
			if n.Data != " raw HTML omitted " {
				wrong = append(wrong, fmt.Sprintf("a comment %q", n.Data))
			}
		case html.ElementNode:
			drawing = drawing || n.Data == "svg"
			if !slices.Contains(pageElements, n.Data) {
				wrong = append(wrong, "an element <"+n.Data+">")
			}
			var script bytes.Buffer
			if n.Data == "script" || n.Data == "style" || n.Data == "link" {
				html.Render(&script, n)
				own = append(own, script.String())
				return
			}
			for _, a := range n.Attr {
				switch form, known := pageAttributes[a.Key]; {
				case drawing && !strings.HasPrefix(a.Key, "on") && a.Key != "href":
				case a.Key == "href" || a.Key == "src":
					if scheme.MatchString(a.Val) {
						wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
					}
				case n.Data == "code" && a.Key == "class" && language.MatchString(a.Val):
				case !known || !form.MatchString(a.Val):
					wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, drawing)
		}
	}
	walk(root, false)
	for _, s := range own {
		if !slices.Contains(scripts, s) {
			wrong = append(wrong, "a script or style that isn't bibun's:\n"+s)
		}
	}
	return wrong
}

// TestInjectionPages has pages of hostile notes hold just what Markdown without raw
// HTML can say, and the scripts of bibun.
func TestInjectionPages(t *testing.T) {
	for _, katex := range []bool{false, true} {
		r := New(Options{KaTeX: katex, LinkNotes: true})
		tame, err := r.Render(context.Background(), extension.ReadNote([]byte("# A\n\n$x$\n\n```go\na\n```\n")))
		if err != nil {
			t.Fatal(err)
		}
		var scripts []string
		root, _ := html.Parse(bytes.NewReader(tame.HTML))
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && slices.Contains([]string{"script", "style", "link"}, n.Data) {
				var s bytes.Buffer
				html.Render(&s, n)
				scripts = append(scripts, s.String())
			}
		}
		// Without code there are no colours of code.
		plain, err := r.Render(context.Background(), extension.ReadNote([]byte("a\n")))
		if err != nil {
			t.Fatal(err)
		}
		root, _ = html.Parse(bytes.NewReader(plain.HTML))
		for n := range root.Descendants() {
			if n.Data == "style" {
				var s bytes.Buffer
				html.Render(&s, n)
				scripts = append(scripts, s.String())
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			src := hostile.Note(func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }, true)
			p, err := r.Render(context.Background(), extension.ReadNote([]byte(src)))
			if err != nil {
				t.Fatal(err)
			}
			if wrong := wrongPage(p.HTML, scripts); len(wrong) > 0 {
				t.Fatalf("%s\nof %q", strings.Join(wrong, "\n"), src)
			}
		})
	}
}

// TestInjectionIndex has the list of a folder lead to its pages whatever these are
// called.
func TestInjectionIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }
		var entries []Entry
		links := map[string]bool{}
		for range 1 + pick(5) {
			name := strings.NewReplacer("/", "", "\x00", "").Replace(hostile.Line(pick)) + ".html"
			if name == ".html" {
				continue
			}
			if pick(2) == 0 {
				name = strings.NewReplacer("/", "", "\x00", "").Replace(hostile.Line(pick)) + "d/" + name
			}
			entries = append(entries, Entry{name, hostile.Line(pick)})
			links[name] = true
		}
		page, err := Index{Folder: ".", Title: hostile.Line(pick), Pages: "0"}.Page(entries, func(string) string { return "index.html" })
		if err != nil {
			t.Fatal(err)
		}
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !slices.Contains(pageElements, n.Data) || n.Data == "script" {
				t.Fatalf("an element <%s> in\n%s", n.Data, page)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Fatalf("an attribute %s in\n%s", a.Key, page)
				}
				if a.Key == "href" {
					u, err := url.Parse(a.Val)
					if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Fragment != "" {
						t.Fatalf("a link to %q in\n%s", a.Val, page)
					}
					if links[strings.TrimPrefix(u.Path, "./")] {
						found++
					}
				}
			}
		}
		if found < len(links) {
			t.Fatalf("%d links to %d pages in\n%s", found, len(links), page)
		}
	})
}
