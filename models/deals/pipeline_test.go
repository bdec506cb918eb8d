package deals_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/deals"
	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim"
)

const falseAlarm = .001

// critical returns how many standard errors the largest of so many comparisons
// may be off.
func critical(comparisons int) float64 {
	return distuv.UnitNormal.Quantile(1 - falseAlarm/2/float64(comparisons))
}

// closed is a deal and when it closed.
type closed struct {
	deals.Deal
	at float64
}

// plan is what a pipeline is made of.
type plan struct {
	deals.Params
	names    []string
	segments []deals.Segment
	first    int // quarter
	quarters int
	pulled   func(d deals.Deal, at float64) float64
}

// steady is a plan of one segment whose quarters are all alike.
func steady(perQuarter units.Number) plan {
	return plan{
		Params:   deals.Params{Profile: deals.Profile{Named: "flat"}, Seasonality: []units.Share{1, 1, 1, 1}, Counts: deals.Poisson},
		names:    []string{"smb"},
		segments: []deals.Segment{{PerQuarter: perQuarter}},
		quarters: 1,
	}
}

// sales returns a function that lets a trial of the plan happen and returns the
// deals in the order in which they closed.
func (p plan) sales() func(trial uint64) []closed {
	s := sim.New()
	season := func(quarter int) int { return (quarter%4 + 4) % 4 }
	pipeline := deals.New(s, 0, 1, p.Params, p.names, p.segments, season)
	pipeline.Pulled = p.pulled
	var list []closed
	pipeline.OnSigned = func(d deals.Deal) { list = append(list, closed{d, s.Now()}) }
	return func(trial uint64) []closed {
		list = nil
		s.Reset(fiscal.Quarter * float64(p.first))
		pipeline.Begin(trial)
		for q := range p.quarters {
			pipeline.Open(p.first + q)
		}
		s.Run(math.Inf(1))
		return list
	}
}

// A deal is pulled from where it would close, slip and all.
func TestDealsThatArePulledCloseSoonerAndSayByHowMuch(t *testing.T) {
	p := steady(400)
	p.Slip = .5
	plain := p.sales()(1)
	would := map[int]float64{}
	for _, d := range plain {
		assert.Zero(t, d.Sooner)
		would[d.Number] = d.at
	}
	p.pulled = func(d deals.Deal, at float64) float64 {
		assert.Equal(t, would[d.Number], at)
		if at >= fiscal.Quarter && d.Number%2 == 0 {
			return at - (at-fiscal.Quarter)/2
		}
		return at
	}
	pulled := 0
	for _, d := range p.sales()(1) {
		assert.InDelta(t, would[d.Number], d.at+d.Sooner, 1e-9)
		if d.at >= fiscal.Quarter && d.Number%2 == 0 {
			assert.InDelta(t, d.at-fiscal.Quarter, d.Sooner, 1e-9)
			pulled++
		} else {
			assert.Zero(t, d.Sooner)
		}
	}
	assert.Greater(t, pulled, 50)
}

// byQuarter counts deals by the quarter in which they closed.
func (p plan) byQuarter(list []closed, segment int) []int {
	counts := make([]int, p.quarters)
	for _, d := range list {
		if d.Segment == segment {
			counts[int(math.Floor(d.at/fiscal.Quarter))-p.first]++
		}
	}
	return counts
}

func TestDealsCloseByTheirProfile(t *testing.T) {
	const n = 40_000
	half := units.Share(.5)
	const tau = 1. / 11 // ln(1+1/τ) = ln 12 is half of ln(1+13/τ) = ln 144
	var flat, severe, lastDay, curve [13]float64
	for week := range 13 {
		left := 13 - float64(week)
		flat[week], severe[week], lastDay[week] = 1./13, .025, .25*5/64
		curve[week] = math.Log((left+tau)/(left-1+tau)) / math.Log(144)
	}
	severe[12], lastDay[12] = .70, .25*4/64+.75
	for _, c := range []struct {
		name    string
		profile deals.Profile
		weeks   [13]float64
	}{
		{"flat", deals.Profile{Named: "flat"}, flat},
		{"default", deals.Profile{Named: "default"}, [13]float64{.05, .045, .045, .05, .055, .055, .06, .065, .07, .075, .09, .12, .22}},
		{"severe", deals.Profile{Named: "severe"}, severe},
		{"last-day", deals.Profile{Named: "last-day"}, lastDay},
		{"own weeks", deals.Profile{Weeks: []units.Number{1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2}}, [13]float64{.25, 0, .25, 0, 0, 0, 0, 0, 0, 0, 0, 0, .5}},
		{"half in the last week", deals.Profile{LastWeek: &half}, curve},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := steady(n)
			p.Profile, p.Counts = c.profile, deals.Fixed
			var weeks [13]float64
			list := p.sales()(1)
			require.Len(t, list, n)
			for _, d := range list {
				weeks[int(d.at/fiscal.Week)] += 1. / n
			}
			for week, want := range c.weeks {
				assert.InDelta(t, want, weeks[week], critical(6*13)*math.Sqrt(want*(1-want)/n), "week %d", week+1)
			}
		})
	}
}

