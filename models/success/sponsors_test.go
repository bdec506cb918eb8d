package success_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/success"
)

// z is how many standard errors a share of so many customers may be off: once in two million.
const z = 5

// assertShare holds a share of independent customers to a chance.
func assertShare(t *testing.T, chance float64, hits, of int, what string) {
	t.Helper()
	share := float64(hits) / float64(of)
	assert.InDelta(t, chance, share, z*math.Sqrt(chance*(1-chance)/float64(of)), what)
}

func (c *court) lost(customers int) (n int) {
	for customer := range customers {
		if c.sponsors.Lost(int32(customer)) == 1 {
			n++
		}
	}
	return n
}

func TestTheShareAwayIsThatOfTheText(t *testing.T) {
	for _, c := range []struct {
		leave, mean string
		want        float64
	}{
		{"20%", "6mo", .1004}, // .2231 / (.2231 + 2)
		{"20%", "9mo", .1434}, // .2231 / (.2231 + 4/3)
		{"0%", "9mo", 0},
	} {
		of := sponsorship(c.leave, c.mean)
		assert.InDelta(t, c.want, of.Away(), 5e-5, "%s, %s", c.leave, c.mean)
	}
}

// Who was there at the start is, at any time, without a sponsor with chance P.
func TestOpeningCustomersBeginAndStayAsTheyAreOnAverage(t *testing.T) {
	const customers = 20_000
	c := newCourt(sponsorship("20%", "6mo"), cover("70%", 1))
	c.begin(1)
	for customer := range int32(customers) {
		c.enter(customer, 0, 1, true)
	}
	for _, day := range []float64{0, fiscal.Quarter, fiscal.Year, 3 * fiscal.Year} {
		c.sim.Run(day)
		assertShare(t, c.of.Away(), c.lost(customers), customers, "one day of many")
	}
}

// From a sponsor who is there, the chance of none after a time t is P (1 - exp(-(leave + regain) t)).
func TestWhoGoesLiveHasASponsorWhoMayLeave(t *testing.T) {
	const customers = 20_000
	c := newCourt(sponsorship("50%", "6mo"), cover("70%", 1))
	c.begin(1)
	for customer := range int32(customers) {
		c.enter(customer, 0, 1, false)
	}
	assert.Zero(t, c.lost(customers))
	rates := math.Ln2 + 2 // a year
	for _, years := range []float64{.25, 1, 3} {
		c.sim.Run(years * fiscal.Year)
		assertShare(t, math.Ln2/rates*-math.Expm1(-rates*years), c.lost(customers), customers, "after some years")
	}
}

// Where none is regained in time, the share that left within a year is the one stated.
func TestTheProbabilityIsAYears(t *testing.T) {
	const customers = 20_000
	c := newCourt(sponsorship("20%", "1000y"), cover("70%", 1))
	c.begin(1)
	for customer := range int32(customers) {
		c.enter(customer, 0, 1, false)
	}
	for year := 1; year <= 3; year++ {
		c.sim.Run(fiscal.Year * float64(year))
		assertShare(t, 1-math.Pow(.8, float64(year)), c.lost(customers), customers, "of whom one in a thousand a year is regained, which is lost in the error")
	}
}

func TestNobodyIsMissedBeforeGoLiveOrAfterwards(t *testing.T) {
	c := newCourt(sponsorship("20%", "9mo"), cover("70%", 1))
	c.begin(1)
	assert.True(t, math.IsNaN(c.sponsors.Lost(7)))
	c.enter(1, 0, 1, false)
	assert.True(t, math.IsNaN(c.sponsors.Lost(0)), "not live")
	assert.Zero(t, c.sponsors.Lost(1))
	c.leave(1)
	assert.True(t, math.IsNaN(c.sponsors.Lost(1)))
	c.leave(9)
	c.sponsors.Regain(9)
	c.sponsors.Regain(1)
	c.sim.Run(10 * fiscal.Year)
	assert.Zero(t, c.sim.Events(), "who has left loses nobody")
}

// Regaining sponsors at once lowers the share of time without one.
func TestASponsorWhoIsRegainedIsThere(t *testing.T) {
	c := newCourt(sponsorship("90%", "1y"), cover("70%", 1))
	c.begin(1)
	const customers = 2000
	for customer := range int32(customers) {
		c.enter(customer, 0, 1, true)
	}
	before := c.lost(customers)
	assert.Positive(t, before)
	for customer := range int32(customers) {
		c.sponsors.Regain(customer)
	}
	assert.Zero(t, c.lost(customers))
	rates := -math.Log(.1) + 1
	c.sim.Run(fiscal.Month)
	assertShare(t, -math.Log(.1)/rates*-math.Expm1(-rates/12), c.lost(customers), customers, "as if all had just gone live")
}

func TestIdeallyNoSponsorLeaves(t *testing.T) {
	of := sponsorship("90%", "1y")
	faithful := success.Params{Sponsors: &of}.Faithful()
	assert.False(t, of.Stay, "of a copy")
	c := newCourt(*faithful.Sponsors, cover("70%", 1))
	c.begin(1)
	for customer := range int32(100) {
		c.enter(customer, 0, 1, true)
	}
	c.sim.Run(10 * fiscal.Year)
	assert.Zero(t, c.lost(100))
	assert.Equal(t, of.Away(), faithful.Sponsors.Away(), "the company that it is compared with stays the same")
	assert.Nil(t, success.Params{}.Faithful().Sponsors)
}

func TestTheLuckOfOneCustomerIsItsOwn(t *testing.T) {
	c := newCourt(sponsorship("90%", "1mo"), cover("70%", 1))
	told := func(trial uint64, others int32, regains bool) (list []float64) {
		c.begin(trial)
		c.ledger.Keep()
		c.enter(0, 0, 1, true)
		for other := int32(1); other <= others; other++ {
			c.enter(other, 1, 1, true)
		}
		c.sim.Run(fiscal.Year)
		if regains {
			c.sponsors.Regain(1)
		}
		c.sim.Run(3 * fiscal.Year)
		for _, f := range c.ledger.Facts() {
			if f.Customer == 0 {
				list = append(list, f.At)
			}
		}
		return list
	}
	alone := told(1, 0, false)
	assert.Equal(t, alone, told(1, 5, true))
	assert.NotEqual(t, alone, told(2, 0, false))
	assert.Equal(t, alone, told(1, 0, false))
}

func TestNothingIsAllocatedOnceATrialHasBeen(t *testing.T) {
	c := newCourt(sponsorship("90%", "1mo"), cover("70%", 1))
	trial := func() {
		c.begin(1)
		c.executives.Staff(20)
		for customer := range int32(200) {
			c.enter(customer, int(customer%2), float64(customer), true)
		}
		c.executives.Open()
		c.sim.Run(fiscal.Year)
		c.executives.Staff(5)
		for customer := range int32(200) {
			c.executives.Resize(customer, float64(200-customer))
			c.leave(customer)
		}
	}
	trial()
	assert.Zero(t, testing.AllocsPerRun(3, trial))
}
