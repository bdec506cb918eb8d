package tree

import (
	"os"
	"path/filepath"
	"sync"
)

// read are the files on disk that this process has read scenarios, sweeps and their data from, by their places. They are
// noted where every one of them is read, so that whoever writes a file need not be told which they are.
var read sync.Map

func noteRead(path string) {
	if place, err := filepath.Abs(path); err == nil {
		read.Store(place, true)
	}
}

// WasRead reports whether a path leads to a file that something was read from, by whatever name or link.
func WasRead(path string) bool {
	there, err := os.Stat(path)
	if err != nil {
		return false
	}
	found := false
	read.Range(func(place, _ any) bool {
		info, err := os.Stat(place.(string))
		found = err == nil && os.SameFile(info, there)
		return !found
	})
	return found
}
