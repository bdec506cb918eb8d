package studies

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"postsale/models/changes"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// MostPlans is how many plans are compared at most: more are more than anybody reads.
const MostPlans = 12

// NewComparison returns a study of how the other scenarios of an order differ from the first, under the same luck. What
// they do not share is an error, or with sharedOnly left out.
func NewComparison(o Order, sharedOnly bool) (*Study, error) {
	plans, warnings, err := o.loadPlans(false, sharedOnly)
	if err != nil {
		return nil, err
	}
	if err := o.keeps("compare", plans[0]); err != nil {
		return nil, err
	}
	s := &Study{Order: o, Plans: plans, command: "compare", words: o.named("compare"), room: roomOf(plans...)}
	if sharedOnly {
		s.command += " --shared-only"
		s.words = append(s.words, "--shared-only")
	}
	if s.goal, err = newGoal(o.Until, plans[0], plans[1:]...); err != nil {
		return nil, err
	}
	s.live = func(ctx context.Context, progress func(done, failed int)) results.Record {
		s.looks = s.looksInPassing()
		l := s.trials(ctx, progress)
		var noRoom error
		if s.looks == 0 {
			l.shared, noRoom = s.look(ctx, l.failures())
		}
		return l.comparison(warnings, noRoom == nil)
	}
	return s, nil
}

// comparison returns the record of plans; room says whether there was any for the facts of a trial.
func (l *lived) comparison(warnings []string, room bool) *results.Comparison {
	plans := l.study.Plans
	c := &results.Comparison{
		Command: l.study.line(l.asked),
		Base:    l.record(0, "", l.study.goal.tell(!l.Interrupted, l.tables)),
	}
	runs := []*results.Run{c.Base}
	for i, plan := range plans[1:] {
		r := &results.Plan{Run: l.record(i+1, "", nil), Changes: changesOf(plans[0], plan), Shared: sharedLuck(l.shared, i)}
		r.Pairs = c.Base.Table.Pair(r.Table)
		if !changes.SameRun(&plans[0].Params, &plan.Params) {
			r.Pairs = slices.DeleteFunc(r.Pairs, func(pair measures.Pair) bool { return pair.Period.Name == measures.Run })
		}
		r.Price = pricePerPoint(c.Base, r)
		c.OwnLuck = c.OwnLuck || !changes.SameLuck(&plans[0].Params, &plan.Params)
		c.Others, runs = append(c.Others, r), append(runs, r.Run)
	}
	c.Warnings = slices.Concat(warnings, warningsOf(runs))
	if !room {
		c.Warnings = append(c.Warnings, "which luck the plans shared is not told: there is no memory for the facts of a trial of each")
	}
	return c.Judged()
}

// Beside reads the scenario of an order and the one plan beside it, which must be comparable in full.
func (o Order) Beside() (base, other *scenarios.Scenario, err error) {
	base, err = o.Load()
	if err != nil {
		return nil, nil, err
	}
	beside := o.entrants()[1]
	if other, err = o.load(beside, int(base.Params.Trials)); err != nil {
		return nil, nil, err
	}
	var reasons []string
	for _, u := range changes.Unlike(&base.Params, &other.Params) {
		reasons = append(reasons, u.String())
	}
	if len(reasons) > 0 {
		return nil, nil, wrongOption("against", "%s and %s cannot be compared: %s", units.Shown(o.Scenario), units.Shown(beside.called), strings.Join(reasons, "; "))
	}
	if other.Name == base.Name {
		other.Name += "-2"
	}
	return base, other, nil
}

// loadPlans reads the scenarios, base first, and demands that they can be compared.
func (o Order) loadPlans(byChange, sharedOnly bool) (plans []*scenarios.Scenario, warnings []string, err error) {
	base, err := o.Load()
	if err != nil {
		return nil, nil, err
	}
	plans = append(plans, base)
	taken := map[string]bool{base.Name: true}
	for _, entrant := range o.entrants()[1:] {
		ref := entrant.called
		plan, err := o.load(entrant, int(base.Params.Trials))
		if err != nil {
			return nil, nil, err
		}
		if entrant.own != nil && taken[plan.Name] {
			return nil, nil, wrongOption("plan", "%s is the name of another plan: give it one of its own", units.Shown(plan.Name))
		}
		if err := o.comparable(base, plan, ref, byChange, sharedOnly); err != nil {
			return nil, nil, err
		}
		for name, n := plan.Name, 2; taken[plan.Name]; n++ { // nobody is to mix them up
			plan.Name = fmt.Sprintf("%s-%d", name, n)
		}
		taken[plan.Name] = true
		warnings = append(warnings, unlikeness(base, plan)...)
		plans = append(plans, plan)
	}
	return plans, warnings, nil
}

