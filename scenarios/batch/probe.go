package batch

import (
	"cmp"
	"context"
	"time"

	"postsale/models/results"
)

// Foresee returns what a batch would do with so many workers (0: one a core), and how long that should take.
func (p *Plan) Foresee(ctx context.Context, shown string, workers int) (*results.BatchPlan, error) {
	probe, err := p.Measure(ctx, shown, time.Second)
	if err != nil {
		return nil, err
	}
	r := &results.BatchPlan{Program: p.Program, Seed: p.Seed, Trials: p.Trials(), Shards: len(p.Shards), Probed: probe.Trials, Each: probe.Each,
		Workers: min(cmp.Or(workers, cores()), len(p.Shards)), Bytes: probe.Bytes * float64(p.Trials())}
	r.All = r.Each * time.Duration(r.Trials) / time.Duration(max(1, r.Workers))
	for _, s := range p.Scenarios {
		r.Scenarios = append(r.Scenarios, s.planned())
	}
	return r, nil
}

// Probe is what a few trials of some scenarios of a plan took.
type Probe struct {
	Trials int
	Each   time.Duration // of a processor, for a trial, on average over the scenarios
	Bytes  float64       // of a trial in a shard, before it is compressed, on the same average
}

// Measure lives through trials of a few scenarios that are spread over the plan, for about so long in all, or as long as ten
// trials of each take.
func (p *Plan) Measure(ctx context.Context, shown string, about time.Duration) (*Probe, error) {
	const most = 8
	n := min(most, len(p.Scenarios))
	probe := &Probe{}
	for i := range n {
		at := i * len(p.Scenarios) / n
		s, err := p.scenario(shown, at)
		if err != nil {
			return nil, err
		}
		piece := Piece{Scenario: at, First: 1, Trials: min(10, p.Scenarios[at].Trials)}
		began, trials := time.Now(), 0
		for trials == 0 || time.Since(began) < about/time.Duration(n) {
			l, err := p.live(ctx, s, "", piece, func(bool) {})
			if err != nil {
				return nil, ErrInterrupted
			}
			if trials == 0 {
				probe.Bytes += numberBytes * float64(l.Columns+l.Controls) / float64(n)
			}
			trials += piece.Trials
			piece.First += piece.Trials
		}
		probe.Trials += trials
		probe.Each += time.Since(began) / time.Duration(trials*n)
	}
	return probe, nil
}
