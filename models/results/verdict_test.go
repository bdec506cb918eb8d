package results_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

func TestAPlanIsAheadSinceItWasLastNot(t *testing.T) {
	nrr, _ := measures.Find("nrr")
	pair := func(mean float64) *measures.Pair {
		d := estimate.Paired{Distribution: estimate.Distribution{N: 100, Mean: mean, MCError: .001}}
		if mean == 0 {
			d.Same = d.N
		}
		return &measures.Pair{Column: measures.Column{Measure: nrr}, Difference: d}
	}
	ahead, behind, equal := pair(.01), pair(-.01), pair(0)
	for _, c := range []struct {
		pairs []*measures.Pair
		how   results.Outcome
		first int
	}{
		{[]*measures.Pair{ahead, equal, pair(.02), pair(.03)}, results.Ahead, 2},
		{[]*measures.Pair{ahead, behind}, results.Behind, 1},
		{[]*measures.Pair{behind, pair(-.02)}, results.Behind, 0},
		{[]*measures.Pair{ahead, pair(.0001)}, results.Undecided, 1},
	} {
		how, first := results.Since(c.pairs)
		assert.Equal(t, c.how, how)
		assert.Same(t, c.pairs[c.first], first)
	}
	how, first := results.Since(nil)
	assert.Equal(t, results.Incomparable, how)
	assert.Nil(t, first)
}
