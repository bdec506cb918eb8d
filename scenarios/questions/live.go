package questions

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/results/turns"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/batch"
	"postsale/scenarios/studies"
)

// Order is how a question is to be tried.
type Order struct {
	Trials   int      // of each plan at each value; 0: as the question says
	Settings []string // path=value, of both plans at each value
	Seed     uint64
	Workers  int     // 0: one a core
	Dir      string  // where the batch stays; empty: nowhere
	Replan   bool    // another batch that is there is replaced, but for what is of use of it
	Program  string  // its version
	Memory   float64 // that trials may take, in bytes

	// May be nil.
	Before func(trial int)                 // called before each trial, on its worker
	Ready  func() error                    // called when all is read and nothing lived through; its error ends it
	Begin  func(trials int)                // told how many trials there are to live through
	Tell   func(done, failed int)          // told of every trial
	Note   func(text string)               // told of what is otherwise than one might think
	Failed func(plan, cause string, n int) // told of trials that failed
}

// deaf returns the order with somebody who listens to nothing where there is nobody.
func (o Order) deaf() Order {
	if o.Ready == nil {
		o.Ready = func() error { return nil }
	}
	if o.Begin == nil {
		o.Begin = func(int) {}
	}
	if o.Tell == nil {
		o.Tell = func(int, int) {}
	}
	if o.Note == nil {
		o.Note = func(string) {}
	}
	if o.Failed == nil {
		o.Failed = func(string, string, int) {}
	}
	return o
}

// Live tries a question: it lives through a batch, and judges what came of it. Batch.ErrInterrupted is its error if ctx ended it,
// a *scenarios.Error if its files are wrong, which is told before anything is lived through, and a *studies.OrderError if the
// folder is taken.
func (q *Question) Live(ctx context.Context, o Order) (*turns.Argument, error) {
	o = o.deaf()
	study := filepath.Join(q.folder, StudyName)
	if q.folder == "" {
		place, err := os.MkdirTemp("", "postsale-study-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(place)
		if q, err = q.put(filepath.Join(place, q.Name)); err != nil {
			return nil, err
		}
		study = filepath.Join(q.Name, StudyName)
	}
	s, err := q.check(study, o)
	if err != nil {
		return nil, err
	}
	dir := o.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "postsale-study-"); err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
	}
	lived, err := s.live(ctx, dir, o)
	if err != nil {
		return nil, err
	}
	return s.judge(lived, study, o)
}

// least is how many trials a shard has at least: they are short.
const least = 20

// live lives through what is missing of the batch in a folder.
func (s *swept) live(ctx context.Context, dir string, o Order) (*batch.Study, error) {
	found, err := batch.Gather(ctx, batch.Request{Paths: []string{s.sweep.Files()[0]}, Settings: o.Settings, Trials: s.asked(o), Seed: o.Seed, Shard: least,
		Output: batch.Output{Forms: []saved.Form{saved.Parquet}}, Program: o.Program})
	switch {
	case err != nil:
		return nil, err
	case len(found.Faults) > 0:
		return nil, scenariosError(found.Faults)
	}
	if err := o.Ready(); err != nil {
		return nil, err
	}
	for i := range found.Plan.Scenarios { // wherever the files were
		of := &found.Plan.Scenarios[i]
		of.From = s.Name + "/" + SweepName + ": " + of.Name
	}
	at, err := batch.Open(dir, found.Plan, o.Replan, least)
	if err != nil {
		return nil, &studies.OrderError{Err: err}
	}
	for _, note := range at.Notes {
		o.Note(note)
	}
	at.Plan.Before = o.Before
	if missing := at.Store.Missing(at.Plan); len(missing) > 0 {
		workers, warning, err := at.Plan.Workers(at.Path, o.Workers, missing, o.Memory)
		if err != nil {
			return nil, &studies.OrderError{Err: err}
		}
		if warning != "" {
			o.Note(warning)
		}
		o.Begin(at.Plan.TrialsOf(missing))
		if err := at.Plan.Live(ctx, at.Path, at.Shards(), missing, workers, o.Tell); err != nil {
			return nil, err
		}
		if err := at.Scan(false); err != nil {
			return nil, err
		}
	}
	if o.Dir == "" || at.Plan.Complete(at.Dir) != nil {
		return at, nil
	}
	_, err = at.Plan.Merge(ctx, at.Path, at.Dir, at.Store, func(results.BatchLine) {})
	return at, err
}

// judge compares the plans at each value, from the trials that were kept.
func (s *swept) judge(at *batch.Study, study string, o Order) (*turns.Argument, error) {
	tried := turns.Tried{Program: o.Program, Name: s.Name, Title: s.Title, Settings: o.Settings, Seed: o.Seed, First: s.first.Side, Second: s.second.Side, Across: s.across,
		Trials: at.Plan.Scenarios[0].Trials}
	tried.Command = studies.Order{Seed: o.Seed, Settings: o.Settings}.Line("studies", cmp.Or(s.given, s.Name), "--trials", strconv.Itoa(tried.Trials))
	var list []*results.Comparison
	for k := range s.steps {
		first, second := s.sweep.Name(2*k), s.sweep.Name(2*k+1)
		kept, err := at.Plan.Kept(at.Path, at.Store, []string{first, second})
		if err != nil {
			return nil, err
		}
		for i, plan := range kept {
			if n := len(plan.Failures); n > 0 {
				tried.Failed += n
				o.Failed([]string{first, second}[i], plan.Failures[0].Cause, n)
			}
		}
		compared, err := studies.NewRecalled(studies.Order{Scenario: first, Others: []string{second}, Seed: o.Seed, Program: o.Program}, at.Dir, kept, false)
		if err != nil {
			return nil, err
		}
		list = append(list, compared.Live(context.Background(), nil).(*results.Comparison))
	}
	a, err := turns.Judged(tried, s.steps, s.wanted, list)
	if err != nil {
		return nil, fmt.Errorf("%s: measures[0]: %w", units.Shown(study), err)
	}
	return a, nil
}

// scenariosError is an error of faults that are told already, a line each.
func scenariosError(lines []string) error {
	var all scenarios.Error
	for _, line := range slices.Compact(lines) {
		file, message, _ := strings.Cut(line, ": ")
		all.Faults = append(all.Faults, scenarios.Positioned{File: file, Message: message})
	}
	return &all
}
