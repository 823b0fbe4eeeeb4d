package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/bibun-md/bibun/cmd/bibun/internal/report"
	"github.com/bibun-md/bibun/extension"
)

// Parse reads the text of a bibun.toml and returns what it says and what is
// wrong with it: each fault an error with its place, in a language, "ja" or
// "en". File is the path as findings name it.
func Parse(file string, text []byte, lang string) (*Config, []report.Finding) {
	p := parser{file: file, text: bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), lang: lang}
	var all map[string]any
	if err := toml.Unmarshal(p.text, &all); err != nil {
		return nil, []report.Finding{p.unreadable(err)}
	}
	p.places()
	c := &Config{Path: file, values: map[string]value{}}
	for name, v := range all {
		if table, ok := v.(map[string]any); ok && name == limitsTable {
			for limit, v := range table {
				p.set(c, limitsTable+"."+limit, v)
			}
			continue
		}
		if name == limitsTable {
			p.fault(name, "bad-option-type", p.say(fmt.Sprintf("option %q must be a table, not %s", name, kindOf(v)),
				fmt.Sprintf("オプション「%s」はテーブルで、%sではありません", name, japanese(kindOf(v)))))
			continue
		}
		p.set(c, name, v)
	}
	slices.SortFunc(p.found, func(a, b report.Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	if len(p.found) > 0 {
		return nil, p.found
	}
	return c, nil
}

type parser struct {
	file  string
	text  []byte
	lang  string
	at    map[string]place
	found []report.Finding
}

// place is a line and a column of the file, the column in bytes, both from 1.
type place struct{ line, column int }

// places finds where keys stand. They are asked of the strict decoder: to a
// table without fields every key is unknown, and it says where each stands. It
// doesn't for the keys of an inline table, which then have the table's place.
func (p *parser) places() {
	var none struct {
		Limits struct{} `toml:"limits"`
	}
	p.at = map[string]place{}
	err := toml.NewDecoder(bytes.NewReader(p.text)).DisallowUnknownFields().Decode(&none)
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		for i := range strict.Errors {
			line, column := strict.Errors[i].Position()
			name := strings.Join(strict.Errors[i].Key(), ".")
			if _, ok := p.at[name]; !ok {
				p.at[name] = place{line, column}
			}
		}
	}
}

// placeOf is where a key stands; of one in an inline table, where that stands.
func (p *parser) placeOf(name string) (at place, length int) {
	if at, ok := p.at[name]; ok {
		return at, len(name[strings.LastIndexByte(name, '.')+1:])
	}
	for line := 1; ; line++ {
		text := lineOf(p.text, line)
		if i := strings.Index(text, limitsTable); i >= 0 && strings.HasPrefix(name, limitsTable) && strings.Trim(text[:i], " \t[") == "" {
			return place{line, i + 1}, len(limitsTable)
		}
		if line > bytes.Count(p.text, []byte("\n")) {
			break
		}
	}
	for known, at := range p.at { // the first key of a table that doesn't exist
		if strings.HasPrefix(known, name+".") {
			return at, len(known) - len(name) - 1
		}
	}
	return place{}, 0
}

// set takes the value of a key.
func (p *parser) set(c *Config, name string, v any) {
	k, ok := keyNamed(name)
	if !ok {
		short, limit := strings.CutPrefix(name, limitsTable+".")
		var help []string
		if near := extension.Nearest(short, names(limit)); near != "" {
			help = append(help, p.say(fmt.Sprintf("did you mean %q?", near), fmt.Sprintf("「%s」のことですか", near)))
		}
		p.fault(name, "unknown-option", p.say(fmt.Sprintf("there is no option %q", name),
			fmt.Sprintf("オプション「%s」はありません", name)), help...)
		return
	}
	texts, ok := k.texts(v)
	if !ok {
		p.fault(name, "bad-option-type", p.say(
			fmt.Sprintf("option %q must be %s, not %s", name, k.Kind, kindOf(v)),
			fmt.Sprintf("オプション「%s」は%sで、%sではありません", name, japanese(k.Kind), japanese(kindOf(v)))),
			p.say("write it as ", "書き方: ")+name[strings.LastIndexByte(name, '.')+1:]+" = "+k.example())
		return
	}
	if k.Values != nil && !slices.Contains(k.Values, texts[0]) && quote(texts[0]) != k.Default {
		help := []string{}
		if near := extension.Nearest(texts[0], k.Values); near != "" {
			help = append(help, p.say(fmt.Sprintf("did you mean %q?", near), fmt.Sprintf("「%s」のことですか", near)))
		}
		help = append(help, p.say("it can be ", "使える値: ")+strings.Join(k.Values, ", "))
		p.fault(name, "bad-option-value", p.say(fmt.Sprintf("option %q can't be %q", name, texts[0]),
			fmt.Sprintf("オプション「%s」に「%s」という値はありません", name, texts[0])), help...)
		return
	}
	limit, isLimit := strings.CutPrefix(name, limitsTable+".")
	negative := k.Kind == Number && strings.HasPrefix(texts[0], "-")
	if isLimit && new(extension.Limits).Set(limit, texts[0]) != nil || negative {
		p.fault(name, "bad-option-value", p.say(fmt.Sprintf("option %q can't be %q", name, texts[0]),
			fmt.Sprintf("オプション「%s」に「%s」という値はありません", name, texts[0])),
			p.say("write it as ", "書き方: ")+strings.TrimPrefix(name, limitsTable+".")+" = "+k.Default)
		return
	}
	at, _ := p.placeOf(name)
	c.values[name] = value{texts, at.line}
}

