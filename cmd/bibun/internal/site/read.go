package site

import (
	"io"
	"os"
)

// maxReadings is how often a file is read that is written to each time.
const maxReadings = 100

// readWhole reads a file. Where it is written to meanwhile, what was read may begin as
// one version and end as another: then it is read again.
func readWhole(name string) (data []byte, err error) {
	for range maxReadings {
		var still bool
		if data, still, err = readOnce(name); err != nil || still {
			break
		}
	}
	return data, err
}

// readOnce reads a file and reports whether it was the same before and after, and came
// in one piece.
func readOnce(name string) (data []byte, still bool, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, false, err
	}
	data = make([]byte, before.Size()+1) // and the end of the file
	n, err := f.Read(data)
	if err != nil && err != io.EOF {
		return nil, false, err
	}
	rest, err := io.ReadAll(f)
	if err != nil {
		return nil, false, err
	}
	after, err := f.Stat()
	if err != nil {
		return nil, false, err
	}
	still = len(rest) == 0 && int64(n) == after.Size() && StampOf(before) == StampOf(after)
	return append(data[:n], rest...), still, nil
}
