package delivery_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/units"
)

func of[T any](v T) *T { return &v }

func share(v units.Share) delivery.Route { return delivery.Route{Mode: delivery.Whole, Share: of(v)} }

func opening(from, to units.Share, half units.Duration) delivery.Route {
	r := share(from)
	r.GrowsTo, r.Half = of(to), of(half)
	return r
}

// partners are params with a partner of many places for each route, called partner1 and so on, and an own team of many.
func partners(routes ...delivery.Route) delivery.Params {
	p := plan(project("job", phase("files", 1, 0)))
	p.Teams[0].Value.People = 10_000
	for i, r := range routes {
		r.Partner = units.Name(fmt.Sprintf("partner%d", i+1))
		p.Partners = append(p.Partners, units.Entry[delivery.Partner]{Name: r.Partner, Value: partner(100_000)})
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
		for _, who := range took(t, partners(share(s)), 1, n, 1./64) {
			at += who
		}
		counted(t, s.String(), at, same(float64(s), n))
	}
	for s, want := range map[units.Share]int{0: 0, 1: 1} {
		for _, who := range took(t, partners(share(s)), 1, 100, 1) {
			assert.Equal(t, want, who, s)
		}
	}
}

// Two routes draw by their places in the list: with the same uniform the second would never get anybody.
func TestWhoFailsOneRouteTriesTheNext(t *testing.T) {
	const n = 20_000
	at := [3]int{}
	for _, who := range took(t, partners(share(.5), share(.5)), 2, n, 1./64) {
		at[who]++
	}
	counted(t, "first", at[1], same(.5, n))
	counted(t, "second", at[2], same(.25, n))
	counted(t, "own team", at[0], same(.25, n))

	p := partners(share(.5), delivery.Route{Mode: delivery.Whole})
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
	opens.Opens = &delivery.Opens{At: of(units.Moment(65))}
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
		who := took(t, partners(c.route), 3, n, every)
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
	few, more, grows := took(t, partners(share(.3)), 4, 2000, 1./8), took(t, partners(share(.6)), 4, 2000, 1./8), took(t, partners(opening(.3, .6, 50)), 4, 2000, 1./8)
	for i := range few {
		require.LessOrEqual(t, few[i], grows[i])
		require.LessOrEqual(t, grows[i], more[i])
	}
}

func TestARouteIsClosedUntilItsDay(t *testing.T) {
	r := delivery.Route{Mode: delivery.Whole, Opens: &delivery.Opens{At: of(units.Moment(10))}}
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
	r.Opens = &delivery.Opens{ARR: of(units.Money(1000))}
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
		{delivery.Route{Mode: delivery.Whole, Opens: &delivery.Opens{At: of(units.Moment(0))}}, "0 A takes 1 of own"},
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
		"an opening": {Mode: delivery.Whole, Opens: &delivery.Opens{At: of(units.Moment(0))}},
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
	r := delivery.Route{Mode: delivery.Overflow, After: 1, Share: of(units.Share(.5))}
	w := open(t, withPartner(plan(project("job", phase("build", 0, 1000))), partner(1000), r))
	const n = 400
	for range n {
		w.sign(0, "job")
	}
	at := len(grep("partner", w.story(10, ledger.Started)))
	counted(t, "of those who wait", at, same(.5, n-1))
	assert.Len(t, w.tell(ledger.Started), at+1)
}

// cared is a partner of some partner managers, each for one project at a time.
func cared(p delivery.Partner) delivery.Partner {
	p.Managed = &delivery.Managed{Team: "managers", ProjectsPerPerson: 1, Quality: .7, LeadTime: 15}
	return p
}

// m = min(1, people x projects_per_person / other projects there): 1 without others, .5 with two, 1/3 with three.
func TestAPartnerIsAsGoodAsItIsLookedAfter(t *testing.T) {
	bench := partner(9)
	bench.LeadTime = 5
	w := open(t, withPartner(plan(project("job", phase("files", 100, 0))), cared(bench), delivery.Route{Mode: delivery.Whole}))
	w.at(0, func() { w.Look(0, 1) })
	for range 4 {
		w.sign(1, "job")
	}
	w.at(2, func() { w.Look(0, 0) })
	w.sign(3, "job")
	w.at(4, func() { w.Look(0, 100) })
	w.sign(5, "job")
	lives := w.story(200, ledger.WentLive)
	assert.Equal(t, []string{"106 A is live", "106 B is live", "110 F is live", "111 C is live", "112.667 D is live", "118 E is live"}, lives,
		"lead times between 5 days and 15")
	assert.Equal(t, []string{"A 1 0", "B 1 0", "F 1 0", "C 1 0.15", "D 1 0.2", "E 1 0.3"}, w.shares, "quality between 1 and .7")
	assert.Equal(t, []string{"A 1", "B 1", "C 0.5", "D 0.333333", "E 0", "F 1"}, looked(w))
}

