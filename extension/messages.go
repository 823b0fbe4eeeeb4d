package extension

import (
	"fmt"
	"strings"
)

// Message says what d is about in a language, "ja" or "en".
func (d Diagnostic) Message(lang string) string {
	if m, ok := messageOf(d.Code); ok {
		return m.in(lang).fill(d.Args)
	}
	return d.Diagnostic.Message(lang)
}

// Help says what to do about it: a line for each way out, none where the
// message says enough.
func (d Diagnostic) Help(lang string) []string {
	m, ok := messageOf(d.Code)
	if !ok {
		return d.Diagnostic.Help(lang)
	}
	help := m.in(lang).help
	if help == "" || strings.Contains(help, "{1}") && (len(d.Args) < 2 || d.Args[1] == "") {
		return nil
	}
	return []string{wording{help, ""}.fill(d.Args)}
}

// wording is a message and a line of help in one language; {0}, {1}, … stand
// for the arguments of the diagnostic.
type wording struct{ message, help string }

func (w wording) fill(args []string) string {
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), a)
	}
	return strings.NewReplacer(pairs...).Replace(w.message)
}

type message struct {
	code   string
	en, ja wording
}

func (m message) in(lang string) wording {
	if lang == "en" {
		return m.en
	}
	return m.ja
}

func messageOf(code string) (message, bool) {
	for _, m := range messages() {
		if m.code == code {
			return m, true
		}
	}
	return message{}, false
}

func messages() []message {
	return []message{
		{CodeUnknownOption,
			wording{`there is no option "{0}"`, `did you mean "{1}"?`},
			wording{`オプション「{0}」はありません`, `「{1}」のことですか`}},
		{CodeBadOptionValue,
			wording{`option "{0}" can't be "{1}"`, `it can be {2}`},
			wording{`オプション「{0}」に「{1}」という値はありません`, `使える値: {2}`}},
		{CodeBadAttributes,
			wording{`the options can't be read from "{0}" on`, `write them as {steps=brief lang=en}`},
			wording{`オプションを「{0}」のところから読めません`, `{steps=brief lang=en} のように書きます`}},
		{CodeLooksLikeAList,
			wording{`the block looks like a list or a patch because of "{0}", and was left alone`,
				`write the request without it, or "diff math" on the fence line`},
			wording{`「{0}」のため箇条書きかパッチに見えるので、そのままにしました`,
				`行頭のそれを取るか、フェンスの行に diff math と書きます`}},
		{CodeNothingAsked,
			wording{`the block asks nothing`, `add a request, such as dL, under a definition`},
			wording{`求めるものがありません`, `定義の下に dL のような問いを書きます`}},
		{CodeBlockTooLong,
			wording{`block too long: {0} bytes (limit {1})`, `split it, or raise the limit with --limit block-bytes=…`},
			wording{`ブロックが長すぎます: {0} バイト（上限 {1}）`, `分けるか、--limit block-bytes=… で上限を変えてください`}},
		{CodeTooManyBlocks,
			wording{`the note has more than {0} problems; those from here on were left as they are`, `put them into another note, or raise the limit with --limit blocks=…`},
			wording{`問題が {0} 個を超えたので、ここからはそのままにしました`, `別のノートに分けるか、--limit blocks=… で上限を変えてください`}},
		{CodeOutOfTime,
			wording{`the block was not solved within {0}`, `ask for less at a time, or raise the limit with --limit block-time=…`},
			wording{`{0} のうちに解けませんでした`, `問いを分けるか、--limit block-time=… で上限を変えてください`}},
		{CodeUnsupportedContainer,
			wording{`the block stands in a list or quote whose indent can be read in two ways, and was left as it is`,
				`indent the block like the text above it`},
			wording{`リストや引用の字下げが二通りに読めるので、そのままにしました`, `上の文と同じだけ字下げします`}},
		{CodeFenceNotClosed,
			wording{`the block is never closed, so that a solution below it would become part of it`, `close the fence`},
			wording{`ブロックが閉じられていないので、下に解答を書くとブロックの一部になってしまいます`, `フェンスを閉じてください`}},
		{CodeRegionEdited,
			wording{`the solution below the block was edited by hand, and was left as it is`,
				`--force replaces it; to keep it, take away the comments around it and write "diff patch" on the fence line`},
			wording{`ブロックの下の解答が手で書き換えられているので、そのままにしました`,
				`--force で書き直します。残すなら、前後のコメントを消してフェンスの行に diff patch と書きます`}},
		{CodeOrphanMarker,
			wording{`this marker belongs to no solution: its block or its counterpart is missing, or it is misspelt`,
				`take it away, with what is left of the solution, and run bibun again`},
			wording{`この印に対応するブロックか相手の印がないか、印の書き方が違います`,
				`残っている解答とともに消して、もう一度実行してください`}},
		{CodeDoubledMarker,
			wording{`a solution begins here within a solution`, `take away one of the two markers`},
			wording{`解答の中でもう一度解答が始まっています`, `どちらかの印を消してください`}},
		{CodeInternal,
			wording{`bibun made a mistake: {0}`, `please report it, with the block`},
			wording{`bibun の誤りです: {0}`, `このブロックを添えてお知らせください`}},
		{CodeEmptyCells,
			wording{`too many empty table cells: rows that are shorter than the first ask for more than {0}; the table is left as text`,
				`split the table, or take away the columns that are never filled`},
			wording{`表の空のセルが多すぎます（短い行を補うと {0} 個を超えます）。表は文字のままにしました`,
				`表を分けるか、使わない列を消してください`}},
		{CodeRepeatedAddresses,
			wording{`too much text from references: their addresses and titles, together, are longer than {0} bytes and the note; from here on they are left as text`,
				`shorten the addresses, or split the note`},
			wording{`参照で繰り返されるアドレスが長すぎます（合わせて {0} バイトとノートの長さを超えます）。ここからは文字のままにしました`,
				`アドレスを短くするか、ノートを分けてください`}},
		{CodeTooManyMarks,
			wording{`too many marks of emphasis, code, links and the like: more than {0}; from here on they are left as text`, `split the note`},
			wording{`強調・コード・リンクなどの記号が多すぎます（{0} 個まで）。ここからは文字のままにしました`, `ノートを分けてください`}},
		{CodeFrontMatter,
			wording{`the front matter can't be read: {0}`, ``},
			wording{`フロントマターを読めません: {0}`, ``}},
	}
}
