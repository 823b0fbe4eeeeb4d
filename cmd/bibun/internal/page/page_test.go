package page

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/bibun-md/bibun/extension"
)

func render(t testing.TB, o Options, note string) string {
	t.Helper()
	page, err := New(o).Render(context.Background(), extension.ReadNote([]byte(note)))
	if err != nil {
		t.Fatal(err)
	}
	return string(page.HTML)
}

func fragment(t testing.TB, o Options, note string) string {
	t.Helper()
	o.Fragment = true
	return render(t, o, note)
}

func TestMathematicsOfTheAuthor(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"less than", "If $a<b$ then", `<p>If <span class="math">\(a&lt;b\)</span> then</p>`},
		{"a tag is no tag", "$<script>alert(1)</script>$", `<p><span class="math">\(&lt;script&gt;alert(1)&lt;/script&gt;\)</span></p>`},
		{"prices", "costs $5 and $6", `<p>costs $5 and $6</p>`},
		{"prices with a formula", "$5 for $x$", `<p>$5 for <span class="math">\(x\)</span></p>`},
		{"price and code", "$5 and `$x`", `<p>$5 and <code>$x</code></p>`},
		{"escaped", `\$x\$ and $\$5$`, `<p>$x$ and <span class="math">\(\$5\)</span></p>`},
		{"Japanese without spaces", "関数$f$は", `<p>関数<span class="math">\(f\)</span>は</p>`},
		{"emphasis inside", "$a_1*b*c_1$", `<p><span class="math">\(a_1*b*c_1\)</span></p>`},
		{"backslashes", `$\{a\}\\b$`, `<p><span class="math">\(\{a\}\\b\)</span></p>`},
		{"parentheses", `so \(a_1 < b_1\) holds`, `<p>so <span class="math">\(a_1 &lt; b_1\)</span> holds</p>`},
		{"no end", `so \(a`, `<p>so (a</p>`},
		{"GitHub's own", "so $`a_1`$ holds", `<p>so <span class="math">\(a_1\)</span> holds</p>`},
		{"braces", `$\text{for $x$}y$`, `<p><span class="math">\(\text{for $x$}y\)</span></p>`},
		{"over two lines", "$a\n+b$", "<p><span class=\"math\">\\(a\n+b\\)</span></p>"},
		{"display in mid-line", "so $$a<b$$ holds", `<p>so <span class="math">\[a&lt;b\]</span> holds</p>`},
		{"two dollars are text", "a $$ b", "<p>a $$ b</p>"},
		{"three dollars are text", "a $$$x$$$ b", "<p>a $$$x$$$ b</p>"},
		{"display", "$$\na\n+ b\n= c\n$$", "<div class=\"math\">\\[a\n+ b\n= c\n\\]</div>"},
		{"display on one line", "$$ a $$", `<div class="math">\[ a \]</div>`},
		{"display after text", "so\n$$\na\n$$\nholds", "<p>so</p>\n<div class=\"math\">\\[a\n\\]</div>\n<p>holds</p>"},
		{"display with text beside the fences", "$$a\nb$$", "<div class=\"math\">\\[a\nb\\]</div>"},
		{"brackets", "\\[\na\n\\]", "<div class=\"math\">\\[a\n\\]</div>"},
		{"brackets of a citation", `\[1\] Euler`, "<p>[1] Euler</p>"},
		{"display in a quote", "> $$\n> a\n> > b\n> $$\n> text", "<blockquote>\n<div class=\"math\">\\[a\n&gt; b\n\\]</div>\n<p>text</p>\n</blockquote>"},
		{"display in a list", "- x\n\n  $$\n  a\n  $$", "<ul>\n<li>\n<p>x</p>\n<div class=\"math\">\\[a\n\\]</div>\n</li>\n</ul>"},
		{"a formula of a quote over two lines", "> $a\n> b$", "<blockquote>\n<p><span class=\"math\">\\(a\nb\\)</span></p>\n</blockquote>"},
		{"display with a blank line in it", "\\[a\n\n\\]", "<p>[a</p>\n<p>]</p>"},
		{"display between fences with a blank line in it", "$$\na\n\nb\n$$", "<div class=\"math\">\\[a\n\nb\n\\]</div>"},
		{"display never closed", "$$\na\n\nb", "<p>$$\na</p>\n<p>b</p>"},
		{"display that its quote ends", "> $$\n> a\n\nb\n$$", "<blockquote>\n<p>$$\na</p>\n</blockquote>\n<p>b\n$$</p>"},
		{"fenced", "```math\na<b\n```", "<div class=\"math\">\\[a&lt;b\n\\]</div>"},
		{"in code", "`$x$`\n\n    $x$\n", "<p><code>$x$</code></p>\n<pre><code>$x$\n</code></pre>"},
		{"in a link", "[$x$](y)", `<p><a href="y"><span class="math">\(x\)</span></a></p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.TrimSpace(fragment(t, Options{}, tt.in)); got != tt.want {
				t.Errorf("%q\n got %s\nwant %s", tt.in, got, tt.want)
			}
		})
	}
}

// TestManyOpenersTakeLittleTime: what opens a formula and isn't closed costs little.
func TestManyOpenersTakeLittleTime(t *testing.T) {
	for _, opener := range []string{"at $5 ", `\(`, "$$\n", "\\[\n", "\\[a\n", "> \\[\n"} {
		done := make(chan string, 1)
		go func() { done <- fragment(t, Options{}, strings.Repeat(opener, 100_000)) }()
		select {
		case got := <-done:
			if strings.Contains(got, "math") {
				t.Errorf("%q became a formula", opener)
			}
		case <-time.After(time.Minute):
			t.Fatalf("%q: not done after a minute", opener)
		}
	}
}

func TestPage(t *testing.T) {
	tests := []struct {
		name, in string
		o        Options
		want     []string
		not      []string
	}{
		{"front matter", "---\ntitle: 偏微分 & co\nlang: ja\n---\n# H\n", Options{},
			[]string{`<html lang="ja">`, "<title>偏微分 &amp; co</title>", `<h1 id="h">H</h1>`}, []string{"<hr>", "MathJax"}},
		{"broken front matter", "---\ntitle: [\n---\n# H\n", Options{}, []string{"<title>H</title>"}, []string{"title: ["}},
		{"front matter never closed", "---\ntitle: a\n", Options{}, []string{"<hr>"}, nil},
		{"toml", "+++\ntitle = 'A'\n+++\ntext\n", Options{}, []string{"<title>A</title>", `lang="en"`}, []string{"+++"}},
		{"title from the heading", "text\n\n## The $L$ of `x` \\& *y*\n", Options{}, []string{"<title>The L of x &amp; y</title>"}, nil},
		{"kana", "微分する\n", Options{}, []string{`<html lang="ja">`}, nil},
		{"language of the options", "text\n", Options{Lang: "ja"}, []string{`<html lang="ja">`}, nil},
		{"Japanese headings", "# 偏微分\n\n# 偏微分\n", Options{}, []string{`id="偏微分"`, `id="偏微分-1"`}, nil},
		{"BOM and CRLF", "\ufeff---\r\ntitle: T\r\n---\r\ntext\r\n", Options{}, []string{"<title>T</title>", "<p>text</p>"}, []string{"\ufeff"}},
		{"MathJax", "$x$\n", Options{}, []string{"window.MathJax", `<script defer src="` + DefaultMathJax + `">`}, []string{"fonts:"}},
		{"MathJax from a file", "$x$\n", Options{MathJaxURL: "file:///m/tex.js"}, []string{`<script defer src="file:///m/tex.js">`}, []string{"ZgotmplZ"}},
		{"KaTeX from a file", "$x$\n", Options{KaTeX: true, KaTeXURL: "file:///k/katex.js"}, []string{`src="file:///k/katex.js"`, `href="file:///k/katex.css"`}, []string{"ZgotmplZ"}},
		{"MathJax from elsewhere", "$x$\n", Options{MathJaxURL: "/m/tex.js"}, []string{`<script defer src="/m/tex.js">`, `fonts: '[mathjax]/../@mathjax'`}, []string{"jsdelivr"}},
		{"no MathJax", "x\n", Options{}, nil, []string{"MathJax"}},
		{"raw HTML", "<b onclick=x>a</b> [l](javascript:x)\n", Options{}, nil, []string{"onclick", "javascript"}},
		{"raw HTML let through", "<b>a</b>\n", Options{Unsafe: true}, []string{"<b>a</b>"}, nil},
		{"a patch", "```diff\n-a\n+b\n```\n", Options{}, []string{`<span class="gd">-a`, `<span class="gi">+b`, ".chroma .gd"}, nil},
		{"no code", "x\n", Options{}, nil, []string{".chroma .gd"}},
		{"GFM and footnotes", "| a |\n|---|\n| ~~b~~[^1] |\n\n[^1]: n\n", Options{}, []string{"<table>", "<del>b</del>", "footnote"}, nil},
		{"links", "[a](x/b.md#c) [d](https://e/f.md) [g](h.markdown?i) [j](k.txt) [l](m.md)\n", Options{LinkNotes: true},
			[]string{`"x/b.html#c"`, `"https://e/f.md"`, `"h.html?i"`, `"k.txt"`, `"m.html"`}, nil},
		{"links of every kind", "[r] [![i](p.md.png)](n.md) [a](<a b.md>) [b](./B.MD#見出し) [c](../c.mdx?x=1#y) [日](日本語.md 't')\n\n[r]: r.md#s\n", Options{LinkNotes: true},
			[]string{`"r.html#s"`, `<a href="n.html"><img src="p.md.png"`, `"a%20b.html"`, `"./B.html#%E8%A6%8B%E5%87%BA%E3%81%97"`, `"../c.html?x=1#y"`, `"%E6%97%A5%E6%9C%AC%E8%AA%9E.html" title="t"`}, nil},
		{"links to elsewhere", "[a](//h/a.md) [b](mailto:b@c.md) [c](#c.md) [d](?d.md) [e](file:///e.md) [f](C:/f.md) ![g](g.md) [h](.md) [i](x/.md)\n", Options{LinkNotes: true},
			[]string{`"//h/a.md"`, `"mailto:b@c.md"`, `"#c.md"`, `"?d.md"`, `"C:/f.md"`, `"g.md"`, `".md"`, `"x/.md"`}, []string{`.html"`}},
		{"KaTeX", "$x$\n", Options{KaTeX: true, KaTeXURL: "/k/katex.js?v=1"},
			[]string{`src="/k/katex.js?v=1"`, `src="/k/contrib/auto-render.js?v=1"`, `href="/k/katex.css?v=1"`, "renderMathInElement"}, []string{"MathJax"}},
		{"no KaTeX", "x\n", Options{KaTeX: true}, nil, []string{"renderMathInElement"}},
		{"links left alone", "[a](b.md)\n", Options{}, []string{`"b.md"`}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := render(t, tt.o, tt.in)
			for _, s := range tt.want {
				if !strings.Contains(out, s) {
					t.Errorf("%q is missing in\n%s", s, out)
				}
			}
			for _, s := range tt.not {
				if strings.Contains(out, s) {
					t.Errorf("%q is there in\n%s", s, out)
				}
			}
		})
	}
}

