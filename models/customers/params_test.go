package customers_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/units"
)

var nan = math.NaN()

func TestBadSegmentsAreRefused(t *testing.T) {
	for _, c := range []struct {
		change func(s *customers.Segment)
		want   []string
	}{
		{func(s *customers.Segment) { s.Opening.Customers, s.Opening.InFlight = 3, 4 },
			[]string{"opening.in_flight: must be at most the 3 opening customers, got 4"}},
		{func(s *customers.Segment) { s.Opening.AgeRatio = 1 }, []string{"opening.age_ratio: must be between 0% and 99%, got 100%"}},
		{func(s *customers.Segment) { s.Opening.AgeRatio = -.1 }, []string{"opening.age_ratio: must be between 0% and 99%, got -10%"}},
		{func(s *customers.Segment) { s.Opening.AgeRatio = units.Share(nan) }, []string{"opening.age_ratio: must be between 0% and 99%, got NaN%"}},
		{func(s *customers.Segment) { s.ACV = units.Fixed(units.Money(0)) }, []string{"acv: must have a mean above 0, got 0"}},
		{func(s *customers.Segment) {
			s.ACV = units.Spread[units.Money]{Uniform: &units.Range[units.Money]{Low: -1, High: 5}}
		},
			[]string{"acv: must have no value below 0, got -1"}},
		{func(s *customers.Segment) {
			s.ACV = units.Lognormal(units.Money(5), -1)
		},
			[]string{"acv: lognormal: cv must be from 0 to 1e+06, got -1"}},
		{func(s *customers.Segment) { s.ACV = units.Spread[units.Money]{} },
			[]string{"acv: want a quantity or a spread such as {lognormal: {mean: ..., cv: ...}}, got nothing"}},
		{func(s *customers.Segment) { s.Terms = nil }, []string{"terms: must name at least one contract length, got none"}},
		{func(s *customers.Segment) { s.Terms = customers.Terms{year: .5, 520: .4} }, []string{"terms: must add up to 100%, got 90%"}},
		{func(s *customers.Segment) { s.Terms = customers.Terms{year: units.Share(nan)} },
			[]string{"terms.1y: must be between 0% and 100%, got NaN%", "terms: must add up to 100%, got NaN%"}},
		{func(s *customers.Segment) { s.Terms = customers.Terms{0.5: 1.5, year: -.5} }, []string{
			"terms: must be lengths of a day or more, got 4h", "terms.4h: must be between 0% and 100%, got 150%",
			"terms.1y: must be between 0% and 100%, got -50%"}},
		{func(s *customers.Segment) { s.Churn.FirstRenewal = 1.1 }, []string{"churn.first_renewal: must be between 0% and 100%, got 110%"}},
		{func(s *customers.Segment) { s.Churn.FirstRenewal = units.Share(nan) },
			[]string{"churn.first_renewal: must be between 0% and 100%, got NaN%"}},
		{func(s *customers.Segment) { s.Churn.ByTerm = map[units.Duration]units.Share{year: 2} }, []string{
			"churn.by_term.1y: must be between 0% and 100%, got 200%"}},
		{func(s *customers.Segment) { s.Churn = spread(.1, 0) }, []string{"churn.concentration: must be above 0, got 0"}},
		{func(s *customers.Segment) { s.Churn = spread(.1, units.Number(nan)) }, []string{"churn.concentration: must be above 0, got NaN"}},
		{func(s *customers.Segment) { s.Churn = spread(.001, 4.5) },
			[]string{"churn.concentration: must be between 10 and 100100 where the mean is 0.1%, got 4.5"}},
		{func(s *customers.Segment) { s.Churn = spread(.999, 4.5) },
			[]string{"churn.concentration: must be between 10 and 100100 where the mean is 99.9%, got 4.5"}},
		{func(s *customers.Segment) { s.Churn = spread(.5, 300e3) },
			[]string{"churn.concentration: must be between 0.02 and 200000 where the mean is 50%, got 300000"}},
		{func(s *customers.Segment) {
			s.Churn = spread(.25, 4.5)
			s.Churn.ByTerm = map[units.Duration]units.Share{year: .002}
		}, []string{"churn.concentration: must be between 5 and 100200 where the mean is 0.2%, got 4.5"}},
		{func(s *customers.Segment) { s.Contraction.Probability = 2 }, []string{"contraction.probability: must be between 0% and 100%, got 200%"}},
		{func(s *customers.Segment) { s.Contraction.Depth = units.Fixed(units.Share(-.1)) },
			[]string{"contraction.depth: must have no value below 0, got -0.1"}},
		{func(s *customers.Segment) { s.Uplift = -.1 }, []string{"uplift: must be between 0% and 100%, got -10%"}},
		{func(s *customers.Segment) { s.Expansion.PerYear = 1001 }, []string{"expansion.per_year: must be between 0 and 1000, got 1001"}},
		{func(s *customers.Segment) { s.Expansion.Size = units.Fixed(units.Share(-.1)) },
			[]string{"expansion.size: must have no value below 0, got -0.1"}},
	} {
		s := plainSegment()
		c.change(&s)
		assert.Equal(t, c.want, units.Found(s.Validate))
	}
}

