package company

import (
	"slices"

	"postsale/models/delivery"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
)

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

// validateCover adds what is wrong with who stands in for whom and with who moves where to the faults.
func (p *Params) validateCover(f *units.Faults) {
	teams := p.staff()
	for _, t := range teams {
		if t.plan.StandIn != "" {
			p.validateStandIn(f.Under(t.path()), t)
		}
	}
	var plans []people.Planned
	for _, t := range teams {
		plans = append(plans, people.Planned{Name: t.name, Path: t.path(), Plan: t.plan})
	}
	people.ValidateTransfers(f, plans)
}

func (p *Params) validateStandIn(f *units.Faults, t team) {
	if t.does > caring {
		f.Add("stand_in", "must be left out: nobody can stand in for %s, got %s", map[bool]string{true: "engineering", false: "a team of works"}[t.does == fixing], units.Quote(string(t.plan.StandIn)))
		return
	}
	if f.Known("stand_in", "name a delivery team", t.plan.StandIn, p.Delivery.Teams.Names()) < 0 {
		return
	}
	chain := p.standsIn(units.Name(t.name))
	teams, last := p.staff(), chain[len(chain)-1]
	plan := &p.Delivery.Teams[p.Delivery.Teams.Find(last)].Value.Team
	switch {
	case slices.ContainsFunc(chain, func(name units.Name) bool { return named(teams, name) < named(teams, units.Name(t.name)) }) && plan.StandIn != "":
		// a circle, which is told of its first team
	case slices.Contains(chain, units.Name(t.name)):
		f.Add("stand_in", "must not come back to the team itself, got a circle by way of %s", t.plan.StandIn)
	case plan.StandIn != "":
		// a circle that others are in, or a team that does not exist: it is told there
	case plan.People == 0:
		f.Add("stand_in", "must lead to a team that has people on the first day, got %s, which has none", last)
	}
}
