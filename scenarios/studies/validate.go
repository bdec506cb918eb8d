package studies

import (
	"errors"

	"postsale/models/results"
	"postsale/models/review"
	"postsale/scenarios"
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

// Validate reads scenario files with settings and tells each of them, then returns what is in doubt, one cause once. An error
// of tell ends it, as does one that is no fault of a file.
func Validate(names, settings []string, tell func(File) error) ([]Doubt, error) {
	var doubts []Doubt
	places, told := map[string]int{}, map[string]bool{}
	for _, name := range names {
		scenario, err := scenarios.Load(name, settings)
		f := File{Name: name, Valid: err == nil}
		var faults *scenarios.Error
		switch {
		case errors.As(err, &faults):
			f.More = faults.More
			for _, fault := range faults.Faults {
				if line := fault.String(); !told[line] {
					told[line] = true
					f.Faults = append(f.Faults, line)
				}
			}
		case err != nil:
			return nil, err
		default:
			f.Book = bookOf(&scenario.Params)
			for _, says := range review.Warnings(&scenario.Params) {
				if _, known := places[says]; !known {
					places[says] = len(doubts)
					doubts = append(doubts, Doubt{Says: says})
				}
				doubt := &doubts[places[says]]
				doubt.Files = append(doubt.Files, name)
			}
		}
		if err := tell(f); err != nil {
			return nil, err
		}
	}
	return doubts, nil
}