func TestTheChurnOfAShortTermIsStated(t *testing.T) {
	const none = "churn.by_term: must state the churn of a contract of 1mo, which renews more often than once a year, got none"
	held := func(length units.Duration) accounts.Held { return accounts.Held{length: {Accounts: 2, Line: 7}} }
	for _, c := range []struct {
		name   string
		change func(s *customers.Segment)
		held   accounts.Held
		want   []string
	}{
		{name: "a year"},
		{name: "sold", change: func(s *customers.Segment) { s.Terms = customers.Terms{month: .5, year: .5} }, want: []string{none}},
		{name: "sold to nobody", change: func(s *customers.Segment) { s.Terms = customers.Terms{month: 0, year: 1} }},
		{name: "stated", change: func(s *customers.Segment) {
			s.Terms, s.Churn.ByTerm = customers.Terms{month: 1}, map[units.Duration]units.Share{month: .01}
		}},
		{name: "nobody leaves", change: func(s *customers.Segment) { s.Terms, s.Churn.FirstRenewal = customers.Terms{month: 1}, 0 }},
		{name: "held", held: held(month), want: []string{none + " (accounts that have it: 2, the first in book.csv:7)"}},
		{name: "held and stated", held: held(month), change: func(s *customers.Segment) { s.Churn.ByTerm = map[units.Duration]units.Share{month: .01} }},
		{name: "held by the year", held: held(3 * year)},
		{name: "stated for nobody", change: func(s *customers.Segment) { s.Churn.ByTerm = map[units.Duration]units.Share{2 * year: .01} },
			want: []string{"churn.by_term.2y: must be one of the segment's terms, got 2y"}},
		{name: "stated for accounts that are gone", held: accounts.Held{}, change: func(s *customers.Segment) {
			s.Churn.ByTerm = map[units.Duration]units.Share{2 * year: .01}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := plainSegment()
			s.Churn.FirstRenewal = .1
			if c.change != nil {
				c.change(&s)
			}
			assert.Equal(t, c.want, units.Found(func(f *units.Faults) { s.ValidateTerms(f, c.held, "book.csv") }))
		})
	}
}

func TestChurnThatDiffersCanBeDrawnWheneverItIsValid(t *testing.T) {
	for _, c := range []customers.Churn{spread(0, 1e9), spread(1, 1e-9), spread(.5, .02), spread(.5, 200e3), spread(.001, 100_100)} {
		s := plan{segment: func(s *customers.Segment) { s.Churn = c }}
		segment := plainSegment()
		s.segment(&segment)
		assert.Empty(t, units.Found(segment.Validate))
		assert.NotPanics(t, func() { s.open() })
	}
}

func TestBadOutcomesAreRefused(t *testing.T) {
	o := plainOutcomes()
	o.LateFades = 2
	o.Forgets = 0
	o.Leaving.MonthLate.Ratio = 0
	o.Leaving.TicketsBreached.Ratio = 1001
	o.Leaving.PartnerDelivered.Ratio = units.Number(nan)
	o.Leaving.PartnerQuality.Ratio = -1
	o.Leaving.NotLive.Ratio = units.Number(math.Inf(1))
	o.Expanding.TicketsBreached.Ratio = 0
	assert.Equal(t, []string{
		"late_fades: must be between 0% and 100%, got 200%",
		"forgets: must be above 0, got 0",
		"leaving.month_late: must be above 0 and at most 1000, got 0",
		"leaving.tickets_breached: must be above 0 and at most 1000, got 1001",
		"leaving.partner_delivered: must be above 0 and at most 1000, got NaN",
		"leaving.partner_quality: must be above 0 and at most 1000, got -1",
		"leaving.not_live: must be above 0 and at most 1000, got +Inf",
		"expanding.tickets_breached: must be above 0 and at most 1000, got 0",
	}, units.Found(o.Validate))
}

func TestHalfDecodedParametersAreRefusedWithoutPanic(t *testing.T) {
	assert.Len(t, units.Found(customers.Segment{}.Validate), 4, "acv, terms, depth and size")
	assert.Len(t, units.Found(customers.Outcomes{}.Validate), 10, "forgets and nine ratios")
	assert.NotEmpty(t, units.Found(customers.Segment{
		ACV:   units.Spread[units.Money]{Empirical: &units.Column[units.Money]{}},
		Terms: customers.Terms{0: 0},
		Churn: customers.Churn{ByTerm: map[units.Duration]units.Share{0: 0}, Concentration: new(units.Number)},
	}.Validate))
}
