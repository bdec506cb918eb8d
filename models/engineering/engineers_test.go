package engineering_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/engineering"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// team returns parameters of one engineer, whose fixes take two days and ship every two weeks.
func team() engineering.Params {
	return engineering.Params{Team: people.Team{People: 1, ProductiveHours: 40}, Fix: units.Fixed(units.Duration(2)), Ships: 10}
}

func TestAFixShipsWithTheFirstReleaseWhenItIsReady(t *testing.T) {
	s := sim.New()
	for _, c := range []struct{ first, ready, want float64 }{
		{0, 0, 0}, {0, .001, 10}, {0, 10, 10}, {0, 10.5, 20}, {0, 999.9, 1000}, {-65, -65, -65}, {-65, -64, -55}, {-65, 0, 5},
	} {
		s.Reset(c.first)
		e := engineering.NewEngineers(s, 1, team(), nil)
		e.Begin(1)
		s.Run(c.ready)
		assert.Equal(t, c.want, e.Release(), "ready on day %v of a run from %v", c.ready, c.first)
	}
}

func TestAFixIsTheLuckOfItsTicketAndVisit(t *testing.T) {
	p := team()
	p.Fix = units.Lognormal(units.Duration(2), 1)
	e := engineering.NewEngineers(sim.New(), 1, p, nil)
	e.Begin(1)
	a, b := random.Name("a"), random.Name("b")
	first := e.Takes(a, 0)
	assert.NotEqual(t, first, e.Takes(a, 1), "when it comes back")
	assert.NotEqual(t, first, e.Takes(b, 0))
	assert.Equal(t, first, e.Takes(a, 0), "whatever was fixed in between")
	const n = 100_000
	sum, squares := 0.0, 0.0
	for i := range uint64(n) {
		days := e.Takes(a.Child(i), 0)
		sum, squares = sum+days, squares+days*days
	}
	mean := sum / n
	assert.InDelta(t, 2, mean, 4*math.Sqrt((squares/n-mean*mean)/n), "working days on average")
}

func TestBadParametersAreRefused(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		change func(p *engineering.Params)
		want   []string
	}{
		{func(*engineering.Params) {}, nil},
		{func(p *engineering.Params) { p.Cost = -1 }, []string{"cost: must be 0 or more, got -1"}},
		{func(p *engineering.Params) { p.Ships, p.Fix = 0, units.Fixed(units.Duration(-1)) },
			[]string{"fix: must have no value below 0, got -1", "ships: must be above 0, got 0"}},
		{func(p *engineering.Params) { p.Ships = units.Duration(nan) }, []string{"ships: must be above 0, got NaNd"}},
		{func(p *engineering.Params) {
			p.Bugs = &engineering.Bugs{Created: -1, Fixed: units.Number(nan), Known: 2}
		}, []string{
			"bugs.opening: must be above 0 and at most 1000000, got 0",
			"bugs.created_per_month: must be between 0 and 1000000, got -1",
			"bugs.fixed_per_month: must be between 0 and 1000000, got NaN",
			"bugs.known: must be between 0% and 100%, got 200%",
		}},
	} {
		p := team()
		c.change(&p)
		assert.Equal(t, c.want, units.Found(p.Validate))
	}
}
