package page

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
)

// FrontMatter is what a page takes from the table at the top of a note.
type FrontMatter struct {
	Title string `yaml:"title" toml:"title"`
	Lang  string `yaml:"lang" toml:"lang"`
}

// SplitFrontMatter returns the front matter of a note and its body. Front
// matter is YAML between lines of ---, or TOML between lines of +++, at the very
// start. A byte order mark belongs to neither part. Front matter that can't be
// read is set aside all the same, since no author wants it on the page.
func SplitFrontMatter(src []byte) (FrontMatter, []byte) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	var meta FrontMatter
	for _, kind := range []struct {
		fence string
		read  func([]byte, any) error
	}{{"---", yaml.Unmarshal}, {"+++", toml.Unmarshal}} {
		table, body, ok := cutFence(src, kind.fence)
		if !ok {
			continue
		}
		if kind.read(table, &meta) != nil {
			meta = FrontMatter{}
		}
		return meta, body
	}
	return meta, src
}

// cutFence splits src at a first line that is fence and the next line that is.
func cutFence(src []byte, fence string) (table, body []byte, ok bool) {
	first, rest := cutLine(src)
	if string(bytes.TrimRight(first, " \t\r\n")) != fence {
		return nil, nil, false
	}
	for table = rest; len(rest) > 0; {
		var line []byte
		at := len(table) - len(rest)
		line, rest = cutLine(rest)
		if string(bytes.TrimRight(line, " \t\r\n")) == fence {
			return table[:at], rest, true
		}
	}
	return nil, nil, false
}

// cutLine splits src after its first line ending.
func cutLine(src []byte) (line, rest []byte) {
	if i := bytes.IndexByte(src, '\n'); i >= 0 {
		return src[:i+1], src[i+1:]
	}
	return src, nil
}
