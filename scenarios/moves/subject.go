package moves

import (
	"encoding/json"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios/studies"
)

// Subject is what a page is about, as it goes into it: the plans in all that they say, and their luck.
type Subject struct {
	Program string `json:"program"`
	Seed    uint64 `json:"seed"`
	Plain   bool   `json:"plain,omitempty"`
	Trials  int    `json:"trials"`
	Plans   []Plan `json:"plans"` // base first
}

// Plan is a plan of a subject.
type Plan struct {
	Name     string           `json:"name"`
	Resolved string           `json:"resolved"`
	Files    []units.DataFile `json:"files,omitempty"`
	First    []byte           `json:"first"` // the row of its first trial, as Desk.Live returns it
}

// SubjectOf returns the subject of a study that was lived through.
func SubjectOf(study *studies.Study, went *results.Run) ([]byte, error) {
	s := Subject{Program: went.Program, Seed: study.Order.Seed, Plain: study.Order.Plain, Trials: int(study.Plans[0].Params.Trials)}
	for _, plan := range study.Plans {
		s.Plans = append(s.Plans, Plan{Name: plan.Name, Resolved: string(plan.Resolved()), Files: plan.Files})
	}
	bare, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	desk, err := Open(bare)
	if err != nil {
		return nil, err
	}
	for i := range s.Plans {
		if s.Plans[i].First, _, err = desk.Live(Move{Plan: i}, 1, 1); err != nil {
			return nil, err
		}
	}
	return json.Marshal(s)
}

// Taken returns a desk that has taken the trials of a record's plans, base first, from their tables: what it tells of a plan as it
// is, it tells of the record.
func Taken(subject []byte, runs []*results.Run) (*Desk, error) {
	d, err := Open(subject)
	if err != nil {
		return nil, err
	}
	for plan, run := range runs {
		h, err := d.of(Move{Plan: plan})
		if err != nil {
			return nil, err
		}
		h.from(run.Table)
		for _, f := range run.Failures {
			h.failures[f.Trial], h.rows[f.Trial] = f.Cause, nil
		}
	}
	return d, nil
}

// from takes the trials of a table of all columns.
func (h *heard) from(table *measures.Table) {
	places := make([]int, len(h.columns))
	for i, c := range h.columns {
		places[i] = table.Find(c.Measure.Name, c.Segment, c.Period.Name)
	}
	for at, trial := range table.Trials {
		var row []float64
		for _, place := range places {
			row = append(row, table.Values(place)[at])
		}
		for i := range h.controls {
			row = append(row, table.Luck.Values(i)[at])
		}
		h.rows[trial] = row
	}
}
