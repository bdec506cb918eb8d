package customers_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/ledger"
	"postsale/models/units"
	"postsale/sim/random"
)

func TestARenewalMayContractAndUpliftsWhatRemains(t *testing.T) {
	s := plan{segment: func(s *customers.Segment) {
		s.Contraction.Probability = 1
		s.Uplift = .1
	}}.open()
	s.sign(1)
	s.sim.Run(600)
	assert.Equal(t, []string{
		"0 A signs 100000",
		"0 A begins 100000",
		"260 A renews 100000",
		"260 A contracts 25000",  // a quarter of 100,000
		"260 A is uplifted 7500", // a tenth of 75,000
		"520 A renews 82500",
		"520 A contracts 20625",
		"520 A is uplifted 6187.5",
	}, s.story())
	assert.Equal(t, []string{"260 A: 75000", "260 A: 82500", "520 A: 61875", "520 A: 68062.5"}, s.sizes)
	assert.Equal(t, 68062.5, s.counted)
}

func TestACustomerWhoLeavesIsGoneWithAllItsARR(t *testing.T) {
	s := plan{segment: func(s *customers.Segment) {
		s.Churn.FirstRenewal = 1
		s.Expansion.PerYear = 1000
	}}.open()
	s.sign(2)
	s.at(259.5, func() { s.GoLive(0, 0, 0) })
	s.sim.Run(600)
	story := s.story(ledger.Expanded, ledger.Churned)
	assert.Equal(t, "260 B leaves with 100000", story[len(story)-1], "nobody expands afterwards")
	assert.Equal(t, []int32{0, 1}, s.gone)
	assert.InDelta(t, 0, s.counted, 1e-6)
}

// What a customer lives through moves the hazard by a power of each ratio. The
// chance to leave is then 1 - (1-θ)^(ratio^x).
func TestEveryLinkMovesTheHazardAsItsRatioSays(t *testing.T) {
	const theta = 1e-3
	link := func(set func(o *customers.Renewing, ratio *customers.Effect)) func(o *customers.Outcomes) {
		return func(o *customers.Outcomes) { set(&o.Leaving, &customers.Effect{Ratio: 1.25}) }
	}
	for _, c := range []struct {
		name     string
		outcomes func(o *customers.Outcomes)
		live     float64 // day; 0 is never
		partner  float64
		flaw     float64
		judge    func(s *shop)
		want     []float64 // x at the yearly renewals
	}{
		{
			name:     "two months late, which fades by half a renewal",
			outcomes: link(func(o *customers.Renewing, e *customers.Effect) { o.MonthLate = *e }),
			live:     65 + 2*65.0/3,
			want:     []float64{2, 1, .5},
		},
		{
			name:     "late so far, when not live",
			outcomes: link(func(o *customers.Renewing, e *customers.Effect) { o.MonthLate = *e }),
			want:     []float64{9, 21 * .5, 33 * .25}, // 3 months promised; renewals after 12, 24, 36
		},
		{
			name:     "on time",
			outcomes: link(func(o *customers.Renewing, e *customers.Effect) { o.MonthLate = *e }),
			live:     65,
			want:     []float64{0, 0, 0},
		},
		{
			name:     "not live at two renewals",
			outcomes: link(func(o *customers.Renewing, e *customers.Effect) { o.NotLive = *e }),
			live:     700,
			want:     []float64{1, 1, 0},
		},
		{
			name:     "done by a partner in part",
			outcomes: link(func(o *customers.Renewing, e *customers.Effect) { o.PartnerDelivered = *e }),
			live:     65,
			partner:  .4,
			want:     []float64{.4, .4, .4},
		},
		{
			name:     "done badly in part",
			outcomes: link(func(o *customers.Renewing, e *customers.Effect) { o.PartnerQuality = *e }),
			live:     65,
			partner:  .4,
			flaw:     .3,
			want:     []float64{.3, .3, .3},
		},
		{
			name:     "tickets, half forgotten after half a year",
			outcomes: link(func(o *customers.Renewing, e *customers.Effect) { o.TicketsBreached = *e }),
			live:     65,
			judge: func(s *shop) {
				s.at(130, func() { s.Judge(0, false, 130) })
				s.at(260, func() {
					s.Judge(0, true, 260)
					s.Judge(0, true, 0) // noticed late
				})
			},
			want: []float64{1.25 / (1.75 + 1), .3125 / (.4375 + 1), .078125 / (.109375 + 1)}, // weights 1/2, 1 and 1/4, then a quarter of that
		},
		{
			name: "late and done badly",
			outcomes: func(o *customers.Outcomes) {
				o.Leaving.MonthLate.Ratio = 1.25
				o.Leaving.PartnerQuality.Ratio = 1.25
			},
			live:    65 + 65.0/3,
			partner: 1,
			flaw:    .5,
			want:    []float64{1.5, 1, .75},
		},
		{
			name: "late with a partner who is worth it",
			outcomes: func(o *customers.Outcomes) {
				o.Leaving.MonthLate.Ratio = 1.25
				o.Leaving.PartnerDelivered.Ratio = .8
			},
			live:    65 + 65.0/3,
			partner: 1,
			want:    []float64{0, -.5, -.75},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := plan{segment: func(s *customers.Segment) { s.Churn.FirstRenewal = theta }, outcomes: c.outcomes}.open()
			s.sign(1)
			s.Promise(0, 65)
			if c.live > 0 {
				s.at(c.live, func() { s.GoLive(0, c.partner, c.flaw) })
			}
			if c.judge != nil {
				c.judge(s)
			}
			s.sim.Run(3 * 260)
			var want []float64
			for _, x := range c.want {
				want = append(want, 1-math.Pow(1-theta, math.Pow(1.25, x)))
			}
			assert.InEpsilonSlice(t, want, s.chances(), 1e-12)
		})
	}
}

