package studies

import (
	"postsale/models/changes"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/review"
	"postsale/scenarios"
)

// Open returns the record that a run, a comparison or an explanation wrote to a folder, with everything that its text and
// its JSON tell. A path that is no such folder is a *saved.NoResultsError.
func Open(dir string) (results.Record, error) {
	f, err := saved.OpenFolder(dir)
	if err != nil {
		return nil, err
	}
	files, err := f.Scenarios()
	if err != nil {
		return nil, err
	}
	var plans []*scenarios.Scenario
	var outlines []results.Run
	for _, file := range files {
		plan, err := scenarios.Load(file, nil)
		if err != nil {
			return nil, err
		}
		plans, outlines = append(plans, plan), append(outlines, outlineOf(plan))
	}
	switch f.Kind() {
	case saved.OfComparison:
		return openComparison(f, plans, outlines)
	case saved.OfExplanation:
		var to *results.Run
		if len(outlines) > 1 {
			to = &outlines[1]
		}
		return f.Explanation(outlines[0], to)
	}
	return f.Run(outlines[0])
}

func openComparison(f *saved.Folder, plans []*scenarios.Scenario, outlines []results.Run) (*results.Comparison, error) {
	c, err := f.Comparison(outlines)
	if err != nil {
		return nil, err
	}
	for _, plan := range plans[1:] {
		c.OwnLuck = c.OwnLuck || !changes.SameLuck(&plans[0].Params, &plan.Params)
	}
	return c, nil
}

// outlineOf returns what is known of a run before its trials.
func outlineOf(plan *scenarios.Scenario) results.Run {
	params := &plan.Params
	r := results.Run{Description: plan.Description, Layout: params.Layout(), Invented: review.Invented(params), Book: bookOf(params)}
	for _, a := range review.Assumptions(params) {
		r.Assumptions = append(r.Assumptions, results.Assumption(a))
	}
	for _, a := range params.Aims() {
		r.Targets = append(r.Targets, results.Target{Measure: a.Measure.Name, Segment: a.Segment, Period: a.Period, Unit: a.Measure.Unit,
			Bound: a.Bound, AtMost: a.AtMost})
	}
	return r
}
