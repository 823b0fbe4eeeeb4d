package extension

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestInjectionSites has Hugo, Jekyll and Eleventy, whose template languages read
// Markdown before or after anyone else, build the sites of examples with notes of
// blocks with hostile text.
func TestInjectionSites(t *testing.T) {
	requireHosts(t)
	const notes, perNote = 4, 12
	abs := func(path string) string {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, tt := range []struct {
		name, preset string
		// The front matter of notes, and what their author has the site evaluate.
		matter  []string
		control []string
		// Where note %d is written, and where its page is.
		note, page string
		build      []string
		config     map[string]string
	}{
		{"hugo", "hugo", []string{"title: a"}, []string{""}, "content/n%d.md", "public/n%d/index.html", []string{abs("../.tools/hugo"), "--quiet"}, nil},
		{"jekyll", "jekyll", []string{"title: a\nlayout: post"}, []string{"{{ 'con' | append: 'trol' }}"}, "_posts/2026-01-05-n%d.md", "_site/n%d/index.html", []string{"jekyll", "build", "--quiet"}, nil},
		// Nunjucks, much like Jinja, is Eleventy's other language.
		{"eleventy", "mathjax", []string{"title: a\nlayout: note.liquid", "title: a\ntemplateEngineOverride: njk,md"},
			[]string{"{{ 'con' | append: 'trol' }}", "{{ 'con'+'trol' }}"},
			"notes/n%d.md", "_site/n%d/index.html", []string{"npx", "eleventy", "--quiet"},
			// Without the preprocessor, for bibun has been there.
			map[string]string{"eleventy.config.js": "export const config = {dir: {input: 'notes', includes: '../_includes'}};\n"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			site := filepath.Join(t.TempDir(), "site")
			if out, err := exec.Command("cp", "-R", "../examples/"+tt.name, site).CombinedOutput(); err != nil {
				t.Fatalf("cp: %v\n%s", err, out)
			}
			write := func(name, text string) {
				file := filepath.Join(site, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.RemoveAll(filepath.Join(site, "notes")); err != nil {
				t.Fatal(err)
			}
			for name, text := range tt.config {
				write(name, text)
			}
			for i := range notes {
				kind := i % len(tt.matter)
				src := "---\n" + tt.matter[kind] + "\n---\n\n" + tt.control[kind] + "\n\n" + hostileNote(t, rand.New(rand.NewPCG(uint64(i), 17)).IntN, perNote)
				out, _ := splice(t, src, Options{Override: Settings{Preset: tt.preset}})
				write(fmt.Sprintf(tt.note, i), out)
			}
			cmd := exec.Command(tt.build[0], tt.build[1:]...)
			cmd.Dir = site
			cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%q: %v\n%s", tt.build, err, out)
			}
			for i := range notes {
				page, err := os.ReadFile(filepath.Join(site, filepath.FromSlash(fmt.Sprintf(tt.page, i))))
				if err != nil {
					t.Fatal(err)
				}
				if control := tt.control[i%len(tt.control)]; control != "" && !strings.Contains(string(page), "control") {
					t.Errorf("note %d: %s wasn't evaluated", i, control)
				}
				if wrong := wrongPage(string(page), perNote); len(wrong) > 0 {
					t.Errorf("note %d:\n%s", i, strings.Join(wrong, "\n"))
				}
			}
		})
	}
}
