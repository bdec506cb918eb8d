package works_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/models/works"
)

// still is a work that moves nothing of adoption.
func still() works.Work {
	w := guides()
	w.To = .25
	return w
}

func TestACustomerLeavesEverythingUnusedAtGoLiveAndTheGapInTheEnd(t *testing.T) {
	l := open(t, long, still())
	l.at(30, func() { l.GoLive(0, 0, false) })
	for after, want := range map[float64]float64{0: 1, 65: .4 + .6*math.Exp(-1), 260: .4110, 2000: .4} {
		l.at(30+after, func() { assert.InDelta(t, want-.4, l.Unadopted(0), 5e-5, after) })
	}
	l.sim.Run(2030)
}

func TestBeforeGoLiveAndAfterwardsNothingIsUnadopted(t *testing.T) {
	l := open(t, long, still())
	l.at(1, func() { l.GoLive(3, 0, false) })
	l.at(2, func() {
		assert.Zero(t, l.Unadopted(2))
		assert.NotZero(t, l.Unadopted(3))
		assert.Zero(t, l.Unadopted(9))
		l.Leave(3)
		l.Leave(9)
		assert.Zero(t, l.Unadopted(3))
	})
	l.sim.Run(3)
}

// u' = (gap - u)/time, in small steps, whatever the gap does meanwhile.
func TestUnadoptedSharesFollowTheGap(t *testing.T) {
	const step = 1e-3
	gaps := map[float64]float64{0: .4, 20: .1, 50: .7, 90: .3}
	l := open(t, long, still())
	l.at(0, func() { l.GoLive(0, 0, true) })
	l.at(35, func() { l.GoLive(1, 0, false) })
	for day, gap := range gaps {
		l.at(day, func() { l.SetGap(gap) })
	}
	gap, long, short := .4, .4, 1.
	for i := range int(120 / step) {
		day := float64(i) * step
		for from, to := range gaps {
			if math.Abs(day-from) < step/2 {
				gap = to
			}
		}
		long += (gap - long) / 65 * step
		if day >= 35 {
			short += (gap - short) / 65 * step
		}
	}
	l.at(120, func() {
		assert.InDelta(t, long-.4, l.Unadopted(0), 1e-4)
		assert.InDelta(t, short-.4, l.Unadopted(1), 1e-4)
	})
	l.sim.Run(121)
}

func TestWhatIsUnusedIsCountedBySegmentAsQuartersEnd(t *testing.T) {
	l := open(t, long, still())
	l.at(0, func() {
		l.GoLive(0, 1, true)
		l.GoLive(1, 1, false)
		l.GoLive(2, 0, false)
		l.GoLive(3, 0, false)
	})
	l.at(64, func() { l.Leave(3) })
	l.sim.Run(66)
	young := .4 + .6*math.Exp(-1)
	for scope, want := range []struct{ unused, live float64 }{{young, 1}, {.4 + young, 2}, {.4 + 2*young, 3}} {
		assert.InEpsilon(t, want.unused, l.ledger.Closing(ledger.Unused, scope, 0), 1e-12)
		assert.Equal(t, want.live, l.ledger.Closing(ledger.Users, scope, 0))
	}
}

func TestIdeallyCustomersUseAtOnceWhatOthersDo(t *testing.T) {
	l := open(t, *long.AtOnce(), still())
	l.at(10, func() { l.SetGap(.1) })
	l.at(20, func() {
		l.GoLive(0, 0, true)
		l.GoLive(1, 0, false)
		assert.Equal(t, l.Unadopted(0), l.Unadopted(1))
		assert.Less(t, l.Unadopted(1), 0., "what education has brought stays")
	})
	l.sim.Run(21)
	assert.False(t, long.Ideal)
	assert.Nil(t, (*works.Adoption)(nil).AtOnce())
}

func TestWhatIsWrongWithWorksIsTold(t *testing.T) {
	var f units.Faults
	list := units.Map[works.Work]{}
	add := func(name units.Name, change func(w *works.Work)) {
		w := guides()
		change(&w)
		list = append(list, units.Entry[works.Work]{Name: name, Value: w})
	}
	nan := math.NaN()
	add("guides", func(*works.Work) {})
	add("wiki", func(w *works.Work) { w.Half = 0 })
	add("lost", func(w *works.Work) {
		w.Moves, w.To, w.Fades, w.Opening = "deflexion", units.Share(nan), units.Duration(nan), -1
	})
	add("lessons", func(w *works.Work) { w.Moves, w.To, w.Of = works.Gap, 1.1, []units.Name{"crew"} })
	add("tools", func(w *works.Work) {
		w.Moves, w.To, w.Of = works.Productivity, 0, []units.Name{"crew", "crewe", "crew"}
	})
	add("habits", func(w *works.Work) { w.Moves, w.To, w.Of = works.Productivity, 1.1, []units.Name{"tier1", "crew"} })
	add("air", func(w *works.Work) { w.Moves, w.To, w.People = works.Productivity, 1.1, -1 })
	works.Validate(f.Under("works"), list, []string{"crew", "tier1"}, false)
	works.Adoption{Gap: 1.5, Time: 0}.Validate(f.Under("adoption"))
	assert.Equal(t, []units.Fault{
		{Path: "works.wiki.half", Message: "must be above 0, got 0"},
		{Path: "works.wiki.moves", Message: "must move what no other work moves: works.guides moves deflection too"},
		{Path: "works.lost.moves", Message: `must be deflection, how-do-i, adoption or productivity, got "deflexion", did you mean "deflection"?`},
		{Path: "works.lost.to", Message: "must be between 0% and 400%, got NaN%"},
		{Path: "works.lost.fades", Message: "must be above 0, got NaNd"},
		{Path: "works.lost.opening", Message: "must be 0 or more, got -1d"},
		{Path: "works.lessons.to", Message: "must be between 0% and 100% where adoption is moved, got 110%"},
		{Path: "works.lessons.of", Message: "must be left out where no productivity is moved"},
		{Path: "works.lessons.moves", Message: "must be of this company: adoption is left out"},
		{Path: "works.tools.to", Message: "must be between 1% and 400% where productivity is moved, got 0%"},
		{Path: "works.tools.of[1]", Message: `must be a delivery, support or success team, got "crewe", did you mean "crew"?`},
		{Path: "works.tools.of[2]", Message: "must be there once, got crew again"},
		{Path: "works.habits.of[1]", Message: "must move what no other work moves: works.tools moves productivity of crew too"},
		{Path: "works.air.people", Message: "must be between 0 and 10000, got -1"},
		{Path: "works.air.of", Message: "must name the teams whose productivity is moved, got none"},
		{Path: "adoption.gap", Message: "must be between 0% and 100%, got 150%"},
		{Path: "adoption.time", Message: "must be above 0, got 0"},
	}, f.All())
}

func TestATrialKnowsNothingOfTheOneBefore(t *testing.T) {
	w := guides()
	w.Moves, w.To = works.Gap, .1
	l := open(t, long, w)
	year := func() ledger.Fact {
		l.staff(0, 1)
		l.at(0, func() { l.GoLive(0, 0, false) })
		l.sim.Run(fiscal.Year)
		return l.last(ledger.Stocked)
	}
	first, unused := year(), l.Unadopted(0)
	assert.NotZero(t, unused)
	l.begin()
	assert.Zero(t, l.Unadopted(0))
	assert.Equal(t, first, year())
	assert.Equal(t, unused, l.Unadopted(0))
}
