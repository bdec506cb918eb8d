package estimate_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/sim/estimate"
)

// Four points 10 times: of y = 3 + 2c + e with c = 1, 1, -1, 0 and e = 1, -1, 1, -1, the line through (1, 5) twice, (-1, 2),
// (0, 2). Of c the mean is 1/4 and the squares around it 3 - 4/16 = 11/4, with y (mean 7/2) their products are
// 5·2 - 2 - 4·7/8 = 9/2: the slope is 18/11, and the mean freed of c 7/2 - 18/11·1/4 = 34/11.
func TestAFreedMeanByHand(t *testing.T) {
	c := estimate.NewControls([][]float64{slices.Repeat([]float64{1, 1, -1, 0}, 10)})
	values := slices.Repeat([]float64{6, 4, 2, 2}, 10)
	d := c.Of(estimate.Of(values), values)
	assert.InDelta(t, 34./11, d.Mean, 1e-12)
	// What is left: y's squares around its mean are 36+16+4+4 - 4·49/4 = 11, less 18/11·9/2 = 81/11: 40/11 in each ten. Of 38
	// degrees, times 1/40 + (1/4)²/(10·11/4).
	err := math.Sqrt(10 * 40. / 11 / 38 * (1./40 + 1./16/(10*11./4)))
	assert.InDelta(t, err, d.MCError, 1e-12)
	plain := estimate.Of(values)
	assert.InDelta(t, plain.MCError*plain.MCError/(err*err), d.Fewer, 1e-12)
	assert.Equal(t, plain.SD, d.SD)
	// The weights of c = 1, 1, -1, 0 are 2, 2, 4 and 3 of 110, so that 7/11 are up to 2 in place of a half: what was the
	// median is at 7/11, and the median at 4/11.
	values = []float64{6, 4, 2, 2}
	for i := range 36 { // each a little more than the one four before
		values = append(values, values[i]+1e-3)
	}
	d = c.Of(estimate.Of(values), values)
	assert.InDelta(t, estimate.Quantile(estimate.Sorted(nil, values), 4./11), d.P50, 2e-3)
}

func TestWhatAddsUpInTrialsAddsUpInFreedMeans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		luck := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		n := rapid.IntRange(60, 200).Draw(t, "n")
		controls := [][]float64{normals(luck, n), normals(luck, n), normals(luck, n)}
		a, b, sum := normals(luck, n), normals(luck, n), make([]float64, n)
		for i := range sum {
			a[i] += 100 * controls[0][i]
			sum[i] = a[i] + b[i]
		}
		c := estimate.NewControls(controls)
		mean := func(values []float64) float64 { return c.Of(estimate.Of(values), values).Mean }
		require.InDelta(t, mean(a)+mean(b), mean(sum), 1e-9)
	})
}

func TestControlsThatFollowFromOthersChangeNothing(t *testing.T) {
	luck := rand.New(rand.NewPCG(1, 2))
	n := 200
	x, y, values := normals(luck, n), normals(luck, n), normals(luck, n)
	both, zero, constant := make([]float64, n), make([]float64, n), slices.Repeat([]float64{0.1}, n)
	for i := range both {
		both[i] = x[i] - 3*y[i]
		values[i] += x[i]
	}
	want := estimate.NewControls([][]float64{x, y})
	got := estimate.NewControls([][]float64{zero, x, constant, y, both, x})
	d, e := want.Of(estimate.Of(values), values), got.Of(estimate.Of(values), values)
	assert.InDelta(t, d.Mean, e.Mean, 1e-12)
	assert.InDelta(t, d.MCError, e.MCError, 1e-12)
	assert.Nil(t, estimate.NewControls([][]float64{zero, constant}))
}

func TestTooFewTrialsAndMissingValuesStayPlain(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	assert.Nil(t, estimate.NewControls([][]float64{normals(luck, estimate.TrialsPerControl-1)}))
	assert.NotNil(t, estimate.NewControls([][]float64{normals(luck, estimate.TrialsPerControl)}))
	assert.Nil(t, estimate.NewControls(nil))

	x := normals(luck, 100)
	c := estimate.NewControls([][]float64{x})
	values := slices.Clone(x)
	values[7] = math.NaN()
	same(t, estimate.Of(values), c.Of(estimate.Of(values), values))
	alike := slices.Repeat([]float64{2}, 100)
	same(t, estimate.Of(alike), c.Of(estimate.Of(alike), alike))
	hits := estimate.Hits(values, func(v float64) bool { return v > 0 })
	assert.Len(t, hits, 99)
	assert.Equal(t, 1., c.Odds(hits, 1.96).Fewer)
	rare := estimate.Hits(x, func(v float64) bool { return v > 2.5 })
	assert.Equal(t, 1., c.Odds(rare, 1.96).Fewer)
}

func same(t *testing.T, want, got estimate.Distribution) {
	t.Helper()
	assert.Equal(t, want.Mean, got.Mean)
	assert.Equal(t, want.MCError, got.MCError)
	assert.Equal(t, 1., got.Fewer)
}

// Of values that controls explain to 15/16, the error is a quarter, for odds in the middle that of what is left of an
// indicator, 1 - 15/16·2/π, which is what a median has as well.
func TestFreedIntervalsHoldTheTruth(t *testing.T) {
	const repeats, n, controls = 400, 200, 9
	for _, c := range []struct {
		name string
		law  func(luck *rand.Rand) float64 // of each control, with mean 0 and variance 1
	}{
		{"normal", (*rand.Rand).NormFloat64},
		{"exponential", func(luck *rand.Rand) float64 { return luck.ExpFloat64() - 1 }},
		{"coin", func(luck *rand.Rand) float64 { return float64(2*luck.IntN(2) - 1) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			luck := rand.New(rand.NewPCG(1981, 27))
			held, heldOdds, heldMedian := 0, 0, 0
			const truth = .5 // that the control's sum and half a normal are above 0; exact where both are symmetric
			for range repeats {
				columns := make([][]float64, controls)
				values := make([]float64, n)
				for k := range columns {
					columns[k] = make([]float64, n)
					for i := range values {
						columns[k][i] = c.law(luck)
						values[i] += columns[k][i] / 3
					}
				}
				for i := range values {
					values[i] += luck.NormFloat64() / math.Sqrt(15)
				}
				free := estimate.NewControls(columns)
				d := free.Of(estimate.Of(values), values)
				if low, high := d.MeanInterval(estimate.Z95); low <= 0 && 0 <= high {
					held++
				}
				o := free.Odds(estimate.Hits(values, func(v float64) bool { return v > 0 }), estimate.Z95)
				if o.Low <= truth && truth <= o.High {
					heldOdds++
				}
				if math.Abs(d.P50) <= estimate.Z95*d.P50Error {
					heldMedian++
				}
				require.Greater(t, d.Fewer, 8.)
			}
			// 95 % less what z instead of Student's t costs with 190 degrees (0.2 %), less three errors of 400 tries.
			least := repeats * (.948 - 3*math.Sqrt(.95*.05/repeats))
			assert.GreaterOrEqual(t, float64(held), least)
			if c.name != "exponential" {
				assert.GreaterOrEqual(t, float64(heldOdds), least)
				// That of a plain median holds 1 % less often than it says.
				assert.GreaterOrEqual(t, float64(heldMedian), least-.01*repeats)
			}
		})
	}
}

func normals(luck *rand.Rand, n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = luck.NormFloat64()
	}
	return list
}
