//go:build js

package drawing

import (
	"errors"

	"postsale/reports/folder"
)

// PNG returns an error: a browser draws SVG, and what makes pixels would have to be sent there.
func (f Figure) PNG(string) (folder.File, error) {
	return folder.File{}, errors.New("pictures have no pixels in a browser")
}
