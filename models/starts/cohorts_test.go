package starts

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"

	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/random"
)

const month = units.Duration(fiscal.Month)

// monthly are start days of a month, with a cut-off two days before.
func monthly() *Params { return &Params{Every: month, CutOff: 2, Window: 5} }

func cohortsOf(p ...*Params) *Cohorts {
	c := New(1, p)
	c.Begin(1)
	return c
}

func TestAProjectStartsOnTheFirstDayThatIsLateEnough(t *testing.T) {
	for _, c := range []struct {
		name                string
		every, cutOff       units.Duration
		signed, handed, day float64
	}{
		{"in the month before", 20, 2, 5, 5, 20},
		{"at the cut-off", 20, 2, 18, 18, 20},
		{"a minute late", 20, 2, 18 + 1./480, 18.1, 40},
		{"on the start day itself", 20, 2, 20, 20, 40},
		{"on the start day, without a cut-off", 20, 0, 20, 20, 20},
		{"handed over on the day", 20, 2, 5, 20, 20},
		{"handed over after it", 20, 2, 5, 20.5, 40},
		{"a cut-off of more than a period", 20, 30, 5, 5, 40},
		{"in a warm-up", 20, 2, -63, -63, -60},
		{"late in a warm-up", 20, 2, -1, -1, 20},
		{"months, exactly", month, 2, fiscal.Month*7 - 2, fiscal.Month*7 - 2, fiscal.Month * 7},
		{"quarters, exactly", month, 2, 63, 63, 65},
	} {
		_, day, place := cohortsOf(&Params{Every: c.every, CutOff: c.cutOff}).Join(0, 0, c.signed, c.handed)
		assert.InDelta(t, c.day, day, 1e-12, c.name)
		assert.Equal(t, 1, place, c.name)
	}
}

func TestDealsArePulledToTheLastCutOffOfTheirQuarter(t *testing.T) {
	for _, c := range []struct {
		name       string
		at, closes float64
	}{
		{"before a cut-off", 17.9, 17.9},
		{"at it", 18, 18},
		{"after it", 18.1, 18},
		{"at the end of the window", 23, 18},
		{"after the window", 23.1, 23.1},
		{"in the next month", 40, 38},
		{"after the last cut-off of the quarter", 59, 58},
		{"in the next quarter, after a cut-off of this one", 66, 66}, // 78 is its next, 58 its last
		{"in a warm-up", -20, -22},
	} {
		pull := cohortsOf(&Params{Every: 20, CutOff: 2, Window: 5, Pulled: 1})
		assert.InDelta(t, c.closes, pull.Pull(0, 7, c.at), 1e-12, c.name)
		assert.Equal(t, c.at, cohortsOf(&Params{Every: 20, CutOff: 2, Window: 5}).Pull(0, 7, c.at), "none are: "+c.name)
	}
	for _, c := range []struct{ at, closes float64 }{{64, 63}, {65, 65}, {66, 66}, {67.9, 67.9}} { // the cut-off is of the quarter before
		assert.InDelta(t, c.closes, cohortsOf(&Params{Every: month, CutOff: 2, Window: 5, Pulled: 1}).Pull(0, 7, c.at), 1e-12, "%v", c.at)
	}
	wide := cohortsOf(&Params{Every: 20, CutOff: 2, Window: 30, Pulled: 1})
	assert.Equal(t, 38., wide.Pull(0, 7, 38), "who closes at a cut-off is in time, whatever the window")
	assert.Equal(t, 38., wide.Pull(0, 7, 57), "to the last cut-off, not to one before it")
	first := cohortsOf(&Params{Every: 65, Window: 5, Pulled: 1}) // a cut-off on the first day of a quarter is in it
	assert.Equal(t, 65., first.Pull(0, 7, 66))
}

// A deal that is pulled starts with the cohort whose cut-off it was pulled to.
func TestWhoIsPulledIsInTime(t *testing.T) {
	for _, p := range []*Params{{Every: month, CutOff: 2, Window: 30, Pulled: 1}, {Every: 7, CutOff: .3, Window: 30, Pulled: 1}, {Every: 10. / 3, CutOff: 1. / 7, Window: 30, Pulled: 1}} {
		c := cohortsOf(p)
		for i := range 5000 {
			at := -130 + .0937*float64(i)
			closes := c.Pull(0, random.Entity(i), at)
			if closes == at {
				continue
			}
			_, day, _ := c.Join(0, 0, closes, closes)
			require.InDelta(t, closes+float64(p.CutOff), day, 1e-8, "%v at %v", p, at)
			require.Equal(t, math.Floor(at/fiscal.Quarter), math.Floor(closes/fiscal.Quarter), "in its quarter")
		}
	}
}

