package company

import (
	"fmt"
	"slices"

	"postsale/models/delivery"
)

// mindsQuality reports whether it makes a difference how well a partner delivers.
func (p *Params) mindsQuality() bool {
	return p.Outcomes.Leaving.PartnerQuality.Ratio != 1 || p.Outcomes.Expanding.PartnerQuality.Ratio != 1 || p.Support.PoorDelivery != 1
}

// Doubts returns what in a valid scenario is perhaps not what was meant.
func (p *Params) Doubts() []string {
	var list []string
	for _, m := range Mechanisms {
		if slices.Contains(p.Ideal, m.Name) {
			list = append(list, fmt.Sprintf("idealised: %s (%s)", m.Name, m.Ideal))
		}
	}
	for _, e := range p.Delivery.Partners {
		if !slices.ContainsFunc(p.Delivery.Routes, func(r delivery.Route) bool { return r.Partner == e.Name }) {
			list = append(list, fmt.Sprintf("delivery.partners.%s: no route leads to it, so it gets no project", e.Name))
		} else if poor := e.Value.Quality != 1 || e.Value.Learning != nil && e.Value.Learning.Quality != 1; poor && !p.mindsQuality() {
			list = append(list, fmt.Sprintf("delivery.partners.%s: its quality moves nothing: outcomes.leaving.partner_quality, "+
				"outcomes.expanding.partner_quality and support.poor_delivery_multiple are all 1", e.Name))
		}
	}
	slices.Sort(list)
	return list
}
