package offerings_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/offerings"
	"postsale/models/units"
	"postsale/sim/random"
)

func TestAShareOfCustomersBuysAndPaysAShareOfItsARR(t *testing.T) {
	const customers, share, price = 5000, .2, .15
	s := open(t, offerings.Params{offering("premium", share, ofARR(price))})
	arr := 0.0
	for number := range int32(customers) {
		s.enter(number, smb, 10e3)
		arr += 10e3
	}
	s.sim.Run(130)
	s.ledger.Record(ledger.Fact{At: 65, Kind: ledger.QuarterClosed, Customer: ledger.None, Scope: 2})
	paid := s.ledger.Area(ledger.OfferedSupport, smb, 0, 1)
	want := share * price * arr * fiscal.Quarter / fiscal.Year // 3 % of ARR
	assert.InDelta(t, want, paid, want*3.3*math.Sqrt((1-share)/share/customers))
	assert.Equal(t, paid, s.ledger.Area(ledger.OfferedSupport, 2, 0, 1), "the company's")
	assert.Zero(t, s.ledger.Area(ledger.OfferedServices, smb, 0, 1))
}

func TestAHigherShareAddsBuyersAndTakesNoneAway(t *testing.T) {
	buyers := func(share units.Share, premium bool) (list []int32) {
		p := offerings.Params{offering("premium", share, aYear(1))}
		p[0].Value.Premium = premium
		s := open(t, p)
		for number := range int32(1000) {
			s.enter(number, smb, 10e3)
		}
		for _, f := range s.ledger.Facts() {
			if f.Kind == ledger.Bought {
				list = append(list, f.Customer)
			}
		}
		return list
	}
	some := buyers(.2, false)
	assert.Subset(t, buyers(.5, false), some)
	assert.Len(t, buyers(1, false), 1000)
	assert.Empty(t, buyers(0, false))

	luck := random.New(1, "premium").Trial(1)
	var want []int32
	for number := range int32(1000) {
		if luck.Uniform(entity(number), 0) < .2 {
			want = append(want, number)
		}
	}
	assert.Equal(t, want, buyers(.2, true), "whom the desk knows as premium customers")
	assert.NotEqual(t, want, some)
}

func TestOfferingsHaveLuckOfTheirOwn(t *testing.T) {
	s := open(t, offerings.Params{offering("one", .5, aYear(1)), offering("other", .5, aYear(2))})
	byPaid := map[float64]int{}
	for number := range int32(4000) {
		s.enter(number, smb, 10e3)
	}
	for _, f := range s.ledger.Facts() {
		if f.Kind == ledger.Bought {
			byPaid[math.Round(f.Amount)]++
		}
	}
	for _, paid := range []float64{1, 2, 3} {
		assert.InDelta(t, .25, float64(byPaid[paid])/4000, 3.5*math.Sqrt(.25*.75/4000), "who pays %v", paid)
	}
}

func TestWhatIsPaidFollowsTheARRAndEndsWithTheCustomer(t *testing.T) {
	p := offerings.Params{offering("premium", 1, ofARR(.1)), offering("training", 1, aYear(500))}
	p[1].Value.Line = offerings.Services
	s := open(t, p)
	s.at(0, func() { s.enter(0, smb, 10e3) })
	s.at(5, func() { s.enter(1, smb, 1e3/3) })
	s.at(10, func() { s.Resize(0, 20e3) })
	s.at(20, func() { s.Leave(0) })
	s.at(25, func() { s.Resize(0, 99e3); s.Leave(0) }) // it is gone already
	s.at(30, func() { s.Leave(1) })
	assert.Equal(t, []string{
		"0 A pays 1500 a year", "0 smb pays 500 a year for services", "0 smb pays 1000 a year for support",
		"5 B pays 533.333 a year", "5 smb pays 1000 a year for services", "5 smb pays 1033.33 a year for support",
		"10 smb pays 2033.33 a year for support",
		"20 smb pays 500 a year for services", "20 smb pays 33.3333 a year for support",
		"30 smb pays 0 a year for services", "30 smb pays 0 a year for support",
	}, s.story(100))
	last := s.ledger.Facts()[len(s.ledger.Facts())-1]
	assert.Zero(t, last.Amount, "not even rounding is left")
}

func TestHoursAreABurdenWhileCustomersHaveIt(t *testing.T) {
	p := offerings.Params{offering("managed", 1, aYear(24e3))}
	p[0].Value.Hours, p[0].Value.Team = 5, "experts"
	s := open(t, p)
	s.at(0, func() { s.enter(0, smb, 10e3) })
	s.at(1, func() { s.enter(1, smb, 10e3) })
	s.at(2, func() { s.enter(2, enterprise, 10e3) }) // to whom nobody sells it
	s.at(3, func() { s.Resize(1, 5e3) })
	s.at(4, func() { s.Leave(0) })
	s.story(10)
	assert.Equal(t, []string{"0 experts is to give 1 hours a day", "1 experts is to give 2 hours a day", "4 experts is to give 1 hours a day"}, s.said)
}

func TestATrialOfOrdersIsTheSameWhateverRanBefore(t *testing.T) {
	p := offerings.Params{offering("premium", .5, ofARR(.1))}
	play := func(s *shop, trial uint64) []string {
		s.begin(trial)
		for number := range int32(20) {
			s.enter(number, smb, 10e3)
		}
		return s.story(10)
	}
	s := open(t, p)
	first, second := play(s, 1), play(s, 2)
	assert.NotEqual(t, first, second)
	assert.Equal(t, first, play(s, 1))
	assert.Equal(t, second, play(open(t, p), 2))
}

func TestOrdersAllocateNothingOnceTheyHaveRun(t *testing.T) {
	p := offerings.Params{offering("premium", .5, ofARR(.1)), offering("training", .5, aYear(100))}
	s := open(t, p)
	s.ledger.Forget()
	play := func() {
		s.sim.Reset(0)
		s.ledger.Reset()
		s.Begin(1)
		for number := range int32(100) {
			s.GoLive(number, entity(number), smb, 10e3)
			s.Resize(number, 20e3)
		}
		for number := range int32(100) {
			s.Leave(number)
		}
	}
	play()
	assert.Zero(t, testing.AllocsPerRun(20, play))
}
