package theory

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheKernelAgreesWithTheory(t *testing.T) {
	verdicts, err := Verify(t.Context(), Kernel(), Options{Seed: 1, Quick: testing.Short()})
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
