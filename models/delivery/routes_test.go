package delivery_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/units"
)

func of[T any](v T) *T { return &v }

func share(v units.Share) delivery.Route {
	return delivery.Route{Mode: delivery.Whole, Intake: partners.Intake{Share: of(v)}}
}

func opening(from, to units.Share, half units.Duration) delivery.Route {
	r := share(from)
	r.GrowsTo, r.Half = of(to), of(half)
	return r
}

// routed are params with a partner of many places for each route, called partner1 and so on, and an own team of many.
func routed(routes ...delivery.Route) delivery.Params {
	p := plan(project("job", phase("files", 1, 0)))
	p.Teams[0].Value.People = 10_000
	for i, r := range routes {
		r.Partner = units.Name(fmt.Sprintf("partner%d", i+1))
		p.Partners = append(p.Partners, units.Entry[partners.Partner]{Name: r.Partner, Value: partner(100_000)})
		p.Routes = append(p.Routes, r)
	}
	return p
}

// took returns who delivers each of n projects, one signed every so many days: 0 is the own team.
func took(t *testing.T, p delivery.Params, trial uint64, n int, every float64) []int {
	w := open(t, p)
	w.begin(trial)
	for i := range n {
		w.sign(float64(i)*every, "job")
	}
	w.sim.Run(float64(n) * every)
	who := make([]int, n)
	for i := range who {
		who[i] = -1
	}
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.Took {
			require.Equal(t, -1, who[f.Customer])
			who[f.Customer] = int(f.Scope) - w.ledger.Team(0)
		}
	}
	return who
}

// counted demands that of draws with probabilities so many came true as theory has it, within four standard errors.
func counted(t *testing.T, name string, true_ int, probabilities []float64) {
	mean, variance := 0.0, 0.0
	for _, p := range probabilities {
		mean, variance = mean+p, variance+p*(1-p)
	}
	z := (float64(true_) - mean) / math.Sqrt(variance)
	t.Logf("%s: %d of %d, %.1f in theory, %.2f standard errors off", name, true_, len(probabilities), mean, z)
	assert.Less(t, math.Abs(z), 4., name)
}

func same(p float64, n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = p
	}
	return list
}

func TestARouteTakesItsShareOfProjects(t *testing.T) {
	const n = 20_000
	for _, s := range []units.Share{.1, .5, .85} {
		at := 0
		for _, who := range took(t, routed(share(s)), 1, n, 1./64) {
			at += who
		}
		counted(t, s.String(), at, same(float64(s), n))
	}
	for s, want := range map[units.Share]int{0: 0, 1: 1} {
		for _, who := range took(t, routed(share(s)), 1, 100, 1) {
			assert.Equal(t, want, who, s)
		}
	}
}

// Two routes draw by their places in the list: with the same uniform the second would never get anybody.
func TestWhoFailsOneRouteTriesTheNext(t *testing.T) {
	const n = 20_000
	at := [3]int{}
	for _, who := range took(t, routed(share(.5), share(.5)), 2, n, 1./64) {
		at[who]++
	}
	counted(t, "first", at[1], same(.5, n))
	counted(t, "second", at[2], same(.25, n))
	counted(t, "own team", at[0], same(.25, n))

	p := routed(share(.5), delivery.Route{Mode: delivery.Whole})
	assert.NotContains(t, took(t, p, 2, 500, 1), 0, "a route without a share takes all that come to it")
	p.Routes[0], p.Routes[1] = p.Routes[1], p.Routes[0]
	for _, who := range took(t, p, 2, 100, 1) {
		assert.Equal(t, 2, who, "and leaves nothing to the next")
	}
}

