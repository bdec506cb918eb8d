package measures

import (
	"math"
	"slices"
)

// Work is what a team does.
type Work uint8

// The kinds of work, in the order in which customers meet them.
const (
	Delivering Work = iota
	Answering       // tickets
	Fixing          // what support refers
	Caring          // for customers
	Partnering      // projects, at a partner
)

// Part is what of a team is taken by its work.
type Part uint8

// The parts.
const (
	OfHours Part = iota // that its people have
	OfSlots             // that projects hold
	OfTime              // of its people
	OfNeeds             // hours that its customers need by the design load, over those left for them: it may be above 1
)

// Gauge is a measure that tells how much of a team is taken.
type Gauge struct {
	Team           string // as people call it
	Does           Work
	Part           Part
	Measure, Scope string

	slots []float64 // by quarter, that the measure is a number of; nil where it is a share
}

// gauges are the measures that tell how much of teams is taken, in the order of work: of every team that has the measure,
// or of the team of a name where the measure of the company is its own.
var gauges = []struct {
	measure string
	does    Work
	part    Part
	team    string
}{
	{"hours_used", Delivering, OfHours, ""},
	{"team_utilisation", Delivering, OfSlots, ""},
	{"tier1_utilisation", Answering, OfTime, "tier 1"},
	{"tier2_utilisation", Answering, OfTime, "tier 2"},
	{"engineers_used", Fixing, OfHours, "engineering"},
	{"attention", Caring, OfNeeds, ""},
	{"partner_busy", Partnering, OfSlots, ""},
}

// Gauges returns what tells how much of the teams is taken, in the order of work.
func (l Layout) Gauges() []Gauge {
	var list []Gauge
	for _, g := range gauges {
		m, ok := Find(g.measure)
		if !ok {
			panic("no measure named " + g.measure)
		}
		for _, scope := range l.scopes(m) {
			switch all := l.Ledger.All(); {
			case g.team != "" && scope == all:
				list = append(list, Gauge{g.team, g.does, g.part, g.measure, l.ScopeName(scope), nil})
			case g.team == "" && scope > all:
				list = append(list, Gauge{l.team(scope), g.does, g.part, g.measure, l.ScopeName(scope), l.slotsOf(scope)})
			}
		}
	}
	return list
}

// slotsOf returns the slots of a partner by quarter; nil of other teams.
func (l Layout) slotsOf(scope int) []float64 {
	if at := slices.Index(l.Roles.Partners, scope); at >= 0 {
		return l.Roles.Slots[at]
	}
	return nil
}

// Share returns how much is taken at a value of the gauge's measure in a period: infinitely much where customers need hours
// and none are left.
func (g Gauge) Share(v float64, p Period) float64 {
	switch {
	case g.Part == OfNeeds:
		return 1 / v
	case g.slots != nil:
		there := 0.0
		for _, slots := range g.slots[p.From:p.To] {
			there += slots / float64(p.To-p.From)
		}
		return ratio(v, there)
	default:
		return v
	}
}

// Stage is a team that work waits for, and how much of it was taken in a period.
type Stage struct {
	Team string
	Does Work

	Hours, Slots, Time, Needs float64 // shares by part; NaN if there were none
}

// set fills in the share of a part.
func (s *Stage) set(part Part, share float64) {
	*[...]*float64{OfHours: &s.Hours, OfSlots: &s.Slots, OfTime: &s.Time, OfNeeds: &s.Needs}[part] = share
}

// Of returns the share of a part that was taken.
func (s Stage) Of(part Part) float64 {
	return [...]float64{OfHours: s.Hours, OfSlots: s.Slots, OfTime: s.Time, OfNeeds: s.Needs}[part]
}

// Most returns the largest share of it that was taken.
func (s Stage) Most() float64 {
	if part, ok := s.Fullest(); ok {
		return s.Of(part)
	}
	return math.Inf(-1)
}

// Fullest returns the part of which the largest share was taken; there is none where nobody was there to work.
func (s Stage) Fullest() (fullest Part, ok bool) {
	for part := OfHours; part <= OfNeeds; part++ {
		if share := s.Of(part); !math.IsNaN(share) && (!ok || share > s.Of(fullest)) {
			fullest, ok = part, true
		}
	}
	return fullest, ok
}

// Tight reports whether so much of it is taken that work which comes unevenly waits long: the wait grows with u/(1-u)
// of the share u that is taken (Kingman 1961). Customers get less than they need where more than all of it is.
func (s Stage) Tight() bool {
	const tight = 0.85
	if s.Does == Caring {
		return s.Needs > 1
	}
	return s.Most() >= tight
}

// stages returns the own teams, in the order of work, with figures that middle tells of a measure of a scope.
func (l Layout) stages(middle func(measure, scope string) float64) []Stage {
	var list []Stage
	nan := math.NaN()
	for _, g := range l.Gauges() {
		if g.Does == Partnering {
			continue
		}
		at := 0
		for at < len(list) && (list[at].Team != g.Team || list[at].Does != g.Does) {
			at++
		}
		if at == len(list) {
			list = append(list, Stage{g.Team, g.Does, nan, nan, nan, nan})
		}
		list[at].set(g.Part, g.Share(middle(g.Measure, g.Scope), Period{}))
	}
	return list
}

// strain is what stages are set beside each other by: the largest share that was taken. No more than all of a team can be taken
// by what it works off a queue, however much waits, while customers may need more than all of whom they share: a team of
// which next to nothing is left counts for half as much again as there is (JUDGEMENT).
func (s Stage) strain() float64 {
	const full, endless = 0.97, 1.5
	most := s.Most()
	if s.Does == Caring || most < full {
		return most
	}
	return endless * most
}

// Tightest returns the own stage under the largest strain, with figures that middle tells of a measure of a
// scope; of equals the first in the order of work. Who looks after customers counts only where these get less than they need:
// what they do not need makes nobody wait. There is none where nobody was there to work.
func (l Layout) Tightest(middle func(measure, scope string) float64) (tightest Stage, ok bool) {
	for _, s := range l.stages(middle) {
		_, works := s.Fullest()
		if counts := s.Does != Caring || s.Tight(); works && counts && (!ok || s.strain() > tightest.strain()) {
			tightest, ok = s, true
		}
	}
	return tightest, ok
}

func (l Layout) team(scope int) string { return l.Ledger.Teams[scope-l.Ledger.All()-1] }
