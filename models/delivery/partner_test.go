package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/units"
)

func TestOverflowGoesWhereASlotFreesFirst(t *testing.T) {
	for _, c := range []struct {
		name   string
		after  units.Duration
		places units.Number
		signed []float64 // A takes the own slot for ten days
		want   []string
	}{
		{
			name: "in-house before it has waited so long", after: 12, places: 1, signed: []float64{0, 0},
			want: []string{"2 A starts", "2 B queues", "12 A is done", "12 B starts", "22 B is done"},
		},
		{
			name: "to the partner when it has", after: 4, places: 1, signed: []float64{0, 0},
			want: []string{"2 A starts", "2 B queues", "6 B starts at the partner", "12 A is done", "16 B is done"},
		},
		{
			name: "in-house when that frees at the same moment", after: 10, places: 1, signed: []float64{0, 0},
			want: []string{"2 A starts", "2 B queues", "12 A is done", "12 B starts", "22 B is done"},
		},
		{
			name: "wherever a slot frees first, here the own", after: 4, places: 1, signed: []float64{0, 0, 0},
			want: []string{"2 A starts", "2 B queues", "2 C queues", "6 B starts at the partner", "12 A is done", "12 C starts", "16 B is done", "22 C is done"},
		},
		{
			name: "and there the partner's", after: 4, places: 1, signed: []float64{0, 0, 0, 7},
			want: []string{"2 A starts", "2 B queues", "2 C queues", "6 B starts at the partner", "9 D queues", "12 A is done", "12 C starts",
				"16 B is done", "16 D starts at the partner", "22 C is done", "26 D is done"},
		},
		{
			name: "in-house when both free at the same moment", after: 0, places: 1, signed: []float64{0, 0, 3},
			want: []string{"2 A starts", "2 B starts at the partner", "5 C queues", "12 A is done", "12 C starts", "12 B is done", "22 C is done"},
		},
		{
			name: "at once when it may and there is no own slot", after: 0, places: 2, signed: []float64{0, 0, 0, 0},
			want: []string{"2 A starts", "2 B starts at the partner", "2 C starts at the partner", "2 D queues",
				"12 A is done", "12 D starts", "12 B is done", "12 C is done", "22 D is done"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, job := range []units.Entry[delivery.Project]{project("job", phase("build", 0, 10)), project("job", phase("files", 10, 0))} {
				p := withPartner(plan(job), partner(c.places), delivery.Route{Mode: delivery.Overflow, After: c.after})
				p.HandOff = 2
				w := open(t, p)
				for _, day := range c.signed {
					w.sign(day, "job")
				}
				assert.Equal(t, c.want, w.story(100, ledger.Queued, ledger.Started, ledger.Finished))
			}
		})
	}
}

func TestALargeProjectThatLeavesForThePartnerLetsTheQueueGo(t *testing.T) {
	p := withPartner(plan(sized("small", 1), sized("large", 2)), partner(1), delivery.Route{Mode: delivery.Overflow, After: 3})
	p.Teams[0].Value.People = 2
	w := open(t, p)
	w.sign(0, "small")
	w.sign(1, "large")
	w.sign(2, "small")
	assert.Equal(t, []string{"0 A starts", "1 B queues", "2 C queues", "4 B starts at the partner", "4 C starts"},
		w.story(9, ledger.Queued, ledger.Started))
	assert.Equal(t, []string{"0 A takes 1 of own", "4 B takes 1 of partner", "4 C takes 1 of own"}, w.tell(ledger.Took), "at a partner every project takes one slot")
}

func TestAPartnerMayDoEveryProjectOfAType(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 0, 10), afterGoLive(phase("transition", 2, 0)))), partner(1), delivery.Route{Mode: delivery.Whole})
	p.Teams[0].Value.People = 0
	p.Partners[0].Value.LeadTime = 1
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "job")
	assert.Equal(t, []string{
		"0 A starts at the partner", "0 B queues",
		"11 A is live", "13 A is done",
		"13 B starts at the partner", "24 B is live", "26 B is done",
	}, w.story(100, life...))
	assert.Equal(t, []string{"A 1 0", "B 1 0"}, w.shares)
	assert.Equal(t, []string{"0 A takes 1 of partner", "13 A frees 1 of partner", "13 B takes 1 of partner", "26 B frees 1 of partner"},
		w.tell(ledger.Took, ledger.Freed))
}

func TestTheFirstRouteThatFitsHolds(t *testing.T) {
	p := withPartner(plan(sized("bronze", 1), sized("silver", 1), sized("gold", 1)), partner(9),
		delivery.Route{Mode: delivery.Whole, Projects: []units.Name{"bronze"}},
		delivery.Route{Mode: delivery.Overflow, After: 1, Segments: []units.Name{"silver", "bronze"}})
	w := open(t, p)
	w.sign(0, "gold")
	w.sign(0, "gold")
	w.sign(0, "silver")
	w.sign(0, "bronze")
	assert.Equal(t, []string{"0 A starts", "0 D starts at the partner", "1 C starts at the partner", "10 B starts"}, w.story(50, ledger.Started))
}

