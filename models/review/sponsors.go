package review

import (
	"fmt"

	"postsale/models/company"
	"postsale/models/people"
	"postsale/models/units"
)

// sponsorDoubts are sponsors whom nobody misses, and executives who hold nothing, or to no end.
func sponsorDoubts(p *company.Params) (list []string) {
	if s := p.Success.Sponsors; s != nil && !p.Outcomes.Feels("sponsor_lost") {
		list = append(list, "success.sponsors: whether a customer has one moves nothing: outcomes.leaving.sponsor_lost, "+
			"outcomes.expanding.sponsor_lost and outcomes.contracting.sponsor_lost are all 1 or left out")
	}
	e := p.Success.Executives
	if e == nil {
		return list
	}
	if p.Success.Sponsors == nil {
		list = append(list, "success.executives: they cushion nothing: success.sponsors is left out")
	}
	team := teamNamed(p, e.Team)
	if day, gone := team.Gone(); gone && float64(day) < float64(p.Horizon) {
		from := "nobody is there"
		if day > 0 {
			from = "nobody is there from " + day.On(p.Calendar()) + " on"
		}
		list = append(list, fmt.Sprintf("success.executives.team: of %s %s, so no account is held", e.Team, from))
	} else if most := team.Most(); e.Places(most) == 0 {
		list = append(list, fmt.Sprintf("success.executives.accounts_per_person: %d people hold no whole account at %s a person", most, e.AccountsPerPerson))
	}
	return list
}

// executive reports whether a team is that of the executives.
func executive(p *company.Params, team units.Name) bool {
	return p.Success.Executives != nil && p.Success.Executives.Team == team
}

// teamNamed returns the plan of a success or delivery team.
func teamNamed(p *company.Params, name units.Name) people.Team {
	if i := p.Success.Teams.Find(name); i >= 0 {
		return p.Success.Teams[i].Value
	}
	return p.Delivery.Teams[p.Delivery.Teams.Find(name)].Value.Team
}
