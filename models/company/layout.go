package company

import (
	"slices"
	"strings"

	"postsale/models/customers"
	"postsale/models/delivery"
	"postsale/models/events"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/support"
	"postsale/models/units"
	"postsale/models/works"
)

// The teams of support, as reports name them.
const (
	tier1       = "tier1"
	tier2       = "tier2"
	csEngineers = "cs-engineers"
)

// Engineers is what engineering is called among the teams.
const Engineers = "engineering"

// work is what a team does.
type work int

const (
	delivering work = iota // with the own people
	answering              // a station of support
	caring                 // success
	partnering             // projects, at a partner
	guiding                // works that customers ask less for
	enabling               // works that customers or other teams do more for
	fixing                 // what support cannot, as a team of delivery
)

// team is a team of the company or a partner.
type team struct {
	name   string
	does   work
	number int         // among those that do the same: as delivery, support and success number their own
	scope  int         // in the ledger
	plan   people.Team // of a partner's people nothing is known
}

// path returns where the plan of a team stands in a scenario file.
func (t team) path() string {
	switch t.does {
	case delivering:
		return "delivery.teams." + t.name
	case answering:
		return "support." + strings.ReplaceAll(t.name, "-", "_")
	case caring:
		return "success.teams." + t.name
	case partnering:
		return "delivery.partners." + t.name
	case guiding, enabling:
		return "works." + t.name
	}
	return t.name
}

// paidBy is the line of cost of the own teams, by what they do.
var paidBy = [...]int32{delivering: ledger.ServicesLine, answering: ledger.SupportLine, caring: ledger.SuccessLine,
	guiding: ledger.SupportLine, enabling: ledger.SuccessLine, fixing: ledger.ResearchLine}

// lines are the lines of cost, as files name them.
var lines = map[units.Name]int32{"services": ledger.ServicesLine, "support": ledger.SupportLine, "success": ledger.SuccessLine, "research": ledger.ResearchLine}

// line is the line of cost that pays a team.
func (t *team) line() int32 {
	if line, stated := lines[t.plan.Line]; stated {
		return line
	}
	return paidBy[t.does]
}

// pays reports whether a line of cost pays any team.
func (p *Params) pays(line int32) bool {
	return slices.ContainsFunc(p.staff(), func(t team) bool { return t.line() == line })
}

// teams returns all teams: delivery, support, success, then the partners, the works, and then engineering.
func (p *Params) teams() []team {
	scopes := ledger.Layout{Segments: make([]string, len(p.Segments))}
	var list []team
	add := func(name string, does work, number int, plan people.Team) {
		list = append(list, team{name, does, number, scopes.Team(len(list)), plan})
	}
	for i, e := range p.Delivery.Teams {
		add(string(e.Name), delivering, i, e.Value.Team)
	}
	add(tier1, answering, int(support.Tier1), p.Support.Tier1)
	if p.Support.Escalates() {
		add(tier2, answering, int(support.Tier2), *p.Support.Tier2)
	}
	if p.Support.CSEngineers != nil {
		add(csEngineers, answering, int(support.CSEngineers), *p.Support.CSEngineers)
	}
	for i, e := range p.Success.Teams {
		add(string(e.Name), caring, i, e.Value)
	}
	for i, e := range p.Delivery.Partners {
		add(string(e.Name), partnering, i, people.Team{})
	}
	for i, e := range p.Works {
		does := enabling
		if e.Value.Moves == works.Deflection || e.Value.Moves == works.HowDoI {
			does = guiding
		}
		add(string(e.Name), does, i, e.Value.Team)
	}
	if p.Engineering != nil {
		add(Engineers, fixing, p.engineersNumber(), p.Engineering.Team)
	}
	return list
}

// staff returns the teams on the payroll, in the order of teams.
func (p *Params) staff() []team {
	return slices.DeleteFunc(p.teams(), func(t team) bool { return t.does == partnering })
}

