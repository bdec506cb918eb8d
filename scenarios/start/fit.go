package start

import (
	"context"
	"fmt"
	"math"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/estimate"
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

// Trials returns how many futures a first look takes.
func (p *Plan) Trials() int { return min(300, max(50, 150_000/max(1, p.customers()))) }

// affordable returns how many first years of a run of so many futures a fit takes: a few seconds of them at a time.
func (p *Plan) affordable(trials int) int {
	return min(trials, max(50, 300_000/max(1, p.customers())))
}

// rough returns how many first years tell about where the factors lie: of a small company, in which one customer is much, more.
func (p *Plan) rough() int { return min(100, max(20, 20_000/max(1, p.customers()))) }

const (
	steps  = 3    // of a secant at most
	nearly = .002 // of GRR or NRR: nearer than what anybody knows of last year
)

// MostYears is how many first years a fit simulates at most.
const MostYears = 2 + 6*steps

// fit is a plan whose churn and expansion are sought.
type fit struct {
	plan         *Plan
	try          func() (Reached, error)
	enough       func(err float64) float64 // how near is near enough, by the error of the figure
	losing, gain float64                   // by how much a factor moves log GRR, and NRR
}

// Fit works out churn and expansion for what GRR and NRR were told, by trials of a first year: few that tell about where they
// lie, then as many of the same luck as a run of so many trials will have, or as the company takes, until the year keeps what
// was told within its error. It changes nothing if none was told. Progress is told how many years were simulated.
func (p *Plan) Fit(ctx context.Context, seed uint64, trials, workers int, progress func(done int)) error {
	if trials == 0 {
		trials = p.Trials()
	}
	n, done := 0, 0
	f := &fit{plan: p}
	f.try = func() (Reached, error) {
		r, err := p.simulate(ctx, seed, n, trials, workers)
		p.reached = &r
		if done++; progress != nil {
			progress(done)
		}
		return r, err
	}
	full := p.affordable(trials)
	if n = full; p.rough() < full/2 && p.toldRetention() {
		n = p.rough()
		f.enough = func(float64) float64 { return nearly }
		now, err := f.try()
		if err == nil {
			_, err = f.approach(now)
		}
		if err != nil {
			return err
		}
		n = full
	}
	f.enough = func(err float64) float64 { return min(nearly, max(.0002, err/2)) }
	now, err := f.try()
	if err == nil {
		now, err = f.approach(now)
	}
	if err == nil && !math.IsNaN(p.told.GRR) { // which expansion may have moved
		now, err = f.keep(p.told.GRR, now)
	}
	if err != nil {
		return err
	}
	p.reached = &now
	return nil
}

func (p *Plan) toldRetention() bool { return !math.IsNaN(p.told.GRR) || !math.IsNaN(p.told.NRR) }

// approach moves both factors, losses first, as what is lost cannot grow.
func (f *fit) approach(now Reached) (_ Reached, err error) {
	t := f.plan.told
	grr := t.GRR
	if math.IsNaN(grr) && f.plan.losses == 1 && t.NRR < now.NRR-nearly {
		grr = now.GRR - (now.NRR - t.NRR) // less than there is lost; more than there would be bought
	}
	if !math.IsNaN(grr) {
		if now, err = f.keep(grr, now); err != nil {
			return now, err
		}
	}
	if !math.IsNaN(t.NRR) {
		return f.expand(t.NRR, now)
	}
	return now, nil
}

// keep finds the factor of losses with which a year keeps a GRR: in the logarithm of GRR, which is nearly straight.
func (f *fit) keep(want float64, now Reached) (Reached, error) {
	p := f.plan
	if want >= 1 {
		if p.losses == 0 {
			return now, nil
		}
		p.losses = 0
		return f.try()
	}
	if f.losing == 0 {
		f.losing = math.Log(min(now.GRR, .999))
	}
	return f.near(now, &p.losses, &f.losing, .01, 50, 4, func(r Reached) (miss, within float64) {
		return math.Log(r.GRR) - math.Log(want), f.enough(r.GRRError) / want
	})
}

// expand finds the factor of expansion with which a year keeps an NRR, as keep does.
func (f *fit) expand(want float64, now Reached) (Reached, error) {
	if f.gain == 0 {
		f.gain = max(.02, now.NRR-now.GRR) // what expansion brings is about what lies between, but for price rises
	}
	return f.near(now, &f.plan.gains, &f.gain, -1, 60, 3, func(r Reached) (miss, within float64) {
		return r.NRR - want, f.enough(r.NRRError)
	})
}

// near moves a factor along secants until a year misses little, and leaves it where the least was missed.
func (f *fit) near(now Reached, factor, slope *float64, least, most float64, digits int, far func(Reached) (miss, within float64)) (Reached, error) {
	best, at := now, *factor
	missed, within := far(now)
	y0 := missed
	for range steps {
		if math.Abs(y0) <= within {
			break
		}
		x0 := *factor
		x1 := rounding(min(most, max(least, x0 - y0 / *slope)), digits)
		if x1 == x0 {
			break
		}
		*factor = x1
		r, err := f.try()
		if err != nil {
			return r, err
		}
		var y1 float64
		if y1, within = far(r); math.Abs(y1) < math.Abs(missed) {
			best, at, missed = r, x1, y1
		}
		now := (y1 - y0) / (x1 - x0)
		if !(now**slope > 0) {
			break // it moves nothing more
		}
		y0, *slope = y1, now
	}
	*factor = at
	return best, nil
}

// simulate lives through the first year of the plan, as its file says, freed of known luck where a run of so many trials is.
func (p *Plan) simulate(ctx context.Context, seed uint64, trials, of, workers int) (r Reached, err error) {
	scenario, err := p.Load()
	if err != nil {
		return r, err
	}
	params := scenario.Params
	whole := params.Layout()
	freed := of >= estimate.TrialsPerControl*(1+len(whole.Lucks)*(len(whole.Spans())-1)) // of what was before, deals vary alone
	params.Horizon, params.Targets, params.Trials = units.Duration(fiscal.Year), nil, units.Count(trials)
	layout := params.Layout()
	var columns []measures.Column
	for _, c := range layout.Columns() {
		if name := c.Measure.Name; c.Segment == measures.WholeCompany && (name == "grr" || name == "nrr") {
			columns = append(columns, c)
		}
	}
	table := measures.NewTable(columns, trials)
	if freed {
		table.Luck = measures.NewControls(layout.Controls())
	}
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
