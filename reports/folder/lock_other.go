//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package folder

import (
	"errors"
	"os"
)

// lock would take a file for this process.
func lock(*os.File) error { return errors.ErrUnsupported }