// managers returns by partner who of some teams look after it, or -1; nil where nobody looks after any.
func (p *Params) managers(teams []team) (list []int) {
	if !p.Delivery.AreManaged() {
		return nil
	}
	for _, e := range p.Delivery.Partners {
		who := -1
		if e.Value.Managed != nil {
			who = named(teams, e.Value.Managed.Team)
		}
		list = append(list, who)
	}
	return list
}

// named returns which of teams has a name, or -1.
func named(teams []team, name units.Name) int {
	return slices.IndexFunc(teams, func(t team) bool { return t.name == string(name) })
}

// namesOf returns the names of teams.
func namesOf(teams []team) (names []string) {
	for _, t := range teams {
		names = append(names, t.name)
	}
	return names
}

// productive returns the names of the teams whose hours a work may move.
func (p *Params) productive() (names []string) {
	for _, t := range p.staff() {
		if t.does <= caring || t.does == fixing {
			names = append(names, t.name)
		}
	}
	return names
}

// Layout returns what a run of the scenario is measured by. The parameters must
// be valid.
func (p *Params) Layout() measures.Layout {
	l := measures.Layout{Calendar: p.Calendar(), Roles: p.roles(), Has: p.has(), Changes: p.changesInWords(), Events: events.Words(p.Events)}
	for kind := range customers.Controls {
		l.Lucks = append(l.Lucks, measures.Luck{Name: customers.ControlNames[kind], Says: customers.ControlSays[kind], Lasting: kind.Lasting()})
	}
	l.Ledger = ledger.Layout{Segments: p.Segments.Names(), WarmUp: p.WarmUpQuarters(), Quarters: p.Quarters()}
	l.Ledger.Teams = namesOf(p.teams())
	l.Ledger.Rules = p.rules()
	if past, _ := p.Past(); past != nil {
		l.Past, l.Ledger.Running = past, past.Ledger()
	}
	return l
}

// slotsOf returns how many slots a partner has in each measured quarter.
func (p *Params) slotsOf(partner int) []float64 {
	slots := make([]float64, p.Quarters())
	for quarter := range slots {
		slots[quarter] = p.Delivery.Partners[partner].Value.Slots(quarter)
	}
	return slots
}

// slotHours returns what a slot of each partner does in a day, by the deals of the plan.
func (p *Params) slotHours() []float64 {
	if !p.Hires() {
		return make([]float64, len(p.Delivery.Partners)) // nobody asks
	}
	var deals []float64
	for _, e := range p.Segments {
		deals = append(deals, float64(e.Value.Deals.PerQuarter))
	}
	return p.delivering().SlotHours(p.Segments.Names(), p.Mixes(), deals)
}

// roles says which teams are what.
func (p *Params) roles() measures.Roles {
	r := measures.Roles{Tier2: measures.NoTeam}
	if p.Money.Acquisition != nil {
		r.Acquisition = float64(*p.Money.Acquisition)
	}
	if p.Money.Multiple != nil {
		r.Multiple = float64(*p.Money.Multiple)
	}
	slotHours := p.slotHours()
	for _, t := range p.teams() {
		if t.does != partnering {
			r.Payroll = append(r.Payroll, t.scope)
		}
		if t.does == answering {
			r.Support = append(r.Support, t.scope)
		}
		if len(t.plan.HireWhen) > 0 {
			r.Ruled = append(r.Ruled, t.scope)
		}
		switch {
		case t.does == delivering:
			r.Delivery = append(r.Delivery, t.scope)
		case t.does == partnering:
			r.Partners, r.Slots = append(r.Partners, t.scope), append(r.Slots, p.slotsOf(t.number))
			r.SlotHours = append(r.SlotHours, slotHours[t.number])
		case t.does == guiding, t.does == enabling:
			r.Works = append(r.Works, t.scope)
		case t.does == answering && t.number == int(support.Tier1):
			r.Tier1 = t.scope
		case t.does == answering && t.number == int(support.Tier2):
			r.Tier2 = t.scope
		}
	}
	for _, s := range p.care() {
		of := measures.NoTeam
		if s != nil {
			teams := p.staff()
			of = teams[named(teams, s.Team)].scope
			if !slices.Contains(r.Care, of) {
				r.Care = append(r.Care, of)
			}
		}
		r.CareOf = append(r.CareOf, of)
	}
	slices.Sort(r.Care)
	return r
}

