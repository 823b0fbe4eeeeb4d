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

func TestManyPricesTakeLittleTime(t *testing.T) {
	done := make(chan string, 1)
	go func() { done <- fragment(t, Options{}, strings.Repeat("at $5 ", 200_000)) }()
	select {
	case got := <-done:
		if strings.Contains(got, "math") {
			t.Error("a price became a formula")
		}
	case <-time.After(time.Minute):
		t.Fatal("not done after a minute")
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
		{"MathJax from elsewhere", "$x$\n", Options{MathJaxURL: "/m/tex.js"}, []string{`<script defer src="/m/tex.js">`, `fonts: '[mathjax]/../@mathjax'`}, []string{"jsdelivr"}},
		{"no MathJax", "x\n", Options{}, nil, []string{"MathJax"}},
		{"raw HTML", "<b onclick=x>a</b> [l](javascript:x)\n", Options{}, nil, []string{"onclick", "javascript"}},
		{"raw HTML let through", "<b>a</b>\n", Options{Unsafe: true}, []string{"<b>a</b>"}, nil},
		{"a patch", "```diff\n-a\n+b\n```\n", Options{}, []string{`<span class="gd">-a`, `<span class="gi">+b`, ".chroma .gd"}, nil},
		{"no code", "x\n", Options{}, nil, []string{".chroma .gd"}},
		{"GFM and footnotes", "| a |\n|---|\n| ~~b~~[^1] |\n\n[^1]: n\n", Options{}, []string{"<table>", "<del>b</del>", "footnote"}, nil},
		{"links", "[a](x/b.md#c) [d](https://e/f.md) [g](h.markdown?i) [j](k.txt) [l](m.md)\n", Options{LinkNotes: true},
			[]string{`"x/b.html#c"`, `"https://e/f.md"`, `"h.html?i"`, `"k.txt"`, `"m.html"`}, nil},
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
