package delivery

import "postsale/models/units"

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
func (o *offer) atPartner(kind projectType, by Partner) (hours, days float64) {
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
