package company_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/scenarios"
)

// ruled are the settings by which every team of board hires by rule.
var ruled = []string{
	"delivery.teams.implementation.hire_when=[{measure: start_delay, above: 3d, lead: 2w}, {measure: queue, above: 1}, {measure: used, above: 80%}]",
	"support.tier1.hire_when=[{measure: first_response, above: 0}, {measure: backlog, above: 1}, {measure: used, above: 60%, lead: 1mo}]",
	"support.tier2.hire_when=[{measure: backlog, above: 1}]", "engineering.hire_when=[{measure: backlog, above: 0.1}, {measure: used, above: 90%}]",
	"success.teams.smb-success.hire_when=[{measure: load, above: 80%}, {measure: used, above: 10%}]", "success.at_most=8%", "support.at_most=3%",
}

func TestWhoOwnsRenewalsOfNobodyHasNothingToDo(t *testing.T) {
	_, err := scenarios.Load("board", []string{"segments.smb.success=null", "segments.mid-market.success=null", "segments.enterprise.success=null",
		"success.teams.smb-success.hire_when=[{measure: used, above: 10%}]", "success.renewals={owner: smb-success}"})
	assert.ErrorContains(t, err, "nothing ever does for smb-success")
}

func TestHiringByRuleAllocatesNothing(t *testing.T) {
	const trials = 3
	c := company.New(load(t, "board", ruled...), 1)
	hired := 0.0
	round := func() {
		for trial := range trials {
			l := c.Run(1 + trial)
			hired += l.Sum(ledger.Hires, l.All(), 0, l.Quarters)
		}
	}
	round()
	assert.Zero(t, testing.AllocsPerRun(2, round))
	assert.Greater(t, hired, 10.)
}

// looked returns what a rule that hires every month saw at each, and the facts.
func looked(t *testing.T, sets ...string) (values map[float64]float64, facts []ledger.Fact, l *ledger.Ledger) {
	c := company.New(load(t, "board", append([]string{"horizon=6q", "warm_up=1q", "delivery.teams.implementation.people=6", "support.tier1.people=4"}, sets...)...), 1)
	c.Trace()
	l = c.Run(2)
	values = map[float64]float64{}
	for _, f := range l.Facts() {
		if f.Kind == ledger.Recruited {
			values[f.At] = f.Amount
		}
	}
	return values, l.Facts(), l
}