// Nobody who looked after a partner in one trial does in the next, unless told.
func TestATrialBeginsWithoutPartnerManagers(t *testing.T) {
	w := open(t, withPartner(plan(project("job", phase("files", 100, 0))), cared(partner(9)), delivery.Route{Mode: delivery.Whole}))
	w.Look(0, 9)
	w.begin(1)
	w.sign(1, "job")
	w.sign(1, "job")
	w.sim.Run(10)
	assert.Equal(t, []string{"A 1", "B 0"}, looked(w))
}

// looked tells how far projects were looked after.
func looked(w *workshop) (lines []string) {
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.LookedAfter {
			lines = append(lines, fmt.Sprintf("%c %.6g", 'A'+f.Customer, f.Amount))
		}
	}
	return lines
}

// A delivery that was looked after by half teaches by half: the second project takes 10 (1 + 2^-.5) days.
func TestAPartnerLearnsAsFarAsItIsLookedAfter(t *testing.T) {
	bench := cared(partner(9))
	bench.Managed.ProjectsPerPerson, bench.Managed.LeadTime, bench.EffortFactor = .5, 0, 2
	bench.Learning = &delivery.Learning{HalfEvery: 1, EffortFactor: 1, Quality: 1}
	w := open(t, withPartner(plan(project("job", phase("build", 0, 10)), project("long", phase("files", 400, 0))), bench, delivery.Route{Mode: delivery.Whole}))
	w.at(0, func() { w.Look(0, 1) })
	w.sign(0, "long") // is there all the time: m is .5
	w.sign(1, "job")
	w.sign(50, "job")
	w.sign(100, "job")
	factors := []float64{2, 1 + math.Exp2(-.5), 1 + math.Exp2(-1)}
	var want []string
	for i, day := range []float64{1, 50, 100} {
		want = append(want, fmt.Sprintf("%.6g %c is live", day+10*factors[i], 'B'+i))
	}
	assert.Equal(t, want, w.story(300, ledger.WentLive))
}

// Without partner managers nothing gets better than the partner itself is.
func TestNobodyIsBetterForNotBeingLookedAfter(t *testing.T) {
	bench := cared(partner(9))
	bench.Quality, bench.Managed.Quality, bench.LeadTime, bench.Managed.LeadTime = .5, .9, 20, 1
	w := open(t, withPartner(plan(project("job", phase("files", 10, 0))), bench, delivery.Route{Mode: delivery.Whole}))
	w.sign(0, "job")
	w.sign(0, "job")
	assert.Equal(t, []string{"30 A is live", "30 B is live"}, w.story(100, ledger.WentLive))
	assert.Equal(t, []string{"A 1 0.5", "B 1 0.5"}, w.shares)

	bench.Minimum = &delivery.Minimum{ProjectsPerQuarter: 9, LeadTime: 40}
	bench.Managed.LeadTime = 30
	w = open(t, withPartner(plan(project("job", phase("files", 10, 0))), bench, delivery.Route{Mode: delivery.Whole}))
	w.at(0, func() { w.OpenQuarter(1, false) })
	w.sign(1, "job")
	w.sign(1, "job")
	assert.Equal(t, []string{"51 A is live", "51 B is live"}, w.story(100, ledger.WentLive), "a slow partner is none the quicker")
}

func TestPhasesOfAPartnerAreLookedAfterEachByItself(t *testing.T) {
	p := withPartner(plan(project("job", phase("design", 0, 1), phase("build", 10, 0)), project("other", phase("files", 50, 0))), cared(partner(9)),
		delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"build"}, Projects: []units.Name{"job"}},
		delivery.Route{Mode: delivery.Whole, Projects: []units.Name{"other"}})
	p.Partners[0].Value.Managed.ProjectsPerPerson = .25
	w := open(t, p)
	w.at(0, func() { w.Look(0, 1) })
	w.sign(0, "other")
	w.sign(1, "job") // comes to the partner on day 2, beside one other: m is .25, the lead time 11.25 days
	assert.Equal(t, []string{"23.25 B is live", "50 A is live"}, w.story(100, ledger.WentLive))
	assert.Equal(t, []string{"A 1", "B 0.25"}, looked(w))
}