// share + (grows_to - share)(1 - 2^(-age/half)).
func TestTheShareOfARouteGrowsFromItsOpening(t *testing.T) {
	const n, every, half = 40_000, 1. / 80, 100.
	opens := opening(.2, .8, half)
	opens.Opens = &partners.Opens{At: of(units.Moment(65))}
	for _, c := range []struct {
		name  string
		route delivery.Route
		share func(day float64) float64
	}{
		{"from the first day", opening(.2, .8, half), func(day float64) float64 { return .2 + .6*(1-math.Exp2(-day/half)) }},
		{"downwards", opening(.8, 0, half), func(day float64) float64 { return .8 * math.Exp2(-day/half) }},
		{"from its opening", opens, func(day float64) float64 {
			if day < 65 {
				return 0
			}
			return .2 + .6*(1-math.Exp2(-(day-65)/half))
		}},
	} {
		who := took(t, routed(c.route), 3, n, every)
		const windows = 8
		for window := range windows {
			at, probabilities := 0, []float64{}
			for i := window * n / windows; i < (window+1)*n/windows; i++ {
				at += who[i]
				probabilities = append(probabilities, c.share(float64(i)*every))
			}
			if c.share(float64(window+1)*n/windows*every) == 0 {
				assert.Zero(t, at, c.name)
				continue
			}
			counted(t, fmt.Sprintf("%s, %d", c.name, window), at, probabilities)
		}
	}
}

// The same luck takes a larger share of the same projects: who went to the partner goes there still.
func TestALargerShareMovesNobodyBack(t *testing.T) {
	few, more, grows := took(t, routed(share(.3)), 4, 2000, 1./8), took(t, routed(share(.6)), 4, 2000, 1./8), took(t, routed(opening(.3, .6, 50)), 4, 2000, 1./8)
	for i := range few {
		require.LessOrEqual(t, few[i], grows[i])
		require.LessOrEqual(t, grows[i], more[i])
	}
}

func TestARouteIsClosedUntilItsDay(t *testing.T) {
	r := delivery.Route{Mode: delivery.Whole, Intake: partners.Intake{Opens: &partners.Opens{At: of(units.Moment(10))}}}
	p := withPartner(plan(project("job", phase("build", 0, 2))), partner(9), r)
	p.HandOff = 3
	w := open(t, p)
	w.sign(6.9, "job")
	w.sign(7, "job") // comes to the queue as the route opens
	w.sign(8, "job")
	assert.Equal(t, []string{"9.9 A starts", "10 B starts at the partner", "11 C starts at the partner"}, w.story(50, ledger.Started),
		"what counts is the moment at which it comes to the queue")
	assert.Equal(t, []string{"10 partner opens 1"}, opened(w))
}

// opened tells when routes opened, and with which share.
func opened(w *workshop) (lines []string) {
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.RouteOpened {
			lines = append(lines, fmt.Sprintf("%.6g %s opens %.6g", f.At, w.teams[int(f.Scope)-w.ledger.Team(0)], f.Amount))
		}
	}
	return lines
}

func TestARouteThatWaitsForARRStaysOpen(t *testing.T) {
	r := opening(0, 1, 1e-9)
	r.Opens = &partners.Opens{ARR: of(units.Money(1000))}
	w := open(t, withPartner(plan(project("job", phase("files", 1, 0))), partner(9), r))
	for _, at := range []struct{ day, arr float64 }{{0, 999}, {20, 1000}, {40, 500}} {
		w.at(at.day, func() { w.Earn(at.arr) })
	}
	for _, day := range []float64{1, 21, 41} {
		w.sign(day, "job")
	}
	assert.Equal(t, []string{"1 A starts", "21 B starts at the partner", "41 C starts at the partner"}, w.story(50, ledger.Started))
	assert.Equal(t, []string{"20 partner opens 0"}, opened(w), "with the share from which it grows")

	w.begin(1)
	w.at(0, func() { w.Earn(1e6) })
	w.sign(1, "job")
	assert.Equal(t, []string{"1 A starts at the partner"}, w.story(50, ledger.Started), "each trial begins anew, and the first day is looked at")
}

func TestARouteThatOpensInTheRunIsNotForWhatIsInFlight(t *testing.T) {
	for _, c := range []struct {
		route delivery.Route
		want  string
	}{
		{delivery.Route{Mode: delivery.Whole, Intake: partners.Intake{Opens: &partners.Opens{At: of(units.Moment(0))}}}, "0 A takes 1 of own"},
		{share(0), "0 A takes 1 of own"},
		{opening(0, 1, 1), "0 A takes 1 of own"},
		{share(1), "0 A takes 1 of partner"},
		{delivery.Route{Mode: delivery.Whole}, "0 A takes 1 of partner"},
	} {
		w := open(t, withPartner(plan(project("job", phase("files", 10, 0))), partner(9), c.route))
		w.resume("job", .5)
		assert.Equal(t, []string{c.want}, w.story(1, ledger.Took))
	}
}

