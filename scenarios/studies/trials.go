package studies

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/review"
	"postsale/models/targets"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// lived is how trials went and what they left behind.
type lived struct {
	experiment.Summary
	study    *Study
	started  time.Time
	asked    int                                           // trials; when a goal was settled, those that it took
	tables   []*measures.Table                             // by plan, as the pools; none if only parts of trials are told
	pools    []*measures.Pool                              //
	shared   [][]changes.Sharing                           // of the trials that were looked at, by plan beside the base
	scenario func(f experiment.Failure) (name, ref string) // where a trial failed; the name is empty if there is one only
}

// trials lets the plans live through trials under the same luck, as many as the first asks for, until the goal is
// settled or ctx ends. A trial that fails in one plan is left out in all.
func (s *Study) trials(ctx context.Context, progress func(done, failed int)) *lived {
	type result struct { // of a trial of a plan
		row      []float64
		luck     []float64
		waits    []ledger.Wait
		triangle []float64
		census   *changes.Census // if it is looked at
	}
	l := s.begin()
	var rows []*measures.Rows
	for _, plan := range s.Plans {
		table := s.table(&plan.Params)
		l.tables, rows = append(l.tables, table), append(rows, measures.NewRows(table))
		l.pools = append(l.pools, measures.NewPool(plan.Params.Layout()))
	}
	l.end(experiment.Run(ctx, s.options(len(s.Plans), progress, s.goal.watch(l.tables)),
		func(plan int) func(trial int) result {
			experiment.EndWith(ctx)
			params := &s.Plans[plan].Params
			layout, columns, c := params.Layout(), l.tables[plan].Columns, company.New(params, s.Order.Seed)
			return func(trial int) result {
				s.Order.before(plan, trial)
				looks := s.looksAt(c, trial)
				facts := c.Run(trial)
				r := result{layout.Row(columns, facts), slices.Clone(c.Luck()), facts.Waits(nil), slices.Clone(facts.Triangle()), nil}
				if looks {
					r.census = changes.NewCensus(c)
				}
				return r
			}
		},
		func(trial int, list []result) {
			for plan, r := range list {
				if rows[plan].Append(trial, r.row, r.luck...); s.goal != nil { // which looks at the table
					rows[plan].Flush()
				}
				l.pools[plan].Add(r.waits, r.triangle)
			}
			if list[0].census != nil {
				var shared []changes.Sharing
				for _, other := range list[1:] {
					shared = append(shared, changes.Shared(list[0].census, other.census))
				}
				l.shared = append(l.shared, shared)
			}
		}))
	for _, r := range rows {
		r.Flush()
	}
	return l
}

// table returns what takes up the trials of a plan.
func (s *Study) table(params *company.Params) *measures.Table {
	const most = 10_000 // trials that room is made for at once
	layout := params.Layout()
	var controls []measures.Control
	if !s.Order.Plain {
		controls = layout.Controls()
	}
	if s.passing {
		table := measures.Passing(layout.Annual(), controls)
		for _, a := range aims(params) {
			table.Count(table.Find(a.Measure.Name, a.Segment, a.Period), a.Bound, a.AtMost)
		}
		return table
	}
	table := measures.NewTable(layout.Columns(), min(s.Trials(), most))
	if !s.Order.Plain {
		table.Luck = measures.NewControls(controls)
	}
	return table
}

// options are those of an experiment of so many scenarios.
func (s *Study) options(scenarios int, progress func(done, failed int), until func(trial int) bool) experiment.Options {
	return experiment.Options{Scenarios: scenarios, First: 1, Trials: s.Trials(), Workers: s.Order.Workers, Progress: progress, Until: until}
}

func (o Order) before(plan, trial int) {
	if o.Before != nil {
		o.Before(plan, trial)
	}
}

// begin returns trials of which none has begun.
func (s *Study) begin() *lived {
	return &lived{study: s, started: time.Now(), asked: s.Trials(), scenario: s.planOf}
}

// planOf says in which plan a trial failed.
func (s *Study) planOf(f experiment.Failure) (name, ref string) {
	if len(s.Plans) == 1 {
		return "", ""
	}
	return s.Plans[f.Scenario].Name, s.Order.entrants()[f.Scenario].called
}

// end takes how the trials went. If a goal ended them, the plans say so too: whoever runs them again gets the same results.
func (l *lived) end(went experiment.Summary) {
	l.Summary = went
	if went.Settled {
		l.asked = went.Done + len(went.Failures)
	}
	for i, plan := range l.study.Plans {
		if int(plan.Params.Trials) != l.asked && went.Settled {
			l.study.Plans[i] = plan.WithTrials(l.asked)
		}
	}
}