// Of the deals that close evenly over a quarter, those wait on average half of the period and the cut-off; pulled ones wait
// from the cut-off on.
func TestTheMeanWaitIsThatOfTheCalendar(t *testing.T) {
	const deals = 65_000
	for _, c := range []struct {
		name string
		Params
		want float64
	}{
		{"monthly", Params{Every: month, CutOff: 2, Window: 5}, fiscal.Month/2 + 2},                                 // 12.83
		{"monthly, with pull", Params{Every: month, CutOff: 2, Window: 5, Pulled: .3}, fiscal.Month/2 + 2 - pull()}, // 11.76
		{"every two weeks", Params{Every: 10, CutOff: 2, Window: 5}, 7},
	} {
		all := cohortsOf(&c.Params)
		var waits []float64
		for i := range deals {
			closes := all.Pull(0, random.Entity(i), 260*(float64(i)+.5)/deals) // four quarters, 26 periods of two weeks
			_, day, _ := all.Join(0, 0, closes, closes)
			waits = append(waits, day-closes)
		}
		mean := stat.Mean(waits, nil)
		assert.InDelta(t, c.want, mean, .03, c.name)
		t.Logf("%s: %.3f d, expected %.3f", c.name, mean, c.want)
	}
	assert.InDelta(t, 11.76, fiscal.Month/2+2-pull(), .005)
}

// pull returns the days that pulled deals wait less, on average over all deals: two cut-offs of a quarter have their whole
// window in it and the last one two days, and who would close x days after one waits a month less x instead of nothing.
func pull() float64 {
	whole, last := 5*(fiscal.Month-2.5), 2*(fiscal.Month-1)
	return .3 * (2*whole + last) / fiscal.Quarter
}

func TestCohortsCountTheirTypesAndForgetWhoLeft(t *testing.T) {
	c := cohortsOf(monthly(), nil, monthly())
	number, day, place := c.Join(0, 3, 1, 1)
	assert.Equal(t, fmt.Sprint(1, fiscal.Month, 1), fmt.Sprint(number, day, place))
	_, _, place = c.Join(0, 3, 2, 2)
	assert.Equal(t, 2, place)
	_, _, place = c.Join(0, 1, 3, 3)
	assert.Equal(t, 1, place, "of another type")
	_, _, place = c.Join(2, 3, 3, 3)
	assert.Equal(t, 1, place, "of another segment")
	later, _, place := c.Join(0, 3, 20, 20)
	assert.EqualValues(t, 2, later)
	assert.Equal(t, 1, place, "of the next cohort")
	assert.Equal(t, 2, c.Size(0, 3, number))
	c.Leave(0, 3, number)
	assert.Equal(t, 1, c.Size(0, 3, number))
	c.Join(0, 3, 30, 30)
	assert.Len(t, c.cohorts[0], 1, "those that have started are forgotten")
	assert.Equal(t, 2, c.Size(0, 3, later))
	c.Begin(2)
	assert.Empty(t, c.cohorts[0])
}

func TestPullingIsTheLuckOfTheDealAlone(t *testing.T) {
	few, many := cohortsOf(&Params{Every: 20, Window: 5, Pulled: .2}), cohortsOf(&Params{Every: 20, Window: 9, Pulled: .6})
	pulled, more := 0, 0
	for i := range 2000 {
		at := 22.5 + .001*float64(i)
		if few.Pull(0, random.Entity(i), at) != at {
			pulled++
			assert.NotEqual(t, at, many.Pull(0, random.Entity(i), at), "a larger chance takes none away")
		}
		if many.Pull(0, random.Entity(i), at) != at {
			more++
		}
	}
	other := New(1, []*Params{{Every: 20, Window: 5, Pulled: .2}})
	other.Begin(2)
	alike := 0
	for i := range 2000 {
		if at := 22.5 + .001*float64(i); few.Pull(0, random.Entity(i), at) == other.Pull(0, random.Entity(i), at) {
			alike++
		}
	}
	assert.InDelta(t, 2000*(.2*.2+.8*.8), alike, 3*math.Sqrt(2000*.68*.32), "trials are independent")
	assert.InDelta(t, 400, pulled, 3*math.Sqrt(400*.8))
	assert.InDelta(t, 1200, more, 3*math.Sqrt(1200*.4))
}

func TestWhoHasNoCohortsIsNil(t *testing.T) {
	c := New(1, []*Params{nil, nil})
	assert.Nil(t, c)
	c.Begin(1)
	assert.Equal(t, 3., cohortsOf(nil, monthly()).Pull(0, 1, 3), "of a segment without any")
}

func TestWrongStartDaysAreToldOnceEach(t *testing.T) {
	nan := units.Duration(math.NaN())
	for _, c := range []struct {
		name string
		Params
		faults []string
	}{
		{"right", *monthly(), nil},
		{"too often", Params{Every: .5}, []string{"every: must be between 1d and 1y, got 4h"}},
		{"all wrong", Params{Every: 300, CutOff: -1, Pulled: 2, Window: 261},
			[]string{"every", "cut_off", "pulled", "window"}},
		{"nothing", Params{Every: nan, CutOff: nan, Pulled: units.Share(math.NaN()), Window: nan}, []string{"every", "cut_off", "pulled", "window"}},
	} {
		var f units.Faults
		c.Validate(&f)
		var told []string
		for i, fault := range f.All() {
			text := fault.Path + ": " + fault.Message
			if i < len(c.faults) && len(c.faults[i]) < 10 {
				text = fault.Path
			}
			told = append(told, text)
		}
		assert.Equal(t, c.faults, told, c.name)
	}
	(*Params)(nil).Validate(&units.Faults{})
	assert.False(t, (*Params)(nil).Pulls())
}

func BenchmarkJoin(b *testing.B) {
	c := cohortsOf(monthly())
	b.ReportAllocs()
	for i := range b.N {
		c.Join(0, i%3, float64(i)/10, float64(i)/10)
	}
}
