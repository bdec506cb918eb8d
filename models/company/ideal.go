package company

import (
	"slices"
	"strings"

	"postsale/models/delivery"
	"postsale/models/events"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/units"
	"postsale/models/works"
)

// Idealisation rids what a company does of one way in which it costs customers and money.
// Beside the same luck without it, a trial tells how much.
type Idealisation struct {
	Name  units.Name
	Ideal string // what holds then

	matters  func(p *Params) bool // it may move a number
	idealise func(p *Params)      // of a copy; what Params point to is shared
}

// Idealisations are all that there are. What each does to a mechanism stands with that mechanism.
var Idealisations = []Idealisation{
	{"clumping", "deals close evenly over the quarter",
		func(p *Params) bool { return p.Sells() && !p.Deals.Profile.IsEven() },
		func(p *Params) { p.Deals = p.Deals.Evenly() }},
	{"start-delay", "projects start at signature, at an overflow's partner if the team is full, otherwise as if somebody had been free",
		func(p *Params) bool { return p.Sells() || p.gathers((*Segment).grows) },
		func(p *Params) { p.Delivery.Ideal.Start = true }},
	{"phase-wait", "phases that take slots of another team get them at once, as if somebody had been free there",
		func(p *Params) bool { return p.Delivery.TakesPlaces() && p.delivers() },
		func(p *Params) { p.Delivery.Ideal.Phases = true }},
	{"cohorts", "nobody waits for the start day of a cohort; its projects share all the same, and deals close when they do",
		func(p *Params) bool {
			return p.gathers(func(s *Segment) bool { return s.Starts != nil && (s.sells() || s.grows()) })
		},
		func(p *Params) { p.Delivery.Ideal.Cohorts = true }},
	{"features", "the product does all that projects need: no phase waits for a feature",
		func(p *Params) bool { return p.Delivery.Blocks() && p.delivers() },
		func(p *Params) { p.Delivery.Ideal.Features = true }},
	{"delivery-time", "projects go live when the promised time from their start is over; those in flight, from signature",
		(*Params).delivers,
		func(p *Params) { p.Delivery.Ideal.Delivery = true }},
	{"partner-quality", "what a partner delivers is as good as the own, to customers too",
		(*Params).trustsLess,
		func(p *Params) { p.Delivery, p.Outcomes = p.Delivery.Perfect(), p.Outcomes.Trusting() }},
	{"partner-management", "there always are partner managers enough",
		(*Params).managesLess,
		func(p *Params) { p.Delivery.Ideal.Managers = true }},
	{"support-backlog", "no ticket misses a target",
		(*Params).Asks,
		func(p *Params) { p.Support = p.Support.Punctual() }},
	{"attention", "customers get the attention of the design load",
		func(p *Params) bool { return p.HasCare() && p.Outcomes.Feels("unattended") },
		func(p *Params) { p.Outcomes = p.Outcomes.Content() }},
	{"success-jobs", "renewals and opportunities are worked at once, and take no time of anybody",
		func(p *Params) bool {
			return p.works(func(s *success.Segment) bool { return s.Renewal != nil || s.Expansion != nil })
		},
		func(p *Params) {
			p.Segments = slices.Clone(p.Segments)
			for i := range p.Segments {
				p.Segments[i].Value.Success = p.Segments[i].Value.Success.Effortless()
			}
		}},
	{"attrition", "nobody leaves a team, and who joins is productive at once",
		(*Params).losesPeople,
		func(p *Params) {
			p.Delivery, p.Support, p.Success, p.Works = p.Delivery.Settled(), p.Support.Settled(), p.Success.Settled(), works.Settled(p.Works)
			if p.Engineering != nil {
				settled := p.Engineering.Settled()
				p.Engineering = &settled
			}
		}},
	{"hiring-lead", "whom a rule hires joins on the day of its decision",
		func(p *Params) bool { return p.some(func(t people.Team) bool { return !t.IsPrompt() }) },
		func(p *Params) {
			*p = *p.WithPlans(func(_ string, plan *people.Team) { *plan = plan.Prompt() })
		}},
	{"interrupts", "configuration issues and office hours take no time of delivery teams, and the issues are solved at once",
		(*Params).interrupts,
		func(p *Params) { p.Support = p.Support.Undisturbing() }},
	{"scoping", "it takes nobody's time to find out what projects take",
		(*Params).scopes,
		func(p *Params) { p.Delivery = p.Delivery.Foreseeing() }},
	{"stand-ins", "who stands in for others takes no longer than those do, and no interrupt takes time to get into",
		(*Params).tiresOfHelping,
		func(p *Params) {
			p.Delivery = p.Delivery.Versed()
			if p.Engineering != nil {
				versed := *p.Engineering
				versed.Switching = nil
				p.Engineering = &versed
			}
		}},
	{"engineering", "what support refers to engineering is fixed and shipped at once and takes no engineer, and bugs stay as many as today",
		func(p *Params) bool { return p.Engineering != nil && (p.Engineering.Bugs != nil || p.Refers()) },
		func(p *Params) {
			if p.Engineering != nil {
				ideal := p.Engineering.Idealised()
				p.Engineering, p.Support.Engineering.Lag = &ideal, units.Fixed(units.Duration(0))
			}
		}},
	{"fading", "nothing that works have done is ever out of date: all that their teams do adds to it",
		func(p *Params) bool { return len(p.Works) > 0 },
		func(p *Params) { p.Works = works.Lasting(p.Works) }},
	{"adoption", "customers use as much of the product at go-live as those who have long been live",
		(*Params).adopts,
		func(p *Params) { p.Adoption = p.Adoption.AtOnce() }},
	{"sponsors", "no sponsor leaves a customer: better than the company of the file, whose churn is with the share away that is usual",
		(*Params).losesSponsors,
		func(p *Params) { p.Success = p.Success.Faithful() }},
	{"detractors", "nobody tells others, who then buy less or more",
		func(p *Params) bool { return p.Deals.IsTold() },
		func(p *Params) { p.Deals = p.Deals.Untold() }},
}

