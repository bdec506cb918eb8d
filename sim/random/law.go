package random

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// law is a distribution seen on a line y (log x or logit x) on which its
// density, and therefore each of its tails, is log-concave.
type law interface {
	value(y float64) (x, slope float64)          // x and dx/dy
	logDensity(y float64) (log, score float64)   // of y, and its derivative
	tail(y float64, upper bool) (chance float64) // of lying below, or above, y
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

// logTail returns the logarithm of a tail's chance and its slope. A chance too
// small to write is density / |score|, its limit far out.
func logTail(l law, y float64, upper bool) (log, slope float64) {
	density, score := l.logDensity(y)
	if chance := l.tail(y, upper); chance > 1e-290 && math.Abs(y) < 600 {
		log = math.Log(chance)
	} else {
		log = density - math.Log(math.Abs(score))
	}
	slope = math.Exp(density - log)
	if upper {
		slope = -slope
	}
	return log, slope
}

// lognormalLaw is exp(σ y) of a normal variable y.
type lognormalLaw struct{ sigma float64 }

func (l lognormalLaw) centre() float64 { return 0 }

func (l lognormalLaw) value(y float64) (x, slope float64) {
	x = math.Exp(l.sigma * y)
	return x, l.sigma * x
}

func (l lognormalLaw) logDensity(y float64) (log, score float64) {
	return -y*y/2 - math.Log(2*math.Pi)/2, -y
}

func (l lognormalLaw) tail(y float64, upper bool) float64 {
	if !upper {
		y = -y
	}
	return math.Erfc(y/math.Sqrt2) / 2
}

// gammaLaw is a gamma variable of scale 1, on the line y = log x.
type gammaLaw struct{ shape, logGamma float64 }

func newGammaLaw(shape float64) gammaLaw {
	log, _ := math.Lgamma(shape)
	return gammaLaw{shape, log}
}

func (l gammaLaw) centre() float64 { return math.Log(l.shape) }

func (l gammaLaw) value(y float64) (x, slope float64) {
	x = math.Exp(y)
	return x, x
}

func (l gammaLaw) logDensity(y float64) (log, score float64) {
	x := math.Exp(y)
	return l.shape*y - x - l.logGamma, l.shape - x
}

func (l gammaLaw) tail(y float64, upper bool) float64 {
	if upper {
		return mathext.GammaIncRegComp(l.shape, math.Exp(y))
	}
	return mathext.GammaIncReg(l.shape, math.Exp(y))
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

func (l betaLaw) tail(y float64, upper bool) float64 {
	if upper {
		return betaLaw{a: l.b, b: l.a}.tail(-y, false)
	}
	if y > 0 { // by 1−x, which does not round to 0 where x rounds to 1
		if above := mathext.RegIncBeta(l.b, l.a, logistic(-y)); above < 0.999 {
			return 1 - above
		}
	}
	return mathext.RegIncBeta(l.a, l.b, logistic(y))
}

func logistic(y float64) float64 { return 1 / (1 + math.Exp(-y)) }

func logLogistic(y float64) float64 {
	if y < 0 {
		return y - math.Log1p(math.Exp(y))
	}
	return -math.Log1p(math.Exp(-y))
}
