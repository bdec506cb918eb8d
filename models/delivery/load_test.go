package delivery_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/delivery"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
)

// loadOf works out from what a trial wrote down how the first team fared in the month before a day: who queues, queues for it.
func loadOf(facts []ledger.Fact, scope int, day float64) people.Load {
	from := day - fiscal.Month
	var l people.Load
	var there, held struct{ since, level, area float64 }
	waited := 0.0
	for _, f := range facts {
		if f.At > day {
			break
		}
		switch {
		case f.Kind == ledger.Queued:
			l.Waiting++
		case f.Kind == ledger.Unqueued:
			l.Waiting--
		case f.Kind == ledger.Started && f.Marks&ledger.Partner == 0 && f.At > from:
			l.Started++
			waited += f.Amount
		case f.Kind == ledger.Slotted && int(f.Scope) == scope:
			there.area += there.level * max(0, f.At-max(from, there.since))
			there.since, there.level = f.At, f.Amount
		case (f.Kind == ledger.Took || f.Kind == ledger.Freed) && int(f.Scope) == scope:
			held.area += held.level * max(0, f.At-max(from, held.since))
			held.since = f.At
			if held.level += f.Amount; f.Kind == ledger.Freed {
				held.level -= 2 * f.Amount
			}
		}
	}
	there.area += there.level * (day - max(from, there.since))
	held.area += held.level * (day - max(from, held.since))
	if there.area > 0 {
		l.Busy = held.area / there.area
	}
	if l.Started > 0 {
		l.Delay = waited / float64(l.Started)
	}
	return l
}

func TestTheLoadOfATeamIsWhatItsFactsComeTo(t *testing.T) {
	const days = 300
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
		p.Teams[0].Value.ConcurrentProjects = 1.5
		w := open(t, p)
		meter := w.Meter(0)
		for trial := range uint64(3) {
			w.begin(trial)
			w.resume("large", .3)
			luck := rand.New(rand.NewPCG(trial, 2))
			day := func() float64 { return days * luck.Float64() }
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
			type asked struct {
				day  float64
				told people.Load
			}
			var list []asked
			for range 200 {
				w.at(day(), func() { list = append(list, asked{w.sim.Now(), meter.Load()}) })
			}
			w.sim.Run(days)
			waiting, started, busiest := 0, 0, 0.0
			for _, a := range list {
				want := loadOf(w.ledger.Facts(), w.ledger.Team(0), a.day)
				where := fmt.Sprintf("%s, trial %d, day %v", c.name, trial, a.day)
				assert.Equal(t, want.Waiting, a.told.Waiting, where)
				assert.Equal(t, want.Started, a.told.Started, where)
				assert.InDelta(t, want.Busy, a.told.Busy, 1e-9, where)
				assert.InDelta(t, want.Delay, a.told.Delay, 1e-9, where)
				waiting, started, busiest = max(waiting, want.Waiting), max(started, want.Started), max(busiest, want.Busy)
			}
			require.Equal(t, c.ideal.Start, waiting == 0)
			require.Greater(t, started, 2)
			require.Greater(t, busiest, .5)
		}
	}
}
