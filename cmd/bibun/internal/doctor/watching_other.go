//go:build !linux

package doctor

import (
	"context"

	"github.com/fsnotify/fsnotify"
)

// watching looks at what watch and serve need.
func (c *Checkup) watching(context.Context) []Result {
	r := Result{About: c.say("watching", "監視"), Grade: Good, Found: c.say("the system tells what changes", "変更は通知されます")}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		err = w.Add(c.folder())
		w.Close()
	}
	if err != nil {
		r.Grade, r.Found = Odd, err.Error()
		r.Way = c.say("use watch --poll or serve --poll", "watch --poll か serve --poll を使ってください")
	}
	return []Result{r}
}
