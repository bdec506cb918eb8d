package delivery_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

// wild is a plan of 26 weeks of one person, promised after 30, that nobody slows down: a person and no slot for each.
func wild(effort units.Spread[units.Number], foresees units.Share) delivery.Params {
	p := plan(project("job", phase("build", 0, 130)))
	p.Teams[0].Value.People = 10_000
	job := &p.Projects[0].Value
	job.Slots, job.Promised, job.EffortMultiplier = 0, 150, effort
	job.Scoping = &delivery.Scoping{Team: "own", WinRate: 1, Foresees: foresees}
	return p
}

// lateShare signs projects and returns which share of them goes live after the promise.
func lateShare(t *testing.T, p delivery.Params, projects int) float64 {
	w := open(t, p)
	for range projects {
		w.sign(0, "job")
	}
	w.sim.Run(1e6)
	late := 0
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.WentLive && f.At > w.promised[f.Customer] {
			late++
		}
	}
	require.Len(t, w.tell(ledger.WentLive), projects)
	return float64(late) / float64(projects)
}

// late returns the probability that a lognormal multiplier of a median is beyond where plan × multiplier is what is promised.
func late(median, sigma, foresees float64) float64 {
	const plan, promise = 130., 150.
	if promise*foresees >= plan {
		return 0
	}
	return math.Erfc(math.Log(promise*(1-foresees)/(plan-promise*foresees)/median)/sigma/math.Sqrt2) / 2
}

func TestScopingMakesPromisesTruer(t *testing.T) {
	const projects, cv, errors = 4000, .8, 3.3
	sigma := math.Sqrt(math.Log1p(cv * cv))
	one := units.Number(1)
	around := units.Spread[units.Number]{Lognormal: &units.Middle[units.Number]{Median: &one, CV: cv}}
	for _, c := range []struct {
		effort           units.Spread[units.Number]
		median, foresees float64
		published        float64
	}{
		{units.Lognormal(one, cv), 1 / math.Sqrt(1+cv*cv), 0, .289},
		{units.Lognormal(one, cv), 1 / math.Sqrt(1+cv*cv), .5, .214},
		{units.Lognormal(one, cv), 1 / math.Sqrt(1+cv*cv), .87, 0},
		{units.Lognormal(one, cv), 1 / math.Sqrt(1+cv*cv), 1, 0},
		{around, 1, 0, .419},
		{around, 1, .5, .330},
		{around, 1, 1, 0},
	} {
		want := late(c.median, sigma, c.foresees)
		assert.InDelta(t, c.published, want, 6e-4)
		got := lateShare(t, wild(c.effort, units.Share(c.foresees)), projects)
		assert.InDelta(t, want, got, errors*math.Sqrt(want*(1-want)/projects), "median %v, foresees %v", c.median, c.foresees)
	}
}

// With the mean kept a wilder project is mostly a shorter one, and sooner late only up to a point; with the median kept it is later.
func TestAWilderProjectIsLaterIfItsMedianIsKept(t *testing.T) {
	const projects = 2000
	one := units.Number(1)
	share := func(effort units.Spread[units.Number]) float64 { return lateShare(t, wild(effort, 0), projects) }
	around := func(cv units.Number) units.Spread[units.Number] {
		return units.Spread[units.Number]{Lognormal: &units.Middle[units.Number]{Median: &one, CV: cv}}
	}
	assert.Greater(t, share(around(.8)), share(around(.3))+.05)
	assert.Less(t, share(units.Lognormal(one, 2.5)), share(units.Lognormal(one, .8))-.05)
	assert.Greater(t, share(around(2.5)), share(around(.8)))
}

func TestScopingPricesWhatItForesees(t *testing.T) {
	fixed, share, hour := units.Money(1000), units.Share(.5), units.Money(10)
	for _, c := range []struct {
		name  string
		price delivery.Price
		want  string // of 40 hours × 1.5
	}{
		{"a fixed price", delivery.Price{Fixed: &fixed}, "7.5 A pays 1300"}, // 1 + .6 × .5
		{"a share of ARR", delivery.Price{FirstYearShare: &share}, "7.5 A pays 50"},
		{"by the hour", delivery.Price{PerHour: &hour}, "7.5 A pays 600"},
	} {
		p := plan(project("job", phase("build", 0, 5)))
		job := &p.Projects[0].Value
		job.EffortMultiplier, job.Price = units.Fixed(units.Number(1.5)), c.price
		job.Scoping = &delivery.Scoping{Team: "own", WinRate: 1, Foresees: .6}
		w := open(t, p)
		w.sign(0, "job")
		assert.Equal(t, []string{c.want}, w.story(100, ledger.Billed), c.name)
		assert.Equal(t, []float64{26}, w.promised, c.name)
	}
}

