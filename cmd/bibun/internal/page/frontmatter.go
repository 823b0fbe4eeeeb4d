package page

import (
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/bibun-md/bibun/extension"
)

// Meta is what a page takes from the table at the top of a note.
type Meta struct {
	Title string `yaml:"title" toml:"title"`
	Lang  string `yaml:"lang" toml:"lang"`
}

// ReadMeta reads the front matter of a note. What can't be read is left
// out: a page without its title is better than none, and the extension says
// what is wrong with the keys that are bibun's.
func ReadMeta(n extension.Note) Meta {
	var meta Meta
	var err error
	switch n.Format {
	case "yaml":
		err = yaml.Unmarshal(n.Matter, &meta)
	case "toml":
		err = toml.Unmarshal(n.Matter, &meta)
	}
	if err != nil {
		return Meta{}
	}
	return meta
}

// readAll reads all of the front matter, for templates. What can't be read is left
// out.
func readAll(n extension.Note) map[string]any {
	all := map[string]any{}
	var err error
	switch n.Format {
	case "yaml":
		err = yaml.Unmarshal(n.Matter, &all)
	case "toml":
		err = toml.Unmarshal(n.Matter, &all)
	}
	if err != nil {
		return nil
	}
	return all
}