// Applying returns the idealisations that may move a number of the scenario: of
// what it has and has not idealised already. The parameters must be valid.
func (p *Params) Applying() []Idealisation {
	var list []Idealisation
	for _, m := range Idealisations {
		if !slices.Contains(p.Ideal, m.Name) && m.matters(p) {
			list = append(list, m)
		}
	}
	return list
}

// Idealise returns the scenario with more of it idealised.
func (p *Params) Idealise(list ...Idealisation) *Params {
	q := *p
	q.Ideal = nil
	for _, m := range Idealisations {
		if slices.Contains(p.Ideal, m.Name) || slices.ContainsFunc(list, func(l Idealisation) bool { return l.Name == m.Name }) {
			q.Ideal = append(q.Ideal, m.Name)
		}
	}
	return &q
}

// idealised returns what the scenario comes to by what it idealises.
func (p *Params) idealised() *Params {
	if len(p.Ideal) == 0 {
		return p
	}
	q := *p
	for _, m := range Idealisations {
		if slices.Contains(p.Ideal, m.Name) {
			m.idealise(&q)
		}
	}
	return &q
}

// IdealisationNames returns what a scenario calls them.
func IdealisationNames() []string {
	var names []string
	for _, m := range Idealisations {
		names = append(names, string(m.Name))
	}
	return names
}

func (p *Params) validateIdeal(f *units.Faults) {
	names := IdealisationNames()
	f.KnownOnce("", "be one of "+strings.Join(names, ", "), p.Ideal, names)
}

// Sells reports whether deals may close.
func (p *Params) Sells() bool { return p.gathers((*Segment).sells) }

func (s *Segment) sells() bool { return s.Deals.PerQuarter > 0 }

// grows reports whether expansions of the segment may bring projects.
func (s *Segment) grows() bool {
	return s.Customers.Expansion.PerYear > 0 && delivery.Brings([]delivery.Further{delivery.Further(s.Customers.Expansion.Brings)})
}

// delivers reports whether there may be projects.
func (p *Params) delivers() bool { return p.Sells() || p.inFlight() || p.gathers((*Segment).grows) }

