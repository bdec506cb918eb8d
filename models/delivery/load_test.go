package delivery_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
)

// monthOf works out from what a trial wrote down how the first team fared in the month before a day: who queues, queues for it.
func monthOf(facts []ledger.Fact, scope int, handOff, day float64) people.Month {
	from := day - fiscal.Month
	within := func(since, until float64) float64 { return max(0, min(until, day)-max(from, since)) }
	waits := map[int32]float64{} // since when
	levels := map[ledger.Kind]*struct{ since, level, area float64 }{ledger.Timed: {}, ledger.Drew: {}}
	waiting, waited, n := 0.0, 0.0, 0
	for _, f := range facts {
		if f.At > day {
			break
		}
		switch {
		case f.Kind == ledger.Queued:
			waits[f.Customer] = f.At
		case f.Kind == ledger.Unqueued:
			waiting += within(waits[f.Customer], f.At)
			delete(waits, f.Customer)
		case f.Kind == ledger.Started && f.Marks&ledger.Partner == 0 && f.At > from:
			waited, n = waited+f.Amount, n+1
		case levels[f.Kind] != nil && int(f.Scope) == scope:
			l := levels[f.Kind]
			l.area += l.level * within(l.since, f.At)
			l.since, l.level = f.At, f.Amount
		}
	}
	for _, since := range waits {
		waiting += within(since, day)
		waited, n = waited+day-since+handOff, n+1
	}
	for _, l := range levels {
		l.area += l.level * within(l.since, day)
	}
	m := people.Month{Waiting: waiting / fiscal.Month, Delay: math.NaN(), Used: math.NaN()}
	if n > 0 {
		m.Delay = waited / float64(n)
	}
	there, drawn := levels[ledger.Timed].area, levels[ledger.Drew].area
	switch {
	case there > 0:
		m.Used = drawn / there
	case waiting > 0:
		m.Used = math.Inf(1)
	}
	return m
}

func sameMonth(t *testing.T, want, got people.Month, where string) {
	t.Helper()
	for name, pair := range map[string][2]float64{"waiting": {want.Waiting, got.Waiting}, "delay": {want.Delay, got.Delay}, "used": {want.Used, got.Used}} {
		if math.IsNaN(pair[0]) || math.IsInf(pair[0], 1) {
			assert.Equal(t, fmt.Sprint(pair[0]), fmt.Sprint(pair[1]), "%s, %s", where, name)
		} else {
			assert.InDelta(t, pair[0], pair[1], 1e-9, "%s, %s", where, name)
		}
	}
}

func TestTheMonthOfATeamIsWhatItsFactsComeTo(t *testing.T) {
	const months = 14
	for _, c := range []struct {
		name  string
		ideal delivery.Ideal
		route delivery.Route
	}{
		{name: "by a slow overflow", route: delivery.Route{Mode: delivery.Overflow, After: 20}},
		{name: "by a quick overflow", route: delivery.Route{Mode: delivery.Overflow}},
		{name: "nobody waits", route: delivery.Route{Mode: delivery.Overflow, After: 20}, ideal: delivery.Ideal{Start: true}},
	} {
		p := withPartner(plan(project("small", phase("work", 1, 4)), project("large", phase("work", 4, 12))), partner(1), c.route)
		p.HandOff, p.Ideal = 2, c.ideal
		handOff := float64(p.HandOff)
		if c.ideal.Start {
			handOff = 0
		}
		p.Teams[0].Value.ConcurrentProjects = 1.5
		w := open(t, p)
		meter := w.Meter(0)
		for trial := range uint64(3) {
			w.begin(trial)
			w.resume("large", .3)
			luck := rand.New(rand.NewPCG(trial, 2))
			day := func() float64 { return months * fiscal.Month * luck.Float64() }
			for range 59 {
				w.sign(day(), []string{"small", "large"}[luck.IntN(2)])
				w.interrupt(day(), luck.Float64())
			}
			for range 30 {
				customer := int32(luck.IntN(60))
				w.at(day(), func() { w.Cancel(customer) })
			}
			for _, n := range []int{3, 0, 6} {
				w.at(day(), func() { w.staff(0, n) })
			}
			var told []people.Month
			for month := range months {
				w.at(fiscal.Month*float64(month+1), func() {
					meter.Close()
					told = append(told, meter.Month())
				})
			}
			w.sim.Run(months * fiscal.Month)
			most := people.Month{}
			for i, got := range told {
				want := monthOf(w.ledger.Facts(), w.ledger.Team(0), handOff, fiscal.Month*float64(i+1))
				sameMonth(t, want, got, fmt.Sprintf("%s, trial %d, month %d", c.name, trial, i))
				most = people.Month{Waiting: max(most.Waiting, want.Waiting), Used: max(most.Used, want.Used)}
			}
			require.Equal(t, c.ideal.Start, most.Waiting == 0)
			require.Greater(t, most.Used, .5)
		}
	}
}

