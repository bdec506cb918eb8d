// Package targets is what a board wants: a bound on a measure, at least or at most, in every fiscal year of a run.
//
// A Target is what a scenario file says; which measure it is of, and in what such a bound is told, measures know. An Aim is a
// target in one year, which a run reaches or misses.
package targets

import (
	"fmt"

	"postsale/models/measures"
	"postsale/models/units"
)

// Target is what the board wants of a measure; one of its bounds is set.
type Target struct {
	Measure units.Name   `yaml:"measure"`
	Segment units.Name   `yaml:"segment"`
	AtLeast *units.Bound `yaml:"at_least"`
	AtMost  *units.Bound `yaml:"at_most"`
}

// Validate adds what is wrong with a target to the faults, in a company that has some segments and some of what measures want.
func (t Target) Validate(f *units.Faults, segments, has []string) {
	m, ok := measures.Find(string(t.Measure))
	f.Known("measure", "be a measure", t.Measure, measures.Names())
	switch valid := append([]string{measures.WholeCompany}, segments...); {
	case f.Known("segment", "be all or a segment", t.Segment, valid) < 0:
	case ok && !m.Exists(has):
		f.Add("measure", "must be of this company: %s wants %s, which is left out", t.Measure, m.Wants)
	case ok && t.Segment != measures.WholeCompany && m.Scopes&measures.Segments == 0:
		f.Add("segment", "must be all: %s exists for the whole company only, got %s", t.Measure, t.Segment)
	}
	if (t.AtLeast == nil) == (t.AtMost == nil) {
		f.Add("", "must have exactly one of at_least and at_most")
	}
	for path, bound := range map[string]*units.Bound{"at_least": t.AtLeast, "at_most": t.AtMost} {
		if !ok || bound == nil {
			continue
		}
		if err := CheckBound(m, *bound); err != nil {
			f.Add(path, "%v", err)
		}
	}
}

// CheckBound says what a bound of a measure must be, if it is not that.
func CheckBound(m *measures.Measure, bound units.Bound) error {
	const most = 10 // a share that is more was meant in per cent
	switch {
	case m.Unit == measures.Share && (bound.As == units.AsDuration || bound.Value > most):
		return fmt.Errorf("must be a share such as 104%%, got %s", bound)
	case m.Unit == measures.Days && bound.As == units.AsShare:
		return fmt.Errorf("must be a duration such as 6w, got %s", bound)
	case m.Unit != measures.Share && m.Unit != measures.Days && bound.As != units.Plain:
		return fmt.Errorf("must be a number such as 4 or 1.2M, got %s", bound)
	}
	return nil
}

// Aim is a target in one fiscal year of the run.
type Aim struct {
	Measure         *measures.Measure
	Segment, Period string
	Bound           float64 // in the unit of the measure
	AtMost          bool    // otherwise at least
}

// In returns the aims that targets are in each of some years.
func In(years []measures.Period, list []Target) (aims []Aim) {
	for _, t := range list {
		m, _ := measures.Find(string(t.Measure))
		bound := t.AtLeast
		if bound == nil {
			bound = t.AtMost
		}
		for _, year := range years {
			aims = append(aims, Aim{Measure: m, Segment: string(t.Segment), Period: year.Name, Bound: bound.Value, AtMost: t.AtMost != nil})
		}
	}
	return aims
}
