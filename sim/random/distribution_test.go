package random

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
)

type point struct{ u, x float64 }

// lawCase is what is known of a distribution from elsewhere.
type lawCase struct {
	name           string
	build          func(scale float64) (Distribution, error) // scale 1 is the case itself
	scales         bool                                      // build(k) is k times as large
	mean, variance float64
	quantiles      []point
}

var lawCases = []lawCase{
	{
		name:      "constant 3",
		build:     func(k float64) (Distribution, error) { return Constant(3 * k) },
		scales:    true,
		mean:      3,
		quantiles: []point{{0x1p-53, 3}, {0.5, 3}},
	},
	{
		name:      "uniform -1 to 5",
		build:     func(k float64) (Distribution, error) { return Uniform(-1*k, 5*k) },
		scales:    true,
		mean:      2,
		variance:  36. / 12,
		quantiles: []point{{0.25, 0.5}, {0.5, 2}, {0.75, 3.5}},
	},
	{
		name:      "exponential 2",
		build:     func(k float64) (Distribution, error) { return Exponential(2 * k) },
		scales:    true,
		mean:      2,
		variance:  4,
		quantiles: []point{{0x1p-53, 2 * 0x1p-53}, {0.5, 2 * math.Ln2}, {1 - 0x1p-53, 2 * 53 * math.Ln2}},
	},
	{
		name:     "lognormal 3, cv 1/2",
		build:    func(k float64) (Distribution, error) { return Lognormal(3*k, 0.5) },
		scales:   true,
		mean:     3,
		variance: 1.5 * 1.5,
		quantiles: []point{ // σ² = ln 1.25, median 3/√1.25; Φ(−1.959963984540054) = 0.025
			{0.5, 3 / math.Sqrt(1.25)},
			{0.025, 3 / math.Sqrt(1.25) * math.Exp(-1.959963984540054*math.Sqrt(math.Log(1.25)))},
			{0.975, 3 / math.Sqrt(1.25) * math.Exp(1.959963984540054*math.Sqrt(math.Log(1.25)))},
		},
	},
	{
		name:      "lognormal 3, cv 0",
		build:     func(k float64) (Distribution, error) { return Lognormal(3*k, 0) },
		scales:    true,
		mean:      3,
		quantiles: []point{{0.1, 3}},
	},
	{
		name:      "triangular 1, 2, 5",
		build:     func(k float64) (Distribution, error) { return Triangular(1*k, 2*k, 5*k) },
		scales:    true,
		mean:      (1. + 2 + 5) / 3,
		variance:  (1. + 4 + 25 - 2 - 5 - 10) / 18,
		quantiles: []point{{0.0625, 1.5}, {0.25, 2}, {1 - 1./12, 4}},
	},
	{
		name:      "triangular with its mode at the low end",
		build:     func(k float64) (Distribution, error) { return Triangular(0, 0, 2*k) },
		scales:    true,
		mean:      2. / 3,
		variance:  4. / 18,
		quantiles: []point{{0.75, 1}},
	},
	{
		name:      "triangular with its mode at the high end",
		build:     func(k float64) (Distribution, error) { return Triangular(0, 2*k, 2*k) },
		scales:    true,
		mean:      4. / 3,
		variance:  4. / 18,
		quantiles: []point{{0.25, 1}},
	},
	{
		name:      "pert 1, 2, 5",
		build:     func(k float64) (Distribution, error) { return Pert(1*k, 2*k, 5*k) },
		scales:    true,
		mean:      (1. + 4*2 + 5) / 6,
		variance:  16 * 2 * 4 / (36. * 7),                  // (5−1)² × beta(2, 4)
		quantiles: []point{{0.8125, 3}, {1 - 16./1024, 4}}, // F(x) = 1 − (1−x)⁵ − 5x(1−x)⁴ at 1/2 and 3/4
	},
	{
		name:     "weibull 2, shape 1/2",
		build:    func(k float64) (Distribution, error) { return Weibull(2*k, 0.5) },
		scales:   true,
		mean:     2,
		variance: 4 * (24./4 - 1), // Γ(5)/Γ(3)² − 1
		quantiles: []point{ // scale 2/Γ(3) = 1
			{1 - 1/math.E, 1}, {1 - 1/(math.E*math.E), 4}, {0.5, math.Ln2 * math.Ln2},
		},
	},
	{
		name:      "weibull of shape 1, which is exponential",
		build:     func(k float64) (Distribution, error) { return Weibull(2*k, 1) },
		scales:    true,
		mean:      2,
		variance:  4,
		quantiles: []point{{0.5, 2 * math.Ln2}},
	},
	{
		name:     "gamma 3, cv 1, which is exponential",
		build:    func(k float64) (Distribution, error) { return Gamma(3*k, 1) },
		scales:   true,
		mean:     3,
		variance: 9,
		quantiles: []point{
			{0x1p-53, 3 * 0x1p-53}, {1e-9, -3 * math.Log1p(-1e-9)}, {0.01, -3 * math.Log(0.99)},
			{0.5, 3 * math.Ln2}, {1 - 0x1p-20, 3 * 20 * math.Ln2}, {1 - 0x1p-53, 3 * 53 * math.Ln2},
		},
	},
	{
		name:     "gamma of shape 1/2, which is a squared normal",
		build:    func(k float64) (Distribution, error) { return Gamma(k, math.Sqrt2) },
		scales:   true,
		mean:     1,
		variance: 2,
		quantiles: []point{
			{0x1p-53, square(math.Erfinv(0x1p-53)) * 2}, {1e-7, square(math.Erfinv(1e-7)) * 2},
			{0.3, square(math.Erfinv(0.3)) * 2}, {0.9, square(math.Erfinv(0.9)) * 2}, {1 - 1e-9, square(math.Erfinv(1-1e-9)) * 2},
		},
	},
	{
		name:     "gamma 2, cv 1/√2, the sum of two exponentials",
		build:    func(k float64) (Distribution, error) { return Gamma(2*k, math.Sqrt2/2) },
		scales:   true,
		mean:     2,
		variance: 2,
		quantiles: []point{ // F(x) = 1 − (1+x)e⁻ˣ
			{1 - 1.25*math.Exp(-0.25), 0.25}, {1 - 2/math.E, 1}, {1 - 11*math.Exp(-10), 10}, {1 - 21*math.Exp(-20), 20},
		},
	},
	{
		name:      "gamma 2, cv 0",
		build:     func(k float64) (Distribution, error) { return Gamma(2*k, 0) },
		scales:    true,
		mean:      2,
		quantiles: []point{{0.1, 2}},
	},
	{
		name:     "beta 1/2, 1/2, the arcsine law",
		build:    func(float64) (Distribution, error) { return Beta(0.5, 0.5) },
		mean:     0.5,
		variance: 0.125,
		quantiles: []point{
			{0x1p-53, square(math.Sin(math.Pi / 2 * 0x1p-53))}, {1e-6, square(math.Sin(math.Pi / 2 * 1e-6))},
			{1. / 3, 0.25}, {0.5, 0.5}, {2. / 3, 0.75}, {1 - 1e-6, square(math.Cos(math.Pi / 2 * 1e-6))},
		},
	},
	{
		name:     "beta 1, 19",
		build:    func(float64) (Distribution, error) { return Beta(1, 19) },
		mean:     0.05,
		variance: 19. / (400 * 21),
		quantiles: []point{ // F(x) = 1 − (1−x)¹⁹
			{0x1p-53, 0x1p-53 / 19}, {0.001, -math.Expm1(math.Log1p(-0.001) / 19)},
			{0.5, 1 - math.Pow(0.5, 1./19)}, {1 - 0x1p-53, 1 - math.Pow(2, -53./19)},
		},
	},
	{
		name:      "beta 0.4, 1",
		build:     func(float64) (Distribution, error) { return Beta(0.4, 1) },
		mean:      0.4 / 1.4,
		variance:  0.4 / (1.4 * 1.4 * 2.4),
		quantiles: []point{{0x1p-53, math.Pow(2, -53*2.5)}, {0.01, 1e-5}, {0.5, math.Pow(0.5, 2.5)}, {0.99, math.Pow(0.99, 2.5)}},
	},
	{
		name:     "beta 0.4, 300",
		build:    func(float64) (Distribution, error) { return Beta(0.4, 300) },
		mean:     0.4 / 300.4,
		variance: 0.4 * 300 / (300.4 * 300.4 * 301.4),
	},
	{
		name:      "empirical",
		build:     func(k float64) (Distribution, error) { return Empirical([]float64{7 * k, 1 * k, 2 * k, 2 * k}) },
		scales:    true,
		mean:      (7. + 1 + 2 + 2) / 4,
		variance:  (16. + 4 + 1 + 1) / 4,
		quantiles: []point{{0x1p-53, 1}, {0.25, 1}, {0.251, 2}, {0.75, 2}, {0.751, 7}, {1 - 0x1p-53, 7}},
	},
	{
		name:      "poisson 3",
		build:     func(float64) (Distribution, error) { return Poisson(3) },
		mean:      3,
		variance:  3,
		quantiles: []point{{0.049, 0}, {0.050, 1}, {0.42, 2}, {0.43, 3}, {0.988, 7}, {0.989, 8}}, // e⁻³ = .0498, F(2) = .4232, F(7) = .9881
	},
	{
		name:      "poisson 0",
		build:     func(float64) (Distribution, error) { return Poisson(0) },
		quantiles: []point{{1 - 0x1p-53, 0}},
	},
}

