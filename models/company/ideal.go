package company

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/deals"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
)

// Mechanism is one way in which what a company does costs it customers and money.
// Beside the same luck without it, a trial tells how much.
type Mechanism struct {
	Name  units.Name
	Ideal string // what holds when it is idealised

	matters  func(p *Params) bool // idealised, it may move a number
	idealise func(p *Params)      // of a copy; what Params point to is shared
}

// Mechanisms are those that may be idealised.
var Mechanisms = []Mechanism{
	{"clumping", "deals close evenly over the quarter",
		func(p *Params) bool { return p.sells() && !p.Deals.Profile.IsEven() },
		func(p *Params) { p.Deals.Profile = deals.Even }},
	{"start-delay", "projects start at signature, at an overflow's partner if the team is full, otherwise as if somebody had been free",
		(*Params).sells,
		func(p *Params) { p.Delivery.Ideal.Start = true }},
	{"delivery-time", "projects go live when the promised time from their start is over; those in flight, from signature",
		func(p *Params) bool { return p.sells() || p.inFlight() },
		func(p *Params) { p.Delivery.Ideal.Delivery = true }},
	{"partner-quality", "what a partner delivers is as good as the own, to customers too",
		(*Params).trustsLess,
		(*Params).trustPartners},
	{"support-backlog", "no ticket misses a target",
		(*Params).Asks,
		func(p *Params) {
			never := units.Duration(math.Inf(1))
			p.Support.Targets = support.Targets{FirstResponse: never, Resolution: never}
		}},
	{"attrition", "nobody leaves a team, and who joins is productive at once",
		(*Params).losesPeople,
		(*Params).keepPeople},
	{"interrupts", "configuration issues take no time of delivery teams and are solved at once",
		(*Params).interrupts,
		func(p *Params) {
			if p.Delivery.Teams.Find(p.Support.Configuration.Owner) >= 0 {
				p.Support.Configuration.Touch = units.Fixed(units.Duration(0))
			}
		}},
}

// Applying returns the mechanisms that, idealised, may move a number of the
// scenario: those that it has and has not idealised already. The parameters must
// be valid.
func (p *Params) Applying() []Mechanism {
	var list []Mechanism
	for _, m := range Mechanisms {
		if !slices.Contains(p.Ideal, m.Name) && m.matters(p) {
			list = append(list, m)
		}
	}
	return list
}

// Idealise returns the scenario with these mechanisms idealised too.
func (p *Params) Idealise(list ...Mechanism) *Params {
	q := *p
	q.Ideal = nil
	for _, m := range Mechanisms {
		if slices.Contains(p.Ideal, m.Name) || slices.ContainsFunc(list, func(l Mechanism) bool { return l.Name == m.Name }) {
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
	for _, m := range Mechanisms {
		if slices.Contains(p.Ideal, m.Name) {
			m.idealise(&q)
		}
	}
	return &q
}

// MechanismNames returns the names of the mechanisms that may be idealised.
func MechanismNames() []string {
	var names []string
	for _, m := range Mechanisms {
		names = append(names, string(m.Name))
	}
	return names
}

func (p *Params) validateIdeal(f *units.Faults) {
	names := MechanismNames()
	for i, name := range p.Ideal {
		at := "[" + strconv.Itoa(i) + "]"
		if !slices.Contains(names, string(name)) {
			f.Add(at, "must be one of %s, got %s%s", strings.Join(names, ", "), units.Quote(string(name)), units.Hint(string(name), names))
		} else if slices.Contains(p.Ideal[:i], name) {
			f.Add(at, "must be there once, got %s again", name)
		}
	}
}

// sells reports whether deals may close.
func (p *Params) sells() bool {
	return slices.ContainsFunc(p.Segments, func(e units.Entry[Segment]) bool { return e.Value.Deals.PerQuarter > 0 })
}

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

// interrupts reports whether configuration issues may take time of a delivery team.
func (p *Params) interrupts() bool {
	touch, err := p.Support.Configuration.Touch.Distribution()
	return err == nil && touch.Mean() > 0 && p.Delivery.Teams.Find(p.Support.Configuration.Owner) >= 0 &&
		slices.ContainsFunc(p.Segments, func(e units.Entry[Segment]) bool { return e.Value.Tickets.ConfigurationPerWeek > 0 })
}

// trustsLess reports whether it may make a difference to customers that a partner
// delivered, and how well.
func (p *Params) trustsLess() bool {
	leaving, expanding := &p.Outcomes.Leaving, &p.Outcomes.Expanding
	delivered := leaving.PartnerDelivered.Ratio != 1 || expanding.PartnerDelivered.Ratio != 1
	quality := leaving.PartnerQuality.Ratio != 1 || expanding.PartnerQuality.Ratio != 1 || p.Support.PoorDelivery != 1 && p.Asks()
	for _, r := range p.Delivery.Routes {
		partner := &p.Delivery.Partners[p.Delivery.Partners.Find(r.Partner)].Value
		poor := partner.Quality != 1 || partner.Learning != nil && partner.Learning.Quality != 1
		if delivered || quality && poor {
			return p.sells() || p.inFlight()
		}
	}
	return false
}

func (p *Params) trustPartners() {
	p.Delivery.Partners = slices.Clone(p.Delivery.Partners)
	for i := range p.Delivery.Partners {
		partner := &p.Delivery.Partners[i].Value
		partner.Quality = 1
		if partner.Learning != nil {
			learning := *partner.Learning
			learning.Quality = 1
			partner.Learning = &learning
		}
	}
	p.Outcomes.Leaving.PartnerDelivered.Ratio, p.Outcomes.Leaving.PartnerQuality.Ratio = 1, 1
	p.Outcomes.Expanding.PartnerDelivered.Ratio, p.Outcomes.Expanding.PartnerQuality.Ratio = 1, 1
}

// losesPeople reports whether people may leave or be new to their work.
func (p *Params) losesPeople() bool {
	return slices.ContainsFunc(p.staff(), func(t team) bool {
		joins := slices.ContainsFunc(t.plan.Hires, func(c people.Change) bool { return c.People > 0 })
		learns := slices.ContainsFunc(t.plan.Ramp, func(s units.Share) bool { return s != 1 })
		return t.plan.Attrition > 0 && t.plan.Most() > 0 || joins && learns
	})
}

func (p *Params) keepPeople() {
	keep := func(t *people.Team) { t.Attrition, t.Ramp = 0, nil }
	p.Delivery.Teams = slices.Clone(p.Delivery.Teams)
	for i := range p.Delivery.Teams {
		keep(&p.Delivery.Teams[i].Value.Team)
	}
	p.Success.Teams = slices.Clone(p.Success.Teams)
	for i := range p.Success.Teams {
		keep(&p.Success.Teams[i].Value)
	}
	keep(&p.Support.Tier1)
	for _, team := range []**people.Team{&p.Support.Tier2, &p.Support.CSEngineers} {
		if *team != nil {
			kept := **team
			keep(&kept)
			*team = &kept
		}
	}
}
