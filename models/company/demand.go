package company

import (
	"postsale/models/units"
)

// wordOfMouth is what a company has in which customers tell others, as its measure wants it.
const wordOfMouth = "deals.detractors or deals.references"

// answers returns what the company has by which demand answers back, as measures want it.
func (p *Params) answers() (list []string) {
	if len(p.Offerings) > 0 {
		list = append(list, "offerings")
	}
	if p.Deals.Detractors != nil || p.Deals.References != nil {
		list = append(list, wordOfMouth)
	}
	if p.Delivery.Deters() {
		list = append(list, "delivery.projects.deters")
	}
	return list
}

// hasHealth reports whether the company knows how healthy its customers are.
func (p *Params) hasHealth() bool { return p.Success.Health != nil }

// premium returns the share of a segment's customers who have premium support.
func (p *Params) premium(segment int) float64 {
	e := &p.Segments[segment]
	if name, share := p.Offerings.Premium(e.Name); name != "" {
		return float64(share)
	}
	return float64(e.Value.Tickets.Premium)
}

// validateAnswers adds what is wrong with how demand answers back to the faults.
func (p *Params) validateAnswers(f *units.Faults) {
	p.Offerings.Validate(f.Under("offerings"), p.Segments.Names(), p.Delivery.Teams.Names())
	for _, e := range p.Segments {
		if name, _ := p.Offerings.Premium(e.Name); name != "" && e.Value.Tickets.Premium != 0 {
			f.Add("segments."+string(e.Name)+".tickets.premium", "must be left out where offerings.%s is premium support, got %s", name, e.Value.Tickets.Premium)
		}
	}
	if p.Deals.References != nil && !p.hasHealth() {
		f.Add("deals.references", "must come with success.health, which tells who is green")
	}
}
