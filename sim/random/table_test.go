package random

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/integrate/quad"
)

// tableError is how far a table is from exact: quantiles and mean in standard
// deviations, the variance relative to itself.
type tableError struct{ quantile, mean, variance float64 }

// unsaid is an error of which nothing is promised.
const unsaid = -1

// What the package comment promises.
var (
	promised         = tableError{quantile: 5e-6, mean: 1e-7, variance: 2e-7}
	promisedForWide  = tableError{quantile: 3e-5, mean: 1e-7, variance: 5e-5}
	promisedForCoins = tableError{quantile: 0.04, mean: 1e-4, variance: 1e-3}
)

func TestTablesAreAsExactAsPromised(t *testing.T) {
	check := func(d Distribution, err error, promised tableError, name string) {
		require.NoError(t, err, name)
		got := measure(d.(*tabulated))
		assert.LessOrEqual(t, got.quantile, promised.quantile, name)
		assert.LessOrEqual(t, got.mean, promised.mean, name)
		if promised.variance != unsaid {
			assert.LessOrEqual(t, got.variance, promised.variance, name)
		}
		us := gradedUniforms(2)
		for i := range us[1:] {
			require.LessOrEqual(t, d.Quantile(us[i]), d.Quantile(us[i+1]), "%s at %g", name, us[i])
		}
	}
	for _, cv := range []float64{0.01, 0.03, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10} {
		d, err := Gamma(1, cv)
		check(d, err, promised, fmt.Sprint("gamma of cv ", cv))
	}
	for _, cv := range []float64{0.001, 0.01, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 100, 1e4, 1e6} {
		d, err := Lognormal(1, cv)
		p := promised
		if cv > 2 {
			p = promisedForWide
		}
		if cv > 10 { // the variance is cut by what a uniform can reach
			p.variance = unsaid
		}
		check(d, err, p, fmt.Sprint("lognormal of cv ", cv))
	}
	for _, mode := range []float64{0, 0.1, 0.5, 0.9, 1} {
		d, err := Pert(0, mode, 1)
		check(d, err, promised, fmt.Sprint("pert of mode ", mode))
	}
	shapes := []float64{0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1, 2, 5, 20, 100, 1000, 1e4, 1e5}
	for _, a := range shapes {
		for _, b := range shapes {
			p := promised
			if a+b < 0.5 {
				p = promisedForCoins
			}
			d, err := Beta(a, b)
			check(d, err, p, fmt.Sprint("beta of ", a, ", ", b))
		}
	}
}

// counted is a law that counts how often its tails are computed.
type counted struct {
	gammaLaw
	times *atomic.Int64
}

func (l counted) mills(y float64, upper bool) float64 {
	l.times.Add(1)
	return l.gammaLaw.mills(y, upper)
}

func newCounted() counted { return counted{newGammaLaw(2), new(atomic.Int64)} }

// inTable ascend over what is read from tables, so that nothing is inverted but for them.
func inTable() []float64 {
	return slices.DeleteFunc(gradedUniforms(16), func(u float64) bool { return min(u, 1-u) < chanceAt(0) })
}

func shuffled(us []float64, seed uint64) []float64 {
	us = slices.Clone(us)
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(us), func(i, j int) { us[i], us[j] = us[j], us[i] })
	return us
}

// reading is a law that reads from a table.
func reading(t *table) *tabulated {
	d := newTabulated(t.lower.law, moments{}, 0, 1)
	d.read.Store(t)
	return d
}

func TestALawCostsNothingUntilItIsDrawnFrom(t *testing.T) {
	l := newCounted()
	d := newTabulated(l, moments{}, 0, 1)
	assert.Zero(t, l.times.Load())
	d.Quantile(0.4)
	few := l.times.Load()
	assert.NotZero(t, few)
	for _, u := range inTable() {
		d.Quantile(u)
	}
	assert.Greater(t, l.times.Load(), 20*few, "the first draw made it all")
}

func TestTheTableOfAShapeIsMadeOnce(t *testing.T) {
	l := newCounted()
	for _, u := range shuffled(inTable(), 1) {
		newTabulated(l, moments{}, 0, 1).Quantile(u)
	}
	once := l.times.Load()
	for _, u := range shuffled(inTable(), 2) {
		assert.Equal(t, newTabulated(l, moments{}, 0, 1).Quantile(u)*5+3, newTabulated(l, moments{}, 3, 5).Quantile(u))
	}
	assert.Equal(t, once, l.times.Load())
}