func TestPoissonCountsHaveTheirMeanAndVariance(t *testing.T) {
	const mean, trials, quarters = 6, 500, 8
	p := steady(mean)
	p.quarters = quarters
	sales := p.sales()
	var counts []float64
	for trial := range uint64(trials) {
		for _, n := range p.byQuarter(sales(trial+1), 0) {
			counts = append(counts, float64(n))
		}
	}
	n := float64(len(counts))
	got, variance := stat.MeanVariance(counts, nil)
	assert.InDelta(t, mean, got, critical(2)*math.Sqrt(mean/n))
	assert.InDelta(t, mean, variance, critical(2)*math.Sqrt((mean+2*mean*mean)/n), "the fourth central moment is λ+3λ²")
}

func TestFixedCountsAreRoundedCumulatively(t *testing.T) {
	p := steady(18.75)
	p.Counts, p.quarters = deals.Fixed, 8
	assert.Equal(t, []int{19, 19, 18, 19, 19, 19, 18, 19}, p.byQuarter(p.sales()(1), 0), "18.75, 37.5, 56.25, 75, ... rounded")
	p.segments[0].PerQuarter = .25
	assert.Equal(t, []int{0, 1, 0, 0, 0, 1, 0, 0}, p.byQuarter(p.sales()(2), 0), ".25, .5, .75, 1, ...")
}

func TestTheMeanGrowsByTheYearAndTurnsWithTheFiscalQuarter(t *testing.T) {
	p := steady(1e4)
	p.Counts, p.first, p.quarters = deals.Fixed, -2, 8
	p.Seasonality = []units.Share{.8, .96, .96, 1.28}
	p.segments[0].Growth = .21
	want := []float64{ // fiscal quarters 3 and 4 of a warm-up, then two years to half
		1e4 * .96 / 1.1, 1e4 * 1.28 / math.Sqrt(1.1),
		1e4 * .8, 1e4 * .96 * math.Sqrt(1.1), 1e4 * .96 * 1.1, 1e4 * 1.28 * 1.1 * math.Sqrt(1.1),
		1e4 * .8 * 1.21, 1e4 * .96 * 1.21 * math.Sqrt(1.1),
	}
	for q, n := range p.byQuarter(p.sales()(1), 0) {
		assert.InDelta(t, want[q], n, 1, "quarter %d", q-2)
	}
}

func TestAShockIsSharedByAllSegmentsAndOneOnAverage(t *testing.T) {
	const cv, trials, quarters = .5, 250, 4
	p := steady(300)
	p.Counts, p.ShockCV, p.quarters = deals.Fixed, cv, quarters
	p.names = append(p.names, "enterprise")
	p.segments = append(p.segments, deals.Segment{PerQuarter: 150})
	sales := p.sales()
	var shocks []float64
	for trial := range uint64(trials) {
		list := sales(trial + 1)
		smb, enterprise := p.byQuarter(list, 0), p.byQuarter(list, 1)
		for q := range smb {
			shocks = append(shocks, float64(smb[q])/300)
			require.InDelta(t, smb[q], 2*enterprise[q], 3, "one rounding and two halves of one")
		}
	}
	n := float64(len(shocks))
	const rounding = .5 / 300 // of a quarter's count, at both ends
	mean, variance := stat.MeanVariance(shocks, nil)
	assert.InDelta(t, 1, mean, critical(3)*cv/math.Sqrt(n)+rounding)
	assert.InDelta(t, cv*cv, variance, critical(3)*cv*cv*math.Sqrt((2+6*cv*cv)/n)+4*cv*rounding, "a gamma's excess kurtosis is 6 cv²")
	assert.Less(t, math.Abs(stat.Correlation(shocks[1:], shocks[:len(shocks)-1], nil)), critical(3)/math.Sqrt(n), "every quarter has its own")
}

