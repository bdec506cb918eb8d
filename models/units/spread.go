package units

import (
	"errors"
	"fmt"
	"strings"

	"postsale/sim/random"
)

// Choice marks a struct of which a file gives exactly one key; a scenario that extends another replaces it whole.
type Choice interface{ Choice() }

// Whole marks a struct or map that a scenario which extends another replaces whole instead of key by key, such as
// shares that add up to 1.
type Whole interface{ Whole() }

// Scalar marks a struct that may be written as a plain value: ScalarKey names the key that the value stands for.
type Scalar interface{ ScalarKey() string }

// Spread is a quantity that differs from case to case; exactly one family is given, a plain quantity is a constant.
type Spread[Q Quantity] struct {
	Constant    *Q              `yaml:"constant"`
	Uniform     *Range[Q]       `yaml:"uniform"`
	Exponential *Mean[Q]        `yaml:"exponential"`
	Lognormal   *Middle[Q]      `yaml:"lognormal"`
	Gamma       *MeanCV[Q]      `yaml:"gamma"`
	Weibull     *MeanShape[Q]   `yaml:"weibull"`
	Triangular  *LowModeHigh[Q] `yaml:"triangular"`
	Pert        *LowModeHigh[Q] `yaml:"pert"`
	Empirical   *Column[Q]      `yaml:"empirical"`
}

// Range are the bounds of a uniform spread.
type Range[Q Quantity] struct {
	Low  Q `yaml:"low"`
	High Q `yaml:"high"`
}

// Mean is the parameter of an exponential spread.
type Mean[Q Quantity] struct {
	Mean Q `yaml:"mean"`
}

// MeanCV are a mean and a coefficient of variation, the standard deviation over the mean.
type MeanCV[Q Quantity] struct {
	Mean Q      `yaml:"mean"`
	CV   Number `yaml:"cv"`
}

// Middle are a mean or a median, one of them, and the coefficient of variation. A wilder spread of the same mean is mostly
// below it, as the few that are far above have to be made up for; one of the same median has a larger mean.
type Middle[Q Quantity] struct {
	Mean   *Q     `yaml:"mean"`
	Median *Q     `yaml:"median"`
	CV     Number `yaml:"cv"`
}

// Lognormal is the lognormal spread of a mean.
func Lognormal[Q Quantity](mean Q, cv Number) Spread[Q] {
	return Spread[Q]{Lognormal: &Middle[Q]{Mean: &mean, CV: cv}}
}

func (m Middle[Q]) law() (random.Distribution, error) {
	switch {
	case m.Mean != nil && m.Median != nil:
		return nil, errors.New("want a mean or a median, got both")
	case m.Mean != nil:
		return random.Lognormal(float64(*m.Mean), float64(m.CV))
	case m.Median != nil:
		return random.LognormalAround(float64(*m.Median), float64(m.CV))
	}
	return nil, errors.New("want a mean or a median, got neither")
}

// MeanShape are a mean and a Weibull shape: below 1 the rate falls with age, above 1 it rises.
type MeanShape[Q Quantity] struct {
	Mean  Q      `yaml:"mean"`
	Shape Number `yaml:"shape"`
}

// LowModeHigh are the least, the likeliest and the largest value.
type LowModeHigh[Q Quantity] struct {
	Low  Q `yaml:"low"`
	Mode Q `yaml:"mode"`
	High Q `yaml:"high"`
}

// Fixed is the spread that is always q.
func Fixed[Q Quantity](q Q) Spread[Q] { return Spread[Q]{Constant: &q} }

// Choice marks a spread as one of its families.
func (Spread[Q]) Choice() {}

// ScalarKey says that a plain quantity is a constant.
func (Spread[Q]) ScalarKey() string { return "constant" }

// Distribution returns the law of chance that the spread describes.
func (s Spread[Q]) Distribution() (random.Distribution, error) {
	family, err := s.family()
	if err != nil {
		return nil, err
	}
	law, err := s.law()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", family, err)
	}
	return law, nil
}

func (s Spread[Q]) law() (random.Distribution, error) {
	switch {
	case s.Constant != nil:
		return random.Constant(float64(*s.Constant))
	case s.Uniform != nil:
		return random.Uniform(float64(s.Uniform.Low), float64(s.Uniform.High))
	case s.Exponential != nil:
		return random.Exponential(float64(s.Exponential.Mean))
	case s.Lognormal != nil:
		return s.Lognormal.law()
	case s.Gamma != nil:
		return random.Gamma(float64(s.Gamma.Mean), float64(s.Gamma.CV))
	case s.Weibull != nil:
		return random.Weibull(float64(s.Weibull.Mean), float64(s.Weibull.Shape))
	case s.Triangular != nil:
		return random.Triangular(float64(s.Triangular.Low), float64(s.Triangular.Mode), float64(s.Triangular.High))
	case s.Pert != nil:
		return random.Pert(float64(s.Pert.Low), float64(s.Pert.Mode), float64(s.Pert.High))
	default:
		return random.Empirical(s.Empirical.Values)
	}
}

// family returns the name of the one family given.
func (s Spread[Q]) family() (string, error) {
	var given []string
	for _, family := range []struct {
		name  string
		given bool
	}{
		{"constant", s.Constant != nil},
		{"uniform", s.Uniform != nil},
		{"exponential", s.Exponential != nil},
		{"lognormal", s.Lognormal != nil},
		{"gamma", s.Gamma != nil},
		{"weibull", s.Weibull != nil},
		{"triangular", s.Triangular != nil},
		{"pert", s.Pert != nil},
		{"empirical", s.Empirical != nil},
	} {
		if family.given {
			given = append(given, family.name)
		}
	}
	switch len(given) {
	case 1:
		return given[0], nil
	case 0:
		return "", errors.New("want a quantity or a spread such as {lognormal: {mean: ..., cv: ...}}, got nothing")
	}
	return "", fmt.Errorf("want one spread, got %s", strings.Join(given, " and "))
}
