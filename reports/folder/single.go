package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"postsale/models/results/saved"
	"postsale/reports/words"
)

// CheckFile reports why a single file could not be written at path: without force what is there must be one of ours, in whose
// first kilobytes the mark stands; a folder, a device or the like is never replaced.
func CheckFile(path, mark string, force bool) error {
	place, err := single(path, mark, force)
	if err != nil {
		return err
	}
	probe, err := newHolder(place)
	if err != nil {
		return of(path, fmt.Errorf("the folder that is to hold it cannot be written: %w", saved.Cause(err)))
	}
	probe.release()
	return nil
}

// WriteFile writes a single file as a whole or not at all, where CheckFile allows it.
func WriteFile(path, mark string, data []byte, force bool) error {
	place, err := single(path, mark, force)
	if err != nil {
		return err
	}
	h, err := newHolder(place)
	if err != nil {
		return of(path, saved.Cause(err))
	}
	defer h.release()
	part := h.in(partName)
	if err := writeSynced(part, data); err != nil {
		return of(path, saved.Cause(err))
	}
	if err := os.Rename(part, place); err != nil {
		return of(path, saved.Cause(err))
	}
	syncFolder(filepath.Dir(place))
	return nil
}

// single returns the absolute place of a file, links resolved, if what is there may be replaced.
func single(path, mark string, force bool) (string, error) {
	place, err := filepath.Abs(path)
	if err != nil {
		return "", of(path, err)
	}
	if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) {
		place, err = free(place)
		return place, of(path, err)
	}
	if place, err = filepath.EvalSymlinks(place); err != nil {
		return "", of(path, fmt.Errorf("%w; choose another file", saved.Cause(err)))
	}
	info, err := os.Stat(place)
	switch {
	case err != nil:
		return "", of(path, saved.Cause(err))
	case info.IsDir():
		return "", fmt.Errorf("%s: is a folder; choose a file", words.Clean(path))
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%s: is no regular file; choose another", words.Clean(path))
	case force:
		return place, nil
	}
	ours, err := marked(place, mark)
	if err != nil {
		return "", of(path, saved.Cause(err))
	}
	if !ours {
		return "", fmt.Errorf("%s: exists and is none of ours; choose another file or replace it with --force", words.Clean(path))
	}
	return place, nil
}

// marked reports whether a mark stands in the first kilobytes of a file.
func marked(place, mark string) (bool, error) {
	const first = 4096
	file, err := os.Open(place)
	if err != nil {
		return false, err
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, first))
	return bytes.Contains(head, []byte(mark)), err
}

func writeSynced(path string, data []byte) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
	}()
	if _, err := file.Write(data); err != nil {
		return err
	}
	return file.Sync()
}
