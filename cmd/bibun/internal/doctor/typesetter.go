package doctor

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/page"
)

// tex looks for what typesets the documents of --to latex.
func (c *Checkup) tex(ctx context.Context) []Result {
	r := Result{About: "TeX", Grade: Good}
	japanese := c.Config == nil || c.Config.Text("lang") != "en"
	want := []string{"lualatex"}
	if !japanese {
		want = []string{"pdflatex", "lualatex"}
	}
	missing := Odd
	if c.To != "latex" { // no one has asked for it
		missing = Good
	}
	for _, name := range want {
		if path, err := exec.LookPath(name); err == nil {
			r.Found = path
			break
		}
	}
	switch {
	case r.Found == "":
		r.Grade = missing
		r.Found = c.say(want[0]+" is not installed; documents of --to latex need it", want[0]+" がありません（--to latex の文書の組版に必要）")
		if missing != Good {
			r.Way = c.say("install TeX Live; on Debian: apt install texlive-luatex texlive-latex-recommended",
				"TeX Live を入れてください。Debian では apt install texlive-luatex texlive-lang-japanese")
		}
	case japanese && !hasPackage(ctx, "luatexja.sty"):
		r.Grade = missing
		r.Found += c.say(", without luatexja, which Japanese documents need", "（日本語に必要な luatexja がありません）")
		if missing != Good {
			r.Way = c.say("on Debian: apt install texlive-lang-japanese", "Debian では apt install texlive-lang-japanese")
		}
	}
	return []Result{r}
}

// hasPackage asks TeX whether it finds a file. Where it can't be asked there is
// nothing to say.
func hasPackage(ctx context.Context, name string) bool {
	ask, err := exec.LookPath("kpsewhich")
	if err != nil {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, ask, name).Output()
	return ctx.Err() != nil || err == nil && len(out) > 0
}

// pageScript looks for the script that typesets HTML pages.
func (c *Checkup) pageScript(ctx context.Context) []Result {
	r := Result{About: "MathJax", Grade: Good}
	url, key, install := page.DefaultMathJax, "mathjax-url", "mathjax@4"
	if c.Config != nil && c.Config.Text("math") == "katex" {
		r.About = "KaTeX"
		url, key, install = page.DefaultKaTeX, "katex-url", "katex"
	}
	if c.Config != nil && c.Config.Text(key) != "" {
		url = c.Config.Text(key)
	}
	r.Found = url
	switch remote := strings.Contains(url, "://") || strings.HasPrefix(url, "//"); {
	case remote && !c.Network:
		r.Found += c.say(" (not asked for; --network does)", "（未確認。--network で確かめます）")
	case remote:
		if err := fetch(ctx, url); err != "" {
			r.Grade = Odd
			r.Found += ": " + err
			r.Way = c.say("without a network: npm install "+install+", put it on your site and set "+key+" to its script",
				"ネットワークなしで使うには、npm install "+install+" で入れてサイトに置き、"+key+" にスクリプトの場所を書きます")
		}
	case c.Out != "" && !strings.HasPrefix(url, "/"):
		if _, err := os.Stat(filepath.Join(c.Out, filepath.FromSlash(url))); err != nil {
			r.Grade = Odd
			r.Found += c.say(": not in "+c.Out, "："+c.Out+" にありません")
			r.Way = c.say("pages in folders need an address that starts with /, or with https://",
				"フォルダーの中のページからも読めるように、/ か https:// で始めてください")
		}
	}
	return []Result{r}
}

// fetch asks for a script and says what is wrong with the answer, or "".
func fetch(ctx context.Context, url string) string {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if strings.HasPrefix(url, "//") {
		url = "https:" + url
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return err.Error()
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err.Error()
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return resp.Status
	}
	return ""
}
