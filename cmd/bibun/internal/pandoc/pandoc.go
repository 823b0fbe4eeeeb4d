// Package pandoc reads and writes what pandoc hands its filters: a document as
// JSON, in the types of Text.Pandoc.Definition.
//
// [Read] finds the code blocks that may be ours; [Document.Write] writes the document
// with solutions in their place, as paragraphs and formulas of pandoc's own
// (solution.go), from which all of its writers make what they make of an author's
// formulas. All else of the JSON stays byte for byte.
package pandoc

import (
	"errors"
	"io"
	"regexp"
	"strings"

	"github.com/bibun-md/bibun/cmd/bibun/internal/jsonedit"
	"github.com/bibun-md/bibun/extension"
)

// Document is a document on its way through the filters.
type Document struct {
	// Lang is the language in its metadata, "" where it has none.
	Lang string
	// Options are those in its metadata, under bibun, in order.
	Options []Option
	// Blocks are the code blocks of class diff or bibun, in order, but for those
	// that stand between the comments bibun:off and bibun:on.
	Blocks []CodeBlock
	// Unread are fences such as diff {steps=brief} that older versions of pandoc, 2.17
	// among them, take for code in a line. Where their lines ended is lost.
	Unread []string

	src []byte
	off bool // while blocks are collected
}

// Option is an option of blocks.
type Option struct{ Name, Value string }

// CodeBlock is a code block that may hold a problem.
type CodeBlock struct {
	// Info is its classes and attributes as the info string of a fence in Markdown.
	Info string
	Text string

	id         string
	start, end int // what a solution replaces
}

// Read reads a document.
func Read(src []byte) (*Document, error) {
	v, err := jsonedit.Parse(src)
	if err != nil {
		return nil, err
	}
	if v.Get("pandoc-api-version") == nil || v.Get("blocks") == nil {
		return nil, errors.New("not a document of pandoc")
	}
	d := &Document{src: src, Lang: text(v.Get("meta", "lang"))}
	if table := v.Get("meta", "bibun", "c"); table != nil {
		for i, key := range table.Keys() {
			d.Options = append(d.Options, Option{key, text(table.Items[i])})
		}
	}
	d.collect(v)
	return d, nil
}

// Settings puts the options of the metadata over base; those that don't exist, or
// haven't that value, are returned.
func (d *Document) Settings(base extension.Settings) (s extension.Settings, wrong []Option) {
	for _, o := range d.Options {
		if o.Name != "preset" && !base.Set(o.Name, o.Value) { // a preset is for Markdown
			wrong = append(wrong, o)
		}
	}
	return base, wrong
}

// text is a value of the metadata as plain text.
func text(meta *jsonedit.Value) string {
	kind, c := node(meta)
	if s, ok := c.String(); ok {
		return s
	}
	if kind == "MetaBool" && c != nil {
		return string(c.Raw())
	}
	var s strings.Builder
	for _, in := range c.Elements() {
		switch kind, c := node(in); kind {
		case "Str":
			word, _ := c.String()
			s.WriteString(word)
		case "Space":
			s.WriteByte(' ')
		}
	}
	return s.String()
}

// node is the constructor of a value of pandoc's types, and what it holds.
func node(v *jsonedit.Value) (kind string, c *jsonedit.Value) {
	kind, _ = v.Get("t").String()
	return kind, v.Get("c")
}

// collect finds the blocks in v. Blocks always are elements of a list; what looks like one
// elsewhere can't be replaced by several.
func (d *Document) collect(v *jsonedit.Value) {
	list := v.Elements() != nil
	for i := 0; i < len(v.Items); i++ {
		item := v.Items[i]
		kind, c := node(item)
		if !list {
			kind = ""
		}
		switch kind {
		case "RawBlock":
			switch comment(c) {
			case "bibun:off":
				d.off = true
			case "bibun:on":
				d.off = false
			}
		case "CodeBlock":
			b, ok := codeBlock(c)
			if !ok || d.off {
				continue
			}
			b.start, b.end = item.Start, item.End
			if last, ok := region(v.Items, i+1); ok {
				b.end, i = v.Items[last].End, last
			}
			d.Blocks = append(d.Blocks, b)
		case "Code":
			if text, ok := lastOf(c).String(); ok && !d.off && len(v.Items) == 1 && unread.MatchString(text) {
				d.Unread = append(d.Unread, text)
			}
		default:
			d.collect(item)
		}
	}
}

