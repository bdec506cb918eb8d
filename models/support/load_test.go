package support_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/support"
)

// visit is a ticket's time at a station.
type visit struct{ came, started, ended float64 }

// visits returns them by station, of tickets that nobody reopens or refers; at tier 2 each takes so many days.
func visits(facts []ledger.Fact, tier2 float64) [2][]visit {
	var list [2][]visit
	open := map[name]*visit{} // at tier 1
	escalated := map[name]float64{}
	for _, f := range facts {
		ticket := nameOf(f)
		switch f.Kind {
		case ledger.Opened:
			open[ticket] = &visit{came: f.At}
		case ledger.Answered:
			open[ticket].started = f.At
		case ledger.Escalated, ledger.Resolved:
			if came, again := escalated[ticket]; again {
				list[support.Tier2] = append(list[support.Tier2], visit{came, f.At - tier2, f.At})
				continue
			}
			escalated[ticket], open[ticket].ended = f.At, f.At
			list[support.Tier1] = append(list[support.Tier1], *open[ticket])
		}
	}
	return list
}

// loadOf works out from what a trial wrote down how a station fared in the month before a day.
func loadOf(visits []visit, facts []ledger.Fact, scope int, day float64) people.Load {
	from := max(0, day-fiscal.Month)
	within := func(since, until float64) float64 { return max(0, min(day, until)-max(from, since)) }
	var l people.Load
	busy, there, waited := 0.0, 0.0, 0.0
	for _, v := range visits {
		busy += within(v.started, v.ended)
		if v.came <= day && day < v.started {
			l.Waiting++
		}
		if from < v.started && v.started <= day {
			l.Started++
			waited += v.started - v.came
		}
	}
	since, seats := 0.0, 0.0
	for _, f := range facts {
		if f.Kind == ledger.Seated && int(f.Scope) == scope {
			there += seats * within(since, f.At)
			since, seats = f.At, f.Amount
		}
	}
	there += seats * within(since, day)
	if there > 0 {
		l.Busy = busy / there
	}
	if l.Started > 0 {
		l.Delay = waited / float64(l.Started)
	}
	return l
}

// Facts say when tickets came, were begun and ended; from these the load of any month before can be worked out.
func TestTheLoadOfAStationIsWhatItsFactsComeTo(t *testing.T) {
	const days, tier2 = 300, .25
	p := plan()
	p.HowDoI.Touch, p.BreakFix.Touch = fixedTouch(.3), fixedTouch(.6)
	p.BreakFix.Escalated, p.Tier2Touch = .7, fixedTouch(tier2)
	for trial := range uint64(5) {
		h := open(t, p)
		meters := []*people.Meter{h.Meter(support.Tier1), h.Meter(support.Tier2)}
		h.begin(trial, map[support.Station]int{support.Tier1: 3, support.Tier2: 1})
		luck := rand.New(rand.NewPCG(trial, 1))
		for range 1000 + 500*trial {
			h.ask(days*luck.Float64(), int(luck.Int64N(3)), anything)
		}
		for _, c := range []struct {
			day     float64
			station support.Station
			full    int
		}{{40, support.Tier1, 1}, {70, support.Tier1, 6}, {110, support.Tier2, 0}, {150, support.Tier2, 3}, {200, support.Tier1, 0}, {210, support.Tier1, 9}} {
			h.at(c.day, func() { h.Staff(c.station, c.full) })
		}
		type asked struct {
			day  float64
			told [2]people.Load
		}
		var list []asked
		for range 200 {
			h.at(days*luck.Float64(), func() {
				list = append(list, asked{h.sim.Now(), [2]people.Load{meters[0].Load(), meters[1].Load()}})
			})
		}
		h.sim.Run(10 * days)
		facts := h.ledger.Facts()
		all := visits(facts, tier2)
		most := people.Load{}
		for _, a := range list {
			for station, told := range a.told {
				want := loadOf(all[station], facts, h.ledger.Team(station), a.day)
				where := fmt.Sprintf("trial %d, station %d, day %v", trial, station, a.day)
				assert.Equal(t, want.Waiting, told.Waiting, where)
				assert.Equal(t, want.Started, told.Started, where)
				assert.InDelta(t, want.Busy, told.Busy, 1e-9, where)
				assert.InDelta(t, want.Delay, told.Delay, 1e-9, where)
				most = people.Load{Waiting: max(most.Waiting, told.Waiting), Started: max(most.Started, told.Started),
					Busy: max(most.Busy, told.Busy), Delay: max(most.Delay, told.Delay)}
			}
		}
		require.Greater(t, most.Waiting, 20)
		require.Greater(t, most.Started, 20)
		require.Greater(t, most.Delay, 1.0)
		require.InDelta(t, 1, most.Busy, .01)
	}
}

func TestWhoAsksForALoadChangesNothing(t *testing.T) {
	story := func(asked bool) []string {
		p := plan()
		p.BreakFix.Escalated = .5
		h := open(t, p)
		if asked {
			h.Meter(support.Tier1)
			h.begin(0, map[support.Station]int{support.Tier1: 1, support.Tier2: 1})
		}
		for i := range 20 {
			h.ask(float64(i)/2, i%2, anything)
		}
		return h.story(100, life...)
	}
	assert.Equal(t, story(false), story(true))
}
