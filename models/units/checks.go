package units

import "postsale/sim/random"

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
func (f *Faults) NoneBelow0(path string, s Law) {
	law, err := s.Distribution()
	if err != nil {
		f.Add(path, "%v", err)
		return
	}
	const first = 0x1p-53
	if least := law.Quantile(first); !(least >= 0) {
		f.Add(path, "must have no value below 0, got %.4g", least)
	}
}

// MeanAbove0 demands a valid spread of which no value is below 0 and not all are 0.
func (f *Faults) MeanAbove0(path string, s Law) {
	before := len(f.All())
	f.NoneBelow0(path, s)
	if len(f.All()) > before {
		return
	}
	if law, _ := s.Distribution(); !(law.Mean() > 0) {
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