// coDelivery is a project of which a partner does two phases, with an effort
// factor of 1.2 and a quarter of coordination: an hour and a half for an hour.
func coDelivery() delivery.Params {
	p := withPartner(plan(project("job", phase("kick-off", 0, 1), phase("build", 1, 2), phase("data", 0, 2), phase("launch", 0, 3))), partner(1),
		delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"build", "data"}, Coordination: .25})
	p.Partners[0].Value.LeadTime = 2
	p.Partners[0].Value.EffortFactor = 1.2
	p.Partners[0].Value.Quality = .75
	return p
}

func TestAPartnerMayDoSomePhases(t *testing.T) {
	w := open(t, coDelivery())
	w.sign(0, "job")
	w.sign(0, "job")
	assert.Equal(t, []string{
		"0 A starts", "0 B queues",
		"13 A is live", "13 A is done", // 1 + lead 2 + wait 1 + 3 + 3 without another lead + 3
		"13 B starts", "26 B is live", "26 B is done",
	}, w.story(100, life...))
	assert.Equal(t, []string{
		"0 A takes 1 of own",
		"1 A takes 1 of partner", "7 A frees 1 of partner", // a slot each
		"7 A takes 1 of partner", "10 A frees 1 of partner",
		"13 A frees 1 of own", // held all the while
	}, w.tell(ledger.Took, ledger.Freed)[:6])
	assert.Equal(t, []string{"A 0.5 0.125", "B 0.5 0.125"}, w.shares, "4 of 8 days of effort, at quality 75%")
}

func TestPhasesQueueForThePartnersSlots(t *testing.T) {
	p := coDelivery()
	p.Teams[0].Value.People = 2
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "job")
	assert.Equal(t, []string{
		"1 A takes 1 of partner", "7 A frees 1 of partner",
		"7 B takes 1 of partner", "13 B frees 1 of partner", // before A's next phase
		"13 A takes 1 of partner", "16 A frees 1 of partner",
		"16 B takes 1 of partner", "19 B frees 1 of partner",
	}, grep("partner", w.story(100, ledger.Took, ledger.Freed)))
	assert.Equal(t, []string{"0 A starts", "0 B starts", "19 A is live", "19 A is done", "22 B is live", "22 B is done"}, w.tell(life...))
}

func TestAPartnerNeedsMoreHoursAndSlowsOnlyItsOverseers(t *testing.T) {
	p := withPartner(plan(project("own", phase("build", 0, 10)), project("theirs", phase("build", 0, 4))), partner(1),
		delivery.Route{Mode: delivery.Whole, Projects: []units.Name{"theirs"}})
	p.Partners[0].Value.EffortFactor = 1.5
	p.Partners[0].Value.Oversight = .5
	w := open(t, p)
	w.sign(0, "own")
	w.sign(0, "theirs")
	assert.Equal(t, []string{
		"0 A starts", "0 B starts at the partner",
		"6 B is live", "6 B is done", // 4 days × 1.5, whatever the own team does
		"12 A is live", "12 A is done", // 6 days at 8/(8+4), then 6 alone
	}, w.story(100, life...))
	assert.Equal(t, []string{"0 own draws 8 hours", "12 own draws 0 hours"}, compact(w.tell(ledger.Drew)))
	assert.Equal(t, []string{"6 B has 32 hours done at the partner in 48", "12 A has 80 hours done in 80"}, w.tell(ledger.Worked))
}

func TestOversightIsWorkEvenWithoutProjects(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 1, 4))), partner(2), delivery.Route{Mode: delivery.Whole})
	p.Partners[0].Value.Oversight = .25
	w := open(t, p)
	w.sign(0, "job")
	w.sign(2, "job")
	assert.Equal(t, []string{"1 own draws 2 hours", "3 own draws 4 hours", "5 own draws 2 hours", "7 own draws 0 hours"}, w.story(100, ledger.Drew))
}

func TestAPartnerLearnsHalfOfTheWayEverySoManyProjects(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 0, 4), afterGoLive(phase("transition", 2, 0)))), partner(1), delivery.Route{Mode: delivery.Whole})
	p.Partners[0].Value.EffortFactor = 2
	p.Partners[0].Value.Quality = 0
	p.Partners[0].Value.Learning = &partners.Learning{HalfEvery: 2, EffortFactor: 1, Quality: 1}
	w := open(t, p)
	for range 5 {
		w.sign(0, "job")
	}
	assert.Equal(t, []string{
		"8 A is live",       // 4 × 2
		"16.8284 B is live", // from 10: 4 × (1 + 1/√2)
		"24.8284 C is live", // from 18.8284: 4 × (1 + 1/2)
		"32.2426 D is live", // from 26.8284: 4 × (1 + 1/√8)
		"39.2426 E is live", // from 34.2426: 4 × (1 + 1/4)
	}, w.story(100, ledger.WentLive))
	assert.Equal(t, []string{"A 1 1", "B 1 0.707107", "C 1 0.5", "D 1 0.353553", "E 1 0.25"}, w.shares)
}

