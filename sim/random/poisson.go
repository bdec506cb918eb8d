package random

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

const (
	largestPoissonMean = 1e9
	largestExactMean   = 1e5 // beyond, the series for the tails are long
)

type poisson struct{ mean float64 }

// Poisson returns the law of a count of independent rare things, for a mean from 0 to 1e9.
func Poisson(mean float64) (Distribution, error) {
	if err := checkRange("mean", mean, 0, largestPoissonMean); err != nil {
		return nil, err
	}
	return poisson{mean}, nil
}

func (d poisson) Least() float64             { return 0 }
func (d poisson) Mean() float64              { return d.mean }
func (d poisson) Variance() float64          { return d.mean }
func (d poisson) Quantile(u float64) float64 { return float64(PoissonCount(u, d.mean)) }

// PoissonCount returns Poisson(mean)'s quantile without building the
// distribution; it panics unless 0 < u < 1 and mean is from 0 to 1e9. Means above
// 1e5 use an expansion (Giles 2016, Algorithm 955) that is one count off for fewer
// than one u in 10,000.
func PoissonCount(u, mean float64) int {
	if !(u > 0 && u < 1 && mean >= 0 && mean <= largestPoissonMean) {
		panic(fmt.Sprintf("random: poisson: u must be above 0 and below 1 and mean from 0 to %g, got %g and %g", float64(largestPoissonMean), u, mean))
	}
	if mean == 0 {
		return 0
	}
	z, root := mathext.NormalQuantile(u), math.Sqrt(mean)
	guess := mean + z*root + (2+z*z)/6
	if mean > largestExactMean {
		return int(guess - z*(2+z*z)/72/root + (z*z*(7+3*z*z)-16)/810/mean)
	}
	k := int(max(0, guess))
	for !reaches(k, u, mean) {
		k++
	}
	for k > 0 && reaches(k-1, u, mean) {
		k--
	}
	return k
}

// reaches tells whether a count of at most k has at least probability u, by the smaller tail of the gamma law of the time to the
// next one, so that neither end loses digits.
func reaches(k int, u, mean float64) bool {
	time, now := newGammaLaw(float64(k)+1), math.Log(mean)
	density, _ := time.logDensity(now)
	chance := density + math.Log(time.mills(now, u < 0.5))
	if u < 0.5 {
		return chance >= math.Log(u)
	}
	return chance <= math.Log(1-u)
}
