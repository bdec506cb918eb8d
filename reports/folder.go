package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// CheckFolder reports, before a run, why its results could not be written to dir:
// the place is taken, or the folder that is to hold it is missing or closed to us.
// With force, a folder that carries the manifest of an earlier run may be
// replaced; no other folder that holds anything ever is.
func CheckFolder(dir string, force bool) error {
	place, err := checked(dir, force)
	if err != nil {
		return err
	}
	probe, err := os.MkdirTemp(filepath.Dir(place), temporary)
	if err != nil {
		return fmt.Errorf("%s: the folder it is to be in cannot be written: %w", clean(dir), cause(err))
	}
	return os.Remove(probe)
}

// temporary names the folders beside dir in which results are gathered.
const temporary = ".postsale-*"

// checked returns the absolute place of dir, links resolved.
func checked(dir string, force bool) (string, error) {
	name := clean(dir)
	if dir == "" {
		return "", errors.New("out: must name a folder, got an empty name")
	}
	place, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) {
		parent, err := filepath.EvalSymlinks(filepath.Dir(place))
		if errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("%s: the folder %s does not exist; create it first", name, clean(filepath.Dir(dir)))
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, cause(err))
		}
		if info, err := os.Stat(parent); err != nil || !info.IsDir() {
			return "", fmt.Errorf("%s: %s is not a folder; choose another place", name, clean(filepath.Dir(dir)))
		}
		return filepath.Join(parent, filepath.Base(place)), nil
	}
	if place, err = filepath.EvalSymlinks(place); err != nil {
		return "", fmt.Errorf("%s: cannot be followed: %w; choose another place", name, cause(err))
	}
	info, err := os.Stat(place)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, cause(err))
	}
	if !info.IsDir() {
		return "", fmt.Errorf("%s: is a file; choose a folder", name)
	}
	entries, err := os.ReadDir(place)
	switch {
	case err != nil:
		return "", fmt.Errorf("%s: %w", name, cause(err))
	case len(entries) == 0:
	case !force:
		return "", fmt.Errorf("%s: exists and is not empty; choose another folder or replace it with --force", name)
	case !ours(place):
		return "", fmt.Errorf("%s: holds no %s of an earlier run, so --force does not replace it; choose another folder", name, manifestName)
	}
	return place, nil
}

// ours reports whether a folder carries our manifest.
func ours(place string) bool {
	text, err := os.ReadFile(filepath.Join(place, manifestName))
	var m manifest
	return err == nil && json.Unmarshal(text, &m) == nil && m.Program.Name == programName
}

// WriteFolder writes the results to dir: summary.json, quarters.csv, trials.csv,
// plots, what is extra (their names are relative to dir), and last the manifest.
// They are gathered beside dir and renamed into place. On an error, what was in
// dir is still there, and nothing else.
func WriteFolder(dir string, s *Study, extra []File, force bool) (err error) {
	if err := CheckFolder(dir, force); err != nil {
		return err
	}
	place, err := checked(dir, force)
	if err != nil {
		return err
	}
	holder, err := os.MkdirTemp(filepath.Dir(place), temporary)
	if err != nil {
		return fmt.Errorf("%s: %w", clean(dir), err)
	}
	results := filepath.Join(holder, "results")
	if err = writeResults(results, s, extra); err == nil {
		err = replace(place, results, filepath.Join(holder, "replaced"))
	}
	var lost *lostError
	if !errors.As(err, &lost) {
		err = errors.Join(err, os.RemoveAll(holder))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", clean(dir), err)
	}
	return nil
}

// lostError tells that what was replaced could not be put back.
type lostError struct {
	at    string
	cause error
}

func (e *lostError) Error() string {
	return fmt.Sprintf("%v; the folder that was there is now %s", e.cause, e.at)
}

// replace renames results to place, and puts what was there back if that fails.
func replace(place, results, replaced string) error {
	moved := os.Rename(place, replaced)
	if moved != nil && !errors.Is(moved, fs.ErrNotExist) {
		return fmt.Errorf("cannot be replaced: %w; choose a folder that does not exist", cause(moved))
	}
	err := os.Rename(results, place)
	if err == nil {
		syncFolder(filepath.Dir(place))
		return nil
	}
	if moved == nil {
		if os.Rename(replaced, place) != nil {
			return &lostError{at: replaced, cause: err}
		}
	}
	return err
}

// cause returns a file system's error without the operation and the path.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
