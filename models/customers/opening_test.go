package customers_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/units"
	"postsale/sim/random"
)

func entity(parts ...int) random.Entity { return random.Name(fmt.Sprint(parts)) }

func spread(mean units.Share, concentration units.Number) customers.Churn {
	return customers.Churn{FirstRenewal: mean, Concentration: &concentration}
}

func TestASynthesisedBookAddsUpToItsMean(t *testing.T) {
	s := plainSegment()
	s.ACV = units.Lognormal(units.Money(12e3), 2)
	for _, number := range []units.Count{0, 1, 7, 300} {
		s.Opening.Customers = number
		sum, smallest := 0.0, math.Inf(1)
		book := customers.Synthesise(1, 0, "smb", s, 0)
		for _, a := range book {
			sum += a.ARR
			smallest = min(smallest, a.ARR)
		}
		assert.Len(t, book, int(number))
		assert.InDelta(t, 12e3*float64(number), sum, 1e-9*12e3*float64(number))
		assert.Positive(t, smallest)
	}
}

// Ages of k whole years have probability (1-r) r^k, so renewals survived are
// geometric too: of terms of two years, ages of 2n and 2n+1 have survived n.
func TestAgesAreWholeYearsAndTheRenewalIsAnyDayOfTheTerm(t *testing.T) {
	s := plainSegment()
	s.Opening = customers.Opening{Customers: 20_000, AgeRatio: .75}
	for _, c := range []struct {
		term     units.Duration
		ratio    float64
		renewals int // at once
	}{
		{term: month, ratio: .75, renewals: 12},
		{term: 65, ratio: .75, renewals: 4},
		{term: year, ratio: .75, renewals: 1},
		{term: 2 * year, ratio: .75 * .75, renewals: 1},
		{term: 3 * year, ratio: .75 * .75 * .75, renewals: 1},
	} {
		s.Terms = customers.Terms{c.term: 1}
		survived, tenths := make([]int, 6), make([]int, 10)
		for _, a := range customers.Synthesise(1, 0, "smb", s, 0) {
			assert.True(t, a.Live)
			assert.Equal(t, float64(c.term), a.Term)
			assert.InDelta(t, float64(a.Survived+1)*a.Term, a.Renews-a.Signed, 1e-9)
			assert.Zero(t, a.Survived%c.renewals)
			survived[min(5, a.Survived/c.renewals)]++
			tenths[int(10*a.Renews/a.Term)]++
		}
		shares := make([]float64, 6)
		for n := range 5 {
			shares[n] = math.Pow(c.ratio, float64(n)) * (1 - c.ratio)
		}
		shares[5] = math.Pow(c.ratio, 5)
		checkShares(t, shares, survived)
		checkShares(t, even(10), tenths)
	}
}

func TestAYoungBookHasSurvivedNothing(t *testing.T) {
	s := plainSegment()
	s.Opening.Customers = 100
	for _, a := range customers.Synthesise(1, 0, "smb", s, 0) {
		assert.Zero(t, a.Survived)
	}
}

func TestTheFirstCustomersAreInFlight(t *testing.T) {
	const planned = 100
	s := plainSegment()
	s.Opening = customers.Opening{Customers: 5000, InFlight: 4000, AgeRatio: .75}
	s.Terms = customers.Terms{year: .5, 40: .5}
	tenths := make([]int, 10)
	for i, a := range customers.Synthesise(1, 0, "smb", s, planned) {
		assert.Equal(t, i >= 4000, a.Live)
		if a.Live {
			continue
		}
		tenths[int(10*a.Behind)]++
		assert.InDelta(t, -planned*a.Behind, a.Signed, 1e-12)
		assert.Equal(t, int(-a.Signed/a.Term), a.Survived, "only a short contract has renewed meanwhile")
		assert.InDelta(t, a.Signed+float64(a.Survived+1)*a.Term, a.Renews, 1e-9)
		assert.GreaterOrEqual(t, a.Renews, 0.0)
	}
	checkShares(t, even(10), tenths)
}

func TestTheBookIsDrawnOncePerSeedAndSegment(t *testing.T) {
	s := plainSegment()
	s.Opening = customers.Opening{Customers: 10, AgeRatio: .75}
	draw := func(seed uint64, name string) []accounts.Account { return customers.Synthesise(seed, 0, name, s, 0) }
	assert.Equal(t, draw(1, "smb"), draw(1, "smb"))
	assert.NotEqual(t, draw(1, "smb"), draw(2, "smb"))
	assert.NotEqual(t, draw(1, "smb"), draw(1, "enterprise"))
}

func TestALargerBookKeepsTheCustomersOfASmaller(t *testing.T) {
	s := plainSegment()
	s.Opening = customers.Opening{Customers: 10, AgeRatio: .75}
	small := customers.Synthesise(1, 0, "smb", s, 0)
	s.Opening.Customers = 20
	assert.Equal(t, small, customers.Synthesise(1, 0, "smb", s, 0)[:10])
}

func TestAccountsOfAFileInFlightAreSomewhereInTheirProject(t *testing.T) {
	book := make([]accounts.Account, 5000)
	for i := range book {
		book[i] = accounts.Account{Entity: entity(i), Live: i%2 == 0}
	}
	accounts.Place(1, book)
	tenths := make([]int, 10)
	for _, a := range book {
		if a.Live {
			assert.Zero(t, a.Behind)
		} else {
			tenths[int(10*a.Behind)]++
		}
	}
	checkShares(t, even(10), tenths)
}
