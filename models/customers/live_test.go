package customers_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim/random"
)

// The k-th opportunity comes when the sum of k+1 exponentials of that customer is
// used up, and its size is a share of the ARR of that day.
func TestOpportunitiesComeFromGoLiveOn(t *testing.T) {
	const live = 100
	s := plan{segment: func(s *customers.Segment) { s.Expansion.PerYear = 5 }}.open()
	s.sign(1)
	s.at(live, func() { s.GoLive(0, 0, 0) })
	s.sim.Run(260 + live)
	luck, day, arr := random.New(1, "expansion").Trial(0), float64(live), 100e3
	var want, got []float64
	for k := uint64(0); ; k++ {
		day -= math.Log(1-luck.Uniform(random.Name("customer").Child(0), 4*k)) * 260 / 5
		if day > 260+live {
			break
		}
		want = append(want, day, arr/10)
		arr += arr / 10
	}
	for _, f := range s.ledger.Facts() {
		if f.Kind == ledger.Expanded {
			got = append(got, f.At, f.Amount)
		}
	}
	require.NotEmpty(t, want)
	assert.InEpsilonSlice(t, want, got, 1e-12)
	assert.InEpsilon(t, arr, s.counted, 1e-12)
}

func TestNobodyExpandsWhoIsNotLive(t *testing.T) {
	s := plan{segment: func(s *customers.Segment) { s.Expansion.PerYear = 1000 }}.open()
	s.sign(20)
	s.sim.Run(260)
	assert.Empty(t, s.story(ledger.Expanded))
}

func TestARatioTakesAwayOpportunitiesAndMovesNone(t *testing.T) {
	expansions := func(ratio units.Number) []string {
		s := plan{segment: func(s *customers.Segment) {
			s.Expansion = customers.Expansion{PerYear: 20, Size: units.Fixed(units.Share(0.1))}
		}, outcomes: func(o *customers.Outcomes) { o.Expanding.MonthLate.Ratio = ratio }}.open()
		s.sign(20)
		s.at(65.0/3, func() {
			for i := range int32(20) {
				s.Promise(i, 0)
				s.GoLive(i, 0, 0)
			}
		})
		s.sim.Run(259)
		var when []string
		for _, f := range s.ledger.Facts() {
			if f.Kind == ledger.Expanded {
				when = append(when, at(f.At, f.Customer))
			}
		}
		return when
	}
	all, half := expansions(1), expansions(.5)
	assert.Subset(t, all, half)
	n := float64(len(all))
	assert.InDelta(t, n/2, len(half), critical(1)*math.Sqrt(n/4))
}

func TestARRMayCountFromGoLive(t *testing.T) {
	s := plan{fromLive: true, segment: func(s *customers.Segment) {
		s.Contraction.Probability = 1
		s.Uplift = .1
	}, opening: []accounts.Account{
		{Entity: 1, ARR: 5, Term: 1000, Renews: 1000, Live: true},
		{Entity: 2, ARR: 7, Term: 1000, Renews: 1000},
	}}.open()
	assert.Equal(t, 5.0, s.counted)
	s.sign(1)
	s.at(50, func() { s.GoLive(1, 0, 0) })
	s.at(300, func() { s.GoLive(2, 0, 0) })
	s.sim.Run(520)
	assert.Equal(t, []string{
		"0 A is held at 5", "0 B is held at 0",
		"0 C signs 100000",
		"50 B is live after 50", "50 B begins 7",
		"260 C renews 0", // and contracts and is uplifted, which counts later
		"300 C is live after 300", "300 C begins 82500",
		"520 C renews 82500", "520 C contracts 20625", "520 C is uplifted 6187.5",
	}, s.story())
	assert.Equal(t, 5+7+68062.5, s.counted)
}

func TestACustomerWhoNeverCountedLosesNothing(t *testing.T) {
	s := plan{fromLive: true, segment: func(s *customers.Segment) { s.Churn.FirstRenewal = 1 }}.open()
	s.sign(1)
	s.sim.Run(260)
	assert.Equal(t, []string{"0 A signs 100000", "260 A leaves with 0"}, s.story())
	assert.Zero(t, s.counted)
}

func TestAGoLiveTellsItsDelayAndItsPartner(t *testing.T) {
	s := plan{}.open()
	s.sign(3)
	for i := range int32(3) {
		s.Promise(i, 60)
	}
	s.at(60, func() { s.GoLive(0, 0, 0) })
	s.at(61, func() { s.GoLive(1, 0, 0) })
	s.at(70, func() { s.GoLive(2, .5, .1) })
	s.sim.Run(100)
	var got []ledger.Fact
	for _, f := range s.ledger.Facts() {
		if f.Kind == ledger.WentLive {
			got = append(got, f)
		}
	}
	assert.Equal(t, []ledger.Fact{
		{Kind: ledger.WentLive, At: 60, Customer: 0, Amount: 60, Extra: 0},
		{Kind: ledger.WentLive, At: 61, Customer: 1, Amount: 61, Extra: 1, Marks: ledger.Late},
		{Kind: ledger.WentLive, At: 70, Customer: 2, Amount: 70, Extra: 10, Marks: ledger.Late | ledger.Partner},
	}, got)
}

func TestTicketsAreReviewedBeforeACustomerDecides(t *testing.T) {
	s := plan{segment: func(s *customers.Segment) { s.Expansion.PerYear = 30 }}.open()
	s.sign(2)
	s.at(200, func() { s.GoLive(1, 0, 0) })
	s.sim.Run(260)
	var decisions []string
	for _, f := range s.ledger.Facts() {
		if f.Kind == ledger.Renewed || f.Kind == ledger.Expanded {
			decisions = append(decisions, at(f.At, f.Customer))
		}
	}
	require.Greater(t, len(decisions), 2)
	assert.Equal(t, decisions, s.reviews)
}