// record returns the record of a plan. The estimates of all its columns are made if it is the only one: of several, only
// some are asked for.
func (l *lived) record(plan int, command string, until *results.Until) *results.Run {
	s, scenario := l.study, l.study.Plans[plan]
	params := &scenario.Params
	r := &results.Run{
		Program:     s.Order.Program,
		GoVersion:   runtime.Version(),
		Command:     command,
		Name:        scenario.Name,
		Description: scenario.Description,
		SHA256:      scenario.SHA256(),
		Order:       s.identity(),
		Seed:        s.Order.Seed,
		Asked:       l.asked,
		Done:        l.Done,
		Failures:    l.failures(),
		Until:       until,
		Interrupted: l.Interrupted,
		Started:     l.started,
		Invented:    review.Invented(params),
		Book:        bookOf(params),
		Actuals:     actualsOf(params),
		Layout:      params.Layout(),
		Assumptions: assumptionsOf(params),
		Warnings:    slices.Concat(review.Warnings(params), l.warnings()),
	}
	if l.tables == nil {
		r.Table, r.Pool = measures.NewTable(r.Layout.Columns(), 0), measures.NewPool(r.Layout)
	} else {
		r.Table, r.Pool = l.tables[plan], l.pools[plan]
		r.Targets = targetsOf(params, r.Table)
		if len(l.tables) == 1 {
			r.Estimates = r.Table.Estimate()
		}
	}
	r.Wall = time.Since(l.started)
	return r
}

func (l *lived) failures() []results.Failure {
	var list []results.Failure
	for _, f := range l.Failures {
		name, ref := l.scenario(f)
		if name != "" {
			f.Cause = name + ": " + f.Cause
		}
		list = append(list, results.Failure{Trial: f.Trial, Cause: f.Cause, Plan: ref})
	}
	return list
}

func (l *lived) warnings() []string {
	var list []string
	if l.Interrupted {
		list = append(list, fmt.Sprintf("interrupted: the figures rest on %s of %s trials", units.Grouped(l.Done), units.Grouped(l.asked)))
	}
	if n := len(l.Failures); n > 0 {
		list = append(list, fmt.Sprintf("%s of %s trials failed and are left out of the figures", units.Grouped(n), units.Grouped(l.asked)))
	}
	return list
}

// assumptionsOf tells what the results rest on and no trial tests.
func assumptionsOf(params *company.Params) []results.Assumption {
	var list []results.Assumption
	for _, a := range review.Assumptions(params) {
		list = append(list, results.Assumption(a))
	}
	return list
}

// targetsOf tells how often each target was reached.
func targetsOf(params *company.Params, table *measures.Table) []results.Target {
	var list []results.Target
	for _, a := range aims(params) {
		column := table.Find(a.Measure.Name, a.Segment, a.Period)
		list = append(list, results.Target{Measure: a.Measure.Name, Segment: a.Segment, Period: a.Period, Unit: a.Measure.Unit,
			Bound: a.Bound, AtMost: a.AtMost, Odds: table.Odds(column, a.Bound, a.AtMost)})
	}
	return list
}

// changesOf lists what differs between two files.
func changesOf(from, to *scenarios.Scenario) []results.Change {
	var list []results.Change
	for _, d := range scenarios.Differences(from, to) {
		list = append(list, results.Change(d))
	}
	return list
}

// actualsOf returns what a scenario states of what was before its run.
func actualsOf(params *company.Params) (list []results.Actual) {
	past, _ := params.Past()
	if past == nil {
		return nil
	}
	for _, a := range past.Actuals {
		list = append(list, results.Actual{Measure: a.Measure.Name, Segment: a.Segment, Period: a.Period, Unit: a.Measure.Unit, From: a.From, To: a.To, Value: a.Value})
	}
	return list
}

// bookOf returns the opening book of a scenario in figures, nil when it was not read from a file.
func bookOf(params *company.Params) *results.Book {
	book := review.BookOf(params)
	if book == nil {
		return nil
	}
	calendar := params.Calendar()
	list := &results.Book{File: book.File, Gone: book.Gone}
	for i := range len(book.All.Renewals) - 1 {
		list.Quarters = append(list.Quarters, calendar.QuarterName(i))
	}
	add := func(name string, acv float64, c review.Portrait) {
		part := results.BookPart{Segment: name, Customers: c.Customers, NotLive: c.NotLive, FirstDay: c.FirstDay, ARR: c.ARR, ACV: acv}
		if c.Customers > 0 {
			part.First, part.Last = calendar.Date(c.First), calendar.Date(c.Last)
		}
		for _, t := range c.Terms {
			part.Terms = append(part.Terms, results.BookTerm{Term: t.Term.String(), Customers: t.Customers})
		}
		for _, d := range c.Renewals {
			part.Due = append(part.Due, results.BookDue(d))
		}
		list.Parts = append(list.Parts, part)
	}
	for i, e := range params.Segments {
		add(string(e.Name), e.Value.Customers.MeanACV(), book.Segments[i])
	}
	add(measures.WholeCompany, math.NaN(), book.All)
	return list
}

// aims returns the targets of a scenario in each whole fiscal year of its run.
func aims(p *company.Params) []targets.Aim { return targets.In(p.Layout(), p.Targets) }
