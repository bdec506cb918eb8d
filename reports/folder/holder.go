package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/reports/words"
)

// A holder is a folder beside the results in which they are gathered. Its lock is
// held as long as the process lives, so that the next run can tell what a killed
// one left; its purpose stands in it.
type holder struct {
	path    string
	lock    *os.File
	purpose purpose
}

type purpose struct {
	Place    string `json:"place"`              // name, beside the holder
	Manifest string `json:"manifest,omitempty"` // SHA-256 of that of the results, once they are whole
}

// What is in a holder.
const (
	lockName     = "lock"
	resultsName  = "results"  // gathered; once they have been exchanged, what was there before
	replacedName = "replaced" // what was there before, where nothing can be exchanged
	probeName    = "probe"
	partName     = "part" // of an export
)

var ofHolder = []string{lockName, resultsName, replacedName, probeName, partName}

// recoveredSuffix says of results beside their place that a killed run left them.
const recoveredSuffix = "recovered"

// temporary names the folders in which results are gathered.
const temporary = ".postsale-*"

var isTemporary = units.Pattern(`^\.postsale-[0-9]+$`)

// ours are the holders of this process, but for those whose results are on their way to
// their place under its lock.
var ours = struct {
	sync.Mutex
	holders map[*holder]bool
}{holders: map[*holder]bool{}}

// newHolder makes a holder beside a place.
func newHolder(place string) (*holder, error) {
	ours.Lock()
	defer ours.Unlock()
	const often = 10 // a run that looks for leftovers may take it for one before it is locked
	var err error
	for range often {
		h := &holder{purpose: purpose{Place: filepath.Base(place)}}
		if h.path, err = os.MkdirTemp(filepath.Dir(place), temporary); err != nil {
			return nil, err
		}
		if err = h.take(); err == nil {
			ours.holders[h] = true
			return h, nil
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errTaken) {
			os.RemoveAll(h.path)
			return nil, err
		}
	}
	return nil, err
}

// take locks a new holder and writes in it what it is for. Where nothing can be
// locked it stays unlocked, and no run takes it for a leftover.
func (h *holder) take() (err error) {
	if h.lock, err = os.OpenFile(h.in(lockName), os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return err
	}
	if err = lock(h.lock); !errors.Is(err, errTaken) {
		err = h.write()
	}
	if err == nil && !h.own() {
		err = errTaken
	}
	if err != nil {
		h.lock.Close()
	}
	return err
}

// errTaken is why a file cannot be locked that another process has locked.
var errTaken = errors.New("another run has it")

// write forces the purpose to the disk.
func (h *holder) write() error {
	text, err := json.Marshal(h.purpose)
	if err != nil {
		return err
	}
	if err := h.lock.Truncate(0); err != nil {
		return err
	}
	if _, err := h.lock.WriteAt(text, 0); err != nil {
		return err
	}
	return h.lock.Sync()
}

func (h *holder) in(name string) string { return filepath.Join(h.path, name) }

// remove takes the holder away, the lock last: whatever is left until then is known
// for what it is.
func (h *holder) remove() error {
	for _, name := range ofHolder {
		if name == lockName {
			continue
		}
		if err := os.RemoveAll(h.in(name)); err != nil {
			return err
		}
		passed("removed " + name)
	}
	os.Remove(h.in(lockName))
	h.lock.Close()
	return os.RemoveAll(h.path) // the lock too, where open files stay
}

// release removes a holder that is not needed anymore.
func (h *holder) release() error {
	ours.Lock()
	defer ours.Unlock()
	delete(ours.holders, h)
	return h.remove()
}

// passed is called after each step of what a kill may cut short; a test ends there.
var passed = func(step string) {}

// SweepBeside sweeps the folder in which dir lies, links resolved (see Sweep).
func SweepBeside(dir string) (told []string) {
	place, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	if resolved, err := filepath.EvalSymlinks(place); err == nil {
		place = resolved
	}
	return Sweep(filepath.Dir(place))
}

// Sweep removes what killed runs left in a folder in which results lie, and says so.
// Results among it, which nobody has seen or which were to be replaced and are not,
// are put in their place, or beside it if that is taken. What a living run holds,
// and what is not ours, stays.
func Sweep(folder string) (told []string) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	for _, entry := range entries {
		if entry.IsDir() && isTemporary().MatchString(entry.Name()) {
			told = append(told, sweep(filepath.Join(folder, entry.Name()))...)
		}
	}
	return told
}