func TestLawsOfOneShapeShareATable(t *testing.T) {
	drawn := func(d Distribution, err error) *table {
		require.NoError(t, err)
		d.Quantile(0.5)
		return d.(*tabulated).read.Load()
	}
	assert.Same(t, drawn(Gamma(3, 0.5)), drawn(Gamma(7, 0.5)))
	assert.Same(t, drawn(Lognormal(3, 0.5)), drawn(Lognormal(190e3, 0.5)))
	assert.Same(t, drawn(Pert(0, 1, 2)), drawn(Pert(-3, 2, 7)))
	assert.Same(t, drawn(Pert(0, 1, 2)), drawn(Beta(3, 3)))
	assert.NotSame(t, drawn(Gamma(3, 0.5)), drawn(Gamma(3, 0.25)))
	assert.NotSame(t, drawn(Beta(3, 4)), drawn(Beta(4, 3)))
}

func TestQuantilesAreTheSameWhicheverIsDrawnFirst(t *testing.T) {
	for _, l := range []law{lognormalLaw{0.7}, newGammaLaw(0.3), newBetaLaw(0.4, 30)} {
		us := inTable()
		ascending := reading(newTable(l))
		var want []float64
		for _, u := range us {
			want = append(want, ascending.Quantile(u))
		}
		for seed := range uint64(5) {
			other := reading(newTable(l))
			for _, u := range shuffled(us, seed) {
				other.Quantile(u)
			}
			for i, u := range us {
				require.Equal(t, want[i], other.Quantile(u), "%v at %g", l, u)
			}
		}
	}
}

func TestManyMayDrawAtOnce(t *testing.T) {
	alone, together := newCounted(), newCounted()
	want := map[float64]float64{}
	for _, u := range gradedUniforms(16) {
		want[u] = newTabulated(alone, moments{}, 1, 2).Quantile(u)
	}
	shared := newTabulated(together, moments{}, 1, 2)
	var all sync.WaitGroup
	for seed := range uint64(8) {
		all.Go(func() {
			for _, u := range shuffled(gradedUniforms(16), seed) {
				assert.Equal(t, want[u], shared.Quantile(u))
				assert.Equal(t, want[u], newTabulated(together, moments{}, 1, 2).Quantile(u))
			}
		})
	}
	all.Wait()
}

func TestAShelfKeepsTheTablesThatWereAskedForLast(t *testing.T) {
	var s shelf
	shape := func(i int) law { return lognormalLaw{float64(i)} }
	first, last := s.of(shape(0)), (*table)(nil)
	for i := range 3 * mostTables {
		assert.Same(t, first, s.of(shape(0)), "what is asked for again and again stays")
		last = s.of(shape(i))
		assert.LessOrEqual(t, len(s.recent)+len(s.before), mostTables)
	}
	assert.Same(t, last, s.of(shape(3*mostTables-1)))
	assert.Contains(t, s.before, shape(3*mostTables-mostTables/2-1))
	assert.NotContains(t, s.recent, shape(1))
	assert.NotContains(t, s.before, shape(1))
}

func TestALawKeepsATableThatTheShelfForgets(t *testing.T) {
	l := newCounted()
	d := newTabulated(l, moments{}, 0, 1)
	for _, u := range inTable() {
		d.Quantile(u)
	}
	once := l.times.Load()
	for i := range mostTables {
		tables.of(lognormalLaw{2 + float64(i)})
	}
	assert.NotSame(t, d.read.Load(), tables.of(l))
	for _, u := range inTable() {
		d.Quantile(u)
	}
	assert.Equal(t, once, l.times.Load())
}

// measure compares a table with exact inversion in the middle of its cells, and
// its integrals with the closed forms of mean and variance.
func measure(d *tabulated) tableError {
	sd, t := math.Sqrt(d.variance), tables.of(d.shape)
	quantile, mean, variance := 0.0, 0.0, 0.0
	integrate := func(h *half, low, high float64) {
		var chance, weight [4]float64 // four points are exact for the square of a cubic
		quad.Legendre{}.FixedLocations(chance[:], weight[:], low, high)
		for i := range chance {
			deviation := d.offset + d.scale*h.at(chance[i]) - d.mean
			mean += weight[i] * deviation
			variance += weight[i] * deviation * deviation
		}
	}
	for _, h := range []*half{&t.lower, &t.upper} {
		for i := range cells {
			low, high := chanceAt(i), chanceAt(i+1)
			integrate(h, low, high)
			middle := (low + high) / 2
			exact, _ := h.law.value(invert(h.law, middle, h.upper, h.end))
			quantile = max(quantile, math.Abs(h.at(middle)-exact)*d.scale/sd)
		}
		for high := chanceAt(0); high > 0x1p-53; high /= 2 {
			integrate(h, high/2, high)
		}
	}
	return tableError{quantile, math.Abs(mean) / sd, math.Abs(variance/d.variance - 1)}
}