func TestARouteThatMayTakeNothingLeavesTheOwnTeamItsWork(t *testing.T) {
	for name, r := range map[string]delivery.Route{
		"a share": share(.99), "one that grows": opening(1, .5, 1), "one that grows to all": opening(.9, 1, 1),
		"an opening": {Mode: delivery.Whole, Intake: partners.Intake{Opens: &partners.Opens{At: of(units.Moment(0))}}},
	} {
		p := withPartner(plan(project("job", phase("build", 0, 1))), partner(9), r)
		p.Teams[0].Value.People = 0
		assert.Equal(t, []string{"projects.job.slots: must fit into the team own, which never has more than 0 slots, got 1"}, refusals(p), name)
		assert.Equal(t, []bool{true}, p.Working([]string{"job"}, []delivery.Mix{{{Name: "job", Value: 1}}}), name)
	}
	for name, r := range map[string]delivery.Route{"all": {Mode: delivery.Whole}, "a share of all": share(1), "all for good": opening(1, 1, 1)} {
		p := withPartner(plan(project("job", phase("build", 0, 1))), partner(9), r)
		p.Teams[0].Value.People = 0
		assert.Empty(t, refusals(p), name)
		assert.Equal(t, []bool{false}, p.Working([]string{"job"}, []delivery.Mix{{{Name: "job", Value: 1}}}), name)
	}
}

func TestAProjectThatOverflowsIsSentBeforeItQueues(t *testing.T) {
	r := delivery.Route{Mode: delivery.Overflow, After: 1, Intake: partners.Intake{Share: of(units.Share(.5))}}
	w := open(t, withPartner(plan(project("job", phase("build", 0, 1000))), partner(1000), r))
	const n = 400
	for range n {
		w.sign(0, "job")
	}
	at := len(grep("partner", w.story(10, ledger.Started)))
	counted(t, "of those who wait", at, same(.5, n-1))
	assert.Len(t, w.tell(ledger.Started), at+1)
}

func TestBadRoutesAreRefused(t *testing.T) {
	bad := units.Share(nan)
	for _, c := range []struct {
		route delivery.Route
		want  []string
	}{
		{share(2), []string{"share: must be between 0% and 100%, got 200%"}},
		{share(bad), []string{"share: must be between 0% and 100%, got NaN%"}},
		{opening(.1, -1, 5), []string{"grows_to: must be between 0% and 100%, got -100%"}},
		{opening(.1, .2, 0), []string{"half: must be above 0, got 0"}},
		{delivery.Route{Intake: partners.Intake{GrowsTo: of(units.Share(.5)), Half: of(units.Duration(5))}}, []string{"share: must be given with grows_to: the share from which it grows"}},
		{delivery.Route{Intake: partners.Intake{Share: of(units.Share(.5)), GrowsTo: of(units.Share(.5))}}, []string{"half: must be given with grows_to: the time in which half of the growth is done"}},
		{delivery.Route{Intake: partners.Intake{Half: of(units.Duration(5))}}, []string{"half: must be left out without grows_to, got 1w"}},
		{delivery.Route{Intake: partners.Intake{Opens: &partners.Opens{}}}, []string{"opens: must be one of at and arr"}},
		{delivery.Route{Intake: partners.Intake{Opens: &partners.Opens{At: of(units.Moment(-1))}}}, []string{"opens.at: must be 0 or more, got -1d"}},
		{delivery.Route{Intake: partners.Intake{Opens: &partners.Opens{ARR: of(units.Money(nan))}}}, []string{"opens.arr: must be 0 or more, got NaN"}},
	} {
		c.route.Mode = delivery.Whole
		var want []string
		for _, line := range c.want {
			want = append(want, "routes[0]."+line)
		}
		assert.Equal(t, want, refusals(withPartner(plan(project("job", phase("build", 0, 1))), partner(1), c.route)))
	}
	p := withPartner(plan(project("job", phase("build", 0, 1))), partner(1))
	p.Partners[0].Value.Managed = &partners.Managed{Quality: bad, LeadTime: -1}
	assert.Equal(t, []string{
		"partners.partner.managed.projects_per_person: must be above 0, got 0",
		"partners.partner.managed.quality: must be between 0% and 100%, got NaN%",
		"partners.partner.managed.lead_time: must be 0 or more, got -1d",
	}, refusals(p))
}
