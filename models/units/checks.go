package units

import (
	"math"

	"postsale/sim/random"
)

// Law is what the checks of spreads need of one.
type Law interface {
	Distribution() (random.Distribution, error)
}

// Spread demands parameters that make a distribution.
func (f *Faults) Spread(path string, s Law) {
	if _, err := s.Distribution(); err != nil {
		f.Add(path, "%v", err)
	}
}

// NoneBelow0 demands a valid spread of which no value is below 0.
func (f *Faults) NoneBelow0(path string, s Law) { f.noneBelow0(path, s) }

// noneBelow0 returns the law if it is valid, otherwise nil.
func (f *Faults) noneBelow0(path string, s Law) random.Distribution {
	law, err := s.Distribution()
	if err != nil {
		f.Add(path, "%v", err)
		return nil
	}
	if law.Least() >= 0 {
		return law
	}
	const first = 0x1p-53
	if least := law.Quantile(first); !(least >= 0) {
		f.Add(path, "must have no value below 0, got %.4g", least)
		return nil
	}
	return law
}

// MeanAbove0 demands a valid spread of which no value is below 0 and not all are 0.
func (f *Faults) MeanAbove0(path string, s Law) {
	if law := f.noneBelow0(path, s); law != nil && !(law.Mean() > 0) {
		f.Add(path, "must have a mean above 0, got %.4g", law.Mean())
	}
}

// MeanAtMost demands a spread of shares with a mean of at most so much; one that is not valid is left to the other
// checks.
func (f *Faults) MeanAtMost(path string, s Spread[Share], most Share) {
	if law, err := s.Distribution(); err == nil && !(law.Mean() <= float64(most)) {
		f.Add(path, "must have a mean of at most %s, got %s", most, Share(law.Mean()))
	}
}

// Whole demands shares that add up to 1, but for rounding.
func (f *Faults) Whole(path string, sum Share) {
	const places = 1e9
	if !(math.Abs(float64(sum)-1) < 1/places) {
		f.Add(path, "must add up to 100%%, got %s", Share(math.Round(float64(sum)*places)/places))
	}
}
