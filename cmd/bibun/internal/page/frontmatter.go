package page

import (
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/bibun-md/bibun/extension"
)

// frontMatter is what a page takes from the table at the top of a note.
type frontMatter struct {
	Title string `yaml:"title" toml:"title"`
	Lang  string `yaml:"lang" toml:"lang"`
}

// readFrontMatter reads the front matter of a note. What can't be read is left
// out: a page without its title is better than none, and the extension says
// what is wrong with the keys that are bibun's.
func readFrontMatter(n extension.Note) frontMatter {
	var meta frontMatter
	var err error
	switch n.Format {
	case "yaml":
		err = yaml.Unmarshal(n.Matter, &meta)
	case "toml":
		err = toml.Unmarshal(n.Matter, &meta)
	}
	if err != nil {
		return frontMatter{}
	}
	return meta
}