func TestDistributions(t *testing.T) {
	falseAlarm := 1e-3 / float64(2*len(lawCases))
	criticalZ := mathext.NormalQuantile(1 - falseAlarm/2)
	for _, c := range lawCases {
		d, err := c.build(1)
		require.NoError(t, err)
		t.Run(c.name, func(t *testing.T) {
			t.Run("knows its mean and variance", func(t *testing.T) {
				assert.InDelta(t, c.mean, d.Mean(), 1e-12*math.Abs(c.mean))
				assert.InDelta(t, c.variance, d.Variance(), 1e-12*c.variance)
			})
			t.Run("has the known quantiles", func(t *testing.T) {
				for _, q := range c.quantiles {
					assert.InDelta(t, q.x, d.Quantile(q.u), quantileError(d)*max(math.Abs(q.x), math.Sqrt(c.variance)), "at %g", q.u)
				}
			})
			t.Run("rises with luck", func(t *testing.T) {
				us := gradedUniforms(64)
				for i := range us[1:] {
					require.LessOrEqual(t, d.Quantile(us[i]), d.Quantile(us[i+1]), "at %g", us[i])
				}
			})
			t.Run("integrates to its mean and variance", func(t *testing.T) {
				checkIntegrals(t, d, c)
			})
			t.Run("samples to its mean and variance", func(t *testing.T) {
				checkSample(t, d, c, criticalZ)
			})
			if c.scales {
				t.Run("scales with the same luck", func(t *testing.T) {
					const k = 7.5
					large, err := c.build(k)
					require.NoError(t, err)
					for _, u := range gradedUniforms(3) {
						assert.InEpsilon(t, k*d.Quantile(u)+1, large.Quantile(u)+1, 1e-12)
					}
				})
			}
			t.Run("draws without allocating", func(t *testing.T) {
				us := gradedUniforms(3)
				assert.Zero(t, testing.AllocsPerRun(10, func() {
					for _, u := range us {
						d.Quantile(u)
					}
				}))
			})
		})
	}
}

