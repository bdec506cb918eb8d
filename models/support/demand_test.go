package support_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"postsale/models/support"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// crowd is the demand of customers of one segment and what they have opened.
type crowd struct {
	*support.Demand
	sim     *sim.Simulator
	deeds   []func()
	tickets map[int32][]ticket
}

type ticket struct {
	at     float64
	from   support.Origin
	number uint64
}

func gather(segment support.Segment, poor float64) *crowd {
	c := &crowd{sim: sim.New()}
	c.sim.Handle(done, func(i int32) { c.deeds[i]() })
	c.Demand = support.NewDemand(c.sim, kinds, 1, []support.Segment{segment}, []float64{100e3}, poor)
	c.OnTicket = func(customer int32, _ random.Entity, _ int, o support.Opening) {
		c.tickets[customer] = append(c.tickets[customer], ticket{c.sim.Now(), o.From, o.Number})
	}
	c.begin(0)
	return c
}

func (c *crowd) begin(trial uint64) {
	c.sim.Reset(0)
	c.deeds, c.tickets = nil, map[int32][]ticket{}
	c.Begin(trial)
}

func (c *crowd) at(day float64, deed func()) {
	c.deeds = append(c.deeds, deed)
	c.sim.Schedule(done, int32(len(c.deeds)-1), day)
}

// live makes a customer live of the mean size, some days ago.
func (c *crowd) live(customer int32, ago float64) {
	c.GoLive(customer, entity(customer), 0, 100e3, c.sim.Now()-ago, 0)
}

// days returns when a customer's tickets of an origin opened, and demands that
// they are numbered without a gap.
func (c *crowd) days(t require.TestingT, customer int32, from support.Origin) []float64 {
	var days []float64
	for _, k := range c.tickets[customer] {
		if k.from == from {
			require.Equal(t, uint64(len(days)), k.number)
			days = append(days, k.at)
		}
	}
	return days
}

// purposes are what the luck of the origins is for.
var purposes = map[support.Origin]string{product: "ticket", configuration: "configuration issue",
	earlyProduct: "early ticket", earlyConfiguration: "early configuration issue"}

// exponentials returns E1, E1+E2 and so on of a customer.
func exponentials(from support.Origin, customer int32, n int) []float64 {
	luck, sum, sums := random.New(1, purposes[from]).Trial(0), 0.0, make([]float64, n)
	for k := range sums {
		sum -= math.Log(1 - luck.Uniform(entity(customer), uint64(k)))
		sums[k] = sum
	}
	return sums
}

// integral is of early(t) between two days.
func integral(multiple, live, from, to float64) float64 {
	return to - from + (multiple-1)*youth(live, from, to)
}

// youth is the integral of exp(-t/65) since go-live, between two days.
func youth(live, from, to float64) float64 {
	return 65 * (math.Exp((live-from)/65) - math.Exp((live-to)/65))
}

func TestATicketOpensWhenTheIntegralOfItsRateIsUsedUp(t *testing.T) {
	const month, week = 65.0 / 3, 5.0
	for _, multiple := range []float64{1, 2, 10, 100} {
		for _, perMonth := range []float64{.01, .1, 3} {
			c := gather(support.Segment{PerMonth: number(perMonth), ConfigurationPerWeek: number(perMonth / 4), EarlyMultiple: number(multiple)}, 1)
			c.at(10, func() { c.live(0, 0) })
			c.at(10, func() { c.live(1, 50) })
			c.sim.Run(10 + 60/perMonth*month)
			for customer, live := range []float64{10, -40} {
				require.NotEmpty(t, c.days(t, int32(customer), product))
				for from, integral := range map[support.Origin]func(day float64) float64{
					product:            func(day float64) float64 { return perMonth / month * (day - 10) },
					configuration:      func(day float64) float64 { return perMonth / 4 / week * (day - 10) },
					earlyProduct:       func(day float64) float64 { return perMonth / month * (multiple - 1) * youth(live, 10, day) },
					earlyConfiguration: func(day float64) float64 { return perMonth / 4 / week * (multiple - 1) * youth(live, 10, day) },
				} {
					days := c.days(t, int32(customer), from)
					want := exponentials(from, int32(customer), len(days)+1)
					for n, day := range days {
						require.InEpsilon(t, want[n], integral(day), 1e-9, "×%v, %v a month, origin %d, ticket %d", multiple, perMonth, from, n)
					}
					require.Greater(t, want[len(days)], integral(c.sim.Now()), "and the next has not come")
				}
			}
		}
	}
}

