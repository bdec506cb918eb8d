package review

import (
	"fmt"
	"slices"
	"time"

	"postsale/models/accounts"
	"postsale/models/company"
	"postsale/models/partners"
	"postsale/models/units"
)

// managerDoubts are partner managers who make nothing better, who do something else besides, or who are not there.
func managerDoubts(p *company.Params) (list []string) {
	works := p.Delivery.Working(mixes(p))
	for _, e := range p.Delivery.Partners {
		m := e.Value.Managed
		if m == nil {
			continue
		}
		at := "delivery.partners." + string(e.Name) + ".managed"
		add := func(format string, args ...any) { list = append(list, at+fmt.Sprintf(format, args...)) }
		if m.Quality >= e.Value.Quality && m.LeadTime <= e.Value.LeadTime && e.Value.Learning == nil {
			add(": partner managers make nothing better: without them quality and lead time are the partner's own")
		}
		team := p.Delivery.Teams.Find(m.Team)
		busy := p.LooksAfter(m.Team) || executive(p, m.Team) || p.Support.Configuration.Owner == m.Team || p.Offerings.Takes(m.Team) ||
			team >= 0 && works[team] || team < 0 && p.Success.Teams.Find(m.Team) < 0
		if busy {
			add(".team: %s has other work, and its people count whole here whatever of it they do", m.Team)
		}
		if !busy {
			list = append(list, planDoubts(p, at+".team: "+string(m.Team), teamNamed(p, m.Team), true, "so nobody looks after its projects")...)
		}
	}
	return list
}

// laterDoubts are changes of what is sold that come too late, and types of projects in them that nobody buys.
func laterDoubts(p *company.Params) (list []string) {
	for i, policy := range p.Later {
		at := units.At("later", i)
		switch {
		case float64(policy.At) >= float64(p.Horizon):
			list = append(list, fmt.Sprintf("%s.at: it comes at %s, after the run, which ends at %s", at, policy.At.On(p.Calendar()), p.Horizon))
		case len(policy.Segments) == 0 && len(policy.Delivery.Projects) == 0:
			list = append(list, at+": it changes nothing")
		case !p.Sells():
			list = append(list, at+": no deals close, so nobody signs otherwise")
		}
	}
	return list
}

// eventDoubts are events of accounts that have left by then, and renewals that come after the run.
func eventDoubts(p *company.Params) (list []string) {
	if p.Accounts == nil {
		return nil
	}
	book, _, _ := p.ReadAccounts()
	for i, e := range p.Events {
		id := e.Names()
		if id == "" {
			continue
		}
		at := units.At("events", i)
		for k, other := range p.Events {
			if other.Leaves != nil && string(other.Leaves.ID) == id && (other.At < e.At || other.At == e.At && k < i) {
				list = append(list, fmt.Sprintf("%s: %s has left by then, as %s states", at, id, units.At("events", k)))
				break
			}
		}
		n := slices.IndexFunc(book, func(a accounts.Account) bool { return a.ID == id })
		if next := book[n].RenewsFrom(float64(e.At)); e.Renews != nil && next >= float64(p.Horizon) {
			list = append(list, fmt.Sprintf("%s.renews: %s renews next on %s, after the run, so nothing comes of it", at, id, p.Calendar().Date(next).Format(time.DateOnly)))
		}
	}
	return list
}

// manages reports whether a team looks after a partner.
func manages(p *company.Params, team units.Name) bool {
	return slices.ContainsFunc(p.Delivery.Partners, func(e units.Entry[partners.Partner]) bool {
		return e.Value.Managed != nil && e.Value.Managed.Team == team
	})
}
