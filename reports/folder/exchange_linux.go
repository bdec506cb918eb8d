package folder

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange gives two folders each other's names in one step; it is
// errors.ErrUnsupported where the system or the file system cannot.
func exchange(one, other string) error {
	err := unix.Renameat2(unix.AT_FDCWD, one, unix.AT_FDCWD, other, unix.RENAME_EXCHANGE)
	switch {
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EOPNOTSUPP), errors.Is(err, unix.EPERM), errors.Is(err, unix.EXDEV):
		return errors.ErrUnsupported
	}
	return err
}
