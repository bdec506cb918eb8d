package measures_test

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/ledger"
	"postsale/models/measures"
)

func TestDelaysArePooledByWeekOfSignature(t *testing.T) {
	pool := measures.NewPool(firm(0, 2))
	pool.Add([]ledger.Wait{
		{Segment: smb, Week: 0, Days: 0, Started: true},
		{Segment: smb, Week: 12, Days: 3, Started: true},
		{Segment: enterprise, Week: 12, Days: 10.75, Started: true},
	}, nil)
	pool.Add([]ledger.Wait{
		{Segment: smb, Week: 12, Days: 20, Started: false},
		{Segment: smb, Week: 12, Days: 900, Started: false},
	}, nil)
	first, last := pool.Delays(all)[0], pool.Delays(all)[12]
	told := func(d measures.Delay) string {
		return fmt.Sprintf("%d started, %d wait: %.6g, %.6g, %.6g", d.Started, d.Waiting, d.Mean, d.P50, d.P90)
	}
	for _, c := range []struct {
		name string
		got  measures.Delay
		want string // mean, median, 9 in 10
	}{
		{name: "one", got: first, want: "1 started, 0 wait: 0, 0, 0"},
		{name: "half of them", got: last, want: "2 started, 2 wait: 453.438, 10.75, NaN"},           // (3 + 10.75 + 2·900) / 4
		{name: "one of three", got: pool.Delays(smb)[12], want: "1 started, 2 wait: 601, NaN, NaN"}, // (3 + 2·900) / 3
		{name: "the other segment's", got: pool.Delays(enterprise)[12], want: "1 started, 0 wait: 10.75, 10.75, 10.75"},
	} {
		assert.Equal(t, c.want, told(c.got), c.name)
	}
	for _, d := range pool.Delays(all)[1:12] {
		assert.True(t, d.Started == 0 && d.Waiting == 0 && math.IsNaN(d.Mean) && math.IsNaN(d.P50) && math.IsNaN(d.P90), "week %d", d.Week)
	}
}

// Whoever waits still at the end waits as long as those do who waited longer (Kaplan and Meier 1958, by hand).
func TestWhatTheEndCutsOffIsEstimated(t *testing.T) {
	pool := measures.NewPool(firm(0, 2))
	pool.Add([]ledger.Wait{
		{Days: 3, Started: true}, {Days: 4, Started: false}, {Days: 5, Started: true}, {Days: 6, Started: false}, {Days: 9, Started: true},
	}, nil)
	// 1/5 wait 3 days; of the others two of three are left at 5, each for 4/15; the last two shares are 9 days.
	d := pool.Delays(all)[0]
	assert.InDelta(t, 3./5+5*4./15+9*8./15, d.Mean, 1e-12)
	assert.Equal(t, []float64{9, 9}, []float64{d.P50, d.P90})
	assert.Equal(t, []int{3, 2}, []int{d.Started, d.Waiting})
}

// Nobody starts before the hand-off is over: a project signed in the last days of the run does not make believe so.
func TestNoDelayFallsBelowWhatNobodyCanBeat(t *testing.T) {
	const handOff = 3
	pool := measures.NewPool(firm(0, 2))
	for week := range int8(measures.Weeks) {
		for range 50 {
			pool.Add([]ledger.Wait{{Week: week, Days: handOff, Started: true}}, nil)
		}
	}
	for i := range 100 {
		pool.Add([]ledger.Wait{{Week: 12, Days: handOff * float64(i) / 100}}, nil)
	}
	for _, d := range pool.Delays(all) {
		assert.InDeltaSlice(t, []float64{handOff, handOff, handOff}, []float64{d.Mean, d.P50, d.P90}, 1e-9, "week %d", d.Week)
	}
}

func TestDelaysBeyondTwoYearsCountAsThat(t *testing.T) {
	pool := measures.NewPool(firm(0, 2))
	for days := range 1000 {
		pool.Add([]ledger.Wait{{Week: 3, Days: float64(days), Started: true}}, nil)
	}
	d := pool.Delays(all)[3]
	assert.Equal(t, 999./2, d.Mean, "the mean knows them all")
	assert.Equal(t, 499., d.P50)
	assert.Equal(t, 520., d.P90)
}

func TestAPoolTakesWhatIsSaidAtMost(t *testing.T) {
	layout := firm(0, 8)
	for range 48 {
		layout.Ledger.Segments = append(layout.Ledger.Segments, "another")
	}
	taken := func(days ...float64) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		pool := measures.NewPool(layout)
		for segment := range layout.Ledger.Segments {
			for week := range measures.Weeks {
				for _, d := range days {
					pool.Add([]ledger.Wait{{Segment: int16(segment), Week: int8(week), Days: d}}, nil)
				}
			}
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	most := measures.PoolBytes(layout)
	assert.InEpsilon(t, most, taken(900), 0.2, "but for whole pages")
	assert.Less(t, taken(0, 7, 20), most/4, "delays of days need few bins")
}

func TestRetentionByBookingCohortAndAge(t *testing.T) {
	pool := measures.NewPool(firm(0, 2))
	trial := []float64{ // smb then enterprise; the opening book and two quarters' deals, at three ages
		100, 120, 60,
		50, 45, 40,
		8, 4, 0,
		0, 0, 0,
		0, 0, 0,
		1000, 1500, 0,
	}
	pool.Add(nil, trial)
	pool.Add(nil, trial)
	for _, c := range []struct {
		scope int
		want  [][]float64
	}{
		{scope: smb, want: [][]float64{{1, 1.2, .6}, {1, .9, .8}, {1, .5, none}}},
		{scope: enterprise, want: [][]float64{{none, none, none}, {none, none, none}, {1, 1.5, none}}},
		{scope: all, want: [][]float64{{1, 1.2, .6}, {1, .9, .8}, {1, 1504. / 1008, none}}},
	} {
		got := pool.Retention(c.scope)
		assert.Equal(t, bits(c.want), bits(got), "want %v, got %v", c.want, got)
	}
}

// A cohort that has gone is 0, one that never was does not exist.
func TestALostCohortIsNotAnEmptyOne(t *testing.T) {
	pool := measures.NewPool(firm(0, 1))
	pool.Add(nil, []float64{10, 0, 0, 0, 0, 0, 0, 0})
	rows := pool.Retention(all)
	assert.Equal(t, []float64{1, 0}, rows[0])
	assert.True(t, math.IsNaN(rows[1][0]) && math.IsNaN(rows[1][1]))
}

var none = math.NaN()

func bits(rows [][]float64) [][]uint64 {
	var list [][]uint64
	for _, row := range rows {
		var b []uint64
		for _, v := range row {
			b = append(b, math.Float64bits(v))
		}
		list = append(list, b)
	}
	return list
}