func TestTemplate(t *testing.T) {
	own := func(text string) *Template {
		t.Helper()
		tmpl, err := ParseTemplate("own.html", text)
		if err != nil {
			t.Fatal(err)
		}
		return tmpl
	}
	note := "---\ntitle: a < b\nauthor: A & B\ntags: [x, y]\n---\n$x$ {{.Title}} <b>\n"
	got := render(t, Options{MathJaxURL: "/m.js", Template: own(
		`<title>{{.Title}}</title>{{range .Meta.tags}}<i>{{.}}</i>{{end}}<p title="{{.Meta.author}}">{{template "mathematics" .}}{{.Body}}`)}, note)
	for _, want := range []string{"<title>a &lt; b</title><i>x</i><i>y</i>", `title="A &amp; B"`, `<script defer src="/m.js">`, "{{.Title}} <!-- raw HTML omitted -->"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if got := render(t, Options{Template: own(`{{template "style" .}}{{.Lang}}`)}, "x\n"); !strings.Contains(got, "--paper") || !strings.HasSuffix(got, "en") {
		t.Errorf("got %s", got)
	}
	// bibun's own page isn't changed by an author's.
	own(`{{define "page"}}mine{{end}}{{define "style"}}mine{{end}}`)
	if got := render(t, Options{}, "x\n"); strings.Contains(got, "mine") {
		t.Errorf("got %s", got)
	}
	for _, text := range []string{"{{.Titel}}", "{{if}}", "{{template \"nothing\" .}}", "<a href='{{.Title"} {
		if _, err := ParseTemplate("own.html", text); err == nil || !strings.Contains(err.Error(), "own.html:1") {
			t.Errorf("%s: error %v", text, err)
		}
	}
}

func TestIndex(t *testing.T) {
	pages := []Entry{{"a.html", "A <b>"}, {"s/b.html", ""}, {"s/index.html", "S"}, {"s/t/c.html", "C"}, {"st/d.html", "D"}}
	pageOf := func(folder string) string { return "index.html" }
	got, err := Index{Folder: "s", Title: "s", Pages: "1f", Up: "../index.html", UpTitle: "all"}.Page(pages, pageOf)
	if err != nil {
		t.Fatal(err)
	}
	want := `<h1>s</h1>
<nav class="bibun-contents" data-pages="1f">
<p><a href="../index.html">↑ all</a></p>
<ul>
<li><a href="b.html">b</a></li>
<li><a href="index.html">S</a></li>
</ul>
<h2><a href="t/index.html">t</a></h2>
<ul>
<li><a href="t/c.html">C</a></li>
</ul>
</nav>
`
	if !strings.Contains(string(got), want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if list, ok := IndexOf(got); list != "1f" || !ok || TitleOf(got) != "s" {
		t.Errorf("list %q, %t; title %q", list, ok, TitleOf(got))
	}
	got, _ = Index{Folder: ".", Title: "all", Pages: "1f"}.Page(pages, pageOf)
	for _, want := range []string{`<li><a href="a.html">A &lt;b&gt;</a></li>`, `<h2><a href="s/index.html">S</a></h2>`, `<h2><a href="s/t/index.html">s/t</a></h2>`} {
		if !strings.Contains(string(got), want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	page := render(t, Options{}, "---\ntitle: 偏微分 & co\n---\n")
	if _, ok := IndexOf([]byte(page)); ok || TitleOf([]byte(page)) != "偏微分 & co" {
		t.Errorf("title %q", TitleOf([]byte(page)))
	}
}