func number(v float64) units.Number { return units.Number(v) }

func TestAChangeOfSizeMovesTicketsAndRenumbersNone(t *testing.T) {
	const perDay = 3 / (65.0 / 3)
	c := gather(support.Segment{PerMonth: 3, Size: .5, EarlyMultiple: 2, ConfigurationPerWeek: 1}, 1)
	c.live(0, 0)
	c.live(1, 0)
	c.at(30, func() { c.Resize(0, 400e3) })
	c.at(30, func() { c.Resize(0, 400e3) })
	c.at(70, func() { c.Resize(0, 0) })
	c.at(90, func() { c.Resize(0, 25e3) })
	c.sim.Run(300)
	for from, integral := range map[support.Origin]func(from, to float64) float64{
		product:      func(from, to float64) float64 { return to - from },
		earlyProduct: func(from, to float64) float64 { return youth(0, from, to) },
	} {
		used := func(day float64) float64 { // √4 from day 30 to 70, nothing until 90, then √(1/4)
			return perDay * (integral(0, min(day, 30)) + 2*integral(30, min(max(day, 30), 70)) + .5*integral(90, max(day, 90)))
		}
		days := c.days(t, 0, from)
		require.Greater(t, len(days), 5)
		for n, want := range exponentials(from, 0, len(days)) {
			assert.InEpsilon(t, want, used(days[n]), 1e-9, "ticket %d on day %v", n, days[n])
			assert.False(t, days[n] > 70 && days[n] < 90)
		}
	}
	other := gather(support.Segment{PerMonth: 3, Size: .5, EarlyMultiple: 2, ConfigurationPerWeek: 1}, 1)
	other.live(0, 0)
	other.live(1, 0)
	other.sim.Run(300)
	assert.Equal(t, other.days(t, 0, configuration), c.days(t, 0, configuration), "size moves no configuration issue")
	assert.Equal(t, other.days(t, 1, product), c.days(t, 1, product), "nor another customer's ticket")
}

func TestSizeMattersByItsExponent(t *testing.T) {
	for _, s := range []struct{ size, arr, want float64 }{
		{size: 0, arr: 400e3, want: 1},
		{size: .5, arr: 400e3, want: 2},
		{size: 1, arr: 400e3, want: 4},
		{size: 1, arr: 25e3, want: .25},
	} {
		c := gather(support.Segment{PerMonth: 1, Size: number(s.size), EarlyMultiple: 1}, 1)
		c.GoLive(0, entity(0), 0, s.arr, 0, 0)
		c.sim.Run(2000)
		first := c.days(t, 0, product)[0]
		assert.InEpsilon(t, exponentials(product, 0, 1)[0], first*s.want/(65.0/3), 1e-12)
	}
}

func TestPoorDeliveryMakesTicketsAndNoConfigurationIssues(t *testing.T) {
	days := func(poor, flaw float64, from support.Origin) float64 {
		c := gather(support.Segment{PerMonth: 1, EarlyMultiple: 1, ConfigurationPerWeek: 1}, poor)
		c.GoLive(0, entity(0), 0, 100e3, 0, flaw)
		c.sim.Run(1000)
		return c.days(t, 0, from)[0]
	}
	assert.InEpsilon(t, 2, days(1, .5, product)/days(3, .5, product), 1e-9) // 1 + (3-1)/2
	assert.InEpsilon(t, 3, days(3, 0, product)/days(3, 1, product), 1e-9)
	assert.Equal(t, days(3, 0, configuration), days(3, 1, configuration))
}

func TestNobodyAsksBeforeGoLiveOrAfterLeaving(t *testing.T) {
	c := gather(support.Segment{PerMonth: 20, EarlyMultiple: 1, ConfigurationPerWeek: 20}, 1)
	c.Resize(3, 100e3)
	c.Leave(3)
	c.at(50, func() { c.live(2, 0) })
	c.at(100, func() {
		c.Leave(2)
		c.Resize(2, 200e3)
	})
	c.sim.Run(300)
	assert.Empty(t, c.tickets[3])
	tickets := c.tickets[2]
	require.NotEmpty(t, tickets)
	assert.Greater(t, tickets[0].at, 50.0)
	assert.Less(t, tickets[len(tickets)-1].at, 100.0)
}

