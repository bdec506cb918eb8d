package textbook

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/sim/theory"
)

// The mean number with exponential service obeys m' = rate - m/duration, whatever the rates.
func TestNumbersUnderWayObeyTheirEquation(t *testing.T) {
	var rates, even [weeks]float64
	for i, share := range theory.AtQuarterEnd() {
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
		assert.InDelta(t, percent, 100*survivors(regularA, regularB, i+1), .005, "year %d", i+1)
	}
	for i, rate := range []float64{.6267, .7560, .8188, .8559} {
		assert.InDelta(t, rate, survivors(regularA, regularB, i+1)/survivors(regularA, regularB, i), 5e-5)
	}
	assert.InDelta(t, 3.375/4.5, survivors(1.125, 3.375, 1), 1e-12)
	assert.InDelta(t, (3.375+6)/(4.5+6), survivors(1.125, 3.375, 7)/survivors(1.125, 3.375, 6), 1e-12, "survivors of six are Beta(a, b+6)")
}

func TestTheLedgerOfRegularCustomersHasThoseThatWerePublished(t *testing.T) {
	alive := regularSurvivors()
	for year, percent := range []float64{100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1} {
		assert.InDelta(t, 10*percent, alive[year], 1e-9, "year %d", year)
	}
	uniform := 2*math.Log(1./2) + math.Log(1./6) + math.Log(1./3) // two of four leave in the first year and one in the second
	assert.InDelta(t, uniform, logLikelihood([]float64{4, 2, 1}, 1, 1), 1e-12)
}

func TestMemoryOfTicketsIsThatOfShotNoise(t *testing.T) {
	const fades, long, few = 50.0, 260.0, 1e-7
	oldest := math.Exp(-long / fades)
	assert.InEpsilon(t, few*fades*math.Log(2/(1+oldest)), remembered(few, long, 0, long, fades), 1e-5, "a lone ticket is w/(1+w)")
	assert.InDelta(t, remembered(.2, long, 0, long, fades)/2, remembered(.1, long, .1, long, fades), 1e-12, "which half breached is luck")
	assert.Greater(t, remembered(.1, long, 0, long, fades), remembered(.1, long/9, 0, long/9, fades), "it gathers")
}

// Where two kinds of work take as long pooled as apart: of one specialist a kind by a root, of more where the lines cross.
func TestPoolingWinsBelowAFactorThatFallsWithSize(t *testing.T) {
	even := func(specialists int, load float64) float64 {
		low, high := 1.0, 1/load
		for range 100 {
			if factor := (low + high) / 2; pooledFor(specialists, load, factor) < apartFor(specialists, load) {
				low = factor
			} else {
				high = factor
			}
		}
		return low
	}
	root := func(load float64) float64 {
		free := 1 - load
		return (-free + math.Sqrt(free*free+4*load*load)) / (2 * load * load)
	}
	assert.InDelta(t, 1.25, root(.4), 5e-5)
	assert.InDelta(t, root(.4), even(1, .4), 1e-9)
	assert.InDelta(t, root(.8), even(1, .8), 1e-9)
	for specialists, want := range map[int]float64{1: 1.1035, 2: 1.0979, 4: 1.0884, 8: 1.0719} {
		assert.InDelta(t, want, even(specialists, .8), 5e-5, "%d", specialists)
	}
	assert.Less(t, pooledFor(4, .8, 1.08), apartFor(4, .8))
	assert.Greater(t, pooledFor(8, .8, 1.08), apartFor(8, .8))
}
