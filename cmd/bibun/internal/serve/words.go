package serve

import "fmt"

// words are what the preview itself says.
type words struct {
	lang                     string
	index, filter            string
	none, missing, missingIn string
	error, warning, help     string
	offline                  string
}

func wordsIn(lang string) words {
	if lang == "ja" {
		return words{
			lang:  "ja",
			index: "ノート一覧", filter: "名前で絞り込む",
			none: "このフォルダーにノートはありません。", missing: "ページがありません",
			missingIn: "%s に当たるファイルはありません。保存されれば、ここに表示されます。",
			error:     "エラー", warning: "警告", help: "直し方",
			offline: "bibun serve につながりません。再接続を待っています。",
		}
	}
	return words{
		lang:  "en",
		index: "Notes", filter: "Filter by name",
		none: "There are no notes in this folder.", missing: "No such page",
		missingIn: "No file belongs to %s. It will be shown here once it is saved.",
		error:     "error", warning: "warning", help: "help",
		offline: "No connection to bibun serve; waiting for it to come back.",
	}
}

// count is "1 error", "2 errors" or 「エラー 2 件」.
func (w words) count(n int, noun string) string {
	switch {
	case w.lang == "ja":
		return fmt.Sprintf("%s %d 件", noun, n)
	case n == 1:
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
