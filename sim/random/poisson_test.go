package random

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Sums of the probabilities, which follow from each other and are scaled to sum
// to 1, say where a count changes: to within a ten-thousandth of its step.
func TestPoissonCountsAgreeWithSumsOfProbabilities(t *testing.T) {
	const nudge = 1e-4
	for _, mean := range []float64{0.01, 3, 40, 1170, 9.9e4, 1.01e5, 1e6} {
		t.Run(fmt.Sprint(mean), func(t *testing.T) {
			first, chances := poissonChances(mean)
			atMost := 0.0
			for i, p := range chances {
				atMost += p
				if atMost > 0.5 {
					break
				}
				if atMost > 0x1p-53 {
					require.Equal(t, first+i, PoissonCount(atMost-nudge*p, mean), "lower tail")
					require.Equal(t, first+i+1, PoissonCount(atMost+nudge*p, mean), "lower tail")
				}
			}
			atLeast := 0.0
			for i := len(chances) - 1; i > 0; i-- {
				p := chances[i]
				atLeast += p
				if atLeast > 0.5 {
					break
				}
				if nudge*p > 0x1p-52 { // 1−u has the digits to tell
					require.Equal(t, first+i, PoissonCount(1-(atLeast-nudge*p), mean), "upper tail")
					require.Equal(t, first+i-1, PoissonCount(1-(atLeast+nudge*p), mean), "upper tail")
				}
			}
		})
	}
}

// poissonChances returns the probabilities of first, first+1, … as far as they are above 1e-60 of the largest.
func poissonChances(mean float64) (first int, chances []float64) {
	mode := int(mean)
	first = mode
	down := []float64{}
	for p := 1.0; first > 0 && p > 1e-60; first-- {
		p *= float64(first) / mean
		down = append(down, p)
	}
	for i := len(down) - 1; i >= 0; i-- {
		chances = append(chances, down[i])
	}
	for k, p := mode, 1.0; p > 1e-60; k++ {
		chances = append(chances, p)
		p *= mean / float64(k+1)
	}
	sum := 0.0
	for _, p := range chances {
		sum += p
	}
	for i := range chances {
		chances[i] /= sum
	}
	return first, chances
}

func TestThePoissonMedianOfAWholeMeanIsTheMean(t *testing.T) {
	for _, mean := range []float64{1, 7, 1170, 1e6, 1e9} {
		assert.Equal(t, int(mean), PoissonCount(0.5, mean))
	}
}

func TestPoissonCountsRiseWithLuckAndWithTheMean(t *testing.T) {
	us := gradedUniforms(2)
	previous := make([]int, len(us))
	for mean := 0.0; mean < 2e5; mean = mean*1.02 + 0.001 {
		counts := make([]int, len(us))
		for i, u := range us {
			counts[i] = PoissonCount(u, mean)
			require.GreaterOrEqual(t, counts[i], previous[i], "mean %g, u %g", mean, u)
			if i > 0 {
				require.GreaterOrEqual(t, counts[i], counts[i-1], "mean %g, u %g", mean, u)
			}
		}
		previous = counts
	}
}

func TestPoissonCountPanicsOnWhatIsNoChanceOrNoMean(t *testing.T) {
	for _, c := range []struct{ u, mean float64 }{
		{0, 1}, {1, 1}, {math.NaN(), 1}, {0.5, -1}, {0.5, math.NaN()}, {0.5, 2e9},
	} {
		assert.Panics(t, func() { PoissonCount(c.u, c.mean) }, "%v", c)
	}
}
