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

// growing is a workshop with a segment whose customers buy jobs, and whose expansions bring some of what is named.
func growing(t *testing.T, p delivery.Params, brings delivery.Further) *workshop {
	none := make([]delivery.Further, len(p.Projects))
	var mixes []delivery.Mix
	for _, e := range p.Projects {
		mixes = append(mixes, delivery.Mix{{Name: e.Name, Value: 1}})
	}
	none[0] = brings
	return openGrowing(t, p, mixes, none)
}

func TestAnExpansionBringsAProjectWithItsShare(t *testing.T) {
	const customers, share, more = 4000, .3, .2
	brought := func(brings delivery.Further) (list []string) {
		w := growing(t, plan(project("job", phase("build", 0, 1)), project("big", phase("build", 0, 2)), project("small", phase("build", 0, 1))), brings)
		for customer := range int32(customers) {
			w.record(ledger.Fact{Kind: ledger.Signed, Customer: customer})
			w.Expand(customer, entity(customer), 0, 0, 50)
			w.Expand(customer, entity(customer), 0, 1, 50)
		}
		for _, f := range w.ledger.Facts() {
			if f.Kind == ledger.Brought {
				list = append(list, fmt.Sprint(f.Customer, " ", f.Subject))
			}
		}
		return list
	}
	const errors = 3.3 // standard errors
	n := 2. * customers
	some := brought(delivery.Further{{Name: "big", Value: share}})
	both := brought(delivery.Further{{Name: "big", Value: share}, {Name: "small", Value: more}})
	assert.InDelta(t, share, float64(len(some))/n, errors*math.Sqrt(share*(1-share)/n))
	assert.InDelta(t, share+more, float64(len(both))/n, errors*math.Sqrt((share+more)*(1-share-more)/n))
	one := map[string]int{} // customers, by whether one of their two expansions brought a project
	for _, name := range some {
		customer, _, _ := strings.Cut(name, " ")
		one[customer]++
	}
	twice := 0
	for _, n := range one {
		twice += n - 1
	}
	assert.InDelta(t, share*share, float64(twice)/customers, errors*share/math.Sqrt(customers), "each by luck of its own")
	among := map[string]bool{}
	for _, name := range both {
		among[name] = true
	}
	for _, name := range some {
		require.True(t, among[name], "a higher share brings the same and others")
	}
	assert.Len(t, brought(delivery.Further{{Name: "big", Value: 1}}), 2*customers)
	assert.Empty(t, brought(delivery.Further{{Name: "big", Value: 0}}))
	assert.Empty(t, brought(nil))
}

func TestAFurtherProjectMovesNoPromiseAndNoGoLive(t *testing.T) {
	w := growing(t, plan(project("job", phase("build", 0, 5), afterGoLive(phase("watch", 0, 1)))), delivery.Further{{Name: "job", Value: 1}})
	w.sign(0, "job")
	w.expand(7, 0, 50)
	w.sim.Run(100)
	assert.Equal(t, []string{"5 A is live"}, w.tell(ledger.WentLive))
	assert.Equal(t, []float64{20}, w.promised)
	assert.Equal(t, []string{"6 A is done", "13 A1 is done"}, w.tell(ledger.Finished))
}

// Its luck is its own: what the customer's other projects take stays as it is, and no two are alike.
func TestAFurtherProjectHasLuckOfItsOwn(t *testing.T) {
	job := project("job", phase("build", 0, 5))
	job.Value.EffortMultiplier = units.Lognormal(units.Number(1), .5)
	job.Value.Phases[0].CustomerWait = units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: 2}}
	done := func(expands ...float64) map[string]float64 {
		w := growing(t, plan(job), delivery.Further{{Name: "job", Value: 1}})
		w.seats[0] = 9
		w.begin(0)
		w.sign(0, "job")
		for _, day := range expands {
			w.expand(day, 0, 50)
		}
		w.sim.Run(1000)
		started, took := map[int32]float64{}, map[string]float64{}
		for _, f := range w.ledger.Facts() {
			switch f.Kind {
			case ledger.Started:
				started[f.Subject] = f.At
			case ledger.Finished:
				took[fmt.Sprint(f.Subject)] = f.At - started[f.Subject]
			}
		}
		return took
	}
	alone, both := done(), done(20, 30)
	assert.Equal(t, alone["0"], both["0"])
	assert.NotEqual(t, both["1"], both["2"])
	assert.NotEqual(t, both["0"], both["1"])
	assert.InDelta(t, both["2"], done(80, 100)["2"], 1e-9, "and it is the same whenever the expansion comes")
}

func TestAFurtherProjectIsPricedByWhatTheExpansionAdds(t *testing.T) {
	job := project("job", phase("build", 0, 5))
	share := units.Share(.2)
	job.Value.Price = delivery.Price{FirstYearShare: &share}
	w := growing(t, plan(job), delivery.Further{{Name: "job", Value: 1}})
	w.sign(0, "job") // 100 a year
	w.expand(10, 0, 30)
	assert.Equal(t, []string{"5 A pays 20", "15 A1 pays 6"}, w.story(100, ledger.Billed))
}

