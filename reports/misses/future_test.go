package misses

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/measures"
	"postsale/models/results/misses"
	"postsale/reports/words"
)

func TestHowManyLeftIsToldWhereItIsKnown(t *testing.T) {
	m, _ := measures.Find("customers_lost")
	f := misses.Future{Lost: misses.Figure{Column: measures.Column{Measure: m}, Here: 65, Usual: 63}}
	assert.Equal(t, "65 (63) customers", left(&f))
	f.Lost.Here, f.Lost.Usual = math.NaN(), math.NaN()
	assert.Equal(t, "how many is not stated", left(&f))
}

func TestADifferenceThatRoundsToNothingHasNoSign(t *testing.T) {
	for _, v := range []float64{-0.00001, 0.00001} {
		assert.Equal(t, "0.00", words.Cell(formOf(nrr(t)).more(v)))
	}
	assert.Equal(t, "+1.00", words.Cell(formOf(nrr(t)).more(0.01)))
}

func nrr(t *testing.T) *measures.Measure {
	m, ok := measures.Find("nrr")
	assert.True(t, ok)
	return m
}
