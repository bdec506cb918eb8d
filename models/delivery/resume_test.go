package delivery_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/units"
)

// The project takes ten days to go-live.
func TestAProjectInFlightGoesOnFromWhereItIs(t *testing.T) {
	job := project("job", phase("kick-off", 2, 1), phase("build", 0, 5), phase("files", 2, 0), afterGoLive(phase("transition", 0, 1)))
	for _, c := range []struct {
		name   string
		behind float64
		want   []string
	}{
		{name: "at its beginning", behind: 0,
			want: []string{"3 A has 8 hours done in 8", "8 A has 40 hours done in 40", "10 A is live", "11 A has 8 hours done in 8", "11 A is done"}},
		{name: "in a wait", behind: .05,
			want: []string{"2.5 A has 8 hours done in 8", "7.5 A has 40 hours done in 40", "9.5 A is live", "10.5 A has 8 hours done in 8", "10.5 A is done"}},
		{name: "in work", behind: .25,
			want: []string{"0.5 A has 4 hours done in 4", "5.5 A has 40 hours done in 40", "7.5 A is live", "8.5 A has 8 hours done in 8", "8.5 A is done"}},
		{name: "in the next phase", behind: .5,
			want: []string{"3 A has 24 hours done in 24", "5 A is live", "6 A has 8 hours done in 8", "6 A is done"}},
		{name: "near its end", behind: .95,
			want: []string{"0.5 A is live", "1.5 A has 8 hours done in 8", "1.5 A is done"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := open(t, plan(job))
			w.resume("job", c.behind)
			assert.Equal(t, append([]string{"0 A resumes", "0 A takes 1 of own"}, c.want...),
				w.story(50, ledger.Resumed, ledger.Took, ledger.Worked, ledger.WentLive, ledger.Finished))
			assert.Equal(t, []float64{20}, w.promised)
		})
	}
}

func TestTheShareBehindIsOfTheProjectsOwnTime(t *testing.T) {
	job := project("job", phase("files", 2, 0), phase("build", 0, 2))
	job.Value.EffortMultiplier = units.Fixed(units.Number(4)) // 10 days in all
	w := open(t, plan(job))
	w.resume("job", .6)
	assert.Equal(t, []string{"4 A is live"}, w.story(50, ledger.WentLive))
}

func TestProjectsInFlightMayHoldMoreSlotsThanThereAre(t *testing.T) {
	w := open(t, plan(project("job", phase("build", 0, 9))))
	for range 3 {
		w.resume("job", 2.0/3)
	}
	w.sign(0, "job")
	assert.Equal(t, []string{
		"0 D queues",
		"9 A is live", "9 A is done", // 3 days each, shared by three
		"9 B is live", "9 B is done",
		"9 C is live", "9 C is done",
		"9 D starts", "18 D is live", "18 D is done",
	}, w.story(50, life...))
}

func TestAProjectInFlightAtAPartner(t *testing.T) {
	p := withPartner(plan(project("job", phase("kick-off", 1, 2), phase("build", 0, 4))), partner(1), delivery.Route{Mode: delivery.Whole})
	p.Partners[0].Value.LeadTime = 5
	p.Partners[0].Value.EffortFactor = 1.5
	w := open(t, p)
	w.resume("job", .7) // of 1 + 3 + 6 days
	w.resume("job", .1)
	w.sign(0, "job")
	assert.Equal(t, []string{
		"0 C queues",
		"3 A is live", "3 A is done",
		"9 B is live", "9 B is done", // there are two where one fits
		"9 C starts at the partner",
		"24 C is live", "24 C is done",
	}, w.story(50, life...))
	assert.Equal(t, []string{"3 A has 16 hours done at the partner in 24"}, grep("A", w.tell(ledger.Worked)))
	assert.Equal(t, []string{"A 1 0", "B 1 0", "C 1 0"}, w.shares)
}

// The project takes 1 + (1 + 3) + 3 + 3 days; leads are not counted.
func TestAProjectInFlightOfWhichAPartnerDoesPhases(t *testing.T) {
	for _, c := range []struct {
		name   string
		behind float64
		live   float64
		took   []string
	}{
		{name: "before the partner's phases", behind: .5 / 11, live: .5 + 2 + 4 + 3 + 3,
			took: []string{"0.5 A takes 1 of partner", "6.5 A frees 1 of partner", "6.5 A takes 1 of partner", "9.5 A frees 1 of partner"}},
		{name: "waiting for the customer at the partner", behind: 1.5 / 11, live: 9.5,
			took: []string{"0 A takes 1 of partner", "3.5 A frees 1 of partner", "3.5 A takes 1 of partner", "6.5 A frees 1 of partner"}},
		{name: "in the partner's last phase", behind: 6.5 / 11, live: 4.5,
			took: []string{"0 A takes 1 of partner", "1.5 A frees 1 of partner"}},
		{name: "after the partner's phases", behind: 9.0 / 11, live: 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := coDelivery()
			p.Partners[0].Value.Learning = &partners.Learning{HalfEvery: 1, EffortFactor: 1.2, Quality: 1}
			w := open(t, p)
			w.resume("job", c.behind)
			w.sign(50, "job")
			w.sim.Run(100)
			assert.Equal(t, fmt.Sprintf("%.6g A is live", c.live), w.tell(ledger.WentLive)[0])
			took := grep("A", grep("partner", w.tell(ledger.Took, ledger.Freed)))
			assert.Equal(t, append([]string{}, c.took...), took)
			assert.Equal(t, []string{"A 0.5 0.125", "B 0.5 0.0625"}, w.shares, "the partner has done its part of both, and learnt from the first")
		})
	}
}

func TestAnOverflowTypeIsInFlightInHouse(t *testing.T) {
	p := withPartner(plan(project("job", phase("build", 0, 10))), partner(1), delivery.Route{Mode: delivery.Overflow})
	w := open(t, p)
	w.resume("job", .5)
	w.sign(0, "job")
	assert.Equal(t, []string{"0 B starts at the partner", "5 A is live", "5 A is done", "10 B is live", "10 B is done"}, w.story(50, life...))
	assert.Equal(t, []string{"A 0 0", "B 1 0"}, w.shares)
}