func TestFixesWaitForEngineers(t *testing.T) {
	p := plan(project("small", phase("work", 1, 4)))
	w := open(t, p)
	w.OnInterrupted[delivery.Fixes] = func(int32) float64 { return 2 }
	w.OnReturned[delivery.Fixes] = func(int32) {}
	meter := w.Fixes(0)
	w.begin(1)
	for number := range int32(3) { // taken up on days 5, 7 and 9 by the one who is there
		w.at(5, func() { w.Interrupt(0, delivery.Fixes, number, 0) })
	}
	w.sim.Run(fiscal.Month)
	meter.Close()
	assert.InDelta(t, (0+2+4)/fiscal.Month, meter.Month().Waiting, 1e-12)
}

// Asking a team how it fares changes nothing, and a practice tells what it sells only where somebody wants it.
func TestOnlyWhereItIsAskedDoesAPracticeTellWhatIsSold(t *testing.T) {
	sold := func(asked bool) (hours []float64, all int) {
		w := open(t, plan(project("small", phase("work", 1, 4), afterGoLive(phase("later", 1, 1)))))
		w.Tells = asked
		if asked {
			w.Meter(0)
		}
		w.begin(1)
		w.resume("small", .5) // was sold before
		w.sign(3, "small")
		w.sim.Run(100)
		for _, f := range w.ledger.Facts() {
			if f.Kind == ledger.Sized {
				hours = append(hours, f.Amount)
			} else {
				all++
			}
		}
		return hours, all
	}
	hours, all := sold(true)
	assert.Equal(t, []float64{40}, hours, "8 hours on each of five days")
	none, same := sold(false)
	assert.Empty(t, none)
	assert.Equal(t, all, same)
}

// What engineers do of a project is none of delivery's.
func TestHoursOfEngineersAreNotSoldByDelivery(t *testing.T) {
	p := plan(project("small", phase("work", 1, 4), phase("design", 0, 2)))
	engineers := team(1)
	engineers.Beside = true
	p.Teams = append(p.Teams, units.Entry[delivery.Team]{Name: "engineering", Value: engineers})
	p.Projects[0].Value.Phases[1].Team = "engineering"
	w := open(t, p)
	w.Tells = true
	w.begin(1)
	w.sign(3, "small")
	w.sim.Run(10)
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.Sized {
			assert.EqualValues(t, 32, f.Amount)
			return
		}
	}
	t.Error("nothing is told")
}

func TestASlotOfAPartnerDoesWhatTheProjectsThereTakeOverTheDaysInIt(t *testing.T) {
	segments := []string{"small", "large"}
	mixes := []delivery.Mix{{{Name: "small", Value: 1}}, {{Name: "large", Value: 1}}}
	p := plan(project("small", phase("work", 1, 4), phase("launch", 3, 0)), project("large", phase("work", 4, 12), phase("launch", 1, 3)))
	bench := partner(5)
	bench.LeadTime, bench.EffortFactor = 2, 1.5
	for _, c := range []struct {
		name    string
		route   delivery.Route
		weights []float64
		want    float64
	}{
		{"nobody goes there", delivery.Route{Mode: delivery.Whole, Segments: nil, Projects: nil}, []float64{0, 0}, 0},
		{"small ones", delivery.Route{Mode: delivery.Whole}, []float64{1, 0}, 32. / (2 + 1 + 4*1.5 + 3)},
		{"both", delivery.Route{Mode: delivery.Overflow}, []float64{3, 1}, (3*32. + 120) / (3*(2+1+6+3) + (2 + 4 + 18 + 1 + 4.5))},
		{"a phase", delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"work"}, Coordination: .2}, []float64{0, 1}, 96. / (2 + 4 + 12*1.5*1.2)},
	} {
		got := withPartner(p, bench, c.route).SlotHours(segments, mixes, c.weights)
		assert.InDeltaSlice(t, []float64{c.want}, got, 1e-12, c.name)
	}
	assert.Equal(t, []float64{0}, withPartner(p, bench).SlotHours(segments, mixes, []float64{1, 1}), "no route")
}
