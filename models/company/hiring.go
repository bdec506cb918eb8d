package company

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/hiring"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/models/units"
)

// Hires reports whether any team hires by rule.
func (p *Params) Hires() bool {
	return p.some(func(t people.Team) bool { return len(t.HireWhen) > 0 })
}

// lookable returns what the rules of a team may look at: what it can have.
func (p *Params) lookable(t team) (list []units.Name) {
	name := units.Name(t.name)
	switch t.does {
	case delivering:
		if p.holdsProjects(name) {
			list = append(list, people.StartDelay, people.Queue)
		}
		if p.Support.Configuration.Owner == name {
			list = append(list, people.Backlog, people.FirstResponse)
		}
		list = append(list, people.Used)
	case answering:
		list = append(list, people.Backlog)
		if t.number != int(support.Tier2) { // where nobody has the first word
			list = append(list, people.FirstResponse)
		}
		return append(list, people.Used)
	case caring:
		if p.LooksAfter(name) {
			list = append(list, people.Used)
		}
	case fixing:
		return []units.Name{people.Backlog, people.Used}
	}
	if p.attends(name) {
		list = append(list, people.Carried)
	}
	return list
}

// holdsProjects reports whether projects of a type that segments buy hold slots of a delivery team.
func (p *Params) holdsProjects(name units.Name) bool {
	for i, s := range p.Segments {
		bought := slices.Clone(s.Value.Projects)
		for _, later := range p.Sold().Delivery.Later {
			bought = append(bought, later.Mixes[i]...)
		}
		for _, e := range bought {
			kind := p.Delivery.Projects.Find(e.Name)
			if kind >= 0 && p.Delivery.Projects[kind].Value.Team == name && p.Delivery.MayHold(s.Name, e.Name) {
				return true
			}
		}
	}
	return false
}

// validateRules demands that rules look at what their teams can have.
func (p *Params) validateRules(f *units.Faults) {
	known := people.Keys.Of("(Rule).measure").Range
	for _, t := range p.staff() {
		can := p.lookable(t)
		for i, r := range t.plan.HireWhen {
			at := f.Under(t.path())
			switch path := units.At("hire_when", i) + ".measure"; {
			case !known.Has(string(r.Measure)) || slices.Contains(can, r.Measure):
			case len(can) == 0:
				at.Add(path, "must be of a team for which something waits: nothing ever does for %s, so it can hire on dates only", t.name)
			default:
				at.Add(path, "must be what %s can have, %s, got %s", t.name, either(can), r.Measure)
			}
		}
	}
}

// either joins names: a, b or c.
func either(names []units.Name) string {
	var list []string
	for _, name := range names {
		list = append(list, string(name))
	}
	if last := len(list) - 1; last > 0 {
		return strings.Join(list[:last], ", ") + " or " + list[last]
	}
	return list[0]
}

// rules returns what teams hire by as the ledger knows it, nil if none does.
func (p *Params) rules() [][]ledger.Rule {
	if !p.Hires() {
		return nil
	}
	told := map[units.Name]ledger.Unit{people.StartDelay: ledger.Weeks, people.FirstResponse: ledger.DaysInHours, people.Used: ledger.Portion, people.Carried: ledger.Portion}
	var list [][]ledger.Rule
	for _, t := range p.teams() {
		var rules []ledger.Rule
		for _, r := range t.plan.HireWhen {
			rules = append(rules, ledger.Rule{Says: r.String(), Unit: told[r.Measure], Lead: float64(r.Lead)})
		}
		list = append(list, rules)
	}
	return list
}

// buildHiring makes who hires by rule, where anybody does, of the teams on the payroll.
func (c *Company) buildHiring(teams []hiring.Team) {
	p := c.params
	if !p.Hires() {
		return
	}
	limits := map[int32]float64{}
	for line, share := range map[int32]*units.Share{ledger.ServicesLine: p.Delivery.AtMost, ledger.SupportLine: p.Support.AtMost, ledger.SuccessLine: p.Success.AtMost} {
		if share != nil {
			limits[line] = float64(*share)
		}
	}
	c.recruiter = hiring.New(c.sim, hireJoined, c.ledger, teams, limits)
	c.practice.Tells = true
}

// meters returns what tells what rules of a team may look at.
func (c *Company) meters(t team) map[units.Name]*people.Meter {
	meters := map[units.Name]*people.Meter{}
	for _, measure := range c.params.lookable(t) {
		meters[measure] = c.meter(t, measure)
	}
	return meters
}

func (c *Company) meter(t team, measure units.Name) *people.Meter {
	switch {
	case measure == people.Carried:
		return c.portfolio.Care(c.portfolio.Find(units.Name(t.name)))
	case t.does == caring:
		return c.portfolio.Meter(c.portfolio.Find(units.Name(t.name)))
	case t.does == answering:
		return c.desk.Meter(support.Station(t.number))
	case t.does == fixing && measure == people.Backlog:
		return c.practice.Fixes(t.number)
	case measure == people.Backlog, measure == people.FirstResponse:
		return c.desk.Meter(support.Elsewhere)
	case t.does == delivering, t.does == fixing:
		return c.practice.Meter(t.number)
	}
	panic(fmt.Sprintf("a rule of %s looks at %s", t.name, measure))
}
