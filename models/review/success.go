package review

import (
	"fmt"
	"slices"

	"postsale/models/company"
	"postsale/models/success"
	"postsale/models/units"
)

// successDoubts are what is said of success and moves nothing, and teams whose load is far from what they were planned for.
func successDoubts(p *company.Params) (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	some := func(has func(s *success.Segment) bool) bool {
		return slices.ContainsFunc(p.Segments, func(e units.Entry[company.Segment]) bool { return e.Value.Success != nil && has(e.Value.Success) })
	}
	for _, job := range []struct {
		key, section string
		there        bool
		hours        func(s *success.Segment) *units.Duration
	}{
		{"renewal", "renewals", p.Success.Renewals != nil, func(s *success.Segment) *units.Duration { return s.Renewal }},
		{"expansion", "expansions", p.Success.Expansions != nil, func(s *success.Segment) *units.Duration { return s.Expansion }},
		{"rescue", "rescue", p.Success.Rescue != nil, func(s *success.Segment) *units.Duration { return s.Rescue }},
	} {
		stated := some(func(s *success.Segment) bool { return job.hours(s) != nil })
		switch {
		case job.there && !stated:
			add("success.%s: moves nothing: no segment says how long one takes (segments.*.success.%s)", job.section, job.key)
		case stated && !job.there:
			add("segments.*.success.%s: takes nobody's time: success.%s is left out", job.key, job.section)
		}
	}
	if p.Success.Health != nil && !p.Outcomes.Shows() {
		add("success.health: everybody stays green: no ratio of outcomes.leaving that health sees is other than 1")
	}
	if h := p.Success.Health; h != nil && h.Every >= p.Horizon {
		add("success.health.every: customers are looked at every %s, and the run ends at %s: opening customers once, and hardly any other", h.Every, p.Horizon)
	}
	opening := p.OpeningCustomers()
	for i, e := range p.Segments {
		s := e.Value.Success
		if s == nil {
			continue
		}
		if opening[i] == 0 && e.Value.Deals.PerQuarter == 0 {
			add("segments.%s.success: there is nobody to look after", e.Name)
		}
		if r := p.Success.Renewals; r != nil && s.Renewal != nil && !slices.ContainsFunc(e.Value.Customers.Lengths(), func(length units.Duration) bool { return length >= 2*r.Lead }) {
			add("segments.%s.success.renewal: no renewal is worked: every contract is shorter than twice success.renewals.lead, %s", e.Name, r.Lead)
		}
	}
	return append(list, loadDoubts(p, opening)...)
}

// loadDoubts are teams that have a quarter of the people, or four times as many, that their accounts of the first day need.
func loadDoubts(p *company.Params, opening []int) (list []string) {
	const far = 4
	for _, team := range p.Success.Teams {
		needed := 0.0
		for i, e := range p.Segments {
			if s := e.Value.Success; s != nil && s.Team == team.Name {
				needed += float64(opening[i]) / float64(s.AccountsPerPerson)
			}
		}
		if people := float64(team.Value.People); people > 0 && needed >= 1 && (people >= far*needed || needed >= far*people) {
			list = append(list, fmt.Sprintf("success.teams.%s: has %g people for accounts that need %s by accounts_per_person", team.Name, people, units.Rough(needed, 3)))
		}
	}
	return list
}