// delivering returns the parameters of delivery with engineering among its teams, if there is any: the last of them.
func (p *Params) delivering() delivery.Params {
	d := p.Delivery
	if p.Engineering != nil {
		d.Teams = append(slices.Clip(d.Teams), units.Entry[delivery.Team]{Name: Engineers,
			Value: delivery.Team{Team: p.Engineering.Team, Queue: delivery.FirstCome, Switching: p.Engineering.Switching, Beside: true}})
	}
	return d
}

// deliveryScopes returns the ledger's scopes of the teams of delivering and of the partners.
func (p *Params) deliveryScopes() (list []int) {
	teams := p.teams()
	for _, does := range []work{delivering, fixing, partnering} {
		for _, t := range teams {
			if t.does == does {
				list = append(list, t.scope)
			}
		}
	}
	return list
}

// holdsOfficeHours returns the ledger's scope of the team that holds office hours, or NoTeam.
func (p *Params) holdsOfficeHours() int {
	if p.Support.OfficeHours == nil {
		return measures.NoTeam
	}
	teams := p.staff()
	return teams[named(teams, p.Support.OfficeHours.Team)].scope
}

// engineersNumber is the number of engineering among the teams of delivering.
func (p *Params) engineersNumber() int { return len(p.Delivery.Teams) }

// onlyCosts reports whether a team of success is a role without work: its line is stated, and it looks after nobody.
func (p *Params) onlyCosts(t team) bool {
	return t.plan.Line != "" && !p.LooksAfter(units.Name(t.name))
}

// caring returns the teams of the portfolio: those of success but for roles without work, and those of delivery that look after customers or own their
// renewals or expansions.
func (p *Params) caring() (members []success.Member) {
	for _, t := range p.staff() {
		if t.does == caring && !p.onlyCosts(t) || t.does == delivering && (p.LooksAfter(units.Name(t.name)) || p.caresFor(units.Name(t.name))) {
			m := success.Member{Name: units.Name(t.name), Scope: t.scope, Plan: t.plan, Delivers: t.does == delivering, Number: t.number, Skill: 1,
				Aside: t.does == delivering && !p.LooksAfter(units.Name(t.name))}
			if m.Delivers {
				if s := p.Delivery.Teams[t.number].Value.Skill; s != nil {
					m.Skill = float64(s.Success)
				}
			}
			members = append(members, m)
		}
	}
	return members
}

// care returns who looks after the customers of each segment, nil where nobody does.
func (p *Params) care() []*success.Segment {
	var list []*success.Segment
	for _, e := range p.Segments {
		list = append(list, e.Value.Success)
	}
	return list
}

// works reports whether some segment's care has something.
func (p *Params) works(some func(s *success.Segment) bool) bool {
	return slices.ContainsFunc(p.care(), func(s *success.Segment) bool { return s != nil && some(s) })
}

// HasCare reports whether anybody looks after customers.
func (p *Params) HasCare() bool { return p.works(func(*success.Segment) bool { return true }) }

// Cares reports whether anything moves by who looks after customers.
func (p *Params) Cares() bool { return p.HasCare() || p.Success.Health != nil }

// attends reports whether a team looks after the customers of a segment.
func (p *Params) attends(team units.Name) bool {
	return p.works(func(s *success.Segment) bool { return s.Team == team })
}

// LooksAfter reports whether a team looks after customers, or owns their renewals or expansions. Where nobody looks after any
// there is nothing to own.
func (p *Params) LooksAfter(team units.Name) bool {
	r, e := p.Success.Renewals, p.Success.Expansions
	return p.HasCare() && (r != nil && r.Owner == team || e != nil && e.Owner == team || p.attends(team))
}

// some reports whether some team on the payroll is like that.
func (p *Params) some(like func(t people.Team) bool) bool {
	return slices.ContainsFunc(p.staff(), func(t team) bool { return like(t.plan) })
}
