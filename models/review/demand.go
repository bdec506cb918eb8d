package review

import (
	"fmt"
	"maps"
	"slices"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/offerings"
	"postsale/models/units"
)

// demandDoubts are what demand answers with that nobody will notice.
func demandDoubts(p *company.Params) (list []string) {
	if p.Deals.Detractors != nil {
		const atLeast = 5
		switch quarters := p.WarmUpQuarters() + p.Quarters(); {
		case !p.Sells():
			list = append(list, "deals.detractors: no deals close, so nobody hears of customers who left")
		case quarters < atLeast:
			list = append(list, fmt.Sprintf("deals.detractors: they speak of the customers lost over four quarters, and the run has only %s: it takes %d to see all they do",
				counted(quarters, "quarter"), atLeast))
		}
	}
	for i, e := range p.Delivery.Projects {
		priced := func(s delivery.Sold) bool { return !s.Projects[i].Value.Price.IsFree() }
		switch deters := e.Value.Deters; {
		case deters > 0 && e.Value.Price.IsFree() && !slices.ContainsFunc(p.Delivery.Later, priced):
			list = append(list, fmt.Sprintf("delivery.projects.%s.deters: it has no price, so it keeps no deal from being signed", e.Name))
		case deters == 1:
			list = append(list, fmt.Sprintf("delivery.projects.%s.deters: its price keeps every deal from being signed", e.Name))
		}
	}
	if f := p.Delivery.FreeEffort; f != nil && *f != 1 && !slices.ContainsFunc(p.Delivery.Projects, isFree) &&
		!slices.ContainsFunc(p.Delivery.Later, func(s delivery.Sold) bool { return slices.ContainsFunc(s.Projects, isFree) }) {
		list = append(list, "delivery.free_effort: every project type has a price, so it moves nothing")
	}
	for _, e := range p.Segments {
		for _, term := range slices.Sorted(maps.Keys(e.Value.Customers.PriceByTerm)) {
			if !e.Value.Customers.Sells(term) {
				list = append(list, fmt.Sprintf("segments.%s.price_by_term.%s: nobody is sold a contract of %s", e.Name, term, term))
			}
		}
	}
	return append(list, offeringDoubts(p)...)
}

// offeringDoubts are offerings that nobody can buy, or that bring or take nothing.
func offeringDoubts(p *company.Params) (list []string) {
	opening := p.OpeningCustomers()
	for _, e := range p.Offerings {
		at, buyers := "offerings."+string(e.Name), false
		for _, share := range e.Value.Share {
			i := p.Segments.Find(share.Name)
			buyers = buyers || share.Value > 0 && (opening[i] > 0 || p.Segments[i].Value.Deals.PerQuarter > 0)
		}
		if !buyers {
			list = append(list, at+": nobody can buy it: its shares are 0%, or the segments have no customers")
		}
		if e.Value.Team != "" && e.Value.Hours == 0 {
			list = append(list, at+".team: it takes no hours of a team")
		}
		if e.Value.Line == offerings.Services && e.Value.Premium {
			list = append(list, at+".line: premium support is booked as services, so that the platform bears its cost without what it earns")
		}
	}
	return list
}

func isFree(e units.Entry[delivery.Project]) bool { return e.Value.Price.IsFree() }
