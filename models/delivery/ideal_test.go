package delivery_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/units"
)

func TestIdeallyNobodyWaitsForASlot(t *testing.T) {
	const overflow, whole = delivery.Overflow, delivery.Whole
	for _, c := range []struct {
		name string
		mode units.Name
		want []string
	}{
		{name: "own team", want: []string{"0 A starts", "0 B starts", "1 C starts"}},
		{name: "overflow", mode: overflow, want: []string{"0 A starts", "0 B starts at the partner", "1 C starts"}},
		{name: "whole", mode: whole, want: []string{"0 A starts at the partner", "0 B starts at the partner", "1 C starts at the partner"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan(project("job", phase("files", 10, 0)))
			p.HandOff = 3
			p.Ideal.Start = true
			if c.mode != "" {
				p = withPartner(p, partner(1), delivery.Route{Mode: c.mode})
			}
			if c.mode == overflow {
				p.Routes[0].After = 5
			}
			w := open(t, p)
			w.sign(0, "job")
			w.sign(0, "job")
			w.sign(1, "job")
			assert.Equal(t, c.want, w.story(100, ledger.Started, ledger.Queued))
			assert.Equal(t, []string{"10 A is live", "10 B is live", "11 C is live"}, w.tell(ledger.WentLive))
			for _, f := range w.ledger.Facts() {
				if f.Kind == ledger.Started {
					assert.Zero(t, f.Amount)
				}
			}
		})
	}
}

func TestIdeallyStartedProjectsSlowNobodyDown(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	p.Ideal.Start = true
	w := open(t, p)
	w.sign(0, "job")
	w.sign(2, "job") // beyond the only slot, and with somebody of its own until then
	assert.Equal(t, []string{"5 A is live", "7 B is live"}, w.story(100, ledger.WentLive))
	assert.Equal(t, []string{"0 A takes 1 of own", "2 B takes 1 of own", "5 A frees 1 of own", "7 B frees 1 of own"},
		w.tell(ledger.Took, ledger.Freed))
}

func TestIdeallyStartedProjectsShareTheHoursOfTheSlotsThere(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	p.Teams[0].Value.ConcurrentProjects = 2
	p.Ideal.Start = true
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "job") // two people's work for one person, who carries both
	assert.Equal(t, []string{"10 A is live", "10 B is live"}, w.story(100, ledger.WentLive))
}

// Who quits takes his hours along: that is attrition, and no delay of a start.
func TestIdeallyNoHoursAreLentForPeopleWhoQuit(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	p.Teams[0].Value.People = 2
	p.Ideal.Start = true
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "job")
	w.at(1, func() { w.staff(0, 1) })
	// From day 1 on both have half of one person's hours: 1 + 4/.5.
	assert.Equal(t, []string{"9 A is live", "9 B is live"}, w.story(100, ledger.WentLive))
}

func TestIdeallyAPartnersLeadTimeRemains(t *testing.T) {
	p := withPartner(plan(project("job", phase("files", 10, 0))), partner(1), delivery.Route{Mode: delivery.Whole})
	p.Partners[0].Value.LeadTime = 4
	p.Ideal.Start = true
	w := open(t, p)
	w.sign(0, "job")
	assert.Equal(t, []string{"14 A is live"}, w.story(100, ledger.WentLive))
}

// The promise is 20 days: the first phase would take 45 days, the second 1 or more.
func promised(p delivery.Params) delivery.Params {
	p.Ideal.Delivery = true
	return p
}

func slowJob() units.Entry[delivery.Project] {
	dollars := units.Money(10)
	e := project("job", phase("build", 5, 40), phase("test", 0, 10), afterGoLive(phase("transition", 0, 1)))
	e.Value.Price.PerHour = &dollars
	return e
}

func TestIdeallyDeliveryTakesThePromisedTimeFromTheStart(t *testing.T) {
	w := open(t, promised(plan(slowJob())))
	w.sign(0, "job")
	w.sign(1, "job")
	assert.Equal(t, []string{
		"0 A starts", "1 B queues",
		"20 A is live", "21 A is done", // the transition takes its day
		"21 B starts", "41 B is live", "42 B is done",
	}, w.story(100, life...))
	assert.Equal(t, []string{"20 own draws 8 hours", "21 own draws 0 hours", "41 own draws 8 hours", "42 own draws 0 hours"},
		compact(w.tell(ledger.Drew)))
}

func TestIdeallyHoursAndMoneyComeEvenlyUntilThePromisedDay(t *testing.T) {
	w := open(t, promised(plan(slowJob())))
	w.sign(0, "job")
	w.at(5, w.Settle)
	assert.Equal(t, []string{
		"5 A has 80 hours done in 80", "5 A pays 800", "5 A has 20 hours done in 20", "5 A pays 200", // a quarter of 320 and of 80
		"20 A has 240 hours done in 240", "20 A pays 2400", "20 A has 60 hours done in 60", "20 A pays 600",
		"21 A has 8 hours done in 8", "21 A pays 80",
	}, w.story(100, ledger.Worked, ledger.Billed))
}

