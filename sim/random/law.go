package random

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"postsale/sim/exponential"
)

// law is a distribution seen on a line y (log x or logit x) on which its
// density, and therefore each of its tails, is log-concave.
type law interface {
	value(y float64) (x, slope float64)        // x and dx/dy
	logDensity(y float64) (log, score float64) // of y, and its derivative
	mills(y float64, upper bool) float64       // the chance of lying below, or above, y by the density there (Mills 1926)
	centre() float64
}

// invert finds the y whose tail has the given chance. Newton's steps on the
// logarithm of the tail, which is concave, converge from any start: at most the
// first crosses the root. The bound on steps only stops rounding from going on for ever.
func invert(l law, chance float64, upper bool, y float64) float64 {
	target := math.Log(chance)
	for range 200 {
		log, slope := logTail(l, y, upper)
		step := (target - log) / slope
		y += step
		if math.Abs(step) < 1e-9*max(1, math.Abs(y)) {
			break
		}
	}
	return y
}

// logTail returns the logarithm of a tail's chance and its slope.
func logTail(l law, y float64, upper bool) (log, slope float64) {
	density, _ := l.logDensity(y)
	mills := l.mills(y, upper)
	slope = 1 / mills
	if upper {
		slope = -slope
	}
	return density + math.Log(mills), slope
}

// enough is how little a term of a series or a fraction adds that is the last.
const enough = 0x1p-54

// fraction returns 1/(b(0) + a(1)/(b(1) + a(2)/(b(2) + …)), by what each term multiplies it by
// (Lentz 1976, Applied Optics 15, 668-671). The bound on terms only stops rounding from going on for ever.
func fraction(term func(n float64) (a, b float64)) float64 {
	_, b := term(0)
	d := 1 / b
	c, sum := math.Inf(1), d
	for n := 1.0; n < 100_000; n++ {
		a, b := term(n)
		d = 1 / (b + a*d)
		c = b + a/c
		sum *= c * d
		if math.Abs(c*d-1) < 4*enough {
			break
		}
	}
	return sum
}

// lognormalLaw is exp(σ y) of a normal variable y.
type lognormalLaw struct{ sigma float64 }

func (l lognormalLaw) centre() float64 { return 0 }

func (l lognormalLaw) value(y float64) (x, slope float64) {
	x = exponential.Of(l.sigma * y)
	return x, l.sigma * x
}

func (l lognormalLaw) logDensity(y float64) (log, score float64) {
	return -y*y/2 - math.Log(2*math.Pi)/2, -y
}

// mills is a fraction (Laplace 1805) far out, and within what a series (Marsaglia 2004, Journal of Statistical Software 11)
// leaves of a half.
func (l lognormalLaw) mills(y float64, upper bool) float64 {
	if !upper {
		y = -y
	}
	if y > 3 {
		return fraction(func(n float64) (a, b float64) { return n, y })
	}
	density, _ := l.logDensity(y)
	term, sum := y, 0.0
	for n := 3.0; math.Abs(term) > enough*math.Abs(sum); n += 2 {
		sum += term
		term *= y * y / n
	}
	return exponential.Of(-density)/2 - sum
}

// gammaLaw is a gamma variable of scale 1, on the line y = log x.
type gammaLaw struct{ shape, logGamma float64 }

func newGammaLaw(shape float64) gammaLaw {
	log, _ := math.Lgamma(shape)
	return gammaLaw{shape, log}
}

func (l gammaLaw) centre() float64 { return math.Log(l.shape) }

func (l gammaLaw) value(y float64) (x, slope float64) {
	x = exponential.Of(y)
	return x, x
}

func (l gammaLaw) logDensity(y float64) (log, score float64) {
	x := exponential.Of(y)
	return l.shape*y - x - l.logGamma, l.shape - x
}

// mills is a series below and a fraction above (Press et al. 2007, Numerical Recipes 6.2).
func (l gammaLaw) mills(y float64, upper bool) float64 {
	x := exponential.Of(y)
	within := x < l.shape+1
	var ratio float64
	if within {
		term := 1 / l.shape
		for n := l.shape + 1; term > enough*ratio; n++ {
			ratio += term
			term *= x / n
		}
	} else {
		ratio = fraction(func(n float64) (a, b float64) { return n * (l.shape - n), x + 2*n + 1 - l.shape })
	}
	if within == upper {
		density, _ := l.logDensity(y)
		return exponential.Of(-density) - ratio
	}
	return ratio
}

// betaLaw is a beta variable, on the line y = log(x/(1−x)).
type betaLaw struct{ a, b, logBeta float64 }

func newBetaLaw(a, b float64) betaLaw { return betaLaw{a, b, mathext.Lbeta(a, b)} }

func (l betaLaw) centre() float64 { return math.Log(l.a / l.b) }

func (l betaLaw) value(y float64) (x, slope float64) {
	x = logistic(y)
	return x, x * logistic(-y)
}

func (l betaLaw) logDensity(y float64) (log, score float64) {
	return l.a*logLogistic(y) + l.b*logLogistic(-y) - l.logBeta, l.a*logistic(-y) - l.b*logistic(y)
}

// mills is a fraction (Press et al. 2007, Numerical Recipes 6.4), which ends soon on one side of the mean.
func (l betaLaw) mills(y float64, upper bool) float64 {
	if upper {
		return l.mirrored().mills(-y, false)
	}
	x := logistic(y)
	if x > (l.a+1)/(l.a+l.b+2) {
		density, _ := l.logDensity(y)
		return exponential.Of(-density) - l.mirrored().mills(-y, false)
	}
	return fraction(func(n float64) (a, b float64) {
		m := math.Floor(n / 2)
		switch at := l.a + n - 1; {
		case n == 0:
			return 0, 1
		case n == 2*m:
			return m * (l.b - m) * x / (at * (at + 1)), 1
		default:
			return -(l.a + m) * (l.a + l.b + m) * x / (at * (at + 1)), 1
		}
	}) / l.a
}

// mirrored is the law of 1−x.
func (l betaLaw) mirrored() betaLaw { return betaLaw{a: l.b, b: l.a, logBeta: l.logBeta} }

func logistic(y float64) float64 { return 1 / (1 + exponential.Of(-y)) }

func logLogistic(y float64) float64 {
	if y < 0 {
		return y - math.Log1p(exponential.Of(y))
	}
	return -math.Log1p(exponential.Of(-y))
}
