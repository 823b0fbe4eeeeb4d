package highlight

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Extender colours fenced code whose language is known. An info string such as
// {linenos=true, linenostart=5, hl_lines=["2-4"]} after the language numbers and
// marks lines, {nohl=true} leaves the colours away, as goldmark-highlighting and
// Hugo read it.
type Extender struct{}

// Extend implements [goldmark.Extender].
func (Extender) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(code{}, 200)))
}

// code renders fenced code.
type code struct{}

// RegisterFuncs implements [renderer.NodeRenderer].
func (c code) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindFencedCodeBlock, c.render)
}

func (code) render(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.FencedCodeBlock)
	language := languageOf(n, source)
	options, plain := readInfo(n, source)
	if language != nil && !plain && allowed(n) {
		if lexer := lexers().Get(string(language)); lexer != nil {
			if tokens, ok := tokenise(lexer, content(n, source)); ok {
				// Classes carry the colours, so the style decides nothing here.
				return ast.WalkContinue, chromahtml.New(options...).Format(w, noStyle, chroma.Literator(tokens...))
			}
		}
	}
	w.WriteString("<pre><code")
	if language != nil {
		w.WriteString(` class="language-`)
		html.DefaultWriter.Write(w, language)
		w.WriteString(`"`)
	}
	w.WriteByte('>')
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		html.DefaultWriter.RawWrite(w, line.Value(source))
	}
	_, err := w.WriteString("</code></pre>\n")
	return ast.WalkContinue, err
}

// languageOf is the first word of the info string. goldmark's own ends at a space alone,
// so that a tab would let a note name further classes of the page.
func languageOf(n *ast.FencedCodeBlock, source []byte) []byte {
	words := bytes.Fields(n.Language(source))
	if len(words) == 0 {
		return nil
	}
	return words[0]
}

const (
	// maxBlock is the length of code that is coloured, some thousand lines, and
	// maxNote that of all such code in a note: colours take a microsecond a byte and
	// half a kilobyte of memory. What is longer stays plain.
	maxBlock = 64 << 10
	maxNote  = 512 << 10
	// maxTime is a backstop behind these counts: the expressions that languages are
	// described by can be slow beyond all measure.
	maxTime = 2 * time.Second
)

const lengthKey = "bibun-coloured"

// allowed reports whether a block is to be coloured, and counts its length.
func allowed(n *ast.FencedCodeBlock) bool {
	length := 0
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		length += line.Len()
	}
	doc := n.OwnerDocument()
	if length > maxBlock || doc == nil {
		return false
	}
	before, _ := doc.Meta()[lengthKey].(int)
	if before+length > maxNote {
		return false
	}
	doc.AddMeta(lengthKey, before+length)
	return true
}

// tokenise splits code into what has one colour each, unless that takes too long.
func tokenise(lexer chroma.Lexer, code string) (tokens []chroma.Token, ok bool) {
	next, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return nil, false
	}
	start := time.Now()
	for t := next(); t != chroma.EOF; t = next() {
		if tokens = append(tokens, t); time.Since(start) > maxTime {
			return nil, false
		}
	}
	return tokens, true
}

var noStyle = chroma.MustNewStyle("none", nil)

func content(n *ast.FencedCodeBlock, source []byte) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(source))
	}
	return b.String()
}

// readInfo reads the attributes behind the language: as options of the
// formatter, and whether the code is to stay plain.
func readInfo(n *ast.FencedCodeBlock, source []byte) (options []chromahtml.Option, plain bool) {
	options = []chromahtml.Option{chromahtml.WithClasses(true)}
	if n.Info == nil {
		return options, false
	}
	info := n.Info.Segment.Value(source)
	open := bytes.IndexByte(info, '{')
	if open <= 0 {
		return options, false
	}
	attributes, ok := parser.ParseAttributes(text.NewReader(info[open:]))
	if !ok {
		return options, false
	}
	first := 1
	if v, ok := attributes.Find([]byte("linenostart")); ok {
		if f, ok := v.(float64); ok {
			first = int(f)
			options = append(options, chromahtml.BaseLineNumber(first))
		}
	}
	if v, ok := attributes.Find([]byte("hl_lines")); ok {
		options = append(options, chromahtml.HighlightLines(ranges(v, first)))
	}
	switch v, _ := attributes.Find([]byte("linenos")); v := v.(type) {
	case bool:
		options = append(options, chromahtml.WithLineNumbers(v))
	case []byte:
		options = append(options, chromahtml.WithLineNumbers(true), chromahtml.LineNumbersInTable(string(v) == "table"))
	}
	_, plain = attributes.Find([]byte("nohl"))
	return options, plain
}

// ranges reads the lines to be marked, [3, "5-7"], counted from 1, as lines
// counted from first.
func ranges(value any, first int) [][2]int {
	var list [][2]int
	items, _ := value.([]any)
	for _, item := range items {
		var from, to int
		switch item := item.(type) {
		case float64:
			from, to = int(item), int(item)
		case []byte:
			a, b, ok := strings.Cut(string(item), "-")
			if !ok {
				b = a
			}
			var err1, err2 error
			from, err1 = strconv.Atoi(a)
			to, err2 = strconv.Atoi(b)
			if err1 != nil || err2 != nil {
				continue
			}
		default:
			continue
		}
		list = append(list, [2]int{from + first - 1, to + first - 1})
	}
	return list
}
