package measures_test

import (
	"math"
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
	assert.Equal(t, measures.Delay{Week: 1, Started: 1, Mean: 0, P50: 0, P90: 0}, first)
	assert.Equal(t, measures.Delay{Week: 13, Started: 2, Waiting: 2, Mean: (3 + 10.75 + 20 + 900) / 4, P50: 10.75, P90: 20}, last)
	assert.Equal(t, measures.Delay{Week: 13, Started: 1, Waiting: 2, Mean: (3. + 20 + 900) / 3, P50: 20, P90: 20}, pool.Delays(smb)[12])
	assert.Equal(t, measures.Delay{Week: 13, Started: 1, Mean: 10.75, P50: 10.75, P90: 10.75}, pool.Delays(enterprise)[12])
	for _, d := range pool.Delays(all)[1:12] {
		assert.True(t, d.Started == 0 && d.Waiting == 0 && math.IsNaN(d.Mean) && math.IsNaN(d.P50) && math.IsNaN(d.P90), "week %d", d.Week)
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
