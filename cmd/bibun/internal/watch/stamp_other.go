//go:build !linux

package watch

import "io/fs"

// identity returns the change time and the inode of a file, which aren't told
// apart here.
func identity(fs.FileInfo) (changed int64, id uint64) { return 0, 0 }

// device returns the number of the device that a file is on, which isn't told here.
func device(fs.FileInfo) uint64 { return 0 }
