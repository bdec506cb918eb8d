package textbook

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"
)

func TestFormulasGiveThePublishedDigits(t *testing.T) {
	kosten := func(load float64, slots int) [2]float64 {
		mean, variance := beyondSlots(load, slots)
		return [2]float64{mean, variance}
	}
	for _, c := range []struct {
		name      string
		got, want float64
		places    int
	}{
		{"M/M/1, .5", erlangC(1, .5).wait(), 1, 12},
		{"M/M/1, .8", erlangC(1, .8).wait(), 4, 12},
		{"M/M/1, .9", erlangC(1, .9).wait(), 9, 12},
		{"M/M/1, .8, tail", erlangC(1, .8).tail(4), .8 * math.Exp(-.2*4), 12},
		{"M/M/2", erlangC(2, 1.5).wait(), 1.2857142857, 10},
		{"M/M/3", erlangC(3, 2).wait(), 4. / 9, 12},
		{"M/M/5", erlangC(5, 4).wait(), .5541125541, 10},
		{"M/M/10", erlangC(10, 9).wait(), .6687315241, 10},
		{"M/M/20", erlangC(20, 18).wait(), .2753845024, 10},
		{"Erlang B (5,3)", erlangB(5, 3), .1100543478, 10},
		{"Erlang B (10,5)", erlangB(10, 5), .0183845703, 10},
		{"Erlang B (15,10)", erlangB(15, 10), .0364969455, 10},
		{"Erlang B (20,15)", erlangB(20, 15), .0455932156, 10},
		{"Kosten (10,5)", kosten(10, 5)[0], 5.63952177, 8},
		{"Kosten (10,5)", kosten(10, 5)[1], 8.23267427, 8},
		{"Kosten (10,15)", kosten(10, 15)[0], .36496945, 8},
		{"Kosten (10,15)", kosten(10, 15)[1], .80517006, 8},
		{"Kosten (5,5)", kosten(5, 5)[0], 1.42433911, 8},
		{"Kosten (5,5)", kosten(5, 5)[1], 2.33317947, 8},
	} {
		assert.InDelta(t, c.want, c.got, .5*math.Pow10(-c.places), c.name)
	}
}

func TestWaitsFromAnEmptyStartAreThoseThatWerePublished(t *testing.T) {
	waits := fromEmpty(.8, 1000)
	for customer, want := range map[int]float64{1: 0, 2: .444444, 3: .751715, 5: 1.188959, 10: 1.859832, 20: 2.573283, 50: 3.410509, 100: 3.810376} {
		assert.InDelta(t, want, waits[customer-1], 5e-7, "customer %d", customer)
	}
	assert.InDelta(t, 4, waits[999], 1e-3, "and the steady state in the end")
}

func TestClumpedQueuesGiveThePublishedDigits(t *testing.T) {
	var rates [weeks]float64
	for i, share := range byDefault {
		rates[i] = 26 * share
	}
	queue := clumped(rates, 20, 200, 8)
	assert.InDelta(t, .595708, queue.mean*weeks/26, 5e-6, "mean wait, weeks")
	assert.InDelta(t, 1.191417, queue.mean, 1e-5)
	published := []float64{2.5421, 2.1226, 1.7247, 1.4025, 1.1760, 1.0180, .8826, .7907, .7326, .7027, .6985, .7699, 1.0416}
	for week, want := range published {
		assert.InDelta(t, want, queue.starts[week], 1e-4, "week %d", week)
	}
	assert.InDelta(t, .0862667, clumped(rates, 20, 20, 8).lost, 1e-6)
	assert.InDelta(t, .512156, 8*erlangC(20, 16).wait(), 5e-7, "flat")
	assert.InDelta(t, .064411, erlangB(20, 16), 5e-7, "flat")

	for i := range rates {
		rates[i] = 2
	}
	assert.InDelta(t, erlangC(20, 16).wait()*16, clumped(rates, 20, 200, 8).mean, 1e-6, "even arrivals are Erlang's")
	assert.InDelta(t, erlangB(20, 16), clumped(rates, 20, 20, 8).lost, 1e-9)
}

