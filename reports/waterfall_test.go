package reports

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/sim/estimate"
)

// part is a cause with its share and the error of it.
type part struct {
	name       string
	share, err float64
}

// whyOf returns an explanation of a measure that begins with a value.
func whyOf(t *testing.T, measure string, from float64, parts ...part) *Explanation {
	t.Helper()
	m, known := measures.Find(measure)
	require.True(t, known)
	e := &Explanation{Of: made{trials: 20, quarters: 8, warmUp: 4, start: board.start}.study(t)}
	d := Division{Column: measures.Column{Measure: m, Segment: company, Period: measures.Period{Name: "FY27", From: 4, To: 8}}}
	to := from
	for _, p := range parts {
		e.Causes = append(e.Causes, Cause{Name: p.name})
		d.Shares = append(d.Shares, estimate.Share{Value: p.share, Error: p.err})
		to += p.share
	}
	d.Worth, d.Whole = []float64{from, to}, estimate.Share{Value: to - from}
	e.Divisions = []Division{d}
	return e
}

// whys are explanations whose waterfalls differ most.
func whys(t *testing.T) map[string]*Explanation {
	t.Helper()
	long := "the-mechanism-whose-name-goes-on-and-on-until-it-is-sixty-on"
	list := map[string]*Explanation{
		"points": whyOf(t, "nrr", 1.0175, part{"clumping", 0.004, 0.0006}, part{"start delay", 0.012, 0.0011},
			part{"delivery time", 0.0095, 0.0009}, part{"partner quality", -0.002, 0.0004}, part{"support backlog", 0.007, 0.0008}),
		"dollars": whyOf(t, "arr_closing", 26.4e6, part{"clumping", 0.2e6, 3e4}, part{"start delay", 0.9e6, 5e4}, part{"support backlog", -0.4e6, 4e4}),
		"hostile": whyOf(t, "grr", 0.91, part{long, 0.004, 0.0006}, part{long + "-2", 0, 0}, part{"idle", 0, 0}, part{"noisy", -0.01, 0.02},
			part{"\x1b[31m</text>", 0.001, math.NaN()}, part{"tiny", 1e-7, 1e-8}, part{"zero on average", 0, 0.0001}, part{"", -0.001, 0.0002}),
		"one idle cause": whyOf(t, "nrr", 1, part{"clumping", 0, 0}),
		"many causes":    whyOf(t, "nrr", 1, append(make([]part, mostSteps-1), part{long, 0.008, 0.001})...),
		"no ARR":         whyOf(t, "arr_closing", 0, part{"clumping", 0, 0}),
		"changes":        whyOf(t, "nrr", 1.0175, part{"delivery.teams", 0.02, 0.003}, part{"segments", -0.03, 0.004}),
		"long names":     whyOf(t, "nrr", 1.0175, part{"delivery.teams", 0.02, 0.003}, part{"segments", -0.03, 0.004}),
	}
	list["changes"].To = &Study{Name: "next-year"}
	list["changes"].Divisions[0].Statistic = estimate.Median
	list["long names"].To = &Study{Name: long}
	list["long names"].Of.Name = long + "-as-well"
	return list
}

func TestWaterfallsAreDrawn(t *testing.T) {
	for name, e := range whys(t) {
		t.Run(name, func(t *testing.T) {
			files, notes, err := e.Plots()
			require.NoError(t, err)
			require.Len(t, files, 2)
			assert.Len(t, notes, 2, "the other measures")
			drawing(t, files[0])
			slide(t, files[1])
		})
	}
}

func TestBarsOfAWaterfallJoinUpTheLargestFirst(t *testing.T) {
	e := whys(t)["points"]
	var names []string
	at := 1.0175
	for _, f := range e.falls(&e.Divisions[0]) {
		names = append(names, f.name)
		assert.Equal(t, at, f.start)
		at += f.Value
		assert.Equal(t, at, f.end)
	}
	assert.Equal(t, []string{"start delay", "delivery time", "support backlog", "clumping", "partner quality"}, names)
	assert.InDelta(t, 1.048, at, 1e-12, "101.75 % + 1.2 + 0.95 + 0.7 + 0.4 - 0.2")
}

func TestTheTitleOfAWaterfallTellsWhatIsBeyondItsError(t *testing.T) {
	noise := []part{{"clumping", 0.0002, 0.0003}, {"start delay", -0.001, 0.0006}}
	unclear := func(e *Explanation, err float64) *Explanation {
		e.Divisions[0].Whole.Error = err
		return e
	}
	changed := func(e *Explanation) *Explanation {
		e.To = &Study{Name: "next-year"}
		return e
	}
	single := whyOf(t, "nrr", 1, part{"clumping", 0.001, math.NaN()})
	single.Of = made{trials: 1, quarters: 8, warmUp: 4, start: board.start}.study(t)
	for _, c := range []struct {
		of   *Explanation
		want string
	}{
		{whys(t)["points"], "All idealised, NRR FY27 of board would be 3.05 points higher; most: start delay +1.20, delivery time +0.95, support backlog +0.70"},
		{whys(t)["dollars"], "All idealised, ARR FY27 of board would be $700k higher; most: start delay +$900k, support backlog -$400k, clumping +$200k"},
		{whys(t)["one idle cause"], "Nothing that the mechanisms do moves NRR FY27 of board"},
		{whys(t)["changes"], "Median NRR FY27 falls by 1.00 points from board to next-year; most: segments -3.00, delivery.teams +2.00"},
		{unclear(whyOf(t, "nrr", 1, noise...), 0.0007), "What the mechanisms do to NRR FY27 of board is within its error (-0.08 points, error 0.07)"},
		{unclear(whyOf(t, "nrr", 1, noise...), 0.0001), "All idealised, NRR FY27 of board would be 0.08 points lower; no single share is beyond its error"},
		{unclear(whyOf(t, "nrr", 1, append(noise, part{"interrupts", 0.002, 0.0002})...), 0.0009),
			"What the mechanisms do to NRR FY27 of board is within its error (+0.12 points, error 0.09); beyond its own: interrupts +0.20"},
		{changed(unclear(whyOf(t, "nrr", 1, noise...), 0.0007)), "Median NRR FY27 from board to next-year: no change beyond its error (-0.08 points, error 0.07)"},
		{changed(whyOf(t, "nrr", 1, part{"people", 0, 0})), "Median NRR FY27 is the same with board and next-year"},
		{unclear(whyOf(t, "arr_closing", 2e6, part{"clumping", 3e3, 2e3}), 2e3), "What the mechanisms do to ARR FY27 of board is within its error (+$3k, error $2k)"},
		{single, "In a single future NRR FY27 of board is 100.00 %, all idealised 100.10 %"},
	} {
		m := c.of.Divisions[0].Measure.Name
		f, missing := c.of.waterfall("why", m, map[string]string{"nrr": "NRR", "arr_closing": "ARR"}[m])
		require.Empty(t, missing)
		assert.Equal(t, c.want, f.title)
	}
}

