package review

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
)

// coverDoubts are teams that are to stand in and never do, and those that have too much to do as they do on the first day.
func coverDoubts(p *company.Params) (list []string) {
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for _, e := range p.Delivery.Teams {
		at, team := "delivery.teams."+string(e.Name), &e.Value
		if team.Skill != nil && len(p.Covered(e.Name)) == 0 {
			add("%s.skill: moves nothing: it stands in for no team", at)
		}
		if doing, hours, there := firstDay(p, e.Name); len(doing) > 0 && hours > there {
			add("%s: it has %s productive hours a week on the first day, and standing in for %s takes %s", at, units.Rough(there, 3), strings.Join(doing, " and "), units.Rough(hours, 3))
		}
	}
	return list
}

// transferDoubts are transfers of nobody, and those between pods and people or pods of other sizes: seats move, whoever they are.
func transferDoubts(p *company.Params) (list []string) {
	heads := map[units.Name]int{}
	p.WithPlans(func(path string, plan *people.Team) {
		name := units.Name(path[strings.LastIndexByte(path, '.')+1:])
		if path == "support.cs_engineers" {
			name = support.OwnerCSEngineers
		}
		heads[name] = plan.HeadsEach()
	})
	p.WithPlans(func(path string, plan *people.Team) {
		for i, m := range plan.Transfers {
			at := fmt.Sprintf("%s.transfers[%d]", path, i)
			from, to := heads[m.From], plan.HeadsEach()
			if m.People == 0 {
				list = append(list, fmt.Sprintf("%s: nobody moves at %s", at, m.At))
			} else if from != to {
				list = append(list, fmt.Sprintf("%s: seats move, not heads: each was %d of %s and is %d here (heads)", at, from, m.From, to))
			}
		}
	})
	return list
}

// firstDay returns for which teams a delivery team stands in on the first day, how many hours a week what comes to them then
// takes of it on average, and how many it has.
func firstDay(p *company.Params, name units.Name) (doing []string, hours, there float64) {
	team := &p.Delivery.Teams[p.Delivery.Teams.Find(name)].Value
	skill := delivery.Skill{Tickets: 1, Projects: 1, Success: 1}
	if team.Skill != nil {
		skill = *team.Skill
	}
	switching := 0.0
	if team.Switching != nil {
		switching = float64(*team.Switching)
	}
	for _, path := range p.CoveredFirst(name) {
		doing = append(doing, path)
		switch kind, of, _ := strings.Cut(path, ".teams."); {
		case path == "support.tier1":
			tickets, days := asksFirst(p)
			hours += 8 * fiscal.Week * (days*float64(skill.Tickets) + tickets*switching)
		case kind == "delivery":
			hours += float64(skill.Projects) * projectHours(p, units.Name(of), skill)
		case kind == "success":
			hours += float64(skill.Success) * accountHours(p, units.Name(of))
		}
	}
	return doing, hours, float64(team.People) * float64(team.ProductiveHours)
}

// asksFirst returns how many tickets about the product the live opening customers open a day, which tier 1 answers, and how
// many days of touch they take there.
func asksFirst(p *company.Params) (tickets, touch float64) {
	questions := float64(p.Support.HowDoI.Share)
	answered := 1 - float64(p.Support.HowDoI.Deflected)
	each := questions*answered*mean(p.Support.HowDoI.Touch) + (1-questions)*mean(p.Support.BreakFix.Touch)
	for i, e := range p.Segments {
		aDay, _ := e.Value.Tickets.Rate(e.Value.Customers.ACV)
		product := aDay * e.Value.Tickets.Product(e.Value.Customers.ACV)
		n := float64(p.OpeningCustomers()[i] - int(e.Value.Customers.Opening.InFlight))
		tickets += n * product * (questions*answered + 1 - questions)
		touch += n * product * each
		if p.Support.Configuration.Owner == support.OwnerSupport {
			tickets += n * (aDay - product)
			touch += n * (aDay - product) * mean(p.Support.Configuration.Touch)
		}
	}
	again := 1 / (1 - float64(p.Support.Reopened))
	return tickets * again, touch * again
}

// projectHours returns how many hours a week the projects of a team come to that deals bring.
func projectHours(p *company.Params, team units.Name, skill delivery.Skill) (hours float64) {
	for _, e := range p.Segments {
		for _, share := range e.Value.Projects {
			kind := p.Delivery.Projects[p.Delivery.Projects.Find(share.Name)].Value
			if kind.Team != team {
				continue
			}
			aWeek := float64(share.Value) * float64(e.Value.Deals.PerQuarter) * fiscal.Week / fiscal.Quarter
			others := 0.0 // of a cohort, as a share
			if s := e.Value.Starts; s != nil {
				others = max(0, 1-fiscal.Week/(aWeek*float64(s.Every)))
			}
			planned, borne := 0.0, 0.0
			for _, phase := range kind.Phases {
				if phase.Team == "" || phase.Team == team {
					planned += 8 * float64(phase.Effort)
					borne += 8 * float64(phase.Effort) * (1 - float64(phase.Shared)*others)
				}
			}
			if planned <= 8*float64(skill.Small) {
				borne /= float64(skill.Projects)
			}
			hours += aWeek * borne * mean(kind.EffortMultiplier)
		}
	}
	return hours
}

// accountHours returns how many hours a week the live opening accounts of a team need by its design load.
func accountHours(p *company.Params, team units.Name) (hours float64) {
	i := slices.IndexFunc(p.Success.Teams, func(e units.Entry[people.Team]) bool { return e.Name == team })
	for n, e := range p.Segments {
		if s := e.Value.Success; s != nil && s.Team == team {
			live := math.Max(0, float64(p.OpeningCustomers()[n]-int(e.Value.Customers.Opening.InFlight)))
			hours += live * float64(p.Success.Teams[i].Value.ProductiveHours) / float64(s.AccountsPerPerson)
		}
	}
	return hours
}

// mean returns the mean of a law of chance.
func mean(s units.Law) float64 {
	law, err := s.Distribution()
	if err != nil {
		return 0
	}
	return law.Mean()
}
