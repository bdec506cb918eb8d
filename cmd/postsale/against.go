package main

import (
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/scenarios"
)

// rival loads the scenario to trace beside the first; --set changes both.
func (t *tracer) rival(base *scenarios.Scenario) (*scenarios.Scenario, error) {
	o := t.order
	o.scenario, o.trials = t.against, 0
	other, err := o.load()
	if err != nil {
		return nil, err
	}
	return other, sameTrial(&base.Params, &other.Params)
}

// sameTrial demands that two scenarios live through the same quarters with the same
// segments: nothing has the same name in both otherwise.
func sameTrial(a, b *company.Params) error {
	segments := func(p *company.Params) []string {
		names := p.Segments.Names()
		slices.Sort(names)
		return names
	}
	switch {
	case a.Start != b.Start:
		return usage("--against: must start on the same day, got %v and %v", a.Start, b.Start)
	case a.FiscalYearStarts != b.FiscalYearStarts:
		return usage("--against: must start its fiscal years in the same month, got %v and %v", a.FiscalYearStarts, b.FiscalYearStarts)
	case a.WarmUpQuarters() != b.WarmUpQuarters():
		return usage("--against: must warm up for as long, got %d and %d quarters", a.WarmUpQuarters(), b.WarmUpQuarters())
	case !slices.Equal(segments(a), segments(b)):
		return usage("--against: must have the same segments, got %s and %s", strings.Join(segments(a), " "), strings.Join(segments(b), " "))
	}
	return nil
}
