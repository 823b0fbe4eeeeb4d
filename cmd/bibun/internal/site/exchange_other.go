//go:build !linux && !darwin

package site

import (
	"errors"
	"os"
)

// exchangeFiles has two files in a folder change their names in one step, which can't be
// done here.
func exchangeFiles(*os.File, string, string) error { return errors.ErrUnsupported }
