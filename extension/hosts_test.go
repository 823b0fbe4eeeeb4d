package extension

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gohugoio/hugo-goldmark-extensions/passthrough"
	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	gmext "github.com/yuin/goldmark/extension"

	"github.com/bibun-md/bibun/calculus/latex/typeset"
	"github.com/bibun-md/bibun/calculus/solution"
)

// host is a program that reads Markdown, and the way in which it, or the page
// it makes, finds formulas.
type host struct {
	preset string
	// make turns Markdown to HTML. nil leaves that to the reader.
	make func(t *testing.T, markdown string) string
	// reader and finder are those of testdata/hosts/hosts.mjs.
	reader, finder string
}

// beyond reports whether a program can't read a note.
func (h host) beyond(note string) bool {
	switch h.reader {
	case "pulldown-cmark": // Debian's is an old one, for which a footnote is one paragraph
		return strings.HasPrefix(note, "in a footnote")
	case "nbconvert": // looks for no Markdown between HTML tags
		return strings.HasPrefix(note, "in details")
	}
	return false
}

func (h host) name() string { return h.preset + "/" + h.reader + "/" + h.finder }

// hosts are the programs that notes of a preset are put through. Of obsidian, hatena
// and note there is no program to be had; GitHub, GitLab and Qiita read Markdown with
// cmark-gfm, and what they do after that is known from their manuals only. mdBook
// reads with pulldown-cmark, Jupyter's pages are made by nbconvert.
func hosts() []host {
	stock := goldmarkHost(gmext.GFM, gmext.Footnote, gmext.DefinitionList, gmext.Typographer)
	hugo := goldmarkHost(gmext.GFM, gmext.Footnote, gmext.Typographer, passthrough.New(passthrough.Config{
		InlineDelimiters: []passthrough.Delimiters{{Open: `\(`, Close: `\)`}},
		BlockDelimiters:  []passthrough.Delimiters{{Open: "$$", Close: "$$"}},
	}))
	cmark := commandHost("cmark-gfm", "--unsafe", "-e", "footnotes", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist")
	kramdown := commandHost("ruby", "-Ku", "-rkramdown", "-rkramdown-parser-gfm", "-e",
		`puts Kramdown::Document.new(STDIN.read, input: "GFM", hard_wrap: false).to_html`)
	pulldown := commandHost("pulldown-cmark", "-T", "-F", "-S", "-L", "-P", "-H")
	jupyter := commandHost("/usr/bin/python3", "-c", "import sys\n"+
		"from nbconvert.filters.markdown_mistune import markdown2html_mistune\n"+
		"print(markdown2html_mistune(sys.stdin.read()))")
	pandoc := func(from string) func(*testing.T, string) string {
		return commandHost("pandoc", "--from="+from, "--to=html", "--mathjax")
	}
	hosts := []host{
		{"markdown", nil, "markdown-it + KaTeX", "KaTeX"},
		{"markdown", nil, "remark-math", "remark-math"},
		{"markdown", nil, "remark-math + KaTeX", "KaTeX"},
		{"markdown", nil, "remark-math + MathJax", "merror"},
		{"markdown", pandoc("gfm+tex_math_dollars"), "pandoc gfm", "MathJax 3"},
		{"markdown", pandoc("commonmark_x"), "pandoc commonmark_x", "MathJax 3"},
		{"katex", hugo, "goldmark with passthrough", "KaTeX auto-render"},
		{"hugo", hugo, "goldmark with passthrough", "KaTeX auto-render"},
		{"hugo", hugo, "goldmark with passthrough", "MathJax 4"},
		{"github", cmark, "cmark-gfm", "backticks"},
		{"gitlab", cmark, "cmark-gfm", "backticks"},
		{"qiita", cmark, "cmark-gfm", "backticks"},
		{"zenn", nil, "zenn", "zenn"},
		{"jekyll", kramdown, "kramdown", "MathJax 3"},
		{"jekyll", kramdown, "kramdown", "KaTeX auto-render"},
		{"mdbook", pulldown, "pulldown-cmark", "MathJax 3"},
		{"mdbook", cmark, "cmark-gfm", "MathJax 3"},
		{"mdbook", stock, "goldmark", "MathJax 3"},
		{"pandoc", pandoc("markdown"), "pandoc", "MathJax 3"},
		{"pandoc", pandoc("markdown"), "pandoc", "KaTeX auto-render"},
		{"quarto", pandoc("markdown"), "pandoc", "MathJax 3"},
		{"docusaurus", nil, "MDX + KaTeX", "KaTeX"},
		{"docusaurus", nil, "remark-math + KaTeX", "KaTeX"},
		{"jupyter", jupyter, "nbconvert", "MathJax 3 with dollars"},
		{"vscode", nil, "markdown-it + KaTeX", "KaTeX"},
	}
	// A preset for every engine that knows nothing of mathematics.
	for _, finder := range []string{"MathJax 3", "MathJax 4"} {
		hosts = append(hosts,
			host{"mathjax", stock, "goldmark", finder},
			host{"mathjax", cmark, "cmark-gfm", finder},
			host{"mathjax", pandoc("commonmark+footnotes"), "pandoc commonmark", finder},
			host{"mathjax", nil, "markdown-it", finder},
			host{"mathjax", nil, "remark", finder})
	}
	return hosts
}

// TestHosts puts notes through the software of hosts. The formulas that
// arrive at the typesetter must be those that were sent, in order, and nothing of
// them may be left over in the text. Every engine draws them without an error.
func TestHosts(t *testing.T) {
	requireHosts(t)
	notes := map[string][]sent{}
	type job struct {
		Reader string `json:"reader"`
		Finder string `json:"finder"`
		Text   string `json:"text"`
	}
	// Some hosts stand in the list for several finders.
	pages := map[string]string{}
	pageOf := func(h host, s sent) string {
		key := h.preset + "/" + h.reader + "/" + s.name
		if _, ok := pages[key]; !ok {
			pages[key] = h.make(t, s.markdown)
		}
		return pages[key]
	}
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, h := range hosts() {
		if notes[h.preset] == nil {
			notes[h.preset] = sentTo(t, h.preset)
		}
		for _, s := range notes[h.preset] {
			j := job{h.reader, h.finder, s.markdown}
			if h.make != nil {
				j.Reader, j.Text = "html", pageOf(h, s)
			}
			if err := enc.Encode(j); err != nil {
				t.Fatal(err)
			}
		}
	}
	answers := json.NewDecoder(bytes.NewReader(runNode(t, &in)))
	forKaTeX := map[string]bool{}
	var drawn []typeset.Formula
	for _, h := range hosts() {
		t.Run(h.name(), func(t *testing.T) {
			for _, s := range notes[h.preset] {
				var got struct {
					Formulas []typeset.Formula
					Rest     string
					Errors   []string
				}
				if err := answers.Decode(&got); err != nil {
					t.Fatal(err)
				}
				for _, e := range got.Errors {
					t.Errorf("%s: %s", s.name, e)
				}
				if h.beyond(s.name) {
					continue
				}
				if h.finder == "merror" {
					continue
				}
				for i, f := range got.Formulas {
					got.Formulas[i].TeX = strings.Join(strings.Fields(f.TeX), " ")
				}
				if diff := cmp.Diff(s.formulas, got.Formulas); diff != "" {
					t.Errorf("%s (-sent +arrived):\n%s", s.name, diff)
				}
				// KaTeX's auto-render tells only of text beside formulas.
				if n := strings.Count(s.markdown, "kept"); h.finder != "KaTeX auto-render" && strings.Count(got.Rest, "kept") != n {
					t.Errorf("%s: text of the author's was lost from\n%s", s.name, got.Rest)
				}
				if left := latexLeft.FindString(got.Rest); left != "" {
					t.Errorf("%s: %q is left over in\n%s", s.name, left, got.Rest)
				}
				for _, f := range got.Formulas {
					drawn = append(drawn, f)
					forKaTeX[f.TeX] = forKaTeX[f.TeX] || !onlyMathJax(h.preset)
				}
			}
		})
	}
	for _, f := range typeset.Draw(t, drawn) {
		if f.Engine != "KaTeX" || forKaTeX[f.TeX] {
			t.Errorf("%s: %s\n\t%s", f.Engine, f.Error, f.TeX)
		}
	}
}

// TestPresetsKeepFormulas compares what MathJax understands of the formulas of
// the examples as they were solved and as each preset writes them: the same.
func TestPresetsKeepFormulas(t *testing.T) {
	requireHosts(t)
	formulas := map[string]bool{}
	for _, s := range sentTo(t, "markdown") {
		for _, f := range s.formulas {
			formulas[f.TeX] = true
		}
	}
	d := hardDocument()
	for _, b := range d.Blocks {
		formulas[b.Display] = b.Display != ""
	}
	delete(formulas, "")
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	ask := func(tex string) {
		enc.Encode(map[string]string{"reader": "html", "finder": "MathML", "text": tex})
	}
	written := map[string][]string{} // by formula, in each way that a preset writes it
	for _, tex := range slices.Sorted(maps.Keys(formulas)) {
		ask(tex)
		for _, p := range Presets() {
			if p.HTML || p.LaTeX {
				continue
			}
			for _, sent := range arriving(&p, &solution.Document{Blocks: []solution.Block{
				{Paragraph: []solution.Inline{{Math: tex}}}, {Display: tex},
			}}) {
				if p.Name == "hatena" { // its Markdown takes these away
					sent.TeX = strings.NewReplacer(`\\`, `\`, `\_`, `_`, `\^`, `^`).Replace(sent.TeX)
				}
				if p.MaxDisplay == 0 && !slices.Contains(written[tex], sent.TeX) {
					written[tex] = append(written[tex], sent.TeX)
					ask(sent.TeX)
				}
			}
		}
	}
	answers := json.NewDecoder(bytes.NewReader(runNode(t, &in)))
	next := func() string {
		var a struct {
			Formulas []typeset.Formula
			Errors   []string
		}
		if err := answers.Decode(&a); err != nil || len(a.Errors) > 0 {
			t.Fatal(err, a.Errors)
		}
		return a.Formulas[0].TeX
	}
	compared := 0
	for _, tex := range slices.Sorted(maps.Keys(formulas)) {
		want := next()
		for _, sent := range written[tex] {
			compared++
			if diff := cmp.Diff(want, next()); diff != "" {
				t.Errorf("%s\nbecame %s:\n%s", tex, sent, diff)
			}
		}
	}
	if compared < 300 {
		t.Errorf("only %d formulas compared", compared)
	}
}

// onlyMathJax reports whether the hosts of a preset draw with MathJax. KaTeX
// doesn't know the \root of the portable dialect.
func onlyMathJax(preset string) bool {
	return preset == "mathjax" || preset == "mdbook"
}

// latexLeft finds what is left of a formula in text. hardDocument has a $ and
// backslashes of its own.
var latexLeft = regexp.MustCompile("\\\\[()a-zA-Z]+|\\$\\$|\\$`|tex:")

func goldmarkHost(extensions ...goldmark.Extender) func(*testing.T, string) string {
	md := goldmark.New(goldmark.WithExtensions(extensions...))
	return func(t *testing.T, markdown string) string {
		t.Helper()
		var out bytes.Buffer
		if err := md.Convert([]byte(markdown), &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
}

// commandHost runs a program once for each note.
func commandHost(name string, args ...string) func(*testing.T, string) string {
	return func(t *testing.T, markdown string) string {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), "LANG=C.UTF-8")
		cmd.Stdin = strings.NewReader(markdown)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, stderr.Bytes())
		}
		return string(out)
	}
}

// requireHosts skips a test that puts notes through other programs unless
// everything is to be tested; then a missing program is a failure.
func requireHosts(t *testing.T) {
	t.Helper()
	if os.Getenv(typeset.All) != "1" {
		t.Skipf("notes are not put through their hosts without %s=1", typeset.All)
	}
	for _, program := range []string{"node", "ruby", "pandoc", "cmark-gfm", "pulldown-cmark"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("notes are not put through their hosts: no %s on the PATH", program)
		}
	}
	if err := exec.Command("ruby", "-rkramdown", "-rkramdown-parser-gfm", "-e", "").Run(); err != nil {
		t.Fatal("notes are not put through their hosts: Ruby has no kramdown")
	}
	if err := exec.Command("/usr/bin/python3", "-c", "import nbconvert").Run(); err != nil {
		t.Fatal("notes are not put through their hosts: Python has no nbconvert")
	}
	for _, dir := range []string{"extension/testdata/hosts", "calculus/latex/testdata/typeset"} {
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(dir), "node_modules")); err != nil {
			t.Fatalf("notes are not put through their hosts: run npm ci --prefix %s first", dir)
		}
	}
}

// runNode gives jobs to the hosts that run on Node.js.
func runNode(t *testing.T, jobs *bytes.Buffer) []byte {
	t.Helper()
	cmd := exec.Command("node", "testdata/hosts/hosts.mjs")
	cmd.Stdin = jobs
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("hosts.mjs: %v\n%s", err, stderr.Bytes())
	}
	return out
}

// TestHostsOfAllPresets keeps the list of hosts and the list of presets
// together: a preset without a program to test it is named here.
func TestHostsOfAllPresets(t *testing.T) {
	without := []string{"hatena", "note", "obsidian", "html", "latex"}
	for _, name := range PresetNames() {
		tested := slices.ContainsFunc(hosts(), func(h host) bool { return h.preset == name })
		if tested == slices.Contains(without, name) {
			t.Errorf("%s: tested through a host: %v", name, tested)
		}
	}
}
