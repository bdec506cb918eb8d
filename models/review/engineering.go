package review

import (
	"fmt"
	"slices"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/units"
)

// lends reports whether engineering does a phase of a project.
func lends(e units.Entry[delivery.Project]) bool {
	if e.Value.Scopes() && e.Value.Scoping.Team == company.Engineers {
		return true
	}
	return slices.ContainsFunc(e.Value.Phases, func(phase delivery.Phase) bool { return phase.Team == company.Engineers && phase.Effort > 0 })
}

// engineeringDoubts are engineers who are referred nothing, and bugs of which there are more and more.
func engineeringDoubts(p *company.Params, refers bool) (list []string) {
	e := p.Engineering
	if !refers && e.Bugs != nil {
		list = append(list, "engineering: no ticket is ever referred to it, so it has only bugs to do: "+unreferred(p))
	}
	if e.Ships >= p.Horizon && refers {
		list = append(list, fmt.Sprintf("engineering.ships: the first release comes after %s, and the run ends at %s: no fix ever ships", e.Ships, p.Horizon))
	}
	if b := e.Bugs; b != nil {
		const far, many = 1.25, 2
		days := float64(p.Horizon)
		people := e.Team.Days(0, days) / days
		free := max(0, people-p.FixLoad())
		then := b.After(float64(b.Opening), free, fiscal.Year/fiscal.Month)
		if fixed := float64(b.Fixed) * free; float64(b.Created) > far*fixed || then > many*float64(b.Opening) {
			list = append(list, fmt.Sprintf("engineering.bugs: bugs run away: %s a month are created, and the %s of %s people whom tickets leave free "+
				"fix at most %s; in a year there are %s instead of %s", b.Created, units.Rough(free, 2), units.Rough(people, 2), units.Rough(fixed, 2), units.Rough(then, 3), b.Opening))
		}
	}
	return list
}

// unreferred says why no ticket is referred.
func unreferred(p *company.Params) string {
	switch {
	case !p.Asks():
		return "nobody opens a ticket"
	case !p.Support.Escalates():
		return "support.tier2 is left out"
	case p.Support.Engineering.Share == 0:
		return "support.engineering.share is 0%"
	}
	return "nothing is escalated"
}