// unread is how the text of a fence begins that pandoc took for code in a line.
var unread = regexp.MustCompile(`^(diff|bibun)( math)? ?\{[^{}]*\} `)

func lastOf(list *jsonedit.Value) *jsonedit.Value {
	if items := list.Elements(); len(items) > 0 {
		return items[len(items)-1]
	}
	return nil
}

// codeBlock reads [[id, classes, [[key, value]…]], text].
func codeBlock(c *jsonedit.Value) (b CodeBlock, ok bool) {
	parts := c.Elements()
	if len(parts) != 2 {
		return b, false
	}
	attr := parts[0].Elements()
	var classes []string
	var pairs [][2]string
	if len(attr) != 3 || attr[0].Decode(&b.id) != nil || attr[1].Decode(&classes) != nil ||
		attr[2].Decode(&pairs) != nil || parts[1].Decode(&b.Text) != nil {
		return b, false
	}
	var info []string
	for _, class := range classes {
		switch class {
		case "diff", "bibun": // the language comes first in an info string
			info = append([]string{class}, info...)
			ok = true
		case "math", "patch":
			info = append(info, class)
		}
	}
	var attributes []string
	for _, p := range pairs {
		attributes = append(attributes, p[0]+"="+quoted(p[1]))
	}
	b.Info = strings.Join(info, " ")
	if attributes != nil {
		b.Info += " {" + strings.Join(attributes, " ") + "}"
	}
	return b, ok
}

// quoted is a value as an info string can hold it. No option has one that loses
// something here.
func quoted(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	if !strings.Contains(value, `"`) {
		return `"` + value + `"`
	}
	return "'" + strings.ReplaceAll(value, "'", "") + "'"
}

// comment is the text of a comment in HTML, "" where raw is something else.
func comment(raw *jsonedit.Value) string {
	var c [2]string // a format and a text
	if raw == nil || raw.Decode(&c) != nil || c[0] != "html" {
		return ""
	}
	text, ok := strings.CutPrefix(strings.TrimSpace(c[1]), "<!--")
	text, ok2 := strings.CutSuffix(text, "-->")
	if !ok || !ok2 {
		return ""
	}
	return strings.TrimSpace(text)
}

// region reports whether a solution stands at from that was written in place, and
// with which block it ends. Its last comment can be the end of a paragraph.
func region(blocks []*jsonedit.Value, from int) (last int, ok bool) {
	for i := from; i < len(blocks); i++ {
		kind, c := node(blocks[i])
		if i == from {
			if kind != "RawBlock" || !strings.HasPrefix(comment(c), "bibun:begin sha256=") {
				return 0, false
			}
			continue
		}
		if kind == "Para" || kind == "Plain" {
			kind, c = node(lastOf(c))
		}
		if (kind == "RawBlock" || kind == "RawInline") && comment(c) == "bibun:end" {
			return i, true
		}
	}
	return 0, false
}

// Write writes the document with the solutions of its blocks, for a format; a
// solution that is nil leaves its block as it is. The format is what pandoc will
// write, "" where that isn't known.
func (d *Document) Write(w io.Writer, solutions []*extension.Block, format string) error {
	var edits []jsonedit.Edit
	for i, b := range d.Blocks {
		if solutions[i] == nil {
			continue
		}
		text, err := blocks(solutions[i].Solution.Document, b.id, format)
		if err != nil {
			return err
		}
		edits = append(edits, jsonedit.Edit{Start: b.start, End: b.end, Text: text})
	}
	return jsonedit.Apply(w, d.src, edits)
}
