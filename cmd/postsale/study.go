package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/reports"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// order is which futures were asked for.
type order struct {
	scenario string
	settings settings
	trials   int // 0: as many as the scenario says
	seed     seed
	workers  int
}

// load reads the scenario. The number of trials becomes a part of it, so that what
// is written of it gives the same results again, and its description says what was
// set, so that nobody takes it for another.
func (o order) load() (*scenarios.Scenario, error) {
	sets := slices.Clip(o.settings)
	if o.trials > 0 {
		sets = append(sets, "trials="+strconv.Itoa(o.trials))
	}
	scenario, err := scenarios.Load(o.scenario, sets)
	if err != nil || len(o.settings) == 0 {
		return scenario, err
	}
	changed := strings.TrimSpace(scenario.Description + " Changed: " + strings.Join(o.settings, ", ") + ".")
	return scenarios.Load(o.scenario, append(sets, "description="+strconv.Quote(changed)))
}

// arguments are the words of a command line, for a shell.
func (o order) arguments(words ...string) string {
	words = append(words, "--seed", o.seed.String())
	for _, s := range o.settings {
		words = append(words, "--set", s)
	}
	for i, w := range words {
		words[i] = quoted(w)
	}
	return strings.Join(words, " ")
}

// result is what a trial leaves behind.
type result struct {
	row      []float64
	waits    []ledger.Wait
	triangle []float64
}

// beforeTrial is called before every trial; a test makes it panic.
var beforeTrial = func(trial int) {}

// study runs the trials, until ctx ends.
func (o order) study(ctx context.Context, scenario *scenarios.Scenario, progress func(done, failed int)) *reports.Study {
	params := &scenario.Params
	layout := params.Layout()
	columns := layout.Columns()
	s := &reports.Study{
		Program:     version(),
		GoVersion:   runtime.Version(),
		Command:     o.arguments("postsale", "run", o.scenario, "--trials", params.Trials.String()),
		Name:        scenario.Name,
		Description: scenario.Description,
		SHA256:      scenario.SHA256,
		Seed:        uint64(o.seed),
		Asked:       int(params.Trials),
		Started:     time.Now(),
		Layout:      layout,
		Invented:    invented(params),
		Table:       measures.NewTable(columns, min(int(params.Trials), 10_000)),
		Pool:        measures.NewPool(layout),
		Assumptions: assumptions(params),
		Warnings:    warnings(params),
	}
	ran := experiment.Run(ctx,
		experiment.Options{First: 1, Trials: s.Asked, Workers: o.workers, Progress: progress},
		func() func(trial int) result {
			c := company.New(params, s.Seed)
			return func(trial int) result {
				beforeTrial(trial)
				book := c.Run(trial)
				return result{layout.Row(columns, book), book.Waits(nil), slices.Clone(book.Triangle())}
			}
		},
		func(trial int, r result) {
			s.Table.Append(trial, r.row)
			s.Pool.Add(r.waits, r.triangle)
		})
	s.Done, s.Interrupted = ran.Done, ran.Interrupted
	for _, f := range ran.Failures {
		s.Failures = append(s.Failures, reports.Failure{Trial: f.Trial, Cause: f.Cause})
	}
	if s.Interrupted {
		s.Warnings = append(s.Warnings, fmt.Sprintf("interrupted: the figures rest on %s of %s trials", grouped(s.Done), grouped(s.Asked)))
	}
	if n := len(s.Failures); n > 0 {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%s of %s trials failed and are left out of the figures", grouped(n), grouped(s.Asked)))
	}
	s.Estimates = s.Table.Estimate()
	s.Targets = targets(params, s)
	s.Wall = time.Since(s.Started)
	return s
}