// load reads a plan that is set against the base, of as many trials.
func (o Order) load(e entrant, trials int) (*scenarios.Scenario, error) {
	other := o
	other.Scenario, other.Trials, other.Settings = e.ref, trials, slices.Concat(o.Settings, e.own)
	plan, err := other.Load()
	switch {
	case err != nil && e.own != nil:
		return nil, &MisfitError{"--plan " + e.called, err}
	case err != nil && len(o.Settings) > 0:
		other.Settings = nil
		if _, plain := other.Load(); plain == nil { // --set fits the base, and not this one
			return nil, &MisfitError{e.ref, err}
		}
	case err == nil && e.own != nil:
		return plan.WithName(units.Title(e.called)), nil
	}
	return plan, err
}

// comparable demands that a plan can be compared with the base as it was asked for.
func (o Order) comparable(base, plan *scenarios.Scenario, ref string, byChange, sharedOnly bool) error {
	var reasons []string
	for _, u := range changes.Unlike(&base.Params, &plan.Params) {
		if byChange && u.What == "targets" {
			continue // they move nothing
		}
		reasons = append(reasons, u.String())
	}
	all := strings.Join(reasons, "; ")
	switch {
	case !changes.Meets(&base.Params, &plan.Params):
		return wrongOrder("compare: %s and %s have nothing to compare: %s", units.Shown(o.Scenario), units.Shown(ref), all)
	case len(reasons) > 0 && byChange:
		return wrongOrder("compare --by-change: %s and %s cannot be compared: %s", units.Shown(o.Scenario), units.Shown(ref), all)
	case len(reasons) > 0 && !sharedOnly:
		return wrongOrder("compare: %s and %s cannot be compared: %s; --shared-only compares what they share", units.Shown(o.Scenario), units.Shown(ref), all)
	}
	return nil
}

// unlikeness warns of what a plan does not share with the base.
func unlikeness(base, plan *scenarios.Scenario) []string {
	var list []string
	for _, u := range changes.Unlike(&base.Params, &plan.Params) {
		list = append(list, fmt.Sprintf("%s differs from %s in %s: only what both measure is compared", plan.Name, base.Name, u))
	}
	if !slices.Equal(slices.Sorted(slices.Values(base.Params.Segments.Names())), slices.Sorted(slices.Values(plan.Params.Segments.Names()))) {
		list = append(list, fmt.Sprintf("what is told of all is of all segments of each: those of %s are not those of %s", plan.Name, base.Name))
	}
	for _, pair := range [][2]*scenarios.Scenario{{base, plan}, {plan, base}} {
		if missing := changes.Missing(&pair[0].Params, &pair[1].Params); len(missing) > 0 {
			list = append(list, fmt.Sprintf("%s leaves out %s, which %s simulates: there that costs nothing and moves nobody, which is not to do without; "+
				"a team that it is to do without stays there with nobody (people: 0, an owner without people)", pair[1].Name, strings.Join(missing, ", "), pair[0].Name))
		}
	}
	if !changes.SameLuck(&base.Params, &plan.Params) {
		list = append(list, fmt.Sprintf("the luck of %s is not that of %s: deals are drawn by quarter of the run, and their runs do not begin together",
			plan.Name, base.Name))
	}
	return list
}

// warningsOf returns the warnings of plans, each once, with the plan if it is not of
// all.
func warningsOf(runs []*results.Run) []string {
	var list []string
	for i, s := range runs {
		for _, text := range s.Warnings {
			all := !slices.ContainsFunc(runs, func(other *results.Run) bool { return !slices.Contains(other.Warnings, text) })
			if all && i == 0 {
				list = append(list, text)
			} else if !all {
				list = append(list, s.Name+": "+text)
			}
		}
	}
	return list
}

// pricePerPoint returns what a point of NRR in the last fiscal year costs, in dollars
// a year of the run.
func pricePerPoint(base *results.Run, r *results.Plan) estimate.Ratio {
	years := base.Layout.Years()
	if len(years) == 0 {
		return estimate.RatioOf(nil, nil)
	}
	net := r.Pair("nrr", measures.WholeCompany, years[len(years)-1].Name)
	total := r.Pair("cost_total", measures.WholeCompany, measures.Run)
	if net == nil || total == nil {
		return estimate.RatioOf(nil, nil)
	}
	differences := func(p *measures.Pair) []float64 {
		return estimate.Differences(base.Table.Values(p.Base), r.Table.Values(p.Other))
	}
	span := float64(base.Layout.Ledger.Quarters) * fiscal.Quarter / fiscal.Year
	dollars := estimate.RatioOf(differences(total), freedDifferences(base.Table, r.Table, net))
	const point = 0.01
	return estimate.Ratio{Value: dollars.Value / span * point, Error: dollars.Error / span * point}
}

// freedDifferences returns what two plans differ by, trial by trial, without what each owes to known luck.
func freedDifferences(base, other *measures.Table, p *measures.Pair) []float64 {
	c, others := base.Freed(p.Base), other.Freed(p.Other)
	if c == nil || others == nil {
		return estimate.Differences(base.Values(p.Base), other.Values(p.Other))
	}
	return estimate.Differences(c.Adjusted(base.Values(p.Base)), others.Adjusted(other.Values(p.Other)))
}
