package changes

import "postsale/models/company"

// simulated are mechanisms that a scenario may leave out, by their keys.
var simulated = []struct {
	key string
	in  func(p *company.Params) bool
}{
	{"support.tier2", func(p *company.Params) bool { return p.Support.Escalates() }},
	{"engineering", func(p *company.Params) bool { return p.Engineering != nil }},
	{"segments.*.success", func(p *company.Params) bool { return p.Cares() }},
	{"delivery.projects.*.phases[].blocked", func(p *company.Params) bool { return p.Delivery.Blocks() }},
	{"success.renewals", func(p *company.Params) bool { return p.Success.Renewals != nil }},
	{"success.expansions", func(p *company.Params) bool { return p.Success.Expansions != nil }},
	{"success.rescue", func(p *company.Params) bool { return p.Success.Rescue != nil }},
	{"success.sponsors", func(p *company.Params) bool { return p.Success.Sponsors != nil }},
	{"adoption", func(p *company.Params) bool { return p.Adoption != nil }},
	{"works", func(p *company.Params) bool { return len(p.Works) > 0 }},
	{"deals.detractors", func(p *company.Params) bool { return p.Deals.Detractors != nil }},
	{"deals.references", func(p *company.Params) bool { return p.Deals.References != nil }},
}

// Missing returns the keys of mechanisms that one scenario simulates and another leaves out. There it costs nothing and moves
// nobody, which is not the same as a company that does without.
func Missing(in, of *company.Params) []string {
	var list []string
	for _, m := range simulated {
		if m.in(in) && !m.in(of) {
			list = append(list, m.key)
		}
	}
	return list
}
