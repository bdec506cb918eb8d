package start

import (
	"context"
	"fmt"
	"math"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// Reached is what a first year keeps in some trials, with standard errors.
type Reached struct {
	GRR, NRR           float64
	GRRError, NRRError float64
	Trials             int
}

// Reached returns what the plan keeps, nil if nothing was simulated.
func (p *Plan) Reached() *Reached { return p.reached }

// Load reads the plan as the scenario that its file is; that it is not valid is a fault of this package.
func (p *Plan) Load() (*scenarios.Scenario, error) {
	return scenarios.Restore("the new scenario", p.File(), nil)
}

// trials returns how many a fit takes of a company: of a small one, in which one customer is much, more.
func (p *Plan) trials() int {
	return min(300, max(30, 40_000/max(1, p.customers())))
}

const (
	steps  = 3    // of the secant at most, for each of GRR and NRR
	enough = .002 // of GRR or NRR: nearer than what anybody knows of last year
)

// MostYears is how many first years a fit simulates at most.
const MostYears = 2*steps + 1

// Fit works out churn and expansion for what GRR and NRR were told, by trials of a first year; 0 for as many as the company
// takes. It changes nothing if none was told. Progress is told how many years were simulated.
func (p *Plan) Fit(ctx context.Context, seed uint64, trials, workers int, progress func(done int)) error {
	if trials == 0 {
		trials = p.trials()
	}
	done := 0
	try := func(losses, gains float64) (Reached, error) {
		p.losses, p.gains = losses, gains
		r, err := p.simulate(ctx, seed, trials, workers)
		p.reached = &r
		if done++; progress != nil {
			progress(done)
		}
		return r, err
	}
	now, err := try(1, 1)
	if err != nil {
		return err
	}
	t := p.told
	grr := t.GRR
	if math.IsNaN(grr) && t.NRR < now.NRR-enough {
		grr = now.GRR - (now.NRR - t.NRR) // less than there is lost; more than there would be bought
	}
	if !math.IsNaN(grr) {
		if now, err = p.keep(grr, now, try); err != nil {
			return err
		}
	}
	if !math.IsNaN(t.NRR) {
		if err = p.gain(t.NRR, now, try); err != nil {
			return err
		}
	}
	p.tellMisses()
	return nil
}

// keep finds the factor of losses with which a year keeps a GRR: in the logarithm of GRR, which is nearly straight.
func (p *Plan) keep(want float64, now Reached, try func(losses, gains float64) (Reached, error)) (Reached, error) {
	if want >= 1 {
		return try(0, p.gains)
	}
	far := func(r Reached) float64 { return math.Log(r.GRR) - math.Log(want) }
	x0, y0 := p.losses, far(now)
	if math.Abs(now.GRR-want) <= enough {
		return now, nil
	}
	x1 := x0 * math.Log(want) / math.Log(min(now.GRR, .999))
	for range steps {
		r, err := try(rounding(within(x1, .01, 50), 4), p.gains)
		if err != nil || math.Abs(r.GRR-want) <= enough {
			return r, err
		}
		now = r
		x1 = p.losses
		y1 := far(r)
		slope := (y1 - y0) / (x1 - x0)
		if !(slope < 0) {
			break // nothing more can be lost within the year
		}
		x0, y0, x1 = x1, y1, x1-y1/slope
	}
	return now, nil
}

// gain finds the factor of expansion with which a year keeps an NRR, as keep does.
func (p *Plan) gain(want float64, now Reached, try func(losses, gains float64) (Reached, error)) error {
	x0, y0 := p.gains, now.NRR-want
	if math.Abs(y0) <= enough {
		return nil
	}
	// what expansion brings is about what lies between GRR and NRR, but for price rises
	x1 := x0 - y0/max(.02, now.NRR-now.GRR)
	for range steps {
		r, err := try(p.losses, rounding(within(x1, -1, 60), 3))
		if err != nil || math.Abs(r.NRR-want) <= enough {
			return err
		}
		x1 = p.gains
		y1 := r.NRR - want
		slope := (y1 - y0) / (x1 - x0)
		if !(slope > 0) {
			break
		}
		x0, y0, x1 = x1, y1, x1-y1/slope
		if within(x1, -1, 60) == x0 {
			break // there is no price rise left to take away
		}
	}
	return nil
}

func within(v, least, most float64) float64 { return min(most, max(least, v)) }

// tellMisses notes what of last year the scenario does not reach.
func (p *Plan) tellMisses() {
	const off, errors = .01, 3
	for _, of := range []struct {
		name             string
		want, is, within float64
		why              string
	}{
		{"GRR", p.told.GRR, p.reached.GRR, p.reached.GRRError, "not all contracts end within a year, and what customers live through costs some"},
		{"NRR", p.told.NRR, p.reached.NRR, p.reached.NRRError, "churn, price rises and the chance that an opportunity is taken do not go together with it"},
	} {
		if miss := math.Abs(of.is - of.want); miss > off+errors*of.within {
			p.notes = append(p.notes, fmt.Sprintf("%s of the first year is %s, and %s was told: %s", of.name, percent(of.is), percent(of.want), of.why))
		}
	}
}

// simulate lives through the first year of the plan, as its file says.
func (p *Plan) simulate(ctx context.Context, seed uint64, trials, workers int) (r Reached, err error) {
	scenario, err := p.Load()
	if err != nil {
		return r, err
	}
	params := scenario.Params
	params.Horizon, params.Targets, params.Trials = units.Duration(4*65), nil, units.Count(trials)
	layout := params.Layout()
	var columns []measures.Column
	for _, c := range layout.Columns() {
		if name := c.Measure.Name; c.Segment == measures.WholeCompany && (name == "grr" || name == "nrr") {
			columns = append(columns, c)
		}
	}
	table := measures.NewTable(columns, trials)
	table.Luck = measures.NewControls(layout.Controls())
	rows := measures.NewRows(table)
	type lived struct{ row, luck []float64 }
	went := experiment.Run(ctx, experiment.Options{Scenarios: 1, First: 1, Trials: trials, Workers: workers},
		func(int) func(int) lived {
			experiment.EndWith(ctx)
			c, layout := company.New(&params, seed), params.Layout()
			return func(trial int) lived {
				facts := c.Run(trial)
				return lived{layout.Row(columns, facts), append([]float64{}, c.Luck()...)}
			}
		},
		func(trial int, list []lived) { rows.Append(trial, list[0].row, list[0].luck...) })
	rows.Flush()
	if ctx.Err() != nil {
		return r, errInterrupted
	}
	if len(went.Failures) > 0 {
		return r, fmt.Errorf("trial %d failed: %s", went.Failures[0].Trial, went.Failures[0].Cause)
	}
	r.Trials = trials
	for i, c := range columns { // the last is the end of the year
		d := table.Distribution(i)
		switch c.Measure.Name {
		case "grr":
			r.GRR, r.GRRError = d.Mean, d.MCError
		case "nrr":
			r.NRR, r.NRRError = d.Mean, d.MCError
		}
	}
	if math.IsNaN(r.GRR) || math.IsNaN(r.NRR) {
		return r, fmt.Errorf("the first year has no GRR or NRR: there is nobody of whom it could be")
	}
	return r, nil
}

// IsInterrupted reports whether a fit was ended.
func IsInterrupted(err error) bool { return err == errInterrupted }
