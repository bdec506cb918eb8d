package random

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/integrate/quad"
)

// tableError is how far a table is from exact: quantiles and mean in standard
// deviations, the variance relative to itself.
type tableError struct{ quantile, mean, variance float64 }

// unsaid is an error of which nothing is promised.
const unsaid = -1

// What the package comment promises.
var (
	promised         = tableError{quantile: 5e-6, mean: 1e-7, variance: 2e-7}
	promisedForWide  = tableError{quantile: 3e-5, mean: 1e-7, variance: 5e-5}
	promisedForCoins = tableError{quantile: 0.04, mean: 1e-4, variance: 1e-3}
)

func TestTablesAreAsExactAsPromised(t *testing.T) {
	check := func(d Distribution, err error, promised tableError, name string) {
		require.NoError(t, err, name)
		got := measure(d.(*tabulated))
		assert.LessOrEqual(t, got.quantile, promised.quantile, name)
		assert.LessOrEqual(t, got.mean, promised.mean, name)
		if promised.variance != unsaid {
			assert.LessOrEqual(t, got.variance, promised.variance, name)
		}
		us := gradedUniforms(2)
		for i := range us[1:] {
			require.LessOrEqual(t, d.Quantile(us[i]), d.Quantile(us[i+1]), "%s at %g", name, us[i])
		}
	}
	for _, cv := range []float64{0.01, 0.03, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10} {
		d, err := Gamma(1, cv)
		check(d, err, promised, fmt.Sprint("gamma of cv ", cv))
	}
	for _, cv := range []float64{0.001, 0.01, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 100, 1e4, 1e6} {
		d, err := Lognormal(1, cv)
		p := promised
		if cv > 2 {
			p = promisedForWide
		}
		if cv > 10 { // the variance is cut by what a uniform can reach
			p.variance = unsaid
		}
		check(d, err, p, fmt.Sprint("lognormal of cv ", cv))
	}
	for _, mode := range []float64{0, 0.1, 0.5, 0.9, 1} {
		d, err := Pert(0, mode, 1)
		check(d, err, promised, fmt.Sprint("pert of mode ", mode))
	}
	shapes := []float64{0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1, 2, 5, 20, 100, 1000, 1e4, 1e5}
	for _, a := range shapes {
		for _, b := range shapes {
			p := promised
			if a+b < 0.5 {
				p = promisedForCoins
			}
			d, err := Beta(a, b)
			check(d, err, p, fmt.Sprint("beta of ", a, ", ", b))
		}
	}
}

// measure compares a table with exact inversion in the middle of its cells, and
// its integrals with the closed forms of mean and variance.
func measure(d *tabulated) tableError {
	sd := math.Sqrt(d.variance)
	quantile, mean, variance := 0.0, 0.0, 0.0
	integrate := func(h *half, low, high float64) {
		var chance, weight [4]float64 // four points are exact for the square of a cubic
		quad.Legendre{}.FixedLocations(chance[:], weight[:], low, high)
		for i := range chance {
			deviation := d.offset + d.scale*h.at(chance[i]) - d.mean
			mean += weight[i] * deviation
			variance += weight[i] * deviation * deviation
		}
	}
	for _, h := range []*half{&d.lower, &d.upper} {
		for i := range cells {
			low, high := chanceAt(i), chanceAt(i+1)
			integrate(h, low, high)
			middle := (low + high) / 2
			exact, _ := h.law.value(invert(h.law, middle, h.upper, h.end))
			quantile = max(quantile, math.Abs(h.at(middle)-exact)*d.scale/sd)
		}
		for high := chanceAt(0); high > 0x1p-53; high /= 2 {
			integrate(h, high/2, high)
		}
	}
	return tableError{quantile, math.Abs(mean) / sd, math.Abs(variance/d.variance - 1)}
}