// sweep takes one folder away, if it is what a killed run left.
func sweep(path string) (told []string) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil
	}
	for _, entry := range entries {
		if !slices.Contains(ofHolder, entry.Name()) {
			return nil
		}
	}
	if len(entries) == 0 { // or it is not locked yet, and then another is made
		if os.Remove(path) == nil {
			return []string{"removed what a killed run left: " + words.Clean(path)}
		}
		return nil
	}
	h := &holder{path: path}
	if h.lock, err = os.OpenFile(h.in(lockName), os.O_RDWR, 0); errors.Is(err, fs.ErrNotExist) {
		return []string{words.Clean(path) + " is what a killed run of an earlier version left, or one that is still going on: look at it and remove it"}
	}
	if err != nil {
		return nil
	}
	defer h.lock.Close()
	if lock(h.lock) != nil || !h.own() {
		return nil
	}
	text, _ := os.ReadFile(h.in(lockName))
	json.Unmarshal(text, &h.purpose) // killed before it was there, it says nothing
	for _, at := range h.rescue() {
		told = append(told, "the results of a killed run are now in "+words.Clean(at))
	}
	if slices.ContainsFunc([]string{resultsName, replacedName}, h.holds) {
		return append(told, words.Clean(path)+" holds results of a killed run that could not be moved: look at them and remove it")
	}
	if err := h.remove(); err != nil {
		return told
	}
	return append(told, "removed what a killed run left: "+words.Clean(path))
}

// own reports whether the lock that is held is the one that stands in the holder.
func (h *holder) own() bool {
	held, err := h.lock.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(h.in(lockName))
	return err == nil && os.SameFile(held, there)
}

// rescue moves results that would be lost to where they belong, the newer first, and
// returns where they are.
func (h *holder) rescue() (rescued []string) {
	place, known := h.place()
	if !known {
		return nil
	}
	for _, name := range []string{resultsName, replacedName} {
		from := h.in(name)
		if !h.holds(name) {
			continue
		}
		if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) {
			if os.Rename(from, place) == nil {
				rescued = append(rescued, place)
			}
			continue
		}
		if to, err := moveBeside(from, place, recoveredSuffix); err == nil {
			rescued = append(rescued, to)
		}
	}
	return rescued
}

// place returns where the results were to go, if that is known.
func (h *holder) place() (place string, known bool) {
	name := h.purpose.Place
	known = name != "" && name == filepath.Base(name) && name != "." && name != ".." && name != string(filepath.Separator)
	return filepath.Join(filepath.Dir(h.path), name), known
}

// holds reports whether the holder holds results that are not simply replaced: those
// that took their place are there.
func (h *holder) holds(name string) bool {
	hash := manifestHash(h.in(name))
	place, known := h.place()
	replaced := known && h.purpose.Manifest != "" && hash != h.purpose.Manifest && manifestHash(place) == h.purpose.Manifest
	return hash != "" && !replaced
}

// manifestHash returns the SHA-256 of the manifest in a folder of results, or
// nothing if that is none.
func manifestHash(folder string) string {
	if _, ok := readManifest(folder); !ok {
		return ""
	}
	text, err := os.ReadFile(filepath.Join(folder, saved.ManifestName))
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// moveBeside gives a folder a free name beside a place, with a suffix that says what
// it is.
func moveBeside(from, place, suffix string) (to string, err error) {
	const most, longest = 1000, 200 // of names, and of bytes that are kept of one
	base := filepath.Base(place)
	base = strings.ToValidUTF8(base[:min(len(base), longest)], "")
	for n := 1; n <= most; n++ {
		to = filepath.Join(filepath.Dir(place), base+"-"+suffix)
		if n > 1 {
			to += fmt.Sprint("-", n)
		}
		if _, err = os.Lstat(to); err == nil {
			continue
		}
		if err = os.Rename(from, to); err == nil {
			syncFolder(filepath.Dir(to))
			return to, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
	return "", fmt.Errorf("no name is free beside it: %w", fs.ErrExist)
}
