package main

import (
	"postsale/models/changes"
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
	for _, u := range changes.Unlike(a, b) {
		if u.What != "horizon" && u.What != "targets" {
			return usage("--against: must have the same %s, got %s and %s", u.What, u.One, u.Two)
		}
	}
	return nil
}