func TestWithoutLinksCustomersLeaveExactlyAsStated(t *testing.T) {
	for _, theta := range []units.Share{0, 1e-9, .05, .5, .999, 1} {
		s := plan{segment: func(s *customers.Segment) { s.Churn.FirstRenewal = theta }}.open()
		s.sign(1)
		s.Promise(0, 1)
		s.Judge(0, true, 0)
		s.at(250, func() { s.GoLive(0, 1, 1) })
		s.sim.Run(260)
		assert.InEpsilon(t, 1+float64(theta), 1+s.chances()[0], 1e-15)
	}
}

func TestATermMayHaveAChurnOfItsOwn(t *testing.T) {
	s := plan{segment: func(s *customers.Segment) {
		s.Terms = customers.Terms{month: .5, year: .5}
		s.Churn = customers.Churn{FirstRenewal: .1, ByTerm: map[units.Duration]units.Share{month: .02}}
	}}.open()
	s.sign(20)
	s.sim.Run(260)
	for i, f := range s.ledger.Facts() {
		switch {
		case f.Kind != ledger.Renewed && f.Kind != ledger.Churned:
		case f.At < 260 || f.Extra < .05: // the twelfth of a month's renewals falls on the same day
			assert.InDelta(t, .02, f.Extra, 1e-15, "fact %d", i)
		default:
			assert.InDelta(t, .1, f.Extra, 1e-15, "fact %d", i)
		}
	}
}

