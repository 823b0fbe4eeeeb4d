package doctor

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// hostFiles are the files by which a host's folder is known, in the order in which
// they are looked for; the text is what has to be in the file.
var hostFiles = []struct{ file, text, preset string }{
	{"hugo.toml", "", "hugo"}, {"hugo.yaml", "", "hugo"}, {"hugo.json", "", "hugo"},
	{"config/_default/hugo.toml", "", "hugo"}, {"config/_default/hugo.yaml", "", "hugo"},
	{"config.toml", "baseURL", "hugo"}, {"config.yaml", "baseURL", "hugo"},
	{"book.toml", "[book]", "mdbook"},
	{"_quarto.yml", "", "quarto"},
	{"docusaurus.config.js", "", "docusaurus"}, {"docusaurus.config.ts", "", "docusaurus"},
	{"package.json", `"zenn-cli"`, "zenn"},
	{"package.json", `"@qiita/qiita-cli"`, "qiita"},
	{"_config.yml", "", "jekyll"},
	{".obsidian/app.json", "", "obsidian"},
}

// home is the folder of a host that the notes lie in, and the preset that is for it.
func home(dir string) (root, preset string) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", ""
	}
	for {
		for _, h := range hostFiles {
			if text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(h.file))); err == nil && bytes.Contains(text, []byte(h.text)) {
				return dir, h.preset
			}
		}
		_, err := os.Lstat(filepath.Join(dir, ".git"))
		if err == nil || dir == filepath.Dir(dir) {
			return "", ""
		}
		dir = filepath.Dir(dir)
	}
}

// host looks at the host that the notes are for, and at its own settings.
func (c *Checkup) host(context.Context) []Result {
	if c.To == "html" || c.To == "latex" {
		return nil // pages and documents are bibun's own
	}
	preset := c.Preset
	if preset == "" {
		preset = "markdown"
	}
	r := Result{About: c.say("preset", "プリセット"), Grade: Good, Found: preset}
	root, of := home(c.folder())
	if of != "" && of != preset {
		r.Grade = Odd
		r.Found += c.say(", but "+root+" is for "+of, "。しかし "+root+" は "+of+" 用のフォルダーです")
		r.Way = c.say(`put preset = "`+of+`" into bibun.toml, unless the notes themselves say so`,
			`ノートに書いていなければ、bibun.toml に preset = "`+of+`" と書いてください`)
		return []Result{r}
	}
	results := []Result{r}
	if root == "" {
		return results
	}
	look := map[string]func(string) (found, way string){
		"hugo": c.hugo, "mdbook": c.mdbook, "docusaurus": c.docusaurus, "jekyll": c.jekyll,
	}[preset]
	if look == nil {
		return results
	}
	h := Result{About: preset, Grade: Good, Found: root}
	if found, way := look(root); way != "" {
		h.Grade, h.Way = Odd, way
		h.Found += c.say(": ", "：") + found
	}
	return append(results, h)
}

// texts are the files that match patterns in a folder, one after the other.
func texts(root string, patterns ...string) (all []byte) {
	for _, p := range patterns {
		files, _ := filepath.Glob(filepath.Join(root, filepath.FromSlash(p)))
		for _, f := range files {
			text, _ := os.ReadFile(f)
			all = append(append(all, text...), '\n')
		}
	}
	return all
}

// hugo has to let formulas pass through its Markdown.
func (c *Checkup) hugo(root string) (found, way string) {
	text := texts(root, "hugo.*", "config.*", "config/*/hugo.*", "config/*/config.*", "config/*/markup.*")
	if bytes.Contains(text, []byte("passthrough")) && bytes.Contains(text, []byte(`\(`)) {
		return "", ""
	}
	return c.say("its Markdown would change formulas", "このままでは数式が Markdown として処理されます"), strings.TrimSpace(`
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [['$$', '$$']]
inline = [['\(', '\)']]`)
}

// mdbook has to load MathJax.
func (c *Checkup) mdbook(root string) (found, way string) {
	var book struct {
		Output struct {
			HTML struct {
				MathJax bool `toml:"mathjax-support"`
			} `toml:"html"`
		} `toml:"output"`
	}
	toml.Unmarshal(texts(root, "book.toml"), &book)
	if book.Output.HTML.MathJax {
		return "", ""
	}
	return c.say("MathJax is off in book.toml", "book.toml で MathJax が有効になっていません"), "[output.html]\nmathjax-support = true"
}

// docusaurus has to know mathematics.
func (c *Checkup) docusaurus(root string) (found, way string) {
	text := texts(root, "package.json")
	if bytes.Contains(text, []byte(`"remark-math"`)) && bytes.Contains(text, []byte(`"rehype-katex"`)) {
		return "", ""
	}
	return c.say("remark-math and rehype-katex are missing", "remark-math と rehype-katex がありません"),
		"npm install remark-math rehype-katex"
}

// jekyll has to read Markdown with kramdown, and its pages to load MathJax.
func (c *Checkup) jekyll(root string) (found, way string) {
	text := texts(root, "_config.yml")
	for line := range bytes.Lines(text) {
		key, value, _ := bytes.Cut(line, []byte(":"))
		if string(key) == "markdown" && !bytes.EqualFold(bytes.Trim(value, " \t\r\n\"'"), []byte("kramdown")) {
			return c.say("its Markdown is not kramdown", "kramdown 以外の Markdown が選ばれています"), "markdown: kramdown"
		}
	}
	pages := bytes.ToLower(append(text, texts(root, "_layouts/*", "_includes/*", "_includes/*/*")...))
	if bytes.Contains(pages, []byte("mathjax")) || bytes.Contains(pages, []byte("katex")) || bytes.Contains(text, []byte("theme")) {
		return "", ""
	}
	return c.say("no layout here loads MathJax", "MathJax を読み込むレイアウトがありません"),
		`<script defer src="https://cdn.jsdelivr.net/npm/mathjax@4/tex-chtml.js"></script>`
}
