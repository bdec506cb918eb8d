package studies

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"postsale/models/results"
	"postsale/scenarios"
)

// Study is what is to be done with scenarios, read and found to make sense.
type Study struct {
	Plans []*scenarios.Scenario // base first; after Live, with the number of trials that it came to
	Order Order

	command string   // what tells its kind from others, for the identity
	words   []string // of its command line, that say what is done with what
	goal    *goal    // nil if the number of trials is given
	room    room
	memory  float64 // bytes that there may be, as Fit was told
	sets    int     // of causes that each trial is lived through with; 0: none
	live    func(ctx context.Context, progress func(done, failed int)) results.Record
}

// Trials returns how many trials there are at most.
func (s *Study) Trials() int { return int(s.Plans[0].Params.Trials) }

// Counted says what progress counts.
func (s *Study) Counted() string {
	if s.sets > 0 {
		return fmt.Sprintf("trials of %d sets", s.sets)
	}
	return "trials"
}

// Live lives through the trials until they are done, the goal is settled or ctx ends, and returns the record of them.
func (s *Study) Live(ctx context.Context, progress func(done, failed int)) results.Record {
	return s.live(ctx, progress)
}

// Outline returns what is known of the record before the first trial: whatever a folder of results asks about it.
func (s *Study) Outline() *results.Run {
	outline := &results.Run{Order: s.identity(), Command: s.line(s.Trials()), Asked: s.Trials()}
	if s.goal != nil {
		outline.Until = &results.Until{}
	}
	return outline
}

func (s *Study) identity() string { return s.Order.identify(s.command, s.Plans) }

// line is the command line of so many trials, in canonical form.
func (s *Study) line(trials int) string {
	return s.Order.Line(slices.Concat(s.words, []string{"--trials", strconv.Itoa(trials)})...)
}

// NewRun returns a study of the order's scenario alone.
func NewRun(o Order) (*Study, error) {
	scenario, err := o.load()
	if err != nil {
		return nil, err
	}
	s := &Study{Order: o, Plans: []*scenarios.Scenario{scenario}, command: "run", words: []string{"run", o.Scenario}}
	if s.goal, err = newGoal(o.Until, scenario); err != nil {
		return nil, err
	}
	s.room = roomOf(s.Plans...)
	s.live = func(ctx context.Context, progress func(done, failed int)) results.Record {
		l := s.trials(ctx, progress)
		r := l.record(0, s.line(l.asked), s.goal.tell(!l.Interrupted, l.tables))
		r.Estimates = r.Table.Estimate()
		r.Wall = time.Since(r.Started)
		return r
	}
	return s, nil
}
