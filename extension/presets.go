package extension

// Presets are all presets, in the order of the manual's table.
func Presets() []Preset {
	dollars := Delimiters{"$", "$"}
	backticks := Delimiters{"$`", "`$"}
	parens := Delimiters{`\(`, `\)`}
	ownLines := Delimiters{"$$\n", "\n$$"}
	closed := Delimiters{"$$", "$$"}
	mathFence := Delimiters{"```math\n", "\n```"}
	return []Preset{
		{Name: "markdown", Inline: dollars, Display: ownLines, Spaced: true, Interrupts: true},
		{Name: "mathjax", Inline: Delimiters{`\\(`, `\\)`}, Display: ownLines, Interrupts: true,
			inlineMath: portable, displayMath: portable},
		{Name: "katex", Inline: parens, Display: closed, Interrupts: true, OneLine: true},
		{Name: "hugo", Inline: parens, Display: closed, Interrupts: true, OneLine: true},
		{Name: "github", Inline: backticks, Display: mathFence, Spaced: true, Interrupts: true,
			inlineMath: withoutOperatorname, displayMath: withoutOperatorname},
		{Name: "gitlab", Inline: backticks, Display: mathFence, Interrupts: true, MaxDisplay: 1000},
		{Name: "qiita", Inline: backticks, Display: mathFence, Interrupts: true},
		{Name: "zenn", Inline: dollars, Display: ownLines, Spaced: true, OneLine: true, Numbers: true},
		{Name: "hatena", Inline: Delimiters{"[tex: ", " ]"}, Display: Delimiters{"<div>[tex: ", " ]</div>"},
			inlineMath: hatenaInline, displayMath: hatenaDisplay},
		{Name: "note", Inline: Delimiters{"$${", "}$$"}, Display: ownLines},
		{Name: "jekyll", Inline: closed, Display: ownLines, BlankAround: true,
			inlineMath: withoutPipes, displayMath: withoutPipes},
		{Name: "mdbook", Inline: Delimiters{`\\(`, `\\)`}, Display: Delimiters{"\\\\[\n", "\n\\\\]"}, Interrupts: true,
			inlineMath: mdbook, displayMath: mdbook},
		{Name: "pandoc", Inline: dollars, Display: closed, Spaced: true, Interrupts: true},
		{Name: "quarto", Inline: dollars, Display: closed, Spaced: true, Interrupts: true},
		{Name: "docusaurus", Inline: dollars, Display: ownLines, Spaced: true, Interrupts: true},
		{Name: "obsidian", Inline: dollars, Display: closed, Spaced: true, Interrupts: true},
		{Name: "vscode", Inline: dollars, Display: closed, Spaced: true, Interrupts: true},
		{Name: "jupyter", Inline: dollars, Display: closed, Spaced: true, Interrupts: true},
		{Name: "html", Inline: parens, Display: Delimiters{`<div class="bibun-display">\[`, `\]</div>`}, HTML: true},
		{Name: "latex", Inline: parens, Display: Delimiters{"\\[\n", "\n\\]"}, LaTeX: true},
	}
}
