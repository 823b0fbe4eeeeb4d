package extension

import "github.com/bibun-md/bibun/calculus/problem"

// Explanation says at length what a code means.
type Explanation struct {
	problem.Explanation
	// Note says that Example and Mended are whole notes. Otherwise they are the
	// text of one block.
	Note bool
}

// Codes lists the codes of all diagnostics, those of the block's text first.
func Codes() []string {
	codes := problem.Codes()
	for _, e := range explained {
		codes = append(codes, e.code)
	}
	return codes
}

// Explain explains a code in the language, "ja" or "en". It returns false for
// a code that there is not.
func Explain(code, lang string) (Explanation, bool) {
	if e, ok := problem.Explain(code, lang); ok {
		return Explanation{Explanation: e}, true
	}
	for _, e := range explained {
		if e.code != code {
			continue
		}
		text := e.ja
		if lang == "en" {
			text = e.en
		}
		return Explanation{problem.Explanation{Code: code, Text: text, Example: e.example, Mended: e.mended}, true}, true
	}
	return Explanation{}, false
}

// explained explains the codes of this package: in English, in Japanese, and
// by a note that gets the diagnostic and the same note mended, both empty where
// a note of that size, or that fault, cannot be shown.
var explained = [...]struct {
	code            string
	en, ja          string
	example, mended string
}{
	{CodeUnknownOption,
		"The options of a block stand in braces on the fence line, or under bibun: in the front matter. They are steps, lang, show, order, log and numbered, and in the front matter also preset. The configuration file sets them for all notes. An option that bibun doesn't know does nothing.",
		"ブロックのオプションは、フェンスの行の波括弧の中か、フロントマターの bibun: の下に書きます。使えるのは steps、lang、show、order、log、numbered で、フロントマターでは preset も使えます。すべてのノートの既定値は設定ファイルに書きます。それ以外の名前は無視されます。",
		"```diff {step=brief}\nL = u^2v^4\ndL\n```\n", "```diff {steps=brief}\nL = u^2v^4\ndL\n```\n"},
	{CodeBadOptionValue,
		"The option exists, and doesn't take this value. The message lists those that it takes.",
		"オプションの名前は正しいのですが、値が違います。使える値はメッセージに示しています。",
		"```diff {steps=long}\nL = u^2v^4\ndL\n```\n", "```diff {steps=full}\nL = u^2v^4\ndL\n```\n"},
	{CodeBadAttributes,
		"Options are written as {name=value name=value}, values with blanks in quotation marks. From the place that the message shows on, they can't be read, and count for nothing.",
		"オプションは {名前=値 名前=値} の形で書き、空白を含む値は引用符でくくります。メッセージに示したところから先は読めないので、効いていません。",
		"```diff {steps brief}\nL = u^2v^4\ndL\n```\n", "```diff {steps=brief}\nL = u^2v^4\ndL\n```\n"},
	{CodeLooksLikeAList,
		"A line that starts with + or - is what patches consist of, so that the block is left as it is. If it is a problem after all, write the request at the start of the line.",
		"+ や - で始まる行はパッチに使われるものなので、ブロックはそのまま残してあります。問題のつもりなら、行頭に問いだけを書いてください。",
		"```diff\nL(u,v) = u^2v^4\n- dL\n```\n", "```diff\nL(u,v) = u^2v^4\ndL\n```\n"},
	{CodeNothingAsked,
		"The fence line says that the block is a problem, and nothing in it asks for a derivative.",
		"フェンスの行で問題と指定されていますが、ブロックに問いがありません。",
		"```diff math\n# L = u^2v^4\n```\n", "```diff math\nL = u^2v^4\ndL\n```\n"},
	{CodeUnsupportedContainer,
		"The indent of the block's lines can be read in two ways in its list or quote, by a tab or a lazy line, so that a solution put there might end up outside. Indent the block like the text above it.",
		"リストや引用の中で、タブや字下げの足りない行のために、ブロックの字下げが二通りに読めます。解答がリストの外に出てしまうおそれがあるので、そのまま残してあります。上の文と同じだけ字下げしてください。", "", ""},
	{CodeFrontMatter,
		"The front matter between the lines --- or +++ is no valid YAML or TOML, so that the options in it count for nothing. The note itself is read.",
		"--- または +++ の間のフロントマターが YAML や TOML として読めないので、そこに書かれたオプションは効いていません。本文は読まれています。",
		"---\nbibun: [steps\n---\n\n```diff\nL = u^2v^4\ndL\n```\n", "---\nbibun:\n  steps: brief\n---\n\n```diff\nL = u^2v^4\ndL\n```\n"},
	{CodeBlockTooLong,
		"A block has at most 64 KiB. An exercise is far shorter; what is longer is data.",
		"1つのブロックは 64 KiB までです。ふつうの問題はずっと短いので、これより長いものは問題ではないとみなします。", "", ""},
	{CodeTooManyBlocks,
		"A note has at most 10,000 problems. Those behind them are left as they are; put them into another file.",
		"1つのノートの問題は1万個までです。それより後ろはそのまま残してあるので、別のファイルに分けてください。", "", ""},
	{CodeOutOfTime,
		"The block was not solved within the time limit, which stands behind the counted limits of the solver. Ask for less at a time, or name parts of the function.",
		"制限時間のうちに解けませんでした。問いを分けるか、式の一部に名前をつけてください。", "", ""},
	{CodeFenceNotClosed,
		"With --in-place the solution is written below the block. This block ends only where the note or its quote ends, so that a solution below it would be read as its text. Close the fence with a line of the same characters.",
		"--in-place では、ブロックの下に解答を書きます。このブロックは閉じられていないので、その下に書いたものはブロックの一部になってしまいます。同じ記号の行でフェンスを閉じてください。", "", ""},
	{CodeRegionEdited,
		"With --in-place a solution stands between two comments, the first with a number that is computed from it. The solution isn't what that number was computed from: somebody has edited it. It is left as it is, so that no work is lost. --force writes it anew.",
		"--in-place で書いた解答は2つのコメントに挟まれ、前のコメントには解答から計算した数が付いています。それが今の解答と合わないので、だれかが手を加えたものとみなし、そのまま残してあります。--force を付けると書き直します。", "", ""},
	{CodeOrphanMarker,
		"A comment bibun:begin or bibun:end begins or ends a solution that was written with --in-place. This one has no counterpart, doesn't stand below a block that is solved, or isn't spelt as bibun spells it. What lies around it can't be told from your own text, so that nothing is changed there.",
		"bibun:begin と bibun:end のコメントは、--in-place で書いた解答の始めと終わりを示します。これには相手がないか、解かれるブロックがすぐ上にないか、書き方が違います。まわりのどこまでが解答なのか分からないので、そこには手を付けません。", "", ""},
	{CodeDoubledMarker,
		"Between the comments bibun:begin and bibun:end of one solution stands another bibun:begin, as after a merge. Take away what is there twice.",
		"1つの解答の bibun:begin と bibun:end の間に、もう1つ bibun:begin があります（マージのあとなどに起こります）。重なった部分を消してください。", "", ""},
	{CodeEmptyCells,
		"Every row of a table has as many cells as its first, and those that aren't written are filled up. A few thousand columns and as many rows, of one byte each, would make a page of many gigabytes. Tables that fill up more than 100,000 cells, all tables of a note together, are left as the text that they are.",
		"表の行はどれも最初の行と同じ数のセルを持ち、足りないセルは補われます。列と行がそれぞれ数千あれば、1行が1バイトでもページは何ギガバイトにもなります。ノート全体で補うセルが10万個を超える表は、文字のまま残します。", "", ""},
	{CodeRepeatedAddresses,
		"A reference such as [a] sets in the address and the title of its definition. Many references to one long address would make a page many times as long as the note. What references set in may be as long as the note, or 100,000 bytes; those behind are left as the text that they are.",
		"[a] のような参照には、定義のアドレスとタイトルが入ります。長いアドレスを何度も参照すると、ページはノートの何倍にもなります。参照で入る文字は合わせてノートの長さ(または10万バイト)までで、それより後ろの参照は文字のまま残します。", "", ""},
	{CodeTooManyMarks,
		"A page of a note with millions of stars or brackets would need gigabytes of memory. The first 500,000 stretches of emphasis, code, links and the like in a note are read; what is behind them is left as the text that it is.",
		"アスタリスクや括弧が何百万もあるノートは、ページにするのに何ギガバイトものメモリを要します。強調・コード・リンクなどは1つのノートで50万個まで読み、それより後ろは文字のまま残します。", "", ""},
	{CodeLimit,
		"The whole note passes a limit: 16 MiB, 250,000 lines, or 100 lists and quotes within each other. It is left as it is.",
		"ノート全体が上限(16 MiB、25万行、またはリストや引用の入れ子100段)を超えているので、そのまま残してあります。", "", ""},
	{CodeInternal,
		"Something in bibun broke. The block is left as it is, and the rest of the note is built. Please report it with the block.",
		"bibun の内部で誤りが起きました。このブロックはそのまま残し、ノートの残りは処理しています。ブロックを添えて報告してください。", "", ""},
}