func TestWithoutARateNobodyAsks(t *testing.T) {
	c := gather(support.Segment{EarlyMultiple: 100}, 1)
	c.live(0, 0)
	c.sim.Run(1e6)
	assert.Empty(t, c.tickets)
}

// The number of tickets in a window is Poisson, its mean the integral of the rate.
func TestTheNumberOfTicketsIsPoisson(t *testing.T) {
	const customers, perDay = 4000, 1 / (65.0 / 3)
	windows := []struct{ from, to float64 }{{0, 10}, {10, 65}, {65, 260}}
	for _, multiple := range []float64{1, 10} {
		c := gather(support.Segment{PerMonth: 1, EarlyMultiple: number(multiple)}, 1)
		for customer := range int32(customers) {
			c.live(customer, 0)
		}
		c.sim.Run(260)
		for _, w := range windows {
			counts := make([]float64, customers)
			for customer := range counts {
				for _, k := range c.tickets[int32(customer)] {
					if k.at >= w.from && k.at < w.to {
						counts[customer]++
					}
				}
			}
			want := perDay * integral(multiple, 0, w.from, w.to)
			mean, variance := stat.MeanVariance(counts, nil)
			assert.InDelta(t, want, mean, critical(12)*math.Sqrt(want/customers), "×%v, %v", multiple, w)
			fourth := want + 3*want*want // central moment
			assert.InDelta(t, want, variance, critical(12)*math.Sqrt((fourth-want*want)/customers), "×%v, %v", multiple, w)
		}
	}
}

func TestDemandIsTheSameWhateverWasRunBefore(t *testing.T) {
	run := func(c *crowd, trial uint64, until float64) map[int32][]ticket {
		c.begin(trial)
		for customer := range int32(5) {
			c.live(customer, 0)
		}
		c.at(20, func() { c.Resize(1, 5) })
		c.at(20, func() { c.Leave(2) })
		c.sim.Run(until)
		return c.tickets
	}
	segment := support.Segment{PerMonth: 3, Size: 1, EarlyMultiple: 2, ConfigurationPerWeek: 1}
	used := gather(segment, 1)
	first := run(used, 1, 100)
	assert.Equal(t, run(gather(segment, 1), 2, 200), run(used, 2, 200))
	assert.NotEqual(t, first, run(used, 2, 100))
}

func TestATrialOfMoreTicketsThanItMayHavePanics(t *testing.T) {
	c := gather(support.Segment{PerMonth: 100, EarlyMultiple: 1}, 1)
	c.Most = 50
	for trial := range uint64(2) { // each on its own
		c.begin(trial)
		c.at(0, func() { c.live(1, 0) })
		func() {
			defer func() { assert.ErrorContains(t, recover().(error), "the trial comes to more than 50 tickets") }()
			c.sim.Run(65)
		}()
		assert.Len(t, c.tickets[1], 50)
	}
}

// What a factor changes is when the next ticket opens: the n-th of a customer opens when the integral of its rate has used up
// n exponentials, whatever the factors were meanwhile, and its number stays its own.
func TestRatesRescaleWithoutRenumberingTickets(t *testing.T) {
	const perMonth, month = 3, 65.0 / 3
	factors := []struct{ from, factor float64 }{{0, 1}, {40, .5}, {100, 0}, {130, 2}, {133, 2}}
	c := gather(support.Segment{PerMonth: perMonth, ConfigurationPerWeek: .3, EarlyMultiple: 2}, 1)
	c.live(0, 0)
	for _, f := range factors[1:] {
		c.at(f.from, func() { c.Rescale(f.factor) })
	}
	const until = 300
	c.sim.Run(until)
	exposed := func(day float64, rate func(from, to float64) float64) float64 {
		sum := 0.0
		for i, f := range factors {
			to := float64(until)
			if i+1 < len(factors) {
				to = factors[i+1].from
			}
			if to = min(to, day); to > f.from {
				sum += f.factor * rate(f.from, to)
			}
		}
		return sum
	}
	for from, rate := range map[support.Origin]func(from, to float64) float64{
		product:      func(from, to float64) float64 { return perMonth / month * (to - from) },
		earlyProduct: func(from, to float64) float64 { return perMonth / month * youth(0, from, to) },
	} {
		days := c.days(t, 0, from)
		want := exponentials(from, 0, len(days)+1)
		require.Greater(t, len(days), 2)
		for n, day := range days {
			require.InEpsilon(t, want[n], exposed(day, rate), 1e-9, "origin %d, ticket %d", from, n)
			require.False(t, day > 100 && day < 130, "nobody asks")
		}
		require.Greater(t, want[len(days)], exposed(until, rate), "and the next has not come")
	}
	days := c.days(t, 0, configuration)
	for n, want := range exponentials(configuration, 0, len(days)) {
		require.InEpsilon(t, want, .3/5*days[n], 1e-9, "configuration issues are not about the product")
	}
}

