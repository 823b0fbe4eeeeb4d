package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bibun-md/bibun/extension"
)

// Kind is what the value of a key is in TOML.
type Kind string

// The kinds.
const (
	Text   Kind = "text"
	Switch Kind = "true or false"
	Number Kind = "a whole number"
	List   Kind = "a list of texts"
)

// Key is a key of bibun.toml. Keys that are flags too have the flag's name.
type Key struct {
	// Name is the path of the key: preset, limits.depth.
	Name string
	Kind Kind
	// Values are the texts that it can be; nil allows any.
	Values []string
	// Default is what holds where nothing is said, as TOML.
	Default string
	// Block says that the key is an option of blocks, which a note may set too.
	Block bool
	// About says what it is for, in English and Japanese.
	About, AboutJa string
}

// Keys are the keys of bibun.toml, in the order in which it is written.
func Keys() []Key {
	var keys []Key
	for _, o := range extension.NoteOptions() {
		k := blockKey(o.Name)
		k.Name, k.Block = o.Name, true
		if k.Kind == "" {
			k.Kind, k.Values = Text, o.Values
		}
		if o.Name == "preset" {
			k.Values = markdownPresets()
		}
		keys = append(keys, k)
	}
	keys = append(keys,
		Key{Name: "to", Kind: Text, Values: []string{"markdown", "html", "latex"}, Default: `"markdown"`,
			About: "what notes become", AboutJa: "ノートの変換先"},
		Key{Name: "output", Kind: Text, Default: `""`,
			About: "the folder that build and watch write, from this file", AboutJa: "build と watch の書き込み先（このファイルから見た場所）"},
		Key{Name: "math", Kind: Text, Values: []string{"mathjax", "katex"}, Default: `"mathjax"`,
			About: "what typesets the formulas of HTML pages", AboutJa: "HTML の数式を組むもの"},
		Key{Name: "mathjax-url", Kind: Text, Default: `""`,
			About: "the MathJax script of HTML pages, where it isn't the public one", AboutJa: "HTML で読み込む MathJax の URL（既定は公開のもの）"},
		Key{Name: "katex-url", Kind: Text, Default: `""`,
			About: "the KaTeX script of HTML pages, where it isn't the public one", AboutJa: "HTML で読み込む KaTeX の URL（既定は公開のもの）"},
		Key{Name: "template", Kind: Text, Default: `""`,
			About: "a template for HTML pages, from this file", AboutJa: "HTML のページのテンプレート（このファイルから見た場所）"},
		Key{Name: "fragment", Kind: Switch, Default: "false",
			About: "HTML without the page around it", AboutJa: "HTML の本文だけを出力する"},
		Key{Name: "unsafe", Kind: Switch, Default: "false",
			About: "let the raw HTML of notes through", AboutJa: "ノートの生の HTML をそのまま通す"},
		Key{Name: "ignore", Kind: List, Default: "[]",
			About: "files to pass over, as in a .gitignore in the folder of notes", AboutJa: "対象にしないファイル（ノートのフォルダーに置く .gitignore の書き方）"},
		Key{Name: "jobs", Kind: Number, Default: "0",
			About: "files worked on at once; 0 is the number of processors", AboutJa: "同時に扱うファイルの数（0 は CPU の数）"},
		Key{Name: "fail-on", Kind: Text, Values: []string{"error", "warning"}, Default: `"error"`,
			About: "what makes a command exit with 1", AboutJa: "終了コードを 1 にするもの"},
	)
	d := extension.DefaultLimits()
	for _, l := range []struct {
		name, value, about, aboutJa string
	}{
		{"file-bytes", fmt.Sprint(d.FileBytes), "the length of a note; a longer one is left as it is", "ノートの長さ（超えたら手を付けない）"},
		{"lines", fmt.Sprint(d.Lines), "the lines of a note; a longer one is left as it is", "ノートの行数（超えたら手を付けない）"},
		{"block-bytes", fmt.Sprint(d.BlockBytes), "the length of a block", "ブロックの長さ"},
		{"depth", fmt.Sprint(d.Depth), "how deep quotes and lists may be nested", "引用とリストの深さ"},
		{"blocks", fmt.Sprint(d.Blocks), "problems in one note", "1 つのノートの問題の数"},
		{"block-time", fmt.Sprintf("%q", d.BlockTime), "the time for one block", "1 つのブロックにかける時間"},
		{"tokens", fmt.Sprint(d.Tokens), "numbers, names and signs in one expression", "1 つの式の数・文字・記号の数"},
		{"nesting", fmt.Sprint(d.Nesting), "how deep brackets, fractions and roots may be nested", "括弧・分数・根号などの入れ子の深さ"},
		{"nodes", fmt.Sprint(d.Nodes), "numbers, names and operations in one line of a solution; half of that in a function", "解答の 1 行の数・文字・演算の数（関数はその半分）"},
		{"rewrite-steps", fmt.Sprint(d.RewriteSteps), "products of terms in simplifying one answer; beyond, it stays as it is", "1 つの答えの整理で項を掛ける回数（超えたら整理をやめる）"},
		{"number-bits", fmt.Sprint(d.NumberBits), "the length of a number; powers of numbers beyond stay powers", "数の長さ（超えた累乗は計算せずに残す）"},
		{"latex-bytes", fmt.Sprint(d.LaTeXBytes), "the length of the formulas of one block's solutions", "1 つのブロックの解答の数式の長さ"},
	} {
		k := Key{Name: limitsTable + "." + l.name, Kind: Number, Default: l.value, About: l.about, AboutJa: l.aboutJa}
		if strings.HasPrefix(l.value, `"`) {
			k.Kind = Text
		}
		keys = append(keys, k)
	}
	return keys
}

