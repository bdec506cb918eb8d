package results_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
)

// Six trials of a plan: points of NRR more, and dollars a year more.
var apart = []struct{ points, dollars float64 }{{1, 1e5}, {1, -1e5}, {-1, 1e5}, {-1, -1e5}, {0, 1e5}, {2, 1e6}}

func quadrants(t *testing.T, multiple float64) *results.Quadrants {
	t.Helper()
	m := sample.Shape{Trials: len(apart), Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	base := m.Turned(t, "lean", func(measure string, _ int, v float64) float64 {
		if measure == "arr_opening" {
			return 20e6
		}
		return v
	})
	base.Layout.Roles.Multiple = multiple
	c := sample.Compared(base, m.Turned(t, "hire", func(measure string, trial int, v float64) float64 {
		switch measure {
		case "nrr":
			return v + apart[trial].points/100
		case "cost_total":
			return v + 2*apart[trial].dollars // of two years
		}
		return v
	}))
	q := c.Quadrants(c.Others[0])
	require.NotNil(t, q)
	return q
}

func TestEveryFutureIsInOneQuadrant(t *testing.T) {
	q := quadrants(t, 0)
	assert.Equal(t, 6, q.N)
	assert.Equal(t, []int{2, 1, 1, 1, 1}, []int{q.MoreForMore.Hits, q.MoreForLess.Hits, q.LessForMore.Hits, q.LessForLess.Hits, q.Neither.Hits})
	for i, want := range apart {
		assert.InDelta(t, want.dollars, q.Cost[i], 1e-3)
		assert.InDelta(t, want.points/100, q.Kept[i], 1e-9)
	}
}

// A point of $20M is $200k: a plan that keeps 1 point for $100k a year is paid in half a year, 2 points for $1M in two and a half.
func TestALineIsWhereTheARRKeptRepaysTheCost(t *testing.T) {
	q := quadrants(t, 3)
	assert.InDelta(t, 200e3, q.Point, 1e-6)
	require.Len(t, q.Lines, 4)
	for i, want := range []struct {
		per   float64
		worth int
	}{
		{200e3, 2},      // 1 year: 1 point for $100k, and for less
		{400e3, 2},      // 2 years: $800k for 2 points, which cost $1M
		{1000e3, 2 + 1}, // 5 years
		{600e3, 2 + 1},  // $3 a dollar of ARR: $1.2M for 2 points
	} {
		assert.InDelta(t, want.per, q.Lines[i].PerPoint, 1e-6)
		assert.Equal(t, want.worth, q.Lines[i].Worth.Hits, "line %d", i)
		assert.Equal(t, i == 3, q.Lines[i].Valued)
	}
}

func TestPlansWithoutACostHaveNoQuadrants(t *testing.T) {
	m := sample.Shape{Trials: 4, Quarters: 1, Start: sample.Board.Start}
	c := sample.Compared(m.Turned(t, "lean", sample.Same), m.Turned(t, "hire", sample.Same))
	assert.Nil(t, c.Quadrants(c.Others[0]), "no twelve months are over")
}
