// Package folder writes results into a folder, so that whoever is killed, interrupted or finds the disk full leaves what was
// there, whole.
//
//	folder.CheckFolder(out, force)                  // before the run, and with more knowledge:
//	folder.Rehearse(out, manifest, sources, force)
//	at, err := folder.WriteFolder(out, files, sources, force)
//
// Results are gathered in a folder beside their place and take it in one step where the system can (exchange), in two
// where it cannot; what a killed run left is found by the next one (SweepBeside) and put in its place or taken away. The
// manifest tells what made them and what is there, with hashes: only folders that carry one are ever replaced, and never
// by results that fall short of them. Locks tell living runs from dead ones.
package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"postsale/models/results/saved"
	"postsale/reports/words"
)

// CheckFolder reports, before a run, why its results could not be written to dir:
// the place is taken, or the folder that is to hold it is missing or closed to us.
// With force, a folder that carries the manifest of an earlier run may be
// replaced; no other folder that holds anything ever is, but for results that
// nobody has touched, of which Rehearse says whether they are of the same order.
func CheckFolder(dir string, force bool) error {
	place, err := checked(dir, force, nil)
	if err != nil {
		return of(dir, err)
	}
	probe, err := newHolder(place)
	if err != nil {
		return of(dir, fmt.Errorf("the folder that is to hold it cannot be written: %w", saved.Cause(err)))
	}
	defer probe.release()
	return of(dir, movable(place, probe.in(probeName)))
}

// Rehearse reports, when it is known what a run is, why its results could not be
// written to dir: without force they replace only those of the same order (see
// Run), of no more trials, which nobody has touched; and each of the extra files
// must have a name that can be there.
func Rehearse(dir string, by saved.Manifest, extra []File, force bool) error {
	place, err := checked(dir, force, &manifest{by})
	if err != nil {
		return of(dir, err)
	}
	probe, err := newHolder(place)
	if err != nil {
		return of(dir, saved.Cause(err))
	}
	defer probe.release()
	if err := os.Mkdir(probe.in(probeName), 0o777); err != nil {
		return of(dir, saved.Cause(err))
	}
	w := writer{folder: probe.in(probeName)}
	for _, f := range extra {
		w.write(f.Name, func(io.Writer) error { return nil })
	}
	return of(dir, w.err)
}

// movable reports why the folder at place, if there is one, could not be moved
// away: it is a mount point, or closed to us. It tries to move it onto a folder
// that is not empty, which must fail for that reason and changes nothing.
func movable(place, probe string) error {
	if _, err := os.Lstat(place); err != nil || runtime.GOOS == "windows" {
		return nil
	}
	taken := filepath.Join(probe, "taken")
	for _, dir := range []string{probe, taken, filepath.Join(taken, "by")} { // not what they lie in, should it be taken away
		if err := os.Mkdir(dir, 0o777); err != nil {
			return saved.Cause(err)
		}
	}
	// os.Rename would look first, and not try.
	if err := syscall.Rename(place, taken); !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("cannot be replaced: %w; choose a folder that does not exist", saved.Cause(err))
	}
	return nil
}

// of says which folder an error is about.
func of(dir string, err error) error {
	if dir == "" || err == nil {
		return err
	}
	return fmt.Errorf("%s: %w", words.Clean(dir), err)
}

// checked returns the absolute place of dir, links resolved, if what is there may
// be replaced: with force, or by what a manifest tells of; by nil is not known yet.
func checked(dir string, force bool, by *manifest) (string, error) {
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
		return "", fmt.Errorf("%w; choose another folder", saved.Cause(err))
	}
	if info, err := os.Stat(place); err == nil && !info.IsDir() {
		return "", errors.New("is a file; choose a folder")
	}
	if here, err := os.Getwd(); err == nil && contains(place, here) {
		return "", errors.New("is the folder that you are in, or holds it; choose another")
	}
	entries, err := os.ReadDir(place)
	switch {
	case err != nil:
		return "", fmt.Errorf("cannot be read: %w", saved.Cause(err))
	case len(entries) == 0:
		return place, nil
	}
	return place, replaceable(place, force, by)
}

// replaceable reports why what is in a folder must stay.
func replaceable(place string, force bool, by *manifest) error {
	const remedy = "choose another folder or replace it with --force"
	m, carries := readManifest(place)
	foreign := ""
	if carries {
		foreign = m.foreign(place)
	}
	switch {
	case force && !carries:
		return fmt.Errorf("has no %s of %s, and --force replaces only results; choose another folder", saved.ManifestName, saved.Program)
	case force && foreign != "":
		return fmt.Errorf("holds %s, which is no result, and --force replaces only results; move it or choose another folder", words.Clean(foreign))
	case force:
		return nil
	case !carries:
		return fmt.Errorf("exists and is not empty: it has no %s of %s; choose another folder", saved.ManifestName, saved.Program)
	case foreign != "":
		return fmt.Errorf("exists and holds %s, which is no result; move it or choose another folder", words.Clean(foreign))
	}
	if changed := m.changed(place); changed != "" {
		return fmt.Errorf("exists and is not empty: %s was changed there; %s", words.Clean(changed), remedy)
	}
	switch {
	case by == nil:
	case by.editedSince(m):
		return fmt.Errorf("exists and is not empty: it holds the results of %s with the scenario as it was before; %s", words.Clean(m.Command), remedy)
	case by.Order == "" || by.Order != m.Order:
		return fmt.Errorf("exists and is not empty: it holds the results of %s; %s", words.Clean(m.Command), remedy)
	case by.Until == nil && by.Trials.Asked < m.Trials.Done:
		return fmt.Errorf("exists and is not empty: it holds the results of more trials, %s; %s", words.Count(m.Trials.Done), remedy)
	}
	return nil
}