// inFlight reports whether projects are under way at the start.
func (p *Params) inFlight() bool {
	for _, a := range p.opening(0) { // the seed does not change who they are
		if !a.Live {
			return true
		}
	}
	return false
}

// Asks reports whether customers may open tickets.
func (p *Params) Asks() bool {
	return slices.ContainsFunc(p.Segments, func(e units.Entry[Segment]) bool {
		return e.Value.Tickets.PerMonth > 0 || e.Value.Tickets.ConfigurationPerWeek > 0 || e.Value.Customers.Opening.OpenTickets > 0
	})
}

// interrupts reports whether configuration issues or office hours may take time of a delivery team.
func (p *Params) interrupts() bool {
	if p.Support.OfficeHours != nil {
		return true
	}
	touch, err := p.Support.Configuration.Touch.Distribution()
	return err == nil && touch.Mean() > 0 && p.Support.Configuration.OfDelivery() &&
		slices.ContainsFunc(p.Segments, func(e units.Entry[Segment]) bool { return e.Value.Tickets.ConfigurationPerWeek > 0 })
}

// scopes reports whether finding out what projects take may take time of a team.
func (p *Params) scopes() bool {
	return slices.ContainsFunc(p.Delivery.Projects, func(kind units.Entry[delivery.Project]) bool {
		return kind.Value.Scopes() && slices.ContainsFunc(p.Segments, func(e units.Entry[Segment]) bool {
			sold, further := units.Map[units.Share](e.Value.Projects), units.Map[units.Share](e.Value.Customers.Expansion.Brings)
			return e.Value.Deals.PerQuarter > 0 && some(sold, kind.Name) || e.Value.Customers.Expansion.PerYear > 0 && some(further, kind.Name)
		})
	})
}

// some reports whether a share is above 0.
func some(shares units.Map[units.Share], name units.Name) bool {
	i := shares.Find(name)
	return i >= 0 && shares[i].Value > 0
}

// trustsLess reports whether it may make a difference to customers that a partner
// delivered, and how well.
func (p *Params) trustsLess() bool {
	delivered := p.Outcomes.Feels("partner_delivered")
	quality := p.Outcomes.Feels("partner_quality") || p.Support.PoorDelivery != 1 && p.Asks()
	for _, r := range p.Delivery.Routes {
		partner := &p.Delivery.Partners[p.Delivery.Partners.Find(r.Partner)].Value
		if delivered || quality && partner.IsPoor() {
			return p.Sells() || p.inFlight()
		}
	}
	return false
}

// managesLess reports whether partner managers may be too few for a partner that gets projects.
func (p *Params) managesLess() bool {
	return p.delivers() && slices.ContainsFunc(p.Delivery.Routes, func(r delivery.Route) bool {
		return p.Delivery.Partners[p.Delivery.Partners.Find(r.Partner)].Value.Managed != nil
	})
}

// adopts reports whether it may make a difference to customers how much of the product they use after their go-live.
func (p *Params) adopts() bool {
	educates := slices.ContainsFunc(p.Works, func(e units.Entry[works.Work]) bool { return e.Value.Moves == works.Gap })
	return p.Adoption != nil && (p.Adoption.Gap < 1 || educates) && p.Outcomes.Feels("unadopted") && (p.Sells() || p.inFlight())
}

// losesSponsors reports whether sponsors may leave customers who mind.
func (p *Params) losesSponsors() bool {
	return p.Success.Sponsors != nil && (p.Success.Sponsors.Leave > 0 || p.Success.Sponsors.Away() > 0) && p.Outcomes.Feels("sponsor_lost")
}

// losesPeople reports whether people may leave or be new to their work.
func (p *Params) losesPeople() bool {
	return events.Has(p.Events, events.Loses) || p.some(func(t people.Team) bool { return !t.IsSettled() })
}

// Refers reports whether tickets may be referred to engineering.
func (p *Params) Refers() bool {
	return p.Asks() && p.Support.Escalates() && p.Support.SendsOn() && p.Support.Engineering.Share > 0
}
