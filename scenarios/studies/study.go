package studies

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"postsale/models/results"
	"postsale/models/units"
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
	passing bool    // trials are not kept
	memory  float64 // bytes that there may be, as Fit was told
	looks   int     // trials whose facts are looked at as they are lived; 0 if there is no room for them
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

func (s *Study) identity() string {
	command := s.command
	if s.Order.Plain {
		command += " --plain"
	}
	return s.Order.identify(command, s.Plans)
}

// line is the command line of so many trials, in canonical form.
func (s *Study) line(trials int) string {
	words := slices.Concat(s.words, []string{"--trials", strconv.Itoa(trials)})
	if s.Order.Plain {
		words = append(words, "--plain")
	}
	return s.Order.Line(words...)
}

// NewRun returns a study of the order's scenario alone.
func NewRun(o Order) (*Study, error) {
	scenario, err := o.Load()
	if err != nil {
		return nil, err
	}
	s := &Study{Order: o, Plans: []*scenarios.Scenario{scenario}, command: "run", words: []string{"run", o.Scenario}}
	if s.goal, err = newGoal(o.Until, scenario); err != nil {
		return nil, err
	}
	s.room = roomOf(s.Plans...)
	if s.passing = s.goal == nil && !scenario.Params.Keeps(o.mostKept()); s.passing {
		s.room.results = scenario.Params.PassingBytes()
	}
	s.live = func(ctx context.Context, progress func(done, failed int)) results.Record {
		l := s.trials(ctx, progress)
		return l.record(0, s.line(l.asked), s.goal.tell(!l.Interrupted, l.tables))
	}
	return s, nil
}

// Sources are the files of the scenarios that the results come from, by their names in a folder of results.
func (s *Study) Sources() []units.DataFile {
	var files []units.DataFile
	for i, plan := range s.Plans {
		below := ""
		if len(s.Plans) > 1 {
			below = fmt.Sprintf("plans/%d-%s/", i, units.Short(plan.Name))
		}
		files = append(files, units.DataFile{Name: below + "scenario.yaml", Data: plan.Resolved()})
		for _, f := range plan.Files {
			files = append(files, units.DataFile{Name: below + "data/" + f.Name, Data: f.Data})
		}
	}
	return files
}

// Troubles names the trials that failed or are missing, a sentence each.
func (s *Study) Troubles(r *results.Run) []string {
	const most = 10
	var list []string
	for i, f := range r.Failures {
		if i == most {
			list = append(list, fmt.Sprintf("and %s more failed", units.Grouped(len(r.Failures)-most)))
			break
		}
		list = append(list, fmt.Sprintf("trial %d of seed %d failed: %s; see %s", f.Trial, r.Seed, units.Shown(f.Cause),
			s.Order.tracing(f)))
	}
	switch {
	case r.Interrupted && r.Done == 0:
		list = append(list, "interrupted before a trial was done: there are no results")
	case r.Interrupted:
		list = append(list, fmt.Sprintf("interrupted: the results rest on %s of %s trials", units.Grouped(r.Done), units.Grouped(r.Asked)))
	case r.Done == 0:
		list = append(list, "no trial was done: there are no results")
	case r.Until != nil && !r.Until.Settled:
		list = append(list, fmt.Sprintf("not settled by %s trials: %s; allow more with --max-trials, or ask for less",
			units.Grouped(r.Asked), units.Shown(r.Until.Expression)))
	}
	return list
}