// targets returns how often each target was reached in each whole fiscal year.
func targets(p *company.Params, s *reports.Study) []reports.Target {
	var list []reports.Target
	for _, t := range p.Targets {
		m, _ := measures.Find(string(t.Measure))
		bound := t.AtLeast
		if bound == nil {
			bound = t.AtMost
		}
		for _, year := range s.Layout.Years() {
			column := s.Table.Find(m.Name, string(t.Segment), year.Name)
			list = append(list, reports.Target{Measure: m.Name, Segment: string(t.Segment), Period: year.Name, Unit: m.Unit,
				Bound: bound.Value, AtMost: t.AtMost != nil, Odds: s.Table.Odds(column, bound.Value, t.AtMost != nil)})
		}
	}
	return list
}

// invented reports whether the opening book is made up.
func invented(p *company.Params) bool {
	for _, e := range p.Segments {
		if e.Value.Customers.Opening.Customers > 0 {
			return true
		}
	}
	return false
}

// assumptions returns how what a customer lives through is said to move its
// decisions: no trial can test it.
func assumptions(p *company.Params) []reports.Assumption {
	var list []reports.Assumption
	var off []string
	if invented(p) {
		list = append(list, reports.Assumption{Name: "opening book", Value: "made up once for a seed, the same in every trial: try other seeds, or give accounts", Source: "assumption"})
	}
	state := func(path, value, source string) {
		list = append(list, reports.Assumption{Name: path, Value: value, Source: cmp.Or(source, "assumption")})
	}
	effect := func(path, moves string, ratio units.Number, source string) {
		if ratio == 1 {
			off = append(off, path)
			return
		}
		state(path, moves+" × "+ratio.String(), source)
	}
	o := &p.Outcomes
	for _, e := range o.Leaving.List() {
		effect("outcomes.leaving."+e.Name, "hazard of leaving", e.Ratio, e.Source)
	}
	for _, e := range o.Expanding.List() {
		effect("outcomes.expanding."+e.Name, "chance of expanding", e.Ratio, e.Source)
	}
	if o.Leaving.MonthLate.Ratio != 1 || o.Expanding.MonthLate.Ratio != 1 {
		state("outcomes.late_fades", "a late go-live weighs "+o.LateFades.String()+" at every further renewal", "")
	}
	if ratio := p.Support.PoorDelivery; ratio != 1 && len(p.Delivery.Routes) > 0 {
		state("support.poor_delivery_multiple", "ticket rate after a delivery of quality 0 × "+ratio.String(), "")
	}
	if o.Leaving.TicketsBreached.Ratio != 1 || o.Expanding.TicketsBreached.Ratio != 1 {
		state("outcomes.forgets", "half of the tickets are forgotten after "+o.Forgets.String(), "")
	}
	if len(off) > 0 {
		state("without effect", strings.Join(off, ", "), "")
	}
	return list
}

// warnings returns what a reader of the results should know of the run's length.
func warnings(p *company.Params) []string {
	list := p.Doubts()
	layout := p.Layout()
	if n := layout.Ledger.Quarters + layout.Ledger.WarmUp; n < 4 {
		var yearly []string
		for _, m := range measures.All {
			if m.Yearly {
				yearly = append(yearly, m.Name)
			}
		}
		list = append(list, fmt.Sprintf("the run is too short for %s, which look back twelve months: they are left out",
			strings.Join(yearly, ", ")))
	}
	quarters, years := layout.Quarters(), layout.Years()
	if len(years) == 0 {
		text := "no fiscal year is whole in the run, from " + quarters[0].Name + " to " + quarters[len(quarters)-1].Name +
			": there are no annual figures"
		if len(p.Targets) > 0 {
			text += ", and targets are left out"
		}
		return append(list, text)
	}
	var partial []string
	for _, q := range quarters {
		if q.From < years[0].From || q.From >= years[len(years)-1].To {
			partial = append(partial, q.Name)
		}
	}
	if len(partial) > 0 {
		list = append(list, "annual figures leave out the quarters of fiscal years that are not whole in the run: "+strings.Join(partial, ", "))
	}
	return list
}