// Deals are scoped if their customer buys what is scoped, by the same luck, and no others.
func TestOnlyWhatWillBeBoughtIsScoped(t *testing.T) {
	const deals = 500
	p := plan(project("job", phase("build", 0, 1)), project("plain", phase("build", 0, 1)))
	p.Teams[0].Value.People = deals
	p.Projects[0].Value.Scoping = &delivery.Scoping{Team: "own", Hours: 1, WinRate: .5, Lead: 5}
	w := openMixed(t, p, []delivery.Mix{{{Name: "job", Value: .3}, {Name: "plain", Value: .7}}, {{Name: "plain", Value: 1}}})
	w.sim.Run(0)
	for k := range int32(deals) {
		w.Scope(entity(k), 0, 10)
		w.Scope(entity(k), 1, 10)
	}
	w.sim.Run(9)
	scoped := len(w.tell(ledger.Scoped))
	assert.Equal(t, "7 own has scoped for 16 hours", w.tell(ledger.Scoped)[0]) // 10 - 5 and 1 / .5 days
	bought := 0
	for k := range int32(deals) {
		w.record(ledger.Fact{Kind: ledger.Signed, Customer: k})
		w.Sign(k, entity(k), 0, 100)
		if kind, _, _ := w.Project(k); kind == 0 {
			bought++
		}
	}
	assert.Equal(t, bought, scoped)
	assert.InDelta(t, .3, float64(bought)/deals, 3.3*math.Sqrt(.3*.7/deals))
}

func TestATrialForgetsWhatWasScopedInAnother(t *testing.T) {
	p := plan(project("job", phase("build", 0, 1)))
	p.Projects[0].Value.Scoping = &delivery.Scoping{Team: "own", Hours: 1, WinRate: 1, Lead: 5}
	w := open(t, p)
	play := func() []string {
		w.at(0, func() { w.Scope(entity(1), 0, 9) })
		return w.story(100, ledger.Scoped)
	}
	first := play()
	w.begin(1)
	assert.Equal(t, []string{"5 own has scoped for 8 hours"}, first)
	assert.Equal(t, first, play())
}

func TestIdeallyDeliveredIsOnThePromiseThatWasForeseen(t *testing.T) {
	p := plan(project("job", phase("build", 0, 10)))
	job := &p.Projects[0].Value
	job.EffortMultiplier = units.Fixed(units.Number(2))
	job.Scoping = &delivery.Scoping{Team: "own", WinRate: 1, Foresees: .5}
	p.Ideal.Delivery = true
	w := open(t, p)
	w.resume("job", .5)
	w.sign(0, "job")                                                                         // starts with the slot of the other
	assert.Equal(t, []string{"30 A is live", "60 B is live"}, w.story(100, ledger.WentLive)) // each after 20 × (1 + .5 × (2 - 1))
	assert.InDelta(t, 30, delivery.Promised(p, delivery.Mix{{Name: "job", Value: 1}}), 1e-12)
}

func TestIdeallyScopingTakesNobodysTime(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	job := &p.Projects[0].Value
	job.EffortMultiplier = units.Fixed(units.Number(2))
	job.Scoping = &delivery.Scoping{Team: "own", Hours: 2, WinRate: .5, Foresees: .5}
	assert.True(t, p.Scopes())
	q := p.Foreseeing()
	assert.False(t, q.Scopes())
	assert.True(t, p.Scopes(), "what it was made from stays")
	w := open(t, q)
	w.at(0, func() { w.Scope(entity(1), 0, 1) })
	w.sign(0, "job")
	assert.Equal(t, []string{"10 A is live"}, w.story(100, ledger.WentLive, ledger.Scoped))
	assert.Equal(t, []float64{30}, w.promised)
}

func TestAScopingTeamHasSomethingToDo(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 0, 1))), partner(1), delivery.Route{Mode: delivery.Whole})
	p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "architects", Value: team(1)})
	works := func(share units.Share) []bool {
		return p.Working([]string{"job"}, []delivery.Mix{{{Name: "job", Value: share}}})
	}
	assert.Equal(t, []bool{false, false}, works(1))
	p.Projects[0].Value.Scoping = &delivery.Scoping{Team: "architects", Hours: 1, WinRate: 1}
	assert.Equal(t, []bool{false, true}, works(1))
	assert.Equal(t, []bool{false, false}, works(0))
}

func TestWhatIsWrongWithScopingIsTold(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	for _, c := range []struct {
		scoping delivery.Scoping
		want    []string
	}{
		{delivery.Scoping{Team: "own", Hours: 1, WinRate: 1, Lead: 20, Foresees: 1}, nil},
		{delivery.Scoping{Team: "owns", WinRate: 1}, []string{`projects.job.scoping.team: must name a team that exists, got "owns", did you mean "own"?`}},
		{delivery.Scoping{Team: "nobody", Hours: 1, WinRate: 1}, []string{"projects.job.scoping.team: must be a team that has people at some time, got nobody"}},
		{delivery.Scoping{Team: "nobody", WinRate: 1}, nil},
		{delivery.Scoping{Team: "own", WinRate: 0}, []string{"projects.job.scoping.win_rate: must be above 0% and at most 100%, got 0%"}},
		{delivery.Scoping{Team: "own", Hours: -1, WinRate: 2, Lead: -1, Foresees: -.1}, []string{"projects.job.scoping.hours: must be 0 or more, got -1d",
			"projects.job.scoping.win_rate: must be above 0% and at most 100%, got 200%", "projects.job.scoping.lead: must be 0 or more, got -1d",
			"projects.job.scoping.foresees: must be between 0% and 100%, got -10%"}},
	} {
		p := p
		p.Teams = append(p.Teams[:1:1], units.Entry[delivery.Team]{Name: "nobody", Value: team(0)})
		p.Projects[0].Value.Scoping = &c.scoping
		assert.Equal(t, c.want, refusals(p))
	}
	p.Projects[0].Value.Scoping = &delivery.Scoping{Team: "own", Hours: units.Duration(nan), WinRate: units.Share(nan), Lead: units.Duration(nan), Foresees: units.Share(nan)}
	assert.Len(t, refusals(p), 4)
}
