package customers_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/customers"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim/random"
)

// mean returns the mean of values, and its standard error.
func mean(values []float64) (mean, err float64) {
	n := float64(len(values))
	for _, v := range values {
		mean += v / n
	}
	for _, v := range values {
		err += (v - mean) * (v - mean) / (n - 1) / n
	}
	return mean, math.Sqrt(err)
}

// A ratio of 2 on 6 % doubles the odds, .06/.94: 2·6/94 / (1 + 2·6/94) = 12/106 = 11.32 %. The same customers contract as
// without, and others besides.
func TestARatioMovesTheOddsOfContraction(t *testing.T) {
	const customersThere = 20_000
	contracting := func(ratio units.Number, x float64, probability units.Share) map[int32]bool {
		s := plan{segment: func(s *customers.Segment) { s.Contraction.Probability = probability }, outcomes: func(o *customers.Outcomes) {
			o.Contracting = &customers.Renewing{Effects: o.Expanding, NotLive: customers.Effect{Ratio: 1}, Unworked: &customers.Effect{Ratio: ratio}}
		}}.open()
		s.Sense(customers.Unworked, func(int32) float64 { return x })
		s.sign(customersThere)
		s.sim.Run(260)
		list := map[int32]bool{}
		for _, f := range s.ledger.Facts() {
			if f.Kind == ledger.Contracted {
				list[f.Customer] = true
			}
		}
		return list
	}
	base := contracting(2, 0, .06)
	for _, c := range []struct {
		ratio units.Number
		x     float64
		of    units.Share
		want  float64
	}{{2, 0, .06, .06}, {2, 1, .06, 12. / 106}, {2, -1, .06, 3. / 97}, {1, 1, .06, .06}, {.5, 1, .06, 3. / 97}, {2, 1, .5, 2. / 3}} {
		got := contracting(c.ratio, c.x, c.of)
		assert.InDelta(t, c.want, float64(len(got))/customersThere, critical(6)*math.Sqrt(c.want*(1-c.want)/customersThere), "ratio %v, x %v", c.ratio, c.x)
		for customer := range base {
			assert.True(t, got[customer] || c.want < .06)
		}
	}
}

// Each covariate of a renewal moves contraction by its own ratio, and what is 0 % or 100 % stays so, however far it is moved.
func TestContractionThatIsCertainOrNeverComesStaysSo(t *testing.T) {
	for _, probability := range []units.Share{0, 1} {
		for _, x := range []float64{-1e4, 1e4} {
			s := plan{segment: func(s *customers.Segment) {
				s.Contraction.Probability = probability
				s.Expansion = customers.Expansion{PerYear: 5, Size: units.Fixed(units.Share(.1))}
			}, outcomes: func(o *customers.Outcomes) {
				o.Contracting = &customers.Renewing{Effects: o.Expanding, NotLive: customers.Effect{Ratio: 1}, Unworked: &customers.Effect{Ratio: 2}}
				o.Leaving.Unworked = &customers.Effect{Ratio: 2}
				o.Expanding.Unattended = &customers.Effect{Ratio: 2}
			}}.open()
			s.Sense(customers.Unworked, func(int32) float64 { return x })
			s.Sense(customers.Unattended, func(int32) float64 { return x })
			s.OnChance = func(customer int32, n uint64) bool {
				s.Decide(customer, n, 0)
				return true
			}
			s.sign(10)
			s.GoLive(3, 0, 0)
			s.sim.Run(260)
			assert.Len(t, s.story(ledger.Contracted), 10*int(probability))
			assert.Len(t, s.story(ledger.Renewed), 10)
			assert.Empty(t, s.story(ledger.Expanded))
			for kind, luck := range s.Luck(0) {
				assert.False(t, math.IsNaN(luck), "%s at %v", customers.ControlNames[kind], x)
			}
		}
	}
}

// Opportunities come per_year / chance often and are taken with chance x ratio, at most 1: three quarters of four a year are
// three, and a ratio of 1.2 makes nine tenths of them; one of 2 all.
func TestOpportunitiesComeByTheirChance(t *testing.T) {
	const live, perYear = 2_000, 3
	expansions := func(chance *units.Share, ratio units.Number) float64 {
		s := plan{segment: func(s *customers.Segment) {
			s.Expansion = customers.Expansion{PerYear: perYear, Chance: chance, Size: units.Fixed(units.Share(.01))}
		}, outcomes: func(o *customers.Outcomes) { o.Expanding.Unattended = &customers.Effect{Ratio: ratio} }}.open()
		s.Sense(customers.Unattended, func(int32) float64 { return 1 })
		s.sign(live)
		for i := range int32(live) {
			s.GoLive(i, 0, 0)
		}
		s.sim.Run(260)
		return float64(len(s.story(ledger.Expanded))) / live
	}
	chance := units.Share(.75)
	for _, c := range []struct {
		chance *units.Share
		ratio  units.Number
		want   float64
	}{{&chance, 1, 3}, {&chance, 1.2, 4 * .9}, {&chance, 2, 4}, {&chance, .5, 1.5}, {nil, 1, 3}, {nil, .5, 1.5}, {nil, 2, 3}} {
		assert.InDelta(t, c.want, expansions(c.chance, c.ratio), critical(7)*math.Sqrt(c.want/live), "%v", c)
	}
}

