package plots

import (
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/reports/drawing"
	"postsale/sim/estimate"
)

func TestWaterfallsAreDrawn(t *testing.T) {
	list := sample.Whys(t)
	list["within its error"] = sample.WhyOf(t, "nrr", 1.0185, sample.Part{Name: "delivery people", Share: -0.0005, Err: 0.0017})
	list["within its error"].To = &results.Run{Name: "a plan with a name of two lines, for which there is less room"}
	for name, e := range list {
		t.Run(name, func(t *testing.T) {
			files, notes, err := ExplanationPlots(e)
			require.NoError(t, err)
			require.Len(t, files, 2)
			assert.Len(t, notes, 2, "the other measures")
			wellFormed(t, files[0])
			slide(t, files[1])
		})
	}
}

func TestBarsOfAWaterfallJoinUpTheLargestFirst(t *testing.T) {
	e := sample.Whys(t)["points"]
	var names []string
	at := 1.0175
	for _, f := range falls(e, &e.Divisions[0]) {
		names = append(names, f.name)
		assert.Equal(t, at, f.start)
		at += f.Value
		assert.Equal(t, at, f.end)
	}
	assert.Equal(t, []string{"start delay", "delivery time", "support backlog", "clumping", "partner quality"}, names)
	assert.InDelta(t, 1.048, at, 1e-12, "101.75 % + 1.2 + 0.95 + 0.7 + 0.4 - 0.2")
}

func TestTheTitleOfAWaterfallTellsWhatIsBeyondItsError(t *testing.T) {
	noise := []sample.Part{{Name: "clumping", Share: 0.0002, Err: 0.0003}, {Name: "start delay", Share: -0.001, Err: 0.0006}}
	unclear := func(e *results.Explanation, err float64) *results.Explanation {
		e.Divisions[0].Whole.Error = err
		return e
	}
	changed := func(e *results.Explanation) *results.Explanation {
		e.To = &results.Run{Name: "next-year"}
		return e
	}
	single := sample.WhyOf(t, "nrr", 1, sample.Part{Name: "clumping", Share: 0.001, Err: math.NaN()})
	single.Of = sample.Shape{Trials: 1, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)
	for _, c := range []struct {
		of   *results.Explanation
		want string
	}{
		{sample.Whys(t)["points"], "All idealised, NRR FY27 of board would be 3.05 points higher; most: start delay +1.20, delivery time +0.95, support backlog +0.70"},
		{sample.Whys(t)["dollars"], "All idealised, ARR FY27 of board would be $700k higher; most: start delay +$900k, support backlog -$400k, clumping +$200k"},
		{sample.Whys(t)["one idle cause"], "Nothing that the mechanisms do moves NRR FY27 of board"},
		{sample.Whys(t)["changes"], "Median NRR FY27 falls by 1.00 points from board to next-year; most: segments -3.00, delivery.teams +2.00"},
		{unclear(sample.WhyOf(t, "nrr", 1, noise...), 0.0007), "What the mechanisms do to NRR FY27 of board is within its error (-0.08 points, error 0.07)"},
		{unclear(sample.WhyOf(t, "nrr", 1, noise...), 0.0001), "All idealised, NRR FY27 of board would be 0.08 points lower; no single share is beyond its error"},
		{unclear(sample.WhyOf(t, "nrr", 1, append(noise, sample.Part{Name: "interrupts", Share: 0.002, Err: 0.0002})...), 0.0009),
			"What the mechanisms do to NRR FY27 of board is within its error (+0.12 points, error 0.09); beyond its own: interrupts +0.20"},
		{changed(unclear(sample.WhyOf(t, "nrr", 1, noise...), 0.0007)), "Median NRR FY27 from board to next-year: no change beyond its error (-0.08 points, error 0.07)"},
		{changed(sample.WhyOf(t, "nrr", 1, sample.Part{Name: "people", Share: 0, Err: 0})), "Median NRR FY27 is the same with board and next-year"},
		{unclear(sample.WhyOf(t, "arr_closing", 2e6, sample.Part{Name: "clumping", Share: 3e3, Err: 2e3}), 2e3), "What the mechanisms do to ARR FY27 of board is within its error (+$3k, error $2k)"},
		{single, "In a single future NRR FY27 of board is 100.00 %, all idealised 100.10 %"},
	} {
		m := c.of.Divisions[0].Measure.Name
		f, missing := waterfallOf(c.of, "why", m, map[string]string{"nrr": "NRR", "arr_closing": "ARR"}[m])
		require.Empty(t, missing)
		assert.Equal(t, c.want, f.Title)
	}
}

