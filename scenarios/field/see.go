package field

import (
	"context"
	"errors"
	"fmt"
	"math"

	"postsale/models/measures"
	"postsale/models/practice"
	"postsale/models/results"
	"postsale/scenarios/studies"
	"postsale/sim/estimate"
)

// See makes an experiment: the comparison that its command line makes, of which it tells one measure. The order says with which
// seed, workers and, if not 0, trials. An error says which plan does not load or lacks the measure, or which trial failed; when
// ctx ends it is that of ctx.
func See(ctx context.Context, e practice.Experiment, o studies.Order, progress func(done, failed int)) (practice.Sight, error) {
	study, err := NewStudy(e, o)
	if err != nil {
		return practice.Sight{}, err
	}
	column, err := study.Plans[0].Params.Layout().Column(e.Measure)
	if err != nil {
		return practice.Sight{}, fmt.Errorf("%s: %w", e.In, err)
	}
	if _, err := study.Fit(studies.Memory()); err != nil {
		return practice.Sight{}, err
	}
	c := study.Live(ctx, progress).(*results.Comparison)
	switch {
	case len(c.Base.Failures) > 0:
		return practice.Sight{}, errors.New(study.Troubles(c.Base)[0])
	case c.Base.Interrupted:
		return practice.Sight{}, ctx.Err()
	}
	idle := c.Others[0]
	pair := idle.Pair(column.Measure.Name, column.Segment, column.Period.Name)
	if pair == nil {
		return practice.Sight{}, fmt.Errorf("%s is not measured in both plans", e.Measure)
	}
	s := judged(pair.Difference, e.Moves)
	s.Seed = o.Seed
	if people := idle.Pair("headcount", measures.WholeCompany, measures.Run); people != nil {
		s.People, s.Others = people.Difference.From, people.Difference.To
	}
	if s.Trials < Fewest {
		return s, fmt.Errorf("%s exists in %d trials of both plans: want at least %d", e.Measure, s.Trials, Fewest)
	}
	return s, nil
}

// NewStudy returns the comparison of an experiment, the plan with the mechanism first.
func NewStudy(e practice.Experiment, o studies.Order) (*studies.Study, error) {
	idle, err := studies.VariantOf(e.Plan())
	if err != nil {
		return nil, err
	}
	o.Scenario, o.Settings, o.Others, o.Variants = e.In, practice.Lines(e.With), nil, []studies.Variant{idle}
	if o.Trials == 0 {
		o.Trials = e.Trials
	}
	return studies.NewComparison(o, false)
}

// beyond is how many standard errors a difference must be from nothing to count as one: by chance that is so in less than
// one of a hundred experiments of ten trials, on the side that is asked for (Student's t), and in one of seven hundred of very
// many.
const beyond = 3

// judged says of the idle plan less the one with the mechanism, trial by trial, whether that is where it should move them.
func judged(p estimate.Paired, moves practice.Direction) practice.Sight {
	s := practice.Sight{With: p.From, Idle: p.To, More: -p.Mean, Error: p.MCError, Trials: p.N}
	if p.Mean == 0 {
		s.More = 0 // and not -0, which would be printed
	}
	along := s.More
	if moves == practice.Down {
		along = -along
	}
	s.Holds = along > beyond*s.Error && !math.IsInf(along, 0)
	return s
}
