package deals_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/deals"
	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim"
)

// told plays quarters in each of which some customers leave, of so many on the first day, and returns the factors of word of
// mouth and the deals of each.
func told(p plan, there int, leave []int, green []float64) (factors []float64, counts []int) {
	s := sim.New()
	pipeline := deals.New(s, 0, 1, p.Params, p.names, p.segments, func(quarter int) int { return (quarter%4 + 4) % 4 })
	number := 0
	pipeline.OnSigned = func(deals.Deal) { number++ }
	pipeline.OnTold = func(factor float64) { factors = append(factors, factor) }
	quarter := 0
	pipeline.Green = func() float64 { return green[quarter] }
	s.Reset(0)
	pipeline.Begin(1)
	for range there {
		pipeline.Enter()
	}
	for quarter = range len(leave) {
		before := number
		pipeline.Open(quarter)
		s.Run(fiscal.Quarter * float64(quarter+1))
		for range leave[quarter] {
			pipeline.Leave()
		}
		counts = append(counts, number-before)
	}
	return factors, counts
}

func detracted(perPoint, normal units.Share) plan {
	p := steady(1000)
	p.Counts = deals.Fixed
	p.Detractors = &deals.Detractors{PerPoint: perPoint, Normal: normal}
	return p
}

func TestTheCustomersLostOverFourQuartersAreHeard(t *testing.T) {
	// Of 400, 10 a quarter are normal, and 20 leave: a fifth after a year.
	factors, counts := told(detracted(.01, .1), 400, []int{20, 20, 20, 20, 20, 0}, nil)
	want := []float64{
		1, // all quarters before the run are normal
		math.Exp(.1 - (10+10+10+20)/400.),
		math.Exp(.1 - (10+10+20+20)/400.),
		math.Exp(.1 - (10+20+20+20)/400.),
		math.Exp(.1 - 80./400), // .9048
		math.Exp(.1 - 80./380), // of those there a quarter after the first day
	}
	assert.InDeltaSlice(t, want, factors, 1e-15)
	assert.InDelta(t, .9048, factors[4], 5e-5)
	assert.Equal(t, []int{1000, 975, 952, 927, 905, 895}, counts, "the running sum of 1000 × factors, rounded")
}

func TestAYearInWhichAsManyLeaveAsUsualMovesNothing(t *testing.T) {
	factors, _ := told(detracted(.05, .1), 400, []int{10, 10, 10, 10, 0}, nil)
	assert.InDeltaSlice(t, []float64{1, 1, 1, 1, 1}, factors, 1e-15)
}

func TestWordOfMouthStaysWithinHalfAndTwice(t *testing.T) {
	factors, _ := told(detracted(1, 0), 100, []int{50, 0}, nil)
	assert.Equal(t, []float64{1, .5}, factors)
	factors, _ = told(detracted(1, .5), 100, []int{0, 0, 0, 0, 0}, nil)
	assert.Equal(t, 2., factors[4])
	assert.Equal(t, 2., detracted(1, .5).Told())
	assert.InDelta(t, math.Exp(.1), detracted(.01, .1).Told(), 1e-15)
}

func TestOfNobodyNobodyHears(t *testing.T) {
	factors, _ := told(detracted(.01, .1), 0, []int{0, 0, 0, 0, 0}, nil)
	assert.Equal(t, []float64{1, 1, 1, 1, 1}, factors)
}

func TestGreenCustomersAreHeardBeyondThoseOfTheFirstDay(t *testing.T) {
	p := steady(1000)
	p.Counts = deals.Fixed
	p.References = &deals.References{PerPoint: .005}
	green, nobody := []float64{.9, .8, .95}, make([]int, 3)
	factors, counts := told(p, 10, nobody, green)
	assert.InDeltaSlice(t, []float64{1, math.Exp(-.5 * .1), math.Exp(.5 * .05)}, factors, 1e-15)
	assert.Equal(t, []int{1000, 951, 1026}, counts)

	normal := units.Share(.6)
	p.References.Normal = &normal
	factors, _ = told(p, 10, nobody, green)
	assert.InDeltaSlice(t, []float64{math.Exp(.5 * .3), math.Exp(.5 * .2), math.Exp(.5 * .35)}, factors, 1e-15)
	assert.InDelta(t, math.Exp(.5*.4), p.Told(), 1e-15)
}

func TestBothAreHeardTogether(t *testing.T) {
	p := detracted(.01, .1)
	p.References = &deals.References{PerPoint: .005}
	factors, _ := told(p, 400, []int{50, 0}, []float64{.9, .8})
	assert.InDelta(t, math.Exp(.1-80./400)*math.Exp(-.05), factors[1], 1e-15)
}

func TestPoissonCountsFollowToo(t *testing.T) {
	p := detracted(.01, .1)
	p.Counts, p.segments[0].PerQuarter = deals.Poisson, 40_000
	_, counts := told(p, 100, []int{40, 0}, nil)
	want := 40_000 * math.Exp(.1-.475) // 2.5 × 3 and 40 of 100
	assert.InDelta(t, want, float64(counts[1]), critical(1)*math.Sqrt(want))
}

func TestIdeallyNobodyTellsOthers(t *testing.T) {
	p := detracted(.01, .1)
	p.References = &deals.References{PerPoint: .005}
	assert.True(t, p.IsTold())
	p.Params = p.Untold()
	assert.False(t, p.IsTold())
	factors, _ := told(p, 100, []int{90, 0}, []float64{.9, .1})
	assert.Equal(t, []float64{1, 1}, factors)
}