func TestTheQueueRanksAFurtherProjectByWhatTheExpansionAdds(t *testing.T) {
	p := plan(project("job", phase("build", 0, 10)))
	p.Teams[0].Value.Queue = delivery.LargestARR
	w := growing(t, p, delivery.Further{{Name: "job", Value: 1}})
	w.signFor(0, "job", 100)
	w.signFor(5, "job", 100)
	w.expand(6, 0, 300)
	w.expand(7, 0, 30)
	assert.Equal(t, []string{"0 A starts", "10 A1 starts", "20 B starts", "30 A2 starts"}, w.story(100, ledger.Started))
}

func TestAFurtherProjectTakesTheRouteOfItsSegment(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 0, 5)), project("addon", phase("build", 0, 5))), partner(1),
		delivery.Route{Mode: delivery.Whole, Projects: []units.Name{"addon"}, Segments: []units.Name{"job"}})
	w := growing(t, p, delivery.Further{{Name: "addon", Value: 1}})
	w.sign(0, "job")
	w.expand(1, 0, 50)
	w.expand(2, 0, 50)
	assert.Equal(t, []string{"0 A starts", "1 A1 starts at the partner", "6 A2 starts at the partner"}, w.story(100, ledger.Started))
}

func TestIdeallyAFurtherProjectNeitherWaitsNorTakesLonger(t *testing.T) {
	p := plan(project("job", phase("build", 0, 10), afterGoLive(phase("watch", 3, 0))))
	p.Ideal = delivery.Ideal{Start: true, Delivery: true}
	w := growing(t, p, delivery.Further{{Name: "job", Value: 1}})
	w.sign(0, "job")
	w.expand(1, 0, 50)
	assert.Equal(t, []string{"0 A starts", "1 A1 starts", "23 A is done", "24 A1 is done"}, w.story(100, ledger.Started, ledger.Finished))
	assert.Equal(t, []string{"20 A is live"}, w.tell(ledger.WentLive))
}

// All of them stop before any gives its place up: none takes that of another, nor a partner's.
func TestWhoLeavesStartsNoneOfItsOtherProjects(t *testing.T) {
	for _, kind := range []string{"own", "overflow", "whole", "co-deliver"} {
		for _, day := range []float64{1.5, 3.5, 5, 8, 11} {
			p := agency()
			var further []delivery.Further
			var mixes []delivery.Mix
			for _, name := range p.Projects.Names() {
				mixes, further = append(mixes, delivery.Mix{{Name: units.Name(name), Value: 1}}), append(further, delivery.Further{{Name: units.Name(name), Value: 1}})
			}
			w := openGrowing(t, p, mixes, further)
			w.sign(0, kind)
			for k := range 6 {
				w.expand(.1*float64(k+1), 0, 50)
			}
			w.sign(day-.1, "own")
			w.at(day, func() { w.Cancel(0) })
			w.sim.Run(200)
			for _, f := range w.ledger.Facts() {
				assert.False(t, f.Customer == 0 && f.At > day, w.line(f))
				assert.False(t, f.Customer == 0 && f.At == day && (f.Kind == ledger.Started || f.Kind == ledger.Took), "%s, %v: %s", kind, day, w.line(f))
			}
			assert.Len(t, w.tell(ledger.Withdrawn), 7)
			assert.Len(t, grep("B is done", w.tell(ledger.Finished)), 1)
		}
	}
}

func TestWhatIsWrongWithFurtherProjectsIsTold(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)), project("addon", phase("build", 0, 5)))
	for _, c := range []struct {
		further delivery.Further
		want    []string
	}{
		{delivery.Further{{Name: "job", Value: .3}, {Name: "addon", Value: .7}}, nil},
		{delivery.Further{{Name: "job", Value: .3}, {Name: "addon", Value: .8}}, []string{": must add up to at most 100%, got 110%"}},
		{delivery.Further{{Name: "job", Value: -.3}}, []string{"job: must be between 0% and 100%, got -30%"}},
		{delivery.Further{{Name: "job", Value: units.Share(nan)}}, []string{"job: must be between 0% and 100%, got NaN%"}},
		{delivery.Further{{Name: "jib", Value: .3}}, []string{"jib: must name a project that exists, got \"jib\", did you mean \"job\"?"}},
	} {
		var f units.Faults
		c.further.Validate(&f, p)
		var got []string
		for _, fault := range f.All() {
			got = append(got, fault.Path+": "+fault.Message)
		}
		assert.Equal(t, c.want, got)
	}
}

// Nor does one of them get the architect who works on another.
func TestWhoLeavesTakesNoneOfItsOwnTurns(t *testing.T) {
	w := openGrowing(t, studio(), []delivery.Mix{{{Name: "house", Value: 1}}}, []delivery.Further{{{Name: "house", Value: 1}}})
	w.sign(0, "house")
	w.expand(.1, 0, 50)
	w.expand(.2, 0, 50)
	w.sign(.3, "house")
	w.at(3, func() { w.Cancel(0) })
	w.sim.Run(100)
	for _, f := range w.ledger.Facts() {
		assert.False(t, f.Customer == 0 && f.At >= 3 && (f.Kind == ledger.Took || f.Kind == ledger.Started || f.Kind == ledger.PhaseStarted), w.line(f))
	}
	assert.Len(t, w.tell(ledger.Withdrawn), 3)
	assert.Len(t, grep("B is done", w.tell(ledger.Finished)), 1)
}
