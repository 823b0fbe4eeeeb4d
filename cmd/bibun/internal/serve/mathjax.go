package serve

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// MathJaxPath is the script of a MathJax that is served from this machine.
const MathJaxPath = ownPath + "mathjax/tex-chtml.js"

// MathJax is a MathJax on this machine: the folder of its scripts and that of
// its fonts.
type MathJax struct{ scripts, fonts *os.Root }

// OpenMathJax finds MathJax in a folder: one that npm has installed packages
// into, its node_modules, or the package itself. Both npm packages will do:
// mathjax, and @mathjax/src, which holds it as bundle.
func OpenMathJax(dir string) (*MathJax, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; name the one that MathJax is in", dir)
	}
	for _, scripts := range []string{".", "bundle", "mathjax", "@mathjax/src/bundle",
		"node_modules/mathjax", "node_modules/@mathjax/src/bundle"} {
		scripts = filepath.Join(dir, filepath.FromSlash(scripts))
		if !there(filepath.Join(scripts, "tex-chtml.js")) {
			continue
		}
		// npm puts @mathjax beside mathjax, and src inside @mathjax.
		for _, fonts := range []string{"../@mathjax", "../../../@mathjax"} {
			fonts = filepath.Join(scripts, filepath.FromSlash(fonts))
			if there(filepath.Join(fonts, "mathjax-newcm-font")) {
				return openMathJax(scripts, fonts)
			}
		}
		return nil, fmt.Errorf("MathJax is in %s, but the package @mathjax/mathjax-newcm-font, which holds its fonts, isn't beside it; npm install mathjax@4 puts it there", scripts)
	}
	return nil, fmt.Errorf("no MathJax 4 (tex-chtml.js) in %s; npm install mathjax@4 in it puts one there", dir)
}

func there(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

func openMathJax(scripts, fonts string) (*MathJax, error) {
	s, err := os.OpenRoot(scripts)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenRoot(fonts)
	if err != nil {
		s.Close()
		return nil, err
	}
	return &MathJax{s, f}, nil
}

// Close releases the folders.
func (m *MathJax) Close() error { return errors.Join(m.scripts.Close(), m.fonts.Close()) }

// serve answers for a file of MathJax and reports whether there is one.
func (m *MathJax) serve(w http.ResponseWriter, r *http.Request, name string) bool {
	if rest, ok := strings.CutPrefix(name, "mathjax/"); ok {
		return serveFile(w, r, m.scripts, rest) == nil
	}
	if rest, ok := strings.CutPrefix(name, "@mathjax/"); ok {
		return serveFile(w, r, m.fonts, rest) == nil
	}
	return false
}
