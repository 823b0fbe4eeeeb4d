package serve

import (
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"strings"
)

// openFile opens a regular file of root. What is opened is what is looked at, whatever
// takes its place meanwhile; and a pipe is not waited for.
func openFile(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// serveFile answers with a regular file of root. After an error nothing was answered.
func serveFile(w http.ResponseWriter, r *http.Request, root *os.Root, name string) error {
	f, info, err := openFile(root, name)
	if err != nil {
		return err
	}
	defer f.Close()
	// Never guessed from what is in the file.
	w.Header().Set("Content-Type", contentType(name))
	http.ServeContent(w, r, "", info.ModTime(), f)
	return nil
}

// contentType returns the type of a file by its name. Those that decide what a
// browser does with it don't depend on the tables of the system.
func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	switch ext {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json":
		return "application/json"
	case ".html", ".htm":
		return "text/html; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
