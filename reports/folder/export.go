package folder

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"postsale/reports/words"
)

// CheckExport reports why files could not be written into dir, by their names with slashes: without force none of them may
// be there, and with it what is there must be a file, in folders. It makes the folder if there is none.
func CheckExport(dir string, files map[string][]byte, force bool) error {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		info, err := os.Lstat(path)
		switch {
		case err == nil && !force:
			return fmt.Errorf("%s: exists; choose another folder or replace it with --force", words.Clean(path))
		case err == nil && info.IsDir():
			return fmt.Errorf("%s: is a folder, and a file is to be there; choose another folder", words.Clean(path))
		case err == nil && !info.Mode().IsRegular():
			return fmt.Errorf("%s: is no regular file; choose another folder", words.Clean(path))
		}
		for over := path; over != filepath.Clean(dir) && filepath.Dir(over) != over; {
			over = filepath.Dir(over)
			if info, err := os.Stat(over); err == nil && !info.IsDir() {
				return fmt.Errorf("%s: is a file; choose a folder", words.Clean(over))
			}
		}
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return fmt.Errorf("%s: is a file; choose a folder", words.Clean(dir))
	}
	return os.MkdirAll(dir, 0o777)
}

// Export writes files into dir, each beside its place and then renamed, and says what killed runs had left there.
func Export(dir string, files map[string][]byte) (told []string, err error) {
	told = Sweep(dir)
	h, err := newHolder(filepath.Join(dir, partName))
	if err != nil {
		return told, err
	}
	defer h.release()
	part := h.in(partName)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.WriteFile(part, files[name], 0o666); err != nil {
			return told, err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return told, err
		}
		if err := os.Rename(part, path); err != nil {
			return told, err
		}
	}
	return told, nil
}
