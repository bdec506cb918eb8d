package company

import (
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/models/people"
	"postsale/models/support"
)

// The teams of support, as reports name them.
const (
	tier1       = "tier1"
	tier2       = "tier2"
	csEngineers = "cs-engineers"
)

// member is a team on the payroll.
type member struct {
	people.Member
	line    int32 // of cost
	team    int   // number among the delivery teams, or -1
	station support.Station
}

const noStation support.Station = -1

// staff returns the teams on the payroll: delivery, support, success.
func (p *Params) staff() []member {
	var list []member
	segments := len(p.Segments)
	scope := ledger.Layout{Segments: make([]string, segments)}
	add := func(m member, name string, plan people.Team) {
		m.Member = people.Member{Name: name, Plan: plan, Scope: scope.Team(len(list))}
		list = append(list, m)
	}
	for i, e := range p.Delivery.Teams {
		add(member{line: ledger.ServicesLine, team: i, station: noStation}, string(e.Name), e.Value.Team)
	}
	add(member{line: ledger.SupportLine, team: -1, station: support.Tier1}, tier1, p.Support.Tier1)
	if p.Support.Escalates() {
		add(member{line: ledger.SupportLine, team: -1, station: support.Tier2}, tier2, *p.Support.Tier2)
	}
	if p.Support.CSEngineers != nil {
		add(member{line: ledger.SupportLine, team: -1, station: support.CSEngineers}, csEngineers, *p.Support.CSEngineers)
	}
	for _, e := range p.Success.Teams {
		add(member{line: ledger.SuccessLine, team: -1, station: noStation}, string(e.Name), e.Value)
	}
	return list
}

// Layout returns what a run of the scenario is measured by. The parameters must
// be valid.
func (p *Params) Layout() measures.Layout {
	l := measures.Layout{Calendar: p.Calendar()}
	l.Roles.Tier2 = measures.NoTeam
	l.Ledger = ledger.Layout{Segments: p.Segments.Names(), WarmUp: p.WarmUpQuarters(), Quarters: p.Quarters()}
	for _, m := range p.staff() {
		l.Ledger.Teams = append(l.Ledger.Teams, m.Name)
		l.Roles.Payroll = append(l.Roles.Payroll, m.Scope)
		switch {
		case m.team >= 0:
			l.Roles.Delivery = append(l.Roles.Delivery, m.Scope)
		case m.station == support.Tier1:
			l.Roles.Tier1 = m.Scope
		case m.station == support.Tier2:
			l.Roles.Tier2 = m.Scope
		}
	}
	for _, e := range p.Delivery.Partners {
		l.Roles.Partners = append(l.Roles.Partners, l.Ledger.Scopes())
		l.Ledger.Teams = append(l.Ledger.Teams, string(e.Name))
	}
	return l
}
