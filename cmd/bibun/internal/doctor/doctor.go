// Package doctor looks at what bibun stands on where it is to work: its
// configuration, the folders, the host that notes are for, the system. A [Checkup]
// says where; [Checkup.Run] returns a [Result] for each thing that it has looked at,
// with a way out where something is wrong. Nothing is changed.
package doctor

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/bibun-md/bibun/cmd/bibun/internal/config"
	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// Grade says how well something is.
type Grade string

// The grades.
const (
	Good Grade = "ok"
	Odd  Grade = "warn"  // works, or may work, but not as one would think
	Bad  Grade = "error" // can't work
)

// Result is what was found about one thing.
type Result struct {
	About string
	Grade Grade
	Found string
	// Way is the way out, of one line or more; "" where none is needed.
	Way string
}

// Checkup says what is looked at.
type Checkup struct {
	// Src is the folder of notes, or a note.
	Src string
	// Out is the output folder; "" where none is set.
	Out string
	// Config is the bibun.toml that holds; nil where it couldn't be read.
	Config *config.Config
	// Preset and To are the settings; "" is their default.
	Preset, To string
	// Ignore are patterns of files to pass over.
	Ignore []string
	// Getenv reads the environment.
	Getenv func(string) string
	// Lang is the language of results, "ja" or "en".
	Lang string
	// Network allows to ask the network.
	Network bool

	folders int // of notes, once they were counted
}

// Run looks at everything.
func (c *Checkup) Run(ctx context.Context) (results []Result) {
	for _, look := range []func(context.Context) []Result{
		c.configuration, c.notes, c.output, c.host, c.watching, c.tex, c.pageScript,
	} {
		if ctx.Err() == nil {
			results = append(results, look(ctx)...)
		}
	}
	return results
}

// say is the one of two texts that is in the language of results.
func (c *Checkup) say(en, ja string) string {
	if c.Lang == "ja" {
		return ja
	}
	return en
}

func (c *Checkup) configuration(context.Context) []Result {
	r := Result{About: config.FileName, Grade: Good}
	switch {
	case c.Config == nil: // told by who has read it
		return nil
	case c.Config.Path == "":
		r.Found = c.say("there is none, and the defaults hold; bibun init writes one",
			"なし（既定の設定）。bibun init で作れます")
	default:
		n := 0
		for _, k := range config.Keys() {
			if c.Config.Has(k.Name) {
				n++
			}
		}
		r.Found = c.say(fmt.Sprintf("%s, options set: %d", c.Config.Path, n), fmt.Sprintf("%s（設定 %d 個）", c.Config.Path, n))
	}
	return []Result{r}
}

// folder is the folder of notes.
func (c *Checkup) folder() string {
	if info, err := os.Stat(c.Src); err == nil && !info.IsDir() {
		return filepath.Dir(c.Src)
	}
	return c.Src
}

func (c *Checkup) notes(ctx context.Context) []Result {
	r := Result{About: c.say("notes", "ノート"), Grade: Good}
	s, err := site.Open(site.Options{Src: c.folder(), Skip: c.Out, Ignore: c.Ignore})
	if err != nil {
		r.Grade, r.Found = Bad, err.Error()
		return []Result{r}
	}
	defer s.Close()
	var unread []string
	files, folders := s.Walk(ctx, ".", func(name string, err error) { unread = append(unread, err.Error()) })
	notes := 0
	for _, f := range files {
		if site.IsNote(f.Name) {
			notes++
		}
	}
	c.folders = len(folders)
	r.Found = c.say(fmt.Sprintf("%d in %s, other files: %d, folders: %d", notes, c.folder(), len(files)-notes, len(folders)),
		fmt.Sprintf("%s に %d 件、他のファイル %d 件、フォルダー %d 個", c.folder(), notes, len(files)-notes, len(folders)))
	if notes == 0 {
		r.Grade = Odd
		r.Way = c.say("notes end in .md, .markdown, .mdx or .tex; .gitignore and .bibunignore may exclude them",
			"ノートの拡張子は .md .markdown .mdx .tex です。.gitignore や .bibunignore で除外されていませんか")
	}
	results := []Result{r}
	for _, why := range unread {
		results = append(results, Result{About: r.About, Grade: Bad, Found: why,
			Way: c.say("give bibun the right to read it, or exclude it in .bibunignore", "読み取りを許可するか、.bibunignore で除外してください")})
	}
	return results
}

func (c *Checkup) output(context.Context) []Result {
	r := Result{About: c.say("output", "出力先"), Grade: Good}
	if c.Out == "" {
		r.Found = c.say("not set; build and watch take it from -o", "未設定（build と watch では -o で指定）")
		return []Result{r}
	}
	r.Found = c.Out
	info, err := os.Stat(c.Out)
	there := c.Out
	for err != nil && os.IsNotExist(err) && there != filepath.Dir(there) { // it would be made there
		there = filepath.Dir(there)
		info, err = os.Stat(there)
	}
	switch {
	case err != nil:
		r.Grade, r.Found = Bad, err.Error()
	case !info.IsDir():
		r.Grade = Bad
		r.Way = c.say(there+" is a file; choose another output", there+" はファイルです。別の出力先にしてください")
	case within(c.Out, c.folder()):
		r.Grade = Bad
		r.Way = c.say("it holds the notes, which would be written over; choose another output", "ノートが上書きされる場所です。別の出力先にしてください")
	case !writable(there):
		r.Grade = Bad
		r.Way = c.say("bibun may not write to "+there, there+" に書き込む権限がありません")
	}
	return []Result{r}
}

// within reports whether p is dir or lies inside it.
func within(dir, p string) bool {
	dir, errDir := filepath.Abs(dir)
	p, err := filepath.Abs(p)
	if errDir != nil || err != nil {
		return false
	}
	rel, err := filepath.Rel(dir, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