// contains reports whether the folder below is place or lies in it.
func contains(place, below string) bool {
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
		return "", fmt.Errorf("the folder %s does not exist; create it first", words.Clean(parent))
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w; choose another folder", words.Clean(parent), saved.Cause(err))
	}
	if info, err := os.Stat(resolved); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s is not a folder; choose another", words.Clean(parent))
	}
	return filepath.Join(resolved, filepath.Base(place)), nil
}

// WriteFolder writes the results to dir: tables, plots, what is extra (their names
// are relative to dir), and last the manifest.
// They are gathered beside dir and take its place in one step where the system can.
// On an error, what was in dir is still there, and nothing else. Results that fall
// short of those in dir go beside them; at is where they are.
func WriteFolder(dir string, r Results, extra []File, force bool) (at string, err error) {
	by := manifest{r.Manifest(nil, nil)}
	place, err := checked(dir, force, &by)
	if err != nil {
		return "", of(dir, err)
	}
	h, err := newHolder(place)
	if err != nil {
		return "", of(dir, saved.Cause(err))
	}
	passed("held")
	err = writeResults(h.in(resultsName), r, extra)
	passed("gathered")
	ours.Lock()
	defer ours.Unlock()
	delete(ours.holders, h)
	if err == nil {
		if _, err = checked(dir, force, &by); err == nil { // another run may have been faster
			at, err = h.settle(place, by, force)
		} else if aside, failed := moveBeside(h.in(resultsName), place, insteadSuffix); failed == nil {
			err = fmt.Errorf("%w; the results are in %s", err, words.Clean(aside))
		}
	}
	var lost *lostError
	if errors.As(err, &lost) {
		return "", of(dir, err)
	}
	if left := h.remove(); err == nil && left != nil {
		err = fmt.Errorf("is written, but what was there before is left in %s: %w", words.Clean(h.path), saved.Cause(left))
	}
	if err != nil {
		return "", of(dir, err)
	}
	if at == place {
		at = dir
	} else if direct, err := filepath.Abs(dir); err == nil && direct == place {
		at = filepath.Join(filepath.Dir(filepath.Clean(dir)), filepath.Base(at))
	}
	return at, nil
}

// insteadSuffix is that of results whose place was taken while they were made.
const insteadSuffix = "instead"

// settle moves results that are gathered to their place, or beside it where better
// ones stand.
func (h *holder) settle(place string, by manifest, force bool) (at string, err error) {
	h.purpose.Manifest = manifestHash(h.in(resultsName))
	if err := h.write(); err != nil {
		return "", saved.Cause(err)
	}
	passed("ready")
	if there, ok := readManifest(place); ok {
		if suffix := by.shortOf(there, force); suffix != "" {
			at, err = moveBeside(h.in(resultsName), place, suffix)
			return at, saved.Cause(err)
		}
	}
	return place, h.replace(place)
}

// Abandon removes what is gathered so far, and what tries whether results could be
// written, or waits until results are in their place, for a program that is about to
// end: nothing of this package returns anymore that makes or removes a folder.
func Abandon() {
	ours.Lock()
	const often = 100 // WriteFolder may be making files: of some dozen, each spoils one removal at most
	for h := range ours.holders {
		for range often {
			if h.remove() == nil {
				break
			}
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

// replace gives the results the name of place. What was there gets theirs in the
// same step; where nothing can be exchanged it is renamed first, and put back if the
// results cannot follow.
func (h *holder) replace(place string) error {
	results, replaced := h.in(resultsName), h.in(replacedName)
	if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) {
		return h.follow(results, place)
	}
	switch err := exchanging(results, place); {
	case err == nil:
		passed("exchanged")
		syncFolder(filepath.Dir(place))
		syncFolder(h.path)
		return nil
	case !errors.Is(err, errors.ErrUnsupported):
		return fmt.Errorf("cannot be replaced: %w; choose a folder that does not exist", saved.Cause(err))
	}
	if err := os.Rename(place, replaced); err != nil {
		return fmt.Errorf("cannot be replaced: %w; choose a folder that does not exist", saved.Cause(err))
	}
	passed("moved away")
	err := h.follow(results, place)
	if err != nil && os.Rename(replaced, place) != nil {
		return &lostError{at: words.Clean(replaced), cause: err}
	}
	return err
}

// follow renames the results to a place that is free.
func (h *holder) follow(results, place string) error {
	if err := os.Rename(results, place); err != nil {
		return saved.Cause(err)
	}
	passed("moved in")
	syncFolder(filepath.Dir(place))
	return nil
}

// exchanging gives two folders each other's names; a test takes the system for one
// that cannot.
var exchanging = exchange