// quantileError is what a quantile may be off by, relative to the larger of its size and the standard deviation.
func quantileError(d Distribution) float64 {
	if _, interpolated := d.(*tabulated); interpolated {
		return promised.quantile
	}
	return 1e-13
}

// gradedUniforms ascend from 2⁻⁵³ to 1 − 2⁻⁵³, with the same number in every octave of u and of 1−u.
func gradedUniforms(perOctave int) []float64 {
	var below []float64
	for octave := -53; octave < -1; octave++ {
		for i := range perOctave {
			below = append(below, math.Ldexp(1+float64(i)/float64(perOctave), octave))
		}
	}
	us := append([]float64{}, below...)
	us = append(us, 0.5)
	for i := range below {
		us = append(us, 1-below[len(below)-1-i])
	}
	return us
}

// checkIntegrals holds mean and variance between their lower and upper Riemann
// sums, which bound the integrals of the quantile and of its squared deviation
// because a quantile function never falls.
func checkIntegrals(t *testing.T, d Distribution, c lawCase) {
	var mean, variance struct{ low, high float64 }
	us := gradedUniforms(512)
	for i := range us[1:] {
		width, x0, x1 := us[i+1]-us[i], d.Quantile(us[i]), d.Quantile(us[i+1])
		mean.low += width * x0
		mean.high += width * x1
		s0, s1 := square(x0-c.mean), square(x1-c.mean)
		variance.high += width * max(s0, s1)
		if (x0 < c.mean) == (x1 < c.mean) {
			variance.low += width * min(s0, s1)
		}
	}
	const rounding = 1e-12
	assert.InDelta(t, (mean.low+mean.high)/2, c.mean, (mean.high-mean.low)/2+rounding*math.Abs(c.mean))
	assert.InDelta(t, (variance.low+variance.high)/2, c.variance, (variance.high-variance.low)/2+rounding*square(c.mean))
}