func TestPerfectPartnersAndThoseWhoAreAlwaysLookedAfter(t *testing.T) {
	bench := cared(partner(9))
	bench.LeadTime = 5
	p := withPartner(plan(project("job", phase("files", 10, 0))), bench, delivery.Route{Mode: delivery.Whole})
	looked := p
	looked.Ideal.Managers = true
	for _, c := range []struct {
		name string
		p    delivery.Params
		want string
	}{
		{"as it is", p, "25 B is live, A 1 0 B 1 0.3"},
		{"perfect", p.Perfect(), "25 B is live, A 1 0 B 1 0"},
		{"looked after", looked, "15 B is live, A 1 0 B 1 0"},
	} {
		w := open(t, c.p)
		w.sign(0, "job")
		w.sign(0, "job")
		lives := w.story(100, ledger.WentLive)
		assert.Equal(t, c.want, lives[1]+", "+strings.Join(w.shares, " "), c.name)
	}
	assert.NotNil(t, p.Partners[0].Value.Managed)
	assert.EqualValues(t, .7, p.Partners[0].Value.Managed.Quality)
}

// What is sold later is for who signs later: from the day on, at its price, in its mix.
func TestWhoSignsLaterBuysWhatIsSoldThen(t *testing.T) {
	fixed, other := units.Money(800), units.Money(1600)
	p := priced(delivery.Price{Fixed: &fixed})
	p.Projects = append(p.Projects, project("long", phase("build", 0, 20)))
	sold := delivery.Sold{Projects: append(units.Map[delivery.Project]{}, p.Projects...)}
	sold.Projects[0].Value.Price = delivery.Price{Fixed: &other}
	sold.Mixes = []delivery.Mix{{{Name: "job", Value: 1}}, {{Name: "job", Value: 1}}}
	p.Later = []delivery.Sold{sold}
	p.Teams[0].Value.People = 100
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "long")
	w.at(10, func() { w.Sell(1) })
	w.sign(10, "job")
	w.sign(10, "long")
	w.sim.Run(100)
	paid := map[int32]float64{}
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.Billed {
			paid[f.Customer] += f.Amount
		}
	}
	assert.Equal(t, map[int32]float64{0: 800, 2: 1600, 3: 1600}, paid)
	assert.Equal(t, []string{"20 B is live"}, grep("B", w.tell(ledger.WentLive)), "who signed before keeps its project")

	w.begin(1)
	w.sign(0, "long")
	assert.Equal(t, []string{"20 A is live"}, w.story(100, ledger.WentLive), "each trial begins with what is sold today")
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
		{delivery.Route{GrowsTo: of(units.Share(.5)), Half: of(units.Duration(5))}, []string{"share: must be given with grows_to: the share from which it grows"}},
		{delivery.Route{Share: of(units.Share(.5)), GrowsTo: of(units.Share(.5))}, []string{"half: must be given with grows_to: the time in which half of the growth is done"}},
		{delivery.Route{Half: of(units.Duration(5))}, []string{"half: must be left out without grows_to, got 1w"}},
		{delivery.Route{Opens: &delivery.Opens{}}, []string{"opens: must be one of at and arr"}},
		{delivery.Route{Opens: &delivery.Opens{At: of(units.Moment(-1))}}, []string{"opens.at: must be 0 or more, got -1d"}},
		{delivery.Route{Opens: &delivery.Opens{ARR: of(units.Money(nan))}}, []string{"opens.arr: must be 0 or more, got NaN"}},
	} {
		c.route.Mode = delivery.Whole
		var want []string
		for _, line := range c.want {
			want = append(want, "routes[0]."+line)
		}
		assert.Equal(t, want, refusals(withPartner(plan(project("job", phase("build", 0, 1))), partner(1), c.route)))
	}
	p := withPartner(plan(project("job", phase("build", 0, 1))), partner(1))
	p.Partners[0].Value.Managed = &delivery.Managed{Quality: bad, LeadTime: -1}
	assert.Equal(t, []string{
		"partners.partner.managed.projects_per_person: must be above 0, got 0",
		"partners.partner.managed.quality: must be between 0% and 100%, got NaN%",
		"partners.partner.managed.lead_time: must be 0 or more, got -1d",
	}, refusals(p))
}
