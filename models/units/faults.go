package units

import (
	"fmt"
	"math"
	"strings"
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
