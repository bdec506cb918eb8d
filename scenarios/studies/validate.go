package studies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"postsale/models/results"
	"postsale/models/review"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// File is what is to be known of a scenario file.
type File struct {
	Name   string // as it was asked for
	Valid  bool
	Faults []string      // that no file before it had
	More   int           // faults that are not told
	Book   *results.Book // nil unless its accounts were read from a file
}

// Doubt is what a reader should know of some files.
type Doubt struct {
	Says  string
	Files []string
}

// Validate reads scenario files with settings, on all cores, and tells each of them in their order, then returns what is in doubt, one cause once. An error
// of tell ends it, as does one that is no fault of a file.
func Validate(names, settings []string, tell func(File) error) ([]Doubt, error) {
	var doubts []Doubt
	var failed error
	places, told := map[string]int{}, map[string]bool{}
	went := experiment.Run(context.Background(), experiment.Options{Trials: len(names), Workers: readers(), Until: func(int) bool { return failed != nil }},
		func(int) func(int) finding { return func(i int) finding { return examine(names[i], settings) } },
		func(i int, list []finding) {
			found := list[0]
			if failed = found.err; failed != nil {
				return
			}
			found.file.Faults = slices.DeleteFunc(found.file.Faults, func(line string) bool {
				before := told[line]
				told[line] = true
				return before
			})
			for _, says := range found.doubts {
				if _, known := places[says]; !known {
					places[says] = len(doubts)
					doubts = append(doubts, Doubt{Says: says})
				}
				doubt := &doubts[places[says]]
				doubt.Files = append(doubt.Files, names[i])
			}
			failed = tell(found.file)
		})
	for _, f := range went.Failures {
		failed = cmp.Or(failed, fmt.Errorf("%s: %s", units.Shown(names[f.Trial]), f.Cause))
	}
	return doubts, failed
}

// readers returns how many files may be read at a time, one a core, if what the worst of each takes has room.
func readers() int {
	const worst = 1e9 // bytes: see package scenarios
	return max(1, experiment.Room(runtime.GOMAXPROCS(0), Memory(), 0, worst))
}

// finding is what is to be known of a file, whatever those before it have.
type finding struct {
	file   File
	doubts []string
	err    error // that is no fault of the file
}

func examine(name string, settings []string) finding {
	scenario, err := scenarios.Load(name, settings)
	found := finding{file: File{Name: name, Valid: err == nil}}
	var faults *scenarios.Error
	switch {
	case errors.As(err, &faults):
		found.file.More = faults.More
		for _, fault := range faults.Faults {
			found.file.Faults = append(found.file.Faults, fault.String())
		}
	case err != nil:
		found.err = err
	default:
		found.file.Book = bookOf(&scenario.Params)
		found.doubts = review.Warnings(&scenario.Params)
	}
	return found
}
