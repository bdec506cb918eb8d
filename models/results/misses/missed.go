package misses

import (
	"math"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

// Fewest is how many trials each of both groups must have for their differences to be told.
const Fewest = 20

// Verdict says whether both groups can be told apart.
type Verdict int

const (
	Compared Verdict = iota
	Never            // no trial misses the target
	Always           // none reaches it
	TooFew           // fewer than Fewest trials are in one of the groups
)

// Missed is what the futures that miss a target have in common.
type Missed struct {
	Name, Command string // of the scenario; the command line in canonical form
	Program       string // its version
	Seed          uint64
	Asked, Failed int // trials
	Target

	Verdict           Verdict
	Odds              estimate.Odds // of a miss, among trials in which the measure exists
	Absent            int           // trials in which it does not
	Missing, Reaching estimate.Distribution
	Gap               Contrast // of the missing less the reaching
	Parts             []Part   // that add up to the gap, by kind and segment; none of a measure that has no such parts
	Kinds             []Part   // the same by kind alone
	Losses            []Loss   // who left, of the whole company and by segment; in the period of the target
	Drivers           []Driver // those beyond the limit, the clearest first
	Looked            int      // measures that were compared
	Chance            float64  // that a measure alone may be beyond its limit by chance
	Futures           []Future // told one by one
}

// Of compares the trials of a run that miss a target with those that reach it. The run must have kept its trials.
func Of(r *results.Run, t Target) *Missed {
	m := &Missed{Name: r.Name, Seed: r.Seed, Asked: r.Asked, Failed: len(r.Failures), Target: t}
	g := split(r.Table, t)
	m.Absent = len(r.Table.Trials) - len(g.missing) - len(g.reaching)
	m.Odds = estimate.Wilson(len(g.missing), len(g.missing)+len(g.reaching), 0.95)
	m.Missing, m.Reaching = estimate.Of(g.of(g.values, true)), estimate.Of(g.of(g.values, false))
	m.Gap = contrast(g.of(g.values, true), g.of(g.values, false))
	switch {
	case len(g.missing) == 0:
		m.Verdict = Never
		return m
	case len(g.reaching) == 0:
		m.Verdict = Always
		return m
	case min(len(g.missing), len(g.reaching)) < Fewest:
		m.Verdict = TooFew
		return m
	}
	m.Parts, m.Kinds = g.parts(r.Layout)
	m.Losses = g.losses(r.Layout)
	m.drivers(g, r.Layout)
	return m
}

// groups are the trials of a table by whether they miss a target.
type groups struct {
	table             *measures.Table
	target            Target
	values            []float64 // of the target's column
	missing, reaching []int     // their places in the table
}

func split(table *measures.Table, t Target) *groups {
	g := &groups{table: table, target: t, values: table.Values(table.Find(t.Measure.Name, t.Segment, t.Period.Name))}
	for i, v := range g.values {
		switch {
		case math.IsNaN(v):
		case t.Missed(v):
			g.missing = append(g.missing, i)
		default:
			g.reaching = append(g.reaching, i)
		}
	}
	return g
}

// of returns the numbers of a column in a group, where they exist.
func (g *groups) of(column []float64, missing bool) (list []float64) {
	places := g.reaching
	if missing {
		places = g.missing
	}
	for _, i := range places {
		if v := column[i]; !math.IsNaN(v) {
			list = append(list, v)
		}
	}
	return list
}

// column returns the numbers of a measure in the target's period, or nil.
func (g *groups) column(measure, segment string) []float64 {
	if i := g.table.Find(measure, segment, g.target.Period.Name); i >= 0 {
		return g.table.Values(i)
	}
	return nil
}
