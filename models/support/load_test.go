package support_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/support"
	"postsale/sim/random"
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

// monthOf works out from what a trial wrote down how a station fared in the month before a day.
func monthOf(visits []visit, facts []ledger.Fact, scope int, first bool, day float64) people.Month {
	from := day - fiscal.Month
	within := func(since, until float64) float64 { return max(0, min(day, until)-max(from, since)) }
	busy, there, waiting, waited, n := 0.0, 0.0, 0.0, 0.0, 0
	for _, v := range visits {
		busy += within(v.started, v.ended)
		waiting += within(v.came, v.started)
		switch {
		case !first: // the first word was elsewhere
		case v.came <= day && day < v.started:
			waited, n = waited+day-v.came, n+1
		case from < v.started && v.started <= day:
			waited, n = waited+v.started-v.came, n+1
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
	m := people.Month{Waiting: waiting / fiscal.Month, Delay: math.NaN(), Used: math.NaN()}
	if n > 0 {
		m.Delay = waited / float64(n)
	}
	switch {
	case there > 0:
		m.Used = busy / there
	case waiting > 0:
		m.Used = math.Inf(1)
	}
	return m
}

// Facts say when tickets came, were begun and ended; from these any month can be worked out.
func TestTheMonthOfAStationIsWhatItsFactsComeTo(t *testing.T) {
	const months, tier2 = 14, .25
	p := plan()
	p.HowDoI.Touch, p.BreakFix.Touch = fixedTouch(.3), fixedTouch(.6)
	p.BreakFix.Escalated, p.Tier2Touch = .7, fixedTouch(tier2)
	for trial := range uint64(5) {
		h := open(t, p)
		meters := []*people.Meter{h.Meter(support.Tier1), h.Meter(support.Tier2)}
		h.begin(trial, map[support.Station]int{support.Tier1: 3, support.Tier2: 1})
		luck := rand.New(rand.NewPCG(trial, 1))
		for range 1000 + 500*trial {
			h.ask(months*fiscal.Month*luck.Float64(), int(luck.Int64N(3)), anything)
		}
		for _, c := range []struct {
			day     float64
			station support.Station
			full    int
		}{{40, support.Tier1, 1}, {70, support.Tier1, 6}, {110, support.Tier2, 0}, {150, support.Tier2, 3}, {200, support.Tier1, 0}, {240, support.Tier1, 9}} {
			h.at(c.day, func() { h.Staff(c.station, c.full) })
		}
		var told [2][]people.Month
		for month := range months {
			h.at(fiscal.Month*float64(month+1), func() {
				for station, meter := range meters {
					meter.Close()
					told[station] = append(told[station], meter.Month())
				}
			})
		}
		h.sim.Run(10 * months * fiscal.Month)
		facts := h.ledger.Facts()
		all := visits(facts, tier2)
		most, endless := people.Month{}, 0
		for station, list := range told {
			for i, got := range list {
				want := monthOf(all[station], facts, h.ledger.Team(station), station == 0, fiscal.Month*float64(i+1))
				where := fmt.Sprintf("trial %d, station %d, month %d", trial, station, i)
				assert.InDelta(t, want.Waiting, got.Waiting, 1e-9, where)
				same := func(want, got float64) {
					if math.IsNaN(want) || math.IsInf(want, 1) {
						endless++
						assert.Equal(t, fmt.Sprint(want), fmt.Sprint(got), where)
					} else {
						assert.InDelta(t, want, got, 1e-9, where)
					}
				}
				same(want.Delay, got.Delay)
				same(want.Used, got.Used)
				if most.Waiting = max(most.Waiting, want.Waiting); want.Delay > most.Delay {
					most.Delay = want.Delay
				}
			}
		}
		require.Greater(t, most.Waiting, 20.)
		require.Greater(t, most.Delay, 1.)
		require.Greater(t, endless, months, "at tier 2 nobody has the first word")
	}
}

// A ticket that comes back waits for a person again, but not for its first answer.
func TestWhoHasHadAnAnswerWaitsForNoFirstOne(t *testing.T) {
	p := plan()
	p.HowDoI.Touch, p.BreakFix.Touch, p.Reopened = fixedTouch(2), fixedTouch(2), .9
	h := open(t, p)
	meter := h.Meter(support.Tier1)
	h.begin(3, map[support.Station]int{support.Tier1: 1})
	h.ask(1, 0, anything)
	h.ask(1, 1, anything)
	h.sim.Run(fiscal.Month)
	meter.Close()
	reopened := 0
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.Reopened {
			reopened++
		}
	}
	require.Greater(t, reopened, 3)
	second := 0.0
	for _, f := range h.ledger.Facts() {
		if f.Kind == ledger.Answered {
			second = f.Amount
		}
	}
	assert.InDelta(t, second/2, meter.Month().Delay, 1e-12, "one at once, the other when the first visit was over")
	assert.Greater(t, meter.Month().Waiting, second/fiscal.Month)
}

// Issues that a delivery team handles wait for its people.
func TestIssuesOfADeliveryTeamWaitElsewhere(t *testing.T) {
	p := plan()
	p.Configuration.Owner = "implementation"
	h := open(t, p)
	meter := h.Meter(support.Elsewhere)
	var called []int32
	h.OnInterrupt = func(ticket int32) { called = append(called, ticket) }
	h.begin(0, map[support.Station]int{support.Tier1: 1})
	h.at(4, func() { h.Open(0, random.Name("a customer", "0"), 0, support.Opening{From: configuration, Number: 1}) })
	h.at(10, func() { h.Attend(called[0]) })
	h.sim.Run(fiscal.Month)
	meter.Close()
	require.Len(t, called, 1)
	assert.InDelta(t, 6/fiscal.Month, meter.Month().Waiting, 1e-12)
	assert.InDelta(t, 6, meter.Month().Delay, 1e-12)
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
