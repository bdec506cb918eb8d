package measures_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/measures"
)

func TestTheTrialNearestToAQuantile(t *testing.T) {
	none := math.NaN()
	for _, tc := range []struct {
		name   string
		p      float64
		values []float64 // of trials 1, 2, ...
		want   measures.Nearest
	}{
		{"the median", .5, []float64{30, 10, 20}, measures.Nearest{Trial: 3, Value: 20, Quantile: 20, N: 3}},
		{"between two", .1, []float64{30, 10, 20}, measures.Nearest{Trial: 2, Value: 10, Quantile: 12, N: 3}}, // 10 + .2·10
		{"the first of equals", .5, []float64{30, 20, 20, 10}, measures.Nearest{Trial: 2, Value: 20, Quantile: 20, N: 4}},
		{"the first of two as near", .5, []float64{20, 10}, measures.Nearest{Trial: 1, Value: 20, Quantile: 15, N: 2}},
		{"missing values are left out", .5, []float64{none, 7, none}, measures.Nearest{Trial: 2, Value: 7, Quantile: 7, N: 1}},
	} {
		table := measures.NewTable(make([]measures.Column, 1), len(tc.values))
		for i, v := range tc.values {
			table.Append(i+1, []float64{v})
		}
		assert.Equal(t, tc.want, table.Nearest(0, tc.p), tc.name)
	}
	table := measures.NewTable(make([]measures.Column, 1), 1)
	table.Append(1, []float64{none})
	assert.Zero(t, table.Nearest(0, .5).N)
}