// texts is a value as flags take it; not ok where it is of another kind.
func (k Key) texts(v any) ([]string, bool) {
	if k.Kind != kindOf(v) {
		return nil, false
	}
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprint(v)}, true
	}
	texts := []string{}
	for _, v := range list {
		text, ok := v.(string)
		if !ok {
			return nil, false
		}
		texts = append(texts, text)
	}
	return texts, true
}

// kindOf is the kind of a value that the decoder returns.
func kindOf(v any) Kind {
	switch v := v.(type) {
	case string:
		return Text
	case bool:
		return Switch
	case int64:
		if v > math.MaxInt32 {
			return "a number of that size"
		}
		return Number
	case float64:
		return "a fraction"
	case []any:
		for _, e := range v {
			if _, ok := e.(string); !ok {
				return "a list of other things"
			}
		}
		return List
	case map[string]any:
		return "a table"
	}
	return "a date"
}

func japanese(k Kind) string {
	words := map[Kind]string{Text: "文字列", Switch: "true か false", Number: "整数", List: "文字列のリスト",
		"a number of that size": "そのような大きさの数", "a fraction": "小数", "a list of other things": "他のもののリスト",
		"a table": "テーブル", "a date": "日付"}
	return words[k]
}

// example is a value that the key can have.
func (k Key) example() string {
	switch {
	case k.Values != nil:
		return quote(k.Values[0])
	case k.Kind == List:
		return `["drafts/", "*.tmp"]`
	case k.Default == `""`:
		return `"…"`
	}
	return k.Default
}

func (p *parser) say(en, ja string) string {
	if p.lang == "ja" {
		return ja
	}
	return en
}

func (p *parser) fault(name, code, message string, help ...string) {
	at, length := p.placeOf(name)
	p.found = append(p.found, p.finding(at, length, code, message, help...))
}

func (p *parser) finding(at place, length int, code, message string, help ...string) report.Finding {
	f := report.Finding{File: p.file, Severity: report.Error, Code: code, Message: message, Help: help}
	if at.line == 0 {
		return f
	}
	f.Excerpt = lineOf(p.text, at.line)
	// The column behind the characters that begin before a byte; the decoder may name one
	// in the middle of a character.
	runes := func(end int) int {
		column := 1
		for i := range f.Excerpt {
			if i < end {
				column++
			}
		}
		return column
	}
	f.Line, f.Column = at.line, runes(at.column-1)
	f.EndLine, f.EndColumn = f.Line, runes(at.column-1+length)
	return f
}

// unreadable is the finding for text that is no TOML.
func (p *parser) unreadable(err error) report.Finding {
	at := place{}
	var d *toml.DecodeError
	if errors.As(err, &d) {
		at.line, at.column = d.Position()
	}
	what := strings.TrimPrefix(err.Error(), "toml: ")
	return p.finding(at, 1, "configuration-unreadable", p.say("not readable as TOML: ", "TOML として読めません: ")+what)
}

func lineOf(text []byte, number int) string {
	for ; number > 1; number-- {
		_, rest, ok := bytes.Cut(text, []byte("\n"))
		if !ok {
			return ""
		}
		text = rest
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return strings.TrimSuffix(string(line), "\r")
}
