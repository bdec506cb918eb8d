package misses

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	found "postsale/models/results/misses"
	"postsale/models/targets"
	"postsale/models/units"
	"postsale/scenarios/studies"
)

// Study is a target and the trials that may miss it.
type Study struct {
	*studies.Study
	Target found.Target

	tracing *studies.Tracing
}

// New reads the scenario of an order, and the target from a text such as nrr.FY28 >= 100%, or from the file if that is empty.
func New(o studies.Order, target string) (*Study, error) {
	run, err := studies.NewRun(o)
	if err != nil {
		return nil, err
	}
	params := &run.Plans[0].Params
	if most := cmp.Or(o.Kept, company.MostKept); int(params.Trials) > most {
		return nil, &studies.OrderError{Option: "trials", Err: fmt.Errorf("misses needs the numbers of each trial, which are kept of at most %s trials, got %s; take --trials %d",
			units.Grouped(most), units.Grouped(int(params.Trials)), most)}
	}
	s := &Study{Study: run}
	if s.Target, err = aim(params, o.Scenario, target); err != nil {
		return nil, err
	}
	s.tracing, err = studies.NewTracing(o)
	return s, err
}

// aim reads a target, or takes the first of the last year.
func aim(params *company.Params, scenario, text string) (t found.Target, err error) {
	wrong := func(format string, args ...any) (found.Target, error) {
		return t, &studies.OrderError{Option: "target", Err: fmt.Errorf(format, args...)}
	}
	layout := params.Layout()
	if text == "" {
		aims := targets.In(params.Layout(), params.Targets)
		if len(aims) == 0 {
			periods := layout.Periods()
			such := "nrr.%s >= 100%%"
			if len(layout.Years()) == 0 {
				such = "customers.%s >= 100" // NRR wants twelve months
			}
			return wrong("%s has no target in a year of its run; say which, such as --target '"+such+"', or write it below targets: in the file",
				units.Shown(scenario), strings.Replace(periods[len(periods)-1].Name, " ", "-", 1))
		}
		for _, a := range aims {
			if a.Measure == aims[0].Measure && a.Segment == aims[0].Segment && a.AtMost == aims[0].AtMost && a.Bound == aims[0].Bound {
				column, err := layout.Column(a.Measure.Name + "." + a.Segment + "." + a.Period)
				if err != nil {
					continue // not in this year
				}
				t = found.Target{Column: column, Bound: a.Bound, AtMost: a.AtMost}
			}
		}
		if t.Measure == nil {
			return wrong("the first target of %s is of %s, which is not measured in any year of its run; say another", units.Shown(scenario), aims[0].Measure.Name)
		}
		return t, nil
	}
	t, err = found.Read(layout, text)
	var unknown *measures.UnknownError
	switch {
	case errors.As(err, &unknown) && unknown.Kind == "measure":
		return wrong("%w%s", err, cmp.Or(units.Hint(unknown.Got, unknown.Valid), "; postsale measures lists them"))
	case errors.As(err, &unknown) && len(unknown.Valid) > 0:
		const most = 12
		list := strings.Join(unknown.Valid[:min(most, len(unknown.Valid))], ", ")
		if more := len(unknown.Valid) - most; more > 0 {
			list += fmt.Sprintf(" and %d more", more)
		}
		return wrong("%w%s", err, cmp.Or(units.Hint(unknown.Got, unknown.Valid), "; there are "+list))
	case err != nil:
		return wrong("%w", err)
	}
	return t, nil
}

// Fit gives the study as many workers as have room in so many bytes, as that of a run does, and demands room for the facts of a
// trial.
func (s *Study) Fit(memory float64) (warning string, err error) {
	if warning, err = s.Study.Fit(memory); err != nil {
		return warning, err
	}
	return warning, s.tracing.Fit(memory)
}

// Live lives through the trials until they are done or ctx ends, and returns what those that miss have in common, and how the
// trials went. What was found is nil if they were interrupted or none was done.
func (s *Study) Live(ctx context.Context, progress func(done, failed int)) (*found.Missed, *results.Run, error) {
	run := s.Study.Live(ctx, progress).Went()
	if run.Interrupted || run.Done == 0 {
		return nil, run, nil
	}
	m := found.Of(run, s.Target)
	if m.Odds.N == 0 {
		return nil, run, fmt.Errorf("--target: %s has no value in any of %s trials", units.Quote(s.Target.Text()), units.Grouped(run.Done))
	}
	m.Program = s.Order.Program
	m.Command = s.Order.Line("misses", s.Order.Scenario, "--target", s.Target.Text(), "--trials", strconv.Itoa(run.Asked))
	columns := append(results.FutureColumns(run.Layout), s.Target.Column)
	usual := results.UsualOf(run.Table, columns)
	for _, choice := range m.Choose(run) {
		if ctx.Err() != nil {
			run.Interrupted = true
			return nil, run, nil
		}
		traces, err := s.tracing.Trace(choice.Trial, nil, studies.Part{})
		if err != nil {
			return nil, run, err
		}
		future := found.FutureOf(traces[0], s.Target.Column, &usual)
		future.Chosen = choice.Why
		m.Futures = append(m.Futures, future)
	}
	return m, run, nil
}
