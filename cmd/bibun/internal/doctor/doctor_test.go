package doctor

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
)

func put(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestHosts(t *testing.T) {
	tests := []struct {
		files  string // name=content, …
		preset string
		want   []Grade // of the preset, and of the host's own settings
	}{
		{"a=b", "", []Grade{Good}},
		{"hugo.yaml=x", "", []Grade{Odd}},
		{"config.toml=baseURL", "hugo", []Grade{Good, Odd}},
		{"config.toml=title", "hugo", []Grade{Good}},
		{`config/_default/hugo.toml=x;config/_default/markup.toml=passthrough \(`, "hugo", []Grade{Good, Good}},
		{"book.toml=[book]", "mdbook", []Grade{Good, Odd}},
		{"book.toml=[book]\n[output.html]\nmathjax-support = true", "mdbook", []Grade{Good, Good}},
		{"package.json={\"zenn-cli\": \"1\"}", "zenn", []Grade{Good}},
		{"package.json={\"zenn-cli\": \"1\"}", "qiita", []Grade{Odd}},
		{"docusaurus.config.ts=;package.json={}", "docusaurus", []Grade{Good, Odd}},
		{`docusaurus.config.ts=;package.json={"remark-math":"1","rehype-katex":"1"}`, "docusaurus", []Grade{Good, Good}},
		{"_config.yml=markdown: CommonMark", "jekyll", []Grade{Good, Odd}},
		{"_config.yml=title: x", "jekyll", []Grade{Good, Odd}},
		{"_config.yml=title: x;_includes/head.html=<script src=MathJax>", "jekyll", []Grade{Good, Good}},
		{"_config.yml=theme: minima\nmarkdown: 'kramdown'", "jekyll", []Grade{Good, Good}},
		{".obsidian/app.json={}", "obsidian", []Grade{Good}},
	}
	for _, tt := range tests {
		root := t.TempDir()
		os.Mkdir(filepath.Join(root, ".git"), 0o777)
		for f := range strings.SplitSeq(tt.files, ";") {
			name, content, _ := strings.Cut(f, "=")
			put(t, filepath.Join(root, name), content)
		}
		put(t, filepath.Join(root, "content", "deep", "a.md"), "text")
		for _, src := range []string{"content/deep", "content/deep/a.md"} {
			c := Checkup{Src: filepath.Join(root, src), Preset: tt.preset, Lang: "ja"}
			got := c.host(t.Context())
			if len(got) != len(tt.want) {
				t.Errorf("%s, %s: %+v", tt.files, tt.preset, got)
				continue
			}
			for i, r := range got {
				if r.Grade != tt.want[i] || (r.Way == "") != (r.Grade == Good) {
					t.Errorf("%s, %s: %+v, want %v", tt.files, tt.preset, r, tt.want[i])
				}
			}
		}
	}
}

func TestScriptOverTheNetwork(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/tex-chtml.js" {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer server.Close()
	for url, want := range map[string]Grade{
		server.URL + "/tex-chtml.js": Good,
		server.URL + "/gone.js":      Odd,
		"http://127.0.0.1:1/x.js":    Odd,
	} {
		for about, text := range map[string]string{
			"MathJax": `mathjax-url = "` + url + `"`,
			"KaTeX":   "math = 'katex'\nkatex-url = '" + url + "'",
		} {
			c, found := config.Parse("bibun.toml", []byte(text), "en")
			if len(found) > 0 {
				t.Fatal(found)
			}
			for network, want := range map[bool]Grade{true: want, false: Good} {
				checkup := Checkup{Config: c, Network: network}
				if got := checkup.pageScript(t.Context())[0]; got.Grade != want || got.About != about {
					t.Errorf("%s, network %t: %+v", url, network, got)
				}
			}
		}
	}
}

func TestTeX(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	look := func(to string) Result {
		c := Checkup{To: to}
		return c.tex(t.Context())[0]
	}
	if r := look("latex"); r.Grade != Odd || r.Way == "" {
		t.Errorf("without TeX: %+v", r)
	}
	if r := look(""); r.Grade != Good {
		t.Errorf("without TeX, which nobody asks for: %+v", r)
	}
	program := func(name, script string) {
		put(t, filepath.Join(bin, name), "#!/bin/sh\n"+script)
		os.Chmod(filepath.Join(bin, name), 0o777)
	}
	program("lualatex", "")
	program("kpsewhich", "exit 1\n")
	if r := look("latex"); r.Grade != Odd || !strings.Contains(r.Found, "luatexja") {
		t.Errorf("without luatexja: %+v", r)
	}
	program("kpsewhich", "echo found\n")
	if r := look("latex"); r.Grade != Good {
		t.Errorf("with all: %+v", r)
	}
}
