package field

import (
	"context"
	"fmt"
	"slices"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/practice"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/estimate"
	"postsale/sim/experiment"
)

// Luck is which futures an experiment lives through, and how.
type Luck struct {
	Seed     uint64
	Trials   int                    // 0: as many as the experiment says
	Workers  int                    // trials under way at the same time; 0: one a core
	Progress func(done, failed int) // may be nil
	Before   func(trial int)        // called before each trial, for tests; may be nil
}

// plan is one of the two that an experiment compares.
type plan struct {
	params company.Params
	layout measures.Layout
	column measures.Column
}

// See makes an experiment. An error says which plan does not load or lacks the measure, or which trial failed; when ctx ends
// it is that of ctx.
func See(ctx context.Context, e practice.Experiment, luck Luck) (practice.Sight, error) {
	with, err := planOf(e, e.With)
	if err != nil {
		return practice.Sight{}, err
	}
	idle, err := planOf(e, slices.Concat(e.With, e.Idle))
	if err != nil {
		return practice.Sight{}, fmt.Errorf("made idle: %w", err)
	}
	plans := []*plan{idle, with}
	if luck.Trials == 0 {
		luck.Trials = e.Trials
	}
	values := [2][]float64{}
	summary := experiment.Run(ctx, experiment.Options{Scenarios: len(plans), First: 1, Trials: luck.Trials, Workers: luck.Workers, Progress: luck.Progress},
		func(i int) func(trial int) float64 {
			p, c := plans[i], company.New(&plans[i].params, luck.Seed)
			columns := []measures.Column{p.column}
			return func(trial int) float64 {
				if luck.Before != nil {
					luck.Before(trial)
				}
				return p.layout.Row(columns, c.Run(trial))[0]
			}
		},
		func(_ int, list []float64) {
			for i, v := range list {
				values[i] = append(values[i], v)
			}
		})
	switch {
	case len(summary.Failures) > 0:
		f := summary.Failures[0]
		return practice.Sight{}, fmt.Errorf("trial %d of seed %d failed: %s", f.Trial, luck.Seed, units.Shown(f.Cause))
	case summary.Interrupted:
		return practice.Sight{}, ctx.Err()
	}
	s := judged(values[0], values[1], e.Moves)
	s.Seed = luck.Seed
	if s.Trials < Fewest {
		return s, fmt.Errorf("%s exists in %d trials of both plans: want at least %d", e.Measure, s.Trials, Fewest)
	}
	return s, nil
}

func planOf(e practice.Experiment, settings []practice.Setting) (*plan, error) {
	s, err := scenarios.Load(e.In, practice.Lines(settings))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", units.Shown(e.In), err)
	}
	p := &plan{params: s.Params}
	p.layout = p.params.Layout()
	if p.column, err = p.layout.Column(e.Measure); err != nil {
		return nil, fmt.Errorf("%s: %w", units.Shown(e.In), err)
	}
	return p, nil
}

// beyond is how many standard errors a difference must be from nothing to count as one: by chance that is so in less than
// one of a hundred experiments of ten trials, on the side that is asked for (Student's t), and in one of seven hundred of very
// many.
const beyond = 3

// judged says what two plans differ by, trial by trial, and whether that is where the mechanism should move them.
func judged(idle, with []float64, moves practice.Direction) practice.Sight {
	p := estimate.NewEstimator(len(idle)).Pair(idle, with, 0, nil, nil)
	s := practice.Sight{With: p.To, Idle: p.From, More: p.Mean, Error: p.MCError, Trials: p.N}
	along := s.More
	if moves == practice.Down {
		along = -along
	}
	s.Holds = along > beyond*s.Error
	return s
}

// Idle returns the same experiment with the mechanism idle in both plans.
func Idle(e practice.Experiment) practice.Experiment {
	e.With, e.Idle = slices.Concat(e.With, e.Idle), nil
	return e
}
