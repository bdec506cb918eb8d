package theory

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/sim/random"
)

// Published and independently computed numbers, to half a unit of their last place. The last digits of the clumped queue
// (1.191411, delay .595706) and of M/M/10/12 (.1056932910, queue .3288235719) differ from a published table: 1.191417,
// .595708, .1056932911 and .3288235720.
func TestFormulasGiveTheKnownNumbers(t *testing.T) {
	near := func(want, last, got float64) {
		t.Helper()
		assert.InDelta(t, want, got, .50001*last)
	}
	for _, c := range []struct {
		servers    int
		load, wait float64
	}{{2, 1.5, 1.2857142857}, {3, 2, .4444444444}, {5, 4, .5541125541}, {10, 9, .6687315241}, {20, 18, .2753845024}} {
		near(c.wait, 1e-10, ErlangWait(c.servers, c.load))
	}
	for _, c := range []struct {
		servers    int
		load, loss float64
	}{{5, 3, .1100543478}, {10, 5, .0183845703}, {15, 10, .0364969455}, {20, 15, .0455932156}, {20, 16, .064411}} {
		last := 1e-10
		if c.load == 16 {
			last = 1e-6
		}
		near(c.loss, last, ErlangB(c.servers, c.load))
	}
	near(.512156, 1e-6, 8*ErlangWait(20, 16))
	for _, c := range []struct{ squaredCV, wait float64 }{{0, 2}, {.25, 2.5}, {1, 4}, {4, 10}} {
		near(c.wait, 1e-12, Pollaczek(.8, c.squaredCV))
	}
	near(1.1428571429, 1e-10, Cobham(1, .3, .5)[0])
	near(5.7142857143, 1e-10, Cobham(1, .3, .5)[1])
	near(.3235955056, 1e-10, Cobham(3, 1, 1.4)[0])
	near(1.6179775281, 1e-10, Cobham(3, 1, 1.4)[1])
	for _, c := range []struct {
		load           float64
		servers        int
		mean, variance float64
	}{{10, 5, 5.63952177, 8.23267427}, {10, 15, .36496945, .80517006}, {5, 5, 1.42433911, 2.33317947}} {
		mean, variance := Kosten(c.servers, c.load)
		near(c.mean, 1e-8, mean)
		near(c.variance, 1e-8, variance)
	}
	for i, want := range map[int]float64{2: .444444, 3: .751715, 5: 1.188959, 10: 1.859832, 20: 2.573283, 50: 3.410509, 100: 3.810376} {
		near(want, 1e-6, Delays(i, .8)[i-1])
	}
	finite := serversOf(9, 10).steady(13)
	near(.1056932910, 1e-10, finite[12])
	near(.3288235719, 1e-10, expected(finite, beyond(10)))
	late := projects(AtQuarterEnd())
	q := late.Steady(180)
	near(.595706, 1e-6, q.Delay)
	near(1.191411, 1e-6, q.Queue)
	for week, want := range []float64{2.5421, 2.1226, 1.7247, 1.4025, 1.1760, 1.0180, .8826, .7907, .7326, .7027, .6985, .7699, 1.0416} {
		near(want, 1e-4, q.AtWeek[week])
	}
	near(.0862667, 1e-7, late.Steady(0).Overflow)
}

func TestBirthDeathChainsAgreeWithClosedForms(t *testing.T) {
	near := func(want, got float64) {
		t.Helper()
		assert.InEpsilon(t, want, got, 1e-9)
	}
	p := serversOf(.8, 1).steady(2_000)
	near(4, expected(p, number))
	near(.8*.8*.8*4, expected(p, beyond(3)))
	near(2+2*4./9, expected(serversOf(2, 3).steady(2_000), number))
	near(math.Exp(-.2*5), ErlangTail(1, .8, 5)/.8)

	even := projects(atAnyTime())
	near(8*ErlangWait(20, 16), even.Steady(180).Delay)
	near(ErlangB(20, 16), even.Steady(0).Overflow)

	present, waiting := LimitedSharing(2, 2, 1.6)
	near(1.6+1.6*ErlangWait(2, 1.6), present)
	near(1.6*ErlangWait(2, 1.6), waiting)

	from := make([]float64, 100)
	from[0] = 1
	infinite := chain{func(int) float64 { return 5 }, func(n int) float64 { return float64(n) }}
	for _, at := range []float64{.1, 1, 30} {
		near(5*(1-math.Exp(-at)), expected(infinite.after(at, from), number))
	}
	near(1, from[0]) // it is left alone
	lossy := serversOf(3, 5)
	near(ErlangB(5, 3), lossy.after(50, from[:6])[5])
}

// A server that is up and down is a chain of two columns, the balance equations of which are solved here by turns.
func TestPresentAtAnUnreliableServerSolvesTheBalanceEquations(t *testing.T) {
	const rate, up, down, states = .65, 10., 2., 1_000
	var works, broken [states]float64
	works[0] = 1
	for range 20_000 {
		var nextWorks, nextBroken [states]float64
		const step = .5 // of a jump at the most
		for n := range works {
			move := func(p float64, to *float64, speed float64) float64 {
				*to += p * speed * step
				return p * speed * step
			}
			w, b := works[n], broken[n]
			gone := move(w, &nextBroken[n], 1/up)
			back := move(b, &nextWorks[n], 1/down)
			if n+1 < states {
				gone += move(w, &nextWorks[n+1], rate)
				back += move(b, &nextBroken[n+1], rate)
			}
			if n > 0 {
				gone += move(w, &nextWorks[n-1], 1)
			}
			nextWorks[n] += w - gone
			nextBroken[n] += b - back
		}
		works, broken = nextWorks, nextBroken
	}
	assert.InEpsilon(t, expected(works[:], number)+expected(broken[:], number), presentAtUnreliable(rate, up, down), 1e-6)
}

func TestCompletionTimesWithoutBreakdownsAreServices(t *testing.T) {
	work := random.Must(random.Gamma(1, .5))
	mean, square := completion(work, math.Inf(1), exponential)
	assert.InDelta(t, 1, mean, 1e-12)
	assert.InDelta(t, 1.25, square, 1e-12)
}

func TestKaufmanAndRobertsOfSinglePlacesIsErlangs(t *testing.T) {
	assert.InEpsilon(t, ErlangB(12, 9), kaufmanRoberts(12, []bundle{{5, 1, nil}, {4, 1, nil}})[1], 1e-12)
	// Two places, loads 1 of 1 and 1 of 2: 1, 1 and 3/2 for none, one and two taken.
	assert.InDeltaSlice(t, []float64{1.5 / 3.5, 2.5 / 3.5}, kaufmanRoberts(2, []bundle{{1, 1, nil}, {1, 2, nil}}), 1e-12)
}