func TestWhatIsWithinItsErrorStaysSmallAndComesLast(t *testing.T) {
	for name, e := range map[string]*Explanation{
		"noise":    whyOf(t, "nrr", 1.0385, part{"delivery time", -0.0017, 0.0013}, part{"clumping", 0.0002, 0.0002}),
		"tiny":     whyOf(t, "nrr", 1.0385, part{"delivery time", 0.00002, 0.0001}),
		"besides":  whyOf(t, "nrr", 1, part{"delivery time", 0.008, 0.013}, part{"clumping", 0.0031, 0.0007}),
		"no trial": whyOf(t, "nrr", 1, part{"delivery time", 0.0001, math.NaN()}),
		"dollars":  whyOf(t, "arr_closing", 2e6, part{"delivery time", 5e3, 3e3}),
	} {
		d := &e.Divisions[0]
		w := waterfall{Division: d, falls: e.falls(d)}
		x := spanning(w.least(), w.values()...)
		vague := false
		for _, f := range w.falls {
			assert.False(t, vague && sure(f.Share), name)
			if vague = f.vague(); vague {
				assert.LessOrEqual(t, math.Abs(f.Value), 0.1251*(x.max-x.min), name)
			}
		}
		assert.True(t, vague, name)
		f, missing := e.waterfall("why", d.Measure.Name, "")
		require.Empty(t, missing)
		file, err := f.svg("")
		require.NoError(t, err)
		said := strings.Count(string(file.Data), ", within its error")
		assert.Equal(t, name != "no trial", said > 0, name)
		assert.NotContains(t, string(file.Data), `style="fill:#2F6DA8"`+"/>\n<path", name)
	}
}

func TestTheSubtitleOwnsUpToABrokenAxis(t *testing.T) {
	for name, broken := range map[string]bool{"points": true, "no ARR": false} {
		e := whys(t)[name]
		f, missing := e.waterfall("why", e.Divisions[0].Measure.Name, "")
		require.Empty(t, missing)
		assert.Equal(t, broken, strings.HasSuffix(f.subtitle, "The axis does not begin at 0."), name)
	}
}

func TestWaterfallsThatCannotBeAreLeftOut(t *testing.T) {
	for why, bend := range map[string]func(e *Explanation){
		"it does not exist in all combinations":       func(e *Explanation) { e.Divisions[0].Whole.Value = math.NaN() },
		"it has room for 16 causes, and there are 17": func(e *Explanation) { e.Causes = make([]Cause, 17) },
	} {
		e := whys(t)["points"]
		bend(e)
		files, notes, err := e.Plots()
		require.NoError(t, err)
		assert.Empty(t, files)
		assert.Contains(t, notes, "plot why-nrr left out: "+why)
	}
}

func TestSharesAreToldInTheirUnitWithTheirErrors(t *testing.T) {
	list := whys(t)
	points, dollars := waterfall{Division: &list["points"].Divisions[0]}, waterfall{Division: &list["dollars"].Divisions[0]}
	for _, c := range []struct {
		in           waterfall
		share, err   float64
		value, error string
	}{
		{points, 0.0123, 0.0011, "+1.23", "± 0.11"},
		{points, -0.002, 0, "-0.20", ""},
		{points, 0, 0, "0", ""},
		{points, 1e-7, math.NaN(), "0.00", ""},
		{dollars, 183_400, 49_700, "+$183k", "± $50k"},
		{dollars, -1_166_000, 0, "-$1,166k", ""},
	} {
		value, error := c.in.label(estimate.Share{Value: c.share, Error: c.err})
		assert.Equal(t, c.value, value)
		assert.Equal(t, c.error, error)
	}
}

func TestBarsAreBlueForTheBetter(t *testing.T) {
	for measure, want := range map[string]color.NRGBA{"nrr": strong, "cost_total": loss, "deals": strong, "headcount": grey} {
		e := whyOf(t, measure, 1, part{"clumping", 0.5, 0})
		f, missing := e.waterfall("why", measure, measure)
		require.Empty(t, missing)
		file, err := f.svg("")
		require.NoError(t, err)
		assert.Contains(t, string(file.Data), fmt.Sprintf(`style="fill:#%02X%02X%02X"`, want.R, want.G, want.B), measure)
	}
}
