//go:build !linux

package site

import (
	"io/fs"
	"os"
)

// lookIn calls look for what is in a folder and wanted, in the order of names, with
// what os.Lstat says of it. What could be listed before an error is looked at.
func lookIn(dir string, wanted func(name string) bool, look func(name string, info fs.FileInfo, err error)) error {
	list, err := os.ReadDir(dir)
	for _, d := range list {
		if wanted(d.Name()) {
			info, err := d.Info()
			look(d.Name(), info, err)
		}
	}
	return err
}
