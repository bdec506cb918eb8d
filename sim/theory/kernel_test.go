package theory

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheKernelAgreesWithTheory(t *testing.T) {
	cases := Kernel()
	if testing.Short() { // the others are left to the slow tests
		const of = 3
		for i := range len(cases) / of {
			cases[i] = cases[of*i]
		}
		cases = cases[:len(cases)/of]
	}
	verdicts, err := Verify(t.Context(), cases, Options{Seed: 1, Quick: true})
	require.NoError(t, err)
	assert.NotEmpty(t, verdicts)
	for _, v := range verdicts {
		t.Logf("%-85s want %10.6f got %10.6f ± %.6f (%+.2f of %.2f standard errors)", v.Name, v.Want, v.Got, v.StandardError, v.Z, v.Critical)
		assert.True(t, v.Holds, "%s (%s): want %v, got %v ± %v %s", v.Name, v.Source, v.Want, v.Got, v.StandardError, v.Failure)
	}
}

func TestEveryLineOfTheKernelIsNamedOnceAndHasASource(t *testing.T) {
	names := map[string]bool{}
	for _, c := range Kernel() {
		assert.True(t, c.Exact || c.Quick >= 50 && c.Full >= 50)
		for _, line := range c.Lines {
			assert.False(t, names[line.Name], line.Name)
			names[line.Name] = true
			assert.NotEmpty(t, line.Source, line.Name)
			assert.False(t, math.IsNaN(line.Want), line.Name)
		}
	}
}

// Published and independently computed numbers of lines whose theory stands beside them, to half a unit of their last
// place.
func TestTheLinesOfTheKernelGiveThePublishedDigits(t *testing.T) {
	wants := map[string]float64{}
	for _, c := range Kernel() {
		for _, line := range c.Lines {
			wants[line.Name] = line.Want
		}
	}
	for _, c := range []struct {
		line   string
		want   float64
		places int
	}{
		{"M_t/G/infinity, sinusoidal rate, exponential: mean number at week 0", 13.091052, 6},
		{"M_t/G/infinity, sinusoidal rate, exponential: mean number at week 3.25", 16.752332, 6},
		{"M_t/G/infinity, sinusoidal rate, exponential: mean number at week 6.5", 18.908948, 6},
		{"M_t/G/infinity, sinusoidal rate, exponential: mean number at week 9.75", 15.247668, 6},
		{"M_t/G/infinity, sinusoidal rate, exponential: average over time", 16, 12},
		{"M_t/G/infinity, sinusoidal rate, exponential: amplitude", 3.004660, 6},
		{"M_t/G/infinity, sinusoidal rate, exponential: lag in weeks", 2.726371, 6},
		{"M_t/G/infinity, sinusoidal rate, deterministic: mean number at week 0", 10.573459, 6},
		{"M_t/G/infinity, sinusoidal rate, deterministic: mean number at week 6.5", 21.426541, 6},
		{"batches of 4, M^X/M/1, rho 0.8: mean number present", 10, 12},
		{"batches of 4, M^X/M/1, rho 0.8: mean time there", 25, 12},
		{"30 deals at quarter end, 2.5 starts a week: mean weeks to start", 5.8, 12},
		{"30 deals at quarter end, 2.5 starts a week: weeks to the start of the last number", 11.6, 12},
		{"tickets reopened with chance 0.5, M/M/1: visits per unit of time", .8, 12},
		{"tickets reopened with chance 0.5, M/M/1: mean number present", 4, 12},
		{"M/G/1-PS, rho 0.8, deterministic: mean number present", 4, 12},
		{"M/G/1-PS, rho 0.8, two sizes: mean number present", 4, 12},
		{"M/G/1-PS, rho 0.8, exponential: mean number present", 4, 12},
		{"M/G/1-PS, rho 0.8, log-normal: mean number present", 4, 12},
		{"M/G/1-PS, rho 0.8, log-normal: sojourn by work, large jobs", 5, 12},
	} {
		want, exists := wants[c.line]
		assert.True(t, exists, c.line)
		assert.InDelta(t, c.want, want, .5*math.Pow10(-c.places), c.line)
	}
}
