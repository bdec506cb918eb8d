package deals

import (
	"math"
	"slices"
	"sort"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/units"
)

func lastWeek(share units.Share) Profile { return Profile{LastWeek: &share} }

// profiles are some of every form.
var profiles = map[string]Profile{
	"flat":             {Named: "flat"},
	"default":          {Named: "default"},
	"severe":           {Named: "severe"},
	"last-day":         {Named: "last-day"},
	"own weeks":        {Weeks: []units.Number{0, 0, 4, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0}},
	"last week 1/13":   lastWeek(1. / 13),
	"last week barely": lastWeek(1./13 + 1e-12),
	"last week 22 %":   lastWeek(.22),
	"last week 99 %":   lastWeek(.99),
}

func TestLaterLuckClosesLater(t *testing.T) {
	var uniforms []float64
	for i := range 1001 {
		uniforms = append(uniforms, float64(i)/1000)
	}
	for k := 2.; k <= 53; k++ { // to the least and the greatest uniform
		uniforms = append(uniforms, math.Exp2(-k), 1-math.Exp2(-k))
	}
	slices.Sort(uniforms)
	for name, p := range profiles {
		closing, before := p.closing(), 0.
		for _, u := range uniforms[1 : len(uniforms)-1] { // neither 0 nor 1
			at := closing(u)
			assert.True(t, at >= before && at <= 1, "%s: %v of the quarter at %v", name, at, u)
			before = at
		}
	}
}

func TestWeeklyWeightsAreMetAtEveryWeeksEndAndUniformWithin(t *testing.T) {
	for name, p := range map[string]Profile{"flat": profiles["flat"], "default": profiles["default"], "severe": profiles["severe"], "own": profiles["own weeks"]} {
		weights := p.Weeks
		if weights == nil {
			weights = weekly[p.Named]
		}
		total := 0.
		for _, w := range weights {
			total += float64(w)
		}
		closing, sum := p.closing(), 0.
		for week, w := range weights {
			for _, part := range []float64{.001, .25, .5, .999} {
				if w > 0 {
					assert.InDelta(t, (float64(week)+part)/13, closing((sum+part*float64(w))/total), 1e-12, "%s, week %d", name, week+1)
				}
			}
			sum += float64(w)
		}
	}
}

func TestTheNamedProfilesHaveTheirShares(t *testing.T) {
	for _, c := range []struct {
		profile  Profile
		months   [3]float64 // that is what the facts say
		lastWeek float64
		accuracy float64
	}{
		{Profile{Named: "flat"}, [3]float64{1. / 3, 1. / 3, 1. / 3}, 1. / 13, 1e-9},
		{Profile{Named: "default"}, [3]float64{.208, .263, .528}, .22, .0006},
		{Profile{Named: "severe"}, [3]float64{.108, .108, .783}, .70, .0006},
		{lastWeek(.22), [3]float64{.159, .248, .593}, .22, .0005},
	} {
		by := func(moment float64) float64 { return shareBy(c.profile.closing(), moment) }
		assert.InDelta(t, c.months[0], by(1./3), c.accuracy)
		assert.InDelta(t, c.months[1], by(2./3)-by(1./3), c.accuracy)
		assert.InDelta(t, c.months[2], 1-by(2./3), c.accuracy)
		assert.InDelta(t, c.lastWeek, 1-by(12./13), 1e-9)
	}
}

// shareBy returns the share of deals that have closed by a moment.
func shareBy(closing func(u float64) float64, moment float64) float64 {
	const steps = 1 << 40
	return float64(sort.Search(steps, func(i int) bool { return closing((float64(i)+.5)/steps) >= moment })) / steps
}

func TestThreeQuartersCloseOnTheLastDay(t *testing.T) {
	closing := Profile{Named: "last-day"}.closing()
	for _, c := range []struct{ u, day float64 }{
		{.125, 32}, {.25, 64}, {.25 + .75/2, 64.5}, {.25 + .75*.9, 64.9},
	} {
		assert.InDelta(t, c.day/65, closing(c.u), 1e-12)
	}
}

// Durakiewicz's curve: of the time left, and some patience τ, the share that has
// closed by week t is ln((13+τ)/(13-t+τ)) / ln(1+13/τ).
func TestTheProcrastinationCurve(t *testing.T) {
	assert.InDelta(t, 1.5923, patience(.22), .00005)
	for _, share := range []float64{.08, .1, .22, .5, .7, .9, .99} {
		closing, tau := procrastination(share), patience(share)
		for week := .5; week < 13; week++ {
			by := math.Log((13+tau)/(13-week+tau)) / math.Log1p(13/tau)
			assert.InDelta(t, week/13, closing(by), 1e-9, "last week %v, week %v", share, week)
		}
		assert.InDelta(t, 12./13, closing(1-share), 1e-9, "the last week has its share %v", share)
	}
}

func TestProcrastinationEndsInAFlatQuarter(t *testing.T) {
	for _, share := range []float64{1. / 13, 1./13 + 1e-14, 1./13 + 1e-9} {
		closing := procrastination(share)
		for u := .01; u < 1; u += .01 {
			assert.InDelta(t, u, closing(u), 1e-6)
		}
	}
}
