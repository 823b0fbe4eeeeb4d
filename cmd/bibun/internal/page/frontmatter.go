package page

import (
	"errors"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/bibun-md/bibun/extension"
)

// Meta is what a page takes from the table at the top of a note.
type Meta struct {
	Title string `yaml:"title" toml:"title"`
	Lang  string `yaml:"lang" toml:"lang"`
}

// maxMatter is the length of front matter that is read, as in package extension; a
// page of keys is 2 KiB. maxKeys is how many keys a table in it has: the reader of
// YAML compares each with every other, and tells of every two that are equal.
const (
	maxMatter = 64 << 10
	maxKeys   = 1000
)

// ReadMeta reads the front matter of a note. What can't be read is left
// out: a page without its title is better than none, and the extension says
// what is wrong with the keys that are bibun's.
func ReadMeta(n extension.Note) Meta {
	var meta Meta
	if decode(n, &meta) != nil {
		return Meta{}
	}
	return meta
}

// readAll reads all of the front matter, for templates. What can't be read is left
// out.
func readAll(n extension.Note) map[string]any {
	all := map[string]any{}
	if decode(n, &all) != nil {
		return nil
	}
	return all
}

var errMatter = errors.New("front matter too long, or with a key twice")

// decode reads front matter into v.
func decode(n extension.Note, v any) error {
	if len(n.Matter) > maxMatter {
		return errMatter
	}
	switch n.Format {
	case "yaml":
		var doc yaml.Node
		if err := yaml.Unmarshal(n.Matter, &doc); err != nil {
			return err
		}
		if !distinct(&doc) {
			return errMatter
		}
		return doc.Decode(v)
	case "toml":
		return toml.Unmarshal(n.Matter, v)
	}
	return nil
}

// distinct reports whether the tables of a document have few keys, each once.
func distinct(n *yaml.Node) bool {
	if n.Kind == yaml.MappingNode {
		if len(n.Content) > 2*maxKeys {
			return false
		}
		keys := map[string]bool{}
		for i := 0; i < len(n.Content); i += 2 {
			if k := n.Content[i]; k.Kind == yaml.ScalarNode {
				key := k.ShortTag() + " " + k.Value
				if keys[key] {
					return false
				}
				keys[key] = true
			}
		}
	}
	for _, c := range n.Content {
		if !distinct(c) {
			return false
		}
	}
	return true
}
