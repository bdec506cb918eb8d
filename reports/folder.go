package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
)

// CheckFolder reports, before a run, why its results could not be written to dir:
// the place is taken, or the folder that is to hold it is missing or closed to us.
// With force, a folder that carries the manifest of an earlier run may be
// replaced; no other folder that holds anything ever is.
func CheckFolder(dir string, force bool) error {
	place, err := checked(dir, force)
	if err != nil {
		return of(dir, err)
	}
	probe, err := os.MkdirTemp(filepath.Dir(place), temporary)
	if err != nil {
		return of(dir, fmt.Errorf("the folder that is to hold it cannot be written: %w", cause(err)))
	}
	defer os.RemoveAll(probe)
	return of(dir, movable(place, probe))
}

// movable reports why the folder at place, if there is one, could not be moved
// away: it is a mount point, or closed to us. It tries to move it onto a folder
// that is not empty, which must fail for that reason and changes nothing.
func movable(place, probe string) error {
	if _, err := os.Lstat(place); err != nil || runtime.GOOS == "windows" {
		return nil
	}
	taken := filepath.Join(probe, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "by"), 0o777); err != nil {
		return cause(err)
	}
	// os.Rename would look first, and not try.
	if err := syscall.Rename(place, taken); !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("cannot be replaced: %w; choose a folder that does not exist", cause(err))
	}
	return nil
}

// temporary names the folders beside dir in which results are gathered.
const temporary = ".postsale-*"

// of says which folder an error is about.
func of(dir string, err error) error {
	if dir == "" || err == nil {
		return err
	}
	return fmt.Errorf("%s: %w", clean(dir), err)
}

// checked returns the absolute place of dir, links resolved.
func checked(dir string, force bool) (string, error) {
	if dir == "" {
		return "", errors.New("the folder for the results must have a name")
	}
	place, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) {
		return free(place)
	}
	if place, err = filepath.EvalSymlinks(place); err != nil {
		return "", fmt.Errorf("%w; choose another folder", cause(err))
	}
	if info, err := os.Stat(place); err == nil && !info.IsDir() {
		return "", errors.New("is a file; choose a folder")
	}
	if here, err := os.Getwd(); err == nil && holds(place, here) {
		return "", errors.New("is the folder that you are in, or holds it; choose another")
	}
	entries, err := os.ReadDir(place)
	switch {
	case err != nil:
		return "", fmt.Errorf("cannot be read: %w", cause(err))
	case len(entries) == 0:
	case !force:
		return "", errors.New("exists and is not empty; choose another folder or replace it with --force")
	}
	if len(entries) == 0 {
		return place, nil
	}
	switch carries, foreign := ours(place); {
	case !carries:
		return "", fmt.Errorf("has no %s of %s, and --force replaces only results; choose another folder", manifestName, programName)
	case foreign != "":
		return "", fmt.Errorf("holds %s, which is no result, and --force replaces only results; move it or choose another folder", clean(foreign))
	}
	return place, nil
}

// holds reports whether the folder below is place or lies in it.
func holds(place, below string) bool {
	if resolved, err := filepath.EvalSymlinks(below); err == nil {
		below = resolved
	}
	way, err := filepath.Rel(place, below)
	return err == nil && filepath.IsLocal(way)
}

// free returns a place where there is nothing, its parent's links resolved.
func free(place string) (string, error) {
	parent := filepath.Dir(place)
	resolved, err := filepath.EvalSymlinks(parent)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("the folder %s does not exist; create it first", clean(parent))
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w; choose another folder", clean(parent), cause(err))
	}
	if info, err := os.Stat(resolved); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s is not a folder; choose another", clean(parent))
	}
	return filepath.Join(resolved, filepath.Base(place)), nil
}

// ours reports whether a folder carries our manifest, and which file in it, if any,
// the manifest does not name: that is not ours to replace.
func ours(place string) (carries bool, foreign string) {
	text, err := os.ReadFile(filepath.Join(place, manifestName))
	var m manifest
	if err != nil || json.Unmarshal(text, &m) != nil || m.Program.Name != programName {
		return false, ""
	}
	known := map[string]bool{manifestName: true}
	for _, f := range m.Files {
		known[f.Name] = true
	}
	filepath.WalkDir(place, func(path string, entry fs.DirEntry, err error) error {
		name, relative := filepath.Rel(place, path)
		if err == nil && relative == nil && !entry.IsDir() && !known[filepath.ToSlash(name)] {
			foreign = filepath.ToSlash(name)
			return filepath.SkipAll
		}
		return nil
	})
	return true, foreign
}

// WriteFolder writes the results to dir: tables, plots, what is extra (their names
// are relative to dir), and last the manifest.
// They are gathered beside dir and renamed into place. On an error, what was in
// dir is still there, and nothing else.
func WriteFolder(dir string, r Results, extra []File, force bool) error {
	place, err := checked(dir, force)
	if err != nil {
		return of(dir, err)
	}
	gathering.Lock()
	holder, err := os.MkdirTemp(filepath.Dir(place), temporary)
	gathering.holder = holder
	gathering.Unlock()
	if err != nil {
		return of(dir, cause(err))
	}
	results := filepath.Join(holder, "results")
	err = writeResults(results, r, extra)
	gathering.Lock()
	defer gathering.Unlock()
	gathering.holder = ""
	if err == nil {
		if _, err = checked(dir, force); err == nil { // another run may have been faster
			err = replace(place, results, filepath.Join(holder, "replaced"))
		}
	}
	var lost *lostError
	if errors.As(err, &lost) {
		return of(dir, err)
	}
	if left := os.RemoveAll(holder); err == nil && left != nil {
		err = fmt.Errorf("is written, but what was there before is left in %s: %w", clean(holder), cause(left))
	}
	if err != nil {
		return of(dir, err)
	}
	return nil
}

// gathering is the folder in which WriteFolder gathers results, which nobody has
// seen yet.
var gathering struct {
	sync.Mutex
	holder string
}

// Abandon removes what WriteFolder has gathered so far, or waits until it is
// done, for a program that is about to end: WriteFolder does not return anymore.
func Abandon() {
	gathering.Lock()
	if gathering.holder == "" {
		return
	}
	for range 100 { // WriteFolder may be making files
		if os.RemoveAll(gathering.holder) == nil {
			return
		}
	}
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
	if moved == nil && os.Rename(replaced, place) != nil {
		return &lostError{at: clean(replaced), cause: cause(err)}
	}
	return cause(err)
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
