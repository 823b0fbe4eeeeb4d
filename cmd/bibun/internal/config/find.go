package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// FileName is the name of the configuration file.
const FileName = "bibun.toml"

// Find returns the path of the file that holds for a note or a folder of notes:
// the nearest one upwards. It looks as far as the root of the repository and,
// outside any repository, as far as the current folder, if that holds the notes:
// no one else's file is to count, such as one in /tmp. It returns "" where there
// is none.
func Find(from string) (string, error) {
	start, err := filepath.Abs(from)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(start); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	} else if err != nil || !info.IsDir() {
		start = filepath.Dir(start)
	}
	top, err := top(start)
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		file := filepath.Join(dir, FileName)
		switch info, err := os.Stat(file); {
		case err == nil && info.Mode().IsRegular():
			return file, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return "", err
		}
		if dir == top || dir == filepath.Dir(dir) {
			return "", nil
		}
	}
}

// top is the last folder that is looked into.
func top(start string) (string, error) {
	for dir := start; ; dir = filepath.Dir(dir) {
		for _, name := range []string{".git", ".hg", ".jj"} {
			if _, err := os.Lstat(filepath.Join(dir, name)); err == nil || !errors.Is(err, fs.ErrNotExist) {
				return dir, err
			}
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(here, start); err == nil && rel != ".." &&
			!strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return here, nil
		}
	}
	return start, nil
}
