package units

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestALognormalSpreadHasTheMedianThatTheFileStates(t *testing.T) {
	median := Number(3)
	for _, cv := range []Number{0, .3, .8, 2} {
		law, err := Spread[Number]{Lognormal: &Middle[Number]{Median: &median, CV: cv}}.Distribution()
		require.NoError(t, err)
		assert.InDelta(t, 3, law.Quantile(.5), 1e-6)
		mean := 3 * math.Sqrt(1+float64(cv*cv))
		assert.InDelta(t, mean, law.Mean(), 1e-9)
		assert.InDelta(t, float64(cv)*mean, math.Sqrt(law.Variance()), 1e-9)

		kept, err := Lognormal(Number(mean), cv).Distribution()
		require.NoError(t, err)
		assert.InDelta(t, kept.Quantile(.9), law.Quantile(.9), 1e-6, "it is the law of that mean")
	}
	law, err := Lognormal(Number(1), .8).Distribution()
	require.NoError(t, err)
	assert.InDelta(t, .781, law.Quantile(.5), 5e-4, "of the same mean a wild one is mostly below it")
}

func TestALognormalSpreadHasAMeanOrAMedian(t *testing.T) {
	one, none, nan := Number(1), Number(0), Number(math.NaN())
	for want, middle := range map[string]Middle[Number]{
		"lognormal: want a mean or a median, got both":    {Mean: &one, Median: &one, CV: 1},
		"lognormal: want a mean or a median, got neither": {CV: 1},
		"lognormal: median must be above 0, got 0":        {Median: &none, CV: 1},
		"lognormal: median must be above 0, got NaN":      {Median: &nan, CV: 1},
		"lognormal: cv must be from 0 to 1e+06, got -1":   {Median: &one, CV: -1},
		"lognormal: cv must be from 0 to 1e+06, got NaN":  {Median: &one, CV: nan},
	} {
		_, err := Spread[Number]{Lognormal: &middle}.Distribution()
		assert.EqualError(t, err, want)
	}
}
