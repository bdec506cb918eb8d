package measures

import "math"

// Stage is a team that work waits for, and how much of it was taken in a period.
type Stage struct {
	Team string
	Tier bool // of support; otherwise it delivers projects

	// Shares: of its people's time; of its hours and of its slots, if it delivers projects. NaN if there were none.
	Busy, Hours, Slots float64
}

// Most returns the largest share of it that was taken.
func (s Stage) Most() float64 {
	most := math.Inf(-1)
	for _, share := range []float64{s.Busy, s.Hours, s.Slots} {
		if share > most {
			most = share
		}
	}
	return most
}

// Tight reports whether so much of it is taken that work which comes unevenly waits long: the wait grows with u/(1-u)
// of the share u that is taken (Kingman 1961).
func (s Stage) Tight() bool {
	const tight = 0.85
	return s.Most() >= tight
}

// Tightest returns the stage of which the largest share was taken, with figures that middle tells of a measure of a
// scope; of equals the first in the order of work. There is none where nobody was there to work.
func (l Layout) Tightest(middle func(measure, scope string) float64) (tightest Stage, ok bool) {
	nan, all := math.NaN(), l.ScopeName(l.Ledger.All())
	var stages []Stage
	for _, scope := range l.Roles.Delivery {
		name := l.ScopeName(scope)
		stages = append(stages, Stage{Team: l.team(scope), Busy: nan, Hours: middle("hours_used", name), Slots: middle("team_utilisation", name)})
	}
	stages = append(stages, Stage{Team: "tier 1", Tier: true, Busy: middle("tier1_utilisation", all), Hours: nan, Slots: nan})
	if l.Roles.Tier2 != NoTeam {
		stages = append(stages, Stage{Team: "tier 2", Tier: true, Busy: middle("tier2_utilisation", all), Hours: nan, Slots: nan})
	}
	for _, s := range stages {
		if most := s.Most(); !math.IsInf(most, -1) && (!ok || most > tightest.Most()) {
			tightest, ok = s, true
		}
	}
	return tightest, ok
}

func (l Layout) team(scope int) string { return l.Ledger.Teams[scope-l.Ledger.All()-1] }
