package extension

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/bibun-md/bibun/calculus/problem"
)

// maxMatter is the length of front matter that is read for its bibun table:
// a page of keys is 2 KiB.
const maxMatter = 64 << 10

// setting is a key of the bibun table, placed in the front matter: the line
// from 1 and the column of the key, in bytes from 1.
type setting struct {
	key, value   string
	line, column int
}

// settings are base with the defaults that the note's front matter gives:
//
//	bibun:
//	  lang: en
//	  steps: brief
//
// Faults become diagnostics of the note, and the rest counts.
func (n Note) settings(lines *lineIndex, base Settings) (s Settings, ds []Diagnostic) {
	s = base
	if !bytes.Contains(n.Matter, []byte("bibun")) || len(n.Matter) > maxMatter {
		return s, nil
	}
	var found []setting
	var err error
	switch n.Format {
	case "yaml":
		found, err = yamlSettings(n.Matter)
	case "toml":
		found, err = tomlSettings(n.Matter)
	}
	report := func(at, end int, severity problem.Severity, code string, args ...string) {
		d := Diagnostic{Start: n.matterAt + at, End: n.matterAt + end}
		d.Severity, d.Code, d.Args = severity, code, args
		ds = append(ds, d)
	}
	if err != nil {
		report(0, 0, problem.Warning, CodeFrontMatter, err.Error())
	}
	for _, f := range found {
		at := offsetOf(n.Matter, f.line, f.column)
		opt, ok := noteOption(f.key)
		switch {
		case !ok:
			report(at, at+len(f.key), problem.Warning, CodeUnknownOption, f.key, Nearest(f.key, noteOptionNames()))
		case !opt.set(&s, f.value):
			report(at, at+len(f.key), problem.Error, CodeBadOptionValue, f.key, f.value, strings.Join(opt.values, ", "))
		}
	}
	for i := range ds {
		ds[i].locate(lines)
	}
	sortDiagnostics(ds)
	return s, ds
}

// offsetOf is the offset of a line and a column in bytes, both from 1.
func offsetOf(s []byte, line, column int) int {
	at := 0
	for range line - 1 {
		i := bytes.IndexByte(s[at:], '\n')
		if i < 0 {
			break
		}
		at += i + 1
	}
	return min(at+max(column-1, 0), len(s))
}

// yamlSettings walks the nodes rather than decoding into a struct: a node knows
// its place, and no alias is expanded.
func yamlSettings(matter []byte) ([]setting, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(matter, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	var found []setting
	for key, value := range pairs(doc.Content[0]) {
		if key.Value != "bibun" {
			continue
		}
		for k, v := range pairs(value) {
			found = append(found, setting{k.Value, v.Value, k.Line, k.Column})
		}
	}
	return found, nil
}

// pairs ranges over the keys and values of a mapping; other nodes have none.
func pairs(n *yaml.Node) func(yield func(k, v *yaml.Node) bool) {
	return func(yield func(k, v *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// tomlSettings decodes twice: the second time into a table without fields, so
// that the strict reader reports keys as unknown and says where they stand. It
// does not for those of an inline table, which are placed at its start.
func tomlSettings(matter []byte) ([]setting, error) {
	var values struct {
		Bibun map[string]any `toml:"bibun"`
	}
	if err := toml.Unmarshal(matter, &values); err != nil {
		return nil, err
	}
	var keys struct {
		Bibun struct{} `toml:"bibun"`
	}
	err := toml.NewDecoder(bytes.NewReader(matter)).DisallowUnknownFields().Decode(&keys)
	places := map[string][2]int{}
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		for i := range strict.Errors {
			if key := strict.Errors[i].Key(); len(key) == 2 && key[0] == "bibun" {
				line, column := strict.Errors[i].Position()
				places[key[1]] = [2]int{line, column}
			}
		}
	}
	start := 1 + bytes.Count(matter[:bytes.Index(matter, []byte("bibun"))], []byte("\n"))
	var found []setting
	for _, key := range slices.Sorted(maps.Keys(values.Bibun)) {
		at, ok := places[key]
		if !ok {
			at = [2]int{start, 1}
		}
		found = append(found, setting{key, fmt.Sprint(values.Bibun[key]), at[0], at[1]})
	}
	return found, nil
}
