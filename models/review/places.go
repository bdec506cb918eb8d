package review

import (
	"fmt"
	"math"
	"slices"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/units"
)

// placeDoubts are scarce roles of which phases need more than there is, and phases that never come to need theirs.
func placeDoubts(p *company.Params) (list []string) {
	if !p.Delivery.TakesPlaces() {
		return nil
	}
	days := float64(p.Horizon)
	var mixes []delivery.Mix
	for _, e := range p.Segments {
		mixes = append(mixes, e.Value.Projects)
	}
	held := p.Delivery.Places(p.Segments.Names(), mixes, dealsADay(p))
	for i, e := range p.Delivery.Teams {
		there := e.Value.Days(0, days) / days * float64(e.Value.ConcurrentProjects)
		if held[i] > there && there > 0 {
			list = append(list, fmt.Sprintf("delivery.teams.%s: phases of projects need %.2g of its slots on average and it has %.2g, so they wait ever longer", e.Name, held[i], there))
		}
	}
	for _, e := range p.Delivery.Projects {
		for i, phase := range e.Value.Phases {
			if phase.Slots != nil && !ownPhase(p, e.Name, phase.Name) {
				list = append(list, fmt.Sprintf("delivery.projects.%s.%s.slots: it takes none: a partner does the phase for all who buy it", e.Name, units.At("phases", i)))
			}
		}
	}
	return list
}

// dealsADay returns how many deals each segment closes a day, on average over the run.
func dealsADay(p *company.Params) (list []float64) {
	for _, e := range p.Segments {
		deals := 0.0
		for q := range p.Quarters() {
			deals += float64(e.Value.Deals.PerQuarter) * math.Pow(1+float64(e.Value.Deals.Growth), float64(q)/4) * float64(p.Deals.Seasonality[p.Calendar().Season(q)])
		}
		list = append(list, deals/(fiscal.Quarter*float64(p.Quarters())))
	}
	return list
}

// ownPhase reports whether an own team may do a phase of a project type for any segment that buys it, or if nobody does.
func ownPhase(p *company.Params, project, phase units.Name) bool {
	bought := false
	for _, e := range p.Segments {
		if !slices.ContainsFunc(e.Value.Projects, func(of units.Entry[units.Share]) bool { return of.Name == project && of.Value > 0 }) {
			continue
		}
		bought = true
		if p.Delivery.MayDo(e.Name, project, phase) {
			return true
		}
	}
	return !bought
}
