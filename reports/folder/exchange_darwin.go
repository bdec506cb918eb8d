package folder

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange gives two folders each other's names in one step; it is
// errors.ErrUnsupported where the system or the file system cannot.
func exchange(one, other string) error {
	err := unix.RenamexNp(one, other, unix.RENAME_SWAP)
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.EINVAL) {
		return errors.ErrUnsupported
	}
	return err
}
