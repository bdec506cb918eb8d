package estimate_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/sim/estimate"
)

func TestAQuantileNeedsNoSorting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zeros := rapid.IntRange(0, 20).Draw(t, "zeros")
		values := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(1e-9, 1e9), rapid.SampledFrom([]float64{1, 2, 3})), 0, 40).Draw(t, "values")
		p := rapid.OneOf(rapid.Float64Range(0, 1), rapid.SampledFrom([]float64{0, .1, .5, .9, 1})).Draw(t, "p")
		sorted := append(make([]float64, zeros), values...)
		slices.Sort(sorted)
		want := estimate.Quantile(sorted, p)
		require.Equal(t, fmt.Sprint(want), fmt.Sprint(estimate.QuantileOf(values, zeros, p)))
		slices.Sort(values)
		require.Equal(t, sorted[zeros:], append([]float64{}, values...), "the values are all there")
	})
}

func TestAQuantileOfNoShareIsRefused(t *testing.T) {
	require.Panics(t, func() { estimate.QuantileOf([]float64{1}, 0, 1.1) })
}
