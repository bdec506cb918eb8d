package studies

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios/goals"
	"postsale/sim/experiment"
)

// aim reads what a trial is to be near to, such as nrr.FY27.p10.
func aim(layout measures.Layout, text string) (results.Near, error) {
	i := max(0, strings.LastIndex(text, "."))
	near := results.Near{Quantile: strings.TrimPrefix(text[i:], ".")}
	names := goals.Statistics()[1:] // a trial is near to a quantile, not to the mean
	if !slices.Contains(names, near.Quantile) {
		return near, wrongOption("near", "must end in a quantile (%s), as nrr.FY27.p10 does, got %s", strings.Join(names, " "), units.Quote(text))
	}
	column, err := layout.Column(text[:i])
	near.Column = column
	var unknown *measures.UnknownError
	switch {
	case err == nil:
		return near, nil
	case errors.As(err, &unknown):
		return near, wrongOption("near", "%w", goals.Hinted(err))
	}
	return near, wrongOption("near", "must be MEASURE.PERIOD.QUANTILE or MEASURE.SEGMENT.PERIOD.QUANTILE such as nrr.FY27.p10, got %s", units.Quote(text))
}

// Nearest lets the first scenario live through its trials, until ctx ends, and returns which is nearest to a quantile such as
// nrr.FY27.p10, and how the trials went. There is none when they were interrupted; when the measure has a value in no
// trial, that is an error.
func (t *Tracing) Nearest(ctx context.Context, quantile string, warn func(text string), progress func(done, failed int)) (results.Near, experiment.Summary, error) {
	params := &t.plans[0].Params
	layout := params.Layout()
	near, err := aim(layout, quantile)
	if err != nil {
		return near, experiment.Summary{}, err
	}
	trials := int(params.Trials)
	columns := append([]measures.Column{near.Column}, results.FutureColumns(layout)...)
	o := t.order
	if err := o.keeps("--near", t.plans[0]); err != nil {
		return near, experiment.Summary{}, err
	}
	warning, err := o.fit(room{jobs: trials, results: measures.TableBytes(len(columns), trials), each: params.CompanyBytes()}, t.memory)
	if err != nil {
		return near, experiment.Summary{}, err
	}
	if warning != "" {
		warn(warning)
	}
	table := measures.NewTable(columns, trials)
	ran := experiment.Run(ctx, experiment.Options{First: 1, Trials: trials, Workers: o.Workers, Progress: progress},
		func(int) func(trial int) []float64 {
			c := company.New(params, o.Seed)
			return func(trial int) []float64 {
				o.before(0, trial)
				return layout.Row(table.Columns, c.Run(trial))
			}
		},
		func(trial int, rows [][]float64) { table.Append(trial, rows[0]) })
	if ran.Interrupted {
		return near, ran, nil
	}
	near.Nearest, near.Usual = table.Nearest(0, goals.Quantile(near.Quantile)), results.UsualOf(table, columns)
	if near.N == 0 {
		return near, ran, fmt.Errorf("--near: %s has no value in any of %s trials", units.Quote(quantile), units.Grouped(trials))
	}
	return near, ran, nil
}