// An opportunity that somebody else decides later has its own luck and size: those who say yes are the same, whenever.
func TestAnOpportunityThatIsPutOffHasItsOwnLuck(t *testing.T) {
	chance := units.Share(.5)
	taken := func(later float64, share float64) (sizes []float64) {
		s := plan{segment: func(s *customers.Segment) {
			s.Expansion = customers.Expansion{PerYear: 10, Chance: &chance, Size: units.Spread[units.Share]{Uniform: &units.Range[units.Share]{High: .1}}}
		}}.open()
		if later > 0 {
			s.OnChance = func(customer int32, n uint64) bool {
				s.at(s.sim.Now()+later, func() { s.Decide(customer, n, share) })
				return true
			}
		}
		s.sign(3)
		s.GoLive(1, 0, 0)
		s.sim.Run(259)
		arr := 100e3
		for _, f := range s.ledger.Facts() {
			if f.Kind == ledger.Expanded {
				sizes = append(sizes, f.Amount/arr)
				arr += f.Amount
			}
		}
		return sizes
	}
	now, later := taken(0, 1), taken(1e-3, 1)
	require.NotEmpty(t, now)
	assert.InEpsilonSlice(t, now, later, 1e-9)
	alone := taken(1e-3, .5)
	assert.Less(t, len(alone), len(now))
	assert.NotEmpty(t, alone)
	assert.Empty(t, taken(1e-3, 0))
}

// With chance, decisions that are put off, some of them in part, and customers whose covariates move, luck still has mean 0.
func TestLuckHasMeanZeroWhateverDecidesLater(t *testing.T) {
	const trials = 3_000
	chance := units.Share(.4)
	s := plan{segment: func(s *customers.Segment) {
		s.Terms = customers.Terms{month: .5, year: .5}
		s.Churn = customers.Churn{FirstRenewal: .3, ByTerm: map[units.Duration]units.Share{month: .1}}
		s.Contraction = customers.Contraction{Probability: .3, Depth: units.Spread[units.Share]{Uniform: &units.Range[units.Share]{High: 1}}}
		s.Expansion = customers.Expansion{PerYear: 4, Chance: &chance, Size: units.Spread[units.Share]{Uniform: &units.Range[units.Share]{High: .4}}}
	}, outcomes: func(o *customers.Outcomes) {
		o.Contracting = &customers.Renewing{Effects: o.Expanding, NotLive: customers.Effect{Ratio: 1}, Unworked: &customers.Effect{Ratio: 3}}
		o.Leaving.Unworked, o.Leaving.Unattended = &customers.Effect{Ratio: 1.5}, &customers.Effect{Ratio: 1.5}
		o.Expanding.Unattended = &customers.Effect{Ratio: 3}
	}}.open()
	gone := map[int32]bool{}
	s.OnLeft = func(customer int32) { gone[customer] = true }
	s.Sense(customers.Unworked, func(customer int32) float64 { return float64(customer % 2) })
	s.Sense(customers.Unattended, func(customer int32) float64 { return math.Sin(s.sim.Now()/20 + float64(customer)) })
	s.OnChance = func(customer int32, n uint64) bool {
		if n%3 == 0 {
			return false
		}
		s.at(s.sim.Now()+7*float64(n%5), func() {
			if !gone[customer] {
				s.Decide(customer, n, []float64{1, .6, 0}[(n+uint64(customer))%3])
			}
		})
		return true
	}
	var lucks [customers.Controls][]float64
	for trial := range uint64(trials) {
		s.deeds, gone = s.deeds[:0], map[int32]bool{}
		s.begin(trial)
		s.sign(4)
		for i := range int32(4) {
			s.GoLive(i, 0, 0)
		}
		s.sim.Run(300)
		for kind, luck := range s.Luck(0) {
			lucks[kind] = append(lucks[kind], luck)
		}
	}
	for kind, values := range lucks {
		if customers.Control(kind) == customers.Propensity {
			continue // all are alike
		}
		m, err := mean(values)
		require.Positive(t, err)
		assert.Less(t, math.Abs(m/err), critical(int(customers.Controls)), customers.ControlNames[kind])
	}
}

