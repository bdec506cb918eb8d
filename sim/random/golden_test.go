package random

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recorded are the laws of testdata/quantiles.txt.
var recorded = map[string]func() (Distribution, error){
	"constant(-2)":         func() (Distribution, error) { return Constant(-2) },
	"uniform(-1,5)":        func() (Distribution, error) { return Uniform(-1, 5) },
	"exponential(2.7)":     func() (Distribution, error) { return Exponential(2.7) },
	"triangular(-1,2,9)":   func() (Distribution, error) { return Triangular(-1, 2, 9) },
	"weibull(3.1,0.7)":     func() (Distribution, error) { return Weibull(3.1, 0.7) },
	"weibull(3.1,2.2)":     func() (Distribution, error) { return Weibull(3.1, 2.2) },
	"empirical(3,1,2,7)":   func() (Distribution, error) { return Empirical([]float64{3, 1, 2, 7}) },
	"poisson(41.3)":        func() (Distribution, error) { return Poisson(41.3) },
	"lognormal(1,0.01)":    func() (Distribution, error) { return Lognormal(1, 0.01) },
	"lognormal(2.9,0.5)":   func() (Distribution, error) { return Lognormal(2.9, 0.5) },
	"lognormal(190e3,0.5)": func() (Distribution, error) { return Lognormal(190e3, 0.5) },
	"lognormal(0.07,3)":    func() (Distribution, error) { return Lognormal(0.07, 3) },
	"lognormal(1,1e6)":     func() (Distribution, error) { return Lognormal(1, 1e6) },
	"gamma(1,0.01)":        func() (Distribution, error) { return Gamma(1, 0.01) },
	"gamma(2.9,0.5)":       func() (Distribution, error) { return Gamma(2.9, 0.5) },
	"gamma(190e3,0.5)":     func() (Distribution, error) { return Gamma(190e3, 0.5) },
	"gamma(0.07,1.3)":      func() (Distribution, error) { return Gamma(0.07, 1.3) },
	"gamma(1,10)":          func() (Distribution, error) { return Gamma(1, 10) },
	"beta(0.01,0.01)":      func() (Distribution, error) { return Beta(0.01, 0.01) },
	"beta(0.4,4)":          func() (Distribution, error) { return Beta(0.4, 4) },
	"beta(3.3,0.7)":        func() (Distribution, error) { return Beta(3.3, 0.7) },
	"beta(60,940)":         func() (Distribution, error) { return Beta(60, 940) },
	"beta(2,1e5)":          func() (Distribution, error) { return Beta(2, 1e5) },
	"pert(0,0,1)":          func() (Distribution, error) { return Pert(0, 0, 1) },
	"pert(1,2,5)":          func() (Distribution, error) { return Pert(1, 2, 5) },
	"pert(-3e3,7,8e3)":     func() (Distribution, error) { return Pert(-3e3, 7, 8e3) },
}

// Quantiles are to stay as they were to the last bit, as every result rests on them.
func TestQuantilesAreThoseThatWereRecorded(t *testing.T) {
	text, err := os.ReadFile("testdata/quantiles.txt")
	require.NoError(t, err)
	seen := map[string]Distribution{}
	for line := range strings.Lines(string(text)) {
		fields := strings.Fields(line)
		require.Len(t, fields, 3, line)
		build := recorded[fields[0]]
		require.NotNil(t, build, line)
		u, err := strconv.ParseFloat(fields[1], 64)
		require.NoError(t, err)
		want, err := strconv.ParseFloat(fields[2], 64)
		require.NoError(t, err)
		if seen[fields[0]] == nil {
			seen[fields[0]], err = build()
			require.NoError(t, err)
		}
		got := seen[fields[0]].Quantile(u)
		if roundsAsRecorded() {
			assert.Equal(t, want, got, line)
		} else {
			assert.InDelta(t, want, got, 1e-10*math.Abs(want), line)
		}
	}
	assert.Len(t, seen, len(recorded))
}

// roundsAsRecorded reports whether products are rounded before they are added, as they were when quantiles were recorded.
func roundsAsRecorded() bool {
	info, _ := debug.ReadBuildInfo()
	return runtime.GOARCH == "amd64" && !slices.ContainsFunc(info.Settings, func(s debug.BuildSetting) bool {
		return s.Key == "GOAMD64" && s.Value > "v2"
	})
}
