package works_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/models/works"
)

var long = works.Adoption{Gap: .4, Time: fiscal.Quarter}

// stocked returns what a work with so many people has come to after a year: its hours and its value.
func stocked(t *testing.T, w works.Work, people float64) (hours, value float64) {
	l := open(t, long, w)
	l.staff(0, people)
	l.sim.Run(fiscal.Year)
	f := l.last(ledger.Stocked)
	if f.At != fiscal.Year {
		require.Zero(t, f.At, "what stays as it is is told once")
	}
	return f.Amount, f.Extra
}

func TestAStockHalvesWithTheTimeInWhichItFades(t *testing.T) {
	hours, value := stocked(t, guides(), 0)
	assert.InEpsilon(t, 500./2, hours, 1e-9)
	assert.InDelta(t, .55-.30*math.Sqrt2, value, 1e-9) // 12.57 %: 2^(250/500)
	assert.InDelta(t, .1257, value, 5e-5)
}

func TestAPersonsHoursAddToTheStockAndFadeWithIt(t *testing.T) {
	hours, value := stocked(t, guides(), 1)
	rest := 20 / fiscal.Week / (math.Ln2 / fiscal.Year) // hours that would be there in the end
	assert.InEpsilon(t, rest+(500-rest)/2, hours, 1e-9)
	assert.InDelta(t, .55-.30*math.Exp2(-(hours-500)/500), value, 1e-9)
	assert.InDelta(t, .4000, value, 5e-5)
}

func TestAsManyHoursAsFadeKeepTheStock(t *testing.T) {
	w := guides()
	w.ProductiveHours = units.Pace(500 * math.Ln2 / 52) // 6.66 h a week
	assert.InDelta(t, 6.66, float64(w.ProductiveHours), .005)
	hours, value := stocked(t, w, 1)
	assert.InEpsilon(t, 500, hours, 1e-12)
	assert.InDelta(t, .25, value, 1e-12)
}

// Whatever the changes of staff, a year of the stock is the sum of what each day's hours have left of them.
func TestAStockIsExactBetweenChangesOfStaff(t *testing.T) {
	l := open(t, long, guides())
	want := 500 * .5
	for _, c := range []struct{ from, to, people float64 }{{0, 10, 2}, {10, 77.7, .5}, {77.7, 200, 0}, {200, 260, 3}} {
		l.staff(c.from, c.people)
		left := func(since float64) float64 { return math.Exp2((since - 260) / 260) }
		want += c.people * 4 * (left(c.to) - left(c.from)) * 260 / math.Ln2
	}
	l.sim.Run(fiscal.Year)
	assert.InEpsilon(t, want, l.last(ledger.Stocked).Amount, 1e-9)
}

func TestMorePeopleMoveMoreAndFasterFadingLess(t *testing.T) {
	for _, w := range []works.Work{
		{Moves: works.Deflection, To: .55}, {Moves: works.HowDoI, To: .8}, {Moves: works.Gap, To: .1}, {Moves: works.Productivity, To: 1.2, Of: []units.Name{"crew"}},
	} {
		like := guides()
		like.Moves, like.To, like.Of = w.Moves, w.To, w.Of
		faster, nearer := like, like
		faster.Fades /= 2
		nearer.Half /= 2
		way := func(w works.Work, people float64) float64 { // 0 is nothing, 1 is at best
			_, value := stocked(t, w, people)
			today := map[units.Name]float64{works.Deflection: .25, works.Gap: .4, works.HowDoI: 1, works.Productivity: 1}[w.Moves]
			return (value - today) / (float64(w.To) - today)
		}
		assert.Greater(t, way(like, 2), way(like, 1), w.Moves)
		assert.Greater(t, way(like, 1), way(faster, 1), w.Moves)
		assert.Greater(t, way(nearer, 1), way(like, 1), w.Moves)
		assert.Less(t, way(like, 0), 0., w.Moves)
		assert.Less(t, way(like, 200), 1.+1e-12, w.Moves)
	}
}

// Without anybody 25 % fall to 55 - 30·2^(opening/half), which is kept at 0; of other things bounds are reached too.
func TestAValueIsKeptInItsRange(t *testing.T) {
	for _, c := range []struct {
		moves units.Name
		to    units.Share
		want  float64
	}{{works.Deflection, .55, 0}, {works.HowDoI, .8, 4}, {works.Gap, 0, 1}, {works.Productivity, 1.2, .01}} {
		w := guides()
		w.Moves, w.To, w.Half, w.Fades = c.moves, c.to, 1, 5
		if c.moves == works.Productivity {
			w.Of = []units.Name{"crew"}
		}
		_, value := stocked(t, w, 0)
		assert.Equal(t, c.want, value, c.moves)
	}
}

// An idealised work gains all hours that are there: 40 a week, 500 + 52·40 in a year.
func TestWhatLastsNeedsNobodyToKeepItUp(t *testing.T) {
	lasting := works.Lasting(units.Map[works.Work]{{Name: "guides", Value: guides()}})[0].Value
	hours, _ := func() (float64, float64) {
		l := open(t, long, guides())
		l.Works = works.New(l.sim, l.ledger, units.Map[works.Work]{{Name: "guides", Value: lasting}}, today, []int{l.ledger.Team(0)})
		l.OnMoved = func(int, float64) {}
		l.begin()
		l.staff(0, 2)
		l.sim.Run(fiscal.Year)
		f := l.last(ledger.Stocked)
		return f.Amount, f.Extra
	}()
	assert.InEpsilon(t, 500+52*40., hours, 1e-12)
}

func TestATrialAllocatesNothingOnceItHasRoom(t *testing.T) {
	gap := guides()
	gap.Moves, gap.To = works.Gap, .1
	l := open(t, long, gap)
	l.OnMoved = func(_ int, value float64) { l.SetGap(value) }
	staff, customers := working(1), int32(1000)
	trial := func() {
		l.begin()
		l.Staff(0, staff)
		for customer := range customers {
			l.GoLive(customer, int(customer%2), false)
		}
		l.sim.Run(fiscal.Year)
	}
	trial()
	assert.Zero(t, testing.AllocsPerRun(5, trial))
}

func TestSettledTeamsLoseNobody(t *testing.T) {
	w := guides()
	w.Attrition, w.Ramp = .2, []units.Share{0, .5}
	list := units.Map[works.Work]{{Name: "guides", Value: w}}
	settled := works.Settled(list)[0].Value
	assert.Zero(t, settled.Attrition)
	assert.Empty(t, settled.Ramp)
	assert.NotZero(t, list[0].Value.Attrition, "of a copy")
}