// What health sees is what moves leaving, without the propensity, without who is not live and without a renewal unworked.
func TestRiskIsWhatLeavingIsMultipliedByAsFarAsHealthSees(t *testing.T) {
	s := plan{segment: func(s *customers.Segment) { s.Churn.FirstRenewal = .1 }, outcomes: func(o *customers.Outcomes) {
		o.Leaving.MonthLate.Ratio, o.Leaving.NotLive.Ratio = 1.25, 2
		o.Leaving.Unworked, o.Leaving.Unattended = &customers.Effect{Ratio: 3}, &customers.Effect{Ratio: 1.45}
		o.Leaving.SoldBySuccess = &customers.Effect{Ratio: 1.1}
		o.Expanding.Unattended = &customers.Effect{Ratio: .5}
	}}.open()
	s.Sense(customers.Unworked, func(int32) float64 { return 1 })
	s.Sense(customers.Unattended, func(int32) float64 { return .75 })
	s.Sense(customers.SoldBySuccess, func(int32) float64 { return -1 })
	s.sign(1)
	s.Promise(0, 65)
	var risk float64
	s.at(65+2*65./3, func() { risk = math.Exp(s.Risk(0)) })
	s.sim.Run(259)
	assert.InDelta(t, math.Pow(1.25, 2)*math.Pow(1.45, .75)/1.1, risk, 1e-12)
}

// Months late, what is remembered as breached and as over are relieved, also what of lateness comes later; what is remembered
// of tickets comes anew.
func TestReliefHoldsForWhatCustomersMind(t *testing.T) {
	risk := func(link func(o *customers.Outcomes), live bool, day float64) float64 {
		s := plan{outcomes: link}.open()
		s.sign(1)
		s.Promise(0, 0)
		if live {
			s.at(65./3, func() { s.GoLive(0, 0, 0) })
		}
		s.at(30, func() {
			s.Judge(0, true, 30)
			s.Overran(0, 4)
			s.Judge(0, false, 30)
		})
		s.at(40, func() { s.Relieve(0, .7) })
		s.at(50, func() { s.Judge(0, true, 50) })
		var risk float64
		s.at(day, func() { risk = math.Exp(s.Risk(0)) })
		s.sim.Run(259)
		return math.Log2(risk)
	}
	two := customers.Effect{Ratio: 2}
	late := func(o *customers.Outcomes) { o.Leaving.MonthLate = two }
	breached := func(o *customers.Outcomes) { o.Leaving.TicketsBreached = two }
	over := func(o *customers.Outcomes) { o.Leaving.WeeksOver = &two }
	keep := math.Exp2(-30. / 130)
	assert.InDelta(t, 1, risk(late, true, 39), 1e-12)
	assert.InDelta(t, .3, risk(late, true, 60), 1e-12)
	assert.InDelta(t, .3*60/(65./3), risk(late, false, 60), 1e-12)
	assert.InDelta(t, 1./3, risk(breached, true, 30+1e-9), 1e-6)
	assert.InDelta(t, (.3*keep+math.Exp2(-10./130))/(2*keep+math.Exp2(-10./130)+1), risk(breached, true, 60), 1e-12)
	assert.InDelta(t, 4./3, risk(over, true, 30+1e-9), 1e-6)
	assert.InDelta(t, 4*.3*keep/(2*keep+math.Exp2(-10./130)+1), risk(over, true, 60), 1e-12)
}

// A deal of two years comes to 90 % of the ACV; the opening book is what it is.
func TestDealsOfATermComeToTheirShareOfTheACV(t *testing.T) {
	arr := func(prices map[units.Duration]units.Share) (sizes []float64) {
		s := plan{segment: func(s *customers.Segment) {
			s.ACV = units.Lognormal(units.Money(1000), .5)
			s.Terms = customers.Terms{year: .5, 2 * year: .5}
			s.PriceByTerm = prices
		}}.open()
		for i := range 50 {
			_, arr := s.Sign(0, random.Name("customer").Child(uint64(i)))
			sizes = append(sizes, arr)
		}
		return sizes
	}
	plain, priced := arr(nil), arr(map[units.Duration]units.Share{2 * year: .9})
	var factors []float64
	for i := range plain {
		factors = append(factors, math.Round(priced[i]/plain[i]*1e9)/1e9)
	}
	slices.Sort(factors)
	assert.Equal(t, []float64{.9, 1}, slices.Compact(factors))
}

func TestOpportunitiesAreToldWithTheTermsOfTheirCustomers(t *testing.T) {
	var told []string
	s := plan{segment: func(s *customers.Segment) { s.Expansion.PerYear = 2 }}.open()
	s.OnTerm = func(customer int32, renews, term float64) {
		told = append(told, at(s.sim.Now(), customer))
		assert.Equal(t, s.sim.Now()+term, renews)
	}
	s.sign(2)
	s.sim.Run(520)
	assert.Equal(t, []string{"0 A", "0 B", "260 A", "260 B", "520 A", "520 B"}, told)
}
