package random

import (
	"fmt"
	"math"
	"slices"

	"postsale/sim/exponential"
)

// moments are the mean and the variance of a distribution that knows both.
type moments struct{ mean, variance float64 }

func (m moments) Mean() float64     { return m.mean }
func (m moments) Variance() float64 { return m.variance }

type constant struct{ moments }

// Constant returns the law of what is always value.
func Constant(value float64) (Distribution, error) {
	if err := checkNumber("value", value); err != nil {
		return nil, err
	}
	return constant{moments{mean: value}}, nil
}

func (d constant) Least() float64           { return d.mean }
func (d constant) Quantile(float64) float64 { return d.mean }

type uniform struct {
	moments
	low, width float64
}

// Uniform returns the law of what is equally likely anywhere from low to high.
func Uniform(low, high float64) (Distribution, error) {
	if err := checkInterval(low, high); err != nil {
		return nil, err
	}
	width := high - low
	return uniform{moments{low + width/2, width * width / 12}, low, width}, nil
}

func (d uniform) Least() float64             { return d.low }
func (d uniform) Quantile(u float64) float64 { return d.low + d.width*u }

type memoryless struct{ moments }

// Exponential returns the law of the time to what is equally likely at any moment.
func Exponential(mean float64) (Distribution, error) {
	if err := checkPositive("mean", mean); err != nil {
		return nil, err
	}
	return memoryless{moments{mean, mean * mean}}, nil
}

func (d memoryless) Least() float64             { return 0 }
func (d memoryless) Quantile(u float64) float64 { return -d.mean * math.Log1p(-u) }

type triangular struct {
	moments
	low, high, modeAt, left, right float64
}

// Triangular returns the law whose density rises straight from low to mode and falls straight to high.
func Triangular(low, mode, high float64) (Distribution, error) {
	if err := checkAscending(low, mode, high); err != nil {
		return nil, err
	}
	width, left, right := high-low, mode-low, high-mode
	return triangular{
		moments: moments{low + (width+left)/3, (width*width - left*right) / 18},
		low:     low,
		high:    high,
		modeAt:  left / width,
		left:    width * left,
		right:   width * right,
	}, nil
}

func (d triangular) Least() float64 { return d.low }

func (d triangular) Quantile(u float64) float64 {
	if u < d.modeAt {
		return d.low + math.Sqrt(d.left*u)
	}
	return d.high - math.Sqrt(d.right*(1-u))
}

type weibull struct {
	moments
	scale, power float64
}

// Weibull returns the law of a lifetime whose hazard grows as age^(shape−1), for a shape from 0.01 to 1000.
func Weibull(mean, shape float64) (Distribution, error) {
	if err := checkPositive("mean", mean); err != nil {
		return nil, err
	}
	if err := checkRange("shape", shape, 0.01, 1000); err != nil {
		return nil, err
	}
	first, _ := math.Lgamma(1 + 1/shape)
	second, _ := math.Lgamma(1 + 2/shape)
	return weibull{
		moments: moments{mean, mean * mean * math.Expm1(second-2*first)},
		scale:   mean * exponential.Of(-first),
		power:   1 / shape,
	}, nil
}

func (d weibull) Least() float64 { return 0 }

func (d weibull) Quantile(u float64) float64 {
	return d.scale * exponential.Power(-math.Log1p(-u), d.power)
}

type empirical struct {
	moments
	sorted []float64
}

// Empirical returns the law of the sample itself, each of the n values equally
// likely: its quantile is the ⌈n·u⌉-th smallest value.
func Empirical(values []float64) (Distribution, error) {
	if len(values) == 0 {
		return nil, fmt.Errorf("values must hold at least one value, got none")
	}
	n := float64(len(values))
	mean, variance := 0.0, 0.0
	for i, value := range values {
		if err := checkNumber(fmt.Sprintf("values[%d]", i), value); err != nil {
			return nil, err
		}
		mean += value / n
	}
	for _, value := range values {
		variance += (value - mean) * (value - mean) / n
	}
	return empirical{moments{mean, variance}, slices.Sorted(slices.Values(values))}, nil
}

func (d empirical) Least() float64 { return d.sorted[0] }

func (d empirical) Quantile(u float64) float64 {
	return d.sorted[int(math.Ceil(u*float64(len(d.sorted))))-1]
}