func TestIdeallyWhoLeavesBeforeThePromisedDayHasWhatHasCome(t *testing.T) {
	w := open(t, promised(plan(slowJob())))
	w.sign(0, "job")
	w.sign(1, "job")
	w.at(10, func() { w.Cancel(0) })
	assert.Equal(t, []string{"0 A starts", "1 B queues", "10 A is withdrawn", "10 B starts"}, w.story(20, life...))
	assert.Equal(t, []string{"10 A has 160 hours done in 160", "10 A has 40 hours done in 40"}, w.tell(ledger.Worked))
}

func TestIdeallyAPartnerDeliversInThePromisedTimeAndIsPaidAsEver(t *testing.T) {
	bench := partner(1)
	bench.LeadTime, bench.EffortFactor, bench.PricePerHour, bench.Oversight, bench.Quality = 4, 1.5, 2, .5, .25
	files := delivery.Phase{Name: "files", CustomerWait: units.Fixed(units.Duration(3))} // neither effort nor pace
	p := withPartner(plan(project("job", phase("build", 5, 40), files)), bench, delivery.Route{Mode: delivery.Whole})
	w := open(t, promised(p))
	w.sign(0, "job")
	assert.Equal(t, []string{"0 A starts at the partner", "20 A is live", "20 A is done"}, w.story(100, life...))
	assert.Equal(t, []string{"20 A has 320 hours done at the partner in 480", "20 partner is paid 960 for A"}, w.tell(ledger.Worked, ledger.Paid))
	assert.Empty(t, w.tell(ledger.Drew), "no oversight")
	assert.Equal(t, []string{"A 1 0.75"}, w.shares)
}

func TestIdeallyThePartnersPhasesTakeNoPlace(t *testing.T) {
	bench := partner(1)
	bench.PricePerHour, bench.Quality = 2, .5
	p := withPartner(plan(project("job", phase("plan", 0, 10), phase("build", 5, 30))), bench,
		delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"build"}, Coordination: .5})
	p.Teams[0].Value.People = 2
	w := open(t, promised(p))
	w.sign(0, "job")
	w.sign(0, "job")
	assert.Equal(t, []string{"20 A is live", "20 B is live"}, w.story(100, ledger.WentLive))
	assert.Equal(t, []string{
		"20 A has 80 hours done in 80", "20 A has 240 hours done at the partner in 360", "20 partner is paid 720 for A",
		"20 B has 80 hours done in 80", "20 B has 240 hours done at the partner in 360", "20 partner is paid 720 for B",
	}, w.tell(ledger.Worked, ledger.Paid))
	assert.Equal(t, []string{"A 0.75 0.375", "B 0.75 0.375"}, w.shares, "three quarters of the hours, half as good")
}

func TestIdeallyThePartnersPhasesAreVolumeToIt(t *testing.T) {
	bench := partner(1)
	bench.LeadTime, bench.Minimum = 2, &partners.Minimum{ProjectsPerQuarter: 1, LeadTime: 9}
	p := withPartner(plan(project("job", phase("build", 0, 10)), project("course", phase("build", 0, 10), afterGoLive(phase("train", 3, 0)))), bench,
		delivery.Route{Mode: delivery.CoDeliver, Projects: []units.Name{"job"}, Phases: []units.Name{"build"}},
		delivery.Route{Mode: delivery.CoDeliver, Projects: []units.Name{"course"}, Phases: []units.Name{"train"}})
	w := open(t, promised(p))
	w.sign(0, "job")
	w.at(65, func() { w.OpenQuarter(1, false) })
	w.sign(65, "course")
	assert.Equal(t, []string{"20 A is done", "90 B is done"}, w.story(100, ledger.Finished), "65 + 20, a lead time of 2 as after a good quarter, and 3")
}

func TestIdeallyWhatIsInFlightGoesLiveOnItsPromisedDay(t *testing.T) {
	for _, c := range []struct {
		name   string
		signed float64
		want   []string
	}{
		{name: "in time", signed: -12, want: []string{"8 A is live", "9 A is done"}},
		{name: "the day has passed", signed: -30, want: []string{"0 A is live", "1 A is done"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := open(t, promised(plan(slowJob())))
			customer, segment := w.enter("job", 100, ledger.Held)
			w.Resume(customer, entity(customer), segment, 100, c.signed, .5) // 27.5 of 55 days: 22.5 of 40 in the first phase
			assert.Equal(t, c.want, w.story(100, life...))
			assert.Equal(t, []string{"A has 140 hours done in 140", "A has 80 hours done in 80", "A has 8 hours done in 8"}, // 17.5, 10 and 1 days
				undated(w.tell(ledger.Worked)))
		})
	}
}

func TestIdeallyNobodyIsLate(t *testing.T) {
	p := promised(plan(slowJob()))
	p.HandOff = 3
	p.Ideal.Start = true
	w := open(t, p)
	for day := range 5 {
		w.sign(1.1*float64(day), "job")
	}
	w.sim.Run(100)
	var live []float64
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.WentLive {
			live = append(live, f.At)
		}
	}
	assert.Equal(t, w.promised, live, "to the bit")
}

// undated returns lines without their days.
func undated(lines []string) []string {
	for i, line := range lines {
		_, lines[i], _ = strings.Cut(line, " ")
	}
	return lines
}
