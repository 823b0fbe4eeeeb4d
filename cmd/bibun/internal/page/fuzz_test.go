package page

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/bibun-md/bibun/calculus/fuzzing"
	"github.com/bibun-md/bibun/extension"
)

// FuzzRender makes pages of any notes, as a browser reads them. Whatever an author writes, a page
// has no element, attribute or address that could run a script, load one or lay itself over the page:
// only what goldmark makes of Markdown, chroma of code and bibun of formulas.
func FuzzRender(f *testing.F) {
	for _, note := range fuzzing.Some(fuzzing.Notes(f), 100) {
		f.Add(note, false)
	}
	for _, s := range []string{
		"$<script>$", "$$\n<script>\n$$", "> $$\n> a\n", "- \\[\n  <script>\n  \\]", "`$`$`$`", "$$$$", "\\(\\)", "$`",
		"```math\n<script>\n```", "|$|$|\n|-|-|\n|$a$|b|", "\t$$\n$$", "1. $$\n\n   a\n   $$\n", "$a{$b}$ \\$ $", "$$ a $$ $$", "[^1]\n\n[^1]: $$\n    a\n    $$",
		"[a](javascript:alert(1)) [b](JaVaScRiPt&#58;x) ![c](data:text/html,x) <javascript:x> [d](vbscript:x \"onclick=\")", "[a]: javascript:x '\"><script>'\n[a]",
		"<img src=x onerror=alert(1)> <svg onload=x> <iframe src=x> <a href=\"javascript:x\">", "<div style=\"position:fixed\">\n\nx", "# <script>x</script> {#a onclick=x}\n",
		"---\ntitle: </title><script>x</script>\nlang: '\"><script>'\n---\n```js\nalert('</script>')\n```\n", "```diff\n-<script>\n+<b>\n```", "https://a.example/\"onclick=x www.b.example/<script>",
	} {
		f.Add(s, true)
	}
	fragments := New(Options{Fragment: true, LinkNotes: true})
	pages := New(Options{KaTeX: true})
	f.Fuzz(func(t *testing.T, note string, whole bool) {
		n := extension.ReadNote([]byte(note))
		if extension.CheckDepth(n, 20) != nil {
			t.Skip()
		}
		// goldmark must not write into the note.
		before := bytes.Clone(n.Body)
		r := fragments
		if whole {
			r = pages
		}
		var p *Page
		var err error
		render := func() { p, err = r.Render(context.Background(), n) }
		if strings.Contains(note, "diff") || strings.Contains(note, "bibun") { // a block has a budget of its own
			fuzzing.Within(t, 2*time.Second, render)
		} else {
			fuzzing.Swift(t, len(note), render)
		}
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(before, n.Body) {
			t.Errorf("the note was changed from %q to %q", before, n.Body)
		}
		if found := active(p.Document.Body); found != "" {
			t.Errorf("%s in %s", found, p.Document.Body)
		}
		if whole { // the frame holds the title and the language, which are the author's
			if got, want := frame(p.HTML, p.Document.Body), frame(plainPage(t, p.Document)); got != want {
				t.Errorf("around the note is\n%s\nand not\n%s", got, want)
			}
		}
	})
}

// elements are those that a note can have on its page, and attributes theirs, by element or by any.
var (
	elements = strings.Fields(`a blockquote br code del div em figure h1 h2 h3 h4 h5 h6 hr img input li ol p pre
		span strong sup table tbody td th thead tr ul svg title g path circle text tspan`)
	attributes = map[string][]string{
		"":      {"class", "id", "title", "lang", "role"},
		"a":     {"href"},
		"img":   {"src", "alt"},
		"input": {"checked", "disabled", "type"},
		"ol":    {"start"},
		"td":    {"style"}, "th": {"style"},
		"pre": {"tabindex"},
	}
	// drawn are those of elements in a figure.
	drawn = strings.Fields(`xmlns viewbox width height aria-label font-family font-size font-style transform stroke stroke-width
		stroke-linejoin fill d x y dy text-anchor cx cy r`)
)

// active is what a body has that no note can bring into its page; "" where there is nothing.
func active(body []byte) string {
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return ""
		case html.CommentToken:
			if text := string(z.Raw()); text != "<!-- raw HTML omitted -->" {
				return "the comment " + text
			}
		case html.DoctypeToken:
			return string(z.Raw())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			token := z.Token()
			if !slices.Contains(elements, token.Data) {
				return "the element " + token.Data
			}
			for _, a := range token.Attr {
				if wrong := wrongAttribute(token.Data, a.Key, a.Val); wrong {
					return "the attribute " + a.Key + "=" + a.Val + " of " + token.Data
				}
			}
		}
	}
}

func wrongAttribute(element, key, value string) bool {
	figure := slices.Contains([]string{"svg", "g", "path", "circle", "text", "tspan"}, element)
	if !slices.Contains(attributes[""], key) && !slices.Contains(attributes[element], key) && !(figure && slices.Contains(drawn, key)) {
		return true
	}
	switch key {
	case "style":
		return !regexp.MustCompile(`^text-align:(left|center|right)$`).MatchString(value)
	case "href", "src":
		address := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, value))
		for _, bad := range []string{"javascript:", "vbscript:", "file:", "data:"} {
			if strings.HasPrefix(address, bad) {
				picture := bad == "data:" && regexp.MustCompile(`^data:image/(png|gif|jpeg|webp|svg\+xml);`).MatchString(address)
				return !picture || element != "img" && strings.HasPrefix(address, "data:image/svg")
			}
		}
	case "type":
		return value != "checkbox"
	}
	return false
}

// frame is a page without the note on it, and without the texts of its title and its language: each tag
// as a browser reads it.
func frame(page, body []byte) string {
	before, after, _ := bytes.Cut(page, append([]byte("<main>\n"), body...))
	var s strings.Builder
	for _, part := range [][]byte{before, after} {
		z := html.NewTokenizer(bytes.NewReader(part))
		title := false
		for z.Next() != html.ErrorToken {
			token := z.Token()
			if token.Type == html.TextToken && title {
				continue
			}
			title = token.Type == html.StartTagToken && token.Data == "title"
			if token.Data == "html" {
				for i := range token.Attr {
					token.Attr[i].Val = ""
				}
			}
			s.WriteString(token.String())
		}
	}
	return s.String()
}

// plainPage is the page of a document with nothing of the author's but the note itself.
func plainPage(t *testing.T, d *Document) (page, body []byte) {
	t.Helper()
	plain := *d
	plain.Title, plain.Lang = "title", "en"
	page, err := plain.Page(Preview{})
	if err != nil {
		t.Fatal(err)
	}
	return page, plain.Body
}