// Whatever the factor is from month to month, and the ARR from day to day, a ticket opens when the integral of its rate, summed
// piece by piece, reaches the sum of its exponentials, whether tickets beyond the month are in the calendar or not.
func TestTicketsOpenWhenTheIntegralUnderChangingFactorsReachesTheirExponentials(t *testing.T) {
	const perMonth, perWeek, month, multiple = 2, .3, 65.0 / 3, 3
	rapid.Check(t, func(t *rapid.T) {
		c := gather(support.Segment{PerMonth: perMonth, ConfigurationPerWeek: perWeek, Size: 1, EarlyMultiple: multiple}, 1)
		months := rapid.IntRange(1, 60).Draw(t, "months")
		monthly := rapid.IntRange(0, months).Draw(t, "monthly") // from the end of that month on
		until := float64(months) * month
		type piece struct{ since, factor, arr float64 }
		begins := rapid.Float64Range(0, until/2).Draw(t, "begins")
		live := begins - rapid.SampledFrom([]float64{0, 20, 400}).Draw(t, "ago")
		pieces := []piece{{0, 1, 1}}
		change := func(factor, arr float64) { pieces = append(pieces, piece{c.sim.Now(), factor, arr}) }
		last := func() piece { return pieces[len(pieces)-1] }
		if monthly == 0 {
			c.Reach(month)
		}
		for n := range months - 1 {
			factor, day := rapid.SampledFrom([]float64{0, .2, 1, 1, 1.1, 5}).Draw(t, "factor"), float64(n+1)*month
			c.at(day, func() {
				c.Rescale(factor)
				change(factor, last().arr)
				if n+1 >= monthly {
					c.Reach(day + month)
				}
			})
		}
		c.at(begins, func() { c.GoLive(0, entity(0), 0, last().arr*100e3, live, 0) })
		for range rapid.IntRange(0, 5).Draw(t, "resizes") {
			arr := rapid.SampledFrom([]float64{0, .5, 1, 4}).Draw(t, "arr")
			c.at(rapid.Float64Range(begins, until).Draw(t, "day"), func() {
				c.Resize(0, arr*100e3)
				change(last().factor, arr)
			})
		}
		c.sim.Run(until)
		used := func(day float64, rate func(from, to float64) float64, moves func(p piece) float64) float64 {
			sum := 0.0
			for i, p := range pieces {
				from, to := max(p.since, begins), day
				if i+1 < len(pieces) {
					to = min(day, pieces[i+1].since)
				}
				if to > from {
					sum += moves(p) * rate(from, to)
				}
			}
			return sum
		}
		for from := product; from <= earlyConfiguration; from++ {
			a, rate := perMonth/month, func(from, to float64) float64 { return to - from }
			moves := func(p piece) float64 { return p.factor * p.arr }
			if from == configuration || from == earlyConfiguration {
				a, moves = perWeek/5, func(piece) float64 { return 1 }
			}
			if from >= earlyProduct {
				a, rate = a*(multiple-1), func(from, to float64) float64 { return youth(live, from, to) }
			}
			days := c.days(t, 0, from)
			want := exponentials(from, 0, len(days)+1)
			for n, day := range days {
				require.InEpsilon(t, want[n], a*used(day, rate, moves), 1e-9, "origin %d, ticket %d", from, n)
			}
			require.Greater(t, want[len(days)]*(1+1e-9), a*used(until, rate, moves), "origin %d: the next has not come", from)
		}
	})
}
