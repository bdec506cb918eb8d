package studies

import (
	"fmt"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/goals"
	"postsale/sim/estimate"
)

// FirstLook is after how many trials it is looked at first whether a goal is settled, and DefaultMost how many trials there
// are at most if nobody says.
const (
	FirstLook   = goals.FirstLook
	DefaultMost = 20_000
)

// goal is what is to be settled, and when it is looked at. A nil one is never settled.
type goal struct {
	expression string
	claims     []goals.Claim
	others     []string // by name, that are compared with the first plan
	looks      estimate.Looks
	looked     int
}

// newGoal returns what an expression asks of plans whose trials are as many as there may be, or nil without one. With others, it is
// about what each of them differs by from the base.
func newGoal(expression string, base *scenarios.Scenario, others ...*scenarios.Scenario) (*goal, error) {
	if expression == "" {
		return nil, nil
	}
	most := int(base.Params.Trials)
	g := &goal{expression: expression, looks: estimate.NewLooks(FirstLook, most)}
	w, err := goals.ParseSettled(g.expression)
	if err == nil {
		g.claims, err = w.Claims(&base.Params, len(others) > 0)
	}
	for _, other := range others {
		if err == nil {
			_, err = other.Params.Layout().Column(w.Column())
		}
		if err == nil && g.claims[0].Column.Period.Name == measures.Run && !changes.SameRun(&base.Params, &other.Params) {
			err = fmt.Errorf("%s: the runs of %s and %s are not of the same days; name a fiscal year", w.Column(), base.Name, other.Name)
		}
		g.others = append(g.others, other.Name)
	}
	if err != nil {
		return nil, wrongOption("until", "%w", goals.Hinted(err))
	}
	for _, c := range g.claims {
		switch least := c.Least(g.looks.Z); {
		case least > company.MostKept:
			return nil, wrongOption("until", "%s takes at least %s trials, and %s are the most that there can be: ask for less",
				c.Name, units.Grouped(least), units.Grouped(company.MostKept))
		case least > most:
			return nil, wrongOption("until", "%s takes at least %s trials: allow more than %s with --max-trials, or ask for less",
				c.Name, units.Grouped(least), units.Grouped(most))
		}
	}
	return g, nil
}

// watch returns what ends the trials, given the tables that they fill, base first, or nil without a goal.
func (g *goal) watch(tables []*measures.Table) func(trial int) bool {
	if g == nil {
		return nil
	}
	g.looked = 0
	return func(int) bool {
		if g.looked == len(g.looks.At) || len(tables[0].Trials) < g.looks.At[g.looked] {
			return false
		}
		g.looked++
		_, settled := g.judge(tables)
		return settled
	}
}

// tell returns how it ended, or nil without a goal.
func (g *goal) tell(ended bool, tables []*measures.Table) *results.Until {
	if g == nil {
		return nil
	}
	claims, settled := g.judge(tables)
	return &results.Until{Expression: g.expression, Settled: settled && ended, Looks: g.looked, Claims: claims}
}

// judge returns what the trials say of every claim so far, for every other if there are any.
func (g *goal) judge(tables []*measures.Table) (told []results.Claim, settled bool) {
	settled = true
	for _, c := range g.claims {
		if len(g.others) == 0 {
			base, controls := c.Values(tables[0])
			told = append(told, c.Estimate(base, controls, g.looks.Z))
			settled = settled && c.Settled(told[len(told)-1])
		}
		for i, name := range g.others {
			one := c.Difference(tables[0], tables[1+i], g.looks.Z)
			one.Name, one.Difference = name+": "+one.Name, true
			told = append(told, one)
			settled = settled && c.Settled(one)
		}
	}
	return told, settled
}
