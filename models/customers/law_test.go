package customers_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/ledger"
	"postsale/models/units"
)

// critical returns how many standard errors the means of a number of true
// statements may be off, all of them but with one chance in a thousand.
func critical(statements int) float64 {
	return distuv.UnitNormal.Quantile(1 - 1e-3/2/float64(statements))
}

// checkShares compares counts with their probabilities by Pearson's chi square.
func checkShares(t *testing.T, shares []float64, counts []int) {
	t.Helper()
	n, square := 0, 0.0
	for _, count := range counts {
		n += count
	}
	for i, share := range shares {
		expected := share * float64(n)
		square += (float64(counts[i]) - expected) * (float64(counts[i]) - expected) / expected
	}
	assert.Less(t, square, distuv.ChiSquared{K: float64(len(shares) - 1)}.Quantile(1-1e-3), "%v", counts)
}

func even(n int) []float64 {
	shares := make([]float64, n)
	for i := range shares {
		shares[i] = 1 / float64(n)
	}
	return shares
}

// Fader and Hardie (2007): survivors of n renewals leave as Beta(a, b+n), whose
// mean is a/(a+b+n).
func TestSurvivorsAreLoyal(t *testing.T) {
	const number, mean, concentration = 20_000, .25, 4.5
	const a, b = mean * concentration, (1 - mean) * concentration
	for _, survived := range []int{0, 1, 2, 5, 40} {
		var opening []accounts.Account
		for i := range number {
			opening = append(opening, accounts.Account{Entity: entity(survived, i), ARR: 1, Term: 260, Renews: 1, Survived: survived, Live: true})
		}
		s := plan{opening: opening, segment: func(s *customers.Segment) { s.Churn = spread(mean, concentration) }}.open()
		s.sim.Run(1)
		sum := 0.0
		for _, p := range s.chances() {
			sum += p / number
		}
		n := a + b + float64(survived)
		want, variance := a/n, a*(n-a)/(n*n*(n+1))
		assert.InDelta(t, want, sum, critical(5)*math.Sqrt(variance/number), "after %d renewals", survived)
		left := len(s.story(ledger.Churned))
		assert.InDelta(t, want*number, left, critical(5)*math.Sqrt(number*want*(1-want)), "after %d renewals", survived)
	}
}

func TestHoweverLoyalSomebodyIsDrawn(t *testing.T) {
	opening := []accounts.Account{{Entity: 1, ARR: 1, Term: 1, Renews: 1, Survived: 1_000_000, Live: true}}
	s := plan{opening: opening, segment: func(s *customers.Segment) { s.Churn = spread(.25, 4.5) }}.open()
	s.sim.Run(1)
	assert.Less(t, s.chances()[0], 1e-3)
}

func TestTheOpeningBookIsOfOneLuckAndItsLoyaltyOfAnother(t *testing.T) {
	opening := []accounts.Account{{Entity: 1, ARR: 1, Term: 260, Renews: 1, Live: true}}
	var chances []float64
	for trial := range uint64(2) {
		s := plan{opening: opening, trial: trial, segment: func(s *customers.Segment) { s.Churn = spread(.25, 4.5) }}.open()
		s.sim.Run(1)
		chances = append(chances, s.chances()...)
	}
	assert.NotEqual(t, chances[0], chances[1])
}

func TestNewCustomersAreOfTheirSegment(t *testing.T) {
	const number = 20_000
	s := plan{segment: func(s *customers.Segment) {
		s.ACV = units.Spread[units.Money]{Exponential: &units.Mean[units.Money]{Mean: 50}}
		s.Terms = customers.Terms{10: .5, 20: .3, 30: .2}
		s.Churn = spread(.25, 4.5)
	}}.open()
	s.sign(number)
	s.sim.Run(30)
	sum, counts, chance := 0.0, make([]int, 3), 0.0
	seen := map[int32]bool{}
	for _, f := range s.ledger.Facts() {
		switch {
		case f.Kind == ledger.Signed:
			sum += f.Amount / number
		case (f.Kind == ledger.Renewed || f.Kind == ledger.Churned) && !seen[f.Customer]:
			seen[f.Customer] = true
			counts[int(f.At/10)-1]++
			chance += f.Extra / number
		}
	}
	assert.InDelta(t, 50, sum, critical(2)*50/math.Sqrt(number))
	assert.InDelta(t, .25, chance, critical(2)*math.Sqrt(.25*.75/5.5/number))
	checkShares(t, []float64{.5, .3, .2}, counts)
}

func TestAShareOfRenewalsContracts(t *testing.T) {
	const number, probability = 20_000, .3
	s := plan{segment: func(s *customers.Segment) {
		s.Churn.FirstRenewal = .5
		s.Contraction = customers.Contraction{Probability: probability, Depth: units.Spread[units.Share]{Uniform: &units.Range[units.Share]{Low: 0, High: 1}}}
	}}.open()
	s.sign(number)
	s.sim.Run(260)
	renewed, contracted, depth := 0.0, 0.0, 0.0
	for _, f := range s.ledger.Facts() {
		switch f.Kind {
		case ledger.Renewed:
			renewed++
		case ledger.Contracted:
			contracted++
			depth += f.Amount / 100e3
		}
	}
	assert.InDelta(t, probability, contracted/renewed, critical(2)*math.Sqrt(probability*(1-probability)/renewed))
	assert.InDelta(t, .5, depth/contracted, critical(2)*math.Sqrt(1/12./contracted))
}
