// Package mdbook reads and writes what mdBook hands its preprocessors: the JSON
// [context, book], with the chapters of a book in it. The way of mdBook is in "For
// developers" of its documentation.
//
// [Read] finds the chapters, [Book.Write] writes the book with other contents.
// Of the JSON only the contents that changed are written anew, so whatever else
// mdBook or other preprocessors keep in a book stays. mdBook 0.4 has the chapters
// under "sections", 0.5 under "items".
package mdbook

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bibun-md/bibun/cmd/bibun/internal/jsonedit"
	"github.com/bibun-md/bibun/extension"
)

// Book is a book on its way through the preprocessors.
type Book struct {
	// Root is the folder of book.toml.
	Root string
	// Language is the book's own, "" where it has none.
	Language string
	// Chapters are those that have a text, in the order of the book.
	Chapters []Chapter

	src     []byte
	book    *jsonedit.Value
	options *jsonedit.Value // the table of book.toml
}

// Chapter is a chapter of a book.
type Chapter struct {
	// File is the path of the file that it came from. Where it came from none,
	// it is the name of the chapter.
	File string
	// Content is its Markdown.
	Content string

	at *jsonedit.Value
}

// Read reads a book. Name is that of the preprocessor, as the table of book.toml
// with its options has it.
func Read(src []byte, name string) (*Book, error) {
	input, err := jsonedit.Parse(src)
	if err != nil {
		return nil, err
	}
	pair := input.Elements()
	if len(pair) != 2 {
		return nil, errors.New("not the [context, book] of mdBook")
	}
	context, book := pair[0], pair[1]
	b := &Book{src: src, book: book, options: context.Get("config", "preprocessor", name)}
	b.Root, _ = context.Get("root").String()
	b.Language, _ = context.Get("config", "book", "language").String()
	folder, ok := context.Get("config", "book", "src").String()
	if !ok {
		folder = "src"
	}
	items := book.Get("items")
	if items == nil {
		items = book.Get("sections")
	}
	if items == nil {
		return nil, errors.New("the book has neither items nor sections")
	}
	b.collect(items, filepath.Join(b.Root, folder))
	return b, nil
}

// collect finds the chapters of a list of items. An item is {"Chapter": …}, or a
// separator or the title of a part, which hold no text.
func (b *Book) collect(items *jsonedit.Value, folder string) {
	for _, item := range items.Elements() {
		chapter := item.Get("Chapter")
		at := chapter.Get("content")
		if content, ok := at.String(); ok {
			c := Chapter{Content: content, at: at}
			c.File, _ = chapter.Get("name").String()
			for _, key := range []string{"path", "source_path"} { // README.md has the path index.md
				if path, ok := chapter.Get(key).String(); ok {
					c.File = filepath.Join(folder, filepath.FromSlash(path))
				}
			}
			b.Chapters = append(b.Chapters, c)
		}
		b.collect(chapter.Get("sub_items"), folder)
	}
}

// Write writes the book with a content for each of its chapters.
func (b *Book) Write(w io.Writer, contents []string) error {
	var edits []jsonedit.Edit
	from := b.book.Start
	for i, c := range b.Chapters {
		if contents[i] == c.Content {
			continue
		}
		text, err := jsonedit.Quote(contents[i])
		if err != nil {
			return err
		}
		edits = append(edits, jsonedit.Edit{Start: c.at.Start - from, End: c.at.End - from, Text: text})
	}
	// In a chapter whose keys are in another order, its chapters come first.
	slices.SortFunc(edits, func(a, b jsonedit.Edit) int { return a.Start - b.Start })
	return jsonedit.Apply(w, b.book.Raw(), edits)
}

// mdBook's own keys in the table of a preprocessor.
var ownKeys = []string{"command", "renderer", "renderers", "before", "after", "optional"}

// Settings puts the options of book.toml over base. What is wrong with one is an
// error.
func (b *Book) Settings(base extension.Settings) (extension.Settings, error) {
	for i, key := range b.options.Keys() {
		if slices.Contains(ownKeys, key) {
			continue
		}
		if err := set(&base, key, b.options.Items[i]); err != nil {
			return base, fmt.Errorf("book.toml: %w", err)
		}
	}
	return base, nil
}

func set(s *extension.Settings, key string, v *jsonedit.Value) error {
	text, ok := v.String()
	if !ok {
		text = string(v.Raw()) // true or false
	}
	if s.Set(key, text) {
		if p, ok := extension.PresetNamed(s.Preset); !ok || !p.HTML && !p.LaTeX {
			return nil
		}
	}
	var names []string
	for _, o := range extension.NoteOptions() {
		if o.Name == key {
			return fmt.Errorf("option %q can't be %q; it can be %s", key, text, strings.Join(o.Values, ", "))
		}
		names = append(names, o.Name)
	}
	hint := ""
	if near := extension.Nearest(key, names); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("there is no option %q%s", key, hint)
}
