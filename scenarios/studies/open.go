package studies

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"time"

	"postsale/models/changes"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// Open returns the record that a run, a comparison or an explanation wrote to a folder, with everything that its text and
// its JSON tell; a path that is no such folder is a *saved.NoResultsError. What the files of a comparison lack is lived
// through once more, and must agree with what they have.
func Open(dir string) (results.Record, error) {
	f, err := saved.OpenFolder(dir)
	if err != nil {
		return nil, err
	}
	files, err := f.Scenarios()
	if err != nil {
		return nil, err
	}
	s := &Study{Order: Order{Seed: f.Manifest.Seed}, memory: Memory()}
	for _, file := range files {
		plan, err := scenarios.Load(file, nil)
		if err != nil {
			return nil, err
		}
		s.Plans = append(s.Plans, plan)
	}
	var outlines []results.Run
	for i := range s.Plans {
		outlines = append(outlines, *s.begin().record(i, "", nil))
	}
	switch f.Kind() {
	case saved.OfComparison:
		return s.reopen(f, outlines)
	case saved.OfExplanation:
		var to *results.Run
		if len(outlines) > 1 {
			to = &outlines[1]
		}
		return f.Explanation(outlines[0], to)
	}
	return f.Run(outlines[0])
}

// reopen returns the record of a comparison.
func (s *Study) reopen(f *saved.Folder, outlines []results.Run) (*results.Comparison, error) {
	c, err := f.Comparison(outlines)
	if err != nil {
		return nil, err
	}
	if err := s.partAgain(c); err != nil {
		return nil, fmt.Errorf("%s: %w; compare again: %s", filepath.Join(f.Path, saved.OfComparison), err, c.Command)
	}
	for i, run := range c.Runs() {
		if i > 0 {
			c.OwnLuck = c.OwnLuck || !changes.SameLuck(&s.Plans[0].Params, &s.Plans[i].Params)
		}
		table := run.Table
		if s.lacks(i, c) {
			if table, err = s.liveAgain(i, table); err != nil {
				return nil, fmt.Errorf("%s: %w; compare again: %s", filepath.Join(f.Path, f.TableFile(saved.TrialsName)), err, c.Command)
			}
		}
		run.Targets = targetsOf(&s.Plans[i].Params, table)
	}
	return c, nil
}

// partAgain finds out when plans part.
func (s *Study) partAgain(c *results.Comparison) error {
	if !slices.ContainsFunc(c.Others, func(o *results.Plan) bool { return len(o.Shared.Partings) > 0 }) {
		return nil
	}
	s.room = roomOf(s.Plans...)
	shared, err := s.look(context.Background(), c.Base.Failures)
	if err != nil {
		return fmt.Errorf("does not tell when the plans part, and to find it out anew there is no room: %w", err)
	}
	for i, o := range c.Others {
		again := sharedLuck(shared[:min(len(shared), o.Shared.Trials)], i)
		if !reflect.DeepEqual(again.Luck, o.Shared.Luck) || !slices.Equal(again.Partings, o.Shared.Partings) {
			return fmt.Errorf("does not tell when %s and %s part, and this program does not find the luck in their trials that it tells of (it was written by version %s)",
				c.Base.Name, o.Name, c.Base.Program)
		}
		o.Shared = again
	}
	return nil
}

// lacks reports whether the table of a plan lacks what a target in the last year of the base is about, as it does where
// not all plans measure it.
func (s *Study) lacks(plan int, c *results.Comparison) bool {
	last := c.Base.End()
	for _, a := range aims(&s.Plans[plan].Params) {
		if a.Period == last && c.Runs()[plan].Table.Find(a.Measure.Name, a.Segment, a.Period) < 0 {
			return true
		}
	}
	return false
}

// liveAgain returns a table of all columns of a plan, of the trials that are in a table of some of them.
func (s *Study) liveAgain(plan int, some *measures.Table) (*measures.Table, error) {
	last := some.Trials[len(some.Trials)-1]
	alone := &Study{Order: s.Order, Plans: []*scenarios.Scenario{s.Plans[plan].WithTrials(last)}}
	alone.room = roomOf(alone.Plans...)
	if _, err := alone.Fit(s.memory); err != nil {
		return nil, err
	}
	all := alone.trials(context.Background(), nil).tables[0]
	values := make([][]float64, len(all.Columns))
	for i, trial := range all.Trials {
		if _, kept := slices.BinarySearch(some.Trials, trial); kept {
			for column := range values {
				values[column] = append(values[column], all.Values(column)[i])
			}
		}
	}
	again := measures.TableOf(all.Columns, some.Trials, values)
	again.Luck = some.Luck
	for i, c := range some.Columns {
		is := again.Find(c.Measure.Name, c.Segment, c.Period.Name)
		if !slices.EqualFunc(some.Values(i), again.Values(is), func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }) {
			return nil, fmt.Errorf("does not tell of all targets of %s, and this program does not find the same %s in its trials",
				s.Plans[plan].Name, saved.ColumnName(c))
		}
	}
	return again, nil
}

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
