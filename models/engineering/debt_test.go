package engineering_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/engineering"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/sim"
)

// product has 200 bugs, gets 20 more a month, and 5 of them are fixed by a person.
func product() engineering.Bugs {
	return engineering.Bugs{Opening: 200, Created: 20, Fixed: 5, Known: .6}
}

func TestBugsAfterAYearByFreePeople(t *testing.T) {
	for _, c := range []struct{ people, bugs, factor float64 }{
		{people: 3, bugs: 260, factor: 1.18},                                               // 200 + 12·(20 − 15); 1 − .6 + .6·1.3
		{people: 4, bugs: 200, factor: 1},                                                  // as many come as go
		{people: 5, bugs: 160 + 40*math.Exp(-1.5), factor: .4 + .6*(.8+.2*math.Exp(-1.5))}, // to 200·20/25, at 25·12/200
		{people: 0, bugs: 440, factor: .4 + .6*2.2},
	} {
		got := product().After(200, c.people, 12)
		assert.InDelta(t, c.bugs, got, 1e-9, "%v people", c.people)
		assert.InDelta(t, c.factor, product().Factor(got), 1e-12, "%v people", c.people)
	}
	assert.InDelta(t, 168.93, product().After(200, 5, 12), .005)
	assert.InDelta(t, .9068, product().Factor(product().After(200, 5, 12)), .00005)
}

// Two ways from day to day: the closed form in one step, and the rule in very many.
func TestBugsCrossTodaysNumberAsTheRuleHasIt(t *testing.T) {
	for _, c := range []struct {
		name                 string
		bugs, people, months float64
	}{
		{"from above to below", 230, 8, 6},
		{"from below to above", 150, 2, 12},
		{"from below to above with nobody", 150, 0, 12},
		{"from below, not so far", 50, 2, 3},
		{"from above, not so far", 400, 8, 3},
		{"from today's down", 200, 9, 3},
		{"with few left", 1, 9, 12},
	} {
		const steps = 200_000
		b, bugs := product(), c.bugs
		for range steps {
			bugs += (20 - 5*c.people*min(1, bugs/200)) * c.months / steps
		}
		assert.InDelta(t, bugs, b.After(c.bugs, c.people, c.months), .002, c.name)
		half := b.After(b.After(c.bugs, c.people, c.months/2), c.people, c.months/2)
		assert.InDelta(t, half, b.After(c.bugs, c.people, c.months), 1e-9, "in two steps: "+c.name)
	}
}

func TestMorePeopleLeaveFewerBugsAndFewerBugsMakeFewerTickets(t *testing.T) {
	before := math.Inf(1)
	for people := 0.; people < 12; people += .25 {
		bugs := product().After(230, people, 7)
		assert.Less(t, bugs, before)
		assert.GreaterOrEqual(t, bugs, 0.)
		assert.Greater(t, product().Factor(before), product().Factor(bugs), "of %v people", people)
		before = min(bugs, 230+20*7)
	}
	assert.Equal(t, 3., product().Factor(1e6), "at most")
	assert.Equal(t, 1., product().Factor(200), "today is the reference")
	assert.InDelta(t, .4, product().Factor(0), 1e-12)
}

// A month in which four people are free for its first half and two for its second has three on average.
func TestDebtIsBroughtUpToDateByTheMeanOfFreePeople(t *testing.T) {
	s := sim.New()
	l := ledger.New(ledger.Layout{Segments: []string{"all of them"}, Quarters: 1})
	bugs := product()
	d := engineering.NewDebt(s, l, engineering.Params{Team: people.Team{ProductiveHours: 20}, Bugs: &bugs})
	s.Reset(0)
	d.Begin()
	d.Spare(16) // hours a day, of people who have 4
	s.Run(fiscal.Month / 2)
	d.Spare(8)
	s.Run(fiscal.Month)
	d.Settle()
	assert.InDelta(t, (200+20-15)/200.*.6+.4, d.Factor(), 1e-12)
	d.Settle()
	assert.InDelta(t, 1.015, d.Factor(), 1e-12, "no time has passed")
	d.Begin()
	assert.Equal(t, 1., d.Factor())
}

func TestIdeallyBugsStayAsManyAsToday(t *testing.T) {
	s := sim.New()
	bugs := product()
	d := engineering.NewDebt(s, ledger.New(ledger.Layout{Segments: []string{"s"}, Quarters: 1}),
		engineering.Params{Team: people.Team{ProductiveHours: 20}, Bugs: &bugs}.Idealised())
	s.Reset(0)
	d.Begin()
	s.Run(30)
	d.Settle()
	assert.Equal(t, 1., d.Factor())
}
