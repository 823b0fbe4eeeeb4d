package watch

import (
	"fmt"
	"time"
)

// words are the warnings in a language.
type words struct{ noEvents, limit, silent, missing, failed string }

func wordsIn(lang string) words {
	if lang == "ja" {
		return words{
			noEvents: "ファイルの変更が通知されません（%s）。%v ごとに調べて回ります",
			limit:    "%w。sysctl で %s を増やしてください",
			silent:   "変更があったのに、通知がありませんでした",
			missing:  "%s がありません。戻るのを待ちます",
			failed:   "監視中のエラー：%v",
		}
	}
	return words{
		noEvents: "the file system doesn't tell what changes (%s); looking every %v instead",
		limit:    "%w; raise %s with sysctl",
		silent:   "there were changes without a word",
		missing:  "%s is missing; waiting for it to come back",
		failed:   "watching: %v",
	}
}

func (w words) polling(reason string, every time.Duration) string {
	return fmt.Sprintf(w.noEvents, reason, every)
}
