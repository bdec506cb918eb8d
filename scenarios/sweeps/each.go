package sweeps

import (
	"cmp"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// Each loads all scenarios, on all cores, with settings path=value of a command line on top, and has those that are valid
// visited in their order. It returns a *scenarios.Error of what is wrong with the others, each fault once, or the error of a
// visit, which ends it.
func (s *Sweep) Each(settings []string, visit func(i int, scenario *scenarios.Scenario) error) error {
	if err := s.refused(settings); err != nil {
		return err
	}
	wrong := wrongs{sweep: s, known: map[tree.Positioned]int{}}
	const most = 16 // of each core in a block, which is held until it is visited
	workers := 1
	for from := 0; from < s.Len() && !wrong.enough(); {
		block := make([]attempt, min(most*workers, s.Len()-from))
		s.load(from, settings, block, workers)
		data := 1
		for k, a := range block {
			if a.err != nil {
				if err := wrong.add(from+k, a.err); err != nil {
					return err
				}
				continue
			}
			for _, file := range a.scenario.Files {
				data = max(data, len(file.Data))
			}
			if err := visit(from+k, a.scenario); err != nil {
				return err
			}
		}
		from += len(block)
		workers = min(runtime.GOMAXPROCS(0), max(1, tree.LargestData/most/data)) // what a core holds of large tables has room once
	}
	return wrong.told()
}

// attempt is what came of loading a scenario.
type attempt struct {
	scenario *scenarios.Scenario
	err      error
}

// load loads a block of scenarios.
func (s *Sweep) load(from int, settings []string, block []attempt, workers int) {
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for k := w; k < len(block); k += workers {
				block[k].scenario, block[k].err = s.Load(from+k, settings)
			}
		})
	}
	all.Wait()
}

// wrongs are the faults of scenarios of a sweep so far, each once.
type wrongs struct {
	sweep *Sweep
	list  []wrong
	known map[tree.Positioned]int
	more  int // of the scenario that has most that it does not tell

	scenarios int // that have some
}

// wrong is a fault, and which scenarios have it.
type wrong struct {
	tree.Positioned
	digits []int    // of the first
	alike  []bool   // whether the others have the same point of an axis
	names  []string // of the first few
	many   int
}

const mostNames = 3

// enough reports whether there is more than anybody reads.
func (w *wrongs) enough() bool {
	const faults, scenarios = 1000, 10_000
	return len(w.list) > faults || w.scenarios > scenarios
}

func (w *wrongs) add(i int, err error) error {
	var faults *scenarios.Error
	if !errors.As(err, &faults) {
		return err
	}
	w.scenarios++
	w.more = max(w.more, faults.More)
	digits := w.sweep.digits(i)
	for _, fault := range faults.Faults {
		k, known := w.known[fault]
		if !known {
			k = len(w.list)
			w.known[fault] = k
			w.list = append(w.list, wrong{Positioned: fault, digits: digits, alike: slices.Repeat([]bool{true}, len(digits))})
		}
		f := &w.list[k]
		if f.many++; f.many <= mostNames {
			f.names = append(f.names, w.sweep.Name(i))
		}
		for a, digit := range digits {
			f.alike[a] = f.alike[a] && digit == f.digits[a]
		}
	}
	return nil
}

// told returns the faults as an error. Of those that only some scenarios of a value have it says which.
func (w *wrongs) told() error {
	if len(w.list) == 0 {
		return nil
	}
	var r tree.Report
	r.More = w.more
	for _, f := range w.list {
		if !f.whole(w.sweep) {
			in := units.Several(f.names, mostNames)
			if more := f.many - mostNames; more > 0 {
				in = fmt.Sprintf("%s and %s more", strings.Join(f.names, ", "), units.Grouped(more))
			}
			f.Message += fmt.Sprintf(" (in %s)", in)
		}
		r.Faults = append(r.Faults, f.Positioned)
	}
	r.Faults = gathered(r.Faults)
	return r.Failed()
}

// whole reports whether all scenarios have the fault, or all those of one point of an axis: its place says which.
func (f wrong) whole(s *Sweep) bool {
	if f.many == s.Len() {
		return true
	}
	for k, a := range s.axes {
		if f.alike[k] && f.many == s.Len()/len(a.points) {
			return true
		}
	}
	return false
}

// gathered tells once what is wrong in one way with many lines of a table.
func gathered(faults []tree.Positioned) []tree.Positioned {
	slices.SortStableFunc(faults, func(a, b tree.Positioned) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	type way struct{ file, path, message string }
	lines := map[way][]string{}
	var kept []tree.Positioned
	wayOf := func(fault tree.Positioned) way {
		message, _, _ := strings.Cut(fault.Message, ", got ")
		return way{fault.File, fault.Path, message}
	}
	for _, fault := range faults {
		if fault.Line == 0 || fault.Column > 0 {
			kept = append(kept, fault)
			continue
		}
		way, line := wayOf(fault), fmt.Sprint(fault.Line)
		if told := lines[way]; len(told) == 0 {
			kept = append(kept, fault)
		} else if told[len(told)-1] == line {
			continue
		}
		lines[way] = append(lines[way], line)
	}
	for i, fault := range kept {
		if told := lines[wayOf(fault)]; fault.Line > 0 && fault.Column == 0 && len(told) > 1 {
			const most = 3
			kept[i].Message += fmt.Sprintf(" (in lines %s)", units.Several(told, most))
		}
	}
	return kept
}