// What a rule sees is what the facts of its team and month come to.
func TestARuleSeesWhatTheFactsOfItsTeamComeTo(t *testing.T) {
	within := func(month, since, until float64) float64 {
		return max(0, min(until, month)-max(month-fiscal.Month, since))
	}
	ratioOf := func(facts []ledger.Fact, scope int, month float64, used, there func(f ledger.Fact) (float64, bool)) float64 {
		var areas, levels, since [2]float64
		for i := range since {
			since[i] = -fiscal.Quarter
		}
		step := func(i int, at, level float64) {
			areas[i] += levels[i] * within(month, since[i], at)
			since[i], levels[i] = at, level
		}
		for _, f := range facts {
			if int(f.Scope) != scope || f.At > month {
				continue
			}
			if v, ok := used(f); ok {
				step(0, f.At, v)
			}
			if v, ok := there(f); ok {
				step(1, f.At, v)
			}
		}
		step(0, month, 0)
		step(1, month, 0)
		return areas[0] / areas[1]
	}
	amount := func(kind ledger.Kind) func(f ledger.Fact) (float64, bool) {
		return func(f ledger.Fact) (float64, bool) { return f.Amount, f.Kind == kind }
	}
	needed := func(f ledger.Fact) (float64, bool) { return f.Extra, f.Kind == ledger.Attended }
	// waits returns how long those that begin and end by facts of some kinds waited: by signature or opening.
	waits := func(facts []ledger.Fact, month float64, begins, ends, gone ledger.Kind) (mean, number float64) {
		type name struct{ customer, subject int32 }
		open := map[name]float64{}
		sum, n, area := 0.0, 0.0, 0.0
		for _, f := range facts {
			at := name{f.Customer, f.Subject}
			if f.At >= month { // whom the review hires starts things on the same day
				break
			}
			switch since, some := open[at]; {
			case f.Kind == begins:
				open[at] = f.At
			case f.Kind == ends && f.At >= month-fiscal.Month && f.Marks&ledger.Partner == 0:
				sum, n = sum+f.Amount, n+1
				area += within(month, since, f.At)
				delete(open, at)
			case f.Kind == ends || f.Kind == gone && some:
				if f.Kind == gone {
					area += within(month, since, f.At)
				}
				delete(open, at)
			}
		}
		for _, since := range open {
			sum, n = sum+month-since, n+1
			area += within(month, since, month)
		}
		return sum / n, area / fiscal.Month
	}
	const path = "delivery.teams.implementation.hire_when=[{measure: "
	const always = ", above: 0, lead: 0d}]"
	for _, c := range []struct {
		name string
		set  string
		want func(facts []ledger.Fact, l *ledger.Ledger, month float64) float64
	}{
		{"hours used", path + "used" + always, func(facts []ledger.Fact, l *ledger.Ledger, month float64) float64 {
			return ratioOf(facts, l.Team(0), month, amount(ledger.Drew), amount(ledger.Timed))
		}},
		{"start delay", path + "start_delay" + always, func(facts []ledger.Fact, _ *ledger.Ledger, month float64) float64 {
			mean, _ := waits(facts, month, ledger.Signed, ledger.Started, ledger.Withdrawn)
			return mean
		}},
		{"first response", "support.tier1.hire_when=[{measure: first_response" + always, func(facts []ledger.Fact, _ *ledger.Ledger, month float64) float64 {
			mean, _ := waits(facts, month, ledger.Opened, ledger.Answered, ledger.Deflected)
			return mean
		}},
		{"load", "success.teams.smb-success.hire_when=[{measure: load" + always, func(facts []ledger.Fact, l *ledger.Ledger, month float64) float64 {
			scope := 0
			for i, team := range l.Teams {
				if team == "smb-success" {
					scope = l.Team(i)
				}
			}
			return ratioOf(facts, scope, month, needed, amount(ledger.Attended))
		}},
	} {
		values, facts, l := looked(t, c.set, "delivery.hand_off=0d", "support.configuration.owner=support", "segments.smb.opening.open_tickets=0",
			"segments.mid-market.opening.open_tickets=0", "segments.enterprise.opening.open_tickets=0")
		require.GreaterOrEqual(t, len(values), 5, c.name)
		for month, got := range values {
			assert.InEpsilon(t, c.want(facts, l, month), got, 1e-6, "%s, day %v", c.name, month)
		}
	}
}

// A plan may be changed in a copy alone, by where it stands in a file.
func TestPlansAreChangedInACopy(t *testing.T) {
	p := load(t, "board", "works={guides: {people: 1, moves: deflection, to: 50%}}", "support.cs_engineers={people: 2}")
	same := load(t, "board", "works={guides: {people: 1, moves: deflection, to: 50%}}", "support.cs_engineers={people: 2}")
	var paths []string
	q := p.WithPlans(func(path string, plan *people.Team) {
		paths = append(paths, path)
		plan.People += 100
	})
	assert.Equal(t, same, p)
	assert.Equal(t, "delivery.teams.implementation support.tier1 support.tier2 support.cs_engineers success.teams.enterprise-success "+
		"success.teams.mid-market-success success.teams.smb-success works.guides engineering", strings.Join(paths, " "))
	for _, people := range []int{int(q.Delivery.Teams[0].Value.People), int(q.Support.Tier1.People), int(q.Support.Tier2.People), int(q.Support.CSEngineers.People),
		int(q.Success.Teams[0].Value.People), int(q.Works[0].Value.People), int(q.Engineering.People)} {
		assert.Greater(t, people, 100)
	}
}