func TestAPartnerWithTooFewProjectsIsSlowInTheNextQuarter(t *testing.T) {
	p := withPartner(plan(sized("job", 1)), partner(9), delivery.Route{Mode: delivery.Whole})
	p.Partners[0].Value.LeadTime = 1
	p.Partners[0].Value.Minimum = &partners.Minimum{ProjectsPerQuarter: 2, LeadTime: 5}
	w := open(t, p)
	for q := 1; q < 4; q++ {
		w.at(65*float64(q), func() { w.OpenQuarter(q, false) })
	}
	for _, day := range []float64{0, 70, 71, 140, 200} {
		w.sign(day, "job")
	}
	assert.Equal(t, []string{
		"11 A is live", // quick at first
		"85 B is live", // after a quarter with one start
		"86 C is live",
		"151 D is live", // after a quarter with two
		"215 E is live", // after a quarter with one
	}, w.story(300, ledger.WentLive))
}

func TestABenchGrowsByWholeSlots(t *testing.T) {
	for _, c := range []struct {
		places units.Number
		growth units.Share
		want   []string // in quarters 0, 2, 4 and 8
	}{
		{places: 4, growth: .5, want: []string{"4", "4", "6", "9"}},
		{places: 20, growth: .15, want: []string{"20", "21", "23", "26"}}, // 20 × 1.15 is 23, but for rounding
		{places: 2.5, growth: 0, want: []string{"2.5", "2.5", "2.5", "2.5"}},
		{places: 4, growth: -.5, want: []string{"4", "2", "2", "1"}},
	} {
		p := withPartner(plan(sized("job", 1)), partner(c.places), delivery.Route{Mode: delivery.Whole})
		p.Partners[0].Value.Growth = c.growth
		w := open(t, p)
		for _, q := range []int{2, 4, 8} {
			w.OpenQuarter(q, false)
		}
		var want []string
		for _, places := range c.want {
			want = append(want, "0 partner has "+places+" slots")
		}
		assert.Equal(t, want, w.tell(ledger.Slotted)[1:], "%v", c.places)
	}
}

func TestAShrinkingBenchKeepsThePlacesThatAreTaken(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 0, 50))), partner(4), delivery.Route{Mode: delivery.Whole})
	p.Partners[0].Value.Growth = -.5
	w := open(t, p)
	for range 4 {
		w.sign(0, "job")
	}
	w.at(1, func() { w.OpenQuarter(8, false) })
	w.story(100)
	assert.Equal(t, []string{"0 partner has 4 slots", "1 partner has 4 slots", "50 partner has 3 slots", "50 partner has 2 slots", "50 partner has 1 slots"},
		w.tell(ledger.Slotted)[1:])
}

func TestANewSlotOfAPartnerTakesWhoWaits(t *testing.T) {
	p := withPartner(plan(sized("job", 1)), partner(1), delivery.Route{Mode: delivery.Whole})
	p.Partners[0].Value.Growth = 1
	w := open(t, p)
	w.sign(64, "job")
	w.sign(64, "job")
	w.at(65, func() { w.OpenQuarter(4, false) })
	assert.Equal(t, []string{"64 A starts at the partner", "65 B starts at the partner"}, w.story(70, ledger.Started))
}

// fickle is a project of any length.
func fickle() units.Entry[delivery.Project] {
	job := project("job", phase("build", 0, 4))
	job.Value.Phases[0].CustomerWait = units.Spread[units.Duration]{Exponential: &units.Mean[units.Duration]{Mean: 5}}
	job.Value.EffortMultiplier = units.Lognormal(units.Number(1), 1)
	return job
}

func TestThePartnerChangesNoLuckOfAProject(t *testing.T) {
	run := func(p delivery.Params) []string {
		p.Teams[0].Value.People = 20
		w := open(t, p)
		for range 20 {
			w.sign(0, "job")
		}
		return w.story(1000, ledger.WentLive)
	}
	assert.Equal(t, run(plan(fickle())), run(withPartner(plan(fickle()), partner(20), delivery.Route{Mode: delivery.Whole})))
}

func TestATrialIsTheSameWhateverWasRunBefore(t *testing.T) {
	p := withPartner(plan(fickle()), partner(2), delivery.Route{Mode: delivery.Overflow, After: 2})
	p.Partners[0].Value.Learning = &partners.Learning{HalfEvery: 1, EffortFactor: .5}
	p.Partners[0].Value.Oversight = .1
	run := func(w *workshop, trial uint64, until float64) []string {
		w.begin(trial)
		for range 9 {
			w.sign(0, "job")
		}
		w.interrupt(3, 2)
		return w.story(until, append(life, ledger.Worked, ledger.Drew)...)
	}
	used := open(t, p)
	first := run(used, 1, 17) // and stopped in the middle
	second := run(used, 2, 500)
	assert.Equal(t, run(open(t, p), 2, 500), second)
	assert.NotEqual(t, first, run(used, 2, 17))
}
