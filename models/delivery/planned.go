package delivery

import (
	"slices"

	"postsale/models/partners"
	"postsale/models/units"
)

// Planned returns the mean days from slot to go-live of a mix of project types
// when nothing is in the way, with the product of the first day, and nothing is shared.
func Planned(p Params, mix Mix) float64 {
	days := 0.0
	for _, e := range mix {
		kind := newProjectType(p, p.Projects.Find(e.Name))
		today := kind.matures.Ripeness(0)
		for _, ph := range kind.phases {
			if !ph.afterGoLive {
				days += float64(e.Value) * (ph.lacks.Mean(today) + ph.wait.Mean() + ph.days(ph.hours*kind.multiplier.Mean()*kind.matures.Ease(today)))
			}
		}
	}
	return days
}

// Promised returns the mean promised days from signature to go-live of a mix.
func Promised(p Params, mix Mix) float64 {
	days := 0.0
	for _, e := range mix {
		kind := newProjectType(p, p.Projects.Find(e.Name))
		days += float64(e.Value) * kind.promised * kind.scoping.foresee(kind.multiplier.Mean())
	}
	return days
}

// Places returns how many slots of each team the phases of others' projects hold on average, when nothing is in the way, of so
// many deals a day in each segment: of those that no partner may do.
func (p Params) Places(segments []string, mixes []Mix, deals []float64) []float64 {
	held := make([]float64, len(p.Teams))
	for i, mix := range mixes {
		for _, e := range mix {
			number, ways := p.Projects.Find(e.Name), p.ways(units.Name(segments[i]), e.Name)
			kind := newProjectType(p, number)
			for k, ph := range kind.phases {
				stated := &p.Projects[number].Value.Phases[k]
				theirs := func(r *Route) bool {
					return r != nil && (r.Mode != CoDeliver || slices.Contains(r.Phases, stated.Name))
				}
				if ph.slots > 0 && !slices.ContainsFunc(ways, theirs) {
					days := ph.wait.Mean() + ph.days(ph.hours*kind.multiplier.Mean())
					held[p.Teams.Find(stated.Team)] += deals[i] * float64(e.Value) * ph.slots * days
				}
			}
		}
	}
	return held
}

// SlotHours returns the hours of projects that a slot of each partner does in a day by the plan of the projects that go to it:
// their hours over the days that they hold it. Weights say how many of each segment's projects there are.
func (p Params) SlotHours(segments []string, mixes []Mix, weights []float64) []float64 {
	list := make([]float64, len(p.Partners))
	days := make([]float64, len(p.Partners))
	for i, mix := range mixes {
		for _, e := range mix {
			for _, r := range p.ways(units.Name(segments[i]), e.Name) {
				if r == nil {
					continue
				}
				o := newOffer(p, r, e.Name, float64(e.Value))
				partner := p.Partners.Find(r.Partner)
				done, held := o.atPartner(newProjectType(p, o.number), p.Partners[partner].Value)
				list[partner] += weights[i] * o.share * done
				days[partner] += weights[i] * o.share * held
			}
		}
	}
	for i := range list {
		if days[i] > 0 {
			list[i] /= days[i]
		}
	}
	return list
}

// atPartner returns the hours of a project that a partner does when nothing is in the way, and the days that it holds a slot
// for them.
func (o *offer) atPartner(kind projectType, by partners.Partner) (hours, days float64) {
	days = float64(by.LeadTime)
	for i, ph := range kind.phases {
		slower := float64(by.EffortFactor)
		switch {
		case o.mode == CoDeliver && !o.byPartner[i]:
			continue
		case o.mode == CoDeliver:
			slower *= 1 + o.coordination
		}
		work := ph.hours * kind.multiplier.Mean()
		hours += work
		days += ph.wait.Mean() + ph.days(work)*slower
	}
	return hours, days
}

// Working reports which of the teams have something to do in the project types that segments buy: slots to hold, work of
// their own, or a partner's to oversee.
func (p Params) Working(segments []string, mixes []Mix) []bool {
	works := make([]bool, len(p.Teams))
	for i, mix := range mixes {
		for _, e := range mix {
			if e.Value == 0 {
				continue
			}
			kind := p.Projects[p.Projects.Find(e.Name)].Value
			if kind.Scopes() && p.Teams.Find(kind.Scoping.Team) >= 0 { // engineering is none of them
				works[p.Teams.Find(kind.Scoping.Team)] = true
			}
			for _, r := range p.ways(units.Name(segments[i]), e.Name) {
				p.mark(works, kind, r)
			}
		}
	}
	return works
}

// mark notes which of the teams have something to do in a project that goes a way, nil for the own team alone.
func (p Params) mark(works []bool, kind Project, r *Route) {
	whole := r != nil && r.Mode == Whole
	if whole && p.Partners[p.Partners.Find(r.Partner)].Value.Oversight == 0 {
		return
	}
	works[p.Teams.Find(kind.Team)] = true
	for _, phase := range kind.Phases {
		if lent := p.Teams.Find(phase.Team); lent >= 0 && (phase.Effort > 0 || phase.Slots != nil) && !whole && (r == nil || !slices.Contains(r.Phases, phase.Name)) {
			works[lent] = true
		}
	}
}

// MayHold reports whether a segment's projects of a type may hold slots of the own team.
func (p Params) MayHold(segment, project units.Name) bool {
	return p.own(project, "", []string{string(segment)})
}

// MayDo reports whether an own team may do a phase of a segment's projects of a type.
func (p Params) MayDo(segment, project, phase units.Name) bool {
	return p.own(project, phase, []string{string(segment)})
}

// own reports whether an own team may do a phase of a project type for any of the
// segments; of no phase, whether it may hold the project.
func (p Params) own(project, phase units.Name, segments []string) bool {
	return slices.ContainsFunc(segments, func(segment string) bool {
		return slices.ContainsFunc(p.ways(units.Name(segment), project), func(r *Route) bool {
			return r == nil || r.Mode != Whole && !slices.Contains(r.Phases, phase)
		})
	})
}
