package doctor

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/fsnotify/fsnotify"
	"golang.org/x/sys/unix"
)

// silent are the file systems that don't tell what other machines, or the system
// below, change in them: statfs(2) has their numbers.
var silent = map[uint32]string{
	unix.NFS_SUPER_MAGIC: "NFS", unix.SMB_SUPER_MAGIC: "SMB", unix.SMB2_SUPER_MAGIC: "SMB", unix.CIFS_SUPER_MAGIC: "SMB",
	unix.V9FS_MAGIC: "9P", unix.FUSE_SUPER_MAGIC: "FUSE", unix.CODA_SUPER_MAGIC: "Coda", unix.AFS_SUPER_MAGIC: "AFS",
}

const watchLimit = "/proc/sys/fs/inotify/max_user_watches"

// watching looks at what watch and serve need: a watch for each folder.
func (c *Checkup) watching(context.Context) []Result {
	r := Result{About: c.say("watching", "監視"), Grade: Good}
	limit := readNumber(watchLimit)
	r.Found = c.say(fmt.Sprintf("folders: %d, watches allowed: %d", c.folders, limit), fmt.Sprintf("フォルダー %d 個（上限 %d）", c.folders, limit))
	more := func(name string, n int) string {
		return c.say(fmt.Sprintf("sysctl fs.inotify.%s=%d allows more; until then bibun looks at all files again and again", name, n),
			fmt.Sprintf("sysctl fs.inotify.%s=%d で増やせます。それまではすべてのファイルを調べて回ります", name, n))
	}
	if limit > 0 && c.folders > limit {
		r.Grade, r.Way = Odd, more("max_user_watches", 2*c.folders)
	}
	if err := tryWatch(c.folder()); err != nil {
		r.Grade, r.Found = Odd, err.Error()
		r.Way = more("max_user_instances", 512)
	}
	var st unix.Statfs_t
	if unix.Statfs(c.folder(), &st) == nil {
		if name, ok := silent[uint32(st.Type)]; ok {
			r.Grade = Odd
			r.Found = c.say("the notes lie on "+name+", which may not tell what changes", "ノートのある "+name+" は変更を通知しないことがあります")
			r.Way = c.say("where saves aren't noticed, use watch --poll or serve --poll", "保存に反応しないときは watch --poll か serve --poll を使ってください")
		}
	}
	return []Result{r}
}

// tryWatch asks for the events of a folder, and gives them back.
func tryWatch(dir string) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer w.Close()
	return w.Add(dir)
}

// readNumber is the number in a file of the kernel, or 0.
func readNumber(file string) int {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return n
}