// limitsTable is the one table of the file.
const limitsTable = "limits"

// blockKey is what package extension doesn't say of its options.
func blockKey(name string) Key {
	switch name {
	case "preset":
		return Key{Default: `"markdown"`, About: "how the host wants its mathematics", AboutJa: "数式の書き方（ブログやアプリの名前）"}
	case "steps":
		return Key{Default: `"full"`, About: "how much is shown", AboutJa: "途中式の詳しさ"}
	case "lang":
		return Key{Default: `"ja"`, About: "language of solutions and messages", AboutJa: "解答とメッセージの言語"}
	case "show":
		return Key{Default: `"all"`, About: "which parts of a solution are written", AboutJa: "解答のどの部分を書くか"}
	case "order":
		return Key{Default: `"descending"`, About: "the order of terms in answers", AboutJa: "答えの項の順序"}
	case "log":
		return Key{Default: `""`, About: "the natural logarithm in solutions; the author's spelling unless set", AboutJa: "自然対数の書き方（既定は書いたとおり）"}
	case "numbered":
		return Key{Kind: Switch, Default: "false", About: "equation numbers", AboutJa: "数式に番号を付ける"}
	}
	return Key{Default: `""`}
}

// markdownPresets are the presets that a folder of notes can have; HTML and LaTeX
// have their own, which --to chooses.
func markdownPresets() []string {
	return slices.DeleteFunc(extension.PresetNames(), func(name string) bool {
		p, _ := extension.PresetNamed(name)
		return p.HTML || p.LaTeX
	})
}

// about says what a key is for in a language.
func (k Key) about(lang string) string {
	if lang == "ja" {
		return k.AboutJa
	}
	return k.About
}

// keyNamed finds a key.
func keyNamed(name string) (Key, bool) {
	for _, k := range Keys() {
		if k.Name == name {
			return k, true
		}
	}
	return Key{}, false
}

// names are those of the keys, of the table limits without the table.
func names(limits bool) (list []string) {
	for _, k := range Keys() {
		if name, is := strings.CutPrefix(k.Name, limitsTable+"."); is == limits {
			list = append(list, name)
		}
	}
	if !limits {
		list = append(list, limitsTable)
	}
	return list
}