func TestOpeningCustomersAreNeverLate(t *testing.T) {
	opening := []accounts.Account{
		{Entity: 1, ARR: 100e3, Term: 260, Signed: -300, Renews: 220, Survived: 1, Live: true},
		{Entity: 2, ARR: 100e3, Term: 260, Signed: -40, Renews: 220},
		{Entity: 3, ARR: 100e3, Term: 20, Signed: -30, Renews: 10, Survived: 1},
	}
	s := plan{opening: opening,
		segment:  func(s *customers.Segment) { s.Churn.FirstRenewal = 1e-3 },
		outcomes: func(o *customers.Outcomes) { o.Leaving.MonthLate.Ratio = 1.25 },
	}.open()
	s.Promise(1, 90)
	s.Promise(2, 10-65.0/3)
	s.sim.Run(10)
	assert.InEpsilonSlice(t, []float64{1 - math.Pow(.999, math.Pow(1.25, .5))}, s.chances(), 1e-12,
		"a month late so far, at the second renewal")
	s.sim.Run(220)
	var got []float64
	for _, f := range s.ledger.Facts() {
		if f.At == 220 && f.Customer < 2 {
			got = append(got, f.Extra)
		}
	}
	assert.InEpsilonSlice(t, []float64{1e-3, 1 - math.Pow(.999, math.Pow(1.25, 6))}, got, 1e-12)
	assert.Empty(t, s.story(ledger.WentLive))
}

func TestTheOpeningBookRenewsWhenItIsDue(t *testing.T) {
	s := plan{opening: []accounts.Account{
		{Entity: 1, ARR: 5, Term: 260, Signed: -300, Renews: 220, Survived: 1, Live: true},
		{Entity: 2, ARR: 7, Term: 65, Signed: -65, Renews: 0, Live: true},
		{Entity: 3, ARR: 9, Term: 260, Signed: -10, Renews: 250},
	}}.open()
	s.sim.Run(250)
	assert.Equal(t, []string{
		"0 A is held at 5", "0 B is held at 7", "0 C is held at 9",
		"0 B renews 7", "65 B renews 7", "130 B renews 7", "195 B renews 7", "220 A renews 5", "250 C renews 9",
	}, s.story())
	assert.Equal(t, 21.0, s.counted)
}

func TestTheBookKnowsItsCustomers(t *testing.T) {
	s := plan{opening: []accounts.Account{{Entity: 77, ARR: 5, Term: 260, Renews: 100, Live: true}}}.open()
	number, arr := s.Sign(0, 88)
	assert.Equal(t, int32(1), number)
	assert.Equal(t, 100e3, arr)
	for i, want := range []struct {
		entity random.Entity
		arr    float64
	}{{77, 5}, {88, 100e3}} {
		entity, segment, arr := s.Who(int32(i))
		assert.Equal(t, want.entity, entity)
		assert.Zero(t, segment)
		assert.Equal(t, want.arr, arr)
	}
}

func TestATrialIsTheSameWhateverWasRunBefore(t *testing.T) {
	varied := func(s *customers.Segment) {
		s.ACV = units.Lognormal(units.Money(1000), .5)
		s.Terms = customers.Terms{month: .5, year: .5}
		s.Churn = spread(.2, 3)
		s.Expansion.PerYear = 2
		s.Contraction.Probability = .3
	}
	run := func(s *shop, trial uint64) []string {
		s.deeds = nil
		s.begin(trial)
		s.sign(20)
		s.at(30, func() {
			for i := range int32(20) {
				s.GoLive(i+1, 0, 0)
			}
		})
		s.sim.Run(400)
		return s.story()
	}
	opening := []accounts.Account{{Entity: 77, ARR: 5, Term: 260, Renews: 100, Live: true}}
	used := plan{segment: varied, opening: opening}.open()
	first, second := run(used, 1), run(used, 2)
	assert.NotEqual(t, first, second)
	fresh := plan{segment: varied, opening: opening}.open()
	assert.Equal(t, second, run(fresh, 2))
}

func TestWhatWasHeldAtTheStartTellsItsAge(t *testing.T) {
	s := plan{opening: []accounts.Account{{ARR: 100, Term: 260, Signed: -42, Renews: 218, Live: true}}}.open()
	assert.Equal(t, 42.0, s.ledger.Facts()[0].Extra)
}