func checkSample(t *testing.T, d Distribution, c lawCase, criticalZ float64) {
	sample := uniforms(1e5, New(11, c.name))
	for i, u := range sample {
		sample[i] = d.Quantile(u)
	}
	n := float64(len(sample))
	mean, variance := stat.Mean(sample, nil), stat.Moment(2, sample, nil)
	rounding := 1e-12 * math.Abs(c.mean)
	assert.InDelta(t, c.mean, mean, criticalZ*math.Sqrt(c.variance/n)+rounding)
	assert.InDelta(t, c.variance, variance, criticalZ*math.Sqrt((stat.Moment(4, sample, nil)-square(variance))/n)+rounding)
}

func uniforms(n int, s Stream) []float64 {
	us := make([]float64, n)
	for i := range us {
		us[i] = s.Uniform(Entity(i), 0)
	}
	return us
}

func square(x float64) float64 { return x * x }

func TestBadParametersAreRefused(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	refused := func(d Distribution, err error) error {
		assert.Nil(t, d)
		return err
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{refused(Constant(nan)), "value must be a number within ±1e+100, got NaN"},
		{refused(Constant(-inf)), "value must be a number within ±1e+100, got -Inf"},
		{refused(Uniform(nan, 1)), "low must be a number within ±1e+100, got NaN"},
		{refused(Uniform(0, inf)), "high must be a number within ±1e+100, got +Inf"},
		{refused(Uniform(2, 2)), "high must be above low 2, got 2"},
		{refused(Exponential(0)), "mean must be above 0, got 0"},
		{refused(Exponential(-1)), "mean must be above 0, got -1"},
		{refused(Exponential(nan)), "mean must be above 0, got NaN"},
		{refused(Exponential(inf)), "mean must be a number within ±1e+100, got +Inf"},
		{refused(Lognormal(0, 1)), "mean must be above 0, got 0"},
		{refused(Lognormal(1, -1)), "cv must be from 0 to 1e+06, got -1"},
		{refused(Lognormal(1, nan)), "cv must be from 0 to 1e+06, got NaN"},
		{refused(Lognormal(1, inf)), "cv must be from 0 to 1e+06, got +Inf"},
		{refused(Triangular(3, 2, 1)), "high must be above low 3, got 1"},
		{refused(Triangular(0, 2, 1)), "mode must be from 0 to 1, got 2"},
		{refused(Triangular(0, nan, 1)), "mode must be from 0 to 1, got NaN"},
		{refused(Pert(nan, 1, 2)), "low must be a number within ±1e+100, got NaN"},
		{refused(Pert(0, -1, 2)), "mode must be from 0 to 2, got -1"},
		{refused(Weibull(-1, 1)), "mean must be above 0, got -1"},
		{refused(Weibull(1, 0)), "shape must be from 0.01 to 1000, got 0"},
		{refused(Weibull(1, nan)), "shape must be from 0.01 to 1000, got NaN"},
		{refused(Gamma(0, 1)), "mean must be above 0, got 0"},
		{refused(Gamma(1, -0.5)), "cv must be 0 or from 0.01 to 10, got -0.5"},
		{refused(Gamma(1, nan)), "cv must be 0 or from 0.01 to 10, got NaN"},
		{refused(Gamma(1, inf)), "cv must be 0 or from 0.01 to 10, got +Inf"},
		{refused(Beta(0, 1)), "a must be from 0.01 to 100000, got 0"},
		{refused(Beta(1, -1)), "b must be from 0.01 to 100000, got -1"},
		{refused(Beta(nan, 1)), "a must be from 0.01 to 100000, got NaN"},
		{refused(Beta(1, inf)), "b must be from 0.01 to 100000, got +Inf"},
		{refused(Empirical(nil)), "values must hold at least one value, got none"},
		{refused(Empirical([]float64{1, nan})), "values[1] must be a number within ±1e+100, got NaN"},
		{refused(Poisson(-1)), "mean must be from 0 to 1e+09, got -1"},
		{refused(Poisson(nan)), "mean must be from 0 to 1e+09, got NaN"},
		{refused(Poisson(inf)), "mean must be from 0 to 1e+09, got +Inf"},
	} {
		assert.EqualError(t, c.err, c.want)
	}
}

func TestEmpiricalKeepsItsOwnCopyOfTheSample(t *testing.T) {
	values := []float64{3, 1, 2}
	d, err := Empirical(values)
	require.NoError(t, err)
	assert.Equal(t, []float64{3, 1, 2}, values)
	values[0] = 100
	assert.Equal(t, 3.0, d.Quantile(0.9), fmt.Sprint(values))
}
