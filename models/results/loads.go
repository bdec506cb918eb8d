package results

import (
	"math"
	"slices"

	"postsale/models/measures"
)

// Loads are what of the teams and partners is taken by their work, in the order of work.
type Loads struct {
	Teams      []Load
	Bottleneck *Load // the tightest of them, nil if there is none
	Tight      bool  // so much of it is taken that work waits long
	Equals     int   // teams that do the same work and of which as much is taken
	Bound      float64
	Beyond     Odds // of its load reaching Bound, where there is next to nothing left; P is NaN where nobody can say
}

// Load is how much of a team is taken: of the part of which most is, in the last period.
type Load struct {
	measures.Gauge
	Last     Level
	Quarters []Level
}

// Level is how much of a team is taken in a period: infinitely much where customers need hours and none are left.
type Level struct {
	measures.Period
	N             int
	P10, P50, P90 float64 // NaN where it does not exist; of fewer than Banded trials P10 and P90 neither
	Alike         bool    // in all trials
}

// Banded is how many trials it takes to tell between what 8 in 10 of them lie: of fewer, that would be made of what lies
// between two trials.
const Banded = 10

// Loads returns how much of the teams is taken, of those that have anything that can be, but for delivery
// teams that nothing is ever for.
func (r *Run) Loads() Loads {
	var l Loads
	periods := r.Periods()
	last := periods[len(periods)-1]
	for _, g := range r.Layout.Gauges() {
		load := Load{Gauge: g, Last: r.level(g, last)}
		some := load.Last.N > 0
		for _, q := range r.Layout.Quarters() {
			load.Quarters = append(load.Quarters, r.level(g, q))
			some = some || load.Quarters[len(load.Quarters)-1].N > 0
		}
		at := slices.IndexFunc(l.Teams, func(t Load) bool { return t.Team == g.Team && t.Does == g.Does })
		switch {
		case !some:
		case at < 0:
			l.Teams = append(l.Teams, load)
		case load.Last.P50 > l.Teams[at].Last.P50:
			l.Teams[at] = load
		}
	}
	l.Teams = slices.DeleteFunc(l.Teams, Load.idle)
	stage, ok := r.Stage()
	if at := slices.IndexFunc(l.Teams, func(t Load) bool { return ok && t.Team == stage.Team && t.Does == stage.Does }); at >= 0 {
		b := &l.Teams[at]
		l.Bottleneck, l.Tight = b, stage.Tight()
		l.Bound, l.Beyond = r.beyond(b.Gauge, last)
		for _, t := range l.Teams[at+1:] {
			if t.Does == b.Does && t.Last.P50 == b.Last.P50 {
				l.Equals++
			}
		}
	}
	return l
}

// idle reports whether a delivery team did nothing in any quarter, as a role that only costs.
func (t Load) idle() bool {
	return t.Does == measures.Delivering && t.Last.P50 == 0 && !slices.ContainsFunc(t.Quarters, func(q Level) bool { return q.P50 > 0 || q.P90 > 0 })
}

// level returns how much is taken in a period. A share that falls where its measure rises has its quantiles from the other
// side.
func (r *Run) level(g measures.Gauge, p measures.Period) Level {
	d := r.Estimate(g.Measure, g.Scope, p.Name)
	v := Level{p, d.N, g.Share(d.P10, p), g.Share(d.P50, p), g.Share(d.P90, p), Alike(d)}
	if v.P10 > v.P90 {
		v.P10, v.P90 = v.P90, v.P10
	}
	if d.N < Banded {
		v.P10, v.P90 = math.NaN(), math.NaN()
	}
	return v
}

// beyond returns how often a load reaches the bound where next to nothing is left, and that bound.
func (r *Run) beyond(g measures.Gauge, p measures.Period) (bound float64, odds Odds) {
	const full = 0.95
	bound = full
	if g.Part == measures.OfNeeds {
		bound = 1
	}
	if !r.Kept() {
		return bound, Odds{P: math.NaN()}
	}
	return bound, r.Table.Odds(r.Table.Find(g.Measure, g.Scope, p.Name), g.Share(bound, p), g.Part == measures.OfNeeds)
}
