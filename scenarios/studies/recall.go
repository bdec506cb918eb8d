package studies

import (
	"context"
	"slices"
	"time"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// Kept is what was kept of a scenario's trials: all their numbers, with their luck, in order.
type Kept struct {
	Scenario *scenarios.Scenario
	Table    *measures.Table
	Failures []results.Failure
}

// Recall returns the record of a run whose trials were kept. It has no pool: what is told of single customers is not kept.
func (o Order) Recall(kept Kept) *results.Run {
	s := &Study{Order: o, Plans: []*scenarios.Scenario{kept.Scenario}, command: "run", words: []string{"run", o.Scenario}}
	return s.recall(kept).record(0, s.line(s.Trials()), nil)
}

// NewRecalled returns a comparison of trials that were kept, base first, as NewComparison would come to it, but for the luck that
// plans share, which is in no number that is kept. From is where they are kept.
func NewRecalled(o Order, from string, kept []Kept, sharedOnly bool) (*Study, error) {
	s := &Study{Order: o, command: "compare", words: slices.Concat([]string{"compare", "--from", from, o.Scenario}, o.Others), room: room{jobs: 1}}
	if sharedOnly {
		s.command += " --shared-only"
		s.words = append(s.words, "--shared-only")
	}
	warnings := []string{"which luck the plans shared, and where they part, is not told: a batch keeps the numbers of trials, not their facts"}
	base := kept[0].Scenario
	for i, k := range kept {
		s.Plans = append(s.Plans, k.Scenario)
		if i == 0 {
			continue
		}
		if err := o.comparable(base, k.Scenario, k.Scenario.Name, false, sharedOnly); err != nil {
			return nil, err
		}
		if a, b := int(base.Params.Trials), int(k.Scenario.Params.Trials); a != b {
			return nil, wrongOrder("compare: %s and %s must be of as many trials, got %s and %s",
				units.Shown(base.Name), units.Shown(k.Scenario.Name), units.Grouped(a), units.Grouped(b))
		}
		warnings = append(warnings, unlikeness(base, k.Scenario)...)
	}
	s.live = func(context.Context, func(done, failed int)) results.Record {
		return s.recall(kept...).comparison(warnings, true)
	}
	return s, nil
}

// recall returns the trials that were kept of every plan: one that failed in a plan is left out in all.
func (s *Study) recall(kept ...Kept) *lived {
	l := s.begin()
	l.started = time.Time{}
	failed := map[int]bool{}
	for i, k := range kept {
		for _, f := range k.Failures {
			if !failed[f.Trial] {
				failed[f.Trial] = true
				l.Failures = append(l.Failures, experiment.Failure{Scenario: i, Trial: f.Trial, Cause: f.Cause})
			}
		}
	}
	slices.SortFunc(l.Failures, func(a, b experiment.Failure) int { return a.Trial - b.Trial })
	for _, k := range kept {
		table := k.Table
		if s.Order.Plain {
			table.Luck = nil
		}
		if len(k.Failures) != len(failed) {
			table = table.Without(failed)
		}
		l.tables = append(l.tables, table)
		l.pools = append(l.pools, measures.NewPool(k.Scenario.Params.Layout()))
	}
	l.Done = len(l.tables[0].Trials)
	return l
}
