//go:build !linux && !darwin

package folder

import "errors"

// exchange would give two folders each other's names in one step.
func exchange(one, other string) error { return errors.ErrUnsupported }
