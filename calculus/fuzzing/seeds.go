package fuzzing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Literals are the texts that stand in the tests of packages, given as folders of the module: in
// their tables, above all.
func Literals(tb testing.TB, folders ...string) []string {
	tb.Helper()
	var texts []string
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(root(tb), filepath.FromSlash(folder), "*_test.go"))
		if err != nil || len(files) == 0 {
			tb.Fatalf("no tests in %s: %v", folder, err)
		}
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				tb.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if _, ok := n.(*ast.ImportSpec); ok {
					return false
				}
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				text, ok := constant(e)
				if ok {
					texts = append(texts, text)
				}
				return !ok
			})
		}
	}
	return once(texts)
}

// constant is the text of a literal, or of several with + between.
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, ok := constant(e.X)
		right, ok2 := constant(e.Y)
		return left + right, ok && ok2 && e.Op == token.ADD
	}
	return "", false
}

// Files are the texts of the files with these endings in folders of the module, and in the folders in
// them, without what npm has installed.
func Files(tb testing.TB, folder string, endings ...string) []string {
	tb.Helper()
	var texts []string
	err := filepath.WalkDir(filepath.Join(root(tb), filepath.FromSlash(folder)), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "fuzz"):
			return fs.SkipDir
		case !d.Type().IsRegular() || !slices.Contains(endings, filepath.Ext(path)):
			return nil
		}
		text, err := os.ReadFile(path)
		texts = append(texts, string(text))
		return err
	})
	if err != nil || len(texts) == 0 {
		tb.Fatalf("no files in %s that end in %q: %v", folder, endings, err)
	}
	return once(texts)
}

// Blocks are the texts of blocks in the tests of the whole module: those of its tables, those that
// stand a line each in the files of package problem, and those in the fences of notes.
func Blocks(tb testing.TB) []string {
	tb.Helper()
	var texts []string
	for _, text := range Literals(tb, "calculus/problem", "calculus/solution", "extension", "cmd/bibun") {
		if strings.ContainsAny(text, "=(") && strings.ContainsAny(text, "\n;") && !strings.Contains(text, "```") {
			texts = append(texts, text)
		}
	}
	for _, file := range Files(tb, "calculus/problem/testdata", ".txt") {
		for line := range strings.Lines(file) {
			if text, _, ok := strings.Cut(line, "  ⇒  "); ok && strings.Contains(text, "=") {
				texts = append(texts, strings.ReplaceAll(text, " ⏎ ", "\n"))
			} else if ok {
				texts = append(texts, "f(x, y) = "+text+"\ndf")
			}
		}
		for _, entry := range strings.Split(file, "\n----\n") {
			if text, _, ok := strings.Cut(entry, "\n⇒\n"); ok {
				texts = append(texts, text)
			}
		}
	}
	for _, note := range Notes(tb) {
		for i, part := range strings.Split(note, "```") {
			if info, text, ok := strings.Cut(part, "\n"); ok && i%2 == 1 && (strings.HasPrefix(info, "diff") || strings.HasPrefix(info, "bibun")) {
				texts = append(texts, text)
			}
		}
	}
	return once(texts)
}

// Notes are the notes in the tests of the whole module, and what else is Markdown there.
func Notes(tb testing.TB) []string {
	tb.Helper()
	var texts []string
	for _, text := range Literals(tb, "extension", "cmd/bibun", "cmd/bibun/internal/page", "cmd/bibun/internal/document",
		"cmd/bibun/internal/note", "cmd/bibun/internal/serve") {
		if strings.ContainsAny(text, "\n`$<[|") {
			texts = append(texts, text)
		}
	}
	return once(slices.Concat(texts, Files(tb, ".", ".md"), Files(tb, "cmd/bibun/testdata", ".txtar")))
}

// Some are about so many of the texts, from all over them: as many as a test may take.
// In a long run they are all of them, but for texts so long that a fuzzer would change nothing in them
// that matters.
func Some(texts []string, most int) []string {
	const long = 8 << 10
	texts = slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return len(s) > long })
	if Long() || len(texts) <= most {
		return texts
	}
	taken := make([]string, most)
	for i := range taken {
		taken[i] = texts[i*len(texts)/most]
	}
	return taken
}

// once leaves later copies of a text out.
func once(texts []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(texts, func(s string) bool {
		known := seen[s]
		seen[s] = true
		return known
	})
}

// root is the folder of the module.
func root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			tb.Fatal("this isn't in a module")
		}
		dir = filepath.Dir(dir)
	}
}
