package company

import (
	"slices"

	"postsale/models/delivery"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/support"
	"postsale/models/units"
)

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

// Manages reports whether a team looks after a partner.
func (p *Params) Manages(team units.Name) bool {
	return slices.ContainsFunc(p.Delivery.Partners, func(e units.Entry[delivery.Partner]) bool {
		return e.Value.Managed != nil && e.Value.Managed.Team == team
	})
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

// standsIn returns who stands in for a team, one after the other, as far as they exist and in no circle.
func (p *Params) standsIn(name units.Name) (list []units.Name) {
	teams := p.staff()
	for i := named(teams, name); i >= 0; i = named(teams, list[len(list)-1]) {
		next := teams[i].plan.StandIn
		if next == "" || p.Delivery.Teams.Find(next) < 0 || slices.Contains(list, next) {
			break
		}
		list = append(list, next)
	}
	return list
}

// caresFor reports whether a delivery team stands in for one that looks after customers.
func (p *Params) caresFor(name units.Name) bool {
	return slices.ContainsFunc(p.staff(), func(t team) bool {
		cares := t.does == caring || t.does == delivering && p.LooksAfter(units.Name(t.name))
		return cares && slices.Contains(p.standsIn(units.Name(t.name)), name)
	})
}

// Covered returns the teams that a delivery team stands in for, by where they stand in a scenario file.
func (p *Params) Covered(by units.Name) (paths []string) {
	for _, t := range p.staff() {
		if slices.Contains(p.standsIn(units.Name(t.name)), by) {
			paths = append(paths, t.path())
		}
	}
	return paths
}

// CoveredFirst returns the teams that a delivery team stands in for on the first day, by where they stand in a scenario file.
func (p *Params) CoveredFirst(by units.Name) (paths []string) {
	for _, t := range p.staff() {
		at := t.plan
		for _, next := range p.standsIn(units.Name(t.name)) {
			if at.People > 0 {
				break
			}
			if at = p.Delivery.Teams[p.Delivery.Teams.Find(next)].Value.Team; at.People > 0 && next == by {
				paths = append(paths, t.path())
			}
		}
	}
	return paths
}

// tiresOfHelping reports whether it may make a difference what teams take for the work of others and for being interrupted.
func (p *Params) tiresOfHelping() bool {
	return p.switches(func(time *units.Duration) bool { return *time > 0 }) ||
		slices.ContainsFunc(p.Delivery.Teams, func(e units.Entry[delivery.Team]) bool {
			return e.Value.Skill != nil && len(p.Covered(e.Name)) > 0
		})
}

// switches reports whether the time that some team takes to switch, where that is stated, is like that.
func (p *Params) switches(like func(time *units.Duration) bool) bool {
	return p.Engineering != nil && p.Engineering.Switching != nil && like(p.Engineering.Switching) ||
		slices.ContainsFunc(p.Delivery.Teams, func(e units.Entry[delivery.Team]) bool {
			return e.Value.Switching != nil && like(e.Value.Switching)
		})
}

// Remaining returns the plan of the team at a path of the scenario file without those of its people who go to other teams.
func (p *Params) Remaining(path string, plan people.Team) people.Team {
	teams := p.staff()
	var goings []people.Change
	for _, t := range teams {
		for _, m := range t.plan.Transfers {
			if from := named(teams, m.From); from >= 0 && teams[from].path() == path {
				goings = append(goings, people.Change{At: m.At, People: m.People})
			}
		}
	}
	return plan.Without(goings)
}

// withHelp returns the plan of a team with all who stand in for it, as if they always did and nobody left them.
func (p *Params) withHelp(name units.Name, plan people.Team) people.Team {
	for _, by := range p.standsIn(name) {
		helper := &p.Delivery.Teams[p.Delivery.Teams.Find(by)].Value
		hours := helper.ProductiveHours
		if s := helper.Skill; s != nil {
			hours /= units.Pace(s.Tickets)
		}
		plan.People += helper.People
		plan.Hires = slices.Concat(plan.Hires, helper.Hires, helper.Comings())
		plan.ProductiveHours = max(plan.ProductiveHours, hours)
	}
	return plan
}

// helped returns the parameters of support with all who stand in for its teams.
func (p *Params) helped() support.Params {
	s := p.Support
	s.Tier1 = p.withHelp(tier1, s.Tier1)
	for _, of := range []struct {
		name units.Name
		team **people.Team
	}{{tier2, &s.Tier2}, {csEngineers, &s.CSEngineers}} {
		if *of.team != nil {
			helped := p.withHelp(of.name, **of.team)
			*of.team = &helped
		}
	}
	return s
}

// StandInAs makes teams stand in, and be stood in for, as those of the same name in another scenario.
func (p *Params) StandInAs(other *Params) {
	p.Delivery.Teams = covering(p.Delivery.Teams, other.Delivery.Teams, deliveryStandIn)
	p.Success.Teams = covering(p.Success.Teams, other.Success.Teams, standIn)
	to, of := &p.Support, &other.Support
	to.Tier1, to.Tier2, to.CSEngineers = *like(&to.Tier1, &of.Tier1), like(to.Tier2, of.Tier2), like(to.CSEngineers, of.CSEngineers)
}

// standIn copies who stands in for a team.
func standIn(into, from *people.Team) { into.StandIn = from.StandIn }

// deliveryStandIn copies that, and how the team stands in for others.
func deliveryStandIn(into, from *delivery.Team) {
	standIn(&into.Team, &from.Team)
	into.Skill, into.Switching = from.Skill, from.Switching
}

// covering returns teams that stand in, and are stood in for, as those of the same name elsewhere.
func covering[T any](teams, elsewhere units.Map[T], take func(into, from *T)) units.Map[T] {
	teams = slices.Clone(teams)
	for i := range teams {
		if n := elsewhere.Find(teams[i].Name); n >= 0 {
			take(&teams[i].Value, &elsewhere[n].Value)
		}
	}
	return teams
}

// like returns a team that is stood in for as another, if both are there.
func like(team, other *people.Team) *people.Team {
	if team == nil || other == nil {
		return team
	}
	both := *team
	standIn(&both, other)
	return &both
}