func TestASlippedDealClosesInTheFirstTenDaysOfTheNextQuarter(t *testing.T) {
	const n, slip = 20_000, .3
	p := steady(n)
	p.Counts, p.Profile.Named = deals.Fixed, "severe"
	on := map[deals.Deal]float64{}
	for _, d := range p.sales()(1) {
		on[d.Deal] = d.at
	}
	p.Slip = slip
	var late []float64
	for _, d := range p.sales()(1) {
		if d.at == on[d.Deal] {
			continue
		}
		require.True(t, d.at >= 65 && d.at < 75, "at %v", d.at)
		late = append(late, d.at)
	}
	assert.InDelta(t, slip, float64(len(late))/n, critical(3)*math.Sqrt(slip*(1-slip)/n))
	mean, variance := stat.MeanVariance(late, nil)
	assert.InDelta(t, 70, mean, critical(3)*math.Sqrt(100./12/float64(len(late))), "uniform")
	assert.InDelta(t, 100./12, variance, critical(3)*math.Sqrt((1./80-1./144)*1e4/float64(len(late))))
}

// The deals of a plan by name.
func named(p plan, trial uint64) map[deals.Deal]float64 {
	at := map[deals.Deal]float64{}
	for _, d := range p.sales()(trial) {
		at[d.Deal] = d.at
	}
	return at
}

func two() plan {
	p := steady(12)
	p.names, p.segments = []string{"smb", "enterprise"}, []deals.Segment{{PerQuarter: 12}, {PerQuarter: 3}}
	p.first, p.quarters, p.ShockCV = -1, 6, .3
	return p
}

func TestAnotherProfileMovesDealsWithinTheirQuarter(t *testing.T) {
	base := named(two(), 1)
	require.NotEmpty(t, base)
	for _, name := range []units.Name{"default", "severe", "last-day"} {
		p := two()
		p.Profile.Named = name
		moved := named(p, 1)
		require.Len(t, moved, len(base))
		for d, at := range base {
			require.Contains(t, moved, d)
			assert.Equal(t, math.Floor(at/65), math.Floor(moved[d]/65))
			assert.NotEqual(t, at, moved[d])
		}
	}
}

func TestALargerMeanAddsDealsBehind(t *testing.T) {
	base := named(two(), 1)
	for _, edit := range []func(*plan){
		func(p *plan) { p.segments[0].PerQuarter = 20 },
		func(p *plan) { p.segments[0].Growth = .5 },
		func(p *plan) { p.Seasonality = []units.Share{2, 1, 1, 1} },
	} {
		p := two()
		edit(&p)
		larger := named(p, 1)
		assert.Greater(t, len(larger), len(base))
		for d, at := range base {
			if q := math.Floor(at / 65); q >= 0 { // growth makes the warm-up smaller
				assert.Equal(t, at, larger[d])
			}
		}
	}
}

func TestADealIsKnownBySegmentQuarterAndNumber(t *testing.T) {
	base := named(two(), 1)
	entities := map[any]bool{}
	for d := range base {
		entities[d.Entity] = true
	}
	assert.Len(t, entities, len(base), "no two share a name")

	swapped := two()
	swapped.names, swapped.segments = []string{"enterprise", "smb"}, []deals.Segment{{PerQuarter: 3}, {PerQuarter: 12}}
	for d, at := range named(swapped, 1) {
		d.Segment = 1 - d.Segment
		assert.Equal(t, base[d], at, "whatever the order of the segments")
	}
	longer := two()
	longer.first, longer.quarters = -3, 8
	long := named(longer, 1)
	for d, at := range base {
		assert.Equal(t, at, long[d], "whatever went before")
	}
}

func TestATrialIsTheSameWhateverRanBefore(t *testing.T) {
	for _, counts := range []units.Name{deals.Poisson, deals.Fixed} {
		p := two()
		p.Counts, p.Slip, p.Profile.Named = counts, .1, "default"
		sales := p.sales()
		first, second := sales(1), sales(2)
		assert.NotEqual(t, first, second)
		assert.Equal(t, first, sales(1))
		assert.Equal(t, second, p.sales()(2))
	}
}
