package units

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/sim/random"
)

// Fault is one thing wrong with a scenario: where, as a path such as delivery.routes[0].after, and what must hold.
type Fault struct {
	Path    string
	Message string
}

// Faults collects what is wrong with a scenario, all of it at once; the zero value is ready. Of very many it keeps the
// first, and counts the others.
type Faults struct {
	all    *faults
	prefix string
}

type faults struct {
	kept []Fault
	more int
}

// mostFaults are kept; nobody reads more.
const mostFaults = 1000

// Under returns the same collection for a part of the scenario: its paths are relative to path.
func (f *Faults) Under(path string) *Faults {
	f.list()
	return &Faults{all: f.all, prefix: join(f.prefix, path)}
}

// Add notes a fault at path.
func (f *Faults) Add(path, format string, args ...any) {
	all := f.list()
	if len(all.kept) == mostFaults {
		all.more++
		return
	}
	all.kept = append(all.kept, Fault{join(f.prefix, path), fmt.Sprintf(format, args...)})
}

// All returns the faults in the order in which they were found.
func (f *Faults) All() []Fault { return f.list().kept }

// More returns how many faults there are besides All.
func (f *Faults) More() int { return f.list().more }

// Positive demands v > 0.
func (f *Faults) Positive(path string, v Measured) {
	if !(v.value() > 0) {
		f.Add(path, "must be above 0, got %s", v)
	}
}

// NotNegative demands v >= 0.
func (f *Faults) NotNegative(path string, v Measured) {
	if !(v.value() >= 0) {
		f.Add(path, "must be 0 or more, got %s", v)
	}
}

// Between demands low <= v <= high.
func (f *Faults) Between(path string, v, low, high Measured) {
	if !(v.value() >= low.value() && v.value() <= high.value()) {
		f.Add(path, "must be between %s and %s, got %s", low, high, v)
	}
}

// Share01 demands 0 <= v <= 1.
func (f *Faults) Share01(path string, v Share) {
	if whole := math.Trunc(float64(v)); v > 2 && v <= 100 && whole == float64(v) {
		f.Add(path, "must be between 0%% and 100%%, got %s; %v per cent is written %v%%", v, whole, whole)
		return
	}
	f.Between(path, v, Share(0), Share(1))
}

// Law is what the checks of spreads need of one.
type Law interface {
	Distribution() (random.Distribution, error)
}

// Spread demands parameters that make a distribution.
func (f *Faults) Spread(path string, s Law) {
	if _, err := s.Distribution(); err != nil {
		f.Add(path, "%v", err)
	}
}

// NoneBelow0 demands a valid spread of which no value is below 0.
func (f *Faults) NoneBelow0(path string, s Law) { f.noneBelow0(path, s) }

// noneBelow0 returns the law if it is valid, otherwise nil.
func (f *Faults) noneBelow0(path string, s Law) random.Distribution {
	law, err := s.Distribution()
	if err != nil {
		f.Add(path, "%v", err)
		return nil
	}
	if law.Least() >= 0 {
		return law
	}
	const first = 0x1p-53
	if least := law.Quantile(first); !(least >= 0) {
		f.Add(path, "must have no value below 0, got %.4g", least)
		return nil
	}
	return law
}

// MeanAbove0 demands a valid spread of which no value is below 0 and not all are 0.
func (f *Faults) MeanAbove0(path string, s Law) {
	if law := f.noneBelow0(path, s); law != nil && !(law.Mean() > 0) {
		f.Add(path, "must have a mean above 0, got %.4g", law.Mean())
	}
}

// MeanAtMost demands a spread of shares with a mean of at most so much; one that is not valid is left to the other
// checks.
func (f *Faults) MeanAtMost(path string, s Spread[Share], most Share) {
	if law, err := s.Distribution(); err == nil && !(law.Mean() <= float64(most)) {
		f.Add(path, "must have a mean of at most %s, got %s", most, Share(law.Mean()))
	}
}

// Known demands a name that is one of the valid ones, and returns its number among them, or -1; must says what it must be, such
// as: name a team that exists.
func (f *Faults) Known(path, must string, name Name, valid []string) int {
	i := slices.Index(valid, string(name))
	if i < 0 {
		f.Add(path, "must %s, got %s%s", must, Quote(string(name)), Hint(string(name), valid))
	}
	return i
}

// KnownOnce is Known of every name of a list, none of which may stand there twice.
func (f *Faults) KnownOnce(path, must string, names []Name, valid []string) {
	for i, name := range names {
		if f.Known(At(path, i), must, name, valid) >= 0 && slices.Contains(names[:i], name) {
			f.Add(At(path, i), "must be there once, got %s again", name)
		}
	}
}

// At returns the path of an element of a list.
func At(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Whole demands shares that add up to 1, but for rounding.
func (f *Faults) Whole(path string, sum Share) {
	const places = 1e9
	if !(math.Abs(float64(sum)-1) < 1/places) {
		f.Add(path, "must add up to 100%%, got %s", Share(math.Round(float64(sum)*places)/places))
	}
}

// Found returns what a check finds wrong with parameters that are in no file, in lines such as `pace: must be above 0, got 0`.
func Found(check func(f *Faults)) []string {
	var f Faults
	check(&f)
	var lines []string
	for _, fault := range f.All() {
		lines = append(lines, fault.Path+": "+fault.Message)
	}
	return lines
}

func (f *Faults) list() *faults {
	if f.all == nil {
		f.all = new(faults)
	}
	return f.all
}

func join(prefix, path string) string {
	if prefix == "" || path == "" || strings.HasPrefix(path, "[") {
		return prefix + path
	}
	return prefix + "." + path
}
