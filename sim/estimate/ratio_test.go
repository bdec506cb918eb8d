package estimate_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/sim/estimate"
)

func TestRatioByHand(t *testing.T) {
	// Means 4 and 2. Residuals above - 2 below of (2, 1), (4, 2), (6, 3) are 0; of (1, 1), (4, 2), (7, 3) they are
	// -1, 0, 1 with a standard deviation of 1, so an error of 1/√3 over 2.
	r := estimate.RatioOf([]float64{2, 4, 6}, []float64{1, 2, 3})
	assert.InDelta(t, 2, r.Value, rounding)
	assert.InDelta(t, 0, r.Error, rounding)
	r = estimate.RatioOf([]float64{1, 4, math.NaN(), 7, 9}, []float64{1, 2, 5, 3, math.NaN()})
	assert.InDelta(t, 2, r.Value, rounding)
	assert.InDelta(t, 1/math.Sqrt(3)/2, r.Error, rounding)
	assert.True(t, math.IsNaN(estimate.RatioOf(nil, nil).Value))
}

func TestRatiosHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const experiments, n = 2000, 200
	luck := rand.New(rand.NewPCG(31, 1))
	held := 0
	above, below := make([]float64, n), make([]float64, n)
	for range experiments {
		for i := range n {
			common := luck.NormFloat64()
			below[i] = 2 + common
			above[i] = 6 + common + luck.NormFloat64()
		}
		if r := estimate.RatioOf(above, below); math.Abs(r.Value-3) <= z95*r.Error {
			held++
		}
	}
	assertShare(t, "ratio", nominal, held, experiments, 1)
}
