package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/bibun-md/bibun/cmd/bibun/internal/site"
)

// how is what a command does with outputs.
type how int

const (
	solvedOnly how = iota // there are none
	wrote
	checked // they are compared
)

// summaryLine says what became of a folder: notes, blocks solved, skipped and
// failed, files written, seconds.
func summaryLine(s site.Summary, h how, lang string) string {
	var parts []string
	add := func(english, japanese string) {
		if lang == "ja" {
			english = japanese
		}
		parts = append(parts, english)
	}
	add(count(s.Notes, "note"), fmt.Sprintf("ノート %d 件", s.Notes))
	c := s.Counts
	add(count(c.Solved, "block")+" solved", fmt.Sprintf("解答 %d", c.Solved))
	add(fmt.Sprintf("%d skipped", c.Skipped), fmt.Sprintf("対象外 %d", c.Skipped))
	add(fmt.Sprintf("%d failed", c.Failed), fmt.Sprintf("失敗 %d", c.Failed))
	switch h {
	case wrote:
		add(count(s.Written, "file")+" written", fmt.Sprintf("書き込み %d 件", s.Written))
	case checked:
		add(count(s.Written, "file")+" not up to date", fmt.Sprintf("最新でないもの %d 件", s.Written))
	}
	if h != solvedOnly {
		add(fmt.Sprintf("%.2f s", s.Elapsed.Seconds()), fmt.Sprintf("%.2f 秒", s.Elapsed.Seconds()))
	}
	if lang == "ja" {
		return strings.Join(parts, "、")
	}
	return strings.Join(parts, ", ")
}

// count is "1 note" or "2 notes".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// milliseconds is a duration as a status line shows it.
func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%d ms", d.Round(time.Millisecond).Milliseconds())
}