// The mean number with exponential service obeys m' = rate - m/duration, whatever the rates.
func TestNumbersUnderWayObeyTheirEquation(t *testing.T) {
	var rates, even [weeks]float64
	for i, share := range byDefault {
		rates[i], even[i] = 26*share, 2
	}
	const duration = 8.0
	stays := func(t float64) float64 { return -duration * math.Expm1(-t/duration) }
	m := underWay(rates, 0, stays)
	for week, rate := range rates {
		assert.InDelta(t, m, underWay(rates, week, stays), 1e-9, "week %d", week)
		m = rate*duration + (m-rate*duration)*math.Exp(-1/duration)
	}
	assert.InDelta(t, m, underWay(rates, 0, stays), 1e-9, "and comes back")
	assert.InDelta(t, 16, underWay(even, 3, stays), 1e-9)
	assert.InDelta(t, 16, underWay(even, 3, func(t float64) float64 { return min(t, duration) }), 1e-9)
}

func TestBirthDeathChainsHaveTheirTwoEnds(t *testing.T) {
	busy, queue := birthDeath(.8, func(n int) float64 { return float64(min(n, 2)) / 2 }).split(2)
	assert.InDelta(t, 1.6, busy, 1e-12, "M/M/2")
	assert.InDelta(t, 2*erlangC(2, 1.6).wait()*.8, queue, 1e-12, "M/M/2")
	all, none := birthDeath(.8, func(int) float64 { return 1 }).split(1000)
	assert.InDelta(t, 4, all, 1e-9, "processor sharing")
	assert.Zero(t, none)
}

// With equal customers GRR is Bin(N, p)/N, whose quantiles are published.
func TestTheBinomialHasThePublishedQuantiles(t *testing.T) {
	for _, c := range []struct {
		n, sd        float64
		p5, p50, p95 float64
	}{{100, .03, .85, .90, .95}, {500, .0134164, .878, .900, .922}} {
		assert.InDelta(t, c.sd, math.Sqrt(.9*.1/c.n), 5e-8)
		law := distuv.Binomial{N: c.n, P: .9}
		for _, q := range []struct{ p, at float64 }{{.05, c.p5}, {.5, c.p50}, {.95, c.p95}} {
			logos := math.Round(q.at * c.n)
			assert.GreaterOrEqual(t, law.CDF(logos), q.p)
			assert.Less(t, law.CDF(logos-1), q.p)
		}
	}
}

func TestSurvivorsAreThoseThatWerePublished(t *testing.T) {
	published := []float64{62.67, 47.38, 38.80, 33.21, 29.23, 26.25, 23.90, 22.01, 20.44, 19.12, 17.99, 17.00}
	for i, percent := range published {
		assert.InDelta(t, percent, 100*survivors(.704077, 1.182043, i+1), .005, "year %d", i+1)
	}
	for i, rate := range []float64{.6267, .7560, .8188, .8559} {
		assert.InDelta(t, rate, survivors(.704077, 1.182043, i+1)/survivors(.704077, 1.182043, i), 5e-5)
	}
	assert.InDelta(t, 3.375/4.5, survivors(1.125, 3.375, 1), 1e-12)
	assert.InDelta(t, (3.375+6)/(4.5+6), survivors(1.125, 3.375, 7)/survivors(1.125, 3.375, 6), 1e-12, "survivors of six are Beta(a, b+6)")
}

func TestMemoryOfTicketsIsThatOfShotNoise(t *testing.T) {
	const fades, long, few = 50.0, 260.0, 1e-7
	oldest := math.Exp(-long / fades)
	assert.InEpsilon(t, few*fades*math.Log(2/(1+oldest)), remembered(few, long, 0, long, fades), 1e-5, "a lone ticket is w/(1+w)")
	assert.InDelta(t, remembered(.2, long, 0, long, fades)/2, remembered(.1, long, .1, long, fades), 1e-12, "which half breached is luck")
	assert.Greater(t, remembered(.1, long, 0, long, fades), remembered(.1, long/9, 0, long/9, fades), "it gathers")
}
