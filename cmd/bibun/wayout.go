package main

import (
	"errors"
	"io/fs"
	"syscall"
)

// wayOut is what can be done about a file that couldn't be read or written; or "".
func (a *app) wayOut(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return a.say("free some space there and run the same command again; what was there is unharmed",
			"空き容量を作り、同じコマンドを実行してください。元の内容はそのまま残っています")
	case errors.Is(err, syscall.EROFS):
		return a.say("nothing can be written there; choose another output folder",
			"そこには書き込めません。別の出力先を指定してください")
	case errors.Is(err, fs.ErrPermission):
		return a.say("see whose it is and what you may do with it (ls -ld); what was there is unharmed",
			"所有者と権限を確認してください（ls -ld）。元の内容はそのまま残っています")
	}
	return ""
}
