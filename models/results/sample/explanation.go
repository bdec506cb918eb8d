package sample

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/sim/estimate"
)

// Part is a cause with its share and the error of it.
type Part struct {
	Name       string
	Share, Err float64
}

// WhyOf returns an explanation of a measure that begins with a value.
func WhyOf(t *testing.T, measure string, from float64, parts ...Part) *results.Explanation {
	t.Helper()
	m, known := measures.Find(measure)
	require.True(t, known)
	e := &results.Explanation{Of: Shape{Trials: 20, Quarters: 8, WarmUp: 4, Start: Board.Start}.Run(t)}
	d := results.Division{Column: measures.Column{Measure: m, Segment: measures.WholeCompany, Period: measures.Period{Name: "FY27", From: 4, To: 8}}}
	to := from
	for _, p := range parts {
		e.Causes = append(e.Causes, results.Cause{Name: p.Name})
		d.Shares = append(d.Shares, estimate.Share{Value: p.Share, Error: p.Err})
		to += p.Share
	}
	d.Worth, d.Whole = []float64{from, to}, estimate.Share{Value: to - from}
	d.Fewer = 1
	e.Divisions = []results.Division{d}
	return e
}

// Whys are explanations whose waterfalls differ most.
func Whys(t *testing.T) map[string]*results.Explanation {
	t.Helper()
	long := "the-mechanism-whose-name-goes-on-and-on-until-it-is-sixty-on"
	list := map[string]*results.Explanation{
		"points": WhyOf(t, "nrr", 1.0175, Part{"clumping", 0.004, 0.0006}, Part{"start delay", 0.012, 0.0011},
			Part{"delivery time", 0.0095, 0.0009}, Part{"partner quality", -0.002, 0.0004}, Part{"support backlog", 0.007, 0.0008}),
		"dollars": WhyOf(t, "arr_closing", 26.4e6, Part{"clumping", 0.2e6, 3e4}, Part{"start delay", 0.9e6, 5e4}, Part{"support backlog", -0.4e6, 4e4}),
		"hostile": WhyOf(t, "grr", 0.91, Part{long, 0.004, 0.0006}, Part{long + "-2", 0, 0}, Part{"idle", 0, 0}, Part{"noisy", -0.01, 0.02},
			Part{"\x1b[31m</text>", 0.001, math.NaN()}, Part{"tiny", 1e-7, 1e-8}, Part{"zero on average", 0, 0.0001}, Part{"", -0.001, 0.0002}),
		"one idle cause": WhyOf(t, "nrr", 1, Part{"clumping", 0, 0}),
		"many causes":    WhyOf(t, "nrr", 1, append(make([]Part, 15), Part{long, 0.008, 0.001})...),
		"no ARR":         WhyOf(t, "arr_closing", 0, Part{"clumping", 0, 0}),
		"changes":        WhyOf(t, "nrr", 1.0175, Part{"delivery.teams", 0.02, 0.003}, Part{"segments", -0.03, 0.004}),
		"long names":     WhyOf(t, "nrr", 1.0175, Part{"delivery.teams", 0.02, 0.003}, Part{"segments", -0.03, 0.004}),
	}
	list["changes"].To = &results.Run{Name: "next-year"}
	list["changes"].Divisions[0].Statistic = estimate.Median
	list["long names"].To = &results.Run{Name: long}
	list["long names"].Of.Name = long + "-as-well"
	return list
}