func TestWhatIsWithinItsErrorStaysSmallAndComesLast(t *testing.T) {
	for name, e := range map[string]*results.Explanation{
		"noise":    sample.WhyOf(t, "nrr", 1.0385, sample.Part{Name: "delivery time", Share: -0.0017, Err: 0.0013}, sample.Part{Name: "clumping", Share: 0.0002, Err: 0.0002}),
		"tiny":     sample.WhyOf(t, "nrr", 1.0385, sample.Part{Name: "delivery time", Share: 0.00002, Err: 0.0001}),
		"besides":  sample.WhyOf(t, "nrr", 1, sample.Part{Name: "delivery time", Share: 0.008, Err: 0.013}, sample.Part{Name: "clumping", Share: 0.0031, Err: 0.0007}),
		"no trial": sample.WhyOf(t, "nrr", 1, sample.Part{Name: "delivery time", Share: 0.0001, Err: math.NaN()}),
		"dollars":  sample.WhyOf(t, "arr_closing", 2e6, sample.Part{Name: "delivery time", Share: 5e3, Err: 3e3}),
	} {
		d := &e.Divisions[0]
		w := waterfall{Division: d, falls: falls(e, d)}
		x := drawing.Spanning(w.least(), w.values()...)
		vague := false
		for _, f := range w.falls {
			assert.False(t, vague && results.Sure(f.Share), name)
			if vague = f.vague(); vague {
				assert.LessOrEqual(t, math.Abs(f.Value), 0.1251*(x.Max-x.Min), name)
			}
		}
		assert.True(t, vague, name)
		f, missing := waterfallOf(e, "why", d.Measure.Name, "")
		require.Empty(t, missing)
		file, err := f.SVG("")
		require.NoError(t, err)
		assert.Contains(t, f.Subtitle, "Hatched: within its error", name)
		assert.NotContains(t, string(file.Data), `style="fill:#2F6DA8"`+"/>\n<path", name)
	}
}

func TestTheSubtitleOwnsUpToABrokenAxis(t *testing.T) {
	for name, broken := range map[string]bool{"points": true, "no ARR": false} {
		e := sample.Whys(t)[name]
		f, missing := waterfallOf(e, "why", e.Divisions[0].Measure.Name, "")
		require.Empty(t, missing)
		assert.Equal(t, broken, strings.HasSuffix(f.Subtitle, "The axis does not begin at 0."), name)
	}
}

func TestWaterfallsThatCannotBeAreLeftOut(t *testing.T) {
	for why, bend := range map[string]func(e *results.Explanation){
		"it does not exist in all combinations":       func(e *results.Explanation) { e.Divisions[0].Whole.Value = math.NaN() },
		"it has room for 16 causes, and there are 17": func(e *results.Explanation) { e.Causes = make([]results.Cause, 17) },
	} {
		e := sample.Whys(t)["points"]
		bend(e)
		files, notes, err := ExplanationPlots(e)
		require.NoError(t, err)
		assert.Empty(t, files)
		assert.Contains(t, notes, "plot why-nrr left out: "+why)
	}
}

func TestSharesAreToldInTheirUnitWithTheirErrors(t *testing.T) {
	list := sample.Whys(t)
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
	for measure, want := range map[string]color.NRGBA{"nrr": drawing.Strong, "cost_total": drawing.Loss, "deals": drawing.Strong, "headcount": drawing.Grey} {
		e := sample.WhyOf(t, measure, 1, sample.Part{Name: "clumping", Share: 0.5, Err: 0})
		f, missing := waterfallOf(e, "why", measure, measure)
		require.Empty(t, missing)
		file, err := f.SVG("")
		require.NoError(t, err)
		assert.Contains(t, string(file.Data), fmt.Sprintf(`style="fill:#%02X%02X%02X"`, want.R, want.G, want.B), measure)
	}
}
